/* The small graph of the last values. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-live-graph.h"

#include <adwaita.h>
#include <math.h>

#define WIDTH 179
#define HEIGHT 40

static guint n_calls; /* of count_calls() */

typedef struct
{
  GtkWindow *window;
  GtkWidget *box;
  RtLiveGraph *graph;
} Fixture;

static char *
format_rate (double value)
{
  return g_strdup_printf ("%.0f/s", value);
}

/* No text in the picture, so that all there is of it is the graph. */
static char *
format_as_nothing (double value)
{
  return g_strdup ("");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->graph = g_object_new (RT_TYPE_LIVE_GRAPH, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (fixture->graph), WIDTH, HEIGHT);
  gtk_widget_set_halign (GTK_WIDGET (fixture->graph), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (fixture->box), GTK_WIDGET (fixture->graph));
  gtk_window_set_child (fixture->window, fixture->box);
  gtk_window_present (fixture->window);
  rt_test_wait_until (NULL, gtk_widget_get_width (GTK_WIDGET (fixture->graph)) == WIDTH);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
}

static void
assert_text (Fixture *fixture, const char *expected)
{
  g_autofree char *text = rt_live_graph_dup_text (fixture->graph);

  g_assert_cmpstr (text, ==, expected);
}

/* How much of a column of the picture is drawn on, in pixels. */
static guint
count_ink (Fixture *fixture, int column)
{
  guchar pixels[WIDTH * HEIGHT * 4];
  g_autoptr (GdkTexture) texture = rt_test_draw (GTK_WIDGET (fixture->graph));
  guint n = 0;

  g_assert_cmpint (gdk_texture_get_width (texture), ==, WIDTH);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, HEIGHT);
  gdk_texture_download (texture, pixels, WIDTH * 4);
  for (int y = 0; y < HEIGHT; y++)
    if (pixels[(y * WIDTH + column) * 4 + 3] > 20)
      n++;
  return n;
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  assert_text (fixture, "");
  rt_live_graph_set_title (fixture->graph, "Requests");
  assert_text (fixture, "Requests");
  rt_live_graph_set_format (fixture->graph, format_rate);
  rt_live_graph_push (fixture->graph, 40);
  rt_live_graph_push (fixture->graph, 12);
  assert_text (fixture, "Requests: now 12/s, at most 40/s");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->graph),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Requests: now 12/s, at most 40/s");
  rt_live_graph_push (fixture->graph, NAN);
  assert_text (fixture, "Requests: now 0/s, at most 40/s");
  rt_live_graph_push (fixture->graph, -5);
  assert_text (fixture, "Requests: now 0/s, at most 40/s");
  rt_live_graph_clear (fixture->graph);
  assert_text (fixture, "Requests");
}

static void
test_last_60 (Fixture *fixture, gconstpointer data)
{
  rt_live_graph_set_format (fixture->graph, format_rate);
  rt_live_graph_push (fixture->graph, 100);
  for (guint i = 1; i < 60; i++)
    rt_live_graph_push (fixture->graph, 7);
  assert_text (fixture, "Now 7/s, at most 100/s");
  rt_live_graph_push (fixture->graph, 8);
  assert_text (fixture, "Now 8/s, at most 8/s");
}

static void
test_draws_to_scale (Fixture *fixture, gconstpointer data)
{
  rt_live_graph_set_format (fixture->graph, format_as_nothing);
  g_assert_cmpuint (count_ink (fixture, WIDTH - 1), ==, 0);
  for (guint i = 1; i <= 60; i++)
    rt_live_graph_push (fixture->graph, i * 1e9);
  g_assert_cmpuint (count_ink (fixture, WIDTH - 1), >=, HEIGHT - 2);
  g_assert_cmpuint (count_ink (fixture, WIDTH / 2), >, HEIGHT / 2 - 4);
  g_assert_cmpuint (count_ink (fixture, WIDTH / 2), <, HEIGHT / 2 + 4);
  g_assert_cmpuint (count_ink (fixture, 1), <, 5);

  /* Few values stand at the end. */
  rt_live_graph_clear (fixture->graph);
  rt_live_graph_push (fixture->graph, 1);
  rt_live_graph_push (fixture->graph, 1);
  g_assert_cmpuint (count_ink (fixture, WIDTH - 2), >=, HEIGHT - 2);
  g_assert_cmpuint (count_ink (fixture, WIDTH / 2), ==, 0);

  /* Nothing at all is a line on the ground. */
  rt_live_graph_clear (fixture->graph);
  for (guint i = 0; i < 60; i++)
    rt_live_graph_push (fixture->graph, 0);
  g_assert_cmpuint (count_ink (fixture, WIDTH / 2), >, 0);
  g_assert_cmpuint (count_ink (fixture, WIDTH / 2), <, 5);
}

static char *
count_calls (double value)
{
  n_calls++;
  return g_strdup ("");
}

/* Out of sight, a value is only kept. */
static void
test_is_idle_out_of_sight (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_visible (fixture->box, FALSE);
  rt_live_graph_set_format (fixture->graph, count_calls);
  n_calls = 0;
  for (guint i = 0; i < 100; i++)
    rt_live_graph_push (fixture->graph, i);
  g_assert_cmpuint (n_calls, ==, 0);
  rt_live_graph_set_format (fixture->graph, format_rate);
  gtk_widget_set_visible (fixture->box, TRUE);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->graph),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Now 99/s, at most 99/s");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/live-graph/says-it-in-words", test_words);
  add ("/live-graph/keeps-the-last-60", test_last_60);
  add ("/live-graph/draws-to-scale", test_draws_to_scale);
  add ("/live-graph/is-idle-out-of-sight", test_is_idle_out_of_sight);
  return g_test_run ();
}
