/* One cookie in the table of a jar. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-cookie-row.h"

#include "pages/cookies/rt-cookie-words.h"

/* Drawn by hand, as one line of text with tab stops: a list makes 200 of these at once, and
 * a widget for each cell would make it stall. */
struct _RtCookieRow
{
  GtkWidget parent_instance;

  char *text; /* the cells, with tabs between them; nullable */
};

G_DEFINE_FINAL_TYPE (RtCookieRow, rt_cookie_row, GTK_TYPE_WIDGET)

/* As wide as a label that is asked for so many characters, as those of the titles are. */
static int
get_column_width (PangoFontMetrics *metrics, RtCookieColumn column)
{
  int unit = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                  pango_font_metrics_get_approximate_digit_width (metrics));

  return PANGO_PIXELS_CEIL (unit * (int)rt_cookie_words_get_width (column));
}

static PangoFontMetrics *
get_metrics (GtkWidget *widget)
{
  return pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
}

static void
rt_cookie_row_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  PangoFontMetrics *metrics = get_metrics (widget);
  int size = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    size = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  else
    for (guint i = 0; i < RT_COOKIE_N_COLUMNS; i++)
      size += get_column_width (metrics, i);
  pango_font_metrics_unref (metrics);
  *minimum = *natural = size;
}

static PangoTabArray *
make_tabs (GtkWidget *widget)
{
  PangoFontMetrics *metrics = get_metrics (widget);
  PangoTabArray *tabs = pango_tab_array_new (RT_COOKIE_N_COLUMNS - 1, TRUE);
  int x = 0;

  for (int i = 0; i < RT_COOKIE_N_COLUMNS - 1; i++)
    {
      x += get_column_width (metrics, (RtCookieColumn)i);
      pango_tab_array_set_tab (tabs, i, PANGO_TAB_LEFT, x);
    }
  pango_font_metrics_unref (metrics);
  return tabs;
}

static void
rt_cookie_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RtCookieRow *self = RT_COOKIE_ROW (widget);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, self->text);
  PangoTabArray *tabs = make_tabs (widget);
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  pango_layout_set_tabs (layout, tabs);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  pango_tab_array_free (tabs);
}

static void
rt_cookie_row_finalize (GObject *object)
{
  g_free (RT_COOKIE_ROW (object)->text);
  G_OBJECT_CLASS (rt_cookie_row_parent_class)->finalize (object);
}

static void
rt_cookie_row_class_init (RtCookieRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rt_cookie_row_finalize;
  widget_class->measure = rt_cookie_row_measure;
  widget_class->snapshot = rt_cookie_row_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
rt_cookie_row_init (RtCookieRow *self)
{
}

GtkWidget *
rt_cookie_row_new (void)
{
  return g_object_new (RT_TYPE_COOKIE_ROW, NULL);
}

static guint
get_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

/* What does not fit into the column, with a space behind it, is cut. */
static void
append_cell (GString *text, const char *cell, guint width)
{
  const char *end = cell;
  guint used = 0;

  for (; *end != '\0'; end = g_utf8_next_char (end))
    {
      used += get_width (g_utf8_get_char (end));
      if (used > width - 2)
        break;
    }
  g_string_append_len (text, cell, end - cell);
  if (*end != '\0')
    g_string_append (text, "…");
}

/* What a screen reader says of the row. */
static void
describe (RtCookieRow *self, const RtCookie *cookie, gboolean hide_value)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < RT_COOKIE_N_COLUMNS; i++)
    {
      g_autofree char *cell = rt_cookie_words_dup_cell (cookie, i, hide_value);

      if (*cell != '\0')
        g_string_append_printf (words, "%s%s: %s", i > 0 ? ", " : "",
                                rt_cookie_words_get_title (i), cell);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->str, -1);
}

/**
 * rt_cookie_row_show:
 * @self: a row
 * @cookie: what to show
 * @hide_value: whether somebody may look on
 */
void
rt_cookie_row_show (RtCookieRow *self, RtCookie *cookie, gboolean hide_value)
{
  GString *text = g_string_new (NULL);

  g_return_if_fail (RT_IS_COOKIE_ROW (self));

  for (guint i = 0; i < RT_COOKIE_N_COLUMNS; i++)
    {
      g_autofree char *cell = rt_cookie_words_dup_cell (cookie, i, hide_value);

      if (i > 0)
        g_string_append_c (text, '\t');
      append_cell (text, cell, rt_cookie_words_get_width (i));
    }
  g_free (self->text);
  self->text = g_string_free (text, FALSE);
  describe (self, cookie, hide_value);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
