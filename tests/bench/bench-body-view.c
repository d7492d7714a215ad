/* The longest turn of the main loop while bodies of awkward shapes are shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-examples.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-body-view.h"
#include "ui/rt-text-pane.h"

#include <adwaita.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define BYTES (1024 * 1024)

/* The longest time that the thread itself worked between two beats of a timer that goes
 * ahead of everything else: a machine that is busy elsewhere does not count. */
typedef struct
{
  gint64 last_us;
  gint64 longest_us;
} Work;

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

static char *
make_body (const char *line, gsize length)
{
  char *data = g_malloc (length);
  gsize size = strlen (line);

  for (gsize i = 0; i < length; i++)
    data[i] = line[i % size];
  return data;
}

static void
on_loaded (gboolean *is_loaded)
{
  *is_loaded = TRUE;
}

static void
measure (RtBodyView *view,
         const char *what,
         const char *type,
         const char *line,
         gsize length)
{
  g_autofree char *data = make_body (line, length);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: %s", type);
  g_autoptr (RtExchange) exchange
      = rt_example_answer ("http://www.example.org/", head, data, length);
  Work work = { .last_us = get_work_us () };
  guint beat = g_timeout_add_full (G_PRIORITY_HIGH, 1, on_beat, &work, NULL);
  gint64 start = g_get_monotonic_time ();
  GtkWidget *pane = rt_test_find_type (GTK_WIDGET (view), RT_TYPE_TEXT_PANE);
  gboolean is_loaded = FALSE;

  g_signal_connect_swapped (pane, "loaded", G_CALLBACK (on_loaded), &is_loaded);
  rt_exchange_pane_show (RT_EXCHANGE_PANE (view), exchange, NULL);
  while (!is_loaded)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (pane, &is_loaded);
  start = g_get_monotonic_time () - start;
  run_for (1500);
  g_source_remove (beat);
  printf ("%-36s shown in %6.1f ms, most work in one turn %5.1f ms (goal: 16)\n", what,
          start / 1e3, work.longest_us / 1e3);
}

int
main (int argc, char **argv)
{
  GtkWidget *window;
  RtBodyView *view;

  adw_init ();
  window = gtk_window_new ();
  view = g_object_new (RT_TYPE_BODY_VIEW, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 750);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  /* As the program does while it waits for an answer. */
  while (rt_body_view_prepare (view))
    run_for (1000);
  measure (view, "the first text of the program", "text/plain", "first\n", 6);
  measure (view, "1 MiB in one line, coloured", "application/json",
           "{\"a\": 123456789}, ", BYTES);
  measure (view, "1 MiB in one line, plain", "text/plain", "{\"a\": 123456789}, ", BYTES);
  measure (view, "1 MiB in lines of 60", "text/plain",
           "abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz 123456\n", BYTES);
  measure (view, "1 MiB in empty lines", "text/plain", "\n", BYTES);
  measure (view, "the first wide characters", "text/plain; charset=utf-8",
           "\xe6\x96\x87\xe5\xad\x97", 6);
  measure (view, "1 MiB of wide characters, one line", "text/plain; charset=utf-8",
           "\xe6\x96\x87\xe5\xad\x97", BYTES - 4);
  measure (view, "200 KiB of HTML, coloured", "text/html",
           "<p class=\"a\"><b>word</b> &amp; word</p>\n", 200 * 1024);
  measure (
      view, "60 KiB of text, wrapped", "text/plain",
      "word word word word word word word word word word word word word word word word "
      "word word word word word word word word word\n",
      60 * 1024);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
