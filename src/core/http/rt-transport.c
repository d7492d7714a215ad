/* Sends requests, each over a wire of its own making, and keeps the records up to date. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-transport.h"

#include "core/http/rt-exchange-private.h"
#include "core/http/rt-lane.h"

/* So many exchanges run at once; more wait for their turn. */
#define MAX_LANES 16

/* A lane, and what it does now. */
typedef struct
{
  RtLane *lane;
  char *route_key;  /* where it went last: it may have kept the connection */
  RtFlight *flight; /* NULL: idle */
} Slot;

/* A job that is on its way or waits for a lane. */
typedef struct
{
  RtTransport *transport; /* NULL once that is gone */
  RtFlight *flight;
  GSource *stop; /* the user's Stop while it waits; nullable */
} Job;

struct _RtTransport
{
  GObject parent_instance;

  RtBothEnds *ends; /* nullable */
  GPtrArray *slots; /* of Slot */
  GQueue jobs;      /* of Job: all that are not over */
  GQueue waiting;   /* of RtFlight, borrowed, oldest first */
};

G_DEFINE_FINAL_TYPE (RtTransport, rt_transport, G_TYPE_OBJECT)

static void
slot_free (gpointer data)
{
  Slot *slot = data;

  rt_lane_free (slot->lane);
  g_free (slot->route_key);
  g_free (slot);
}

/* An idle lane that was at this place before, else any idle one, else a new one. */
static Slot *
find_slot (RtTransport *self, const char *route_key)
{
  Slot *idle = NULL;

  for (guint i = 0; i < self->slots->len; i++)
    {
      Slot *slot = self->slots->pdata[i];
      if (slot->flight != NULL)
        continue;
      if (g_strcmp0 (slot->route_key, route_key) == 0)
        return slot;
      idle = slot;
    }
  if (idle == NULL && self->slots->len < MAX_LANES)
    {
      idle = g_new0 (Slot, 1);
      idle->lane = rt_lane_new (self->ends);
      g_ptr_array_add (self->slots, idle);
    }
  return idle;
}

static void
start_waiting (RtTransport *self)
{
  while (!g_queue_is_empty (&self->waiting))
    {
      RtFlight *flight = g_queue_peek_head (&self->waiting);
      /* Which proxy is on the way is found out in the lane: this is only a guess at who
       * may have kept the connection. */
      g_autoptr (RtRoute) route
          = rt_request_dup_route (rt_flight_get_request (flight), NULL);
      Slot *slot = find_slot (self, route->key);

      if (slot == NULL)
        return;
      g_queue_pop_head (&self->waiting);
      slot->flight = flight;
      g_free (slot->route_key);
      slot->route_key = g_strdup (route->key);
      rt_lane_start (slot->lane, flight);
    }
}

/* A flight on its way is stopped by its own cancellable; one that waits, here. */
static gboolean
on_stop (GCancellable *cancellable, gpointer user_data)
{
  Job *job = user_data;

  if (job->transport != NULL && g_queue_remove (&job->transport->waiting, job->flight))
    rt_flight_refuse (job->flight);
  return G_SOURCE_REMOVE;
}

static void
watch_stop (Job *job, GCancellable *cancellable)
{
  job->stop = g_cancellable_source_new (cancellable);
  g_source_set_callback (job->stop, G_SOURCE_FUNC (on_stop), job, NULL);
  g_source_attach (job->stop, g_main_context_get_thread_default ());
}

static void
on_end (RtExchange *exchange, gpointer user_data)
{
  Job *job = user_data;
  RtTransport *self = job->transport;

  if (self != NULL)
    {
      g_queue_remove (&self->jobs, job);
      for (guint i = 0; i < self->slots->len; i++)
        {
          Slot *slot = self->slots->pdata[i];
          if (slot->flight == job->flight)
            slot->flight = NULL;
        }
      start_waiting (self);
    }
  if (job->stop != NULL)
    {
      g_source_destroy (job->stop);
      g_source_unref (job->stop);
    }
  rt_flight_free (job->flight);
  g_free (job);
}

static void
rt_transport_dispose (GObject *object)
{
  RtTransport *self = RT_TRANSPORT (object);

  for (GList *l = self->jobs.head; l != NULL; l = l->next)
    {
      Job *job = l->data;
      job->transport = NULL; /* its end is still to be applied to its record */
      rt_flight_cancel (job->flight);
    }
  while (!g_queue_is_empty (&self->waiting))
    rt_flight_refuse (g_queue_pop_head (&self->waiting));
  g_queue_clear (&self->jobs);
  g_ptr_array_set_size (self->slots, 0);
  G_OBJECT_CLASS (rt_transport_parent_class)->dispose (object);
}

static void
rt_transport_finalize (GObject *object)
{
  RtTransport *self = RT_TRANSPORT (object);

  g_ptr_array_unref (self->slots);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  G_OBJECT_CLASS (rt_transport_parent_class)->finalize (object);
}

static void
rt_transport_class_init (RtTransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_transport_dispose;
  object_class->finalize = rt_transport_finalize;
}

static void
rt_transport_init (RtTransport *self)
{
  self->slots = g_ptr_array_new_with_free_func (slot_free);
  g_queue_init (&self->jobs);
  g_queue_init (&self->waiting);
}

/**
 * rt_transport_new:
 *
 * Makes a transport.  It belongs to the thread that makes it.
 *
 * Returns: (transfer full): the transport
 */
RtTransport *
rt_transport_new (void)
{
  return g_object_new (RT_TYPE_TRANSPORT, NULL);
}

/**
 * rt_transport_set_ends:
 * @self: a transport that has sent nothing yet
 * @ends: what servers of ours are told of its connections by
 *
 * Has such a server keep what it sees of the exchanges.
 */
void
rt_transport_set_ends (RtTransport *self, RtBothEnds *ends)
{
  g_return_if_fail (RT_IS_TRANSPORT (self));
  g_return_if_fail (self->ends == NULL && self->slots->len == 0);

  self->ends = rt_both_ends_ref (ends);
}

static gpointer
run_warm_up (gpointer data)
{
  g_autoptr (GTlsDatabase) roots
      = g_tls_backend_get_default_database (g_tls_backend_get_default ());

  return NULL;
}

/**
 * rt_transport_warm_up:
 * @self: a transport
 *
 * Reads the system's certificates, in a thread that nobody waits for.  Else the first
 * https exchange of the program does so, and its handshake looks slow.
 */
void
rt_transport_warm_up (RtTransport *self)
{
  g_thread_unref (g_thread_new ("rt-warm-up", run_warm_up, NULL));
}

/**
 * rt_transport_fetch:
 * @self: a transport
 * @request: what to send
 * @cancellable: (nullable): stops it, in every state
 *
 * Sends @request, follows redirects as its options say, and fills the record in from the
 * main context of the calling thread.
 *
 * Returns: (transfer full): the record
 */
RtExchange *
rt_transport_fetch (RtTransport *self, RtRequest *request, GCancellable *cancellable)
{
  return rt_transport_fetch_to (self, request, NULL, FALSE, cancellable);
}

/**
 * rt_transport_fetch_to:
 * @self: a transport
 * @request: what to send
 * @sink: (nullable): where the body of the last answer goes as it comes
 * @decoded: whether @sink gets it decoded, or as received
 * @cancellable: (nullable): stops it, in every state
 *
 * As rt_transport_fetch(), and writes the body to @sink, from another thread.  @sink is
 * not closed.  When @sink breaks, the exchange ends with the sink's error.  A body that
 * goes there as received is not decoded at all.
 *
 * Returns: (transfer full): the record
 */
RtExchange *
rt_transport_fetch_to (RtTransport *self,
                       RtRequest *request,
                       GOutputStream *sink,
                       gboolean decoded,
                       GCancellable *cancellable)
{
  RtExchange *exchange = rt_exchange_new (request);
  Job *job = g_new0 (Job, 1);
  g_autoptr (RtFeed) feed = rt_feed_new (exchange, on_end, job);

  job->transport = self;
  job->flight = rt_flight_new (feed, request, sink, decoded, cancellable);
  g_queue_push_tail (&self->jobs, job);
  g_queue_push_tail (&self->waiting, job->flight);
  start_waiting (self);
  if (cancellable != NULL && g_queue_find (&self->waiting, job->flight) != NULL)
    watch_stop (job, cancellable);
  return exchange;
}
