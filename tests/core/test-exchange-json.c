/* Tests of the record for programs: what is there, and what is left out. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-exchange-json.h"
#include "core/http/rt-exchange-private.h"
#include "core/wire/rt-error.h"

#include <json-glib/json-glib.h>
#include <string.h>

static RtMessageHead *
parse (const char *text, RtHeadKind kind)
{
  g_autoptr (GBytes) raw = g_bytes_new_static (text, strlen (text));

  return rt_message_head_parse (raw, kind, NULL);
}

/* An answer of @type with @body, of which all came. */
static RtExchange *
make_exchange (const char *type, const void *body, gsize length)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", "http://h.test/", NULL);
  g_autoptr (RtWireReport) report = rt_wire_report_new ();
  g_autoptr (GBytes) preview = g_bytes_new (body, length);
  RtExchange *exchange = rt_exchange_new (request);
  RtBody *record;

  rt_exchange_begin (exchange, 1000);
  report->timings.start[RT_PHASE_SEND] = 1500;
  report->timings.end[RT_PHASE_SEND] = 1700;
  report->request_head
      = parse ("GET / HTTP/1.1\r\nhOst: h.test\r\n\r\n", RT_HEAD_REQUEST);
  report->answer_head
      = parse ("HTTP/1.1 200 OK\r\nX-a: 1\r\nx-A: 2\r\n\r\n", RT_HEAD_ANSWER);
  rt_hop_set_report (rt_exchange_add_hop (exchange, request, NULL), report);
  record = rt_exchange_get_body (exchange);
  rt_body_begin (record, type, NULL, NULL, length, FALSE);
  rt_body_append_preview (record, preview);
  rt_body_set_counts (record, length, length);
  rt_body_end (record, RT_COMPLETE_YES, NULL);
  return exchange;
}

static JsonObject *
read_json (JsonParser *parser, RtExchange *exchange)
{
  g_autofree char *text = rt_exchange_to_json (exchange, TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_null (strchr (text, '\n'));
  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
test_shape (void)
{
  g_autoptr (RtExchange) exchange = make_exchange ("text/plain", "hi", 2);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root;
  JsonObject *hop;
  JsonObject *timings;
  JsonArray *fields;

  rt_exchange_end (exchange, 9000, NULL);
  root = read_json (parser, exchange);
  g_assert_cmpstr (json_object_get_string_member (root, "state"), ==, "done");
  g_assert_false (json_object_has_member (root, "error"));
  hop = json_array_get_object_element (json_object_get_array_member (root, "hops"), 0);
  timings = json_object_get_object_member (hop, "timings");
  g_assert_cmpuint (json_object_get_size (timings), ==, 1);
  g_assert_cmpint (
      json_array_get_int_element (json_object_get_array_member (timings, "send"), 0), ==,
      500);
  fields = json_object_get_array_member (json_object_get_object_member (hop, "response"),
                                         "fields");
  g_assert_cmpuint (json_array_get_length (fields), ==, 2);
  g_assert_cmpstr (
      json_array_get_string_element (json_array_get_array_element (fields, 1), 0), ==,
      "x-A");
}

static void
test_failed (void)
{
  g_autoptr (RtExchange) exchange = make_exchange ("text/plain", "hi", 2);
  g_autoptr (GError) error = g_error_new (RT_ERROR, RT_ERROR_BODY_CUT, "cut");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root;

  rt_exchange_end (exchange, 9000, error);
  root = read_json (parser, exchange);
  g_assert_cmpstr (json_object_get_string_member (root, "state"), ==, "failed");
  root = json_object_get_object_member (root, "error");
  g_assert_cmpstr (json_object_get_string_member (root, "code"), ==, "body-cut");
}

static void
test_charset (void)
{
  static const struct
  {
    const char *type;
    const char *body;
    gsize length;
    const char *charset; /* NULL: left out */
    const char *from;
  } rows[] = {
    { "text/plain", "gr\xfc\xdf", 4, "windows-1252", "fallback" },
    { "text/html", "<meta charset=koi8-r>", 21, "koi8-r", "meta" },
    { "text/plain;charset=latin1", "a", 1, "windows-1252", "content-type" },
    { "text/plain", "a", 1, "utf-8", "valid-utf-8" },
    { "image/png", "\x89PNG\r\n\x1a\n\0", 9, NULL, NULL },
    { "text/plain", "", 0, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RtExchange) exchange
          = make_exchange (rows[i].type, rows[i].body, rows[i].length);
      g_autoptr (JsonParser) parser = json_parser_new ();
      JsonObject *body;

      rt_exchange_end (exchange, 9000, NULL);
      body = json_object_get_object_member (read_json (parser, exchange), "body");
      g_assert_cmpstr (json_object_get_string_member_with_default (body, "charset", NULL),
                       ==, rows[i].charset);
      g_assert_cmpstr (
          json_object_get_string_member_with_default (body, "charset_from", NULL), ==,
          rows[i].from);
      g_assert_cmpint (json_object_get_int_member (body, "decoded_bytes"), ==,
                       rows[i].length);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange-json/shape", test_shape);
  g_test_add_func ("/exchange-json/failed", test_failed);
  g_test_add_func ("/exchange-json/charset", test_charset);

  return g_test_run ();
}
