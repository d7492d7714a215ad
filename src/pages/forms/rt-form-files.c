/* The files that a field of a form sends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-files.h"

#include "pages/forms/rt-form-file-types.h"

#include <glib/gi18n.h>

struct _RtFormFiles
{
  GtkWidget parent_instance;

  RtFormDraft *draft;
  RtFormControl *control; /* borrowed from its form */

  GtkButton *choose;
  GtkLabel *names;
  GtkWidget *types;
  GtkWidget *clear;
};

G_DEFINE_FINAL_TYPE (RtFormFiles, rt_form_files, GTK_TYPE_WIDGET)

static char *
dup_names (RtFormFiles *self)
{
  GPtrArray *files = self->control->files;
  const RtFormFile *first = files->len > 0 ? g_ptr_array_index (files, 0) : NULL;

  if (first == NULL)
    return g_strdup (_ ("No file chosen"));
  if (files->len == 1)
    return g_filename_display_name (first->name);
  return g_strdup_printf (ngettext ("%u file", "%u files", files->len), files->len);
}

static void
show (RtFormFiles *self)
{
  g_autofree char *names = dup_names (self);

  gtk_label_set_text (self->names, names);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->names), names);
  gtk_widget_set_visible (self->types, self->control->files->len > 0);
  gtk_widget_set_visible (self->clear, self->control->files->len > 0);
}

static void
on_chosen (RtFormFiles *self, int response, GtkFileChooser *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (chooser);

      rt_form_files_set (self, files);
    }
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (chooser));
  g_object_unref (chooser);
}

static void
on_choose_clicked (RtFormFiles *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *chooser
      = gtk_file_chooser_native_new (_ ("Choose the File to Send"), GTK_WINDOW (root),
                                     GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser),
                                        self->control->is_multiple);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
on_clear_clicked (RtFormFiles *self)
{
  g_ptr_array_set_size (self->control->files, 0);
  show (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->choose));
  rt_form_draft_note_change (self->draft);
}

static void
rt_form_files_dispose (GObject *object)
{
  RtFormFiles *self = RT_FORM_FILES (object);

  g_clear_pointer (&self->types, gtk_widget_unparent);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_FORM_FILES);
  G_OBJECT_CLASS (rt_form_files_parent_class)->dispose (object);
}

static void
rt_form_files_class_init (RtFormFilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_form_files_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/forms/rt-form-files.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFormFiles, choose);
  gtk_widget_class_bind_template_child (widget_class, RtFormFiles, names);
  gtk_widget_class_bind_template_child (widget_class, RtFormFiles, clear);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
}

static void
rt_form_files_init (RtFormFiles *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rt_form_files_new (RtFormDraft *draft, RtFormControl *control)
{
  RtFormFiles *self = g_object_new (RT_TYPE_FORM_FILES, NULL);
  /* Translators: %s is the name of a field of a form. */
  g_autofree char *label = g_strdup_printf (_ ("Choose files for %s"), control->name);

  self->draft = g_object_ref (draft);
  self->control = control;
  self->types = rt_form_file_types_new (draft, control);
  gtk_widget_insert_before (self->types, GTK_WIDGET (self), self->clear);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  show (self);
  return GTK_WIDGET (self);
}

/**
 * rt_form_files_set:
 * @self: the files of a field
 * @files: (element-type GFile): those to send in place of them
 */
void
rt_form_files_set (RtFormFiles *self, GListModel *files)
{
  g_return_if_fail (RT_IS_FORM_FILES (self));

  g_ptr_array_set_size (self->control->files, 0);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      rt_form_control_add_file (self->control, file, NULL);
    }
  show (self);
  rt_form_draft_note_change (self->draft);
}
