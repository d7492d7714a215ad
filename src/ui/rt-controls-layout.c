/* A row of controls, the widest of them in a row of its own where there is little room. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-controls-layout.h"

#define SPACING 6

/* One child expands. It takes what the others leave while that is as much as it would like to
 * have; else it comes first, over the whole width, and the others follow below: those that
 * stood after it at the end. */
struct _RtControlsLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (RtControlsLayout, rt_controls_layout, GTK_TYPE_LAYOUT_MANAGER)

/* What is known of the children once they are measured, in pixels. */
typedef struct
{
  GtkWidget *wide; /* borrowed, nullable */
  int wide_minimum;
  int wide_natural;
  int others; /* with the space between them */
  int others_minimum;
} Widths;

static int
measure_width (GtkWidget *child, int *minimum)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, minimum, &natural, NULL,
                      NULL);
  return natural;
}

static int
measure_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static Widths
measure_children (GtkWidget *widget)
{
  Widths widths = { 0 };
  int n_others = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      if (widths.wide == NULL && gtk_widget_get_hexpand (child))
        {
          widths.wide = child;
          widths.wide_natural = measure_width (child, &widths.wide_minimum);
        }
      else
        {
          int space = n_others++ > 0 ? SPACING : 0;
          int minimum;

          widths.others += measure_width (child, &minimum) + space;
          widths.others_minimum += minimum + space;
        }
    }
  return widths;
}

static gboolean
fits_one_row (const Widths *widths, int width)
{
  return width < 0 || widths->wide == NULL
         || widths->others + SPACING + widths->wide_natural <= width;
}

/* The height of the tallest but @widths->wide. */
static int
measure_others_height (GtkWidget *widget, const Widths *widths)
{
  int height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != widths->wide && gtk_widget_should_layout (child))
      height = MAX (height, measure_height (child, -1));
  return height;
}

static GtkSizeRequestMode
rt_controls_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rt_controls_layout_measure (GtkLayoutManager *layout,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  Widths widths = measure_children (widget);
  int others_height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (widths.others_minimum, widths.wide_minimum);
      *natural = widths.others + SPACING + widths.wide_natural;
      return;
    }

  others_height = measure_others_height (widget, &widths);
  if (widths.wide == NULL)
    *minimum = others_height;
  else if (fits_one_row (&widths, for_size))
    *minimum
        = MAX (others_height,
               measure_height (widths.wide,
                               for_size < 0 ? -1 : for_size - widths.others - SPACING));
  else
    *minimum = measure_height (widths.wide, for_size) + SPACING + others_height;
  *natural = *minimum;
}

static void
rt_controls_layout_allocate (GtkLayoutManager *layout,
                             GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  Widths widths = measure_children (widget);
  gboolean one_row = fits_one_row (&widths, width);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int wide_width = one_row ? width - widths.others - SPACING : width;
  int gap = one_row ? wide_width + SPACING : MAX (width - widths.others, 0);
  int wide_height = widths.wide != NULL ? measure_height (widths.wide, wide_width) : 0;
  int top = one_row ? 0 : wide_height + SPACING;
  int lack = one_row ? 0 : MAX (widths.others - width, 0);
  int x = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { .x = x, .y = top, .height = height - top };

      if (!gtk_widget_should_layout (child))
        continue;
      if (child == widths.wide)
        {
          place.x = one_row ? x : 0;
          place.y = 0;
          place.width = wide_width;
          place.height = one_row ? height : wide_height;
          x += gap;
        }
      else
        {
          int minimum;
          int natural = measure_width (child, &minimum);

          /* What can do with less gives it to the others. */
          place.width = MAX (natural - lack, minimum);
          lack -= natural - place.width;
          x += place.width + SPACING;
        }
      if (mirrored)
        place.x = width - place.x - place.width;
      gtk_widget_size_allocate (child, &place, -1);
    }
}

static void
rt_controls_layout_class_init (RtControlsLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = rt_controls_layout_get_request_mode;
  layout_class->measure = rt_controls_layout_measure;
  layout_class->allocate = rt_controls_layout_allocate;
}

static void
rt_controls_layout_init (RtControlsLayout *self)
{
}
