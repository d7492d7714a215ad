/* Runs one download, and says how it goes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-download.h"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-json.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-progress.h"
#include "cli/rt-cli-words.h"
#include "core/transfer/rt-download.h"
#include "core/wire/rt-error.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <unistd.h>

/* No line changes faster than one can read. */
#define BETWEEN_US (G_USEC_PER_SEC / 5)

/* A timeout counts no more milliseconds than a guint holds. */
#define DEADLINE_S_MAX ((int)(G_MAXUINT / 1000))

typedef struct
{
  RtDownload *download;
  GMainLoop *loop;
  gboolean verbose;
  gboolean json;
  gboolean has_line; /* the progress line is on screen */
  gboolean was_opened;
  guint n_steps; /* told so far */
  gint64 shown_us;
  int signal; /* the one that stopped it, 0 if none did */
  gboolean out_of_time;
} Run;

/* One line for programs.  What is not known is left out. */
static void
print_event (Run *self, const char *event, const char *code, const char *why)
{
  const RtDownloadNews *news = rt_download_get_news (self->download);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rt_cli_json_put_string (builder, "event", event);
  rt_cli_json_put_number (builder, "received", news->received);
  if (news->total >= 0)
    rt_cli_json_put_number (builder, "total", news->total);
  if (news->rate > 0)
    rt_cli_json_put_number (builder, "rate", (gint64)news->rate);
  if (news->n_connections > 0)
    rt_cli_json_put_number (builder, "connections", news->n_connections);
  rt_cli_json_put_string (builder, "path", news->path);
  rt_cli_json_put_string (builder, "code", code);
  rt_cli_json_put_string (builder, "why", why);
  json_builder_end_object (builder);
  rt_cli_json_print (builder);
}

static void
clear_line (Run *self)
{
  if (self->has_line)
    g_printerr ("\r\033[K");
  self->has_line = FALSE;
}

static void
show_step (Run *self, const RtStep *step)
{
  g_autofree char *text = rt_note_render (step->note, self->json ? NULL : gettext);

  if (self->json)
    {
      print_event (self, step->kind == RT_STEP_RETRY ? "retry" : "decision", NULL, text);
      return;
    }
  if (step->kind == RT_STEP_DECISION && !self->verbose)
    return;
  clear_line (self);
  rt_cli_complain ("%s", text);
}

static void
show_progress (Run *self)
{
  const RtDownloadNews *news = rt_download_get_news (self->download);
  gint64 now_us = g_get_monotonic_time ();
  g_autofree char *line = NULL;

  if (news->state != RT_DOWNLOAD_RUNNING || now_us - self->shown_us < BETWEEN_US)
    return;
  self->shown_us = now_us;
  if (self->json)
    {
      print_event (self, "progress", NULL, NULL);
      return;
    }
  if (!isatty (STDERR_FILENO))
    return;
  line = rt_cli_progress_format ((guint64)news->received, news->total, news->rate);
  g_printerr ("\r%s\033[K", line);
  self->has_line = TRUE;
}

static void
on_updated (RtDownload *download, gpointer user_data)
{
  Run *self = user_data;
  GPtrArray *steps = rt_download_get_steps (download);

  for (; self->n_steps < steps->len; self->n_steps++)
    show_step (self, g_ptr_array_index (steps, self->n_steps));
  if (self->json && !self->was_opened
      && rt_download_get_state (download) == RT_DOWNLOAD_RUNNING)
    {
      self->was_opened = TRUE;
      print_event (self, "opened", NULL, NULL);
    }
  show_progress (self);
  if (rt_download_state_is_over (rt_download_get_state (download)))
    g_main_loop_quit (self->loop);
}

static void
stop (Run *self, int number)
{
  self->signal = number;
  rt_download_stop (self->download, RT_DOWNLOAD_PAUSED);
}

/* With the source gone the signal has its usual effect again: a second one ends the
 * program whatever it is doing. */
static gboolean
on_interrupt (gpointer user_data)
{
  stop (user_data, SIGINT);
  return G_SOURCE_REMOVE;
}

static gboolean
on_terminate (gpointer user_data)
{
  stop (user_data, SIGTERM);
  return G_SOURCE_REMOVE;
}

static gboolean
on_deadline (gpointer user_data)
{
  Run *self = user_data;

  self->out_of_time = TRUE;
  rt_download_stop (self->download, RT_DOWNLOAD_PAUSED);
  return G_SOURCE_CONTINUE;
}

static void
work (Run *self, int total_timeout_s)
{
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, self);
  guint terminate = g_unix_signal_add (SIGTERM, on_terminate, self);
  guint deadline
      = total_timeout_s > 0 ? g_timeout_add (
            (guint)MIN (total_timeout_s, DEADLINE_S_MAX) * 1000, on_deadline, self)
                            : 0;

  g_signal_connect (self->download, "updated", G_CALLBACK (on_updated), self);
  rt_download_start (self->download);
  g_main_loop_run (self->loop);
  g_signal_handlers_disconnect_by_data (self->download, self);
  clear_line (self);
  if (deadline != 0)
    g_source_remove (deadline);
  if (self->signal != SIGINT)
    g_source_remove (interrupt);
  if (self->signal != SIGTERM)
    g_source_remove (terminate);
}

static int
conclude_done (Run *self)
{
  const RtDownloadNews *news = rt_download_get_news (self->download);
  g_autofree char *name = rt_cli_dup_printable (news->path);

  if (self->json)
    print_event (self, "done", NULL, news->was_there ? "already there" : NULL);
  else if (news->was_there)
    g_print ("%s\n%s\n", _ ("File already downloaded!"), name);
  else
    g_print ("%s\n", name);
  return RT_EXIT_DONE;
}

static GError *
find_reason (Run *self)
{
  const RtDownloadNews *news = rt_download_get_news (self->download);

  if (self->out_of_time)
    return g_error_new_literal (RT_ERROR, RT_ERROR_TOTAL_TIMEOUT, "the time is up");
  return g_error_copy (news->error);
}

/* Not finished: what came is kept, and going on is possible. */
static int
conclude_kept (Run *self, const GError *error)
{
  const RtDownloadNews *news = rt_download_get_news (self->download);
  g_autofree char *size
      = g_format_size_full ((guint64)news->received, G_FORMAT_SIZE_LONG_FORMAT);
  RtIfChanged policy = rt_download_get_plan (self->download)->if_changed;
  gboolean is_wrong = g_error_matches (error, RT_ERROR, RT_ERROR_WRONG_DIGEST);

  if (!self->json)
    {
      /* Translators: a file name and a size. */
      rt_cli_note (_ ("What came is kept in “%s”: %s."), news->part_path, size);
      if (!is_wrong)
        rt_cli_note (_ ("Run the command again to go on from there."));
    }
  return is_wrong
                 || (policy == RT_IF_CHANGED_FAIL
                     && g_error_matches (error, RT_ERROR, RT_ERROR_REMOTE_CHANGED))
             ? RT_EXIT_REFUSED
             : RT_EXIT_UNFINISHED;
}

static int
conclude (Run *self)
{
  const RtDownloadNews *news = rt_download_get_news (self->download);
  g_autoptr (GError) error = NULL;

  if (news->state == RT_DOWNLOAD_DONE)
    return conclude_done (self);
  error = find_reason (self);
  if (self->json)
    print_event (
        self, news->received > 0 ? "kept" : "failed",
        error->domain == RT_ERROR ? rt_error_code_to_id ((RtErrorCode)error->code) : NULL,
        error->message);
  else if (self->signal != 0)
    rt_cli_complain (_ ("Stopped"));
  else
    rt_cli_print_error (error);
  if (news->received > 0)
    return conclude_kept (self, error);
  return self->signal != 0 ? RT_EXIT_SIGNAL + self->signal : RT_EXIT_REFUSED;
}

/**
 * rt_cli_download_run:
 * @plan: what to do
 * @total_timeout_s: stop after so many seconds; 0: never
 * @verbose: whether to tell every decision
 * @json: whether to tell it all to a program
 *
 * Downloads, and waits for the end.
 *
 * Returns: the exit status
 */
int
rt_cli_download_run (RtDownloadPlan *plan,
                     int total_timeout_s,
                     gboolean verbose,
                     gboolean json)
{
  Run run = { .verbose = verbose, .json = json };
  int status;

  run.download = rt_download_new (plan);
  run.loop = g_main_loop_new (NULL, FALSE);
  work (&run, total_timeout_s);
  status = rt_cli_finish (conclude (&run));
  g_main_loop_unref (run.loop);
  g_object_unref (run.download);
  return status;
}
