/* The media types of the files that a field sends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-file-types.h"

#include "pages/forms/rt-form-popover.h"

#include <glib/gi18n.h>

struct _RtFormFileTypes
{
  GtkWidget parent_instance;

  RtFormDraft *draft;
  RtFormControl *control; /* borrowed from its form */

  GtkMenuButton *button;
};

G_DEFINE_FINAL_TYPE (RtFormFileTypes, rt_form_file_types, GTK_TYPE_WIDGET)

static RtFormFile *
get_file (RtFormFileTypes *self, GtkListItem *item)
{
  return g_ptr_array_index (self->control->files, gtk_list_item_get_position (item));
}

/* The item's widgets. */
static GtkWidget *
get_name (GtkListItem *item)
{
  return gtk_widget_get_first_child (gtk_list_item_get_child (item));
}

static GtkWidget *
get_entry (GtkListItem *item)
{
  return gtk_widget_get_next_sibling (get_name (item));
}

static GtkWidget *
get_words (GtkListItem *item)
{
  return gtk_widget_get_last_child (gtk_list_item_get_child (item));
}

static void
show_fault (GtkListItem *item, const RtFormFile *file, gboolean is_good)
{
  g_autofree char *type = rt_form_file_dup_type (file);
  /* Translators: %s is a media type, such as text/plain. */
  g_autofree char *words
      = g_strdup_printf (_ ("A type has no control characters. “%s” is sent."), type);

  gtk_label_set_text (GTK_LABEL (get_words (item)), words);
  gtk_widget_set_visible (get_words (item), !is_good);
}

static void
on_type_changed (GtkEditable *entry, GtkListItem *item)
{
  GtkWidget *top = gtk_widget_get_ancestor (GTK_WIDGET (entry), RT_TYPE_FORM_FILE_TYPES);
  RtFormFileTypes *self = RT_FORM_FILE_TYPES (top);
  RtFormFile *file = get_file (self, item);
  g_autofree char *type = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  show_fault (item, file,
              rt_form_file_set_type (file, *type != '\0' ? type : NULL, NULL));
  rt_form_draft_note_change (self->draft);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *name = make_label ("caption-heading");
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *words = make_label ("error");

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 30);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (words), 30);
  gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_NO_SPELLCHECK);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
on_bind (RtFormFileTypes *self, GtkListItem *item)
{
  const RtFormFile *file = get_file (self, item);
  const RtFormFile plain = { .name = file->name };
  g_autofree char *guessed = rt_form_file_dup_type (&plain);
  g_autofree char *name = g_filename_display_name (file->name);
  /* Translators: %s is the name of a file. */
  g_autofree char *label = g_strdup_printf (_ ("Type of %s"), name);
  GtkWidget *entry = get_entry (item);

  gtk_label_set_text (GTK_LABEL (get_name (item)), name);
  gtk_editable_set_text (GTK_EDITABLE (entry), file->type != NULL ? file->type : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), guessed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  show_fault (item, file, TRUE);
  g_signal_connect (entry, "changed", G_CALLBACK (on_type_changed), item);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (get_entry (item), on_type_changed, item);
}

/* Its items only count: what they show is in the control. */
static GListModel *
make_model (RtFormFileTypes *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->control->files->len; i++)
    gtk_string_list_append (list, "");
  return G_LIST_MODEL (list);
}

/* Made each time it is wanted: other files may be chosen then. */
static void
make_popover (GtkMenuButton *button, gpointer user_data)
{
  RtFormFileTypes *self = user_data;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *selection
      = GTK_SELECTION_MODEL (gtk_no_selection_new (make_model (self)));

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_menu_button_set_popover (
      button, rt_form_popover_new (gtk_list_view_new (selection, factory)));
}

static void
rt_form_file_types_dispose (GObject *object)
{
  RtFormFileTypes *self = RT_FORM_FILE_TYPES (object);

  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (rt_form_file_types_parent_class)->dispose (object);
}

static void
rt_form_file_types_class_init (RtFormFileTypesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_form_file_types_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
rt_form_file_types_init (RtFormFileTypes *self)
{
}

/**
 * rt_form_file_types_new:
 * @draft: a draft
 * @control: a control of its form that takes files
 *
 * Returns: (transfer floating): a button that offers an entry for the type of each file
 */
GtkWidget *
rt_form_file_types_new (RtFormDraft *draft, RtFormControl *control)
{
  RtFormFileTypes *self = g_object_new (RT_TYPE_FORM_FILE_TYPES, NULL);
  GtkWidget *button = gtk_menu_button_new ();
  /* Translators: %s is the name of a field of a form. */
  g_autofree char *label
      = g_strdup_printf (_ ("Types of the files for %s"), control->name);

  self->draft = g_object_ref (draft);
  self->control = control;
  self->button = GTK_MENU_BUTTON (button);
  gtk_menu_button_set_icon_name (self->button, "document-properties-symbolic");
  gtk_menu_button_set_create_popup_func (self->button, make_popover, self, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Content-Type of Each File"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
