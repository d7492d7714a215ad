/* One name with its value, to be edited. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-pair-row.h"

#include "core/wire/rt-header-list.h"

#include <glib/gi18n.h>

struct _RtPairRow
{
  GtkListBoxRow parent_instance;

  GtkCheckButton *enabled;
  GtkEditable *name;
  GtkEditable *value;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (RtPairRow, rt_pair_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_remove_clicked (RtPairRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "pairs.remove", "i",
                              gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)));
}

static gboolean
on_key_pressed (RtPairRow *self, guint key, guint code, GdkModifierType state)
{
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self));

  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK
      || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;

  gtk_widget_activate_action (GTK_WIDGET (self), "pairs.move", "(ii)", index,
                              key == GDK_KEY_Up ? index - 1 : index + 1);
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, RtPairRow *self)
{
  return gdk_content_provider_new_typed (RT_TYPE_PAIR_ROW, self);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, RtPairRow *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, RtPairRow *self)
{
  GtkListBoxRow *row = g_value_get_object (value);

  if (gtk_widget_get_parent (GTK_WIDGET (row))
      != gtk_widget_get_parent (GTK_WIDGET (self)))
    return FALSE;

  return gtk_widget_activate_action (
      GTK_WIDGET (self), "pairs.move", "(ii)", gtk_list_box_row_get_index (row),
      gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)));
}

/* A whole block comes by the clipboard only: no key types a line break into an entry. */
static void
on_insert_text (GtkEditable *text,
                const char *inserted,
                int length,
                int *position,
                RtPairRow *self)
{
  g_autofree char *block
      = g_strndup (inserted, length < 0 ? strlen (inserted) : (gsize)length);

  g_strstrip (block);
  if (strchr (block, '\n') == NULL && strstr (block, ": ") == NULL)
    return;

  g_signal_stop_emission_by_name (text, "insert-text");
  gtk_widget_activate_action (GTK_WIDGET (self), "pairs.paste", "(is)",
                              gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)),
                              block);
}

static void
rt_pair_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_PAIR_ROW);
  G_OBJECT_CLASS (rt_pair_row_parent_class)->dispose (object);
}

static gboolean
rt_pair_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RT_PAIR_ROW (widget)->name));
}

static void
rt_pair_row_class_init (RtPairRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_pair_row_dispose;
  widget_class->grab_focus = rt_pair_row_grab_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-pair-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RtPairRow, enabled);
  gtk_widget_class_bind_template_child (widget_class, RtPairRow, name);
  gtk_widget_class_bind_template_child (widget_class, RtPairRow, value);
  gtk_widget_class_bind_template_child (widget_class, RtPairRow, words);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_drag_prepare);
  gtk_widget_class_bind_template_callback (widget_class, on_drag_begin);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
  gtk_widget_class_bind_template_callback (widget_class, rt_pair_row_check);
}

static void
rt_pair_row_init (RtPairRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_editable_get_delegate (self->name), "insert-text",
                           G_CALLBACK (on_insert_text), self, 0);
}

GtkWidget *
rt_pair_row_new (const RtPair *pair)
{
  RtPairRow *self = g_object_new (RT_TYPE_PAIR_ROW, NULL);
  GtkEditable *name = gtk_editable_get_delegate (self->name);

  gtk_check_button_set_active (self->enabled, pair->enabled);
  /* A bad name stays as it is, to be seen. */
  g_signal_handlers_block_by_func (name, on_insert_text, self);
  gtk_editable_set_text (self->name, pair->name);
  g_signal_handlers_unblock_by_func (name, on_insert_text, self);
  gtk_editable_set_text (self->value, pair->value);
  return GTK_WIDGET (self);
}

RtPair *
rt_pair_row_dup_pair (RtPairRow *self)
{
  g_return_val_if_fail (RT_IS_PAIR_ROW (self), NULL);

  return rt_pair_new (gtk_check_button_get_active (self->enabled),
                      gtk_editable_get_text (self->name),
                      gtk_editable_get_text (self->value));
}

gboolean
rt_pair_row_is_blank (RtPairRow *self)
{
  g_return_val_if_fail (RT_IS_PAIR_ROW (self), TRUE);

  return gtk_editable_get_text (self->name)[0] == '\0'
         && gtk_editable_get_text (self->value)[0] == '\0';
}

/**
 * rt_pair_row_check:
 * @self: a row
 *
 * Says on the row what is wrong with it. A row with neither name nor value is fine.
 *
 * Returns: whether it can be sent
 */
gboolean
rt_pair_row_check (RtPairRow *self)
{
  const char *name;
  const char *words = NULL;

  g_return_val_if_fail (RT_IS_PAIR_ROW (self), FALSE);

  name = gtk_editable_get_text (self->name);
  if (rt_pair_row_is_blank (self))
    words = NULL;
  else if (name[0] == '\0')
    words = _ ("A field needs a name.");
  else if (!rt_header_check (name, "", NULL))
    words = _ ("A name has no spaces, colons or letters beyond ASCII.");
  else if (!rt_header_check (name, gtk_editable_get_text (self->value), NULL))
    words = _ ("A value is one line, without control characters.");

  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL);
  gtk_label_set_text (self->words, words != NULL ? words : "");
  return words == NULL;
}
