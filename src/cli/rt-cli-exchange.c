/* Runs one exchange to its end, while the program can be interrupted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-exchange.h"

#include "cli/rt-cli-progress.h"
#include "cli/rt-cli-trace.h"
#include "core/http/rt-bounded-read.h"

#include <glib-unix.h>
#include <signal.h>

typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;
  RtCliSink *sink;   /* nullable, borrowed */
  RtCliTrace *trace; /* nullable */
  int signal;        /* the one that stopped it, 0 if none did */
} Run;

static void
on_updated (RtExchange *exchange, gpointer user_data)
{
  Run *self = user_data;

  rt_cli_trace_update (self->trace);
  if (self->sink != NULL && rt_body_has_begun (rt_exchange_get_body (exchange)))
    rt_cli_sink_release (self->sink);
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

static void
wait_for (Run *self, RtExchange *exchange)
{
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, self);
  guint terminate = g_unix_signal_add (SIGTERM, on_terminate, self);

  if (self->trace != NULL)
    g_signal_connect (exchange, "updated", G_CALLBACK (on_updated), self);
  g_signal_connect (exchange, "notify::state", G_CALLBACK (on_state), self);
  if (!rt_exchange_is_over (exchange))
    g_main_loop_run (self->loop);
  g_signal_handlers_disconnect_by_data (exchange, self);
  if (self->signal != SIGINT)
    g_source_remove (interrupt);
  if (self->signal != SIGTERM)
    g_source_remove (terminate);
}

/**
 * rt_cli_exchange_run:
 * @transport: what sends it
 * @request: what to send
 * @sink: (nullable): where the body goes; see rt_transport_fetch_to()
 * @decoded: whether @sink gets it decoded
 * @watch: what to show meanwhile
 * @signal: (out): the signal that stopped it, 0 if none did
 *
 * Sends the request and waits for the end.
 *
 * Returns: (transfer full): the record, which is over
 */
RtExchange *
rt_cli_exchange_run (RtTransport *transport,
                     RtRequest *request,
                     RtCliSink *sink,
                     gboolean decoded,
                     const RtCliWatch *watch,
                     int *signal)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Run run = { .loop = loop, .cancellable = cancellable, .sink = sink };
  RtExchange *exchange;
  g_autoptr (RtCliProgress) progress = NULL;

  if (watch->verbose && sink != NULL)
    rt_cli_sink_hold (sink);
  exchange = rt_transport_fetch_to (transport, request, (GOutputStream *)sink, decoded,
                                    cancellable);
  if (watch->verbose)
    run.trace = rt_cli_trace_new (exchange, watch->show_secrets);
  else if (watch->has_progress)
    progress = rt_cli_progress_new (exchange);
  wait_for (&run, exchange);
  if (run.trace != NULL)
    rt_cli_trace_update (run.trace);
  g_clear_pointer (&run.trace, rt_cli_trace_free);
  *signal = run.signal;
  return exchange;
}

/**
 * rt_cli_exchange_read_body:
 * @exchange: a record that is over
 * @most: how many bytes make sense; see rt_bounded_read()
 * @error: return location for a #GError, or %NULL
 *
 * Reads the body, decoded.
 *
 * Errors: those of GIO
 *
 * Returns: (transfer full): the bytes; %NULL on error
 */
GBytes *
rt_cli_exchange_read_body (RtExchange *exchange, gsize most, GError **error)
{
  g_autoptr (GInputStream) body = rt_body_open (rt_exchange_get_body (exchange), TRUE);

  return body != NULL ? rt_bounded_read (body, most, NULL, error)
                      : g_bytes_new_static ("", 0);
}
