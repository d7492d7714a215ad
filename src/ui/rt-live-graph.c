/* The last values of something that is measured again and again, as a small graph. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-live-graph.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_VALUES 60
#define WIDTH_MIN 60
#define WIDTH_NATURAL 160
#define HEIGHT 40
#define LINE_WIDTH 1.5

struct _RtLiveGraph
{
  GtkWidget parent_instance;

  char *title; /* nullable */
  RtLiveGraphFormat format;

  double values[N_VALUES]; /* a ring */
  guint first;             /* the oldest */
  guint length;
};

G_DEFINE_FINAL_TYPE (RtLiveGraph, rt_live_graph, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TITLE = 1,
  PROP_FORMAT,
} RtLiveGraphProperty;

static GParamSpec *properties[PROP_FORMAT + 1];

static char *
format_plainly (double value)
{
  return g_strdup_printf ("%.3g", value);
}

static double
get_value (RtLiveGraph *self, guint index)
{
  return self->values[(self->first + index) % N_VALUES];
}

static double
get_peak (RtLiveGraph *self)
{
  double peak = 0;

  for (guint i = 0; i < self->length; i++)
    peak = MAX (peak, get_value (self, i));
  return peak;
}

/* What nobody sees is not put into words. */
static void
show (RtLiveGraph *self)
{
  g_autofree char *text = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  text = rt_live_graph_dup_text (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The newest at the end of the line, whichever way it is read. */
static double
get_x (RtLiveGraph *self, guint index, double width)
{
  double x = width - (self->length - 1 - index) * width / (N_VALUES - 1);

  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? width - x : x;
}

static void
draw_values (RtLiveGraph *self, cairo_t *cairo, double width, double height)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  double peak = get_peak (self);
  double ground = height - LINE_WIDTH / 2;
  double scale = peak > 0 ? (height - LINE_WIDTH) / peak : 0;
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (style, "accent_color", &colour))
    gtk_style_context_get_color (style, &colour);
  for (guint i = 0; i < self->length; i++)
    cairo_line_to (cairo, get_x (self, i, width), ground - get_value (self, i) * scale);
  gdk_cairo_set_source_rgba (cairo, &colour);
  cairo_set_line_width (cairo, LINE_WIDTH);
  cairo_set_line_join (cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cairo);
  cairo_line_to (cairo, get_x (self, self->length - 1, width), height);
  cairo_line_to (cairo, get_x (self, 0, width), height);
  cairo_close_path (cairo);
  colour.alpha *= 0.2f;
  gdk_cairo_set_source_rgba (cairo, &colour);
  cairo_fill (cairo);
}

/* Over the oldest values, which matter least. */
static void
draw_peak (RtLiveGraph *self, GtkSnapshot *snapshot, float width)
{
  g_autofree char *text = self->format (get_peak (self));
  g_autoptr (PangoLayout) layout
      = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GdkRGBA colour;
  int text_width;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha *= 0.55f;
  pango_layout_get_pixel_size (layout, &text_width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (rtl ? width - (float)text_width : 0, 0));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
rt_live_graph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RtLiveGraph *self = RT_LIVE_GRAPH (widget);
  float width = (float)gtk_widget_get_width (widget);
  float height = (float)gtk_widget_get_height (widget);
  cairo_t *cairo;

  if (self->length == 0)
    return;
  cairo = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  draw_values (self, cairo, width, height);
  cairo_destroy (cairo);
  draw_peak (self, snapshot, width);
}

static void
rt_live_graph_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  gboolean is_height = orientation == GTK_ORIENTATION_VERTICAL;

  *minimum = is_height ? HEIGHT : WIDTH_MIN;
  *natural = is_height ? HEIGHT : WIDTH_NATURAL;
}

static void
rt_live_graph_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rt_live_graph_parent_class)->map (widget);
  show (RT_LIVE_GRAPH (widget));
}

static gboolean
rt_live_graph_query_tooltip (GtkWidget *widget,
                             int x,
                             int y,
                             gboolean keyboard,
                             GtkTooltip *tooltip)
{
  g_autofree char *text = rt_live_graph_dup_text (RT_LIVE_GRAPH (widget));

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
rt_live_graph_finalize (GObject *object)
{
  g_free (RT_LIVE_GRAPH (object)->title);
  G_OBJECT_CLASS (rt_live_graph_parent_class)->finalize (object);
}

static void
rt_live_graph_get_property (GObject *object,
                            guint property,
                            GValue *value,
                            GParamSpec *spec)
{
  RtLiveGraph *self = RT_LIVE_GRAPH (object);

  switch ((RtLiveGraphProperty)property)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      return;
    case PROP_FORMAT:
      g_value_set_pointer (value, (gpointer)self->format);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, spec);
}

static void
rt_live_graph_set_property (GObject *object,
                            guint property,
                            const GValue *value,
                            GParamSpec *spec)
{
  RtLiveGraph *self = RT_LIVE_GRAPH (object);

  switch ((RtLiveGraphProperty)property)
    {
    case PROP_TITLE:
      rt_live_graph_set_title (self, g_value_get_string (value));
      return;
    case PROP_FORMAT:
      rt_live_graph_set_format (self, (RtLiveGraphFormat)g_value_get_pointer (value));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, spec);
}

static void
rt_live_graph_class_init (RtLiveGraphClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags
      = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = rt_live_graph_finalize;
  object_class->get_property = rt_live_graph_get_property;
  object_class->set_property = rt_live_graph_set_property;
  widget_class->snapshot = rt_live_graph_snapshot;
  widget_class->measure = rt_live_graph_measure;
  widget_class->map = rt_live_graph_map;
  widget_class->query_tooltip = rt_live_graph_query_tooltip;

  /**
   * RtLiveGraph:title: (nullable)
   *
   * What is measured, in words.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  /**
   * RtLiveGraph:format: (type gpointer)
   *
   * How a value is written: an #RtLiveGraphFormat, or %NULL for a plain number.
   */
  properties[PROP_FORMAT] = g_param_spec_pointer ("format", NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "livegraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rt_live_graph_init (RtLiveGraph *self)
{
  self->format = format_plainly;
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

void
rt_live_graph_set_title (RtLiveGraph *self, const char *title)
{
  g_return_if_fail (RT_IS_LIVE_GRAPH (self));

  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  show (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

void
rt_live_graph_set_format (RtLiveGraph *self, RtLiveGraphFormat format)
{
  g_return_if_fail (RT_IS_LIVE_GRAPH (self));

  format = format != NULL ? format : format_plainly;
  if (self->format == format)
    return;
  self->format = format;
  show (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORMAT]);
}

/**
 * rt_live_graph_push:
 * @self: a graph
 * @value: the newest; what is no number, or below 0, counts as 0
 *
 * Adds a value at the end.  The graph scales itself to the largest that is shown.
 */
void
rt_live_graph_push (RtLiveGraph *self, double value)
{
  g_return_if_fail (RT_IS_LIVE_GRAPH (self));

  if (self->length == N_VALUES)
    self->first = (self->first + 1) % N_VALUES;
  else
    self->length++;
  self->values[(self->first + self->length - 1) % N_VALUES]
      = isfinite (value) && value > 0 ? value : 0;
  show (self);
}

/**
 * rt_live_graph_clear:
 * @self: a graph
 *
 * Forgets all values.
 */
void
rt_live_graph_clear (RtLiveGraph *self)
{
  g_return_if_fail (RT_IS_LIVE_GRAPH (self));

  self->first = self->length = 0;
  show (self);
}

/**
 * rt_live_graph_dup_text:
 * @self: a graph
 *
 * Says in words what the graph shows.
 *
 * Returns: (transfer full): such as “Requests: now 12/s, at most 40/s”
 */
char *
rt_live_graph_dup_text (RtLiveGraph *self)
{
  g_autofree char *now = NULL;
  g_autofree char *peak = NULL;

  g_return_val_if_fail (RT_IS_LIVE_GRAPH (self), NULL);

  if (self->length == 0)
    return g_strdup (self->title != NULL ? self->title : "");
  now = self->format (get_value (self, self->length - 1));
  peak = self->format (get_peak (self));
  if (self->title == NULL)
    /* Translators: two values with their units, such as 12/s. */
    return g_strdup_printf (_ ("Now %s, at most %s"), now, peak);
  /* Translators: what is measured, then two values with their units, such as 12/s. */
  return g_strdup_printf (_ ("%s: now %s, at most %s"), self->title, now, peak);
}
