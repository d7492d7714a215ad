/* One cookie in two visits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-visit-row.h"

#include "pages/cookies/rt-cookie-words.h"
#include "ui/rt-columns-layout.h"

#include <glib/gi18n.h>

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
wrapping_new (const char *text)
{
  GtkWidget *label = label_new (text, "caption");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static void
append_line (GString *text, const char *what, const char *value)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s %s", what, value);
}

/* What was on the wire, and what is in the jar then. */
static char *
make_lines (const RtVisitSide *side, gboolean hides_values)
{
  GString *text = g_string_new (NULL);

  if (side->asked != NULL && side->asked->rule == RT_COOKIE_RULE_SENT)
    {
      g_autofree char *pair
          = rt_cookie_words_dup_pair (side->asked->cookie, hides_values);
      /* Translators: what a Cookie field held follows. */
      append_line (text, _ ("Sent:"), pair);
    }
  if (side->received != NULL && side->received->raw != NULL)
    {
      g_autofree char *field
          = rt_cookie_words_dup_field (side->received->raw, hides_values);
      /* Translators: what a Set-Cookie field held follows. */
      append_line (text, _ ("Received:"), field);
    }
  if (side->after != NULL)
    {
      g_autofree char *pair = rt_cookie_words_dup_pair (side->after, hides_values);
      /* Translators: name and value of a cookie follow. */
      append_line (text, _ ("In the jar:"), pair);
    }
  else
    append_line (text, _ ("Not in the jar"), "");
  return g_string_free (text, FALSE);
}

/* What the wire and the jar had, and by which rule. */
static GtkWidget *
side_new (const RtVisitSide *side, const char *visit, gboolean hides_values)
{
  const RtCookieVerdict *verdict = rt_visit_side_get_reason (side);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *reason = verdict != NULL ? rt_cookie_words_dup_reason (verdict) : NULL;
  g_autofree char *lines = make_lines (side, hides_values);
  GtkWidget *label;

  gtk_box_append (GTK_BOX (box), label_new (visit, "dim-label"));
  if (reason != NULL)
    gtk_box_append (GTK_BOX (box), wrapping_new (reason));
  label = label_new (lines, "visit-lines");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, lines);
  gtk_box_append (GTK_BOX (box), label);
  for (label = gtk_widget_get_first_child (box); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return box;
}

static GtkWidget *
sides_new (const RtVisitRow *row, guint n_visits, gboolean hides_values)
{
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (sides, g_object_new (RT_TYPE_COLUMNS_LAYOUT, NULL));
  gtk_widget_set_margin_top (sides, 6);
  gtk_widget_set_margin_bottom (sides, 6);
  gtk_box_append (GTK_BOX (sides),
                  side_new (&row->sides[0], _ ("First visit"), hides_values));
  if (n_visits > 1)
    gtk_box_append (GTK_BOX (sides),
                    side_new (&row->sides[1], _ ("Second visit"), hides_values));
  return sides;
}

/* Its name, and where it belongs: two may have the same name. */
static GtkWidget *
name_new (const RtCookie *cookie)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = rt_cookie_words_dup_text (cookie->name);
  g_autofree char *path = rt_cookie_words_dup_text (cookie->path);
  g_autofree char *place
      = g_strconcat (cookie->host_only ? "" : ".", cookie->domain, path, NULL);
  GtkWidget *label
      = label_new (*name != '\0' ? name : _ ("(without a name)"), "visit-name");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, name);
  gtk_box_append (GTK_BOX (box), label);
  label = label_new (place, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, place);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
badge_new (const RtVisitSide *side, const char *visit)
{
  GtkWidget *badge = gtk_label_new (NULL);

  rt_cookie_words_show_mark (GTK_LABEL (badge), side->mark);
  gtk_accessible_update_property (GTK_ACCESSIBLE (badge),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, visit, -1);
  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  return badge;
}

/* Of the last visit that has one. */
static GtkWidget *
reason_new (const RtVisitRow *row)
{
  const RtCookieVerdict *verdict = rt_visit_side_get_reason (&row->sides[1]);
  g_autofree char *reason = NULL;
  GtkWidget *label;

  if (verdict == NULL)
    verdict = rt_visit_side_get_reason (&row->sides[0]);
  reason = verdict != NULL ? rt_cookie_words_dup_reason (verdict) : NULL;
  label = wrapping_new (reason);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

/* In columns of one width, so that they stand below each other. */
static GtkWidget *
verdicts_new (const RtVisitRow *row, guint n_visits)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  gtk_box_append (GTK_BOX (columns), name_new (row->cookie));
  gtk_box_append (GTK_BOX (columns), badge_new (&row->sides[0], _ ("First visit")));
  if (n_visits > 1)
    gtk_box_append (GTK_BOX (columns), badge_new (&row->sides[1], _ ("Second visit")));
  return columns;
}

/**
 * rt_visit_row_new:
 * @row: a cookie
 * @n_visits: how many visits there were, 1 or 2
 * @hides_values: whether somebody may look on
 *
 * Makes the row that shows what both visits came to for a cookie, and why.  It opens to what
 * was on the wire.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rt_visit_row_new (const RtVisitRow *row, guint n_visits, gboolean hides_values)
{
  GtkWidget *expander = gtk_expander_new (NULL);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *name = rt_cookie_words_dup_text (row->cookie->name);

  gtk_widget_set_layout_manager (head, g_object_new (RT_TYPE_COLUMNS_LAYOUT, NULL));
  gtk_widget_set_hexpand (head, TRUE);
  gtk_box_append (GTK_BOX (head), verdicts_new (row, n_visits));
  gtk_box_append (GTK_BOX (head), reason_new (row));
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), head);
  gtk_expander_set_child (GTK_EXPANDER (expander),
                          sides_new (row, n_visits, hides_values));
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return expander;
}
