/* The longest turn of the main loop while a server's access log grows, and is filtered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rt-access-view.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define LINES RT_ACCESS_LIST_CAPACITY
#define PER_BATCH 1000
#define BATCH_MS 100
#define SECONDS 5

/* The longest time that the thread itself worked between two beats of a timer that goes
 * ahead of everything else: a machine that is busy elsewhere does not count. */
typedef struct
{
  gint64 last_us;
  gint64 longest_us;
  gint64 sum_us;
} Work;

typedef struct
{
  RtAccessList *list;
  GPtrArray *batches; /* what is still to come */
} Flow;

static gint64
get_work_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
on_beat (gpointer user_data)
{
  Work *work = user_data;
  gint64 now = get_work_us ();

  work->longest_us = MAX (work->longest_us, now - work->last_us);
  work->sum_us += now - work->last_us;
  work->last_us = now;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_time (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, on_time, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
start (Work *work)
{
  *work = (Work){ .last_us = get_work_us () };
}

/* What was begun goes on for a while, in frames. */
static void
print (const char *what, Work *work)
{
  run_for (1000);
  on_beat (work);
  printf ("%-44s most work in one turn %5.1f ms (goal: 16), in all %6.1f ms\n", what,
          work->longest_us / 1e3, work->sum_us / 1e3);
}

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
measure_flow (RtAccessList *list, Work *work, const char *what)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new ();
  Flow flow = { list, batches };

  for (guint i = 0; i < SECONDS * 1000 / BATCH_MS; i++)
    g_ptr_array_add (batches, make_batch (PER_BATCH));
  start (work);
  g_timeout_add (BATCH_MS, on_batch, &flow);
  while (batches->len > 0)
    g_main_context_iteration (NULL, TRUE);
  print (what, work);
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
measure_export (RtAccessList *list, Work *work)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "bench-access-log", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gboolean over = FALSE;

  start (work);
  rt_access_list_export_async (list, file, NULL, on_exported, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  print ("100,000 lines exported", work);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  GtkWidget *window, *view;
  g_autoptr (RtAccessList) list = rt_access_list_new (LINES);
  Work work;

  adw_init ();
  window = gtk_window_new ();
  view = g_object_new (RT_TYPE_ACCESS_VIEW, NULL);
  rt_access_view_set_list (RT_ACCESS_VIEW (view), list);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 750);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  append (list, 100);
  run_for (1000);
  start (&work);
  g_timeout_add_full (G_PRIORITY_HIGH, 1, on_beat, &work, NULL);
  print ("nothing", &work);

  measure_flow (list, &work, "10,000 lines a second, for 5 s");
  append (list, LINES);
  run_for (500);
  measure_flow (list, &work, "the same, while the oldest go");

  start (&work);
  rt_access_list_set_filter (list, "file-17", 4);
  print ("100,000 lines filtered, few match", &work);
  start (&work);
  rt_access_list_set_filter (list, "html", 0);
  print ("100,000 lines filtered, all match", &work);
  measure_flow (list, &work, "10,000 lines a second, filtered");
  start (&work);
  rt_access_list_set_filter (list, NULL, 0);
  print ("the filter taken away", &work);

  measure_export (list, &work);
  rt_access_list_set_paused (list, TRUE);
  append (list, LINES);
  start (&work);
  rt_access_list_set_paused (list, FALSE);
  print ("100,000 lines that have waited", &work);
  start (&work);
  rt_access_list_clear (list);
  print ("100,000 lines cleared", &work);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
