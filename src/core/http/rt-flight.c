/* One exchange on its way: the hops, one after the other, in a lane's thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-flight.h"

#include "core/http/rt-body-parts.h"
#include "core/http/rt-flight-leg.h"
#include "core/wire/rt-error.h"

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
};

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

/* Sends a request once.  What comes of it may lead elsewhere: nullable. */
static RtRedirect *
fly (RtFlight *self, RtFlightLeg *leg, GError **error)
{
  RtRedirect *redirect;

  leg->sent = rt_request_with_cookies (leg->request, leg->index > 0, &leg->cookies);
  if (leg->cookies != NULL)
    rt_feed_cookies (self->feed, leg->index, leg->cookies);
  redirect = rt_flight_leg_run (leg, error);
  g_clear_object (&leg->cookies);
  return redirect;
}

static void
end (RtFlight *self, const GError *error)
{
  g_autoptr (GError) late = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && g_atomic_int_get (&self->timed_out))
    late = g_error_new (RT_ERROR, RT_ERROR_TOTAL_TIMEOUT, "not done within %u s",
                        rt_request_get_options (self->request)->total_timeout_s);
  rt_feed_end (self->feed, g_get_monotonic_time (), late != NULL ? late : error);
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
  g_autofree guint8 *buffer = g_malloc (RT_FLIGHT_PIECE);
  const RtFlightCrew crew = {
    .feed = self->feed,
    .sink = self->sink,
    .sink_decoded = self->sink_decoded,
    .cancellable = self->cancellable,
    .session = session,
    .wire = wire,
    .earlier = earlier,
    .buffer = buffer,
  };
  g_autoptr (RtRequest) request = rt_request_ref (self->request);
  g_autoptr (GPtrArray) dropped = rt_dropped_headers_new ();
  g_autoptr (GError) error = NULL;
  guint index = 0;
  guint n_challenges = 0;

  rt_feed_begin (self->feed, g_get_monotonic_time (), measure_body (request));
  rt_dropped_headers_add_unsent (dropped, request);
  while (request != NULL)
    {
      RtFlightLeg leg = {
        .crew = &crew, .request = request, .index = index++, .n_challenges = n_challenges
      };
      g_autoptr (RtRedirect) redirect = NULL;

      rt_feed_hop (self->feed, request, dropped);
      redirect = fly (self, &leg, &error);
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
  end (self, error);
}
