/* Two columns: beside each other with room, below each other without. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rt-columns-layout.h"

#include <gtk/gtk.h>

static GtkWidget *
columns_new (void)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *child = gtk_frame_new (NULL);

      gtk_widget_set_size_request (child, 200, 100);
      gtk_box_append (GTK_BOX (columns), child);
    }
  gtk_widget_set_layout_manager (columns, g_object_new (RT_TYPE_COLUMNS_LAYOUT, NULL));
  return g_object_ref_sink (columns);
}

static int
measure_height (GtkWidget *columns, int width)
{
  int height;

  gtk_widget_measure (columns, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL,
                      NULL);
  return height;
}

static void
test_heights (void)
{
  g_autoptr (GtkWidget) columns = columns_new ();

  g_assert_cmpint (measure_height (columns, 1100), ==, 100);
  g_assert_cmpint (measure_height (columns, 360), ==, 212);
  /* What it needs at least is what it needs with all the room it likes. */
  g_assert_cmpint (measure_height (columns, -1), ==, 100);
  gtk_widget_set_visible (gtk_widget_get_last_child (columns), FALSE);
  g_assert_cmpint (measure_height (columns, 360), ==, 100);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/columns-layout/heights", test_heights);
  return g_test_run ();
}
