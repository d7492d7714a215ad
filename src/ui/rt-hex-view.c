/* Bytes in hex, with the letters beside them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-hex-view.h"

#include "ui/rt-hex-rows.h"

#include <glib/gi18n.h>

struct _RtHexView
{
  GtkWidget parent_instance;

  RtHexRows *rows;

  GtkWidget *scroller;
};

G_DEFINE_FINAL_TYPE (RtHexView, rt_hex_view, GTK_TYPE_WIDGET)

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_inscription_new (NULL);

  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (label), 80);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (label), 80);
  gtk_widget_add_css_class (label, "exchange-text");
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)),
                            gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
rt_hex_view_dispose (GObject *object)
{
  RtHexView *self = RT_HEX_VIEW (object);

  g_clear_object (&self->rows);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (rt_hex_view_parent_class)->dispose (object);
}

static void
rt_hex_view_class_init (RtHexViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_hex_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
rt_hex_view_init (RtHexView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *rows;
  GtkWidget *list;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  self->rows = rt_hex_rows_new ();
  rows = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  list = gtk_list_view_new (GTK_SELECTION_MODEL (rows), factory);
  gtk_widget_add_css_class (list, "hex");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Bytes in hex"), -1);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), list);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * rt_hex_view_set_bytes:
 * @self: a view
 * @bytes: (nullable): what to show
 *
 * Shows @bytes; only the rows in sight are made.
 */
void
rt_hex_view_set_bytes (RtHexView *self, GBytes *bytes)
{
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);

  g_return_if_fail (RT_IS_HEX_VIEW (self));

  rt_hex_rows_set_bytes (self->rows, bytes != NULL ? bytes : none);
}
