/* A download is taken out of the list, with its file or without. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-download-private.h"
#include "pages/resume/rt-download-list.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-resume-page.h"
#include "tests/ui/rt-test-toasts.h"
#include "tests/ui/rt-test-widget.h"

#include <adwaita.h>
#include <glib/gstdio.h>

typedef RtTestResumePage Fixture;

/* Of a download that has no file nobody is asked. */
static void
test_remove_and_undo (Fixture *f, gconstpointer unused)
{
  RtDownload *first;

  rt_test_resume_page_add (f, 2);
  first = rt_test_resume_page_get (f, 0);
  gtk_widget_activate_action (f->list, "downloads.remove", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (f->downloads), ==, 1);
  g_assert_cmpstr (rt_test_resume_page_get_title (f), ==, "file1");
  rt_test_toasts_undo (f->toasts);
  g_assert_cmpuint (g_list_model_get_n_items (f->downloads), ==, 2);
  g_assert_true (rt_test_resume_page_get (f, 0) == first);
}

static gboolean
is_there (Fixture *f, const char *name)
{
  g_autofree char *path = rt_test_dir_build (f->dir, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* With a part of the file that is there, and no more of it comes. */
static void
add_with_part (Fixture *f, const char *name)
{
  RtDownloadNews *news = rt_download_news_new ();
  RtDownload *download;

  rt_test_resume_page_add (f, 1);
  download = rt_test_resume_page_get (f, g_list_model_get_n_items (f->downloads) - 1);
  news->state = RT_DOWNLOAD_PAUSED;
  news->path = rt_test_dir_build (f->dir, name);
  news->part_path = g_strconcat (news->path, ".part", NULL);
  news->received = 1;
  rt_download_take_news (download, news);
  rt_download_list_choose (RT_DOWNLOAD_LIST (f->list), download);
}

static void
remove_with_file (Fixture *f)
{
  guint n = g_list_model_get_n_items (f->downloads);

  gtk_widget_activate_action (f->list, "downloads.remove", NULL);
  rt_test_answer ("Delete the File");
  g_assert_cmpuint (g_list_model_get_n_items (f->downloads), ==, n - 1);
}

static void
close_toast (Fixture *f)
{
  GtkWidget *toasts = GTK_WIDGET (f->toasts);
  GtkWidget *close = NULL;

  rt_test_wait_until (NULL, (close = rt_test_find_class (toasts, "circular")) != NULL);
  gtk_widget_activate (close);
  rt_test_wait_until (NULL, !rt_test_has_label (toasts, "Undo"));
}

/* Once it cannot be undone any more; and what cannot be deleted is not said to be gone. */
static void
test_remove_with_file (Fixture *f, gconstpointer unused)
{
  g_autofree char *folder = rt_test_dir_build (f->dir, "file.part");

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  rt_test_resume_page_write_file (f, "file.part/inside", "a file in the way");
  rt_test_resume_page_write_file (f, "file.part.journal", "");
  add_with_part (f, "file");
  remove_with_file (f);
  g_assert_true (is_there (f, "file.part.journal"));
  close_toast (f);
  rt_test_wait_until (NULL, !is_there (f, "file.part.journal"));
  rt_test_wait_until (NULL,
                      rt_test_has_label (GTK_WIDGET (f->toasts), "cannot be deleted"));
}

static void
test_remove_and_close_window (Fixture *f, gconstpointer unused)
{
  rt_test_resume_page_write_file (f, "file.part", "0");
  rt_test_resume_page_write_file (f, "file.part.journal", "");
  add_with_part (f, "file");
  remove_with_file (f);
  gtk_window_set_child (f->window, NULL);
  rt_test_wait_until (NULL,
                      !is_there (f, "file.part") && !is_there (f, "file.part.journal"));
}

/* The address is added again, and that download goes on with what there is of the file. */
static void
test_remove_and_add_again (Fixture *f, gconstpointer unused)
{
  rt_test_resume_page_write_file (f, "file.part", "0");
  rt_test_resume_page_write_file (f, "file.part.journal", "");
  rt_test_resume_page_write_file (f, "other.part", "0");
  add_with_part (f, "file");
  remove_with_file (f);
  add_with_part (f, "file");
  close_toast (f);
  add_with_part (f, "other");
  remove_with_file (f);
  close_toast (f);
  rt_test_wait_until (NULL, !is_there (f, "other.part"));
  g_assert_true (is_there (f, "file.part"));
  g_assert_true (is_there (f, "file.part.journal"));
}

#define ADD(name, func)                                                                  \
  g_test_add ("/download-removal/" name, Fixture, NULL, rt_test_resume_page_set_up,      \
              func, rt_test_resume_page_tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("undo", test_remove_and_undo);
  ADD ("with-file", test_remove_with_file);
  ADD ("and-close-window", test_remove_and_close_window);
  ADD ("and-add-again", test_remove_and_add_again);
  return g_test_run ();
}
