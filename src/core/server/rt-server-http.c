/* The requests of one client of a server, and their answers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-server-http.h"

#include "core/server/rt-server-carrier.h"
#include "core/server/rt-server-gate.h"
#include "core/server/rt-server-refusal.h"
#include "core/server/rt-server-shortcut.h"
#include "core/server/rt-server-soup.h"
#include "core/server/rt-server-witness.h"

#define HEAD_S 15
#define BODY_S 60
#define IDLE_S 60
#define STALL_S 60

typedef enum
{
  STATE_READING,
  STATE_ANSWERING,
  STATE_STALLED, /* nothing follows, as was asked for */
} State;

struct _RtServerHttp
{
  const RtServerPlan *plan; /* borrowed */
  const RtPeer *peer;       /* borrowed */
  GIOStream *io;            /* borrowed */
  GSocket *socket;          /* borrowed */
  const RtServerHttpEvents *events;
  gpointer data;

  State state;
  gint64 deadline_us;
  gboolean is_draining;
  gboolean is_ending; /* that was told */
  RtRequestReader *reader;
  RtServerSoup *soup;
  RtServerShortcut *shortcut; /* past it */
  RtFaultStrike strike;       /* on the answer on its way */
  RtServerCarrier *carrier;   /* of the answer on its way */
  RtServerWitness *witness;
};

static void
set_deadline (RtServerHttp *self, int seconds)
{
  self->deadline_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
}

static void
end (RtServerHttp *self, RtHttpEnding ending)
{
  self->is_ending = TRUE;
  self->events->ended (ending, self->data);
}

static void
on_moved (gpointer data)
{
  RtServerHttp *self = data;

  set_deadline (self, STALL_S);
}

static void
log_answer (RtServerHttp *self)
{
  RtAccessEntry *entry = rt_server_carrier_make_entry (self->carrier);
  g_autoptr (GBytes) copy = rt_server_soup_end_copy (self->soup);

  if (copy != NULL && rt_server_carrier_is_kept_alive (self->carrier))
    rt_server_shortcut_learn (
        self->shortcut, rt_server_carrier_get_question (self->carrier), copy, entry);
  rt_server_witness_see_end (self->witness, entry->status);
  rt_access_log_push (self->plan->log, entry);
}

static void
go_on (RtServerHttp *self, gboolean is_kept_alive)
{
  self->state = STATE_READING;
  set_deadline (self, IDLE_S);
  if (!is_kept_alive || self->is_draining)
    end (self, RT_HTTP_CLOSED);
}

static void
on_answered (RtAnswerEnding ending, gpointer data)
{
  RtServerHttp *self = data;

  log_answer (self);
  switch (ending)
    {
    case RT_ENDING_WHOLE:
      go_on (self, rt_server_carrier_is_kept_alive (self->carrier));
      return;
    case RT_ENDING_CUT:
      end (self, RT_HTTP_CLOSED);
      return;
    case RT_ENDING_RESET:
      end (self, RT_HTTP_RESET);
      return;
    case RT_ENDING_STALL:
      self->state = STATE_STALLED;
      if (self->is_draining)
        end (self, RT_HTTP_LEFT);
      return;
    }
}

static const RtServerCarrierEvents carrier_events = { on_moved, on_answered };

/* Past SoupServer, which does not know of this request and rests. */
static gssize
on_known (const guint8 *data, gsize length, gpointer user_data)
{
  RtServerHttp *self = user_data;
  g_autoptr (GError) error = NULL;
  gssize taken;

  if (!rt_server_shortcut_is_sending (self->shortcut)
      && (self->state != STATE_READING || self->is_draining || self->is_ending
          || rt_server_witness_is_present (self->witness)))
    return 0;
  taken = rt_server_shortcut_take (self->shortcut, data, length, &error);
  if (taken > 0)
    {
      go_on (self, TRUE);
    }
  else if (taken < 0)
    {
      /* All of a short answer has the time that a piece of a long one has. */
      if (self->state != STATE_ANSWERING)
        set_deadline (self, STALL_S);
      self->state = STATE_ANSWERING;
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        end (self, RT_HTTP_LEFT);
    }
  return taken;
}

static void
refuse (RtServerHttp *self, guint status)
{
  RtAccessEntry *entry
      = rt_server_refusal_say (self->plan, self->peer, self->reader, status,
                               g_io_stream_get_output_stream (self->io));

  rt_server_witness_see_end (self->witness, status);
  rt_access_log_push (self->plan->log, entry);
}

static void
on_refused (gpointer data)
{
  RtServerHttp *self = data;

  refuse (self, rt_request_reader_get_status (self->reader));
  end (self, RT_HTTP_CLOSED);
}

static void
on_asked (gpointer data)
{
  RtServerHttp *self = data;
  RtQuestion *question = rt_request_reader_get_question (self->reader);

  question->now_us = g_get_real_time ();
  question->peer = self->peer;
  rt_server_witness_see_head (self->witness, question);
  set_deadline (self, BODY_S);
  rt_server_gate_decide (self->plan, self->reader,
                         g_io_stream_get_output_stream (self->io));
}

static void
on_whole (gpointer data)
{
  RtServerHttp *self = data;

  g_clear_pointer (&self->carrier, rt_server_carrier_free);
  rt_server_witness_see_whole (self->witness);
  if (self->plan->faults != NULL)
    {
      rt_fault_tally_strike (self->plan->faults,
                             rt_request_reader_get_question (self->reader),
                             g_get_monotonic_time (), &self->strike);
      rt_server_soup_strike (self->soup, &self->strike);
    }
  if (rt_server_shortcut_wants (self->shortcut,
                                rt_request_reader_get_question (self->reader)))
    rt_server_soup_begin_copy (self->soup);
  self->carrier = rt_server_carrier_new (rt_request_reader_steal_question (self->reader),
                                         self->plan->counters, &carrier_events, self);
  self->state = STATE_ANSWERING;
  set_deadline (self, STALL_S);
}

static void
on_closed (gpointer data)
{
  RtServerHttp *self = data;

  /* What was told already says more. */
  if (!self->is_ending)
    end (self, RT_HTTP_CLOSED);
}

static void
on_request (SoupServerMessage *message, gpointer data)
{
  RtServerHttp *self = data;
  RtAnswer *answer = rt_server_plan_answer (
      self->plan, rt_server_carrier_get_question (self->carrier), &self->strike);

  rt_server_witness_see_composed (self->witness, answer);
  if (self->is_draining)
    rt_server_carrier_close_after (self->carrier);
  rt_server_soup_pass_on (self->soup, answer);
  rt_server_carrier_begin (self->carrier, message, answer);
  if (rt_server_carrier_has_body (self->carrier))
    rt_server_soup_send_together (self->soup);
}

/* The client left before it had all of the answer.  SoupServer also says so of any answer
 * whose status is 500. */
static void
on_aborted (gpointer data)
{
  RtServerHttp *self = data;

  if (self->carrier == NULL || !rt_server_carrier_is_whole (self->carrier))
    end (self, RT_HTTP_LEFT);
}

static const RtServerSoupEvents soup_events
    = { { on_known, on_asked, on_whole, on_refused, on_closed },
        on_request,
        on_aborted,
        on_moved };

/**
 * rt_server_http_new:
 * @plan: what to answer; must outlive it
 * @poll: of this thread; must outlive it
 * @cache: of this thread; must outlive it
 * @io: the client's socket, or TLS on it; must outlive it
 * @socket: the client's socket; must outlive it
 * @peer: who the client is; must outlive it
 * @events: what to do about it
 * @data: for @events
 *
 * Makes what answers a client, in the main context of this thread.
 *
 * Returns: (transfer full): it
 */
RtServerHttp *
rt_server_http_new (const RtServerPlan *plan,
                    RtServerPoll *poll,
                    RtAnswerCache *cache,
                    GIOStream *io,
                    GSocket *socket,
                    const RtPeer *peer,
                    const RtServerHttpEvents *events,
                    gpointer data)
{
  RtServerHttp *self = g_new0 (RtServerHttp, 1);

  self->plan = plan;
  self->peer = peer;
  self->io = io;
  self->socket = socket;
  self->events = events;
  self->data = data;
  self->witness = rt_server_witness_new (plan->ends, peer);
  self->reader = rt_request_reader_new (plan->recipe->body_limit);
  self->shortcut
      = rt_server_shortcut_new (plan, cache, peer, g_io_stream_get_output_stream (io));
  self->soup
      = rt_server_soup_new (plan, poll, io, socket, self->reader, &soup_events, self);
  rt_server_soup_set_witness (self->soup, self->witness);
  return self;
}

/**
 * rt_server_http_free:
 * @self: what answers a client
 *
 * Ends it, whatever it is doing, and tells nothing more.  Not to be called by what a
 * SoupServer calls.
 */
void
rt_server_http_free (RtServerHttp *self)
{
  g_clear_pointer (&self->carrier, rt_server_carrier_free);
  rt_server_soup_free (self->soup);
  rt_server_shortcut_free (self->shortcut);
  rt_request_reader_free (self->reader);
  rt_server_witness_free (self->witness);
  g_free (self);
}

/**
 * rt_server_http_begin:
 * @self: what answers a client, and has not begun
 * @local: our end of the connection
 * @remote: the client's
 *
 * Reads what the client sends, and answers; the first of it before this returns.
 */
void
rt_server_http_begin (RtServerHttp *self, GSocketAddress *local, GSocketAddress *remote)
{
  set_deadline (self, HEAD_S);
  if (!rt_server_soup_begin (self->soup, local, remote))
    end (self, RT_HTTP_LEFT);
}

/**
 * rt_server_http_drain:
 * @self: what answers a client
 *
 * Lets an answer that is on its way come to its end, and then ends.
 */
void
rt_server_http_drain (RtServerHttp *self)
{
  self->is_draining = TRUE;
  if (self->state == STATE_READING)
    end (self, RT_HTTP_CLOSED);
  else if (self->state == STATE_STALLED)
    end (self, RT_HTTP_LEFT);
}

/* Whether it is we who keep the client waiting, for some time yet. */
static gboolean
is_held_back (const RtServerHttp *self)
{
  return self->state == STATE_ANSWERING && self->carrier != NULL
         && (rt_server_carrier_is_waiting (self->carrier)
             || rt_server_soup_is_holding (self->soup));
}

/**
 * rt_server_http_check_deadline:
 * @self: what answers a client
 * @now_us: the monotonic time
 *
 * Ends what has taken too long.
 */
void
rt_server_http_check_deadline (RtServerHttp *self, gint64 now_us)
{
  switch (self->state)
    {
    case STATE_READING:
      /* From its first byte on, a head has a time of its own. */
      if (rt_request_reader_get_phase (self->reader) == RT_READER_HEAD)
        self->deadline_us = MIN (self->deadline_us, now_us + HEAD_S * G_USEC_PER_SEC);
      if (now_us < self->deadline_us)
        return;
      if (rt_request_reader_get_phase (self->reader) != RT_READER_IDLE)
        refuse (self, 408);
      end (self, RT_HTTP_CLOSED);
      return;
    case STATE_ANSWERING:
      /* A client that has shut its side may still wait: it has its time like any other. */
      if (now_us >= self->deadline_us
          && (!is_held_back (self) || rt_server_poll_has_left (self->socket)))
        end (self, RT_HTTP_LEFT);
      return;
    case STATE_STALLED:
      if (rt_server_poll_has_left (self->socket))
        end (self, RT_HTTP_LEFT);
      return;
    }
}

/**
 * rt_server_http_is_waiting:
 * @self: what answers a client
 *
 * Says whether the client, and not we, is to do something next.
 *
 * Returns: %TRUE if closing the connection would lose no answer
 */
gboolean
rt_server_http_is_waiting (const RtServerHttp *self)
{
  return self->state != STATE_ANSWERING
         || (is_held_back (self) && rt_server_poll_has_left (self->socket));
}
