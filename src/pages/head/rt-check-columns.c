/* Where the columns of a table of addresses stand, for its rows and its titles. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-check-columns.h"

#define GAP 12
/* With less room, in digits, there are no columns. */
#define LEAST_DIGITS 80

/* In digits; the address and the notes share what is left. */
static const int digits[RT_N_CHECK_COLUMNS] = {
  [RT_CHECK_COLUMN_VERDICT] = 15,
  [RT_CHECK_COLUMN_STATUS] = 8,
  [RT_CHECK_COLUMN_SIZE] = 9,
  [RT_CHECK_COLUMN_TIME] = 8,
};

/**
 * rt_check_columns_measure_digit:
 * @widget: where text is written
 * @height: (out) (nullable): how high a line of it is
 * @ascent: (out) (nullable): how far down in it letters stand
 *
 * Returns: how wide a digit of it is
 */
int
rt_check_columns_measure_digit (GtkWidget *widget, int *height, int *ascent)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int digit
      = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_digit_width (metrics));

  if (height != NULL)
    *height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  if (ascent != NULL)
    *ascent = PANGO_PIXELS (pango_font_metrics_get_ascent (metrics));
  pango_font_metrics_unref (metrics);
  return digit;
}

/* Whether there is room for columns. */
gboolean
rt_check_columns_fit (int width, int digit)
{
  return width >= LEAST_DIGITS * digit;
}

/**
 * rt_check_columns_place:
 * @places: (out caller-allocates): where each column stands
 * @width: of all, enough for rt_check_columns_fit()
 * @digit: how wide one is
 */
void
rt_check_columns_place (RtCheckPlace places[RT_N_CHECK_COLUMNS], int width, int digit)
{
  int rest = width - (RT_N_CHECK_COLUMNS - 1) * GAP;
  int x = 0;

  for (guint i = 0; i < RT_N_CHECK_COLUMNS; i++)
    rest -= digits[i] * digit;
  for (guint i = 0; i < RT_N_CHECK_COLUMNS; i++)
    {
      places[i] = (RtCheckPlace){ x, digits[i] * digit };
      if (i == RT_CHECK_COLUMN_ADDRESS)
        places[i].width = rest - rest / 2;
      else if (i == RT_CHECK_COLUMN_NOTES)
        places[i].width = rest / 2;
      x += places[i].width + GAP;
    }
}
