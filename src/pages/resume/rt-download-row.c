/* One download of the list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-row.h"

#include "pages/resume/rt-download-words.h"

#define GAP 12
#define ICON_SIZE 16
#define BAR_HEIGHT 4
#define BAR_GAP 4
#define TEXT_CHARS 12
#define MARK_HEIGHT 2
#define MARK_GAP 6 /* half of what is between two rows */

/* How often a row that changes all the time is drawn anew. */
#define LOOK_US (G_USEC_PER_SEC / 5)

/* Drawn by hand, and of a size that does not depend on its text: a list makes 200 of these
 * at once, and some change several times a second. */
struct _RtDownloadRow
{
  GtkWidget parent_instance;

  RtDownloadTerms *terms;
  RtDownload *download; /* nullable */
  char *name;
  char *facts;
  gint64 shown_us; /* monotonic */
  RtDownloadState shown;
  RtRowMark mark;
};

G_DEFINE_FINAL_TYPE (RtDownloadRow, rt_download_row, GTK_TYPE_WIDGET)

static int
get_line_height (GtkWidget *widget)
{
  PangoFontMetrics *metrics
      = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return height;
}

static void
rt_download_row_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  int line = get_line_height (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = 2 * line + BAR_GAP + BAR_HEIGHT;
  else
    *minimum = *natural = ICON_SIZE + GAP + TEXT_CHARS * line / 2;
}

static void
draw_icon (RtDownloadRow *self, GtkSnapshot *snapshot, const GdkRGBA *colour)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      theme, rt_download_words_get_icon (self->download), NULL, ICON_SIZE,
      gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget), 0);
  float y = (float)(gtk_widget_get_height (widget) - ICON_SIZE) / 2;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot,
                                            ICON_SIZE, ICON_SIZE, colour, 1);
  gtk_snapshot_restore (snapshot);
}

/* Of a line, as wide as there is room for it. */
static PangoLayout *
make_layout (GtkWidget *widget, const char *text, gboolean is_bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  int width = gtk_widget_get_width (widget) - ICON_SIZE - GAP;

  if (is_bold)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout,
                              is_bold ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  return layout;
}

static void
draw_text (GtkWidget *widget,
           GtkSnapshot *snapshot,
           const char *text,
           int y,
           gboolean is_bold,
           const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = make_layout (widget, text, is_bold);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (ICON_SIZE + GAP, (float)y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_bar (RtDownloadRow *self, GtkSnapshot *snapshot, const GdkRGBA *colour)
{
  GtkWidget *widget = GTK_WIDGET (self);
  float x = ICON_SIZE + GAP;
  float width = (float)gtk_widget_get_width (widget) - x;
  float y = (float)gtk_widget_get_height (widget) - BAR_HEIGHT;
  double fraction = rt_download_words_get_fraction (self->download);
  GdkRGBA track = *colour;
  GdkRGBA bar = *colour;

  track.alpha *= 0.15f;
  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_color",
                                  &bar);
  gtk_snapshot_append_color (snapshot, &track,
                             &GRAPHENE_RECT_INIT (x, y, MAX (width, 0), BAR_HEIGHT));
  /* Of unknown length: there is something, and no end to it. */
  if (fraction < 0)
    fraction = 0.1;
  gtk_snapshot_append_color (
      snapshot, &bar,
      &GRAPHENE_RECT_INIT (x, y, (float)fraction * MAX (width, 0), BAR_HEIGHT));
}

/* Between two rows. */
static void
draw_mark (RtDownloadRow *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  float y = self->mark == RT_ROW_MARK_ABOVE
                ? -MARK_GAP
                : (float)gtk_widget_get_height (widget) + MARK_GAP;
  GdkRGBA colour;

  if (self->mark == RT_ROW_MARK_NONE
      || !gtk_style_context_lookup_color (gtk_widget_get_style_context (widget),
                                          "accent_color", &colour))
    return;
  gtk_snapshot_append_color (
      snapshot, &colour,
      &GRAPHENE_RECT_INIT (0, y, (float)gtk_widget_get_width (widget), MARK_HEIGHT));
}

static void
rt_download_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RtDownloadRow *self = RT_DOWNLOAD_ROW (widget);
  GdkRGBA colour, dim;

  if (self->download == NULL)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  dim = colour;
  dim.alpha *= 0.65f;
  draw_icon (self, snapshot, &colour);
  draw_text (widget, snapshot, self->name, 0, TRUE, &colour);
  draw_text (widget, snapshot, self->facts, get_line_height (widget), FALSE, &dim);
  if (self->shown != RT_DOWNLOAD_DONE)
    draw_bar (self, snapshot, &colour);
  draw_mark (self, snapshot);
}

static void
show (RtDownloadRow *self)
{
  g_free (self->name);
  g_free (self->facts);
  self->name = rt_download_words_dup_name (self->download);
  self->facts = rt_download_words_dup_facts (self->download,
                                             rt_download_terms_get_hold (self->terms));
  self->shown = rt_download_get_state (self->download);
  self->shown_us = g_get_monotonic_time ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->facts, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_updated (RtDownloadRow *self)
{
  if (self->shown != rt_download_get_state (self->download)
      || g_get_monotonic_time () - self->shown_us >= LOOK_US)
    show (self);
}

static void
on_hold_changed (RtDownloadRow *self)
{
  if (self->download != NULL)
    show (self);
}

static gboolean
is_cut (GtkWidget *widget, const char *text, gboolean is_bold)
{
  g_autoptr (PangoLayout) layout = make_layout (widget, text, is_bold);

  return pango_layout_is_ellipsized (layout);
}

/* Only for what cannot be read in the row. */
static gboolean
rt_download_row_query_tooltip (GtkWidget *widget,
                               int x,
                               int y,
                               gboolean keyboard,
                               GtkTooltip *tooltip)
{
  RtDownloadRow *self = RT_DOWNLOAD_ROW (widget);
  g_autofree char *text = NULL;

  if (self->download == NULL
      || (!is_cut (widget, self->name, TRUE) && !is_cut (widget, self->facts, FALSE)))
    return FALSE;
  text = g_strdup_printf ("%s\n%s", self->name, self->facts);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
rt_download_row_dispose (GObject *object)
{
  RtDownloadRow *self = RT_DOWNLOAD_ROW (object);

  rt_download_row_set_download (self, NULL);
  g_clear_object (&self->terms);
  G_OBJECT_CLASS (rt_download_row_parent_class)->dispose (object);
}

static void
rt_download_row_finalize (GObject *object)
{
  RtDownloadRow *self = RT_DOWNLOAD_ROW (object);

  g_free (self->name);
  g_free (self->facts);
  G_OBJECT_CLASS (rt_download_row_parent_class)->finalize (object);
}

static void
rt_download_row_class_init (RtDownloadRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rt_download_row_dispose;
  object_class->finalize = rt_download_row_finalize;
  widget_class->measure = rt_download_row_measure;
  widget_class->snapshot = rt_download_row_snapshot;
  widget_class->query_tooltip = rt_download_row_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rt_download_row_init (RtDownloadRow *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * rt_download_row_new:
 * @terms: on which downloads run
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
rt_download_row_new (RtDownloadTerms *terms)
{
  RtDownloadRow *self = g_object_new (RT_TYPE_DOWNLOAD_ROW, NULL);

  self->terms = g_object_ref (terms);
  g_signal_connect_object (terms, "notify::hold", G_CALLBACK (on_hold_changed), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * rt_download_row_set_download:
 * @self: a row
 * @download: (nullable): what to show and follow
 */
void
rt_download_row_set_download (RtDownloadRow *self, RtDownload *download)
{
  g_return_if_fail (RT_IS_DOWNLOAD_ROW (self));

  if (self->download != NULL)
    g_signal_handlers_disconnect_by_func (self->download, on_updated, self);
  g_set_object (&self->download, download);
  if (download == NULL)
    return;
  g_signal_connect_object (download, "updated", G_CALLBACK (on_updated), self,
                           G_CONNECT_SWAPPED);
  show (self);
}

RtDownload *
rt_download_row_get_download (RtDownloadRow *self)
{
  g_return_val_if_fail (RT_IS_DOWNLOAD_ROW (self), NULL);

  return self->download;
}

void
rt_download_row_set_mark (RtDownloadRow *self, RtRowMark mark)
{
  g_return_if_fail (RT_IS_DOWNLOAD_ROW (self));

  if (self->mark == mark)
    return;
  self->mark = mark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
