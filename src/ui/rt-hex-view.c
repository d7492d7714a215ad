/* Bytes in hex, with the letters beside them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-hex-view.h"

#include "ui/rt-hex-text.h"

#include <glib/gi18n.h>

/* Only the lines in sight exist, as one layout: a GtkListView keeps two hundred rows, and
 * a frame in which they are made or measured takes longer than it may. */
struct _RtHexView
{
  GtkWidget parent_instance;

  GBytes *bytes; /* never NULL */

  PangoLayout *lines; /* in sight */
  guint64 first;      /* of them */
  double line_height;
  double line_width;

  GtkAdjustment *adjustments[2]; /* by GtkOrientation, nullable */
  GtkScrollablePolicy policies[2];
};

G_DEFINE_FINAL_TYPE_WITH_CODE (RtHexView,
                               rt_hex_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

typedef enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} RtHexViewProperty;

static double
get_value (RtHexView *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

static void
measure_line (RtHexView *self)
{
  g_autofree char *line = g_strnfill (RT_HEX_COLUMNS, '0');
  g_autoptr (PangoLayout) layout
      = gtk_widget_create_pango_layout (GTK_WIDGET (self), line);
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  self->line_width = (double)extents.width / PANGO_SCALE;
  self->line_height = MAX (1, (double)extents.height / PANGO_SCALE);
}

/* The lines in sight stand in the description, for those who have them read aloud. */
static void
lay_out_lines (RtHexView *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  guint count = (guint)(height / self->line_height) + 2;
  g_autofree char *text = NULL;

  self->first = (guint64)(get_value (self, GTK_ORIENTATION_VERTICAL) / self->line_height);
  text = rt_hex_text_dup_lines (self->bytes, self->first, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  g_clear_object (&self->lines);
  self->lines = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_auto_dir (self->lines, FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_extent (RtHexView *self, GtkOrientation orientation, double all, double seen)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  if (adjustment != NULL)
    gtk_adjustment_configure (
        adjustment, CLAMP (gtk_adjustment_get_value (adjustment), 0, MAX (0, all - seen)),
        0, MAX (all, seen), self->line_height,
        MAX (seen - self->line_height, self->line_height), seen);
}

static void
set_extents (RtHexView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double height = (double)rt_hex_text_count_lines (self->bytes) * self->line_height;

  set_extent (self, GTK_ORIENTATION_HORIZONTAL, self->line_width,
              gtk_widget_get_width (widget));
  set_extent (self, GTK_ORIENTATION_VERTICAL, height, gtk_widget_get_height (widget));
}

static void
set_adjustment (RtHexView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **old = &self->adjustments[orientation];

  if (*old != NULL)
    g_signal_handlers_disconnect_by_func (*old, lay_out_lines, self);
  if (!g_set_object (old, adjustment) || adjustment == NULL)
    return;
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (lay_out_lines), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* The other keys are the scrolled window's. */
static gboolean
on_arrow (GtkWidget *widget, GVariant *direction, gpointer user_data)
{
  RtHexView *self = RT_HEX_VIEW (widget);
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];

  if (adjustment == NULL)
    return FALSE;
  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment)
                                + g_variant_get_int32 (direction) * self->line_height);
  return TRUE;
}

static void
rt_hex_view_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  RtHexView *self = RT_HEX_VIEW (widget);

  measure_line (self);
  *minimum = 0;
  *natural = 1
             + (int)(orientation == GTK_ORIENTATION_HORIZONTAL ? self->line_width
                                                               : self->line_height);
}

static void
rt_hex_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RtHexView *self = RT_HEX_VIEW (widget);

  measure_line (self);
  set_extents (self);
  lay_out_lines (self);
}

static void
rt_hex_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RtHexView *self = RT_HEX_VIEW (widget);
  int x = -(int)get_value (self, GTK_ORIENTATION_HORIZONTAL);
  int y = (int)((double)self->first * self->line_height
                - get_value (self, GTK_ORIENTATION_VERTICAL));
  GdkRGBA colour;

  if (self->lines == NULL)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)y));
  gtk_snapshot_append_layout (snapshot, self->lines, &colour);
}

static void
rt_hex_view_dispose (GObject *object)
{
  RtHexView *self = RT_HEX_VIEW (object);

  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (rt_hex_view_parent_class)->dispose (object);
}

static void
rt_hex_view_finalize (GObject *object)
{
  g_bytes_unref (RT_HEX_VIEW (object)->bytes);
  G_OBJECT_CLASS (rt_hex_view_parent_class)->finalize (object);
}

static void
rt_hex_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtHexView *self = RT_HEX_VIEW (object);

  switch ((RtHexViewProperty)id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_hex_view_set_property (GObject *object,
                          guint id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  RtHexView *self = RT_HEX_VIEW (object);

  switch ((RtHexViewProperty)id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_hex_view_class_init (RtHexViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rt_hex_view_dispose;
  object_class->finalize = rt_hex_view_finalize;
  object_class->get_property = rt_hex_view_get_property;
  object_class->set_property = rt_hex_view_set_property;
  widget_class->measure = rt_hex_view_measure;
  widget_class->size_allocate = rt_hex_view_size_allocate;
  widget_class->snapshot = rt_hex_view_snapshot;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, on_arrow, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, on_arrow, "i", 1);
  gtk_widget_class_set_css_name (widget_class, "hexview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DOCUMENT);
}

static void
rt_hex_view_init (RtHexView *self)
{
  self->bytes = g_bytes_new (NULL, 0);
  self->line_height = 1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Bytes in hex"), -1);
}

/**
 * rt_hex_view_set_bytes:
 * @self: a view
 * @bytes: (nullable): what to show
 *
 * Shows @bytes.  A body that grows while it is looked at stays where it is scrolled to.
 */
void
rt_hex_view_set_bytes (RtHexView *self, GBytes *bytes)
{
  g_return_if_fail (RT_IS_HEX_VIEW (self));

  if (bytes == self->bytes)
    return;
  g_bytes_unref (self->bytes);
  self->bytes = bytes != NULL ? g_bytes_ref (bytes) : g_bytes_new (NULL, 0);
  if (self->lines == NULL) /* not on screen yet */
    return;
  set_extents (self);
  lay_out_lines (self);
}
