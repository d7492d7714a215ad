/* Where the value of a field is filled in, in the way of its kind. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-value-editor.h"

#include "pages/forms/rt-form-choices.h"
#include "pages/forms/rt-form-files.h"
#include "pages/forms/rt-form-suggestions.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RtFormValueEditor
{
  GtkWidget parent_instance;

  RtFormDraft *draft;
  RtFormControl *control; /* borrowed from its form */

  GtkWidget *child;
};

G_DEFINE_FINAL_TYPE (RtFormValueEditor, rt_form_value_editor, GTK_TYPE_WIDGET)

static void
set_value (RtFormValueEditor *self, const char *value)
{
  rt_form_control_set_value (self->control, value, NULL);
  rt_form_draft_note_change (self->draft);
}

static void
on_entry_changed (RtFormValueEditor *self, GtkEditable *entry)
{
  set_value (self, gtk_editable_get_text (entry));
}

static void
on_buffer_changed (RtFormValueEditor *self, GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  set_value (self, text);
}

static void
on_check_toggled (RtFormValueEditor *self, GtkCheckButton *check)
{
  rt_html_form_check (rt_form_draft_get_form (self->draft), self->control,
                      gtk_check_button_get_active (check));
  rt_form_draft_note_change (self->draft);
}

/* What assistive technology calls it: there is no label whose mnemonic leads to it. */
static void
name_widget (RtFormValueEditor *self, GtkWidget *widget)
{
  /* Translators: %s is the name of a field of a form. */
  g_autofree char *label = g_strdup_printf (_ ("Value of %s"), self->control->name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static GtkWidget *
make_entry (RtFormValueEditor *self)
{
  gboolean is_password = strcmp (self->control->type, "password") == 0;
  GtkWidget *entry = is_password ? gtk_password_entry_new () : gtk_entry_new ();

  if (is_password)
    gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  else
    gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_NO_SPELLCHECK);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_text (GTK_EDITABLE (entry), self->control->value);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_entry_changed), self,
                           G_CONNECT_SWAPPED);
  name_widget (self, entry);
  return is_password ? entry : rt_form_suggestions_new (self->control, entry);
}

static GtkWidget *
make_text (RtFormValueEditor *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_buffer_set_text (buffer, self->control->value, -1);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_buffer_changed), self,
                           G_CONNECT_SWAPPED);
  name_widget (self, view);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 66);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  return scrolled;
}

static GtkWidget *
make_check (RtFormValueEditor *self)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (self->control->value);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), self->control->is_checked);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_check_toggled), self,
                           G_CONNECT_SWAPPED);
  name_widget (self, check);
  return check;
}

static GtkWidget *
make_child (RtFormValueEditor *self)
{
  switch (self->control->kind)
    {
    case RT_CONTROL_TEXT:
    case RT_CONTROL_HIDDEN:
      return make_entry (self);
    case RT_CONTROL_TEXTAREA:
      return make_text (self);
    case RT_CONTROL_CHECK:
      return make_check (self);
    case RT_CONTROL_SELECT:
      return rt_form_choices_new (self->draft, self->control);
    case RT_CONTROL_FILE:
      return rt_form_files_new (self->draft, self->control);
    case RT_CONTROL_SUBMIT:
    case RT_CONTROL_IMAGE:
      break;
    }
  g_return_val_if_reached (NULL);
}

static void
rt_form_value_editor_dispose (GObject *object)
{
  RtFormValueEditor *self = RT_FORM_VALUE_EDITOR (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (rt_form_value_editor_parent_class)->dispose (object);
}

static void
rt_form_value_editor_class_init (RtFormValueEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_form_value_editor_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
rt_form_value_editor_init (RtFormValueEditor *self)
{
}

/**
 * rt_form_value_editor_new:
 * @draft: a draft
 * @control: a control of its form; neither a button nor freed before the editor
 *
 * Returns: (transfer full): an editor
 */
GtkWidget *
rt_form_value_editor_new (RtFormDraft *draft, RtFormControl *control)
{
  RtFormValueEditor *self = g_object_new (RT_TYPE_FORM_VALUE_EDITOR, NULL);

  self->draft = g_object_ref (draft);
  self->control = control;
  self->child = make_child (self);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * rt_form_value_editor_get_check:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the button of a check box or radio button, to put
 * into one group with others
 */
GtkCheckButton *
rt_form_value_editor_get_check (RtFormValueEditor *self)
{
  g_return_val_if_fail (RT_IS_FORM_VALUE_EDITOR (self), NULL);

  return GTK_IS_CHECK_BUTTON (self->child) ? GTK_CHECK_BUTTON (self->child) : NULL;
}
