/* Sends the requests of a page, one at a time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-sender.h"

struct _RtSender
{
  GObject parent_instance;

  RtWorkbench *workbench;

  RtExchange *flight;        /* what was sent last, nullable */
  GCancellable *cancellable; /* of the flight */
};

G_DEFINE_FINAL_TYPE (RtSender, rt_sender, G_TYPE_OBJECT)

typedef enum
{
  PROP_BUSY = 1,
} RtSenderProperty;

static GParamSpec *properties[PROP_BUSY + 1];

static void
on_flight_state (RtSender *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
rt_sender_dispose (GObject *object)
{
  RtSender *self = RT_SENDER (object);

  rt_sender_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->flight);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (rt_sender_parent_class)->dispose (object);
}

static void
rt_sender_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RtSenderProperty)id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, rt_sender_get_busy (RT_SENDER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_sender_class_init (RtSenderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_sender_dispose;
  object_class->get_property = rt_sender_get_property;

  /**
   * RtSender:busy:
   *
   * Whether something is in flight.
   */
  properties[PROP_BUSY] = g_param_spec_boolean (
      "busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rt_sender_init (RtSender *self)
{
}

/**
 * rt_sender_new:
 * @workbench: has what holds for all requests, and the log
 *
 * Returns: (transfer full): a sender with nothing in flight
 */
RtSender *
rt_sender_new (RtWorkbench *workbench)
{
  RtSender *self = g_object_new (RT_TYPE_SENDER, NULL);

  self->workbench = g_object_ref (workbench);
  return self;
}

/**
 * rt_sender_send:
 * @self: a sender
 * @request: what to send
 * @transport: what sends it
 *
 * Stops what is in flight, sends @request as rt_workbench_prepare() makes it, and
 * writes it into the log.
 *
 * Returns: (transfer none): the record of it
 */
RtExchange *
rt_sender_send (RtSender *self, RtRequest *request, RtTransport *transport)
{
  g_autoptr (RtRequest) prepared = NULL;

  g_return_val_if_fail (RT_IS_SENDER (self), NULL);

  rt_sender_stop (self);
  g_clear_object (&self->flight);
  g_clear_object (&self->cancellable);

  self->cancellable = g_cancellable_new ();
  prepared = rt_workbench_prepare (self->workbench, request);
  self->flight = rt_transport_fetch (transport, prepared, self->cancellable);
  g_signal_connect_object (self->flight, "notify::state", G_CALLBACK (on_flight_state),
                           self, G_CONNECT_SWAPPED);
  rt_exchange_log_append (rt_workbench_get_log (self->workbench), self->flight);
  return self->flight;
}

/**
 * rt_sender_stop:
 * @self: a sender
 *
 * Cancels what is in flight.
 */
void
rt_sender_stop (RtSender *self)
{
  g_return_if_fail (RT_IS_SENDER (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* What was sent last; nullable. */
RtExchange *
rt_sender_get_exchange (RtSender *self)
{
  g_return_val_if_fail (RT_IS_SENDER (self), NULL);

  return self->flight;
}

gboolean
rt_sender_get_busy (RtSender *self)
{
  g_return_val_if_fail (RT_IS_SENDER (self), FALSE);

  return self->flight != NULL && !rt_exchange_is_over (self->flight);
}
