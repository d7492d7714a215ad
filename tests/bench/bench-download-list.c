/* The longest turn of the main loop while 2,000 downloads are in the list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server.h"
#include "pages/resume/rt-resume-page.h"
#include "tests/bench/rt-bench-work.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/ui/rt-test-widget.h"

#include <adwaita.h>
#include <stdlib.h>

#define ROWS 2000
#define MS_AT_MOST (120 * 1000)

typedef struct
{
  const char *folder;    /* of what is remembered; borrowed */
  GListModel *downloads; /* borrowed */
  GtkWidget *page;
  GtkWidget *list;
  RtBenchWork work;
} Bench;

static guint
count (Bench *self, RtDownloadState state)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->downloads); i++)
    {
      g_autoptr (RtDownload) download = g_list_model_get_item (self->downloads, i);

      n += rt_download_get_state (download) == state ? 1 : 0;
    }
  return n;
}

static void
add_all (Bench *self, const char *server)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ROWS; i++)
    g_string_append_printf (text, "%s200?%u ", server, i);
  rt_bench_work_begin (&self->work);
  rt_page_open_address (RT_PAGE (self->page), text->str);
  while (g_list_model_get_n_items (self->downloads) < ROWS)
    g_main_context_iteration (NULL, TRUE);
  rt_bench_run_for (300);
  rt_bench_work_print (&self->work, "2,000 addresses added");
}

static void
download_some (Bench *self, guint n)
{
  gint64 end_us = g_get_monotonic_time () + MS_AT_MOST * 1000;

  rt_bench_work_begin (&self->work);
  while (count (self, RT_DOWNLOAD_DONE) < n && g_get_monotonic_time () < end_us)
    rt_bench_run_for (100);
  rt_bench_work_print (&self->work, "500 of them downloaded");
}

static void
scroll (Bench *self)
{
  GtkScrollable *view
      = GTK_SCROLLABLE (rt_test_find_type (self->list, GTK_TYPE_LIST_VIEW));
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (view);
  double end = gtk_adjustment_get_upper (place) - gtk_adjustment_get_page_size (place);

  rt_bench_work_begin (&self->work);
  for (guint i = 0; i <= 100; i++)
    {
      gtk_adjustment_set_value (place, end * i / 100);
      rt_bench_run_for (20);
    }
  rt_bench_work_print (&self->work, "scrolled to the end");
}

static void
act (Bench *self, GtkWidget *widget, const char *action, const char *what)
{
  rt_bench_work_begin (&self->work);
  gtk_widget_activate_action (widget, action, NULL);
  rt_bench_run_for (1000);
  rt_bench_work_print (&self->work, what);
}

static void
move_far (Bench *self)
{
  rt_bench_work_begin (&self->work);
  gtk_widget_activate_action (self->list, "downloads.move", "i", 1 - ROWS);
  rt_bench_run_for (300);
  rt_bench_work_print (&self->work, "the last one moved to the top, and kept so");
}

/* What the next start of the program does with the list. */
static void
read_back (Bench *self)
{
  g_autoptr (GFile) file = g_file_new_build_filename (self->folder, "downloads", NULL);
  g_autoptr (RtDownloadQueue) queue = NULL;
  GListModel *downloads;

  rt_bench_work_begin (&self->work);
  queue = rt_download_queue_new (file, NULL, NULL, NULL, NULL);
  downloads = rt_download_queue_get_downloads (queue);
  while (g_list_model_get_n_items (downloads) < ROWS)
    g_main_context_iteration (NULL, TRUE);
  rt_bench_work_print (&self->work, "2,000 read back at the next start");
}

static void
run (Bench *self, const char *server)
{
  rt_bench_run_for (1000);
  rt_bench_work_watch (&self->work);
  rt_bench_work_print (&self->work, "nothing");
  add_all (self, server);
  download_some (self, 500);
  act (self, self->page, "queue.pause-all", "all paused");
  scroll (self);
  move_far (self);
  read_back (self);
  act (self, self->page, "queue.resume-all", "all go on");
  act (self, self->page, "queue.forget-finished", "finished ones forgotten");
  act (self, self->page, "queue.pause-all", "all paused");
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  rt_server_stop_finish (RT_SERVER (source), result);
  *(gboolean *)data = TRUE;
}

int
main (int argc, char **argv)
{
  const RtServerOptions options = { .recipe = rt_recipe_find ("status"), .n_workers = 1 };
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autoptr (RtServer) server = rt_server_new ();
  g_autoptr (RtWorkbench) workbench = rt_workbench_new (dir->path, NULL);
  RtDownloadQueue *queue = rt_workbench_get_queue (workbench);
  g_autofree char *address = NULL;
  gboolean is_stopped = FALSE;
  GtkWidget *window;
  Bench bench = { .folder = dir->path };

  adw_init ();
  if (!rt_server_start (server, &options, NULL))
    return EXIT_FAILURE;
  address = rt_server_build_address (server);
  g_object_set (rt_download_queue_get_terms (queue), "folder", dir->path, NULL);
  bench.downloads = rt_download_queue_get_downloads (queue);
  bench.page = g_object_new (RT_TYPE_RESUME_PAGE, "workbench", workbench, NULL);
  bench.list = rt_test_find (bench.page, "list");
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 750);
  gtk_window_set_child (GTK_WINDOW (window), bench.page);
  gtk_window_present (GTK_WINDOW (window));
  run (&bench, address);

  gtk_window_destroy (GTK_WINDOW (window));
  rt_server_stop_async (server, on_stopped, &is_stopped);
  while (!is_stopped)
    g_main_context_iteration (NULL, TRUE);
  return EXIT_SUCCESS;
}
