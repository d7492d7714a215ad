/* The row of controls: in one row with room, the entry above the others without. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rt-controls-layout.h"

#include <adwaita.h>

enum
{
  BEFORE,
  ENTRY,
  AFTER,
  LAST,
  N_CHILDREN
};

typedef struct
{
  GtkWidget *row;
  GtkWidget *children[N_CHILDREN];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "an address");
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 28);
  gtk_widget_set_hexpand (entry, TRUE);
  fixture->children[BEFORE] = gtk_button_new_with_label ("GET");
  fixture->children[ENTRY] = entry;
  fixture->children[AFTER] = gtk_button_new_with_label ("Send");
  fixture->children[LAST] = gtk_button_new_with_label ("More");
  for (guint i = 0; i < N_CHILDREN; i++)
    gtk_box_append (GTK_BOX (row), fixture->children[i]);
  gtk_widget_set_layout_manager (row, g_object_new (RT_TYPE_CONTROLS_LAYOUT, NULL));
  fixture->row = g_object_ref_sink (row);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->row);
}

/* Gives the row this width, and the height that it asks for. */
static void
allocate (Fixture *fixture, int width, graphene_rect_t places[N_CHILDREN])
{
  int least;
  int height;

  gtk_widget_measure (fixture->row, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  g_assert_cmpint (least, <=, width);
  gtk_widget_measure (fixture->row, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL,
                      NULL);
  gtk_widget_size_allocate (fixture->row, &(GtkAllocation){ 0, 0, width, height }, -1);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      g_assert_true (
          gtk_widget_compute_bounds (fixture->children[i], fixture->row, &places[i]));
      g_assert_cmpfloat (places[i].origin.x, >=, 0);
      g_assert_cmpfloat (places[i].origin.x + places[i].size.width, <=, width);
      g_assert_cmpfloat (places[i].origin.y + places[i].size.height, <=, height);
    }
}

static void
test_wide (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t places[N_CHILDREN];

  allocate (fixture, 900, places);
  for (guint i = 1; i < N_CHILDREN; i++)
    {
      g_assert_cmpfloat (places[i].origin.y, ==, places[0].origin.y);
      g_assert_cmpfloat (places[i].origin.x, >,
                         places[i - 1].origin.x + places[i - 1].size.width);
    }
  g_assert_cmpfloat (places[LAST].origin.x + places[LAST].size.width, ==, 900);
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t places[N_CHILDREN];

  allocate (fixture, 336, places);
  g_assert_cmpfloat (places[ENTRY].size.width, ==, 336);
  g_assert_cmpfloat (places[BEFORE].origin.y, >, places[ENTRY].size.height);
  g_assert_cmpfloat (places[BEFORE].origin.x, ==, 0);
  g_assert_cmpfloat (places[AFTER].origin.y, ==, places[BEFORE].origin.y);
  g_assert_cmpfloat (places[LAST].origin.x + places[LAST].size.width, ==, 336);
}

/* From right to left it is the mirror image. */
static void
test_mirrored (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t places[N_CHILDREN];

  gtk_widget_set_direction (fixture->row, GTK_TEXT_DIR_RTL);
  allocate (fixture, 336, places);
  g_assert_cmpfloat (places[BEFORE].origin.x + places[BEFORE].size.width, ==, 336);
  g_assert_cmpfloat (places[LAST].origin.x, ==, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/controls-layout/has-one-row-with-room", test_wide);
  ADD ("/controls-layout/puts-the-entry-above-without-room", test_narrow);
  ADD ("/controls-layout/is-mirrored-from-right-to-left", test_mirrored);
#undef ADD
  return g_test_run ();
}
