/* One request and its answer, in a lane's thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-flight-leg.h"

#include "core/http/rt-body-intake.h"
#include "core/http/rt-body-parts.h"
#include "core/http/rt-file-body.h"
#include "core/http/rt-ways.h"
#include "core/wire/rt-error.h"

/* The page of a redirect is read up to this, so that its connection can be kept. */
#define REDIRECT_BODY_LIMIT (1024 * 1024)

/* What a record tells goes to one hop of one feed, and keeps the feed for as long as a
 * thread of the wire may still have something to say. */
typedef struct
{
  RtFeed *feed;
  guint hop;
} Tap;

static void
tap_free (gpointer data)
{
  Tap *tap = data;

  rt_feed_unref (tap->feed);
  g_free (tap);
}

static void
on_step (RtWireRecord *record, RtPhase phase, gpointer user_data)
{
  static const RtExchangeState states[RT_N_PHASES] = {
    RT_EXCHANGE_RESOLVING,   RT_EXCHANGE_CONNECTING, RT_EXCHANGE_PROXYING,
    RT_EXCHANGE_HANDSHAKING, RT_EXCHANGE_SENDING,    RT_EXCHANGE_WAITING,
    RT_EXCHANGE_RECEIVING,
  };
  Tap *tap = user_data;

  rt_feed_report (tap->feed, tap->hop, rt_wire_record_report (record, FALSE));
  rt_feed_state (tap->feed, tap->hop, states[phase]);
}

static void
on_wrote_body_data (SoupMessage *message, guint length, gpointer user_data)
{
  RtFlightLeg *self = user_data;

  self->sent_body_bytes += length;
  rt_feed_sent (self->crew->feed, self->sent_body_bytes);
}

/* Opens the body, if the request has one.  A POST without one says so: its length is 0. */
static gboolean
open_body (RtRequest *request, GInputStream **stream, goffset *length, GError **error)
{
  GBytes *bytes = rt_request_get_body (request);
  GFile *file = rt_request_get_body_file (request);
  GPtrArray *parts = rt_request_get_body_parts (request);
  const char *method = rt_request_get_method (request);

  *stream = NULL;
  *length = -1;
  if (bytes != NULL)
    {
      *stream = g_memory_input_stream_new_from_bytes (bytes);
      *length = g_bytes_get_size (bytes);
    }
  else if (file != NULL)
    {
      *stream = rt_file_body_open (file, length, error);
      return *stream != NULL;
    }
  else if (parts != NULL)
    {
      *stream = rt_body_parts_open (parts, length, error);
      return *stream != NULL;
    }
  else if (g_str_equal (method, "POST") || g_str_equal (method, "PUT")
           || g_str_equal (method, "PATCH"))
    {
      *stream = g_memory_input_stream_new ();
      *length = 0;
    }
  return TRUE;
}

/* Fields that say how libsoup has to go about it.  All of them go out with our head. */
static void
tell_fields (RtRequest *request, SoupMessage *message)
{
  const RtHeaderList *fields = rt_request_get_fields (request);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      if (g_ascii_strcasecmp (header->name, "Connection") == 0
          || g_ascii_strcasecmp (header->name, "Expect") == 0)
        soup_message_headers_append (soup_message_get_request_headers (message),
                                     header->name, header->value);
    }
}

static void
set_body (RtFlightLeg *self, SoupMessage *message)
{
  g_autoptr (GInputStream) body = NULL;

  if (self->body == NULL)
    return;
  body = rt_file_body_new (self->body, self->body_length);
  soup_message_set_request_body (message, NULL, body, self->body_length);
}

/* libsoup sends once more what came to a kept connection too late, but it has closed the
 * body and forgets it. */
static void
on_restarted (SoupMessage *message, gpointer user_data)
{
  RtFlightLeg *self = user_data;

  self->sent_body_bytes = 0;
  set_body (self, message);
}

/* Before the wire gets to see the record. */
static gboolean
compose (RtFlightLeg *self, GError **error)
{
  g_autoptr (GBytes) head = NULL;

  if (!open_body (self->request, &self->body, &self->body_length, error))
    return FALSE;
  head = rt_request_compose_head_for (self->sent, self->route, self->body_length);
  rt_wire_record_set_head (self->record, head);
  return TRUE;
}

/* What libsoup sends is a message to @host that carries our body; the wire puts the real
 * head in the place of its head. */
static SoupMessage *
make_message (RtFlightLeg *self, const char *host)
{
  g_autofree char *text = g_strdup_printf ("http://%s/", host);
  SoupMessage *message = soup_message_new (rt_request_get_method (self->request), text);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  tell_fields (self->request, message);
  set_body (self, message);
  g_signal_connect (message, "restarted", G_CALLBACK (on_restarted), self);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_wrote_body_data), self);
  return message;
}

/* What went wrong on the wire is the cause; what libsoup says of it is the echo. */
static GError *
find_cause (RtFlightLeg *self, const GError *echo, RtPhase place)
{
  GError *cause = NULL;

  if (!g_error_matches (echo, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cause = rt_wire_record_dup_error (self->record);
  if (cause == NULL && echo != NULL)
    cause = rt_error_from (echo, place);
  return cause;
}

static void
receive_body (RtFlightLeg *self,
              GInputStream *stream,
              const RtWireReport *head,
              gboolean is_last,
              GError **error)
{
  g_autoptr (RtBodyIntake) intake = NULL;
  g_autoptr (RtWireReport) end = NULL;
  g_autoptr (GError) raw = NULL;
  g_autoptr (GError) failure = NULL;
  guint64 drained = 0;
  gssize n;

  if (is_last)
    intake = rt_body_intake_new (self->crew->feed, self->request, head, self->crew->sink,
                                 self->crew->sink_decoded, self->crew->cancellable);
  while ((n = g_input_stream_read (stream, self->crew->buffer, RT_FLIGHT_PIECE,
                                   self->crew->cancellable, &raw))
         > 0)
    {
      if (intake != NULL
          && !rt_body_intake_push (intake, self->crew->buffer, n, &failure))
        break;
      drained += n;
      if (intake == NULL && drained > REDIRECT_BODY_LIMIT)
        break;
    }
  if (failure == NULL)
    failure = find_cause (self, raw, RT_PHASE_RECEIVE);
  if (intake != NULL)
    {
      end = rt_wire_record_report (self->record, FALSE);
      rt_body_intake_finish (intake, end->completeness, &failure);
    }
  /* A redirect counts even when its page was cut: only what is looked at must be whole. */
  if (failure != NULL
      && (is_last || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    g_propagate_error (error, g_steal_pointer (&failure));
}

static GError *
explain_stop (RtRequest *request, RtRedirectStop stop)
{
  if (stop == RT_STOP_LIMIT)
    return g_error_new (RT_ERROR, RT_ERROR_REDIRECT_LIMIT, "more than %u redirects",
                        rt_request_get_options (request)->redirect_limit);
  if (stop == RT_STOP_LOOP)
    return g_error_new_literal (RT_ERROR, RT_ERROR_REDIRECT_LOOP,
                                "the redirects lead back to a request already sent");
  return NULL;
}

/* Before the answer's redirect is followed, and so before the next request is made. */
static void
take_cookies (RtFlightLeg *self, const RtHeaderList *fields)
{
  g_autoptr (GObject) record = NULL;

  if (self->cookies == NULL)
    return;
  record
      = rt_request_take_cookies (self->request, self->index > 0, self->cookies, fields);
  rt_feed_cookies (self->crew->feed, self->index, record);
}

/* The proxy wants to know who asks.  Its page is no body of the site's, and goes nowhere. */
static void
answer_proxy (RtFlightLeg *self,
              GInputStream *stream,
              const RtWireReport *head,
              GError **error)
{
  const char *refused
      = rt_header_list_find (head->request_head->fields, "Proxy-Authorization");

  self->again = rt_route_log_in (self->route, refused, head->answer_head->fields,
                                 self->n_challenges);
  if (stream != NULL)
    {
      receive_body (self, stream, head, FALSE, error);
      g_input_stream_close (stream, NULL, NULL);
    }
  if (*error != NULL)
    self->again = FALSE;
  else if (!self->again)
    g_set_error (error, RT_ERROR, RT_ERROR_PROXY_LOGIN, "the proxy '%s' answers with 407",
                 self->route->proxy->uri);
}

/* Sends one request and takes the answer in.  Returns the redirect to follow, or NULL at
 * the end of the chain. */
static RtRedirect *
send_it (RtFlightLeg *self, GError **error)
{
  g_autoptr (GError) raw = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (RtWireReport) head = NULL;
  g_autoptr (RtRedirect) redirect = NULL;
  gboolean follow;

  stream = soup_session_send (self->crew->session, self->message, self->crew->cancellable,
                              &raw);
  head = rt_wire_record_report (self->record, FALSE);
  if (head->answer_head == NULL)
    {
      GError *cause = find_cause (self, raw, RT_PHASE_WAIT);
      if (cause == NULL)
        cause = g_error_new_literal (RT_ERROR, RT_ERROR_NO_ANSWER, "no answer came");
      g_propagate_error (error, cause);
      return NULL;
    }

  if (rt_route_is_asked_for_login (self->route, head->answer_head->status))
    {
      answer_proxy (self, stream, head, error);
      return NULL;
    }
  take_cookies (self, head->answer_head->fields);
  redirect = rt_redirect_decide (self->request, self->sent, head->answer_head->status,
                                 head->answer_head->fields, self->crew->earlier);
  follow = redirect->stop == RT_STOP_NONE && redirect->next != NULL;
  if (stream != NULL)
    {
      receive_body (self, stream, head, !follow, error);
      g_input_stream_close (stream, NULL, NULL);
    }
  else if (!follow || g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    *error = find_cause (self, raw, RT_PHASE_RECEIVE);
  if (follow)
    return *error == NULL ? g_steal_pointer (&redirect) : NULL;
  rt_feed_stop (self->crew->feed, redirect->stop, redirect->next);
  if (*error == NULL)
    *error = explain_stop (self->request, redirect->stop);
  return NULL;
}

static RtRedirect *
try_way (RtFlightLeg *self, const RtWays *ways, GError **error)
{
  g_autoptr (RtRoute) route = rt_ways_dup_route (ways);
  g_autofree char *host = NULL;
  RtRedirect *redirect = NULL;
  Tap *tap = g_new0 (Tap, 1);

  tap->feed = rt_feed_ref (self->crew->feed);
  tap->hop = self->index;
  self->record
      = rt_wire_record_new (rt_request_get_method (self->request),
                            rt_request_get_options (self->request)->idle_timeout_s,
                            self->crew->cancellable, on_step, tap, tap_free);
  self->route = route;
  rt_ways_describe (ways, self->record);
  if (compose (self, error))
    {
      host = rt_wire_prepare (self->crew->wire, route, self->record);
      self->message = make_message (self, host);
      redirect = send_it (self, error);
      g_signal_handlers_disconnect_by_data (self->message, self);
    }
  rt_wire_record_finish (self->record);
  rt_feed_report (self->crew->feed, self->index,
                  rt_wire_record_report (self->record, TRUE));
  g_clear_object (&self->message);
  g_clear_object (&self->body);
  g_clear_pointer (&self->record, rt_wire_record_unref);
  return redirect;
}

/**
 * rt_flight_leg_run:
 * @self: a leg with its request
 * @error: return location for a #GError, or %NULL
 *
 * Sends the request on each of the ways that it may take, until one of them leads there,
 * takes the answer in, and tells the feed.  Blocks.
 *
 * Returns: (transfer full) (nullable): the redirect to follow, or %NULL at the end of the
 *   chain, which may be one without an error
 */
RtRedirect *
rt_flight_leg_run (RtFlightLeg *self, GError **error)
{
  g_auto (RtWays) ways = { 0 };
  RtRedirect *redirect;

  if (!rt_ways_choose (&ways, self->request, self->crew->cancellable, error))
    return NULL;
  redirect = try_way (self, &ways, error);
  while (rt_ways_go_on (&ways, *error))
    {
      g_clear_error (error);
      redirect = try_way (self, &ways, error);
    }
  return redirect;
}
