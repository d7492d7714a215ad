/* One field of a form: whether it is sent, what it is called, and what it holds. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-row.h"

#include "pages/forms/rt-form-value-editor.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

struct _RtFormRow
{
  GtkWidget parent_instance;

  RtFormDraft *draft;
  RtFormControl *control; /* borrowed from its form */

  GtkBox *line;
  GtkCheckButton *sent;
  GtkWidget *naming;
  GtkLabel *name;
  GtkEditable *name_entry; /* of a field that was added, in place of the label */
  GtkLabel *about;
  GtkWidget *token;
  AdwBin *value;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (RtFormRow, rt_form_row, GTK_TYPE_WIDGET)

enum
{
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_sent_toggled (RtFormRow *self)
{
  gboolean is_sent = gtk_check_button_get_active (self->sent);

  self->control->is_disabled = !is_sent;
  gtk_widget_set_sensitive (GTK_WIDGET (self->value), is_sent);
  rt_form_draft_note_change (self->draft);
}

static void
on_name_changed (RtFormRow *self)
{
  g_free (self->control->name);
  self->control->name = g_strdup (gtk_editable_get_text (self->name_entry));
  rt_form_draft_note_change (self->draft);
}

static void
on_remove_clicked (RtFormRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static gboolean
rt_form_row_grab_focus (GtkWidget *widget)
{
  RtFormRow *self = RT_FORM_ROW (widget);
  GtkWidget *name = GTK_WIDGET (self->name_entry);

  return gtk_widget_get_visible (name)
             ? gtk_widget_grab_focus (name)
             : gtk_widget_child_focus (GTK_WIDGET (self->value), GTK_DIR_TAB_FORWARD);
}

static void
rt_form_row_dispose (GObject *object)
{
  RtFormRow *self = RT_FORM_ROW (object);

  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_FORM_ROW);
  G_OBJECT_CLASS (rt_form_row_parent_class)->dispose (object);
}

static void
rt_form_row_class_init (RtFormRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_form_row_dispose;
  widget_class->grab_focus = rt_form_row_grab_focus;

  /**
   * RtFormRow::removed:
   * @self: a row
   *
   * The user wants the field, which was added, removed.
   */
  signals[REMOVED] = g_signal_new ("removed", RT_TYPE_FORM_ROW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/forms/rt-form-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFormRow, line);
  gtk_widget_class_bind_template_child (widget_class, RtFormRow, sent);
  gtk_widget_class_bind_template_child (widget_class, RtFormRow, naming);
  gtk_widget_class_bind_template_child (widget_class, RtFormRow, name);
  gtk_widget_class_bind_template_child (widget_class, RtFormRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, RtFormRow, about);
  gtk_widget_class_bind_template_child (widget_class, RtFormRow, token);
  gtk_widget_class_bind_template_child (widget_class, RtFormRow, value);
  gtk_widget_class_bind_template_child (widget_class, RtFormRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_sent_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
}

static void
rt_form_row_init (RtFormRow *self)
{
  g_type_ensure (ADW_TYPE_BIN);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Its type is a word of HTML, and is not translated. */
static char *
dup_about (RtFormRow *self)
{
  const RtFormControl *control = self->control;
  GString *about = g_string_new (NULL);

  if (rt_form_draft_is_added (self->draft, control))
    g_string_append (about, _ ("added"));
  else
    g_string_append (about, control->type);
  if (control->label != NULL && *control->label != '\0')
    g_string_append_printf (about, " · %s", control->label);
  if (control->is_required)
    g_string_append_printf (about, " · %s", _ ("required"));
  if (rt_form_draft_was_disabled (self->draft, control))
    g_string_append_printf (about, " · %s", _ ("disabled on the page"));
  return g_string_free (about, FALSE);
}

static void
show_name (RtFormRow *self)
{
  const char *name = self->control->name;
  gboolean is_added = rt_form_draft_is_added (self->draft, self->control);
  g_autofree char *about = dup_about (self);
  /* Translators: %s is the name of a field of a form. */
  g_autofree char *sent = g_strdup_printf (_ ("Send %s"), name);

  gtk_label_set_text (self->name, *name != '\0' ? name : _ ("(no name: never sent)"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_editable_set_text (self->name_entry, name);
  gtk_widget_set_visible (GTK_WIDGET (self->name), !is_added);
  gtk_widget_set_visible (GTK_WIDGET (self->name_entry), is_added);
  gtk_widget_set_visible (self->remove, is_added);
  gtk_label_set_text (self->about, about);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->about), about);
  gtk_widget_set_visible (self->token, self->control->is_token);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sent),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, sent, -1);
}

/**
 * rt_form_row_new:
 * @draft: a draft
 * @control: a control of its form; neither a button nor freed before the row
 * @mover: what the row is moved with
 *
 * Returns: (transfer full): a row
 */
GtkWidget *
rt_form_row_new (RtFormDraft *draft, RtFormControl *control, RtRowMover *mover)
{
  RtFormRow *self = g_object_new (RT_TYPE_FORM_ROW, NULL);
  gboolean can_send = *control->name != '\0' || rt_form_draft_is_added (draft, control);

  self->draft = g_object_ref (draft);
  self->control = control;
  gtk_box_prepend (self->line, rt_row_mover_add_row (mover, GTK_WIDGET (self)));
  adw_bin_set_child (self->value, rt_form_value_editor_new (draft, control));
  g_signal_handlers_block_by_func (self->name_entry, on_name_changed, self);
  show_name (self);
  g_signal_handlers_unblock_by_func (self->name_entry, on_name_changed, self);
  g_signal_handlers_block_by_func (self->sent, on_sent_toggled, self);
  gtk_check_button_set_active (self->sent, !control->is_disabled && can_send);
  g_signal_handlers_unblock_by_func (self->sent, on_sent_toggled, self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sent), can_send);
  gtk_widget_set_sensitive (GTK_WIDGET (self->value), !control->is_disabled && can_send);
  if (control->kind == RT_CONTROL_HIDDEN)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");
  return GTK_WIDGET (self);
}

RtFormControl *
rt_form_row_get_control (RtFormRow *self)
{
  g_return_val_if_fail (RT_IS_FORM_ROW (self), NULL);

  return self->control;
}

/**
 * rt_form_row_get_naming:
 * @self: a row
 *
 * Returns: (transfer none): what has the name, to be as wide as in other rows
 */
GtkWidget *
rt_form_row_get_naming (RtFormRow *self)
{
  g_return_val_if_fail (RT_IS_FORM_ROW (self), NULL);

  return self->naming;
}

/**
 * rt_form_row_get_check:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the button of a check box or radio button
 */
GtkCheckButton *
rt_form_row_get_check (RtFormRow *self)
{
  g_return_val_if_fail (RT_IS_FORM_ROW (self), NULL);

  return rt_form_value_editor_get_check (
      RT_FORM_VALUE_EDITOR (adw_bin_get_child (self->value)));
}

/**
 * rt_form_row_join:
 * @self: a row
 * @groups: the first GtkCheckButton of a group, by its name
 *
 * Makes one choice of radio buttons of one name.
 */
void
rt_form_row_join (RtFormRow *self, GHashTable *groups)
{
  GtkCheckButton *check = rt_form_row_get_check (self);
  GtkCheckButton *first;

  if (check == NULL || strcmp (self->control->type, "radio") != 0)
    return;
  first = g_hash_table_lookup (groups, self->control->name);
  if (first != NULL)
    gtk_check_button_set_group (check, first);
  else
    g_hash_table_insert (groups, g_strdup (self->control->name), check);
}
