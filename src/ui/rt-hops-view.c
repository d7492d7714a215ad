/* The hops of a redirect chain; the chosen one is what the other views show. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-hops-view.h"

#include "ui/rt-hop-row.h"

#include <glib/gi18n.h>

struct _RtHopsView
{
  GtkWidget parent_instance;

  GListModel *hops; /* nullable */
  gboolean showing; /* the selection follows the model, not the user */

  GtkWidget *scroller;
  GtkListBox *list;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return rt_hop_row_new (item);
}

static void
on_row_selected (RtHopsView *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->showing)
    g_signal_emit (self, signals[CHOSEN], 0, rt_hop_row_get_hop (RT_HOP_ROW (row)));
}

static void
rt_hops_view_show (RtExchangePane *pane, RtExchange *exchange, RtHop *hop)
{
  RtHopsView *self = RT_HOPS_VIEW (pane);
  GtkListBoxRow *row;

  self->showing = TRUE;
  if (g_set_object (&self->hops, rt_exchange_get_hops (exchange)))
    gtk_list_box_bind_model (self->list, self->hops, create_row, NULL, NULL);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      rt_hop_row_update (RT_HOP_ROW (row), rt_exchange_is_over (exchange));
      if (rt_hop_row_get_hop (RT_HOP_ROW (row)) == hop)
        gtk_list_box_select_row (self->list, row);
    }
  self->showing = FALSE;
}

static void
rt_hops_view_pane_init (RtExchangePaneInterface *iface)
{
  iface->show = rt_hops_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtHopsView,
                               rt_hops_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RT_TYPE_EXCHANGE_PANE,
                                                      rt_hops_view_pane_init))

static void
rt_hops_view_dispose (GObject *object)
{
  RtHopsView *self = RT_HOPS_VIEW (object);

  if (self->scroller != NULL)
    {
      self->showing = TRUE;
      gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
    }
  g_clear_object (&self->hops);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (rt_hops_view_parent_class)->dispose (object);
}

static void
rt_hops_view_class_init (RtHopsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_hops_view_dispose;

  /**
   * RtHopsView::chosen:
   * @self: the view
   * @hop: the hop
   *
   * The user chose @hop.
   */
  signals[CHOSEN] = g_signal_new ("chosen", RT_TYPE_HOPS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, RT_TYPE_HOP);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
rt_hops_view_init (RtHopsView *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Hops"), -1);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (on_row_selected), self,
                           G_CONNECT_SWAPPED);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller),
                                 GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
