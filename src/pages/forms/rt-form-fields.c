/* The fields of a form, a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-fields.h"

#include "pages/forms/rt-form-paste.h"
#include "pages/forms/rt-form-row.h"
#include "pages/forms/rt-form-text-dialog.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>

/* So many are shown at first, and again with each click on “Show More”. */
#define ROWS_STEP 100

struct _RtFormFields
{
  GtkWidget parent_instance;

  RtFormDraft *draft; /* nullable */
  guint n_page;       /* controls before those that were added at the end */
  guint next;         /* of them, the first that has no row yet */
  guint next_added;   /* likewise of the others, counted from the start of all */
  guint n_rows;       /* of those before */
  guint n_wanted;     /* of them, at most */
  guint filling;      /* tick callback, or 0 */
  GHashTable *radios; /* first GtkCheckButton of a group, by its name */

  RtRowMover *mover;
  GtkSizeGroup *names;
  GtkWidget *rows;
  GtkWidget *added_rows;
  GtkWidget *rest;
  GtkLabel *rest_words;
  GtkWidget *buttons;
  GtkButton *add;
  GtkWidget *restore;
  GtkToggleButton *hidden;
};

G_DEFINE_FINAL_TYPE (RtFormFields, rt_form_fields, GTK_TYPE_WIDGET)

static GPtrArray *
get_controls (RtFormFields *self)
{
  return rt_form_draft_get_form (self->draft)->controls;
}

static gboolean
is_field (const RtFormControl *control)
{
  return !rt_form_control_is_submitter (control);
}

static void
show_hidden (RtFormFields *self)
{
  gboolean shown = gtk_toggle_button_get_active (self->hidden);

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (rt_form_row_get_control (RT_FORM_ROW (row))->kind == RT_CONTROL_HIDDEN)
      gtk_widget_set_visible (row, shown);
}

static void
show_rest (RtFormFields *self)
{
  GPtrArray *controls = get_controls (self);
  guint n_left = 0;
  g_autofree char *count = NULL;
  g_autofree char *words = NULL;

  for (guint i = self->next; i < self->n_page; i++)
    n_left += is_field (g_ptr_array_index (controls, i));
  count = rt_format_count (n_left);
  /* Translators: %s is a number. */
  words = g_strdup_printf (ngettext ("%s more field is sent as the page has it.",
                                     "%s more fields are sent as the page has them.",
                                     n_left),
                           count);
  gtk_label_set_text (self->rest_words, words);
  gtk_widget_set_visible (self->rest, n_left > 0);
}

static void
show_order (RtFormFields *self)
{
  gtk_widget_set_visible (self->restore, rt_form_draft_is_moved (self->draft));
}

/* Counts a row that came to the first list, or left it for the other or for good. */
static void
count_page_row (RtFormFields *self, int n)
{
  self->n_page += n;
  self->next += n;
  self->n_rows += n;
}

static void
on_removed (RtFormFields *self, GtkWidget *row)
{
  RtFormControl *control = rt_form_row_get_control (RT_FORM_ROW (row));
  GtkWidget *rows = gtk_widget_get_parent (row);
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  if (next == NULL)
    next = gtk_widget_get_prev_sibling (row);
  gtk_widget_grab_focus (next != NULL ? next : GTK_WIDGET (self->add));
  gtk_box_remove (GTK_BOX (rows), row);
  self->next_added--;
  if (rows == self->rows)
    count_page_row (self, -1);
  rt_form_draft_remove (self->draft, control);
  show_order (self);
}

static void
on_moved (RtFormFields *self, GtkWidget *row, GtkWidget *target)
{
  GPtrArray *controls = get_controls (self);
  gboolean is_page_row = gtk_widget_get_parent (row) == self->rows;
  guint from;
  guint to;

  g_ptr_array_find (controls, rt_form_row_get_control (RT_FORM_ROW (row)), &from);
  g_ptr_array_find (controls, rt_form_row_get_control (RT_FORM_ROW (target)), &to);
  if (is_page_row != (from < self->n_page))
    count_page_row (self, is_page_row ? 1 : -1);
  rt_form_draft_move (self->draft, from, to);
  show_order (self);
}

static void
on_restore_clicked (RtFormFields *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
  rt_form_draft_restore_order (self->draft);
}

static void
append_row (RtFormFields *self, GtkWidget *rows, RtFormControl *control)
{
  GtkWidget *row = rt_form_row_new (self->draft, control, self->mover);

  gtk_size_group_add_widget (self->names, rt_form_row_get_naming (RT_FORM_ROW (row)));
  rt_form_row_join (RT_FORM_ROW (row), self->radios);
  g_signal_connect_object (row, "removed", G_CALLBACK (on_removed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (row, control->kind != RT_CONTROL_HIDDEN
                                   || gtk_toggle_button_get_active (self->hidden));
  gtk_box_append (GTK_BOX (rows), row);
}

static gboolean
wants_page_row (RtFormFields *self)
{
  GPtrArray *controls = get_controls (self);

  while (self->next < self->n_page
         && !is_field (g_ptr_array_index (controls, self->next)))
    self->next++;
  return self->next < self->n_page && self->n_rows < self->n_wanted;
}

static gboolean
wants_row (RtFormFields *self)
{
  return wants_page_row (self) || self->next_added < get_controls (self)->len;
}

static void
append_next (RtFormFields *self)
{
  GPtrArray *controls = get_controls (self);

  if (wants_page_row (self))
    {
      append_row (self, self->rows, g_ptr_array_index (controls, self->next++));
      self->n_rows++;
    }
  else
    append_row (self, self->added_rows, g_ptr_array_index (controls, self->next_added++));
}

/* One a frame: each takes milliseconds to make and to lay out. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RtFormFields *self = RT_FORM_FIELDS (widget);

  append_next (self);
  if (wants_row (self))
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  show_rest (self);
  return G_SOURCE_REMOVE;
}

static void
fill (RtFormFields *self)
{
  if (self->filling != 0)
    return;
  if (wants_row (self))
    append_next (self);
  if (wants_row (self))
    self->filling
        = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
  else
    show_rest (self);
}

static void
stop_filling (RtFormFields *self)
{
  if (self->filling != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->filling);
  self->filling = 0;
}

static void
empty (GtkWidget *rows)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (rows)) != NULL)
    gtk_box_remove (GTK_BOX (rows), row);
}

static void
clear (RtFormFields *self)
{
  stop_filling (self);
  empty (self->rows);
  empty (self->added_rows);
  g_hash_table_remove_all (self->radios);
  self->next = 0;
  self->n_rows = 0;
}

static guint
count_page (RtFormFields *self)
{
  GPtrArray *controls = get_controls (self);
  guint n = controls->len;

  while (n > 0
         && rt_form_draft_is_added (self->draft, g_ptr_array_index (controls, n - 1)))
    n--;
  return n;
}

static void
rebuild (RtFormFields *self)
{
  clear (self);
  self->n_page = count_page (self);
  self->next_added = self->n_page;
  gtk_widget_set_visible (GTK_WIDGET (self->hidden),
                          rt_html_form_has_hidden (rt_form_draft_get_form (self->draft)));
  show_order (self);
  fill (self);
}

static void
on_more_clicked (RtFormFields *self)
{
  self->n_wanted += ROWS_STEP;
  fill (self);
}

static void
focus_last (RtFormFields *self)
{
  GtkWidget *last = gtk_widget_get_last_child (self->added_rows);

  if (last != NULL && self->filling == 0)
    gtk_widget_grab_focus (last);
}

static void
on_add_clicked (RtFormFields *self)
{
  rt_form_draft_add (self->draft, "", "");
  focus_last (self);
}

static void
on_add_file_clicked (RtFormFields *self)
{
  rt_form_draft_add_file (self->draft);
  focus_last (self);
}

static void
on_paste_clicked (RtFormFields *self)
{
  rt_form_paste (GTK_WIDGET (self), self->draft);
}

static void
on_text_clicked (RtFormFields *self)
{
  rt_form_text_dialog_open (GTK_WIDGET (self), self->draft);
}

static void
rt_form_fields_dispose (GObject *object)
{
  RtFormFields *self = RT_FORM_FIELDS (object);

  stop_filling (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_FORM_FIELDS);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (rt_form_fields_parent_class)->dispose (object);
}

static void
rt_form_fields_finalize (GObject *object)
{
  RtFormFields *self = RT_FORM_FIELDS (object);

  g_hash_table_unref (self->radios);
  g_object_unref (self->mover);
  g_object_unref (self->names);
  G_OBJECT_CLASS (rt_form_fields_parent_class)->finalize (object);
}

static void
rt_form_fields_class_init (RtFormFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_form_fields_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_form_fields_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/forms/rt-form-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFormFields, rows);
  gtk_widget_class_bind_template_child (widget_class, RtFormFields, added_rows);
  gtk_widget_class_bind_template_child (widget_class, RtFormFields, rest);
  gtk_widget_class_bind_template_child (widget_class, RtFormFields, rest_words);
  gtk_widget_class_bind_template_child (widget_class, RtFormFields, buttons);
  gtk_widget_class_bind_template_child (widget_class, RtFormFields, add);
  gtk_widget_class_bind_template_child (widget_class, RtFormFields, restore);
  gtk_widget_class_bind_template_child (widget_class, RtFormFields, hidden);
  gtk_widget_class_bind_template_callback (widget_class, show_hidden);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_add_file_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_paste_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_text_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_clicked);
}

static void
rt_form_fields_init (RtFormFields *self)
{
  self->n_wanted = ROWS_STEP;
  self->radios = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->mover = rt_row_mover_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  rt_row_mover_add_box (self->mover, GTK_BOX (self->rows));
  rt_row_mover_add_box (self->mover, GTK_BOX (self->added_rows));
  g_signal_connect_object (self->mover, "moved", G_CALLBACK (on_moved), self,
                           G_CONNECT_SWAPPED);
}

/**
 * rt_form_fields_set_draft:
 * @self: the fields
 * @draft: whose form is filled in
 */
void
rt_form_fields_set_draft (RtFormFields *self, RtFormDraft *draft)
{
  g_return_if_fail (RT_IS_FORM_FIELDS (self));

  if (self->draft == draft)
    return;
  if (self->draft != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->draft, rebuild, self);
      g_signal_handlers_disconnect_by_func (self->draft, fill, self);
    }
  clear (self);
  g_set_object (&self->draft, draft);
  g_signal_connect_object (draft, "fields-changed", G_CALLBACK (rebuild), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "fields-added", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  self->n_wanted = ROWS_STEP;
  rebuild (self);
}
