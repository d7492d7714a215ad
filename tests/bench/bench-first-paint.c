/* How long until a program's window is painted, measured from outside, beside another's. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   bench-first-paint PROGRAM [REFERENCE [RUNS]]
 *
 * From exec to the first damage of a mapped window, under the X server of the caller; the
 * runs of both programs take turns, so that a busy machine is busy for both.
 */
#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEADLINE_US (30 * G_USEC_PER_SEC)
/* Smaller windows are helpers that are never seen. */
#define MIN_SIZE 50

typedef struct
{
  double paint_ms;
  double rss_mib;
} Measure;

static pid_t
start (const char *program)
{
  pid_t child = fork ();

  if (child == 0)
    {
      int null = open ("/dev/null", O_WRONLY);

      dup2 (null, STDOUT_FILENO);
      dup2 (null, STDERR_FILENO);
      execlp (program, program, NULL);
      _exit (127);
    }
  return child;
}

static void
watch_window (Display *display, Window window)
{
  XWindowAttributes attributes;

  if (XGetWindowAttributes (display, window, &attributes) && attributes.width > MIN_SIZE
      && attributes.class == InputOutput)
    XDamageCreate (display, window, XDamageReportRawRectangles);
}

static gboolean
is_paint (const XEvent *event, int damage_base)
{
  const XDamageNotifyEvent *damage = (const XDamageNotifyEvent *)event;

  return event->type == damage_base + XDamageNotify && damage->area.width > MIN_SIZE
         && damage->area.height > MIN_SIZE;
}

/* Returns whether there was a paint before the deadline. */
static gboolean
wait_for_paint (Display *display, int damage_base, gint64 deadline)
{
  struct pollfd connection = { ConnectionNumber (display), POLLIN, 0 };

  while (g_get_monotonic_time () < deadline)
    {
      XEvent event;

      if (!XPending (display) && poll (&connection, 1, 100) <= 0)
        continue;
      if (!XPending (display))
        continue;
      XNextEvent (display, &event);
      if (event.type == MapNotify)
        watch_window (display, event.xmap.window);
      else if (is_paint (&event, damage_base))
        return TRUE;
    }
  return FALSE;
}

static double
get_rss_mib (pid_t process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int)process);
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents (path, &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmRSS:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024 : 0;
}

static gboolean
measure (Display *display, int damage_base, const char *program, Measure *result)
{
  gint64 begin = g_get_monotonic_time ();
  pid_t child = start (program);
  gboolean painted = wait_for_paint (display, damage_base, begin + DEADLINE_US);

  result->paint_ms = (g_get_monotonic_time () - begin) / 1000.0;
  result->rss_mib = get_rss_mib (child);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  /* The windows of the dead program are not the next one's. */
  XSync (display, True);
  return painted;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Measure *first = a;
  const Measure *second = b;

  return first->paint_ms < second->paint_ms ? -1 : first->paint_ms > second->paint_ms;
}

static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

int
main (int argc, char *argv[])
{
  const char *programs[]
      = { argc > 1 ? argv[1] : NULL, argc > 2 ? argv[2] : "gnome-text-editor" };
  guint n_runs = argc > 3 ? (guint)atoi (argv[3]) : 7;
  Display *display = XOpenDisplay (NULL);
  int damage_base;
  int error_base;
  double medians[2] = { 0, 0 };

  if (programs[0] == NULL || display == NULL
      || !XDamageQueryExtension (display, &damage_base, &error_base))
    {
      fprintf (stderr, "usage: tests/gui/headless bench-first-paint PROGRAM\n");
      return 2;
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_find_program_in_path (programs[i]);

      if (path == NULL)
        {
          printf ("SKIPPED: %s is not here\n", programs[i]);
          return 77;
        }
    }

  /* A window may be gone before it is looked at. */
  XSetErrorHandler (ignore_error);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, True);

  g_autofree Measure *measures = g_new0 (Measure, 2 * n_runs);
  Measure warm_up;
  for (guint i = 0; i < 2; i++)
    measure (display, damage_base, programs[i], &warm_up);
  for (guint run = 0; run < n_runs; run++)
    for (guint i = 0; i < 2; i++)
      if (!measure (display, damage_base, programs[i], &measures[i * n_runs + run]))
        {
          printf ("%s did not paint within 30 s\n", programs[i]);
          return 1;
        }

  for (guint i = 0; i < 2; i++)
    {
      Measure *own = measures + i * n_runs;

      qsort (own, n_runs, sizeof (Measure), compare);
      medians[i] = own[n_runs / 2].paint_ms;
      printf ("first paint: %.0f ms (%.0f to %.0f), %.0f MiB resident: %s\n", medians[i],
              own[0].paint_ms, own[n_runs - 1].paint_ms, own[n_runs / 2].rss_mib,
              programs[i]);
    }
  printf ("first paint, ratio of medians: %.2f (goal: at most 1)\n",
          medians[0] / medians[1]);
  XCloseDisplay (display);
  return 0;
}
