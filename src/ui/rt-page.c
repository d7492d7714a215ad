/* What every tab is: its own controls above the one view of an exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-page-private.h"

#include "ui/rt-style.h"
#include "ui/rt-trial-button.h"

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RtPage, rt_page, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_WORKBENCH = 1,
  PROP_CONTROLS,
  PROP_SLOT,
  PROP_EMPTY,
  PROP_EXCHANGE,
  PROP_BUSY,
  PROP_ADDRESS,
  PROP_DIVIDER,
} RtPageProperty;

static GParamSpec *properties[PROP_DIVIDER + 1];

RtPagePrivate *
rt_page_get_private (RtPage *self)
{
  return rt_page_get_instance_private (self);
}

static void
on_view_send (RtExchangeView *view, RtRequest *request, RtPage *self)
{
  rt_page_send (self, request);
}

static void
on_view_trust (RtExchangeView *view,
               const char *host,
               guint port,
               const char *sha256,
               GDateTime *until,
               RtPage *self)
{
  RtPagePrivate *priv = rt_page_get_instance_private (self);

  rt_trust_add (rt_workbench_get_trust (priv->workbench), host, port, sha256, until);
  rt_page_send_again (self);
}

static void
on_divider_moved (RtPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIVIDER]);
}

static int
get_divider (RtPage *self)
{
  RtPagePrivate *priv = rt_page_get_instance_private (self);
  gboolean set;

  g_object_get (priv->paned, "position-set", &set, NULL);
  return set ? gtk_paned_get_position (priv->paned) : -1;
}

static void
on_view_made (RtPage *self, RtExchangeView *view)
{
  g_signal_connect_object (view, "send", G_CALLBACK (on_view_send), self, 0);
  g_signal_connect_object (view, "trust", G_CALLBACK (on_view_trust), self, 0);
}

static void
rt_page_map (GtkWidget *widget)
{
  RtPagePrivate *priv = rt_page_get_instance_private (RT_PAGE (widget));

  GTK_WIDGET_CLASS (rt_page_parent_class)->map (widget);
  if (rt_page_can_send (RT_PAGE (widget)))
    rt_exchange_bin_warm_up (priv->bottom);
}

static void
rt_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (rt_page_parent_class)->constructed (object);
  rt_page_set_up_address (RT_PAGE (object));
}

static void
rt_page_dispose (GObject *object)
{
  RtPagePrivate *priv = rt_page_get_instance_private (RT_PAGE (object));

  g_clear_object (&priv->prompt);
  g_clear_object (&priv->sender);
  g_clear_object (&priv->transport);
  g_clear_object (&priv->exchange);
  g_clear_object (&priv->workbench);
  /* A base class must not dispose of its template: GTK 4.8 aborts. */
  g_clear_pointer (&priv->box, gtk_widget_unparent);
  G_OBJECT_CLASS (rt_page_parent_class)->dispose (object);
}

static void
rt_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtPage *self = RT_PAGE (object);
  RtPagePrivate *priv = rt_page_get_instance_private (self);

  switch ((RtPageProperty)id)
    {
    case PROP_WORKBENCH:
      g_value_set_object (value, priv->workbench);
      break;
    case PROP_EXCHANGE:
      g_value_set_object (value, priv->exchange);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, rt_page_get_busy (self));
      break;
    case PROP_DIVIDER:
      g_value_set_int (value, get_divider (self));
      break;
    case PROP_CONTROLS:
    case PROP_SLOT:
    case PROP_EMPTY:
    case PROP_ADDRESS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RtPage *self = RT_PAGE (object);
  RtPagePrivate *priv = rt_page_get_instance_private (self);

  switch ((RtPageProperty)id)
    {
    case PROP_WORKBENCH:
      priv->workbench = g_value_dup_object (value);
      rt_page_set_up_sending (self);
      break;
    case PROP_CONTROLS:
      adw_bin_set_child (priv->controls, g_value_get_object (value));
      gtk_widget_set_visible (priv->top, adw_bin_get_child (priv->controls) != NULL);
      break;
    case PROP_SLOT:
      gtk_paned_set_start_child (priv->paned, g_value_get_object (value));
      break;
    case PROP_EMPTY:
      rt_exchange_bin_set_empty (priv->bottom, g_value_get_object (value));
      break;
    case PROP_ADDRESS:
      priv->address = g_value_get_object (value);
      break;
    case PROP_DIVIDER:
      gtk_paned_set_position (priv->paned, g_value_get_int (value));
      break;
    case PROP_EXCHANGE:
    case PROP_BUSY:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags
      = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read_flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags part_flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_WORKBENCH] = g_param_spec_object (
      "workbench", NULL, NULL, RT_TYPE_WORKBENCH,
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /* The parts that a subclass brings: see RtPageClass. */
  properties[PROP_CONTROLS]
      = g_param_spec_object ("controls", NULL, NULL, GTK_TYPE_WIDGET, part_flags);
  properties[PROP_SLOT]
      = g_param_spec_object ("slot", NULL, NULL, GTK_TYPE_WIDGET, part_flags);
  properties[PROP_EMPTY]
      = g_param_spec_object ("empty", NULL, NULL, GTK_TYPE_WIDGET, part_flags);

  properties[PROP_ADDRESS]
      = g_param_spec_object ("address", NULL, NULL, RT_TYPE_ADDRESS_BAR, part_flags);

  /* What the user looks at. */
  properties[PROP_EXCHANGE]
      = g_param_spec_object ("exchange", NULL, NULL, RT_TYPE_EXCHANGE, read_flags);

  /**
   * RtPage:busy:
   *
   * Whether something that this page sent is in flight.
   */
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, read_flags);

  /**
   * RtPage:divider:
   *
   * Height of the slot in pixels, or -1 for what it needs.
   */
  properties[PROP_DIVIDER]
      = g_param_spec_int ("divider", NULL, NULL, -1, G_MAXINT, -1, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rt_page_class_init (RtPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = rt_page_constructed;
  object_class->dispose = rt_page_dispose;
  object_class->get_property = rt_page_get_property;
  object_class->set_property = rt_page_set_property;
  widget_class->map = rt_page_map;
  rt_page_address_install (klass);
  rt_style_ensure ();
  install_properties (object_class);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, RtPage, box);
  gtk_widget_class_bind_template_child_private (widget_class, RtPage, top);
  gtk_widget_class_bind_template_child_private (widget_class, RtPage, controls);
  gtk_widget_class_bind_template_child_private (widget_class, RtPage, paned);
  gtk_widget_class_bind_template_child_private (widget_class, RtPage, bottom);
  gtk_widget_class_bind_template_callback (widget_class, on_view_made);
}

static void
rt_page_init (RtPage *self)
{
  RtPagePrivate *priv = rt_page_get_instance_private (self);

  g_type_ensure (ADW_TYPE_BIN);
  g_type_ensure (RT_TYPE_EXCHANGE_BIN);
  g_type_ensure (RT_TYPE_TRIAL_BUTTON);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (priv->paned, "notify::position-set",
                           G_CALLBACK (on_divider_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->paned, "notify::position", G_CALLBACK (on_divider_moved),
                           self, G_CONNECT_SWAPPED);
}

RtWorkbench *
rt_page_get_workbench (RtPage *self)
{
  g_return_val_if_fail (RT_IS_PAGE (self), NULL);

  return ((RtPagePrivate *)rt_page_get_instance_private (self))->workbench;
}

RtExchange *
rt_page_get_exchange (RtPage *self)
{
  g_return_val_if_fail (RT_IS_PAGE (self), NULL);

  return ((RtPagePrivate *)rt_page_get_instance_private (self))->exchange;
}

/**
 * rt_page_can_send:
 * @self: a page
 *
 * Says whether the page sends requests of its own, and shows what comes of them.
 *
 * Returns: %FALSE for one that has no exchange
 */
gboolean
rt_page_can_send (RtPage *self)
{
  g_return_val_if_fail (RT_IS_PAGE (self), FALSE);

  return RT_PAGE_GET_CLASS (self)->submit != NULL;
}

/**
 * rt_page_show_empty:
 * @self: a page
 * @is_shown: whether what stands in the place of an exchange is shown while there is none
 *
 * Leaves all of the page to the slot where that has something to show of its own.
 */
void
rt_page_show_empty (RtPage *self, gboolean is_shown)
{
  RtPagePrivate *priv = rt_page_get_instance_private (self);

  g_return_if_fail (RT_IS_PAGE (self));

  rt_exchange_bin_show_empty (priv->bottom, is_shown);
}
