/* The body view: what it shows for which body, and that it stays whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-examples.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-body-message.h"
#include "ui/rt-body-view.h"
#include "ui/rt-image-pane.h"
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
}

static gboolean
has_text (RtBodyView *view, const char *expected)
{
  g_autofree char *text = rt_test_dup_text (GTK_WIDGET (view));

  return g_str_equal (text, expected);
}

static gboolean
has_line (RtBodyView *view, const char *line)
{
  g_autofree char *text = rt_test_dup_text (GTK_WIDGET (view));

  return strstr (text, line) != NULL;
}

/* The footer says so once all of it is shown. */
static gboolean
has_facts (RtBodyView *view, const char *words)
{
  return rt_test_has_label (GTK_WIDGET (view), words);
}

/* NULL while a body is shown. */
static const char *
get_message (RtBodyView *view)
{
  GtkStack *stack = GTK_STACK (rt_test_find (GTK_WIDGET (view), "stack"));
  GtkWidget *shown = gtk_stack_get_visible_child (stack);
  GtkWidget *page = rt_test_find (GTK_WIDGET (view), "page");

  return RT_IS_BODY_MESSAGE (shown) && gtk_widget_get_child_visible (page)
             ? adw_status_page_get_title (ADW_STATUS_PAGE (page))
             : NULL;
}

static RtImagePane *
wait_for_image (RtBodyView *view)
{
  GtkWidget *pane = NULL;

  rt_test_wait_until (
      NULL, (pane = rt_test_find_type (GTK_WIDGET (view), RT_TYPE_IMAGE_PANE)) != NULL);
  return RT_IMAGE_PANE (pane);
}

static gboolean
has_problem (RtImagePane *pane)
{
  GtkWidget *problem = rt_test_find (GTK_WIDGET (pane), "problem");

  return gtk_widget_get_child_visible (problem)
         && adw_status_page_get_description (ADW_STATUS_PAGE (problem)) != NULL;
}

static void
test_text (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = rt_example_answer (
      "http://example.org/", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8",
      "<p>\xc3\xa4</p>\n<p>two</p>\r\nthree", 27);

  show (view, exchange);
  rt_test_wait_until (NULL, has_text (view, "<p>ä</p>\n<p>two</p>\nthree"));
  rt_test_wait_until (NULL,
                      has_facts (view, "text/html · UTF-8 from Content-Type · 3 lines"));
  g_assert_null (get_message (view));
  g_object_unref (view);
}

/* There is nothing to guess a language from. */
static void
test_no_type (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange
      = rt_example_answer ("http://example.org/", "HTTP/1.1 200 OK", "one\n", 4);

  show (view, exchange);
  rt_test_wait_until (NULL, has_text (view, "one\n"));
  g_object_unref (view);
}

static void
test_encoding (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = rt_example_answer (
      "http://example.org/", "HTTP/1.1 200 OK\r\nContent-Type: text/plain", "\xe4\n", 2);

  show (view, exchange);
  rt_test_wait_until (NULL, has_text (view, "ä\n"));
  rt_test_wait_until (NULL, has_facts (view, "windows-1252"));
  rt_test_choose (GTK_WIDGET (view), "encoding_list", "windows-1251");
  rt_test_wait_until (NULL, has_text (view, "д\n"));
  rt_test_wait_until (NULL, has_facts (view, "chosen by you"));
  g_object_unref (view);
}

static void
test_pretty (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = rt_example_new ("json");

  show (view, exchange);
  rt_test_wait_until (NULL, has_facts (view, "application/json"));
  rt_test_choose (GTK_WIDGET (view), "mode_list", "Laid Out");
  rt_test_wait_until (NULL, has_line (view, "\n  \"stars\": 4711,\n"));
  g_assert_true (has_line (view, "{\n"));
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
  rt_test_wait_until (NULL, has_facts (view, "application/x-thing"));
  g_assert_cmpstr (rt_test_get_label (GTK_WIDGET (view), "facts"), ==,
                   "application/x-thing");
  g_object_unref (view);
}

static void
test_image (void)
{
  RtBodyView *view = create_view ();
  g_autoptr (RtExchange) exchange = rt_example_new ("image");
  RtImagePane *pane;

  show (view, exchange);
  pane = wait_for_image (view);
  rt_test_wait_until (NULL, rt_image_pane_get_texture (pane) != NULL);
  g_assert_cmpstr (rt_test_get_label (GTK_WIDGET (view), "facts"), ==,
                   "image/png · 480 × 320 pixels");
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
  pane = wait_for_image (view);
  rt_test_wait_until (NULL, has_problem (pane));
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
  pane = wait_for_image (view);
  rt_test_wait_until (NULL, has_problem (pane));
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
  g_assert_cmpstr (get_message (view), ==, "The Body Is Empty");
  show (view, undecoded);
  g_assert_cmpstr (get_message (view), ==, "Nothing Could Be Decoded");
  show (view, bodyless);
  g_assert_cmpstr (get_message (view), ==, "The Body Did Not Come");
  show (view, refused);
  g_assert_cmpstr (get_message (view), ==, "No Answer Came");
  show (view, receiving);
  rt_test_wait_until (NULL, get_message (view) == NULL);
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
  GtkWidget *pane = NULL;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < length; i++)
    data[i] = i % 80 == 79 ? '\n' : (char)('a' + i % 26);
  exchange = rt_example_answer (
      "http://example.org/", "HTTP/1.1 200 OK\r\nContent-Type: text/plain", data, length);
  show (view, exchange);
  rt_test_wait_until (NULL, has_facts (view, "13108 lines"));
  pane = rt_test_find_type (GTK_WIDGET (view), RT_TYPE_TEXT_PANE);
  g_assert_cmpuint (rt_text_pane_get_lines (RT_TEXT_PANE (pane)), ==,
                    (RT_BODY_PREVIEW_BYTES + 79) / 80);
  g_signal_emit_by_name (pane, "more");
  rt_test_wait_until (NULL, has_facts (view, "16858 lines"));
  text = rt_test_dup_text (GTK_WIDGET (view));
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
  RtBody *body;

  rt_exchange_add_hop (exchange, request, NULL);
  rt_exchange_set_state (exchange, RT_EXCHANGE_RECEIVING);
  body = rt_exchange_get_body (exchange);
  rt_body_begin (body, "text/event-stream", NULL, NULL, -1, FALSE);
  rt_body_append_preview (body, first);
  rt_body_set_counts (body, 4, 4);
  show (view, exchange);
  rt_test_wait_until (NULL, has_text (view, "one\n"));
  rt_body_append_preview (body, second);
  rt_body_set_counts (body, 8, 8);
  show (view, exchange);
  rt_test_wait_until (NULL, has_text (view, "one\ntwo\n"));
  g_object_unref (view);
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
  return g_test_run ();
}
