/* One open connection, over which requests are asked one after the other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-client-link-private.h"

#include "core/http/rt-ways.h"
#include "core/wire/rt-error.h"

static gboolean
send_head (RtClientLink *self, GBytes *head, GError **error)
{
  g_autoptr (GError) raw = NULL;
  gsize length;
  gconstpointer data = g_bytes_get_data (head, &length);
  gint64 since_us = g_get_monotonic_time ();

  if (g_output_stream_write_all (g_io_stream_get_output_stream (self->connection->stream),
                                 data, length, NULL, self->cancellable, &raw))
    {
      rt_wire_record_add_sent (self->record, data, length, since_us);
      return TRUE;
    }
  g_propagate_error (error, rt_error_from (raw, RT_PHASE_SEND));
  return FALSE;
}

/* Nobody waits for a goodbye: what is wanted has come, or never will. */
static void
disconnect (RtClientLink *self)
{
  if (self->connection != NULL)
    g_socket_close (self->connection->socket, NULL);
  g_clear_pointer (&self->connection, rt_connection_free);
  g_clear_error (&self->failure);
}

static void
begin_record (RtClientLink *self, const RtRequest *request)
{
  g_clear_pointer (&self->record, rt_wire_record_unref);
  self->record
      = rt_wire_record_new (rt_request_get_method (request), self->idle_timeout_s,
                            self->cancellable, NULL, NULL, NULL);
}

/* The record of the next request on a connection that is kept. */
static void
begin_another_record (RtClientLink *self, const RtRequest *request)
{
  g_autoptr (RtWireReport) before = rt_wire_record_report (self->record, FALSE);

  begin_record (self, request);
  rt_wire_record_set_connection (self->record, before->remote_address, before->tls, TRUE);
  rt_wire_record_set_proxy (self->record, before->proxy);
}

static gboolean
connect_route (RtClientLink *self, GError **error)
{
  disconnect (self);
  self->connection = rt_connector_connect (self->route, self->record, error);
  if (self->connection != NULL)
    g_socket_set_timeout (self->connection->socket, self->idle_timeout_s);
  return self->connection != NULL;
}

static gboolean
connect_way (RtClientLink *self, const RtWays *ways, GError **error)
{
  begin_record (self, ways->request);
  rt_ways_describe (ways, self->record);
  g_clear_pointer (&self->route, rt_route_unref);
  self->route = rt_ways_dup_route (ways);
  return connect_route (self, error);
}

/* On the same way as before. */
static gboolean
connect_again (RtClientLink *self, const RtRequest *request, GError **error)
{
  g_autoptr (RtWireReport) before = rt_wire_record_report (self->record, FALSE);

  begin_record (self, request);
  rt_wire_record_set_proxy (self->record, before->proxy);
  return connect_route (self, error);
}

/**
 * rt_client_link_new:
 * @request: what is going to be asked first; its route is that of the connection
 * @piece: how many bytes are read at once, at most
 * @cancellable: (nullable): ends all that waits, from any thread
 *
 * Returns: (transfer full): a connection that is not there yet
 */
RtClientLink *
rt_client_link_new (const RtRequest *request, gsize piece, GCancellable *cancellable)
{
  RtClientLink *self = g_new0 (RtClientLink, 1);

  g_set_object (&self->cancellable, cancellable);
  self->idle_timeout_s = rt_request_get_options (request)->idle_timeout_s;
  self->buffer = g_malloc (piece);
  self->size = self->piece = piece;
  begin_record (self, request);
  return self;
}

/**
 * rt_client_link_connect:
 * @self: a connection
 * @request: the request that it was made for
 * @error: return location for a #GError, or %NULL
 *
 * Connects, on the first way that leads to the site or to a proxy.  Blocks.  How that went
 * is in the report, whatever came of it.
 *
 * Errors: any of %RT_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if the connection is there
 */
gboolean
rt_client_link_connect (RtClientLink *self, const RtRequest *request, GError **error)
{
  g_auto (RtWays) ways = { 0 };
  g_autoptr (GError) failure = NULL;

  if (!rt_ways_choose (&ways, request, self->cancellable, error))
    return FALSE;
  self->may_change_way = rt_ways_may_change (&ways);
  while (!connect_way (self, &ways, &failure))
    {
      if (!rt_ways_go_on (&ways, failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_clear_error (&failure);
    }
  return TRUE;
}

void
rt_client_link_free (RtClientLink *self)
{
  disconnect (self);
  g_clear_pointer (&self->route, rt_route_unref);
  g_clear_pointer (&self->record, rt_wire_record_unref);
  g_clear_pointer (&self->framer, rt_answer_framer_free);
  g_clear_object (&self->cancellable);
  g_free (self->buffer);
  g_free (self);
}

/* Until when an answer may take; monotonic, in µs, 0 for no end. */
void
rt_client_link_set_deadline (RtClientLink *self, gint64 deadline_us)
{
  self->deadline_us = deadline_us;
}

/* From now on no read takes more bytes from the connection. */
void
rt_client_link_limit_piece (RtClientLink *self, gsize most)
{
  self->piece = MIN (self->size, most);
}

static gboolean
ask_once (RtClientLink *self, const RtRequest *request, GBytes *head, GError **error)
{
  if (rt_wire_record_get_sent_bytes (self->record) > 0)
    begin_another_record (self, request);
  self->received_bytes = 0;
  g_clear_pointer (&self->framer, rt_answer_framer_free);
  self->framer = rt_answer_framer_new (rt_request_get_method (request));
  self->begin = self->end = 0;
  return send_head (self, head, error) && rt_client_link_advance (self, error)
         && rt_client_link_check (self, error);
}

/* @head: what was sent to the proxy; @n_before: how often it has asked before */
static gboolean
log_in (RtClientLink *self, GBytes *head, guint n_before, GError **error)
{
  g_autoptr (RtMessageHead) said = rt_message_head_parse (head, RT_HEAD_REQUEST, NULL);

  if (rt_route_log_in (self->route,
                       rt_header_list_find (said->fields, "Proxy-Authorization"),
                       rt_answer_framer_get_head (self->framer)->fields, n_before))
    return TRUE;
  g_set_error (error, RT_ERROR, RT_ERROR_PROXY_LOGIN, "the proxy '%s' answers with 407",
               self->route->proxy->uri);
  return FALSE;
}

/**
 * rt_client_link_ask:
 * @self: a connection on which nothing was asked yet, or that can be asked again
 * @request: a request without a body, for the same route
 * @error: return location for a #GError, or %NULL
 *
 * Sends a request and waits for the head of its answer; where a proxy wants to know who
 * asks, once more.  Blocks.
 *
 * Errors: any of %RT_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if the head came
 */
gboolean
rt_client_link_ask (RtClientLink *self, const RtRequest *request, GError **error)
{
  for (guint n_challenges = 0;; n_challenges++)
    {
      g_autoptr (GBytes) head = rt_request_compose_head_for (request, self->route, -1);

      if (!ask_once (self, request, head, error))
        return FALSE;
      if (!rt_route_is_asked_for_login (self->route,
                                        rt_answer_framer_get_head (self->framer)->status))
        return TRUE;
      if (!log_in (self, head, n_challenges, error)
          || !connect_again (self, request, error))
        return FALSE;
    }
}

/**
 * rt_client_link_report:
 * @self: a connection
 * @is_over: whether nothing more is read of the answer
 *
 * Says what was seen on the wire of the last request.  Of the raw bytes the heads are kept,
 * not the body.
 *
 * Returns: (transfer full): the report
 */
RtWireReport *
rt_client_link_report (RtClientLink *self, gboolean is_over)
{
  RtWireReport *report;

  if (self->framer != NULL)
    rt_wire_record_set_answer (self->record, self->framer);
  if (is_over)
    rt_wire_record_finish (self->record);
  report = rt_wire_record_report (self->record, TRUE);
  report->received_bytes = self->received_bytes;
  return report;
}

RtAnswerFramer *
rt_client_link_get_framer (RtClientLink *self)
{
  return self->framer;
}

/**
 * rt_client_link_can_ask_again:
 * @self: a connection
 *
 * Says whether the last answer is over and left the connection open, in order, and
 * without a byte that nobody asked for.  The server may still close it at any moment.
 *
 * Returns: %TRUE if another request may be sent
 */
gboolean
rt_client_link_can_ask_again (RtClientLink *self)
{
  return self->framer != NULL && !self->may_change_way
         && rt_answer_framer_can_reuse (self->framer) && self->begin == self->end
         && self->failure == NULL
         && g_socket_condition_check (self->connection->socket, G_IO_IN) == 0;
}
