/* The views on an exchange, the row that chooses one, and what can be taken out of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-exchange-panes-private.h"

#include "ui/rt-accessible-name.h"
#include "ui/rt-compare-view.h"
#include "ui/rt-exchange-exports.h"
#include "ui/rt-exchange-pane.h"
#include "ui/rt-fields-view.h"
#include "ui/rt-hops-view.h"
#include "ui/rt-lazy-bin.h"
#include "ui/rt-pane-switcher.h"
#include "ui/rt-raw-view.h"
#include "ui/rt-security-view.h"
#include "ui/rt-server-side-watch.h"
#include "ui/rt-timing-view.h"

#include <glib/gi18n.h>

struct _RtExchangePanes
{
  GtkWidget parent_instance;

  RtExchange *exchange; /* nullable */
  RtExchange *previous; /* what to compare with, nullable */
  RtHop *chosen_hop;    /* nullable: the last one */
  GHashTable *fresh;    /* the panes that show the newest state */
  RtServerSideWatch *server_watch;

  GtkWidget *content;
  GtkStack *panes;
  GtkStackPage *hops_page;
  GtkStackPage *server_page;
  GtkStackPage *compare_page;
  RtLazyBin *body;
  RtLazyBin *compare;
  GtkWidget *find_button;
  GtkWidget *copy_button;
  GtkWidget *save_button;
  RtSaveBar *save_bar;
};

G_DEFINE_FINAL_TYPE (RtExchangePanes, rt_exchange_panes, GTK_TYPE_WIDGET)

enum
{
  TRUST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The one in sight. */
static RtExchangePane *
get_pane (RtExchangePanes *self)
{
  return rt_lazy_bin_get (RT_LAZY_BIN (gtk_stack_get_visible_child (self->panes)));
}

static void
show_pane (RtExchangePanes *self)
{
  RtExchangePane *pane = get_pane (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exchange.find",
                                 rt_exchange_pane_can_find (pane));
  if (g_hash_table_add (self->fresh, pane))
    rt_exchange_pane_show (pane, self->exchange, rt_exchange_panes_get_hop (self));
}

static void
show_hop_count (RtExchangePanes *self)
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
on_pane_changed (RtExchangePanes *self)
{
  if (self->exchange != NULL)
    show_pane (self);
}

static void
on_hop_chosen (RtExchangePanes *self, RtHop *hop)
{
  if (hop == rt_exchange_get_last_hop (self->exchange))
    hop = NULL;
  if (!g_set_object (&self->chosen_hop, hop))
    return;
  g_hash_table_remove_all (self->fresh);
  rt_server_side_watch_look (self->server_watch, self->exchange,
                             rt_exchange_panes_get_hop (self));
  show_pane (self);
}

static void
on_trust (RtExchangePanes *self,
          const char *host,
          guint port,
          const char *sha256,
          GDateTime *until)
{
  g_signal_emit (self, signals[TRUST], 0, host, port, sha256, until);
}

static void
on_go_back (RtExchangePanes *self)
{
  gtk_stack_set_visible_child_name (self->panes, "body");
}

static void
on_hops_made (RtExchangePanes *self, GtkWidget *hops)
{
  g_signal_connect_object (hops, "chosen", G_CALLBACK (on_hop_chosen), self,
                           G_CONNECT_SWAPPED);
}

static void
on_security_made (RtExchangePanes *self, GtkWidget *security)
{
  g_signal_connect_object (security, "trust", G_CALLBACK (on_trust), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (security, "go-back", G_CALLBACK (on_go_back), self,
                           G_CONNECT_SWAPPED);
}

static void
on_server_made (RtExchangePanes *self, GtkWidget *view)
{
  rt_fields_view_show_server_side (RT_FIELDS_VIEW (view));
}

static void
on_compare_made (RtExchangePanes *self, GtkWidget *compare)
{
  rt_compare_view_set_previous (RT_COMPARE_VIEW (compare), self->previous);
}

static void
on_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangePanes *self = RT_EXCHANGE_PANES (widget);

  if (self->exchange != NULL && gtk_widget_get_mapped (widget)
      && rt_exchange_pane_can_find (get_pane (self)))
    rt_exchange_pane_find (get_pane (self));
}

static void
rt_exchange_panes_dispose (GObject *object)
{
  RtExchangePanes *self = RT_EXCHANGE_PANES (object);

  g_clear_object (&self->server_watch);
  g_clear_object (&self->exchange);
  g_clear_object (&self->previous);
  g_clear_object (&self->chosen_hop);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_EXCHANGE_PANES);
  G_OBJECT_CLASS (rt_exchange_panes_parent_class)->dispose (object);
}

static void
rt_exchange_panes_finalize (GObject *object)
{
  g_hash_table_unref (RT_EXCHANGE_PANES (object)->fresh);
  G_OBJECT_CLASS (rt_exchange_panes_parent_class)->finalize (object);
}

static void
ensure_types (void)
{
  g_type_ensure (RT_TYPE_BODY_VIEW);
  g_type_ensure (RT_TYPE_COMPARE_VIEW);
  g_type_ensure (RT_TYPE_FIELDS_VIEW);
  g_type_ensure (RT_TYPE_HOPS_VIEW);
  g_type_ensure (RT_TYPE_LAZY_BIN);
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
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-exchange-panes.ui");
  gtk_widget_class_bind_template_child (widget_class, RtExchangePanes, content);
  gtk_widget_class_bind_template_child (widget_class, RtExchangePanes, panes);
  gtk_widget_class_bind_template_child (widget_class, RtExchangePanes, hops_page);
  gtk_widget_class_bind_template_child (widget_class, RtExchangePanes, server_page);
  gtk_widget_class_bind_template_child (widget_class, RtExchangePanes, compare_page);
  gtk_widget_class_bind_template_child (widget_class, RtExchangePanes, body);
  gtk_widget_class_bind_template_child (widget_class, RtExchangePanes, compare);
  gtk_widget_class_bind_template_child (widget_class, RtExchangePanes, find_button);
  gtk_widget_class_bind_template_child (widget_class, RtExchangePanes, copy_button);
  gtk_widget_class_bind_template_child (widget_class, RtExchangePanes, save_button);
  gtk_widget_class_bind_template_child (widget_class, RtExchangePanes, save_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_pane_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_hops_made);
  gtk_widget_class_bind_template_callback (widget_class, on_security_made);
  gtk_widget_class_bind_template_callback (widget_class, on_server_made);
  gtk_widget_class_bind_template_callback (widget_class, on_compare_made);
}

static void
rt_exchange_panes_class_init (RtExchangePanesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_exchange_panes_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_exchange_panes_finalize;

  /**
   * RtExchangePanes::trust:
   * @self: the panes
   * @host: the host's name in ASCII
   * @port: its port
   * @sha256: fingerprint of the certificate
   * @until: (nullable): the end of the trust; %NULL means the end of this session
   *
   * The user trusts a refused certificate for one host and port.
   */
  signals[TRUST] = g_signal_new ("trust", RT_TYPE_EXCHANGE_PANES, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING,
                                 G_TYPE_UINT, G_TYPE_STRING, G_TYPE_DATE_TIME);
  ensure_types ();
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "exchange.find", NULL, on_find);
  rt_exchange_exports_install (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_exchange_panes_init (RtExchangePanes *self)
{
  self->fresh = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->server_watch = rt_server_side_watch_new (self->server_page);
  rt_accessible_name_set (self->find_button, _ ("Find in this view"));
  rt_accessible_name_set (self->copy_button, _ ("Copy"));
  rt_accessible_name_set (self->save_button, _ ("Save"));
}

/**
 * rt_exchange_panes_prepare:
 * @self: the panes
 *
 * Makes one of the parts that most answers need, ahead of the first.
 *
 * Returns: %FALSE if they are all there
 */
gboolean
rt_exchange_panes_prepare (RtExchangePanes *self)
{
  g_return_val_if_fail (RT_IS_EXCHANGE_PANES (self), FALSE);

  if (rt_lazy_bin_peek (self->body) != NULL)
    return rt_body_view_prepare (rt_lazy_bin_peek (self->body));
  rt_lazy_bin_get (self->body);
  return TRUE;
}

/**
 * rt_exchange_panes_show:
 * @self: the panes
 * @exchange: what to show
 *
 * Shows how @exchange stands now.  Only the pane in sight is drawn.
 */
void
rt_exchange_panes_show (RtExchangePanes *self, RtExchange *exchange)
{
  g_return_if_fail (RT_IS_EXCHANGE_PANES (self));

  if (g_set_object (&self->exchange, exchange))
    g_clear_object (&self->chosen_hop);
  g_hash_table_remove_all (self->fresh);
  show_hop_count (self);
  rt_exchange_exports_update (self);
  gtk_stack_page_set_visible (self->compare_page,
                              self->previous != NULL && rt_exchange_is_over (exchange));
  rt_server_side_watch_look (self->server_watch, exchange,
                             rt_exchange_panes_get_hop (self));
  show_pane (self);
}

/**
 * rt_exchange_panes_set_previous:
 * @self: the panes
 * @previous: (nullable): an earlier exchange
 *
 * Offers a comparison with @previous from the next time on that something is shown.
 */
void
rt_exchange_panes_set_previous (RtExchangePanes *self, RtExchange *previous)
{
  g_return_if_fail (RT_IS_EXCHANGE_PANES (self));

  if (g_set_object (&self->previous, previous)
      && rt_lazy_bin_peek (self->compare) != NULL)
    rt_compare_view_set_previous (rt_lazy_bin_peek (self->compare), previous);
}

void
rt_exchange_panes_set_visible (RtExchangePanes *self, const char *name)
{
  g_return_if_fail (RT_IS_EXCHANGE_PANES (self));

  gtk_stack_set_visible_child_name (self->panes, name);
}

RtExchange *
rt_exchange_panes_get_exchange (RtExchangePanes *self)
{
  g_return_val_if_fail (RT_IS_EXCHANGE_PANES (self), NULL);

  return self->exchange;
}

/**
 * rt_exchange_panes_get_hop:
 * @self: panes that show an exchange
 *
 * Returns: (transfer none) (nullable): the hop that the user chose, else the last one
 */
RtHop *
rt_exchange_panes_get_hop (RtExchangePanes *self)
{
  g_return_val_if_fail (RT_IS_EXCHANGE_PANES (self), NULL);

  return self->chosen_hop != NULL ? self->chosen_hop
                                  : rt_exchange_get_last_hop (self->exchange);
}

RtBodyView *
rt_exchange_panes_get_body_view (RtExchangePanes *self)
{
  g_return_val_if_fail (RT_IS_EXCHANGE_PANES (self), NULL);

  return rt_lazy_bin_get (self->body);
}

RtSaveBar *
rt_exchange_panes_get_save_bar (RtExchangePanes *self)
{
  g_return_val_if_fail (RT_IS_EXCHANGE_PANES (self), NULL);

  return self->save_bar;
}
