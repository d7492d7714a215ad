/* Adds downloads to the list, however many. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-adding.h"

/* So many in one turn. */
#define SLICE 250

typedef struct
{
  RtDownloadList *list;
  GPtrArray *plans;
  guint n_added;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *self = data;

  g_object_unref (self->list);
  g_ptr_array_unref (self->plans);
  g_free (self);
}

static gboolean
on_add (gpointer data)
{
  Adding *self = data;
  RtDownloadQueue *queue = rt_download_list_get_queue (self->list);
  guint end = MIN (self->n_added + SLICE, self->plans->len);
  g_autoptr (GPtrArray) slice
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);

  if (queue == NULL)
    return G_SOURCE_REMOVE; /* the window was closed */
  for (; self->n_added < end; self->n_added++)
    g_ptr_array_add (
        slice, rt_download_plan_ref (g_ptr_array_index (self->plans, self->n_added)));
  rt_download_queue_add (queue, slice);
  rt_download_list_choose_last (self->list);
  return end < self->plans->len;
}

/**
 * rt_download_adding_start:
 * @list: a list
 * @plans: (element-type RtDownloadPlan): what to download, one at least
 *
 * Adds downloads at the end, and chooses the last one.  Where there are many, most of them
 * come in later turns of the main loop.
 */
void
rt_download_adding_start (RtDownloadList *list, GPtrArray *plans)
{
  Adding *self = g_new0 (Adding, 1);

  self->list = g_object_ref (list);
  self->plans = g_ptr_array_ref (plans);
  if (on_add (self))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_add, self, adding_free);
  else
    adding_free (self);
}
