/* The titles of a table of addresses: a click sorts. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-check-titles.h"

#include "pages/head/rt-check-columns.h"

#include <glib/gi18n.h>

/* A title begins where its column does: what is around its words stands out. */
#define AROUND 6

typedef struct
{
  GtkWidget *widget; /* a button, but where nothing can be sorted by it */
  GtkWidget *arrow;  /* NULL there */
} Title;

/* GtkColumnView would make 200 rows of six widgets in one turn of the main loop, which took
 * 25 to 45 ms here on GTK 4.8; the rows are drawn by hand instead, and need titles. */
struct _RtCheckTitles
{
  GtkWidget parent_instance;

  Title titles[RT_N_CHECK_COLUMNS];
};

G_DEFINE_FINAL_TYPE (RtCheckTitles, rt_check_titles, GTK_TYPE_WIDGET)

enum
{
  SORT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* RT_CHECK_BY_ROW: by none. */
static const struct
{
  const char *name;
  RtCheckKey key;
} columns[RT_N_CHECK_COLUMNS] = {
  [RT_CHECK_COLUMN_VERDICT] = { N_ ("Verdict"), RT_CHECK_BY_VERDICT },
  [RT_CHECK_COLUMN_STATUS] = { N_ ("Status"), RT_CHECK_BY_STATUS },
  [RT_CHECK_COLUMN_ADDRESS] = { N_ ("Address"), RT_CHECK_BY_ADDRESS },
  [RT_CHECK_COLUMN_NOTES] = { N_ ("Remarks"), RT_CHECK_BY_ROW },
  [RT_CHECK_COLUMN_SIZE] = { N_ ("Size"), RT_CHECK_BY_LENGTH },
  [RT_CHECK_COLUMN_TIME] = { N_ ("Time"), RT_CHECK_BY_TIME },
};

static void
on_clicked (RtCheckTitles *self, GtkWidget *button)
{
  for (guint i = 0; i < RT_N_CHECK_COLUMNS; i++)
    if (self->titles[i].widget == button)
      g_signal_emit (self, signals[SORT], 0, columns[i].key);
}

static GtkWidget *
make_label (const char *name)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  return label;
}

static Title
make_button (RtCheckTitles *self, const char *name)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *arrow = gtk_image_new ();

  gtk_box_append (GTK_BOX (box), make_label (name));
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self,
                           G_CONNECT_SWAPPED);
  return (Title){ button, arrow };
}

static GtkSizeRequestMode
rt_check_titles_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rt_check_titles_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  RtCheckTitles *self = RT_CHECK_TITLES (widget);
  int digit = rt_check_columns_measure_digit (widget, NULL, NULL);

  *minimum = *natural = 0;
  /* In vain for a width; yet GTK wants that whoever is allocated has been measured. */
  for (guint i = 0; i < RT_N_CHECK_COLUMNS; i++)
    {
      int height;

      gtk_widget_measure (self->titles[i].widget, orientation, -1, &height, NULL, NULL,
                          NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL
          && rt_check_columns_fit (for_size, digit))
        *minimum = *natural = MAX (*natural, height);
    }
}

static void
rt_check_titles_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RtCheckTitles *self = RT_CHECK_TITLES (widget);
  int digit = rt_check_columns_measure_digit (widget, NULL, NULL);
  gboolean fits = rt_check_columns_fit (width, digit);
  RtCheckPlace places[RT_N_CHECK_COLUMNS];

  rt_check_columns_place (places, width, digit);
  for (guint i = 0; i < RT_N_CHECK_COLUMNS; i++)
    {
      GtkWidget *title = self->titles[i].widget;
      int around = GTK_IS_BUTTON (title) ? AROUND : 0;
      const GtkAllocation place
          = { places[i].x - around, 0, places[i].width + 2 * around, height };

      /* What is not seen is not in the way of the keyboard, either. */
      gtk_widget_set_child_visible (title, fits);
      if (fits)
        gtk_widget_size_allocate (title, &place, -1);
    }
}

static void
rt_check_titles_dispose (GObject *object)
{
  RtCheckTitles *self = RT_CHECK_TITLES (object);

  for (guint i = 0; i < RT_N_CHECK_COLUMNS; i++)
    g_clear_pointer (&self->titles[i].widget, gtk_widget_unparent);
  G_OBJECT_CLASS (rt_check_titles_parent_class)->dispose (object);
}

static void
rt_check_titles_class_init (RtCheckTitlesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_check_titles_dispose;
  widget_class->get_request_mode = rt_check_titles_get_request_mode;
  widget_class->measure = rt_check_titles_measure;
  widget_class->size_allocate = rt_check_titles_size_allocate;

  /**
   * RtCheckTitles::sort:
   * @self: the titles
   * @key: an #RtCheckKey
   *
   * The user wants the rows sorted by it, or the other way round.
   */
  signals[SORT] = g_signal_new ("sort", RT_TYPE_CHECK_TITLES, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
rt_check_titles_init (RtCheckTitles *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "check-titles");
  for (guint i = 0; i < RT_N_CHECK_COLUMNS; i++)
    {
      const char *name = _ (columns[i].name);

      self->titles[i] = columns[i].key != RT_CHECK_BY_ROW
                            ? make_button (self, name)
                            : (Title){ make_label (name), NULL };
      gtk_widget_set_parent (self->titles[i].widget, GTK_WIDGET (self));
    }
  rt_check_titles_show_order (self, RT_CHECK_BY_ROW, FALSE);
}

/**
 * rt_check_titles_show_order:
 * @self: the titles
 * @key: what the rows are sorted by
 * @is_descending: whether what is greatest comes first
 *
 * Says in which order the rows are.
 */
void
rt_check_titles_show_order (RtCheckTitles *self, RtCheckKey key, gboolean is_descending)
{
  g_return_if_fail (RT_IS_CHECK_TITLES (self));

  for (guint i = 0; i < RT_N_CHECK_COLUMNS; i++)
    {
      Title title = self->titles[i];
      gboolean is_key = columns[i].key == key;
      const char *words
          = is_descending ? _ ("Sorted, descending") : _ ("Sorted, ascending");

      if (title.arrow == NULL)
        continue;
      gtk_widget_set_visible (title.arrow, is_key);
      gtk_image_set_from_icon_name (GTK_IMAGE (title.arrow), is_descending
                                                                 ? "pan-down-symbolic"
                                                                 : "pan-up-symbolic");
      gtk_accessible_update_property (GTK_ACCESSIBLE (title.widget),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      is_key ? words : _ ("Sort by this"), -1);
    }
}
