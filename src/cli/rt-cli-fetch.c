/* Runs one exchange, and brings its body and its record to where they were asked for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-fetch.h"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-file.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-progress.h"
#include "cli/rt-cli-sink.h"
#include "cli/rt-cli-trace.h"
#include "cli/rt-cli-words.h"
#include "core/http/rt-exchange-json.h"
#include "core/http/rt-har.h"
#include "core/http/rt-transport.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  const RtCliFetch *fetch; /* borrowed */

  GMainLoop *loop;
  GCancellable *cancellable;
  RtExchange *exchange;
  RtCliSink *sink;         /* NULL: nobody wants the body */
  RtCliFile *file;         /* NULL: the body goes to standard output, or nowhere */
  RtCliTrace *trace;       /* nullable */
  RtCliProgress *progress; /* nullable */
  int signal;              /* the one that stopped it, 0 if none did */
} Run;

static void
run_clear (Run *self)
{
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->exchange);
  g_clear_object (&self->sink);
  g_clear_pointer (&self->file, rt_cli_file_free);
  g_clear_pointer (&self->trace, rt_cli_trace_free);
  g_clear_pointer (&self->progress, rt_cli_progress_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
on_updated (RtExchange *exchange, gpointer user_data)
{
  Run *self = user_data;

  rt_cli_trace_update (self->trace);
}

static void
on_state (RtExchange *exchange, GParamSpec *pspec, gpointer user_data)
{
  Run *self = user_data;

  if (rt_exchange_is_over (exchange))
    g_main_loop_quit (self->loop);
}

static void
stop (Run *self, int number)
{
  self->signal = number;
  g_cancellable_cancel (self->cancellable);
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
open_sink (Run *self, GError **error)
{
  const char *output = self->fetch->output;

  if (output != NULL && strcmp (output, "-") != 0)
    {
      self->file = rt_cli_file_open (output, 0666, error);
      if (self->file == NULL)
        return FALSE;
      self->sink = rt_cli_sink_new_for_file (rt_cli_file_get_fd (self->file));
    }
  else if (!self->fetch->json)
    self->sink = rt_cli_sink_new_for_stdout (output == NULL);
  return TRUE;
}

/* Runs the exchange to its end. */
static void
fly (Run *self)
{
  g_autoptr (RtTransport) transport = rt_transport_new ();
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, self);
  guint terminate = g_unix_signal_add (SIGTERM, on_terminate, self);

  self->loop = g_main_loop_new (NULL, FALSE);
  self->cancellable = g_cancellable_new ();
  self->exchange
      = rt_transport_fetch_to (transport, self->fetch->request,
                               self->sink != NULL ? G_OUTPUT_STREAM (self->sink) : NULL,
                               self->fetch->decoded, self->cancellable);
  if (self->fetch->verbose)
    self->trace = rt_cli_trace_new (self->exchange, self->fetch->show_secrets);
  else if (isatty (STDERR_FILENO) && (self->file != NULL || !isatty (STDOUT_FILENO)))
    self->progress = rt_cli_progress_new (self->exchange);
  if (self->trace != NULL)
    g_signal_connect (self->exchange, "updated", G_CALLBACK (on_updated), self);
  g_signal_connect (self->exchange, "notify::state", G_CALLBACK (on_state), self);
  if (!rt_exchange_is_over (self->exchange))
    g_main_loop_run (self->loop);
  g_signal_handlers_disconnect_by_data (self->exchange, self);

  if (self->trace != NULL)
    rt_cli_trace_update (self->trace);
  g_clear_pointer (&self->progress, rt_cli_progress_free);
  if (self->signal != SIGINT)
    g_source_remove (interrupt);
  if (self->signal != SIGTERM)
    g_source_remove (terminate);
}

static guint64
count_written (Run *self)
{
  return self->sink != NULL ? rt_cli_sink_get_written (self->sink) : 0;
}

/* Leaves what came in the part file and says so; @otherwise if there is nothing. */
static int
keep_part (Run *self, int otherwise)
{
  guint64 written = count_written (self);
  g_autofree char *size = g_format_size_full (written, G_FORMAT_SIZE_LONG_FORMAT);

  if (self->file == NULL || !rt_cli_file_keep_part (self->file, written))
    return otherwise;
  /* Translators: a file name and a size. */
  rt_cli_note (_ ("What came is kept in “%s”: %s."),
               rt_cli_file_get_part_path (self->file), size);
  rt_cli_note (_ ("“%s” is as it was. Run the command again to start anew."),
               self->fetch->output);
  return RT_EXIT_UNFINISHED;
}

static int
drop_file (Run *self, int status)
{
  if (self->file != NULL)
    rt_cli_file_drop (self->file, count_written (self));
  return status;
}

/* The whole body came: gives the file its name. */
static int
finish_file (Run *self)
{
  RtBody *body = rt_exchange_get_body (self->exchange);
  guint status = rt_exchange_get_status (self->exchange);
  g_autoptr (GError) error = NULL;

  if (self->file == NULL)
    return RT_EXIT_DONE;
  if (rt_body_is_forbidden (body))
    {
      rt_cli_complain (_ ("An answer of this kind has no body: nothing was saved"));
      return drop_file (self, RT_EXIT_DONE);
    }
  if (!rt_cli_file_finish (self->file, count_written (self), &error))
    {
      rt_cli_print_error (error);
      return keep_part (self, RT_EXIT_REFUSED);
    }
  if (status >= 400)
    rt_cli_complain (
        _ ("The server answered %u: what was saved is its page that says so"), status);
  if (rt_body_get_completeness (body) == RT_COMPLETE_UNKNOWN)
    rt_cli_complain (
        _ ("The server did not say how long the body is: it may be cut off"));
  return RT_EXIT_DONE;
}

/* Says how it went, and settles the file. */
static int
conclude (Run *self)
{
  RtSinkState sink
      = self->sink != NULL ? rt_cli_sink_get_state (self->sink) : RT_SINK_OPEN;
  guint status = rt_exchange_get_status (self->exchange);

  if (sink == RT_SINK_CLOSED)
    return RT_EXIT_DONE;
  if (sink == RT_SINK_BINARY)
    {
      rt_cli_complain (_ ("The body is binary and would garble the terminal"));
      rt_cli_note (_ ("“-o FILE” saves it, “-o -” writes it here all the same."));
      return RT_EXIT_USAGE;
    }
  if (self->signal != 0)
    {
      rt_cli_complain (_ ("Stopped"));
      return keep_part (self, RT_EXIT_SIGNAL + self->signal);
    }
  if (rt_exchange_get_error (self->exchange) != NULL)
    {
      rt_cli_print_failure (self->exchange);
      return keep_part (self, RT_EXIT_REFUSED);
    }
  if (rt_cli_print_stop (self->exchange))
    return drop_file (self, RT_EXIT_REFUSED);
  if (self->fetch->fail && status >= 400)
    {
      rt_cli_complain (_ ("The server answered %u"), status);
      return drop_file (self, RT_EXIT_REFUSED);
    }
  return finish_file (self);
}

/* Even with its secrets masked it tells what somebody did. */
static gboolean
save_har (Run *self, GError **error)
{
  g_autoptr (RtCliFile) file = rt_cli_file_open (self->fetch->har, 0600, error);
  g_autofree char *text = rt_har_write (self->exchange, self->fetch->show_secrets);
  g_autoptr (RtCliSink) sink = NULL;

  if (file == NULL)
    return FALSE;
  sink = rt_cli_sink_new_for_file (rt_cli_file_get_fd (file));
  if (g_output_stream_write_all (G_OUTPUT_STREAM (sink), text, strlen (text), NULL, NULL,
                                 error)
      && rt_cli_file_finish (file, strlen (text), error))
    return TRUE;
  rt_cli_file_drop (file, rt_cli_sink_get_written (sink));
  return FALSE;
}

/* The record, in the forms that were asked for. */
static int
report (Run *self, int status)
{
  const RtCliFetch *fetch = self->fetch;
  g_autoptr (GError) error = NULL;
  int failed = status == RT_EXIT_DONE ? RT_EXIT_REFUSED : status;

  if (fetch->json)
    {
      g_autofree char *text = rt_exchange_to_json (self->exchange, !fetch->show_secrets);

      g_print ("%s\n", text);
    }
  if (!rt_cli_flush_stdout ())
    {
      rt_cli_complain (_ ("Standard output could not be written"));
      status = failed;
    }
  if (fetch->har != NULL && !save_har (self, &error))
    {
      rt_cli_print_error (error);
      status = failed;
    }
  return status;
}

/**
 * rt_cli_fetch_run:
 * @self: what to do
 *
 * Sends the request and waits for the end. The body goes to standard output or into a
 * file as it comes; a file gets its name only when the whole body is in it.
 *
 * Returns: the exit status
 */
int
rt_cli_fetch_run (const RtCliFetch *self)
{
  g_auto (Run) run = { .fetch = self };
  g_autoptr (GError) error = NULL;
  int status;

  if (!open_sink (&run, &error))
    {
      rt_cli_print_error (error);
      return RT_EXIT_USAGE;
    }
  fly (&run);
  status = conclude (&run);
  return report (&run, status);
}
