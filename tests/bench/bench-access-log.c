/* The longest turn of the main loop while a server's access log grows, and is filtered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/rt-bench-work.h"
#include "ui/rt-access-view.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#define LINES RT_ACCESS_LIST_CAPACITY
#define PER_BATCH 1000
#define BATCH_MS 100
#define SECONDS 5

typedef struct
{
  RtAccessList *list;
  GPtrArray *batches; /* what is still to come */
} Flow;

static GPtrArray *
make_batch (guint n)
{
  GPtrArray *batch
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);
  static guint n_made;

  for (guint i = 0; i < n; i++)
    {
      RtAccessEntry *entry = rt_access_entry_new ("127.0.0.1", NULL);

      entry->request = g_strdup_printf ("GET /folder/file-%u.html HTTP/1.1", n_made++);
      entry->agent = g_strdup ("Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Firefox/115.0");
      entry->time_us = g_get_real_time ();
      entry->status = n_made % 7 == 0 ? 404 : 200;
      entry->body_bytes = n_made;
      g_ptr_array_add (batch, entry);
    }
  return batch;
}

static void
append (RtAccessList *list, guint n)
{
  g_autoptr (GPtrArray) batch = make_batch (n);

  rt_access_list_append (list, batch, 0);
}

static gboolean
on_batch (gpointer data)
{
  Flow *flow = data;
  g_autoptr (GPtrArray) batch = NULL;

  if (flow->batches->len == 0)
    return G_SOURCE_REMOVE;
  batch = g_ptr_array_steal_index (flow->batches, flow->batches->len - 1);
  rt_access_list_append (flow->list, batch, 0);
  return G_SOURCE_CONTINUE;
}

static void
measure_flow (RtAccessList *list, RtBenchWork *work, const char *what)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new ();
  Flow flow = { list, batches };

  for (guint i = 0; i < SECONDS * 1000 / BATCH_MS; i++)
    g_ptr_array_add (batches, make_batch (PER_BATCH));
  rt_bench_work_begin (work);
  g_timeout_add (BATCH_MS, on_batch, &flow);
  while (batches->len > 0)
    g_main_context_iteration (NULL, TRUE);
  rt_bench_work_print (work, what);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!rt_access_list_export_finish (RT_ACCESS_LIST (source), result, &error))
    g_error ("cannot export: %s", error->message);
  *(gboolean *)user_data = TRUE;
}

static void
measure_export (RtAccessList *list, RtBenchWork *work)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "bench-access-log", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gboolean over = FALSE;

  rt_bench_work_begin (work);
  rt_access_list_export_async (list, file, NULL, on_exported, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  rt_bench_work_print (work, "100,000 lines exported");
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  GtkWidget *window, *view;
  g_autoptr (RtAccessList) list = rt_access_list_new (LINES);
  RtBenchWork work = { 0 };

  adw_init ();
  window = gtk_window_new ();
  view = g_object_new (RT_TYPE_ACCESS_VIEW, NULL);
  rt_access_view_set_list (RT_ACCESS_VIEW (view), list);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 750);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  append (list, 100);
  rt_bench_run_for (1000);
  rt_bench_work_begin (&work);
  rt_bench_work_watch (&work);
  rt_bench_work_print (&work, "nothing");

  measure_flow (list, &work, "10,000 lines a second, for 5 s");
  append (list, LINES);
  rt_bench_run_for (500);
  measure_flow (list, &work, "the same, while the oldest go");

  rt_bench_work_begin (&work);
  rt_access_list_set_filter (list, "file-17", 4);
  rt_bench_work_print (&work, "100,000 lines filtered, few match");
  rt_bench_work_begin (&work);
  rt_access_list_set_filter (list, "html", 0);
  rt_bench_work_print (&work, "100,000 lines filtered, all match");
  measure_flow (list, &work, "10,000 lines a second, filtered");
  rt_bench_work_begin (&work);
  rt_access_list_set_filter (list, NULL, 0);
  rt_bench_work_print (&work, "the filter taken away");

  measure_export (list, &work);
  rt_access_list_set_paused (list, TRUE);
  append (list, LINES);
  rt_bench_work_begin (&work);
  rt_access_list_set_paused (list, FALSE);
  rt_bench_work_print (&work, "100,000 lines that have waited");
  rt_bench_work_begin (&work);
  rt_access_list_clear (list);
  rt_bench_work_print (&work, "100,000 lines cleared");
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
