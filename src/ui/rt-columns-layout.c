/* Two children beside each other, or below each other where there is little room. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-columns-layout.h"

#define SPACING 12

/* From this width on, in pixels, they stand side by side. */
#define WIDE 720

/* Below the first child, the second has the height that it needs and the first the rest.  It
 * may be hidden: the first has all then. */
struct _RtColumnsLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (RtColumnsLayout, rt_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
get_second (GtkWidget *widget)
{
  GtkWidget *second = gtk_widget_get_last_child (widget);

  return gtk_widget_should_layout (second) ? second : NULL;
}

/* Of the first child; the other has the rest. */
static int
get_first_width (GtkWidget *widget, int width)
{
  return get_second (widget) != NULL && width >= WIDE ? (width - SPACING) / 2 : width;
}

static GtkSizeRequestMode
rt_columns_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rt_columns_layout_measure (GtkLayoutManager *layout,
                           GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  GtkWidget *second = get_second (widget);
  gboolean is_any = orientation == GTK_ORIENTATION_HORIZONTAL || for_size < 0;
  int width = is_any ? -1 : get_first_width (widget, for_size);
  gboolean is_wide = !is_any && width < for_size;
  int second_minimum;
  int second_natural;

  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, width, minimum,
                      natural, NULL, NULL);
  if (second == NULL)
    return;
  gtk_widget_measure (second, orientation, is_wide ? for_size - width - SPACING : width,
                      &second_minimum, &second_natural, NULL, NULL);
  /* For no width in particular, the height that does for some width. */
  if (is_any || is_wide)
    {
      *minimum = MAX (*minimum, second_minimum);
      *natural = MAX (*natural, second_natural);
    }
  else
    {
      *minimum += SPACING + second_minimum;
      *natural += SPACING + second_natural;
    }
}

static void
rt_columns_layout_allocate (GtkLayoutManager *layout,
                            GtkWidget *widget,
                            int width,
                            int height,
                            int baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = get_second (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { .width = get_first_width (widget, width), .height = height };
  GtkAllocation other = { .height = height };

  if (second != NULL && place.width < width)
    {
      other.x = mirrored ? 0 : place.width + SPACING;
      other.width = width - place.width - SPACING;
      place.x = mirrored ? other.width + SPACING : 0;
    }
  else if (second != NULL)
    {
      gtk_widget_measure (second, GTK_ORIENTATION_VERTICAL, width, &other.height, NULL,
                          NULL, NULL);
      place.height = height - other.height - SPACING;
      other.y = place.height + SPACING;
      other.width = width;
    }
  gtk_widget_size_allocate (first, &place, -1);
  if (second != NULL)
    gtk_widget_size_allocate (second, &other, -1);
}

static void
rt_columns_layout_class_init (RtColumnsLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = rt_columns_layout_get_request_mode;
  layout_class->measure = rt_columns_layout_measure;
  layout_class->allocate = rt_columns_layout_allocate;
}

static void
rt_columns_layout_init (RtColumnsLayout *self)
{
}
