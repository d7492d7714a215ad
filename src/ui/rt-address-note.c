/* What is to be known of an address that is typed, below the entry. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-address-note.h"

#include <glib/gi18n.h>

struct _RtAddressNote
{
  GtkWidget parent_instance;

  GtkImage *note_icon;
  GtkLabel *note_label;
};

G_DEFINE_FINAL_TYPE (RtAddressNote, rt_address_note, GTK_TYPE_WIDGET)

static void
show_note (RtAddressNote *self, const char *style, const char *icon, const char *words)
{
  const char *classes[] = { style, NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_image_set_from_icon_name (self->note_icon, icon);
  gtk_label_set_text (self->note_label, words);
  gtk_widget_show (GTK_WIDGET (self));
}

static void
rt_address_note_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_ADDRESS_NOTE);
  G_OBJECT_CLASS (rt_address_note_parent_class)->dispose (object);
}

static void
rt_address_note_class_init (RtAddressNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_address_note_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-address-note.ui");
  gtk_widget_class_bind_template_child (widget_class, RtAddressNote, note_icon);
  gtk_widget_class_bind_template_child (widget_class, RtAddressNote, note_label);
}

static void
rt_address_note_init (RtAddressNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_address_note_show_host:
 * @self: a note
 * @address: (nullable): what is typed, %NULL while it is none
 *
 * Shows both forms of a name that is not ASCII, and warns of one that may imitate another.
 */
void
rt_address_note_show_host (RtAddressNote *self, const RtAddress *address)
{
  g_autofree char *words = NULL;

  g_return_if_fail (RT_IS_ADDRESS_NOTE (self));

  if (address == NULL || address->unicode_host == NULL)
    {
      gtk_widget_hide (GTK_WIDGET (self));
      return;
    }

  if (address->mixed_scripts)
    /* Translators: the first is a host name such as “раypal.com”, the second the same in
     * ASCII such as “xn--ypal-43d9g.com”. */
    words = g_strdup_printf (_ ("“%s” mixes letters of several scripts and may imitate "
                                "another name. It is really %s."),
                             address->unicode_host, g_uri_get_host (address->uri));
  else
    /* Translators: the first is a host name such as “bücher.example”, the second the same
     * in ASCII such as “xn--bcher-kva.example”. */
    words = g_strdup_printf (_ ("“%s” is written %s on the wire."), address->unicode_host,
                             g_uri_get_host (address->uri));
  show_note (self, address->mixed_scripts ? "warning" : "dim-label",
             address->mixed_scripts ? "dialog-warning-symbolic"
                                    : "dialog-information-symbolic",
             words);
}

/**
 * rt_address_note_complain:
 * @self: a note
 * @words: what is wrong with the address, as a sentence
 */
void
rt_address_note_complain (RtAddressNote *self, const char *words)
{
  g_return_if_fail (RT_IS_ADDRESS_NOTE (self));

  show_note (self, "error", "dialog-error-symbolic", words);
}
