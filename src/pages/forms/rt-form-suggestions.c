/* The values that a page suggests for a field. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-suggestions.h"

#include "pages/forms/rt-form-popover.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RtFormSuggestions
{
  GtkWidget parent_instance;

  RtFormControl *control; /* borrowed from its form */

  GtkEditable *entry;
  GtkMenuButton *button;
};

G_DEFINE_FINAL_TYPE (RtFormSuggestions, rt_form_suggestions, GTK_TYPE_WIDGET)

static gboolean
is_offered (const RtFormChoice *choice)
{
  return !choice->is_disabled && *choice->value != '\0';
}

/* The value, and what the page says it means. */
static char *
dup_label (const RtFormChoice *choice)
{
  if (*choice->label == '\0' || strcmp (choice->label, choice->value) == 0)
    return g_strdup (choice->value);
  return g_strdup_printf ("%s · %s", choice->value, choice->label);
}

static const RtFormChoice *
get_offered (RtFormSuggestions *self, guint position)
{
  for (guint i = 0; i < self->control->choices->len; i++)
    {
      const RtFormChoice *choice = g_ptr_array_index (self->control->choices, i);

      if (is_offered (choice) && position-- == 0)
        return choice;
    }
  return NULL;
}

static GListModel *
make_model (RtFormSuggestions *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->control->choices->len; i++)
    {
      const RtFormChoice *choice = g_ptr_array_index (self->control->choices, i);

      if (is_offered (choice))
        gtk_string_list_take (list, dup_label (choice));
    }
  return G_LIST_MODEL (list);
}

/* Of several addresses, it is one more. */
static void
on_activate (RtFormSuggestions *self, guint position)
{
  const char *value = get_offered (self, position)->value;
  const char *before = gtk_editable_get_text (self->entry);
  g_autofree char *text = self->control->is_multiple && *before != '\0'
                              ? g_strconcat (before, ",", value, NULL)
                              : g_strdup (value);

  gtk_menu_button_popdown (self->button);
  gtk_editable_set_text (self->entry, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (self->entry, -1);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *text = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (text));
}

/* Made each time it is wanted: a list costs more than all the rest of a row. */
static void
make_popover (GtkMenuButton *button, gpointer user_data)
{
  RtFormSuggestions *self = user_data;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (make_model (self))), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  g_signal_connect_object (list, "activate", G_CALLBACK (on_activate), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, rt_form_popover_new (list));
}

static void
rt_form_suggestions_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (rt_form_suggestions_parent_class)->dispose (object);
}

static void
rt_form_suggestions_class_init (RtFormSuggestionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_form_suggestions_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BOX_LAYOUT);
}

static void
rt_form_suggestions_init (RtFormSuggestions *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
}

static gboolean
offers_some (const RtFormControl *control)
{
  for (guint i = 0; i < control->choices->len; i++)
    if (is_offered (g_ptr_array_index (control->choices, i)))
      return TRUE;
  return FALSE;
}

/**
 * rt_form_suggestions_new:
 * @control: an <input>, with a <datalist> or without
 * @entry: (transfer floating): where its value is typed
 *
 * Puts a button beside @entry that offers what the page suggests.
 *
 * Returns: (transfer floating): both; @entry alone if there is nothing to offer
 */
GtkWidget *
rt_form_suggestions_new (RtFormControl *control, GtkWidget *entry)
{
  RtFormSuggestions *self;
  /* Translators: %s is the name of a field of a form. */
  g_autofree char *label = g_strdup_printf (_ ("Suggestions for %s"), control->name);

  if (!offers_some (control))
    return entry;
  self = g_object_new (RT_TYPE_FORM_SUGGESTIONS, NULL);
  self->control = control;
  self->entry = GTK_EDITABLE (entry);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_create_popup_func (self->button, make_popover, self, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("What the Page Suggests"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_set_parent (entry, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
