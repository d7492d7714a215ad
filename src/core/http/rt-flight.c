/* One exchange on its way: the hops, one after the other, in a lane's thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-flight.h"

#include "core/http/rt-body-intake.h"
#include "core/http/rt-body-parts.h"
#include "core/http/rt-exchange-private.h"
#include "core/http/rt-file-body.h"
#include "core/http/rt-ways.h"
#include "core/wire/rt-error.h"

#define PIECE (256 * 1024)

/* The page of a redirect is read up to this, so that its connection can be kept. */
#define REDIRECT_BODY_LIMIT (1024 * 1024)

struct _RtFlight
{
  RtFeed *feed;
  RtRequest *request;
  GOutputStream *sink; /* nullable */
  gboolean sink_decoded;
  GCancellable *cancellable; /* ours: the user's, the deadline's and the lane's */
  GCancellable *outer;       /* the user's, nullable */
  gulong outer_handler;
  GSource *deadline; /* nullable; in the owner's context */
  int timed_out;     /* atomic */
  guint8 *buffer;    /* of PIECE bytes, while it flies */
};

/* One request and its answer.  Lives on the lane's stack. */
typedef struct
{
  RtFlight *flight;
  RtRequest *request;
  RtRequest *sent;  /* the same with the cookies that go along */
  GObject *cookies; /* the record of these, nullable */
  guint index;
  guint n_challenges; /* that a proxy has met this request with so far */
  gboolean again;     /* the proxy has asked for a password, and gets it */
  RtRoute *route;     /* borrowed */
  RtWireRecord *record;
  SoupMessage *message;
  GInputStream *body; /* of the request, nullable */
  goffset body_length;
  guint64 sent_body_bytes;
} Leg;

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
  Leg *leg = user_data;

  leg->sent_body_bytes += length;
  rt_feed_sent (leg->flight->feed, leg->sent_body_bytes);
}

static void
on_outer_cancelled (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static gboolean
on_deadline (gpointer user_data)
{
  RtFlight *self = user_data;

  g_atomic_int_set (&self->timed_out, TRUE);
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
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
set_body (Leg *leg, SoupMessage *message)
{
  g_autoptr (GInputStream) body = NULL;

  if (leg->body == NULL)
    return;
  body = rt_file_body_new (leg->body, leg->body_length);
  soup_message_set_request_body (message, NULL, body, leg->body_length);
}

/* libsoup sends once more what came to a kept connection too late, but it has closed the
 * body and forgets it. */
static void
on_restarted (SoupMessage *message, gpointer user_data)
{
  Leg *leg = user_data;

  leg->sent_body_bytes = 0;
  set_body (leg, message);
}

/* Before the wire gets to see the record. */
static gboolean
compose (Leg *leg, GError **error)
{
  g_autoptr (GBytes) head = NULL;

  if (!open_body (leg->request, &leg->body, &leg->body_length, error))
    return FALSE;
  head = rt_request_compose_head_for (leg->sent, leg->route, leg->body_length);
  rt_wire_record_set_head (leg->record, head);
  return TRUE;
}

/* What libsoup sends is a message to @host that carries our body; the wire puts the real
 * head in the place of its head. */
static SoupMessage *
make_message (Leg *leg, const char *host)
{
  g_autofree char *text = g_strdup_printf ("http://%s/", host);
  SoupMessage *message = soup_message_new (rt_request_get_method (leg->request), text);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  tell_fields (leg->request, message);
  set_body (leg, message);
  g_signal_connect (message, "restarted", G_CALLBACK (on_restarted), leg);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_wrote_body_data), leg);
  return message;
}

/* What went wrong on the wire is the cause; what libsoup says of it is the echo. */
static GError *
find_cause (Leg *leg, const GError *echo, RtPhase place)
{
  GError *cause = NULL;

  if (!g_error_matches (echo, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cause = rt_wire_record_dup_error (leg->record);
  if (cause == NULL && echo != NULL)
    cause = rt_error_from (echo, place);
  return cause;
}

static void
receive_body (Leg *leg,
              GInputStream *stream,
              const RtWireReport *head,
              gboolean is_last,
              GError **error)
{
  RtFlight *self = leg->flight;
  g_autoptr (RtBodyIntake) intake = NULL;
  g_autoptr (RtWireReport) end = NULL;
  g_autoptr (GError) raw = NULL;
  g_autoptr (GError) failure = NULL;
  guint64 drained = 0;
  gssize n;

  if (is_last)
    intake = rt_body_intake_new (self->feed, leg->request, head, self->sink,
                                 self->sink_decoded, self->cancellable);
  while ((n = g_input_stream_read (stream, self->buffer, PIECE, self->cancellable, &raw))
         > 0)
    {
      if (intake != NULL && !rt_body_intake_push (intake, self->buffer, n, &failure))
        break;
      drained += n;
      if (intake == NULL && drained > REDIRECT_BODY_LIMIT)
        break;
    }
  if (failure == NULL)
    failure = find_cause (leg, raw, RT_PHASE_RECEIVE);
  if (intake != NULL)
    {
      end = rt_wire_record_report (leg->record, FALSE);
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
take_cookies (Leg *leg, const RtHeaderList *fields)
{
  g_autoptr (GObject) record = NULL;

  if (leg->cookies == NULL)
    return;
  record = rt_request_take_cookies (leg->request, leg->index > 0, leg->cookies, fields);
  rt_feed_cookies (leg->flight->feed, leg->index, record);
}

/* The proxy wants to know who asks.  Its page is no body of the site's, and goes nowhere. */
static void
answer_proxy (Leg *leg, GInputStream *stream, const RtWireReport *head, GError **error)
{
  const char *refused
      = rt_header_list_find (head->request_head->fields, "Proxy-Authorization");

  leg->again = rt_route_log_in (leg->route, refused, head->answer_head->fields,
                                leg->n_challenges);
  if (stream != NULL)
    {
      receive_body (leg, stream, head, FALSE, error);
      g_input_stream_close (stream, NULL, NULL);
    }
  if (*error != NULL)
    leg->again = FALSE;
  else if (!leg->again)
    g_set_error (error, RT_ERROR, RT_ERROR_PROXY_LOGIN, "the proxy '%s' answers with 407",
                 leg->route->proxy->uri);
}

/* Sends one request and takes the answer in.  Returns the redirect to follow, or NULL at
 * the end of the chain. */
static RtRedirect *
fly_leg (Leg *leg, SoupSession *session, GPtrArray *earlier, GError **error)
{
  RtFlight *self = leg->flight;
  g_autoptr (GError) raw = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (RtWireReport) head = NULL;
  g_autoptr (RtRedirect) redirect = NULL;
  gboolean follow;

  stream = soup_session_send (session, leg->message, self->cancellable, &raw);
  head = rt_wire_record_report (leg->record, FALSE);
  if (head->answer_head == NULL)
    {
      GError *cause = find_cause (leg, raw, RT_PHASE_WAIT);
      if (cause == NULL)
        cause = g_error_new_literal (RT_ERROR, RT_ERROR_NO_ANSWER, "no answer came");
      g_propagate_error (error, cause);
      return NULL;
    }

  if (rt_route_is_asked_for_login (leg->route, head->answer_head->status))
    {
      answer_proxy (leg, stream, head, error);
      return NULL;
    }
  take_cookies (leg, head->answer_head->fields);
  redirect = rt_redirect_decide (leg->request, leg->sent, head->answer_head->status,
                                 head->answer_head->fields, earlier);
  follow = redirect->stop == RT_STOP_NONE && redirect->next != NULL;
  if (stream != NULL)
    {
      receive_body (leg, stream, head, !follow, error);
      g_input_stream_close (stream, NULL, NULL);
    }
  else if (!follow || g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    *error = find_cause (leg, raw, RT_PHASE_RECEIVE);
  if (follow)
    return *error == NULL ? g_steal_pointer (&redirect) : NULL;
  rt_feed_stop (self->feed, redirect->stop, redirect->next);
  if (*error == NULL)
    *error = explain_stop (leg->request, redirect->stop);
  return NULL;
}

static RtRedirect *
try_way (Leg *leg,
         const RtWays *ways,
         SoupSession *session,
         RtWire *wire,
         GPtrArray *earlier,
         GError **error)
{
  RtFlight *self = leg->flight;
  g_autoptr (RtRoute) route = rt_ways_dup_route (ways);
  g_autofree char *host = NULL;
  RtRedirect *redirect = NULL;
  Tap *tap = g_new0 (Tap, 1);

  tap->feed = rt_feed_ref (self->feed);
  tap->hop = leg->index;
  leg->record = rt_wire_record_new (rt_request_get_method (leg->request),
                                    rt_request_get_options (leg->request)->idle_timeout_s,
                                    self->cancellable, on_step, tap, tap_free);
  leg->route = route;
  rt_ways_describe (ways, leg->record);
  if (compose (leg, error))
    {
      host = rt_wire_prepare (wire, route, leg->record);
      leg->message = make_message (leg, host);
      redirect = fly_leg (leg, session, earlier, error);
      g_signal_handlers_disconnect_by_data (leg->message, leg);
    }
  rt_wire_record_finish (leg->record);
  rt_feed_report (self->feed, leg->index, rt_wire_record_report (leg->record, TRUE));
  g_clear_object (&leg->message);
  g_clear_object (&leg->body);
  g_clear_pointer (&leg->record, rt_wire_record_unref);
  return redirect;
}

static RtRedirect *
run_leg (Leg *leg, SoupSession *session, RtWire *wire, GPtrArray *earlier, GError **error)
{
  g_auto (RtWays) ways = { 0 };
  RtRedirect *redirect;

  if (!rt_ways_choose (&ways, leg->request, leg->flight->cancellable, error))
    return NULL;
  redirect = try_way (leg, &ways, session, wire, earlier, error);
  while (rt_ways_go_on (&ways, *error))
    {
      g_clear_error (error);
      redirect = try_way (leg, &ways, session, wire, earlier, error);
    }
  return redirect;
}

/**
 * rt_flight_new:
 * @feed: where the news goes
 * @request: the first request
 * @sink: (nullable): where the last body goes besides
 * @sink_decoded: whether @sink gets it decoded
 * @cancellable: (nullable): the user's way to stop it
 *
 * Makes a flight that is ready to go.  Its total timeout counts from now.
 *
 * Returns: (transfer full): the flight
 */
RtFlight *
rt_flight_new (RtFeed *feed,
               RtRequest *request,
               GOutputStream *sink,
               gboolean sink_decoded,
               GCancellable *cancellable)
{
  RtFlight *self = g_new0 (RtFlight, 1);
  guint total_timeout_s = rt_request_get_options (request)->total_timeout_s;

  self->feed = rt_feed_ref (feed);
  self->request = rt_request_ref (request);
  g_set_object (&self->sink, sink);
  self->sink_decoded = sink_decoded;
  self->cancellable = g_cancellable_new ();
  if (g_set_object (&self->outer, cancellable))
    self->outer_handler = g_cancellable_connect (
        cancellable, G_CALLBACK (on_outer_cancelled), self->cancellable, NULL);
  if (total_timeout_s > 0)
    {
      self->deadline
          = g_timeout_source_new (MIN (total_timeout_s, G_MAXUINT / 1000) * 1000);
      g_source_set_callback (self->deadline, on_deadline, self, NULL);
      g_source_attach (self->deadline, g_main_context_get_thread_default ());
    }
  return self;
}

/* In the owner's thread, once the flight is over. */
void
rt_flight_free (RtFlight *self)
{
  if (self->deadline != NULL)
    {
      g_source_destroy (self->deadline);
      g_source_unref (self->deadline);
    }
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->outer_handler);
  g_clear_object (&self->outer);
  g_object_unref (self->cancellable);
  g_clear_object (&self->sink);
  rt_request_unref (self->request);
  rt_feed_unref (self->feed);
  g_free (self);
}

RtRequest *
rt_flight_get_request (RtFlight *self)
{
  return self->request;
}

void
rt_flight_cancel (RtFlight *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* Ends a flight that never started. */
void
rt_flight_refuse (RtFlight *self)
{
  g_autoptr (GError) error
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "no longer wanted");

  rt_feed_end (self->feed, g_get_monotonic_time (), error);
}

/* For the progress of an upload.  What is sent in the end is measured when it is opened. */
static gint64
measure_body (RtRequest *request)
{
  GBytes *bytes = rt_request_get_body (request);
  GFile *file = rt_request_get_body_file (request);
  GPtrArray *parts = rt_request_get_body_parts (request);
  g_autoptr (GFileInfo) info = NULL;

  if (bytes != NULL)
    return g_bytes_get_size (bytes);
  if (parts != NULL)
    return rt_body_parts_measure (parts, NULL);
  if (file != NULL)
    info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                              G_FILE_QUERY_INFO_NONE, NULL, NULL);
  return info != NULL ? g_file_info_get_size (info) : -1;
}

/**
 * rt_flight_run:
 * @self: a flight
 * @session: the lane's session, which talks to @wire
 * @wire: the lane's wire
 *
 * Sends the request, follows redirects as far as the request's options go, and tells the
 * feed.  Blocks; called in a lane's thread.
 */
void
rt_flight_run (RtFlight *self, SoupSession *session, RtWire *wire)
{
  g_autoptr (GPtrArray) earlier
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_request_unref);
  g_autoptr (RtRequest) request = rt_request_ref (self->request);
  g_autoptr (GPtrArray) dropped = rt_dropped_headers_new ();
  g_autoptr (GError) error = NULL;
  guint index = 0;
  guint n_challenges = 0;

  self->buffer = g_malloc (PIECE);
  rt_feed_begin (self->feed, g_get_monotonic_time (), measure_body (request));
  rt_dropped_headers_add_unsent (dropped, request);
  while (request != NULL)
    {
      Leg leg = {
        .flight = self, .request = request, .index = index++, .n_challenges = n_challenges
      };
      g_autoptr (RtRedirect) redirect = NULL;

      rt_feed_hop (self->feed, request, dropped);
      leg.sent = rt_request_with_cookies (request, leg.index > 0, &leg.cookies);
      if (leg.cookies != NULL)
        rt_feed_cookies (self->feed, leg.index, leg.cookies);
      redirect = run_leg (&leg, session, wire, earlier, &error);
      g_clear_object (&leg.cookies);
      if (leg.again) /* the same, and no step in the chain of redirects */
        {
          rt_request_unref (leg.sent);
          n_challenges++;
          continue;
        }
      n_challenges = 0;
      g_ptr_array_add (earlier, leg.sent);
      g_clear_pointer (&request, rt_request_unref);
      g_clear_pointer (&dropped, g_ptr_array_unref);
      if (redirect != NULL)
        {
          request = rt_request_ref (redirect->next);
          dropped = g_ptr_array_ref (redirect->dropped);
          rt_dropped_headers_add_unsent (dropped, request);
        }
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && g_atomic_int_get (&self->timed_out))
    {
      g_clear_error (&error);
      error = g_error_new (RT_ERROR, RT_ERROR_TOTAL_TIMEOUT, "not done within %u s",
                           rt_request_get_options (self->request)->total_timeout_s);
    }
  g_clear_pointer (&self->buffer, g_free);
  rt_feed_end (self->feed, g_get_monotonic_time (), error);
}
