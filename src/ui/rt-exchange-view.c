/* The one widget that shows an exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-exchange-view.h"

#include "core/http/rt-curl-command.h"
#include "ui/rt-body-view.h"
#include "ui/rt-compare-view.h"
#include "ui/rt-exchange-head.h"
#include "ui/rt-field-row.h"
#include "ui/rt-fields-view.h"
#include "ui/rt-hops-view.h"
#include "ui/rt-pane-switcher.h"
#include "ui/rt-raw-view.h"
#include "ui/rt-save-bar.h"
#include "ui/rt-security-view.h"
#include "ui/rt-timing-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _RtExchangeView
{
  GtkWidget parent_instance;

  GSignalGroup *signals; /* of the exchange */
  RtExchange *exchange;  /* nullable */
  RtExchange *previous;  /* what to compare with, nullable */
  RtHop *chosen_hop;     /* nullable: the last one */
  GHashTable *fresh;     /* the panes that show the newest state */
  guint pending;         /* source that refreshes */

  GtkStack *stack;
  AdwBin *empty;
  RtExchangeHead *head;
  GtkStack *panes;
  GtkStackPage *hops_page;
  GtkStackPage *compare_page;
  RtBodyView *body;
  RtCompareView *compare;
  GtkWidget *find_button;
  GtkWidget *copy_button;
  GtkWidget *save_button;
  RtSaveBar *save_bar;
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

static RtHop *
get_hop (RtExchangeView *self)
{
  return self->chosen_hop != NULL ? self->chosen_hop
                                  : rt_exchange_get_last_hop (self->exchange);
}

static void
show_pane (RtExchangeView *self)
{
  GtkWidget *pane = gtk_stack_get_visible_child (self->panes);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exchange.find",
                                 rt_exchange_pane_can_find (RT_EXCHANGE_PANE (pane)));
  if (g_hash_table_add (self->fresh, pane))
    rt_exchange_pane_show (RT_EXCHANGE_PANE (pane), self->exchange, get_hop (self));
}

static void
show_hop_count (RtExchangeView *self)
{
  guint count = g_list_model_get_n_items (rt_exchange_get_hops (self->exchange));
  g_autofree char *title = NULL;

  if (count < 2)
    title = g_strdup (_ ("Hops"));
  else
    /* Translators: the title of a view, and the number of hops. */
    title = g_strdup_printf (_ ("Hops %u"), count);
  if (g_strcmp0 (gtk_stack_page_get_title (self->hops_page), title) != 0)
    gtk_stack_page_set_title (self->hops_page, title);
}

static void
show_actions (RtExchangeView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean over = rt_exchange_is_over (self->exchange);
  RtBody *body = rt_exchange_get_body (self->exchange);
  GBytes *preview = rt_body_get_preview (body);
  gboolean has_body = preview != NULL && g_bytes_get_size (preview) > 0;
  gboolean can_save = over && has_body && rt_body_can_save (body);

  gtk_widget_action_set_enabled (widget, "exchange.copy-body", has_body);
  gtk_widget_action_set_enabled (widget, "exchange.save-decoded", can_save);
  gtk_widget_action_set_enabled (widget, "exchange.save-received", can_save);
  gtk_widget_action_set_enabled (widget, "exchange.save-har", over);
  gtk_widget_action_set_enabled (widget, "exchange.save-har-with-secrets", over);
}

static void
refresh (RtExchangeView *self)
{
  g_clear_handle_id (&self->pending, g_source_remove);
  g_hash_table_remove_all (self->fresh);
  if (self->exchange == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "exchange");
  rt_exchange_head_show (self->head, self->exchange);
  show_hop_count (self);
  show_actions (self);
  gtk_stack_page_set_visible (
      self->compare_page, self->previous != NULL && rt_exchange_is_over (self->exchange));
  show_pane (self);
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
on_pane_changed (RtExchangeView *self)
{
  if (self->exchange != NULL)
    show_pane (self);
}

static void
on_hop_chosen (RtExchangeView *self, RtHop *hop)
{
  if (hop == rt_exchange_get_last_hop (self->exchange))
    hop = NULL;
  if (!g_set_object (&self->chosen_hop, hop))
    return;
  g_hash_table_remove_all (self->fresh);
  show_pane (self);
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
      gtk_stack_set_visible_child_name (self->panes, "security");
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
on_go_back (RtExchangeView *self)
{
  gtk_stack_set_visible_child_name (self->panes, "body");
}

static void
on_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangeView *self = RT_EXCHANGE_VIEW (widget);
  RtExchangePane *pane = RT_EXCHANGE_PANE (gtk_stack_get_visible_child (self->panes));

  if (self->exchange != NULL && rt_exchange_pane_can_find (pane))
    rt_exchange_pane_find (pane);
}

static void
on_copy_body (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangeView *self = RT_EXCHANGE_VIEW (widget);

  if (self->exchange == NULL)
    return;
  rt_exchange_pane_show (RT_EXCHANGE_PANE (self->body), self->exchange, get_hop (self));
  rt_body_view_copy (self->body);
}

static void
on_copy_fields (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangeView *self = RT_EXCHANGE_VIEW (widget);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = NULL;

  if (self->exchange == NULL)
    return;
  rows = rt_field_rows_for_hop (self->exchange, get_hop (self));
  text = rt_field_rows_to_text (rows);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
on_copy_curl (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangeView *self = RT_EXCHANGE_VIEW (widget);
  g_autofree char *text = NULL;

  if (self->exchange == NULL)
    return;
  text = rt_curl_command_format (rt_exchange_get_request (self->exchange));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
on_save_body (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangeView *self = RT_EXCHANGE_VIEW (widget);

  if (self->exchange != NULL)
    rt_save_bar_ask_for_body (self->save_bar, self->exchange,
                              g_str_equal (action, "exchange.save-decoded"));
}

static void
on_save_har (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangeView *self = RT_EXCHANGE_VIEW (widget);

  if (self->exchange != NULL)
    rt_save_bar_ask_for_har (self->save_bar, self->exchange,
                             g_str_equal (action, "exchange.save-har-with-secrets"));
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
  g_clear_object (&self->chosen_hop);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_EXCHANGE_VIEW);
  G_OBJECT_CLASS (rt_exchange_view_parent_class)->dispose (object);
}

static void
rt_exchange_view_finalize (GObject *object)
{
  g_hash_table_unref (RT_EXCHANGE_VIEW (object)->fresh);
  G_OBJECT_CLASS (rt_exchange_view_parent_class)->finalize (object);
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
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider,
                                       "/io/github/roundtriphttp/Roundtrip/ui/rt-ui.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
ensure_types (void)
{
  g_type_ensure (ADW_TYPE_STATUS_PAGE);
  g_type_ensure (RT_TYPE_BODY_VIEW);
  g_type_ensure (RT_TYPE_COMPARE_VIEW);
  g_type_ensure (RT_TYPE_EXCHANGE_HEAD);
  g_type_ensure (RT_TYPE_FIELDS_VIEW);
  g_type_ensure (RT_TYPE_HOPS_VIEW);
  g_type_ensure (RT_TYPE_PANE_SWITCHER);
  g_type_ensure (RT_TYPE_RAW_VIEW);
  g_type_ensure (RT_TYPE_SAVE_BAR);
  g_type_ensure (RT_TYPE_SECURITY_VIEW);
  g_type_ensure (RT_TYPE_TIMING_VIEW);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-exchange-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, stack);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, empty);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, head);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, panes);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, hops_page);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, compare_page);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, body);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, compare);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, find_button);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, copy_button);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, save_button);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeView, save_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_action);
  gtk_widget_class_bind_template_callback (widget_class, on_pane_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_hop_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_trust);
  gtk_widget_class_bind_template_callback (widget_class, on_go_back);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "exchange.find", NULL, on_find);
  gtk_widget_class_install_action (widget_class, "exchange.copy-body", NULL,
                                   on_copy_body);
  gtk_widget_class_install_action (widget_class, "exchange.copy-fields", NULL,
                                   on_copy_fields);
  gtk_widget_class_install_action (widget_class, "exchange.copy-curl", NULL,
                                   on_copy_curl);
  gtk_widget_class_install_action (widget_class, "exchange.save-decoded", NULL,
                                   on_save_body);
  gtk_widget_class_install_action (widget_class, "exchange.save-received", NULL,
                                   on_save_body);
  gtk_widget_class_install_action (widget_class, "exchange.save-har", NULL, on_save_har);
  gtk_widget_class_install_action (widget_class, "exchange.save-har-with-secrets", NULL,
                                   on_save_har);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "exchange.find", NULL);
}

static void
rt_exchange_view_class_init (RtExchangeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags
      = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rt_exchange_view_dispose;
  object_class->finalize = rt_exchange_view_finalize;
  object_class->get_property = rt_exchange_view_get_property;
  object_class->set_property = rt_exchange_view_set_property;
  widget_class->map = rt_exchange_view_map;

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

  ensure_types ();
  load_style ();
  bind_template (widget_class);
  install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
name_button (GtkWidget *button, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
rt_exchange_view_init (RtExchangeView *self)
{
  self->fresh = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  name_button (self->find_button, _ ("Find in this view"));
  name_button (self->copy_button, _ ("Copy"));
  name_button (self->save_button, _ ("Save"));
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

  if (!g_set_object (&self->exchange, exchange))
    return;
  g_clear_object (&self->chosen_hop);
  g_signal_group_set_target (self->signals, exchange);
  refresh (self);
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

  if (!g_set_object (&self->previous, previous))
    return;
  rt_compare_view_set_previous (self->compare, previous);
  refresh (self);
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
