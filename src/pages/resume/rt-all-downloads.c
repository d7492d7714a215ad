/* What is done with all downloads of the queue at once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-all-downloads.h"

#include "ui/rt-page.h"

/* A row that goes takes the list more time than one that changes: a few in each turn. */
#define SLICE_US 4000

static RtDownloadQueue *
get_queue (GtkWidget *page)
{
  return rt_workbench_get_queue (rt_page_get_workbench (RT_PAGE (page)));
}

static void
pause_all (GtkWidget *page, const char *name, GVariant *unused)
{
  RtDownloadQueue *queue = get_queue (page);
  GListModel *downloads = rt_download_queue_get_downloads (queue);

  for (guint i = 0; i < g_list_model_get_n_items (downloads); i++)
    {
      g_autoptr (RtDownload) download = g_list_model_get_item (downloads, i);

      if (!rt_download_state_is_over (rt_download_get_state (download)))
        rt_download_queue_pause (queue, download);
    }
}

/* Those that were paused, not those that have failed. */
static void
resume_all (GtkWidget *page, const char *name, GVariant *unused)
{
  RtDownloadQueue *queue = get_queue (page);
  GListModel *downloads = rt_download_queue_get_downloads (queue);

  for (guint i = 0; i < g_list_model_get_n_items (downloads); i++)
    {
      g_autoptr (RtDownload) download = g_list_model_get_item (downloads, i);

      if (rt_download_get_state (download) == RT_DOWNLOAD_PAUSED)
        rt_download_queue_resume (queue, download);
    }
}

/* From the end, so that what is taken out moves nothing that is still to come. */
static gboolean
on_forget (gpointer user_data)
{
  RtDownloadQueue *queue = user_data;
  GListModel *downloads = rt_download_queue_get_downloads (queue);
  gint64 end_us = g_get_monotonic_time () + SLICE_US;

  for (guint i = g_list_model_get_n_items (downloads); i-- > 0;)
    {
      g_autoptr (RtDownload) download = g_list_model_get_item (downloads, i);

      if (rt_download_get_state (download) != RT_DOWNLOAD_DONE)
        continue;
      rt_download_queue_remove (queue, download);
      if (g_get_monotonic_time () >= end_us)
        return G_SOURCE_CONTINUE;
    }
  return G_SOURCE_REMOVE;
}

/* Soon; the files stay. */
static void
forget_finished (GtkWidget *page, const char *name, GVariant *unused)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_forget, g_object_ref (get_queue (page)),
                   g_object_unref);
}

/**
 * rt_all_downloads_install:
 * @page_class: of a #RtPage
 *
 * Gives all pages of the class the actions “queue.…” that are about all downloads.
 */
void
rt_all_downloads_install (GtkWidgetClass *page_class)
{
  gtk_widget_class_install_action (page_class, "queue.pause-all", NULL, pause_all);
  gtk_widget_class_install_action (page_class, "queue.resume-all", NULL, resume_all);
  gtk_widget_class_install_action (page_class, "queue.forget-finished", NULL,
                                   forget_finished);
}
