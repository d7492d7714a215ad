/* The phases of one hop as bars, drawn to scale. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-timing-chart.h"

#include "ui/rt-format.h"

#include <glib/gi18n.h>

#define ROW_HEIGHT 28
#define BAR_HEIGHT 14
#define INDENT 18
#define GAP 12
#define NARROWEST_BAR 3

/* One bar. */
typedef struct
{
  RtPhase phase;
  gint64 start; /* µs since the exchange began */
  gint64 end;
  char *label;
  char *time;
} Bar;

struct _RtTimingChart
{
  GtkWidget parent_instance;

  GArray *bars;   /* of Bar */
  gint64 span_us; /* what the whole width stands for */
};

G_DEFINE_FINAL_TYPE (RtTimingChart, rt_timing_chart, GTK_TYPE_WIDGET)

static const char *
phase_to_label (RtPhase phase)
{
  switch (phase)
    {
    case RT_PHASE_RESOLVE:
      return _ ("Look up name");
    case RT_PHASE_CONNECT:
      return _ ("Connect");
    case RT_PHASE_PROXY:
      return _ ("Proxy");
    case RT_PHASE_TLS:
      return _ ("TLS");
    case RT_PHASE_SEND:
      return _ ("Send");
    case RT_PHASE_WAIT:
      return _ ("Wait");
    case RT_PHASE_RECEIVE:
      return _ ("Receive");
    }
  g_return_val_if_reached (NULL);
}

static GdkRGBA
phase_to_colour (RtPhase phase)
{
  static const char *const colours[RT_N_PHASES]
      = { "#33d17a", "#f6d32d", "#865e3c", "#c061cb", "#e66100", "#3584e4", "#62a0ea" };
  GdkRGBA colour;

  gdk_rgba_parse (&colour, colours[phase]);
  return colour;
}

static void
clear_bar (gpointer data)
{
  Bar *bar = data;

  g_free (bar->label);
  g_free (bar->time);
}

static PangoLayout *
create_layout (RtTimingChart *self, const char *text)
{
  return gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
}

static int
measure_text (RtTimingChart *self, const char *text)
{
  g_autoptr (PangoLayout) layout = create_layout (self, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* The same for every hop, so that the bars of all stand on one scale. */
static int
measure_labels (RtTimingChart *self)
{
  int widest = 0;

  for (guint i = 0; i < RT_N_PHASES; i++)
    widest = MAX (widest, measure_text (self, phase_to_label ((RtPhase)i)));
  return widest;
}

static int
measure_times (RtTimingChart *self)
{
  g_autofree char *text = rt_format_duration (999 * G_TIME_SPAN_MILLISECOND);

  return MAX (measure_text (self, text), measure_text (self, "88.88 s"));
}

static void
draw_text (RtTimingChart *self,
           GtkSnapshot *snapshot,
           const char *text,
           float x,
           float y,
           float width,
           gboolean at_end)
{
  g_autoptr (PangoLayout) layout = create_layout (self, text);
  GdkRGBA colour;
  int text_width;
  int text_height;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  if (at_end)
    colour.alpha *= 0.55f;
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (at_end ? x + width - (float)text_width : x,
                                      y + (float)(ROW_HEIGHT - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_bar (RtTimingChart *self,
          GtkSnapshot *snapshot,
          const Bar *bar,
          graphene_rect_t area)
{
  GdkRGBA colour = phase_to_colour (bar->phase);
  double scale = self->span_us > 0 ? area.size.width / (double)self->span_us : 0;
  float x = (float)((double)bar->start * scale);
  float width = (float)((double)(bar->end - bar->start) * scale);
  GskRoundedRect outline;

  width = MAX (width, NARROWEST_BAR);
  x = CLAMP (x, 0, MAX (0, area.size.width - width));
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = area.size.width - x - width;
  gsk_rounded_rect_init_from_rect (
      &outline,
      &GRAPHENE_RECT_INIT (area.origin.x + x,
                           area.origin.y + (float)(ROW_HEIGHT - BAR_HEIGHT) / 2, width,
                           BAR_HEIGHT),
      MIN (3, width / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colour, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
rt_timing_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RtTimingChart *self = RT_TIMING_CHART (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = (float)gtk_widget_get_width (widget);
  float labels = (float)measure_labels (self);
  float times = (float)measure_times (self);
  float bars = MAX (0, width - INDENT - labels - times - 2 * GAP);

  for (guint i = 0; i < self->bars->len; i++)
    {
      const Bar *bar = &g_array_index (self->bars, Bar, i);
      float y = (float)(i * ROW_HEIGHT);

      draw_text (self, snapshot, bar->label, rtl ? width - INDENT - labels : INDENT, y,
                 labels, FALSE);
      draw_bar (self, snapshot, bar,
                GRAPHENE_RECT_INIT (rtl ? times + GAP : INDENT + labels + GAP, y, bars,
                                    ROW_HEIGHT));
      draw_text (self, snapshot, bar->time, rtl ? 0 : width - times, y, times, TRUE);
    }
}

static void
rt_timing_chart_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  RtTimingChart *self = RT_TIMING_CHART (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (int)self->bars->len * ROW_HEIGHT;
  else
    {
      *minimum = INDENT + measure_labels (self) + measure_times (self) + 2 * GAP + 60;
      *natural = *minimum + 300;
    }
}

static gboolean
rt_timing_chart_query_tooltip (GtkWidget *widget,
                               int x,
                               int y,
                               gboolean keyboard,
                               GtkTooltip *tooltip)
{
  RtTimingChart *self = RT_TIMING_CHART (widget);
  guint row = y < 0 ? G_MAXUINT : (guint)y / ROW_HEIGHT;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autofree char *text = NULL;
  const Bar *bar;

  if (keyboard || row >= self->bars->len)
    return FALSE;
  bar = &g_array_index (self->bars, Bar, row);
  start = rt_format_duration (bar->start);
  end = rt_format_duration (bar->end);
  /* Translators: a phase such as Connect, then when it began and when it ended. */
  text = g_strdup_printf (_ ("%s: from %s to %s"), bar->label, start, end);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
rt_timing_chart_finalize (GObject *object)
{
  RtTimingChart *self = RT_TIMING_CHART (object);

  g_array_unref (self->bars);
  G_OBJECT_CLASS (rt_timing_chart_parent_class)->finalize (object);
}

static void
rt_timing_chart_class_init (RtTimingChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rt_timing_chart_finalize;
  widget_class->snapshot = rt_timing_chart_snapshot;
  widget_class->measure = rt_timing_chart_measure;
  widget_class->query_tooltip = rt_timing_chart_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rt_timing_chart_init (RtTimingChart *self)
{
  self->bars = g_array_new (FALSE, TRUE, sizeof (Bar));
  g_array_set_clear_func (self->bars, clear_bar);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
rt_timing_chart_new (void)
{
  return g_object_new (RT_TYPE_TIMING_CHART, NULL);
}

/**
 * rt_timing_chart_show:
 * @self: a chart
 * @report: what was seen on the wire
 * @origin_us: when the exchange began, monotonic
 * @span_us: what the whole width stands for
 *
 * Draws a bar for every phase that happened, and none for the others.  A phase that goes
 * on reaches to the end of the span.
 */
void
rt_timing_chart_show (RtTimingChart *self,
                      const RtWireReport *report,
                      gint64 origin_us,
                      gint64 span_us)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_if_fail (RT_IS_TIMING_CHART (self));

  g_array_set_size (self->bars, 0);
  for (guint i = 0; i < RT_N_PHASES; i++)
    {
      Bar bar = { .phase = (RtPhase)i };

      if (!rt_timings_get (&report->timings, bar.phase, origin_us, &bar.start, &bar.end))
        continue;
      if (bar.end < bar.start)
        bar.end = MAX (bar.start, span_us);
      bar.label = g_strdup (i == RT_PHASE_TLS && report->tls != NULL
                                    && report->tls->version != NULL
                                ? report->tls->version
                                : phase_to_label (bar.phase));
      bar.time = rt_format_duration (bar.end - bar.start);
      g_array_append_val (self->bars, bar);
      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append_printf (text, "%s %s", bar.label, bar.time);
    }
  self->span_us = span_us;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text->str, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
