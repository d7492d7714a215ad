/* The longest turn of the main loop while big bodies come into the window and leave it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-application.h"
#include "app/rt-window.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-page.h"
#include "ui/rt-save-bar.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define JSON_BYTES (50 * 1000 * 1000)
#define BIG_BYTES (1024 * 1024 * 1024)
#define PIECE (256 * 1024)

/* Beats once a millisecond, ahead of everything else; a late beat is a stall.  The time
 * that the thread really worked tells a long turn from a machine that was busy elsewhere. */
typedef struct
{
  gint64 last_us;
  gint64 last_work_us;
  gint64 longest_us;
  gint64 longest_work_us;
} Pulse;

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
  Pulse *pulse = user_data;
  gint64 now = g_get_monotonic_time ();
  gint64 work = get_work_us ();

  pulse->longest_us = MAX (pulse->longest_us, now - pulse->last_us);
  pulse->longest_work_us = MAX (pulse->longest_work_us, work - pulse->last_work_us);
  pulse->last_us = now;
  pulse->last_work_us = work;
  return G_SOURCE_CONTINUE;
}

static void
restart_pulse (Pulse *pulse)
{
  pulse->last_us = g_get_monotonic_time ();
  pulse->last_work_us = get_work_us ();
  pulse->longest_us = pulse->longest_work_us = 0;
}

static void
print_pulse (const char *what, const Pulse *pulse, const Pulse *idle)
{
  printf ("%-34s longest turn %5.1f ms, %5.1f ms above idle (goal: 16); most work in one "
          "%5.1f ms\n",
          what, pulse->longest_us / 1e3, (pulse->longest_us - idle->longest_us) / 1e3,
          pulse->longest_work_us / 1e3);
}

static double
get_rss_mib (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  g_file_get_contents ("/proc/self/statm", &text, NULL, NULL);
  words = g_strsplit (text, " ", 3);
  return g_ascii_strtoull (words[1], NULL, 10) * sysconf (_SC_PAGESIZE) / 1048576.0;
}

static void
answer (GSocketConnection *connection)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autofree char *piece = g_malloc (PIECE);
  char head[4096] = "";
  gsize length, n = 0;
  gboolean json, small;

  while (strstr (head, "\r\n\r\n") == NULL && n < sizeof head - 1)
    {
      gssize got = g_input_stream_read (in, head + n, sizeof head - 1 - n, NULL, NULL);
      if (got <= 0)
        return;
      n += got;
    }
  json = strstr (head, "/json") != NULL;
  small = strstr (head, "/small") != NULL;
  length = small ? PIECE / 256 : json ? JSON_BYTES : BIG_BYTES;
  for (gsize i = 0; i < PIECE; i++)
    piece[i] = json ? "{\"a\":123456789},"[i % 16] : (char)(i * 7);
  g_output_stream_printf (out, NULL, NULL, NULL,
                          "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu"
                          "\r\nConnection: close\r\n\r\n%s",
                          json ? "application/json" : "application/octet-stream", length,
                          json ? "[" : "x");
  for (gsize left = length - 1; left > 0;)
    {
      gsize now = MIN (left, PIECE);
      if (!g_output_stream_write_all (out, piece, now, NULL, NULL, NULL))
        return;
      left -= now;
    }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

/* In a process of its own, so that its work is not ours; it ends with us. */
static guint16
start_server (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  if (fork () != 0)
    return port;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GSocketConnection) connection
          = g_socket_listener_accept (listener, NULL, NULL, NULL);
      answer (connection);
    }
  _exit (0);
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

/* What the main loop is to open. */
typedef struct
{
  RtWindow *window;
  char *address; /* NULL once it is opened */
} Opening;

static gboolean
on_open (gpointer user_data)
{
  Opening *opening = user_data;

  rt_window_open_address (opening->window, opening->address);
  g_clear_pointer (&opening->address, g_free);
  return G_SOURCE_REMOVE;
}

static RtExchange *
fetch (GtkWidget *window, guint16 port, const char *path)
{
  Opening opening
      = { RT_WINDOW (window), g_strdup_printf ("http://127.0.0.1:%u%s", port, path) };
  RtPage *page = RT_PAGE (rt_test_find_type (window, RT_TYPE_PAGE));

  g_idle_add (on_open, &opening);
  while (opening.address != NULL || rt_page_get_busy (page))
    g_main_context_iteration (NULL, TRUE);
  return rt_page_get_exchange (page);
}

static void
save (GtkWidget *window, RtExchange *exchange, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  RtSaveBar *bar = RT_SAVE_BAR (rt_test_find_type (window, RT_TYPE_SAVE_BAR));

  rt_save_bar_save_body (bar, exchange, TRUE, file);
  while (gtk_widget_get_visible (rt_test_find (GTK_WIDGET (bar), "progress")))
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  guint16 port = start_server ();
  g_autoptr (RtApplication) application = NULL;
  g_autoptr (RtWorkbench) workbench = NULL;
  g_autoptr (RtSettings) settings = NULL;
  Pulse pulse, idle;
  GtkWidget *window;
  RtExchange *exchange;
  g_autofree char *folder = g_dir_make_tmp ("bench-stalls-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "body", NULL);
  double before;

  application = rt_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  workbench = rt_workbench_new (NULL, NULL);
  settings = rt_settings_new ();
  window = rt_window_new (GTK_APPLICATION (application), workbench, settings);
  gtk_window_present (GTK_WINDOW (window));
  run_for (2000);
  g_timeout_add_full (G_PRIORITY_HIGH, 1, on_beat, &pulse, NULL);
  restart_pulse (&pulse);
  run_for (2000);
  idle = pulse;
  print_pulse ("idle", &pulse, &idle);

  /* The first text view of a program loads its font, whatever the size of the body. */
  restart_pulse (&pulse);
  fetch (window, port, "/json/small");
  run_for (1000);
  print_pulse ("the first body shown, 1 kB", &pulse, &idle);

  restart_pulse (&pulse);
  fetch (window, port, "/json");
  run_for (3000);
  print_pulse ("50 MB of JSON in one line, shown", &pulse, &idle);

  before = get_rss_mib ();
  restart_pulse (&pulse);
  exchange = fetch (window, port, "/big");
  run_for (500);
  print_pulse ("1 GiB received and shown", &pulse, &idle);
  printf ("%-34s %6.1f MiB more (goal: 16)\n", "1 GiB received, memory",
          get_rss_mib () - before);
  restart_pulse (&pulse);
  save (window, exchange, path);
  print_pulse ("1 GiB saved", &pulse, &idle);
  printf ("%-34s %6.1f MiB more (goal: 16)\n", "1 GiB saved, memory",
          get_rss_mib () - before);
  g_unlink (path);
  g_rmdir (folder);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
