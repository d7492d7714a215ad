/* How a row of the fields view looks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-field-widget.h"

#include "ui/rt-format.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* A label that wraps a value of some 100 kB would take seconds. */
#define LONGEST_SHOWN 2000

struct _RtFieldWidget
{
  GtkWidget parent_instance;

  RtFieldRow *row; /* nullable */

  GtkWidget *content;
  GtkWidget *box;
  GtkLabel *heading;
  GtkLabel *name;
  GtkLabel *value;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (RtFieldWidget, rt_field_widget, GTK_TYPE_WIDGET)

static void
on_copy_clicked (RtFieldWidget *self)
{
  g_autofree char *line = NULL;

  if (self->row == NULL || rt_field_row_is_heading (self->row))
    return;
  line = g_strdup_printf ("%s: %s", rt_field_row_get_name (self->row),
                          rt_field_row_get_value (self->row));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), line);
}

static char *
dup_shown (const char *value)
{
  glong length = g_utf8_strlen (value, -1);
  g_autofree char *start = NULL;
  g_autofree char *count = NULL;

  if (length <= LONGEST_SHOWN)
    return g_strdup (value);
  start = g_utf8_substring (value, 0, LONGEST_SHOWN);
  count = rt_format_count ((guint64)length);
  /* Translators: the start of a long value, then the number of its characters. */
  return g_strdup_printf (_ ("%s… (%s characters in all)"), start, count);
}

static void
rt_field_widget_dispose (GObject *object)
{
  RtFieldWidget *self = RT_FIELD_WIDGET (object);

  g_clear_object (&self->row);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_FIELD_WIDGET);
  G_OBJECT_CLASS (rt_field_widget_parent_class)->dispose (object);
}

static void
rt_field_widget_class_init (RtFieldWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_field_widget_dispose;
  g_type_ensure (ADW_TYPE_CLAMP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-field-widget.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFieldWidget, content);
  gtk_widget_class_bind_template_child (widget_class, RtFieldWidget, box);
  gtk_widget_class_bind_template_child (widget_class, RtFieldWidget, heading);
  gtk_widget_class_bind_template_child (widget_class, RtFieldWidget, name);
  gtk_widget_class_bind_template_child (widget_class, RtFieldWidget, value);
  gtk_widget_class_bind_template_child (widget_class, RtFieldWidget, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_field_widget_init (RtFieldWidget *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy this field"),
                                  -1);
}

GtkWidget *
rt_field_widget_new (void)
{
  return g_object_new (RT_TYPE_FIELD_WIDGET, NULL);
}

/**
 * rt_field_widget_set_row:
 * @self: a widget
 * @row: (nullable): what it stands for
 *
 * Shows @row.
 */
void
rt_field_widget_set_row (RtFieldWidget *self, RtFieldRow *row)
{
  gboolean heading;
  g_autofree char *value = NULL;

  g_return_if_fail (RT_IS_FIELD_WIDGET (self));

  if (!g_set_object (&self->row, row) || row == NULL)
    return;
  heading = rt_field_row_is_heading (row);
  gtk_widget_set_visible (GTK_WIDGET (self->heading), heading);
  gtk_widget_set_visible (self->box, !heading);
  if (heading)
    {
      gtk_label_set_label (self->heading, rt_field_row_get_name (row));
      return;
    }
  value = dup_shown (rt_field_row_get_value (row));
  gtk_label_set_label (self->name, rt_field_row_get_name (row));
  gtk_label_set_label (self->value, value);
  if (rt_field_row_is_remark (row))
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "remark");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "remark");
}
