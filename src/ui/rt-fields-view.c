/* The fields of a request and its answer, as they were on the wire. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-fields-view.h"

#include "ui/rt-field-row.h"
#include "ui/rt-field-widget.h"
#include "ui/rt-server-side-rows.h"

#include <glib/gi18n.h>

struct _RtFieldsView
{
  GtkWidget parent_instance;

  GListStore *rows; /* of RtFieldRow */
  GtkFilter *matches;
  char *needle; /* case-folded */
  RtHop *hop;   /* what the rows were made from, nullable */
  gboolean is_of_server;
  const RtWireReport *report;

  GtkWidget *box;
  GtkEditable *filter;
  GtkListView *list;
};

static gboolean
row_matches (gpointer item, gpointer user_data)
{
  RtFieldsView *self = user_data;

  return rt_field_row_matches (item, self->needle);
}

static void
on_filter_changed (RtFieldsView *self)
{
  g_free (self->needle);
  self->needle = g_utf8_casefold (gtk_editable_get_text (self->filter), -1);
  gtk_filter_changed (self->matches, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, rt_field_widget_new ());
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item)
{
  rt_field_widget_set_row (RT_FIELD_WIDGET (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
on_unbind (GtkListItemFactory *factory, GtkListItem *item)
{
  rt_field_widget_set_row (RT_FIELD_WIDGET (gtk_list_item_get_child (item)), NULL);
}

static void
set_rows (RtFieldsView *self, GPtrArray *rows)
{
  g_list_store_splice (self->rows, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->rows)), rows->pdata,
                       rows->len);
}

static void
show_server_side (RtFieldsView *self, RtExchange *exchange, const RtWireReport *report)
{
  g_autoptr (RtServerSide) side = rt_wire_report_find_server_side (report);
  g_autoptr (GPtrArray) rows = NULL;

  if (side == NULL)
    rows = g_ptr_array_new ();
  else
    rows = rt_server_side_rows (report, side, rt_exchange_get_origin_us (exchange));
  set_rows (self, rows);
}

/* Reports are immutable and hops keep the newest: the same pointer holds the same. */
static void
rt_fields_view_show (RtExchangePane *pane, RtExchange *exchange, RtHop *hop)
{
  RtFieldsView *self = RT_FIELDS_VIEW (pane);
  const RtWireReport *report = hop != NULL ? rt_hop_get_report (hop) : NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (self->is_of_server)
    {
      if (report != NULL)
        show_server_side (self, exchange, report);
      return;
    }
  if (hop != NULL && self->hop == hop && self->report != NULL
      && self->report->request_head == report->request_head
      && self->report->answer_head == report->answer_head
      && self->report->trailers == report->trailers)
    return;
  g_set_object (&self->hop, hop);
  rows = rt_field_rows_for_hop (exchange, hop);
  set_rows (self, rows);
  if (self->report != NULL)
    rt_wire_report_unref ((RtWireReport *)self->report);
  self->report = report != NULL ? rt_wire_report_ref ((RtWireReport *)report) : NULL;
}

static void
rt_fields_view_find (RtExchangePane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (RT_FIELDS_VIEW (pane)->filter));
}

static void
rt_fields_view_pane_init (RtExchangePaneInterface *iface)
{
  iface->show = rt_fields_view_show;
  iface->find = rt_fields_view_find;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtFieldsView,
                               rt_fields_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RT_TYPE_EXCHANGE_PANE,
                                                      rt_fields_view_pane_init))

static void
rt_fields_view_dispose (GObject *object)
{
  RtFieldsView *self = RT_FIELDS_VIEW (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->rows);
  g_clear_object (&self->hop);
  if (self->report != NULL)
    rt_wire_report_unref ((RtWireReport *)self->report);
  self->report = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_FIELDS_VIEW);
  G_OBJECT_CLASS (rt_fields_view_parent_class)->dispose (object);
}

static void
rt_fields_view_finalize (GObject *object)
{
  g_free (RT_FIELDS_VIEW (object)->needle);
  G_OBJECT_CLASS (rt_fields_view_parent_class)->finalize (object);
}

static void
rt_fields_view_class_init (RtFieldsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_fields_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_fields_view_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-fields-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFieldsView, box);
  gtk_widget_class_bind_template_child (widget_class, RtFieldsView, filter);
  gtk_widget_class_bind_template_child (widget_class, RtFieldsView, list);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_fields_view_init (RtFieldsView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;
  g_autoptr (GtkNoSelection) selection = NULL;

  self->needle = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  self->rows = g_list_store_new (RT_TYPE_FIELD_ROW);
  self->matches = GTK_FILTER (gtk_custom_filter_new (row_matches, self, NULL));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)),
                                        self->matches);
  selection = gtk_no_selection_new (G_LIST_MODEL (filtered));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Filter fields"), -1);
}

/**
 * rt_fields_view_show_server_side:
 * @self: a view that has shown nothing yet
 *
 * Has it show what a server of ours saw, in place of what our client did.
 */
void
rt_fields_view_show_server_side (RtFieldsView *self)
{
  g_return_if_fail (RT_IS_FIELDS_VIEW (self));

  self->is_of_server = TRUE;
}
