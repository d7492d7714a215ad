/* The hex listing: its lines, and that only those in sight are made. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-wait.h"
#include "ui/rt-hex-text.h"
#include "ui/rt-hex-view.h"
#include "ui/rt-style.h"

#include <adwaita.h>

#define MEGABYTE (1024 * 1024)

/* A view in a window, such as a page has it. */
typedef struct
{
  GtkWidget *window;
  RtHexView *view;
  GtkAdjustment *adjustment;
} Listing;

static Listing
open_listing (void)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  Listing listing = { gtk_window_new (), g_object_new (RT_TYPE_HEX_VIEW, NULL), NULL };

  rt_style_ensure ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller),
                                 GTK_WIDGET (listing.view));
  gtk_window_set_default_size (GTK_WINDOW (listing.window), 700, 300);
  gtk_window_set_child (GTK_WINDOW (listing.window), scroller);
  gtk_window_present (GTK_WINDOW (listing.window));
  rt_test_wait_until (NULL, gtk_widget_get_height (GTK_WIDGET (listing.view)) > 0);
  listing.adjustment
      = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  return listing;
}

static void
close_listing (Listing *listing)
{
  gtk_window_destroy (GTK_WINDOW (listing->window));
}

/* As many lines as fit, and those that are cut in half above and below. */
static void
assert_shows (Listing *listing, GBytes *bytes, guint64 first)
{
  double line = gtk_adjustment_get_step_increment (listing->adjustment);
  double seen = gtk_adjustment_get_page_size (listing->adjustment);
  g_autofree char *expected
      = rt_hex_text_dup_lines (bytes, first, (guint)(seen / line) + 2);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (listing->view),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);
}

static void
test_lines (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("GET / HTTP/1.1\r\n\xff", 17);
  g_autofree char *both = rt_hex_text_dup_lines (bytes, 0, 10);
  g_autofree char *second = rt_hex_text_dup_lines (bytes, 1, 1);
  g_autofree char *beyond = rt_hex_text_dup_lines (bytes, 2, 1);

  g_assert_cmpuint (rt_hex_text_count_lines (bytes), ==, 2);
  g_assert_true (g_str_has_prefix (
      both, "00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  "
            "GET / HTTP/1.1..\n00000010  ff  "));
  g_assert_true (g_str_has_suffix (both, second));
  g_assert_cmpuint (strchr (both, '\n') - both, ==, RT_HEX_COLUMNS);
  g_assert_cmpstr (beyond, ==, "");
}

static void
test_nothing (void)
{
  Listing listing = open_listing ();
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);

  g_assert_cmpuint (rt_hex_text_count_lines (none), ==, 0);
  rt_hex_view_set_bytes (listing.view, NULL);
  assert_shows (&listing, none, 0);
  close_listing (&listing);
}

static void
test_scrolls (void)
{
  Listing listing = open_listing ();
  g_autofree guint8 *data = g_malloc0 (MEGABYTE);
  g_autoptr (GBytes) bytes = g_bytes_new (data, MEGABYTE);
  double line;

  rt_hex_view_set_bytes (listing.view, bytes);
  assert_shows (&listing, bytes, 0);
  line = gtk_adjustment_get_step_increment (listing.adjustment);
  g_assert_cmpfloat (gtk_adjustment_get_upper (listing.adjustment), ==,
                     MEGABYTE / 16 * line);
  gtk_adjustment_set_value (listing.adjustment, 1000.5 * line);
  assert_shows (&listing, bytes, 1000);
  close_listing (&listing);
}

/* A body that grows while it is looked at leaves what is in sight where it is. */
static void
test_grows (void)
{
  Listing listing = open_listing ();
  g_autofree guint8 *data = g_malloc0 (MEGABYTE);
  g_autoptr (GBytes) more = g_bytes_new (data, MEGABYTE);
  g_autoptr (GBytes) begin = g_bytes_new_from_bytes (more, 0, MEGABYTE / 2);
  g_autoptr (GBytes) other = g_bytes_new_static ("x", 1);
  double line;

  rt_hex_view_set_bytes (listing.view, begin);
  line = gtk_adjustment_get_step_increment (listing.adjustment);
  gtk_adjustment_set_value (listing.adjustment, 100 * line);
  rt_hex_view_set_bytes (listing.view, more);
  assert_shows (&listing, more, 100);
  rt_hex_view_set_bytes (listing.view, other);
  assert_shows (&listing, other, 0);
  close_listing (&listing);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/hex-text/writes-lines", test_lines);
  g_test_add_func ("/hex-view/shows-nothing", test_nothing);
  g_test_add_func ("/hex-view/makes-the-lines-in-sight", test_scrolls);
  g_test_add_func ("/hex-view/stays-while-the-body-grows", test_grows);
  return g_test_run ();
}
