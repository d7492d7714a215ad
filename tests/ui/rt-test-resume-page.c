/* The Resume page in a window, with a folder of its own, and what its tests do in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-resume-page.h"

#include "pages/resume/rt-download-list.h"
#include "tests/ui/rt-test-toasts.h"
#include "tests/ui/rt-test-widget.h"

void
rt_test_resume_page_set_up (RtTestResumePage *self, gconstpointer unused)
{
  self->dir = rt_test_dir_new ();
  self->workbench = rt_workbench_new (NULL, NULL);
  self->queue = rt_workbench_get_queue (self->workbench);
  self->downloads = rt_download_queue_get_downloads (self->queue);
  self->page = g_object_new (RT_TYPE_RESUME_PAGE, "workbench", self->workbench, NULL);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 900, 700);
  self->toasts = rt_test_toasts_new (self->page);
  gtk_window_set_child (self->window, GTK_WIDGET (self->toasts));
  gtk_window_present (self->window);
  self->list = rt_test_find_type (self->page, RT_TYPE_DOWNLOAD_LIST);
}

void
rt_test_resume_page_tear_down (RtTestResumePage *self, gconstpointer unused)
{
  gtk_window_destroy (self->window);
  g_clear_object (&self->workbench);
  rt_test_dir_free (self->dir);
}

/* Where nobody answers, and paused, so that nobody asks. */
void
rt_test_resume_page_add (RtTestResumePage *self, guint n)
{
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  guint before = g_list_model_get_n_items (self->downloads);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *address = g_strdup_printf ("http://localhost:9/file%u", i);
      g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);

      g_ptr_array_add (plans, rt_download_plan_new (request, self->dir->path));
    }
  rt_download_queue_add (self->queue, plans);
  for (guint i = before; i < before + n; i++)
    {
      g_autoptr (RtDownload) download = g_list_model_get_item (self->downloads, i);

      rt_download_queue_pause (self->queue, download);
    }
}

RtDownload *
rt_test_resume_page_get (RtTestResumePage *self, guint position)
{
  g_autoptr (RtDownload) download = g_list_model_get_item (self->downloads, position);

  return download; /* the queue keeps it alive */
}

/* Its first one. */
char *
rt_test_resume_page_dup_address (RtTestResumePage *self, guint position)
{
  RtDownloadPlan *plan = rt_download_get_plan (rt_test_resume_page_get (self, position));

  return rt_request_dup_address (g_ptr_array_index (plan->requests, 0));
}

/* Of the one that is chosen. */
const char *
rt_test_resume_page_get_title (RtTestResumePage *self)
{
  return gtk_label_get_text (GTK_LABEL (rt_test_find (self->list, "title")));
}

/* Of the one that is chosen. */
const char *
rt_test_resume_page_get_facts (RtTestResumePage *self)
{
  return gtk_label_get_text (GTK_LABEL (rt_test_find (self->list, "facts")));
}

/* Into the folder of the test. */
void
rt_test_resume_page_write_file (RtTestResumePage *self,
                                const char *name,
                                const char *text)
{
  g_autofree char *path = rt_test_dir_build (self->dir, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}
