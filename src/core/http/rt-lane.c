/* A thread that flies one exchange at a time, with a session and a wire of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-lane.h"

#include "core/wire/rt-priority.h"

struct _RtLane
{
  GThread *thread;
  RtBothEnds *ends;  /* nullable */
  GAsyncQueue *jobs; /* of RtFlight, borrowed; the lane itself says "go home" */
};

/* libsoup sends what we compose and reads what the wire passes on: everything else that a
 * session would do by itself is switched off. */
static SoupSession *
open_session (RtWire *wire)
{
  SoupSession *session = soup_session_new_with_options (
      "remote-connectable", rt_wire_get_connectable (wire), "timeout", 0, NULL);

  soup_session_set_proxy_resolver (session, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

static gpointer
run (gpointer data)
{
  RtLane *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RtWire) wire = NULL;
  SoupSession *session = NULL;
  gpointer job;

  rt_priority_lower ();
  g_main_context_push_thread_default (context);
  wire = rt_wire_new (self->ends, &error);
  if (wire == NULL)
    g_error ("cannot open a socket of our own: %s", error->message);
  session = open_session (wire);
  while ((job = g_async_queue_pop (self->jobs)) != self)
    {
      rt_flight_run (job, session, wire);
      while (g_main_context_iteration (context, FALSE))
        ;
    }
  soup_session_abort (session);
  g_object_unref (session);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  return NULL;
}

/**
 * rt_lane_new:
 * @ends: (nullable): what servers of ours are told of its connections by
 *
 * Starts a lane.
 *
 * Returns: (transfer full): the lane
 */
RtLane *
rt_lane_new (RtBothEnds *ends)
{
  RtLane *self = g_new0 (RtLane, 1);

  self->ends = ends != NULL ? rt_both_ends_ref (ends) : NULL;
  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new ("rt-lane", run, self);
  return self;
}

/* Waits for the flight that is on its way: cancel it before. */
void
rt_lane_free (RtLane *self)
{
  g_async_queue_push (self->jobs, self);
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  g_free (self);
}

void
rt_lane_start (RtLane *self, RtFlight *flight)
{
  g_async_queue_push (self->jobs, flight);
}
