/* The record of one exchange, filled in while it happens. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-exchange.h"

#include "core/http/rt-exchange-private.h"

struct _RtExchange
{
  GObject parent_instance;

  RtRequest *request;

  RtExchangeState state;
  GListStore *hops; /* of RtHop */
  RtBody *body;     /* of the last hop; a new one with every hop */
  GError *error;
  RtRedirectStop stop;
  RtRequest *next; /* what "follow" would send, nullable */
  GDateTime *started;
  gint64 origin_us; /* monotonic; 0 before it began */
  gint64 end_us;    /* monotonic; 0 before it is over */
  guint64 sent_body_bytes;
  gint64 request_body_length; /* -1 if unknown */
};

G_DEFINE_FINAL_TYPE (RtExchange, rt_exchange, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
} RtExchangeProperty;

static GParamSpec *properties[PROP_STATE + 1];

enum
{
  UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

GType
rt_exchange_state_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { RT_EXCHANGE_IDLE, "RT_EXCHANGE_IDLE", "idle" },
    { RT_EXCHANGE_RESOLVING, "RT_EXCHANGE_RESOLVING", "resolving" },
    { RT_EXCHANGE_CONNECTING, "RT_EXCHANGE_CONNECTING", "connecting" },
    { RT_EXCHANGE_PROXYING, "RT_EXCHANGE_PROXYING", "proxying" },
    { RT_EXCHANGE_HANDSHAKING, "RT_EXCHANGE_HANDSHAKING", "handshaking" },
    { RT_EXCHANGE_SENDING, "RT_EXCHANGE_SENDING", "sending" },
    { RT_EXCHANGE_WAITING, "RT_EXCHANGE_WAITING", "waiting" },
    { RT_EXCHANGE_RECEIVING, "RT_EXCHANGE_RECEIVING", "receiving" },
    { RT_EXCHANGE_DONE, "RT_EXCHANGE_DONE", "done" },
    { RT_EXCHANGE_FAILED, "RT_EXCHANGE_FAILED", "failed" },
    { RT_EXCHANGE_CANCELLED, "RT_EXCHANGE_CANCELLED", "cancelled" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("RtExchangeState", values));
  return type;
}

/* The one table of allowed steps.  The next hop of a redirect chain begins again at any
 * phase before the answer, and so does a request whose kept connection turned out to be
 * dead; up to there a hop only goes forward, but for one that tries the next proxy. */
static gboolean
may_step (RtExchangeState from, RtExchangeState to)
{
  if (from >= RT_EXCHANGE_DONE || to == RT_EXCHANGE_IDLE)
    return FALSE;
  return to > from || from >= RT_EXCHANGE_SENDING
         || (from <= RT_EXCHANGE_PROXYING && to <= RT_EXCHANGE_CONNECTING);
}

static void
rt_exchange_dispose (GObject *object)
{
  RtExchange *self = RT_EXCHANGE (object);

  g_clear_object (&self->hops);
  g_clear_object (&self->body);
  G_OBJECT_CLASS (rt_exchange_parent_class)->dispose (object);
}

static void
rt_exchange_finalize (GObject *object)
{
  RtExchange *self = RT_EXCHANGE (object);

  rt_request_unref (self->request);
  g_clear_error (&self->error);
  g_clear_pointer (&self->next, rt_request_unref);
  g_date_time_unref (self->started);
  G_OBJECT_CLASS (rt_exchange_parent_class)->finalize (object);
}

static void
rt_exchange_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtExchange *self = RT_EXCHANGE (object);

  switch ((RtExchangeProperty)id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_exchange_class_init (RtExchangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_exchange_dispose;
  object_class->finalize = rt_exchange_finalize;
  object_class->get_property = rt_exchange_get_property;

  /**
   * RtExchange:state:
   *
   * How far the exchange has come.
   */
  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, RT_TYPE_EXCHANGE_STATE, RT_EXCHANGE_IDLE,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * RtExchange::updated:
   *
   * Something in the record is new.
   */
  signals[UPDATED] = g_signal_new ("updated", RT_TYPE_EXCHANGE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rt_exchange_init (RtExchange *self)
{
  self->hops = g_list_store_new (RT_TYPE_HOP);
  self->body = rt_body_new ();
  self->started = g_date_time_new_now_utc ();
  self->request_body_length = -1;
}

RtRequest *
rt_exchange_get_request (RtExchange *self)
{
  return self->request;
}

RtExchangeState
rt_exchange_get_state (RtExchange *self)
{
  return self->state;
}

gboolean
rt_exchange_is_over (RtExchange *self)
{
  return self->state >= RT_EXCHANGE_DONE;
}

GListModel *
rt_exchange_get_hops (RtExchange *self)
{
  return G_LIST_MODEL (self->hops);
}

/**
 * rt_exchange_get_last_hop:
 * @self: an exchange
 *
 * Gives the newest hop, the one whose answer counts.
 *
 * Returns: (transfer none) (nullable): the hop, or %NULL before the first
 */
RtHop *
rt_exchange_get_last_hop (RtExchange *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->hops));
  g_autoptr (RtHop) hop = NULL;

  if (count == 0)
    return NULL;
  hop = g_list_model_get_item (G_LIST_MODEL (self->hops), count - 1);
  return hop; /* the store keeps it alive */
}

guint
rt_exchange_get_status (RtExchange *self)
{
  RtHop *hop = rt_exchange_get_last_hop (self);

  return hop != NULL ? rt_hop_get_status (hop) : 0;
}

RtBody *
rt_exchange_get_body (RtExchange *self)
{
  return self->body;
}

const GError *
rt_exchange_get_error (RtExchange *self)
{
  return self->error;
}

/**
 * rt_exchange_get_stop:
 * @self: an exchange
 *
 * Says why a redirect was not followed.
 *
 * Returns: the reason, %RT_STOP_NONE if there was nothing to follow
 */
RtRedirectStop
rt_exchange_get_stop (RtExchange *self)
{
  return self->stop;
}

/**
 * rt_exchange_get_next:
 * @self: an exchange
 *
 * Gives the request that a stopped redirect asks for, ready to be sent when the user
 * wants it followed.
 *
 * Returns: (transfer none) (nullable): the request
 */
RtRequest *
rt_exchange_get_next (RtExchange *self)
{
  return self->next;
}

GDateTime *
rt_exchange_get_started (RtExchange *self)
{
  return self->started;
}

/**
 * rt_exchange_get_origin_us:
 * @self: an exchange
 *
 * Gives the moment that all timings of its hops count from.
 *
 * Returns: monotonic time in µs, 0 before it began
 */
gint64
rt_exchange_get_origin_us (RtExchange *self)
{
  return self->origin_us;
}

/**
 * rt_exchange_get_elapsed_us:
 * @self: an exchange
 *
 * Gives the time from its begin to its end, or to now while it runs.
 *
 * Returns: time in µs
 */
gint64
rt_exchange_get_elapsed_us (RtExchange *self)
{
  if (self->origin_us == 0)
    return 0;
  return (self->end_us != 0 ? self->end_us : g_get_monotonic_time ()) - self->origin_us;
}

guint64
rt_exchange_get_sent_body_bytes (RtExchange *self)
{
  return self->sent_body_bytes;
}

gint64
rt_exchange_get_request_body_length (RtExchange *self)
{
  return self->request_body_length;
}

RtExchange *
rt_exchange_new (RtRequest *request)
{
  RtExchange *self = g_object_new (RT_TYPE_EXCHANGE, NULL);

  self->request = rt_request_ref (request);
  return self;
}

void
rt_exchange_begin (RtExchange *self, gint64 origin_us)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  self->origin_us = origin_us;
  g_date_time_unref (self->started);
  self->started = g_date_time_add (now, origin_us - g_get_monotonic_time ());
}

void
rt_exchange_set_state (RtExchange *self, RtExchangeState state)
{
  if (self->state == state)
    return;
  g_return_if_fail (may_step (self->state, state));
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

RtHop *
rt_exchange_add_hop (RtExchange *self, RtRequest *request, GPtrArray *dropped)
{
  g_autoptr (RtHop) hop = rt_hop_new (request, dropped);

  g_set_object (&self->body, NULL);
  self->body = rt_body_new ();
  g_list_store_append (self->hops, hop);
  return hop; /* the store keeps it alive */
}

void
rt_exchange_set_stop (RtExchange *self, RtRedirectStop stop, RtRequest *next)
{
  self->stop = stop;
  g_clear_pointer (&self->next, rt_request_unref);
  self->next = next != NULL ? rt_request_ref (next) : NULL;
}

void
rt_exchange_set_progress (RtExchange *self, guint64 sent_body_bytes)
{
  self->sent_body_bytes = sent_body_bytes;
}

void
rt_exchange_set_request_body_length (RtExchange *self, gint64 length)
{
  self->request_body_length = length;
}

/* The end: done without an error, cancelled with G_IO_ERROR_CANCELLED, else failed. */
void
rt_exchange_end (RtExchange *self, gint64 end_us, const GError *error)
{
  self->end_us = end_us;
  if (error != NULL)
    self->error = g_error_copy (error);
  if (error == NULL)
    rt_exchange_set_state (self, RT_EXCHANGE_DONE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rt_exchange_set_state (self, RT_EXCHANGE_CANCELLED);
  else
    rt_exchange_set_state (self, RT_EXCHANGE_FAILED);
}

void
rt_exchange_updated (RtExchange *self)
{
  g_signal_emit (self, signals[UPDATED], 0);
}
