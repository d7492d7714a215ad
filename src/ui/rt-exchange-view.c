/* The one widget that shows an exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-exchange-view.h"

#include "ui/rt-exchange-head.h"
#include "ui/rt-exchange-panes.h"
#include "ui/rt-style.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _RtExchangeView
{
  GtkWidget parent_instance;

  GSignalGroup *signals; /* of the exchange */
  RtExchange *exchange;  /* nullable */
  RtExchange *previous;  /* what to compare with, nullable */
  guint pending;         /* source that refreshes */

  GtkStack *stack;
  RtExchangeHead *head;
  RtExchangePanes *panes;
};

G_DEFINE_FINAL_TYPE (RtExchangeView, rt_exchange_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_EXCHANGE = 1,
  PROP_PREVIOUS,
} RtExchangeViewProperty;

static GParamSpec *properties[PROP_PREVIOUS + 1];

enum
{
  SEND,
  TRUST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
refresh (RtExchangeView *self)
{
  g_clear_handle_id (&self->pending, g_source_remove);
  if (self->exchange == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "exchange");
  rt_exchange_head_show (self->head, self->exchange);
  rt_exchange_panes_show (self->panes, self->exchange);
}

static gboolean
on_pending (gpointer user_data)
{
  RtExchangeView *self = user_data;

  self->pending = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* State and counts change in one go: one refresh for both.  A view that nobody sees waits
 * until it is mapped. */
static void
queue_refresh (RtExchangeView *self)
{
  if (self->pending == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->pending = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_pending, self, NULL);
}

static void
on_action (RtExchangeView *self, int action)
{
  RtRequest *request = rt_exchange_get_request (self->exchange);
  g_autoptr (RtRequest) changed = NULL;
  RtRequestOptions options;

  switch ((RtAction)action)
    {
    case RT_ACTION_NONE:
      break;
    case RT_ACTION_TRY_AGAIN:
      g_signal_emit (self, signals[SEND], 0, request);
      break;
    case RT_ACTION_SHOW_CERTIFICATE:
      rt_exchange_panes_set_visible (self->panes, "security");
      break;
    case RT_ACTION_DECODE_ANYWAY:
      options = *rt_request_get_options (request);
      options.flags |= RT_REQUEST_ALLOW_BOMB;
      changed = rt_request_with_options (request, &options);
      g_signal_emit (self, signals[SEND], 0, changed);
      break;
    case RT_ACTION_FOLLOW:
    case RT_ACTION_FOLLOW_ANYWAY:
    case RT_ACTION_SEND_THERE:
      if (rt_exchange_get_next (self->exchange) != NULL)
        g_signal_emit (self, signals[SEND], 0, rt_exchange_get_next (self->exchange));
      break;
    }
}

static void
on_trust (RtExchangeView *self,
          const char *host,
          guint port,
          const char *sha256,
          GDateTime *until)
{
  g_signal_emit (self, signals[TRUST], 0, host, port, sha256, until);
}

static void
rt_exchange_view_map (GtkWidget *widget)
{
  RtExchangeView *self = RT_EXCHANGE_VIEW (widget);

  refresh (self);
  GTK_WIDGET_CLASS (rt_exchange_view_parent_class)->map (widget);
}

static void
rt_exchange_view_dispose (GObject *object)
{
  RtExchangeView *self = RT_EXCHANGE_VIEW (object);

  g_clear_handle_id (&self->pending, g_source_remove);
  g_clear_object (&self->signals);
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
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ensure_types (void)
{
  g_type_ensure (ADW_TYPE_STATUS_PAGE);
  g_type_ensure (RT_TYPE_EXCHANGE_HEAD);
  g_type_ensure (RT_TYPE_EXCHANGE_PANES);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-exchange-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, stack);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, head);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, panes);
  gtk_widget_class_bind_template_callback (widget_class, on_action);
  gtk_widget_class_bind_template_callback (widget_class, on_trust);
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
  widget_class->map = rt_exchange_view_map;

  /**
   * RtExchangeView:exchange:
   *
   * What is shown; %NULL shows that there is nothing yet.
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

  ensure_types ();
  rt_style_ensure ();
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_exchange_view_init (RtExchangeView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (RT_TYPE_EXCHANGE);
  g_signal_group_connect_swapped (self->signals, "updated", G_CALLBACK (queue_refresh),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::state",
                                  G_CALLBACK (queue_refresh), self);
}

GtkWidget *
rt_exchange_view_new (void)
{
  return g_object_new (RT_TYPE_EXCHANGE_VIEW, NULL);
}

/**
 * rt_exchange_view_prepare:
 * @self: a view
 *
 * Makes one of the parts that most answers need, ahead of the first.
 *
 * Returns: %FALSE if they are all there
 */
gboolean
rt_exchange_view_prepare (RtExchangeView *self)
{
  g_return_val_if_fail (RT_IS_EXCHANGE_VIEW (self), FALSE);

  return rt_exchange_panes_prepare (self->panes);
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

  if (!g_set_object (&self->exchange, exchange))
    return;
  g_signal_group_set_target (self->signals, exchange);
  refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXCHANGE]);
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

  if (!g_set_object (&self->previous, previous))
    return;
  rt_exchange_panes_set_previous (self->panes, previous);
  refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREVIOUS]);
}

/**
 * rt_exchange_view_compare_with:
 * @self: a view
 * @previous: an earlier exchange
 *
 * Shows how what is looked at differs from @previous.
 */
void
rt_exchange_view_compare_with (RtExchangeView *self, RtExchange *previous)
{
  g_return_if_fail (RT_IS_EXCHANGE_VIEW (self));

  rt_exchange_view_set_previous (self, previous);
  rt_exchange_panes_set_visible (self->panes, "compare");
}
