/* How a text comes into a buffer: bit by bit, its lines broken, in colours. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-wait.h"
#include "ui/rt-line-breaker.h"
#include "ui/rt-text-feeder.h"

#include <adwaita.h>
#include <string.h>

static GtkTextBuffer *
feed (RtSyntax syntax, const char *data, gsize length, RtTextFeeder **feeder)
{
  GtkSourceBuffer *buffer = gtk_source_buffer_new (NULL);
  g_autoptr (GBytes) text = g_bytes_new (data, length);

  *feeder = rt_text_feeder_new (buffer);
  rt_text_feeder_start (*feeder, syntax);
  rt_text_feeder_append (*feeder, text);
  rt_test_wait_until (NULL, !rt_text_feeder_is_busy (*feeder));
  return GTK_TEXT_BUFFER (buffer);
}

static void
test_breaks_long_lines (void)
{
  g_autoptr (RtTextFeeder) feeder = NULL;
  g_autoptr (GtkTextBuffer) buffer = NULL;
  g_autofree char *data = g_strnfill (1200, 'x');
  g_autoptr (GBytes) end = g_bytes_new_static ("\r\nshort\0", 8);

  buffer = feed (RT_SYNTAX_NONE, data, 1200, &feeder);
  rt_text_feeder_append (feeder, end);
  rt_test_wait_until (NULL, !rt_text_feeder_is_busy (feeder));
  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), ==, 4);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 1200 + 3 + 6);
  g_assert_cmpuint (rt_text_feeder_get_lines (feeder), ==, 2);
  g_assert_true (rt_text_feeder_has_broken_lines (feeder));
}

/* A text view lays out a hundred lines in one turn: a few may be long. */
static void
test_breaks_many_long_lines_sooner (void)
{
  g_autoptr (RtTextFeeder) feeder = NULL;
  g_autoptr (GtkTextBuffer) buffer = NULL;
  g_autofree char *data = g_strnfill (100000, 'x');
  GtkTextIter iter;

  buffer = feed (RT_SYNTAX_NONE, data, 100000, &feeder);
  gtk_text_buffer_get_start_iter (buffer, &iter);
  g_assert_cmpint (gtk_text_iter_get_chars_in_line (&iter), ==, RT_LONGEST_LINE + 1);
  for (int last = gtk_text_buffer_get_line_count (buffer) - 1; last > 200; last--)
    {
      gtk_text_buffer_get_iter_at_line (buffer, &iter, last);
      g_assert_cmpint (gtk_text_iter_get_chars_in_line (&iter), <, 200);
    }
  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), >, 300);
}

/* The colours of a character, as the scheme has them for @name. */
static gboolean
has_colour (GtkTextBuffer *buffer, int offset, const char *name)
{
  GtkSourceStyleScheme *scheme
      = gtk_source_buffer_get_style_scheme (GTK_SOURCE_BUFFER (buffer));
  GtkSourceStyle *style = gtk_source_style_scheme_get_style (scheme, name);
  g_autoptr (GSList) tags = NULL;
  g_autofree char *wanted = NULL;
  GtkTextIter iter;

  g_object_get (style, "foreground", &wanted, NULL);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
  tags = gtk_text_iter_get_tags (&iter);
  for (GSList *l = tags; l != NULL; l = l->next)
    {
      g_autoptr (GdkRGBA) colour = NULL;
      GdkRGBA expected;

      g_object_get (l->data, "foreground-rgba", &colour, NULL);
      gdk_rgba_parse (&expected, wanted);
      if (colour != NULL && gdk_rgba_equal (colour, &expected))
        return TRUE;
    }
  return FALSE;
}

/* What the buffer counts is characters, the scanner bytes. */
static void
test_colours (void)
{
  static const char text[] = "<!-- \xc3\xa4\xc3\xa4 --><b>\r\n&amp;";
  g_autoptr (RtTextFeeder) feeder = NULL;
  g_autoptr (GtkTextBuffer) buffer = feed (RT_SYNTAX_HTML, text, strlen (text), &feeder);

  gtk_source_buffer_set_style_scheme (
      GTK_SOURCE_BUFFER (buffer),
      gtk_source_style_scheme_manager_get_scheme (
          gtk_source_style_scheme_manager_get_default (), "Adwaita"));
  g_assert_true (has_colour (buffer, 0, "def:comment"));
  g_assert_true (has_colour (buffer, 10, "def:comment"));
  g_assert_true (has_colour (buffer, 11, "def:function"));
  g_assert_true (has_colour (buffer, 13, "def:function"));
  g_assert_false (has_colour (buffer, 14, "def:function"));
  g_assert_true (has_colour (buffer, 15, "def:special-char"));
}

/* What is in sight stays until the next text comes. */
static void
test_clears (void)
{
  g_autoptr (RtTextFeeder) feeder = NULL;
  g_autofree char *data = g_strnfill (100000, '\n');
  g_autoptr (GtkTextBuffer) buffer = feed (RT_SYNTAX_NONE, data, 100000, &feeder);
  g_autoptr (GBytes) next = g_bytes_new_static ("next", 4);

  rt_text_feeder_start (feeder, RT_SYNTAX_NONE);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 100000);
  g_assert_cmpuint (rt_text_feeder_get_lines (feeder), ==, 0);
  rt_text_feeder_append (feeder, next);
  rt_test_wait_until (NULL, !rt_text_feeder_is_busy (feeder));
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 4);
  rt_text_feeder_start (feeder, RT_SYNTAX_NONE);
  rt_test_wait_until (NULL, !rt_text_feeder_is_busy (feeder));
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 0);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/text-feeder/breaks-long-lines", test_breaks_long_lines);
  g_test_add_func ("/text-feeder/breaks-many-long-lines-sooner",
                   test_breaks_many_long_lines_sooner);
  g_test_add_func ("/text-feeder/colours", test_colours);
  g_test_add_func ("/text-feeder/clears-bit-by-bit", test_clears);
  return g_test_run ();
}
