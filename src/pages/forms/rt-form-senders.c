/* The buttons that send a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-senders.h"

#include <glib/gi18n.h>

/* So many stand beside each other; what is more comes into a menu. */
#define BUTTONS_MAX 2

static const char *
get_label (const RtFormControl *submitter)
{
  if (submitter->label != NULL && *submitter->label != '\0')
    return submitter->label;
  if (submitter->kind == RT_CONTROL_SUBMIT && *submitter->value != '\0')
    return submitter->value;
  return *submitter->name != '\0' ? submitter->name : _ ("Submit");
}

static GtkWidget *
make_button (const char *text, gboolean is_disabled, int index)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  if (is_disabled)
    {
      gtk_widget_set_sensitive (button, FALSE);
      return button;
    }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "form.send");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", index);
  return button;
}

static void
append_item (GMenu *menu, const char *text, gboolean is_disabled, int index)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (text, NULL);

  /* A menu shows what has an action that nobody has as something that cannot be done. */
  g_menu_item_set_action_and_target (item, is_disabled ? "form.disabled" : "form.send",
                                     "i", index);
  g_menu_append_item (menu, item);
}

static void
append_menu (GtkBox *box, GMenu *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("More Ways to Send"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More Ways to Send"), -1);
  gtk_box_append (box, button);
}

/* No mnemonic: the words are the page's. */
static char *
dup_escaped (const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);

  return g_strjoinv ("__", parts);
}

/**
 * rt_form_senders_fill:
 * @box: where the buttons are put, in place of those that are there
 * @draft: a draft
 *
 * Makes a button for each that the form has, the default one first, and a way to send it
 * without any.  They activate the action "form.send".
 */
void
rt_form_senders_fill (GtkBox *box, RtFormDraft *draft)
{
  GPtrArray *controls = rt_form_draft_get_form (draft)->controls;
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *first;
  guint n = 0;

  while ((first = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, first);
  for (guint i = 0; i < controls->len; i++)
    {
      const RtFormControl *control = g_ptr_array_index (controls, i);
      g_autofree char *escaped = NULL;

      if (!rt_form_control_is_submitter (control))
        continue;
      escaped = dup_escaped (get_label (control));
      if (n++ < BUTTONS_MAX)
        gtk_box_append (box, make_button (get_label (control), control->is_disabled, i));
      else
        append_item (menu, escaped, control->is_disabled, i);
    }
  if (n == 0)
    gtk_box_append (box, make_button (_ ("Send"), FALSE, RT_FORM_NO_SUBMITTER));
  gtk_widget_add_css_class (gtk_widget_get_first_child (GTK_WIDGET (box)),
                            "suggested-action");
  if (n == 0)
    return;
  append_item (menu, _ ("Send Without a Button"), FALSE, RT_FORM_NO_SUBMITTER);
  append_menu (box, menu);
}
