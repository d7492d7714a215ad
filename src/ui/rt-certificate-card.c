/* What one certificate says. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-certificate-card.h"

#include "ui/rt-format.h"

#include <glib/gi18n.h>

struct _RtCertificateCard
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *title;
  GtkLabel *badge;
  GtkGrid *grid;
  int rows;
};

G_DEFINE_FINAL_TYPE (RtCertificateCard, rt_certificate_card, GTK_TYPE_WIDGET)

static void
add_row (RtCertificateCard *self, const char *name, const char *value, gboolean monospace)
{
  GtkWidget *name_label = gtk_label_new (name);
  GtkWidget *value_label = gtk_label_new (value);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_yalign (GTK_LABEL (name_label), 0);
  gtk_widget_add_css_class (name_label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (value_label), 0);
  gtk_label_set_wrap (GTK_LABEL (value_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value_label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (value_label), TRUE);
  gtk_widget_set_can_focus (value_label, FALSE);
  gtk_label_set_attributes (GTK_LABEL (value_label), attributes);
  gtk_widget_set_hexpand (value_label, TRUE);
  if (monospace)
    gtk_widget_add_css_class (value_label, "monospace");
  gtk_grid_attach (self->grid, name_label, 0, self->rows, 1, 1);
  gtk_grid_attach (self->grid, value_label, 1, self->rows, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value_label),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, name_label, NULL,
                                  -1);
  self->rows++;
}

static void
add_names (RtCertificateCard *self, char **sans)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint count = g_strv_length (sans);

  for (guint i = 0; i < count && i < 20; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            g_str_has_prefix (sans[i], "DNS:") ? sans[i] + 4 : sans[i]);
  if (count > 20)
    g_string_append_printf (names, ngettext (" and %u more", " and %u more", count - 20),
                            count - 20);
  if (count > 0)
    add_row (self, _ ("Made out to"), names->str, FALSE);
}

/* In groups of two digits, as people read them aloud to each other. */
static char *
dup_fingerprint (const char *hex)
{
  GString *text = g_string_new (NULL);

  for (const char *at = hex; at[0] != '\0' && at[1] != '\0'; at += 2)
    g_string_append_printf (text, "%s%c%c", at > hex ? ":" : "", g_ascii_toupper (at[0]),
                            g_ascii_toupper (at[1]));
  return g_string_free (text, FALSE);
}

static char *
dup_key (const RtCertificate *certificate)
{
  if (certificate->key == NULL)
    return g_strdup ("–");
  /* Translators: an algorithm such as ECDSA, then the length of the key. */
  return g_strdup_printf (ngettext ("%s, %u bit", "%s, %u bits", certificate->key_bits),
                          certificate->key, certificate->key_bits);
}

static void
set_badge (RtCertificateCard *self, const char *text, const char *css_class)
{
  gtk_label_set_label (self->badge, text);
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), css_class);
}

static void
show_dates (RtCertificateCard *self, RtCertificate *certificate, GDateTime *now)
{
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autofree char *text = NULL;
  gint64 days;

  if (certificate->not_before == NULL || certificate->not_after == NULL)
    {
      set_badge (self, _ ("No Dates"), "failure");
      return;
    }
  start = rt_format_date (certificate->not_before);
  end = rt_format_date (certificate->not_after);
  /* Translators: two dates. */
  text = g_strdup_printf (_ ("%s to %s"), start, end);
  add_row (self, _ ("Valid"), text, FALSE);
  days = g_date_time_difference (certificate->not_after, now) / G_TIME_SPAN_DAY;
  if (g_date_time_compare (now, certificate->not_before) < 0)
    set_badge (self, _ ("Not Valid Yet"), "failure");
  else if (g_date_time_compare (now, certificate->not_after) > 0)
    set_badge (self, _ ("Expired"), "failure");
  else
    {
      g_autofree char *left = g_strdup_printf (
          ngettext ("%d Day Left", "%d Days Left", (gulong)days), (int)days);

      set_badge (self, left, days < 14 ? "refused" : "success");
    }
}

static void
rt_certificate_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_CERTIFICATE_CARD);
  G_OBJECT_CLASS (rt_certificate_card_parent_class)->dispose (object);
}

static void
rt_certificate_card_class_init (RtCertificateCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_certificate_card_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-certificate-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RtCertificateCard, content);
  gtk_widget_class_bind_template_child (widget_class, RtCertificateCard, title);
  gtk_widget_class_bind_template_child (widget_class, RtCertificateCard, badge);
  gtk_widget_class_bind_template_child (widget_class, RtCertificateCard, grid);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_certificate_card_init (RtCertificateCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_certificate_card_new:
 * @certificate: a certificate
 * @place: its place in the chain, 0 for the server's own
 * @now: the moment to judge its dates by
 *
 * Makes a card that shows @certificate.
 *
 * Returns: (transfer floating): the card
 */
GtkWidget *
rt_certificate_card_new (RtCertificate *certificate, guint place, GDateTime *now)
{
  RtCertificateCard *self = g_object_new (RT_TYPE_CERTIFICATE_CARD, NULL);
  g_autofree char *fingerprint = dup_fingerprint (certificate->sha256);
  g_autofree char *key = dup_key (certificate);

  gtk_label_set_label (self->title, certificate->common_name != NULL
                                        ? certificate->common_name
                                        : certificate->subject);
  add_row (self, _ ("Subject"), certificate->subject, FALSE);
  add_row (self, _ ("Issuer"),
           rt_certificate_is_self_signed (certificate) ? _ ("itself (self-signed)")
                                                       : certificate->issuer,
           FALSE);
  show_dates (self, certificate, now);
  add_names (self, certificate->sans);
  add_row (self, _ ("Key"), key, FALSE);
  add_row (self, _ ("Signature"), certificate->signature, FALSE);
  add_row (self, _ ("Serial number"), certificate->serial, TRUE);
  add_row (self, _ ("SHA-256"), fingerprint, TRUE);
  return GTK_WIDGET (self);
}
