/* The body view: what it shows for which body, and that it stays whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-examples.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-body-footer.h"
#include "ui/rt-body-view.h"
#include "ui/rt-difference-text.h"
#include "ui/rt-find-bar.h"
#include "ui/rt-image-pane.h"
#include "ui/rt-text-feeder.h"
#include "ui/rt-text-pane.h"

#include <adwaita.h>

static RtBodyView *
create_view (void)
{
  return RT_BODY_VIEW (g_object_ref_sink (g_object_new (RT_TYPE_BODY_VIEW, NULL)));
}

static void
show (RtBodyView *view, RtExchange *exchange)
{
  rt_exchange_pane_show (RT_EXCHANGE_PANE (view), exchange, NULL);
  rt_test_wait_until (NULL, !rt_body_view_is_busy (view));
}

static RtBodyFooter *
get_footer (RtBodyView *view)
{
  return RT_BODY_FOOTER (rt_test_find_type (GTK_WIDGET (view), RT_TYPE_BODY_FOOTER));
}

static void
test_text (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = rt_example_answer (
      "http://example.org/", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8",
      "<p>\xc3\xa4</p>\n<p>two</p>\r\nthree", 27);
  g_autofree char *text = NULL;

  show (view, exchange);
  text = rt_body_view_dup_shown (view);
  g_assert_cmpstr (text, ==, "<p>ä</p>\n<p>two</p>\nthree");
  g_assert_cmpstr (rt_body_view_get_footer (view), ==,
                   "text/html · UTF-8 from Content-Type · 3 lines");
  g_assert_null (rt_body_view_get_message (view));
  g_object_unref (view);
}

/* There is nothing to guess a language from. */
static void
test_no_type (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange
      = rt_example_answer ("http://example.org/", "HTTP/1.1 200 OK", "one\n", 4);
  g_autofree char *text = NULL;

  show (view, exchange);
  text = rt_body_view_dup_shown (view);
  g_assert_cmpstr (text, ==, "one\n");
  g_object_unref (view);
}

static void
test_encoding (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = rt_example_answer (
      "http://example.org/", "HTTP/1.1 200 OK\r\nContent-Type: text/plain", "\xe4\n", 2);
  g_autofree char *guessed = NULL;
  g_autofree char *chosen = NULL;

  show (view, exchange);
  guessed = rt_body_view_dup_shown (view);
  g_assert_cmpstr (guessed, ==, "ä\n");
  g_assert_nonnull (strstr (rt_body_view_get_footer (view), "windows-1252"));
  rt_body_footer_choose_encoding (get_footer (view), "windows-1251");
  rt_test_wait_until (NULL, !rt_body_view_is_busy (view));
  chosen = rt_body_view_dup_shown (view);
  g_assert_cmpstr (chosen, ==, "д\n");
  g_assert_nonnull (strstr (rt_body_view_get_footer (view), "chosen by you"));
  g_object_unref (view);
}

static void
test_pretty (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = rt_example_new ("json");
  g_autofree char *text = NULL;

  show (view, exchange);
  rt_body_footer_choose_mode (get_footer (view), RT_BODY_PRETTY);
  rt_test_wait_until (NULL, !rt_body_view_is_busy (view));
  text = rt_body_view_dup_shown (view);
  g_assert_true (g_str_has_prefix (text, "{\n"));
  g_assert_nonnull (strstr (text, "\n  \"stars\": 4711,\n"));
  g_object_unref (view);
}

static void
test_binary (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = rt_example_answer (
      "http://example.org/x", "HTTP/1.1 200 OK\r\nContent-Type: application/x-thing",
      "\0\1\2\3", 4);

  show (view, exchange);
  g_assert_cmpstr (rt_body_view_get_footer (view), ==, "application/x-thing");
  g_object_unref (view);
}

static void
test_image (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = rt_example_new ("image");
  RtImagePane *pane;

  show (view, exchange);
  pane = RT_IMAGE_PANE (rt_test_find_type (GTK_WIDGET (view), RT_TYPE_IMAGE_PANE));
  rt_test_wait_until (NULL, rt_image_pane_get_texture (pane) != NULL);
  g_assert_cmpstr (rt_body_view_get_footer (view), ==, "image/png · 480 × 320 pixels");
  g_object_unref (view);
}

static void
test_false_image (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange
      = rt_example_answer ("http://example.org/x.png",
                           "HTTP/1.1 200 OK\r\nContent-Type: image/png", "no image", 8);
  RtImagePane *pane;

  show (view, exchange);
  pane = RT_IMAGE_PANE (rt_test_find_type (GTK_WIDGET (view), RT_TYPE_IMAGE_PANE));
  rt_test_wait_until (NULL, rt_image_pane_get_problem (pane) != NULL);
  g_assert_null (rt_image_pane_get_texture (pane));
  g_object_unref (view);
}

/* The head of a PNG that claims 10 000 times 10 000 pixels. */
static void
test_huge_image (void)
{
  static const guint8 png[]
      = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x27\x10\0\0\x27\x10\x08\2\0\0\0"
        "\x2c\xc1\x9d\x9d\0\0\0\0IDAT";
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = rt_example_answer (
      "http://example.org/x.png", "HTTP/1.1 200 OK\r\nContent-Type: image/png", png,
      sizeof png - 1);
  RtImagePane *pane;

  show (view, exchange);
  pane = RT_IMAGE_PANE (rt_test_find_type (GTK_WIDGET (view), RT_TYPE_IMAGE_PANE));
  rt_test_wait_until (NULL, rt_image_pane_get_problem (pane) != NULL);
  g_assert_null (rt_image_pane_get_texture (pane));
  g_object_unref (view);
}

static void
test_nothing (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) empty = rt_example_new ("empty");
  g_autoptr (RtExchange) undecoded = rt_example_new ("undecoded");
  g_autoptr (RtExchange) bodyless = rt_example_new ("bodyless");
  g_autoptr (RtExchange) refused = rt_example_new ("refused");
  g_autoptr (RtExchange) receiving = rt_example_new ("receiving");

  show (view, empty);
  g_assert_cmpstr (rt_body_view_get_message (view), ==, "The Body Is Empty");
  show (view, undecoded);
  g_assert_cmpstr (rt_body_view_get_message (view), ==, "Nothing Could Be Decoded");
  show (view, bodyless);
  g_assert_cmpstr (rt_body_view_get_message (view), ==, "The Body Did Not Come");
  show (view, refused);
  g_assert_cmpstr (rt_body_view_get_message (view), ==, "No Answer Came");
  show (view, receiving);
  g_assert_null (rt_body_view_get_message (view));
  g_object_unref (view);
}

/* More than the preview holds is read when asked for, and joins on without a seam. */
static void
test_more (void)
{
  const gsize length = RT_BODY_PREVIEW_BYTES + 300000;
  g_autofree char *data = g_malloc (length);
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = NULL;
  GtkWidget *pane;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < length; i++)
    data[i] = i % 80 == 79 ? '\n' : (char)('a' + i % 26);
  exchange = rt_example_answer (
      "http://example.org/", "HTTP/1.1 200 OK\r\nContent-Type: text/plain", data, length);
  show (view, exchange);
  pane = rt_test_find_type (GTK_WIDGET (view), RT_TYPE_TEXT_PANE);
  g_assert_cmpuint (rt_text_pane_get_lines (RT_TEXT_PANE (pane)), ==,
                    (RT_BODY_PREVIEW_BYTES + 79) / 80);
  g_signal_emit_by_name (pane, "more");
  rt_test_wait_until (NULL, !rt_body_view_is_busy (view));
  text = rt_body_view_dup_shown (view);
  g_assert_cmpuint (strlen (text), ==, length);
  g_assert_cmpint (memcmp (text, data, length), ==, 0);
  g_object_unref (view);
}

/* A body that comes slowly is shown as it comes. */
static void
test_grows (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtRequest) request = rt_request_new ("GET", "http://example.org/", NULL);
  g_autoptr (RtExchange) exchange = rt_exchange_new (request);
  g_autoptr (GBytes) first = g_bytes_new_static ("one\n", 4);
  g_autoptr (GBytes) second = g_bytes_new_static ("two\n", 4);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  RtBody *body;

  rt_exchange_add_hop (exchange, request, NULL);
  rt_exchange_set_state (exchange, RT_EXCHANGE_RECEIVING);
  body = rt_exchange_get_body (exchange);
  rt_body_begin (body, "text/event-stream", NULL, NULL, -1, FALSE);
  rt_body_append_preview (body, first);
  rt_body_set_counts (body, 4, 4);
  show (view, exchange);
  before = rt_body_view_dup_shown (view);
  g_assert_cmpstr (before, ==, "one\n");
  rt_body_append_preview (body, second);
  rt_body_set_counts (body, 8, 8);
  show (view, exchange);
  after = rt_body_view_dup_shown (view);
  g_assert_cmpstr (after, ==, "one\ntwo\n");
  g_object_unref (view);
}

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

static void
test_finds (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = rt_example_answer (
      "http://example.org/", "HTTP/1.1 200 OK\r\nContent-Type: text/plain",
      "one two one\nthree one\n", 22);
  GtkWidget *window = gtk_window_new ();
  RtFindBar *bar;
  GtkWidget *entry;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  show (view, exchange);
  rt_exchange_pane_find (RT_EXCHANGE_PANE (view));
  bar = RT_FIND_BAR (rt_test_find_type (GTK_WIDGET (view), RT_TYPE_FIND_BAR));
  entry = rt_test_find_type (GTK_WIDGET (bar), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "one");
  rt_test_wait_until (NULL, g_str_equal (rt_find_bar_get_count_text (bar), "1 of 3"));
  g_signal_emit_by_name (entry, "next-match");
  rt_test_wait_until (NULL, g_str_equal (rt_find_bar_get_count_text (bar), "2 of 3"));
  g_signal_emit_by_name (entry, "previous-match");
  rt_test_wait_until (NULL, g_str_equal (rt_find_bar_get_count_text (bar), "1 of 3"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "four");
  rt_test_wait_until (NULL, g_str_equal (rt_find_bar_get_count_text (bar), "Not found"));
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (view);
}

static void
test_patch (void)
{
  static const char old_text[] = "1\n2\n3\n4\n5\n6\n7\n8\nold\n10\n";
  static const char new_text[] = "1\n2\n3\n4\n5\n6\n7\n8\nnew\n10\n";
  g_autoptr (GBytes) old_bytes = g_bytes_new_static (old_text, strlen (old_text));
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (new_text, strlen (new_text));
  g_autoptr (GArray) runs = rt_text_diff (old_bytes, new_bytes, NULL, NULL);
  g_autoptr (GArray) none = rt_text_diff (old_bytes, old_bytes, NULL, NULL);
  g_autoptr (GBytes) patch = rt_text_runs_to_patch (runs, old_bytes, new_bytes);
  g_autoptr (GBytes) empty = rt_text_runs_to_patch (none, old_bytes, old_bytes);
  g_autofree char *text
      = g_strndup (g_bytes_get_data (patch, NULL), g_bytes_get_size (patch));

  g_assert_cmpstr (text, ==, "@@ -6 +6 @@\n 6\n 7\n 8\n-old\n+new\n 10\n");
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/body-view/shows-text", test_text);
  g_test_add_func ("/body-view/shows-text-of-no-type", test_no_type);
  g_test_add_func ("/body-view/takes-the-encoding-that-was-chosen", test_encoding);
  g_test_add_func ("/body-view/lays-out-json", test_pretty);
  g_test_add_func ("/body-view/shows-bytes-where-there-is-no-text", test_binary);
  g_test_add_func ("/body-view/shows-an-image", test_image);
  g_test_add_func ("/body-view/refuses-a-false-image", test_false_image);
  g_test_add_func ("/body-view/refuses-a-huge-image", test_huge_image);
  g_test_add_func ("/body-view/says-why-there-is-nothing", test_nothing);
  g_test_add_func ("/body-view/shows-more", test_more);
  g_test_add_func ("/body-view/grows-with-the-body", test_grows);
  g_test_add_func ("/text-feeder/breaks-long-lines", test_breaks_long_lines);
  g_test_add_func ("/text-feeder/breaks-many-long-lines-sooner",
                   test_breaks_many_long_lines_sooner);
  g_test_add_func ("/text-feeder/colours", test_colours);
  g_test_add_func ("/text-feeder/clears-bit-by-bit", test_clears);
  g_test_add_func ("/find-bar/finds", test_finds);
  g_test_add_func ("/difference-text/writes-a-patch", test_patch);
  return g_test_run ();
}
