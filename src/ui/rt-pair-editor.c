/* A list of names with values, edited row by row or as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-pair-editor.h"

#include "core/wire/rt-error.h"
#include "ui/rt-pair-row.h"

#include <glib/gi18n.h>

/* No server takes as many; as rows they would take the window seconds. */
#define MAX_ROWS 1000

struct _RtPairEditor
{
  GtkWidget parent_instance;

  GtkWidget *buttons;
  GtkStack *stack;
  GtkListBox *rows;
  GtkTextView *text;
  GtkWidget *add;
  GtkToggleButton *as_text;
};

G_DEFINE_FINAL_TYPE (RtPairEditor, rt_pair_editor, GTK_TYPE_WIDGET)

static RtPairRow *
get_row (RtPairEditor *self, int index)
{
  return (RtPairRow *)gtk_list_box_get_row_at_index (self->rows, index);
}

/* The focus goes to the neighbour, so that one key after the other can remove them all. */
static void
remove_row (RtPairEditor *self, int index)
{
  RtPairRow *next = get_row (self, index + 1);

  if (next == NULL)
    next = get_row (self, index - 1);
  gtk_widget_grab_focus (next != NULL ? GTK_WIDGET (next) : self->add);
  gtk_list_box_remove (self->rows, GTK_WIDGET (get_row (self, index)));
}

static void
insert_pairs (RtPairEditor *self, GPtrArray *pairs, int index)
{
  for (guint i = 0; i < MIN (pairs->len, MAX_ROWS); i++)
    gtk_list_box_insert (self->rows, rt_pair_row_new (g_ptr_array_index (pairs, i)),
                         index + i);
}

static void
replace_pairs (RtPairEditor *self, GPtrArray *pairs)
{
  RtPairRow *row;

  while ((row = get_row (self, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  insert_pairs (self, pairs, 0);
}

static GPtrArray *
dup_pairs (RtPairEditor *self)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_pair_free);
  RtPairRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    if (!rt_pair_row_is_blank (row))
      g_ptr_array_add (pairs, rt_pair_row_dup_pair (row));
  return pairs;
}

/* Takes the text over into the rows. */
static void
read_text (RtPairEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) pairs = NULL;

  g_object_get (buffer, "text", &text, NULL);
  pairs = rt_pairs_parse (text);
  replace_pairs (self, pairs);
}

static void
on_as_text_toggled (RtPairEditor *self)
{
  gboolean as_text = gtk_toggle_button_get_active (self->as_text);

  gtk_widget_set_sensitive (self->add, !as_text);
  gtk_stack_set_visible_child_name (self->stack, as_text ? "text" : "rows");
  if (as_text)
    {
      g_autoptr (GPtrArray) pairs = dup_pairs (self);
      g_autofree char *text = rt_pairs_print (pairs);

      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
    }
  else
    read_text (self);
}

static void
on_add_clicked (RtPairEditor *self)
{
  const RtPair blank = { TRUE, (char *)"", (char *)"" };
  GtkWidget *row = rt_pair_row_new (&blank);

  gtk_list_box_append (self->rows, row);
  gtk_widget_grab_focus (row);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *index)
{
  remove_row (RT_PAIR_EDITOR (widget), g_variant_get_int32 (index));
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *indices)
{
  RtPairEditor *self = RT_PAIR_EDITOR (widget);
  RtPairRow *row;
  int from;
  int to;

  g_variant_get (indices, "(ii)", &from, &to);
  row = get_row (self, from);
  if (row == NULL || to < 0 || get_row (self, to) == NULL)
    return;

  g_object_ref (row);
  gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  gtk_list_box_insert (self->rows, GTK_WIDGET (row), to);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  g_object_unref (row);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtPairEditor *self = RT_PAIR_EDITOR (widget);
  g_autoptr (GPtrArray) pairs = NULL;
  const char *block;
  int index;

  g_variant_get (parameter, "(i&s)", &index, &block);
  pairs = rt_pairs_parse (block);
  insert_pairs (self, pairs, index + 1);
  if (rt_pair_row_is_blank (get_row (self, index)))
    remove_row (self, index);
}

static void
rt_pair_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_PAIR_EDITOR);
  G_OBJECT_CLASS (rt_pair_editor_parent_class)->dispose (object);
}

static void
rt_pair_editor_class_init (RtPairEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_pair_editor_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-pair-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RtPairEditor, buttons);
  gtk_widget_class_bind_template_child (widget_class, RtPairEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, RtPairEditor, rows);
  gtk_widget_class_bind_template_child (widget_class, RtPairEditor, text);
  gtk_widget_class_bind_template_child (widget_class, RtPairEditor, add);
  gtk_widget_class_bind_template_child (widget_class, RtPairEditor, as_text);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_as_text_toggled);
  gtk_widget_class_install_action (widget_class, "pairs.remove", "i", remove_action);
  gtk_widget_class_install_action (widget_class, "pairs.move", "(ii)", move_action);
  gtk_widget_class_install_action (widget_class, "pairs.paste", "(is)", paste_action);
}

static void
rt_pair_editor_init (RtPairEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_pair_editor_set_fields:
 * @self: an editor
 * @fields: what to edit
 *
 * Puts @fields in place of what is there.
 */
void
rt_pair_editor_set_fields (RtPairEditor *self, const RtHeaderList *fields)
{
  g_autoptr (GPtrArray) pairs
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_pair_free);

  g_return_if_fail (RT_IS_PAIR_EDITOR (self));

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *field = rt_header_list_get (fields, i);

      g_ptr_array_add (pairs, rt_pair_new (TRUE, field->name, field->value));
    }
  gtk_toggle_button_set_active (self->as_text, FALSE);
  replace_pairs (self, pairs);
}

/**
 * rt_pair_editor_dup_fields:
 * @self: an editor
 * @error: return location for a #GError, or %NULL
 *
 * Errors: %RT_ERROR_BAD_FIELD if a field that is switched on cannot be sent; its row says
 * why.
 *
 * Returns: (transfer full) (nullable): the fields that are switched on, in their order
 */
RtHeaderList *
rt_pair_editor_dup_fields (RtPairEditor *self, GError **error)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  RtPairRow *row;

  g_return_val_if_fail (RT_IS_PAIR_EDITOR (self), NULL);

  if (gtk_toggle_button_get_active (self->as_text))
    read_text (self);
  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      g_autoptr (RtPair) pair = rt_pair_row_dup_pair (row);

      if (!pair->enabled || rt_pair_row_is_blank (row))
        continue;
      if (!rt_pair_row_check (row)
          || !rt_header_list_append (fields, pair->name, pair->value, error))
        {
          /* The words are on the row: show it. */
          gtk_toggle_button_set_active (self->as_text, FALSE);
          gtk_widget_grab_focus (GTK_WIDGET (row));
          if (error != NULL && *error == NULL)
            g_set_error (error, RT_ERROR, RT_ERROR_BAD_FIELD, "bad field '%s'",
                         pair->name);
          return NULL;
        }
    }
  return g_steal_pointer (&fields);
}
