/* The choices that a field of a form offers: one of them, or several. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-choices.h"

#include "pages/forms/rt-form-popover.h"
#include "ui/rt-accessible-name.h"

#include <glib/gi18n.h>

struct _RtFormChoices
{
  GtkWidget parent_instance;

  RtFormDraft *draft;
  RtFormControl *control; /* borrowed from its form */

  GtkWidget *child; /* a drop-down, or a button with a popover */
};

G_DEFINE_FINAL_TYPE (RtFormChoices, rt_form_choices, GTK_TYPE_WIDGET)

static RtFormChoice *
get_choice (RtFormChoices *self, guint index)
{
  return g_ptr_array_index (self->control->choices, index);
}

static char *
dup_label (const RtFormChoice *choice)
{
  const char *label = *choice->label != '\0' ? choice->label : choice->value;
  g_autofree char *grouped = choice->group != NULL
                                 ? g_strdup_printf ("%s › %s", choice->group, label)
                                 : g_strdup (label);

  if (!choice->is_disabled)
    return g_steal_pointer (&grouped);
  /* Translators: %s is a choice that a form offers, but never sends. */
  return g_strdup_printf (_ ("%s (disabled)"), grouped);
}

static GListModel *
make_model (RtFormChoices *self)
{
  guint n = self->control->choices->len;
  g_auto (GStrv) labels = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    labels[i] = dup_label (get_choice (self, i));
  return G_LIST_MODEL (gtk_string_list_new ((const char *const *)labels));
}

static void
on_item_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
on_item_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *text = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (text));
}

/* --- one of them --- */

static void
on_selected (RtFormChoices *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->child));

  for (guint i = 0; i < self->control->choices->len; i++)
    get_choice (self, i)->is_selected = i == selected;
  rt_form_draft_note_change (self->draft);
}

static GtkWidget *
make_drop_down (RtFormChoices *self, GListModel *model)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *drop_down = gtk_drop_down_new (model, NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < self->control->choices->len; i++)
    if (get_choice (self, i)->is_selected)
      selected = i;
  g_signal_connect (factory, "setup", G_CALLBACK (on_item_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_item_bind), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), factory);
  g_object_unref (factory);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  return drop_down;
}

/* --- several of them --- */

static void
show_count (RtFormChoices *self, GtkMenuButton *button)
{
  guint n = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->control->choices->len; i++)
    n += get_choice (self, i)->is_selected;
  /* Translators: of the choices that a field offers. */
  words = g_strdup_printf (ngettext ("%u of %u chosen", "%u of %u chosen", n), n,
                           self->control->choices->len);
  gtk_menu_button_set_label (button, words);
}

static void
on_check_toggled (GtkCheckButton *check, GtkListItem *item)
{
  GtkWidget *choices = gtk_widget_get_ancestor (GTK_WIDGET (check), RT_TYPE_FORM_CHOICES);
  RtFormChoices *self = RT_FORM_CHOICES (choices);
  RtFormChoice *choice = get_choice (self, gtk_list_item_get_position (item));

  choice->is_selected = gtk_check_button_get_active (check);
  show_count (self, GTK_MENU_BUTTON (self->child));
  rt_form_draft_note_change (self->draft);
}

static void
on_check_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_check_button_new ());
}

static void
on_check_bind (RtFormChoices *self, GtkListItem *item)
{
  GtkStringObject *text = gtk_list_item_get_item (item);
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_list_item_get_child (item));
  RtFormChoice *choice = get_choice (self, gtk_list_item_get_position (item));

  gtk_check_button_set_label (check, gtk_string_object_get_string (text));
  gtk_check_button_set_active (check, choice->is_selected);
  g_signal_connect (check, "toggled", G_CALLBACK (on_check_toggled), item);
}

static void
on_check_unbind (RtFormChoices *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_child (item), on_check_toggled,
                                        item);
}

static GtkWidget *
make_menu_button (RtFormChoices *self, GListModel *model)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_no_selection_new (model));
  GtkWidget *list = gtk_list_view_new (selection, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (on_check_setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_check_bind), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_check_unbind), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), rt_form_popover_new (list));
  show_count (self, GTK_MENU_BUTTON (button));
  return button;
}

static void
rt_form_choices_dispose (GObject *object)
{
  RtFormChoices *self = RT_FORM_CHOICES (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (rt_form_choices_parent_class)->dispose (object);
}

static void
rt_form_choices_class_init (RtFormChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_form_choices_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
rt_form_choices_init (RtFormChoices *self)
{
}

GtkWidget *
rt_form_choices_new (RtFormDraft *draft, RtFormControl *control)
{
  RtFormChoices *self = g_object_new (RT_TYPE_FORM_CHOICES, NULL);
  /* Translators: %s is the name of a field of a form. */
  g_autofree char *label = g_strdup_printf (_ ("Value of %s"), control->name);
  GListModel *model;

  self->draft = g_object_ref (draft);
  self->control = control;
  model = make_model (self);
  self->child = control->is_multiple ? make_menu_button (self, model)
                                     : make_drop_down (self, model);
  rt_accessible_name_set (self->child, label);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
