/* Where others on the network can reach a server, for people and for phones. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-server-addresses.h"

#include "ui/rt-qr-code.h"

#include <glib/gi18n.h>

struct _RtServerAddresses
{
  GtkWidget parent_instance;

  GtkStack *stack;
  RtQrCode *code; /* of the address that is selected */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (RtServerAddresses, rt_server_addresses, GTK_TYPE_WIDGET)

static void
on_row_selected (RtServerAddresses *self, GtkListBoxRow *row)
{
  if (row != NULL)
    rt_qr_code_set_text (
        self->code, gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row))));
}

static void
on_copy_clicked (RtServerAddresses *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          rt_qr_code_get_text (self->code));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                              _ ("The address is copied"));
}

static void
rt_server_addresses_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_SERVER_ADDRESSES);
  G_OBJECT_CLASS (rt_server_addresses_parent_class)->dispose (object);
}

static void
rt_server_addresses_class_init (RtServerAddressesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_server_addresses_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/servers/rt-server-addresses.ui");
  gtk_widget_class_bind_template_child (widget_class, RtServerAddresses, stack);
  gtk_widget_class_bind_template_child (widget_class, RtServerAddresses, code);
  gtk_widget_class_bind_template_child (widget_class, RtServerAddresses, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
rt_server_addresses_init (RtServerAddresses *self)
{
  g_type_ensure (RT_TYPE_QR_CODE);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
label_new (const char *address)
{
  GtkWidget *label = gtk_label_new (address);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_add_css_class (label, "monospace");
  return label;
}

/**
 * rt_server_addresses_new:
 * @addresses: (array zero-terminated=1): URIs, best first
 *
 * Returns: (transfer floating): the list of them, with a code of the first
 */
GtkWidget *
rt_server_addresses_new (const char *const *addresses)
{
  RtServerAddresses *self = g_object_new (RT_TYPE_SERVER_ADDRESSES, NULL);

  for (guint i = 0; addresses[i] != NULL; i++)
    gtk_list_box_append (self->list, label_new (addresses[i]));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_stack_set_visible_child_name (self->stack, addresses[0] != NULL ? "some" : "none");
  return GTK_WIDGET (self);
}

/**
 * rt_server_addresses_add:
 * @self: a list of addresses
 * @address: a URI
 *
 * Adds what was found out later.
 */
void
rt_server_addresses_add (RtServerAddresses *self, const char *address)
{
  g_return_if_fail (RT_IS_SERVER_ADDRESSES (self));

  gtk_list_box_append (self->list, label_new (address));
}
