/* The longest turn of the main loop while 100,000 addresses are shown and checked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-list.h"
#include "core/server/rt-server.h"
#include "pages/head/rt-check-view.h"
#include "tests/bench/rt-bench-work.h"

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 100000
#define MS_AT_MOST (120 * 1000)

static GPtrArray *
make_entries (const char *server)
{
  GPtrArray *entries = rt_check_entries_new ();

  for (guint i = 0; i < ROWS; i++)
    {
      g_autofree char *address
          = g_strdup_printf ("%s%s?row=%u", server, i % 7 == 0 ? "404" : "200", i);

      g_ptr_array_add (entries, rt_check_entry_new (address));
    }
  return entries;
}

static guint
count_rows (RtCheckList *list)
{
  return rt_check_list_get_table (list)->sums.n_rows;
}

static void
wait_for_order (RtCheckList *list)
{
  while (!rt_check_list_is_ordered (list))
    g_main_context_iteration (NULL, TRUE);
}

static void
measure_order (RtCheckList *list,
               RtBenchWork *work,
               const char *what,
               const RtCheckOrder *order)
{
  rt_bench_work_begin (work);
  rt_check_list_set_order (list, order);
  wait_for_order (list);
  rt_bench_work_print (work, what);
}

/* As long as there is something to check, but not for ever. */
static void
measure_run (RtCheckList *list, RtBenchWork *work, const char *what, guint n_more)
{
  guint goal = rt_check_list_get_table (list)->sums.n_checked + n_more;
  gint64 end_us = g_get_monotonic_time () + MS_AT_MOST * 1000;

  rt_bench_work_begin (work);
  while (rt_check_list_get_table (list)->sums.n_checked < goal
         && rt_check_list_is_running (list) && g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, TRUE);
  rt_bench_work_print (work, what);
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
  const RtServerOptions server_options
      = { .recipe = rt_recipe_find ("status"), .n_workers = 1 };
  RtCheckOptions options
      = { .n_jobs = 16, .per_host = 16, .n_tries = 1, .with_get = FALSE };
  const RtCheckOrder filtered = { .verdicts = 1u << RT_CHECK_MISSING };
  const RtCheckOrder sorted = { .key = RT_CHECK_BY_ADDRESS, .is_descending = TRUE };
  const RtCheckOrder searched = { .text = "row=17" };
  const RtCheckOrder plain = { 0 };
  g_autoptr (RtServer) server = rt_server_new ();
  g_autoptr (RtCheckList) list = rt_check_list_new ();
  g_autoptr (RtRequest) base = rt_request_new ("HEAD", "http://localhost/", NULL);
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *address = NULL;
  gboolean is_stopped = FALSE;
  GtkWidget *window, *view;
  RtBenchWork work;

  adw_init ();
  if (!rt_server_start (server, &server_options, NULL))
    return EXIT_FAILURE;
  address = rt_server_build_address (server);
  entries = make_entries (address);
  rt_code_ranges_parse (&options.good, RT_CODE_RANGES_PLAIN);
  window = gtk_window_new ();
  view = g_object_new (RT_TYPE_CHECK_VIEW, NULL);
  rt_check_view_set_list (RT_CHECK_VIEW (view), list);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 750);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  rt_bench_run_for (1000);
  rt_bench_work_watch (&work);
  rt_bench_work_print (&work, "nothing");

  rt_bench_work_begin (&work);
  rt_check_list_add (list, entries);
  while (count_rows (list) < ROWS)
    g_main_context_iteration (NULL, TRUE);
  rt_bench_work_print (&work, "100,000 addresses added");
  measure_order (list, &work, "sorted by address", &sorted);
  measure_order (list, &work, "searched, few match", &searched);
  measure_order (list, &work, "as they are", &plain);

  rt_check_list_start (list, base, &options);
  measure_run (list, &work, "20,000 checked", 20000);
  rt_check_list_set_order (list, &filtered);
  measure_run (list, &work, "20,000 checked, filtered by verdict", 20000);
  rt_check_list_set_order (list, &sorted);
  measure_run (list, &work, "20,000 checked, sorted", 20000);
  rt_bench_work_begin (&work);
  rt_check_list_stop (list);
  rt_bench_work_print (&work, "stopped");
  measure_order (list, &work, "as they are", &plain);
  rt_bench_work_begin (&work);
  rt_check_list_clear (list);
  rt_bench_work_print (&work, "cleared");

  gtk_window_destroy (GTK_WINDOW (window));
  rt_server_stop_async (server, on_stopped, &is_stopped);
  while (!is_stopped)
    g_main_context_iteration (NULL, TRUE);
  return EXIT_SUCCESS;
}
