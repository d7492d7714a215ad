/* The one widget that shows an exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-exchange-view.h"

#include <adwaita.h>

struct _RtExchangeView
{
  GtkWidget parent_instance;

  RtExchange *exchange; /* nullable */
  RtExchange *previous; /* what to compare with, nullable */

  GtkStack *stack;
  AdwBin *empty;
};

G_DEFINE_FINAL_TYPE (RtExchangeView, rt_exchange_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_EXCHANGE = 1,
  PROP_PREVIOUS,
  PROP_PLACEHOLDER,
} RtExchangeViewProperty;

static GParamSpec *properties[PROP_PLACEHOLDER + 1];

enum
{
  SEND,
  TRUST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rt_exchange_view_dispose (GObject *object)
{
  RtExchangeView *self = RT_EXCHANGE_VIEW (object);

  g_clear_object (&self->exchange);
  g_clear_object (&self->previous);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_EXCHANGE_VIEW);
  G_OBJECT_CLASS (rt_exchange_view_parent_class)->dispose (object);
}

static void
rt_exchange_view_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  RtExchangeView *self = RT_EXCHANGE_VIEW (object);

  switch ((RtExchangeViewProperty)id)
    {
    case PROP_EXCHANGE:
      g_value_set_object (value, self->exchange);
      break;
    case PROP_PREVIOUS:
      g_value_set_object (value, self->previous);
      break;
    case PROP_PLACEHOLDER:
      g_value_set_object (value, adw_bin_get_child (self->empty));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_exchange_view_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  RtExchangeView *self = RT_EXCHANGE_VIEW (object);

  switch ((RtExchangeViewProperty)id)
    {
    case PROP_EXCHANGE:
      rt_exchange_view_set_exchange (self, g_value_get_object (value));
      break;
    case PROP_PREVIOUS:
      rt_exchange_view_set_previous (self, g_value_get_object (value));
      break;
    case PROP_PLACEHOLDER:
      rt_exchange_view_set_placeholder (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_exchange_view_class_init (RtExchangeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags
      = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rt_exchange_view_dispose;
  object_class->get_property = rt_exchange_view_get_property;
  object_class->set_property = rt_exchange_view_set_property;

  /**
   * RtExchangeView:exchange:
   *
   * What is shown; %NULL shows the placeholder.
   */
  properties[PROP_EXCHANGE]
      = g_param_spec_object ("exchange", NULL, NULL, RT_TYPE_EXCHANGE, flags);

  /**
   * RtExchangeView:previous:
   *
   * The earlier exchange with the same address, to compare with.
   */
  properties[PROP_PREVIOUS]
      = g_param_spec_object ("previous", NULL, NULL, RT_TYPE_EXCHANGE, flags);

  /**
   * RtExchangeView:placeholder:
   *
   * What is shown in place of an exchange while there is none.
   */
  properties[PROP_PLACEHOLDER]
      = g_param_spec_object ("placeholder", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * RtExchangeView::send:
   * @self: the view
   * @request: (type RtRequest): what to send
   *
   * The user wants @request sent, in place of what is shown: the same again, a redirect
   * followed by hand, or with a limit lifted.
   */
  signals[SEND] = g_signal_new ("send", RT_TYPE_EXCHANGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, RT_TYPE_REQUEST);

  /**
   * RtExchangeView::trust:
   * @self: the view
   * @host: the host's name in ASCII
   * @port: its port
   * @sha256: fingerprint of the certificate
   * @until: (nullable): the end of the trust; %NULL means the end of this session
   *
   * The user trusts a refused certificate for one host and port.
   */
  signals[TRUST] = g_signal_new ("trust", RT_TYPE_EXCHANGE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING,
                                 G_TYPE_UINT, G_TYPE_STRING, G_TYPE_DATE_TIME);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-exchange-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, stack);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, empty);
}

static void
rt_exchange_view_init (RtExchangeView *self)
{
  g_type_ensure (ADW_TYPE_STATUS_PAGE);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rt_exchange_view_new (void)
{
  return g_object_new (RT_TYPE_EXCHANGE_VIEW, NULL);
}

RtExchange *
rt_exchange_view_get_exchange (RtExchangeView *self)
{
  g_return_val_if_fail (RT_IS_EXCHANGE_VIEW (self), NULL);

  return self->exchange;
}

/**
 * rt_exchange_view_set_exchange:
 * @self: a view
 * @exchange: (nullable): what to show
 *
 * Shows @exchange and follows it while it happens.
 */
void
rt_exchange_view_set_exchange (RtExchangeView *self, RtExchange *exchange)
{
  g_return_if_fail (RT_IS_EXCHANGE_VIEW (self));

  if (g_set_object (&self->exchange, exchange))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXCHANGE]);
}

RtExchange *
rt_exchange_view_get_previous (RtExchangeView *self)
{
  g_return_val_if_fail (RT_IS_EXCHANGE_VIEW (self), NULL);

  return self->previous;
}

/**
 * rt_exchange_view_set_previous:
 * @self: a view
 * @previous: (nullable): an earlier exchange
 *
 * Offers a comparison with @previous.
 */
void
rt_exchange_view_set_previous (RtExchangeView *self, RtExchange *previous)
{
  g_return_if_fail (RT_IS_EXCHANGE_VIEW (self));

  if (g_set_object (&self->previous, previous))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREVIOUS]);
}

GtkWidget *
rt_exchange_view_get_placeholder (RtExchangeView *self)
{
  g_return_val_if_fail (RT_IS_EXCHANGE_VIEW (self), NULL);

  return adw_bin_get_child (self->empty);
}

/**
 * rt_exchange_view_set_placeholder:
 * @self: a view
 * @placeholder: (nullable): a widget
 *
 * Sets what is shown while there is no exchange, in place of a status page of the
 * view's own.
 */
void
rt_exchange_view_set_placeholder (RtExchangeView *self, GtkWidget *placeholder)
{
  g_return_if_fail (RT_IS_EXCHANGE_VIEW (self));

  if (placeholder == adw_bin_get_child (self->empty))
    return;
  adw_bin_set_child (self->empty, placeholder);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACEHOLDER]);
}
