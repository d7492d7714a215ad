/* Tests of the HTTP Archive: its shape, and that no secret gets into it unasked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-body-parts.h"
#include "core/http/rt-exchange-private.h"
#include "core/http/rt-har.h"
#include "tests/lib/rt-test-wait.h"

#include <json-glib/json-glib.h>
#include <string.h>

static RtMessageHead *
parse (const char *text, RtHeadKind kind)
{
  g_autoptr (GBytes) raw = g_bytes_new_static (text, strlen (text));

  return rt_message_head_parse (raw, kind, NULL);
}

static RtProxyReport *
make_way (void)
{
  g_autoptr (RtProxy) proxy = rt_proxy_new (RT_PROXY_HTTP, "proxy.test", 3128, NULL);
  RtProxyReport *way = rt_proxy_report_new (proxy, RT_WAY_SET, NULL);
  RtConnectStep *step = g_new0 (RtConnectStep, 1);

  step->request_head = parse ("CONNECT h.test:80 HTTP/1.1\r\nHost: h.test:80\r\n"
                              "Proxy-Authorization: Basic pw8\r\n\r\n",
                              RT_HEAD_REQUEST);
  step->answer_head = parse ("HTTP/1.1 200 Connected\r\nVia: p\r\n\r\n", RT_HEAD_ANSWER);
  step->begin_us = 4500;
  step->end_us = 6000;
  g_ptr_array_add (way->steps, step);
  return way;
}

/* A login that was redirected once, with a secret in every place where one can be. */
static RtExchange *
make_exchange (const char *body)
{
  g_autoptr (RtRequest) request
      = rt_request_new ("GET", "http://ann:pw0@h.test/in?token=pw1&q=2", NULL);
  RtExchange *exchange = rt_exchange_new (request);
  RtHop *hop;
  g_autoptr (RtWireReport) report = rt_wire_report_new ();
  g_autoptr (GBytes) preview = g_bytes_new (body, strlen (body));

  rt_exchange_begin (exchange, 1000);
  report->timings.start[RT_PHASE_CONNECT] = 2000;
  report->timings.end[RT_PHASE_CONNECT] = 4500;
  report->timings.start[RT_PHASE_TLS] = 4500;
  report->timings.end[RT_PHASE_TLS] = 5000;
  report->remote_address = g_strdup ("[::1]:8080");
  report->proxy = make_way ();
  report->request_head = parse ("GET /in?token=pw1&q=2 HTTP/1.1\r\nHost: h.test\r\n"
                                "Cookie: a=pw2; b=pw3\r\nauthorization: pw4\r\n\r\n",
                                RT_HEAD_REQUEST);
  report->answer_head
      = parse ("HTTP/1.1 302 Found\r\nLocation: //bob:pw7@o.test/x?session=pw5\r\n"
               "Set-Cookie: c=pw6; Path=/\r\nX-oDD: 1\r\n\r\n",
               RT_HEAD_ANSWER);
  hop = rt_exchange_add_hop (exchange, request, NULL);
  rt_hop_set_report (hop, report);
  rt_exchange_add_hop (exchange, request, NULL);
  rt_body_append_preview (rt_exchange_get_body (exchange), preview);
  rt_body_set_counts (rt_exchange_get_body (exchange), 3, strlen (body));
  rt_exchange_end (exchange, 9000, NULL);
  return exchange;
}

static JsonArray *
get_entries (JsonParser *parser)
{
  JsonObject *root = json_node_get_object (json_parser_get_root (parser));

  return json_object_get_array_member (json_object_get_object_member (root, "log"),
                                       "entries");
}

static void
test_has_the_shape (void)
{
  g_autoptr (RtExchange) exchange = make_exchange ("hello");
  g_autofree char *text = rt_har_write (exchange, TRUE);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *entry, *timings, *response;
  JsonArray *headers;

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  g_assert_cmpuint (json_array_get_length (get_entries (parser)), ==, 2);
  entry = json_array_get_object_element (get_entries (parser), 0);
  g_assert_cmpstr (json_object_get_string_member (entry, "serverIPAddress"), ==, "[::1]");
  timings = json_object_get_object_member (entry, "timings");
  g_assert_cmpfloat (json_object_get_double_member (timings, "dns"), ==, -1);
  g_assert_cmpfloat (json_object_get_double_member (timings, "connect"), ==, 3);
  g_assert_cmpfloat (json_object_get_double_member (timings, "ssl"), ==, 0.5);
  response = json_object_get_object_member (entry, "response");
  g_assert_cmpint (json_object_get_int_member (response, "status"), ==, 302);
  headers = json_object_get_array_member (response, "headers");
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (headers, 2), "name"),
      ==, "X-oDD");

  entry = json_array_get_object_element (get_entries (parser), 1);
  response = json_object_get_object_member (entry, "response");
  response = json_object_get_object_member (response, "content");
  g_assert_cmpstr (json_object_get_string_member (response, "text"), ==, "hello");
  g_assert_false (json_object_has_member (response, "encoding"));
}

/* HAR has no place for CONNECT: it is kept apart from the request to the site. */
static void
test_tells_of_the_proxy (void)
{
  g_autoptr (RtExchange) exchange = make_exchange ("hello");
  g_autofree char *text = rt_har_write (exchange, FALSE);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *entry, *proxy, *connect, *field;

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  entry = json_array_get_object_element (get_entries (parser), 0);
  proxy = json_object_get_object_member (entry, "_proxy");
  g_assert_cmpstr (json_object_get_string_member (proxy, "url"), ==,
                   "http://proxy.test:3128");
  g_assert_cmpstr (json_object_get_string_member (proxy, "why"), ==, "set");
  connect = json_array_get_object_element (
      json_object_get_array_member (proxy, "connect"), 0);
  g_assert_cmpfloat (json_object_get_double_member (connect, "time"), ==, 1.5);
  g_assert_cmpint (json_object_get_int_member (
                       json_object_get_object_member (connect, "response"), "status"),
                   ==, 200);
  connect = json_object_get_object_member (connect, "request");
  g_assert_cmpstr (json_object_get_string_member (connect, "url"), ==, "h.test:80");
  field = json_array_get_object_element (
      json_object_get_array_member (connect, "headers"), 1);
  g_assert_cmpstr (json_object_get_string_member (field, "name"), ==,
                   "Proxy-Authorization");
  entry = json_array_get_object_element (get_entries (parser), 1);
  g_assert_false (json_object_has_member (entry, "_proxy"));
}

static void
test_masks_secrets (void)
{
  g_autoptr (RtExchange) exchange = make_exchange ("hello");
  g_autofree char *masked = rt_har_write (exchange, FALSE);
  g_autofree char *open = rt_har_write (exchange, TRUE);

  for (guint i = 0; i <= 8; i++)
    {
      g_autofree char *secret = g_strdup_printf ("pw%u", i);
      g_assert_null (strstr (masked, secret));
      /* The user's own name and password never are in an address. */
      if (i > 0)
        g_assert_nonnull (strstr (open, secret));
    }
  g_assert_nonnull (strstr (masked, "q=2"));
}

static void
test_writes_other_bytes_as_base64 (void)
{
  g_autoptr (RtExchange) exchange = make_exchange ("\xff\xfe");
  g_autofree char *text = rt_har_write (exchange, FALSE);

  g_assert_nonnull (strstr (text, "\"base64\""));
  g_assert_nonnull (strstr (text, "//4="));
}

/* What a POST of @body, or of a file, has as its postData. */
static char *
dup_post_data (const char *type, GBytes *body, gboolean with_secrets)
{
  g_autoptr (RtRequest) plain = rt_request_new ("POST", "http://h.test/", NULL);
  g_autoptr (RtRequest) typed
      = rt_request_with_header (plain, "Content-Type", type, NULL);
  g_autoptr (GPtrArray) parts = rt_body_parts_new ();
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere");
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (RtExchange) exchange = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *text = NULL;
  JsonObject *data;

  rt_body_parts_add_file (parts, file);
  request = body != NULL ? rt_request_with_body (typed, body)
                         : rt_request_with_body_parts (typed, parts);
  exchange = rt_exchange_new (request);
  rt_exchange_begin (exchange, 1000);
  rt_exchange_add_hop (exchange, request, NULL);
  rt_exchange_end (exchange, 9000, NULL);
  text = rt_har_write (exchange, with_secrets);
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  data = json_array_get_object_element (get_entries (parser), 0);
  data = json_object_get_object_member (data, "request");
  data = json_object_get_object_member (data, "postData");
  return g_strdup_printf (
      "%s|%s|%s|%s", json_object_get_string_member (data, "mimeType"),
      json_object_get_string_member (data, "text"),
      json_object_get_string_member_with_default (data, "_encoding", "-"),
      json_object_has_member (data, "comment") ? "comment" : "-");
}

static void
test_writes_what_was_posted (void)
{
  static const char json[] = "{\"password\":\"pw\"}";
  g_autoptr (GBytes) text = g_bytes_new_static (json, strlen (json));
  g_autoptr (GBytes) binary = g_bytes_new_static ("a\0\xff", 3);
  g_autofree char *masked = dup_post_data ("application/json", text, FALSE);
  g_autofree char *open = dup_post_data ("application/json", text, TRUE);
  g_autofree char *bytes = dup_post_data ("a/b", binary, FALSE);
  g_autofree char *files = dup_post_data ("a/b", NULL, FALSE);

  g_assert_cmpstr (masked, ==, "application/json|{\"password\":\"***\"}|-|-");
  g_assert_cmpstr (open, ==, "application/json|{\"password\":\"pw\"}|-|-");
  g_assert_cmpstr (bytes, ==, "a/b|YQD/|base64|-");
  g_assert_cmpstr (files, ==, "a/b||-|comment");
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = rt_har_write_finish (result, NULL);
}

static void
test_writes_many (void)
{
  g_autoptr (GListStore) list = g_list_store_new (RT_TYPE_EXCHANGE);
  g_autofree char *text = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (RtExchange) exchange = make_exchange ("hello");
      g_list_store_append (list, exchange);
    }
  rt_har_write_async (G_LIST_MODEL (list), FALSE, NULL, on_written, &text);
  g_list_store_remove_all (list);
  rt_test_wait_until (NULL, text != NULL);
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  g_assert_cmpuint (json_array_get_length (get_entries (parser)), ==, 6);
  g_assert_null (strstr (text, "pw1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/har/has-the-shape", test_has_the_shape);
  g_test_add_func ("/har/tells-of-the-proxy", test_tells_of_the_proxy);
  g_test_add_func ("/har/masks-secrets", test_masks_secrets);
  g_test_add_func ("/har/writes-other-bytes-as-base64",
                   test_writes_other_bytes_as_base64);
  g_test_add_func ("/har/writes-what-was-posted", test_writes_what_was_posted);
  g_test_add_func ("/har/writes-many", test_writes_many);
  return g_test_run ();
}
