/* Runs one exchange, and brings its body and its record to where they were asked for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-fetch.h"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-exchange.h"
#include "cli/rt-cli-file.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-sink.h"
#include "cli/rt-cli-words.h"
#include "core/http/rt-exchange-json.h"
#include "core/http/rt-har.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  const RtCliFetch *fetch; /* borrowed */

  RtExchange *exchange;
  RtCliSink *sink; /* NULL: nobody wants the body */
  RtCliFile *file; /* NULL: the body goes to standard output, or nowhere */
  int signal;      /* the one that stopped it, 0 if none did */
} Run;

static void
run_clear (Run *self)
{
  g_clear_object (&self->exchange);
  g_clear_object (&self->sink);
  g_clear_pointer (&self->file, rt_cli_file_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

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
  const RtCliFetch *fetch = self->fetch;
  RtCliWatch watch
      = { .verbose = fetch->verbose,
          .show_secrets = fetch->show_secrets,
          .has_progress
          = isatty (STDERR_FILENO) && (self->file != NULL || !isatty (STDOUT_FILENO)) };

  self->exchange = rt_cli_exchange_run (transport, fetch->request, self->sink,
                                        fetch->decoded, &watch, &self->signal);
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
  const char *unknown
      = rt_body_get_unknown_coding (rt_exchange_get_body (self->exchange));

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
  if (unknown != NULL && self->fetch->decoded)
    /* Translators: %s is a content coding, such as compress. */
    rt_cli_complain (_ ("The coding “%s” is unknown: the body is as it was received"),
                     unknown);
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

  if (fetch->json)
    {
      g_autofree char *text = rt_exchange_to_json (self->exchange, !fetch->show_secrets);

      g_print ("%s\n", text);
    }
  status = rt_cli_finish (status);
  if (fetch->har == NULL || save_har (self, &error))
    return status;
  rt_cli_print_error (error);
  return status == RT_EXIT_DONE ? RT_EXIT_REFUSED : status;
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
