/* Tests of RtRequest and RtRoute: immutable, complete, and unable to inject a line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-request.h"

#include "core/http/rt-content-decoder.h"
#include "core/wire/rt-error.h"
#include "rt-config.h"

static RtRequest *
make (const char *address)
{
  g_autoptr (GError) error = NULL;
  RtRequest *request = rt_request_new ("GET", address, &error);

  g_assert_no_error (error);
  return request;
}

static char *
fields_to_text (const RtHeaderList *fields)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      g_string_append_printf (text, "%s: %s\n", header->name, header->value);
    }
  return g_string_free (text, FALSE);
}

static void
assert_composed (const RtRequest *request, const char *expected)
{
  g_autoptr (RtHeaderList) fields = rt_request_compose_fields (request);
  g_autofree char *text = fields_to_text (fields);

  g_assert_cmpstr (text, ==, expected);
}

static RtHeaderList *
make_fields (const char *first, ...)
{
  RtHeaderList *fields = rt_header_list_new ();
  va_list arguments;

  va_start (arguments, first);
  for (const char *name = first; name != NULL; name = va_arg (arguments, const char *))
    g_assert_true (
        rt_header_list_append (fields, name, va_arg (arguments, const char *), NULL));
  va_end (arguments);
  return fields;
}

static void
test_defaults (void)
{
  g_autoptr (RtRequest) request = make ("http://localhost:81/a?b#c");
  const RtRequestOptions *options = rt_request_get_options (request);
  g_autofree char *target = rt_request_dup_target (request);
  g_autofree char *address = rt_request_dup_address (request);
  RtHeaderList *fields = rt_request_get_fields (request);

  g_assert_cmpstr (rt_request_get_method (request), ==, "GET");
  g_assert_cmpstr (target, ==, "/a?b");
  g_assert_cmpstr (address, ==, "http://localhost:81/a?b#c");
  g_assert_cmpuint (options->redirect_limit, ==, 20);
  g_assert_cmpuint (options->connect_timeout_s, ==, 10);
  g_assert_cmpuint (options->idle_timeout_s, ==, 60);
  g_assert_cmpuint (options->total_timeout_s, ==, 0);
  g_assert_cmpstr (rt_header_list_find (fields, "user-agent"), ==,
                   "Roundtrip/" RT_VERSION);
  g_assert_cmpstr (rt_header_list_find (fields, "accept"), ==, "*/*");
  g_assert_cmpstr (rt_header_list_find (fields, "accept-encoding"), ==,
                   rt_content_codings_accepted ());
  g_assert_null (rt_header_list_find (fields, "Authorization"));
  g_assert_null (rt_request_get_body (request));
  g_assert_null (rt_request_get_body_file (request));
}

static void
test_credentials (void)
{
  g_autoptr (RtRequest) request = make ("http://Aladdin:open%20sesame@example.com/");
  g_autoptr (RtRequest) unicode = make ("http://test:123£@example.com/");
  g_autofree char *address = rt_request_dup_address (request);

  g_assert_cmpstr (rt_header_list_find (rt_request_get_fields (request), "Authorization"),
                   ==, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  /* RFC 7617 §2.1 */
  g_assert_cmpstr (rt_header_list_find (rt_request_get_fields (unicode), "Authorization"),
                   ==, "Basic dGVzdDoxMjPCow==");
  g_assert_cmpstr (address, ==, "http://example.com/");
}

static void
test_compose (void)
{
  g_autoptr (RtRequest) request = make ("https://[::1]:8443/");
  g_autoptr (RtHeaderList) fields
      = make_fields ("b", "1", "A", "", "b", "2", "content-length", "5",
                     "Transfer-Encoding", "chunked", NULL);
  g_autoptr (RtHeaderList) with_host = make_fields ("b", "1", "host", "other", NULL);
  g_autoptr (RtRequest) changed = rt_request_with_fields (request, fields);
  g_autoptr (RtRequest) own_host = rt_request_with_fields (request, with_host);

  assert_composed (changed, "Host: [::1]:8443\nb: 1\nA: \nb: 2\n");
  assert_composed (own_host, "b: 1\nhost: other\n");
}

static void
test_methods (void)
{
  static const char *const bad[]
      = { "", "GET ", "G T", "GET\r\n", "GET\n", "G\xc3\xa4T", "CONNECT", "connect" };
  g_autoptr (RtRequest) request = make ("http://example.com/");
  g_autoptr (RtRequest) changed = rt_request_with_method (request, "m-SEARCH", NULL);

  g_assert_cmpstr (rt_request_get_method (changed), ==, "m-SEARCH");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rt_request_new (bad[i], "http://example.com/", &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BAD_FIELD);
      g_clear_error (&error);
      g_assert_null (rt_request_with_method (request, bad[i], &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BAD_FIELD);
    }
}

static void
test_changes_leave_the_original (void)
{
  g_autoptr (RtRequest) request = make ("http://example.com/");
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere");
  g_autoptr (GUri) uri = g_uri_parse ("https://other/", G_URI_FLAGS_NONE, NULL);
  RtRequestOptions options = { .redirect_limit = 3, .family = RT_FAMILY_IPV6 };
  g_autofree char *before = fields_to_text (rt_request_get_fields (request));
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) with_header
      = rt_request_with_header (request, "accept", "text/html", &error);
  g_autoptr (RtRequest) with_body = rt_request_with_body (request, body);
  g_autoptr (RtRequest) with_file = rt_request_with_body_file (with_body, file);
  g_autoptr (RtRequest) with_uri = rt_request_with_uri (request, uri);
  g_autoptr (RtRequest) with_options = rt_request_with_options (request, &options);
  g_autoptr (RtRequest) with_pin = rt_request_with_pin (request, "A", 1, "AA:bb");
  g_autoptr (RtRequest) with_rule
      = rt_request_with_connect_to (request, "Bücher.de", 0, "[::1]", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rt_header_list_find (rt_request_get_fields (with_header), "Accept"),
                   ==, "text/html");
  g_assert_true (rt_request_get_body (with_body) == body);
  g_assert_null (rt_request_get_body (with_file));
  g_assert_true (rt_request_get_body_file (with_file) == file);
  g_assert_cmpstr (g_uri_get_host (rt_request_get_uri (with_uri)), ==, "other");
  g_assert_cmpuint (rt_request_get_options (with_options)->redirect_limit, ==, 3);
  g_assert_cmpuint (rt_request_get_pins (with_pin)->len, ==, 1);
  g_assert_cmpuint (rt_request_get_connect_to (with_rule)->len, ==, 1);

  after = fields_to_text (rt_request_get_fields (request));
  g_assert_cmpstr (before, ==, after);
  g_assert_null (rt_request_get_body (request));
  g_assert_cmpuint (rt_request_get_pins (request)->len, ==, 0);
  g_assert_cmpuint (rt_request_get_connect_to (request)->len, ==, 0);
  g_assert_cmpuint (rt_request_get_options (request)->redirect_limit, ==, 20);
}

static void
test_no_injection (void)
{
  static const char *const bad[] = { "a\r\nX: y", "a\n", "a\r", "\x01", "\x7f" };
  g_autoptr (RtRequest) request = make ("http://example.com/");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rt_request_with_header (request, "X-A", bad[i], &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BAD_FIELD);
      g_clear_error (&error);
      g_assert_null (rt_request_with_header (request, bad[i], "a", &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BAD_FIELD);
    }
}

static void
test_route (void)
{
  g_autoptr (RtRequest) request = make ("https://Bücher.de:8443/");
  g_autoptr (RtRequest) other_port
      = rt_request_with_connect_to (request, "bücher.de", 443, "10.0.0.1", NULL);
  g_autoptr (RtRequest) rule
      = rt_request_with_connect_to (other_port, "XN--BCHER-KVA.de", 8443, "[::1]", NULL);
  g_autoptr (RtRequest) any = rt_request_with_connect_to (rule, "*", 0, "10.0.0.2", NULL);
  g_autoptr (RtRequest) pin
      = rt_request_with_pin (any, "xn--bcher-kva.de", 8443, "AA:BB");
  g_autoptr (RtRequest) elsewhere = rt_request_with_pin (pin, "other", 8443, "cc");
  g_autoptr (RtRequest) everywhere = rt_request_with_pin (elsewhere, NULL, 0, "dd");
  g_autoptr (RtRoute) plain = rt_request_dup_route (request, NULL);
  g_autoptr (RtRoute) route = rt_request_dup_route (everywhere, NULL);
  static const char *const pins[] = { "aabb", "dd", NULL };

  g_assert_true (plain->tls);
  g_assert_null (plain->connect_to);
  g_assert_null (plain->pins);
  g_assert_cmpuint (plain->connect_timeout_s, ==, 10);
  g_assert_cmpstr (route->host, ==, "xn--bcher-kva.de");
  g_assert_cmpuint (route->port, ==, 8443);
  g_assert_cmpstr (route->connect_to, ==, "::1");
  g_assert_cmpstrv (route->pins, pins);
}

static void
test_bad_rules (void)
{
  g_autoptr (RtRequest) request = make ("http://example.com/");
  g_autoptr (GError) error = NULL;

  g_assert_null (rt_request_with_connect_to (request, "a", 1, "example.com", &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS);
  g_clear_error (&error);
  g_assert_null (rt_request_with_connect_to (request, "a b", 1, "::1", &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS);
  g_clear_error (&error);
  g_assert_null (rt_request_with_connect_to (request, "a", 1, "", &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS);
}

/* Each line differs from the first in one thing that keeps connections apart. */
static void
test_route_keys (void)
{
  static const char *const pins[] = { "aa", "bb", NULL };
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (RtRoute) first
      = rt_route_new (FALSE, "a", 80, NULL, RT_FAMILY_ANY, NULL, NULL, NULL, 1, 2);
  g_autoptr (RtRoute) same
      = rt_route_new (FALSE, "a", 80, NULL, RT_FAMILY_ANY, NULL, NULL, NULL, 3, 4);
  g_autoptr (GPtrArray) others
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_route_unref);

  g_ptr_array_add (
      others, rt_route_new (TRUE, "a", 80, NULL, RT_FAMILY_ANY, NULL, NULL, NULL, 1, 2));
  g_ptr_array_add (
      others, rt_route_new (FALSE, "b", 80, NULL, RT_FAMILY_ANY, NULL, NULL, NULL, 1, 2));
  g_ptr_array_add (
      others, rt_route_new (FALSE, "a", 81, NULL, RT_FAMILY_ANY, NULL, NULL, NULL, 1, 2));
  g_ptr_array_add (others, rt_route_new (FALSE, "a", 80, "::1", RT_FAMILY_ANY, NULL, NULL,
                                         NULL, 1, 2));
  g_ptr_array_add (others, rt_route_new (FALSE, "a", 80, NULL, RT_FAMILY_IPV4, NULL, NULL,
                                         NULL, 1, 2));
  g_ptr_array_add (
      others, rt_route_new (FALSE, "a", 80, NULL, RT_FAMILY_ANY, NULL, pins, NULL, 1, 2));
  g_ptr_array_add (others, rt_route_new (FALSE, "a", 80, NULL, RT_FAMILY_ANY, NULL,
                                         pins + 1, NULL, 1, 2));
  g_ptr_array_add (
      others, rt_route_new (FALSE, "a", 80, NULL, RT_FAMILY_ANY, NULL, NULL, "/a", 1, 2));

  g_assert_cmpstr (first->key, ==, same->key);
  g_assert_true (g_hash_table_add (keys, first->key));
  for (guint i = 0; i < others->len; i++)
    g_assert_true (
        g_hash_table_add (keys, ((RtRoute *)g_ptr_array_index (others, i))->key));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/new/has-our-defaults", test_defaults);
  g_test_add_func ("/request/new/takes-credentials-out", test_credentials);
  g_test_add_func ("/request/compose/host-first-unless-given", test_compose);
  g_test_add_func ("/request/method-is-a-token", test_methods);
  g_test_add_func ("/request/changes-leave-the-original",
                   test_changes_leave_the_original);
  g_test_add_func ("/request/no-field-injects-a-line", test_no_injection);
  g_test_add_func ("/request/route/first-rule-and-all-pins", test_route);
  g_test_add_func ("/request/connect-to/refuses-what-is-no-address", test_bad_rules);
  g_test_add_func ("/route/key/tells-connections-apart", test_route_keys);
  return g_test_run ();
}
