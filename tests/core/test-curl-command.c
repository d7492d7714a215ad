/* Tests of rt-curl-command: curl sends what the command says, and it is read back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-body-parts.h"
#include "core/http/rt-curl-command.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-request-text.h"

#include <string.h>

static const struct
{
  const char *method;
  const char *path;
  const char *lines; /* NULL: our defaults */
  const char *body;
} requests[] = {
  { "GET", "/", NULL, NULL },
  { "GET", "/a%20b/%zz?x=[1]{2}&'q'#f", NULL, NULL },
  { "HEAD", "/", NULL, NULL },
  { "OPTIONS", "/", NULL, NULL },
  { "m-SEARCH", "/", NULL, NULL },
  { "DELETE", "/$HOME/`id`/!x", NULL, NULL },
  { "GET", "/", "", NULL },
  { "GET", "/", "accept: x\nb: 1\nB: 2\nUSER-AGENT: me\n", NULL },
  { "GET", "/", "X-Empty: \nY: it's \"quoted\" \\ $HOME `id` !! %s\n", NULL },
  { "GET", "/", "X: ü中\nCookie: a=b; c=d\nAuthorization: Basic eDp5\n", NULL },
  { "GET", "/", "Host: other.example\nA: b\n", NULL },
  { "GET", "/", "Accept: */*\nConnection: close\nTE: trailers\n", NULL },
  { "GET", "/", "A: b\n", "a body with GET" },
  { "POST", "/", NULL, "a=b&c=d" },
  { "POST", "/", "Content-Type: text/plain\nZ: z\n", "a\nb 'c' \"d\" $e \\f\n\n" },
  { "POST", "/", "Content-Type: application/json\n", "{\"ü\": \"中\"}" },
  { "POST", "/", NULL, "@/etc/passwd" },
  { "POST", "/", NULL, "" },
  { "PUT", "/", NULL, "a\rb\tc\x01\x7f%s%%\\n'\xff\xfe" },
  { "PATCH", "/", "", "x" },
  { "POST", "/", "Content-Type: multipart/form-data; boundary=--b\n",
    "----b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n----b--\r\n" },
};

/* What a server is to receive: Host first, as curl sends it, then our fields, then the
 * framing. */
static GString *
build_expected (const RtRequest *request)
{
  g_autoptr (RtHeaderList) fields = rt_request_compose_fields (request);
  g_autofree char *target = rt_request_dup_target (request);
  GBytes *body = rt_request_get_body (request);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s HTTP/1.1\r\n", rt_request_get_method (request),
                          target);
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      g_string_append_printf (text, "%s:%s%s\r\n", header->name,
                              *header->value != '\0' ? " " : "", header->value);
    }
  if (body != NULL)
    g_string_append_printf (text, "Content-Length: %zu\r\n", g_bytes_get_size (body));
  g_string_append (text, "\r\n");
  if (body != NULL && g_bytes_get_size (body) > 0)
    g_string_append_len (text, g_bytes_get_data (body, NULL),
                         (gssize)g_bytes_get_size (body));
  return text;
}

/* From a file, as a paste into a terminal has no limit either. */
static void
run_shell (const char *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *script = rt_test_dir_build (dir, "script");
  g_auto (GStrv) environment = g_get_environ ();
  static const char *const proxies[]
      = { "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY" };
  const char *argv[] = { "/bin/sh", script, NULL };
  g_autofree char *output = NULL;
  g_autofree char *messages = NULL;
  int status;

  g_assert_true (g_file_set_contents (script, command, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (proxies); i++)
    environment = g_environ_unsetenv (environment, proxies[i]);
  g_spawn_sync (NULL, (char **)argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &output,
                &messages, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("%s\n%s", command, messages);
}

static void
assert_sends (const RtRequest *request, RtReplay *server, const GString *expected)
{
  g_autofree char *command = rt_curl_command_format_with_secrets (request, NULL);
  guint connection = rt_replay_get_n_connections (server);
  g_autoptr (GBytes) received = NULL;
  g_autofree char *got = NULL;

  run_shell (command);
  received = rt_replay_dup_received (server, connection);
  got = g_strndup (g_bytes_get_data (received, NULL), g_bytes_get_size (received));
  if (g_bytes_get_size (received) != expected->len
      || memcmp (g_bytes_get_data (received, NULL), expected->str, expected->len) != 0)
    g_error ("%s\nsent:\n%s\nexpected:\n%s", command, got, expected->str);
}

static const RtReplayStep answer[] = {
  RT_REPLAY_READ,
  RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
  RT_REPLAY_END,
};

/* Nullable: the test is skipped. */
static RtReplay *
start_server (void)
{
  g_autofree char *curl = g_find_program_in_path ("curl");

  if (curl != NULL)
    return rt_replay_new (answer);
  g_test_skip ("curl is not installed: what it sends is NOT tested");
  return NULL;
}

static void
test_curl_sends (void)
{
  g_autoptr (RtReplay) server = start_server ();

  if (server == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *address = rt_replay_build_address (server, requests[i].path);
      g_autoptr (RtRequest) request = rt_test_request_text_read (
          requests[i].method, address, requests[i].lines, requests[i].body);
      g_autoptr (GString) expected = build_expected (request);

      assert_sends (request, server, expected);
    }
}

static void
test_curl_sends_any_bytes (void)
{
  g_autoptr (RtReplay) server = start_server ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (server == NULL)
    return;
  for (guint i = 0; i < 1000; i++)
    {
      guint8 byte = (guint8)(i * 7);
      g_byte_array_append (bytes, &byte, 1);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *address = rt_replay_build_address (server, "/");
      g_autoptr (RtRequest) plain
          = rt_test_request_text_read ("POST", address, NULL, NULL);
      g_autofree char *long_text = g_strnfill (200000, 'a');
      g_autoptr (GBytes) body = i == 0 ? g_bytes_new (bytes->data, bytes->len)
                                       : g_bytes_new (long_text, 200000);
      g_autoptr (RtRequest) request = rt_request_with_body (plain, body);
      g_autoptr (GString) expected = build_expected (request);

      assert_sends (request, server, expected);
    }
}

static void
test_curl_sends_file (void)
{
  g_autoptr (RtReplay) server = start_server ();
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "it's a file");
  g_autofree char *contents = g_strnfill (2 * 1024 * 1024, 'x');
  g_autofree char *address = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) body = g_bytes_new (contents, 2 * 1024 * 1024);
  g_autoptr (RtRequest) plain = NULL;
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (RtRequest) in_memory = NULL;
  g_autoptr (GString) expected = NULL;

  if (server == NULL)
    return;
  g_assert_true (g_file_set_contents (path, contents, 2 * 1024 * 1024, NULL));
  address = rt_replay_build_address (server, "/");
  plain = rt_test_request_text_read ("PUT", address, NULL, NULL);
  request = rt_request_with_body_file (plain, file);
  in_memory = rt_request_with_body (plain, body);
  expected = build_expected (in_memory);
  assert_sends (request, server, expected);
}

/* A form with files, as the Forms page sends it: no part is held in memory. */
static void
test_curl_sends_parts (void)
{
  static const char head[] = "--b\r\nContent-Disposition: form-data; name=\"f\"; "
                             "filename=\"it's -x\"\r\n\r\n";
  static const char tail[] = "\r\n--b--\r\n";
  g_autoptr (RtReplay) server = start_server ();
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "it's -x");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) parts = rt_body_parts_new ();
  g_autoptr (GBytes) before = g_bytes_new_static (head, strlen (head));
  g_autoptr (GBytes) after = g_bytes_new_static (tail, strlen (tail));
  g_autofree char *whole = g_strconcat (head, "in the file", tail, NULL);
  g_autofree char *address = NULL;
  g_autoptr (RtRequest) in_memory = NULL;
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (GString) expected = NULL;

  if (server == NULL)
    return;
  g_assert_true (g_file_set_contents (path, "in the file", -1, NULL));
  address = rt_replay_build_address (server, "/");
  rt_body_parts_add_bytes (parts, before);
  rt_body_parts_add_file (parts, file);
  rt_body_parts_add_bytes (parts, after);
  in_memory = rt_test_request_text_read (
      "POST", address, "Content-Type: multipart/form-data; boundary=b\n", whole);
  request = rt_request_with_body_parts (in_memory, parts);
  expected = build_expected (in_memory);
  assert_sends (request, server, expected);
}

static void
test_curl_connects_there (void)
{
  g_autoptr (RtReplay) server = start_server ();
  g_autofree char *address = NULL;
  g_autoptr (RtRequest) plain = NULL;
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (GString) expected = NULL;
  RtRequestOptions options = RT_REQUEST_OPTIONS_DEFAULT;
  g_autoptr (RtRequest) with_options = NULL;

  if (server == NULL)
    return;
  address = g_strdup_printf ("http://name.invalid:%u/", rt_replay_get_port (server));
  plain = rt_test_request_text_read ("GET", address, NULL, NULL);
  options.connect_timeout_s = 3;
  options.idle_timeout_s = 4;
  options.total_timeout_s = 5;
  options.family = RT_FAMILY_IPV4;
  with_options = rt_request_with_options (plain, &options);
  request
      = rt_request_with_connect_to (with_options, "name.invalid", 0, "127.0.0.1", NULL);
  expected = build_expected (request);
  assert_sends (request, server, expected);
}

/* Through a proxy, as the exchange went: the server stands in for it. */
static void
test_curl_takes_the_way (void)
{
  g_autoptr (RtReplay) server = start_server ();
  g_autoptr (RtRequest) request
      = rt_test_request_text_read ("GET", "http://far.invalid/x?y", NULL, NULL);
  g_autoptr (RtProxyAuth) auth = rt_proxy_auth_new ("ann", "open sesame");
  g_autoptr (RtProxy) proxy = NULL;
  g_autoptr (RtProxyReport) way = NULL;
  g_autofree char *command = NULL;
  g_autofree char *masked = NULL;
  g_autofree char *got = NULL;
  g_autoptr (GBytes) received = NULL;

  if (server == NULL)
    return;
  proxy = rt_proxy_new (RT_PROXY_HTTP, "127.0.0.1", rt_replay_get_port (server), auth);
  way = rt_proxy_report_new (proxy, RT_WAY_SYSTEM, NULL);
  command = rt_curl_command_format_with_secrets (request, way);
  masked = rt_curl_command_format (request, way);
  g_assert_nonnull (strstr (command, "-U 'ann:open sesame'"));
  g_assert_nonnull (strstr (masked, "-U 'ann:***'"));
  g_assert_null (strstr (masked, "sesame"));
  run_shell (command);
  received = rt_replay_dup_received (server, 0);
  got = g_strndup (g_bytes_get_data (received, NULL), g_bytes_get_size (received));
  g_assert_true (g_str_has_prefix (
      got, "GET http://far.invalid/x?y HTTP/1.1\r\nHost: far.invalid\r\n"));
  /* It was not asked. */
  g_assert_null (strstr (got, "Proxy-Authorization"));
}

static void
test_ways (void)
{
  static const struct
  {
    RtProxyKind kind;
    const char *option;
  } kinds[] = {
    { RT_PROXY_HTTP, "-x 'http://[::1]:8'" },
    { RT_PROXY_HTTPS, "-x 'https://[::1]:8'" },
    { RT_PROXY_SOCKS4, "-x 'socks4://[::1]:8'" },
    { RT_PROXY_SOCKS4A, "-x 'socks4a://[::1]:8'" },
    { RT_PROXY_SOCKS5, "-x 'socks5h://[::1]:8'" },
  };
  g_autoptr (RtRequest) request
      = rt_test_request_text_read ("GET", "http://far.example/", NULL, NULL);
  g_autoptr (RtProxyReport) local = rt_proxy_report_new (NULL, RT_WAY_LOCAL, NULL);
  g_autoptr (RtProxyReport) bypass = rt_proxy_report_new (NULL, RT_WAY_BYPASS, "*");
  g_autoptr (RtProxyReport) none = rt_proxy_report_new (NULL, RT_WAY_SET, NULL);
  g_autofree char *plain = rt_curl_command_format (request, NULL);
  g_autofree char *without = rt_curl_command_format (request, none);
  g_autofree char *straight = rt_curl_command_format (request, local);
  g_autofree char *excepted = rt_curl_command_format (request, bypass);

  g_assert_cmpstr (plain, ==, straight);
  g_assert_nonnull (strstr (excepted, "--noproxy '*'"));
  g_assert_nonnull (strstr (without, "--noproxy '*'"));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (RtProxy) proxy = rt_proxy_new (kinds[i].kind, "::1", 8, NULL);
      g_autoptr (RtProxyReport) way = rt_proxy_report_new (proxy, RT_WAY_SET, NULL);
      g_autofree char *command = rt_curl_command_format (request, way);
      g_auto (RtCurlWay) read = { 0 };
      g_autoptr (RtRequest) again = rt_curl_command_parse (command, &read, NULL, NULL);

      g_assert_nonnull (strstr (command, kinds[i].option));
      g_assert_nonnull (again);
      g_assert_nonnull (strstr (kinds[i].option, read.proxy));
    }
}

static void
assert_round_trip (const RtRequest *request)
{
  g_autofree char *command = rt_curl_command_format_with_secrets (request, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) again = rt_curl_command_parse (command, NULL, NULL, &error);
  g_autofree char *before = rt_test_request_text_write (request);
  g_autofree char *after = NULL;

  if (again == NULL)
    g_error ("%s\n%s", command, error->message);
  after = rt_test_request_text_write (again);
  g_assert_cmpstr (before, ==, after);
}

static void
test_round_trip (void)
{
  RtRequestOptions options = { .redirect_limit = 7,
                               .connect_timeout_s = 1,
                               .total_timeout_s = 9,
                               .family = RT_FAMILY_IPV6 };
  RtRequestOptions off = RT_REQUEST_OPTIONS_DEFAULT;
  g_autoptr (RtRequest) plain
      = rt_test_request_text_read ("GET", "https://a.example:8443/", NULL, NULL);
  g_autoptr (RtRequest) with_options = rt_request_with_options (plain, &options);
  g_autoptr (RtRequest) one
      = rt_request_with_connect_to (with_options, "a.example", 8443, "::1", NULL);
  g_autoptr (RtRequest) two
      = rt_request_with_connect_to (one, "*", 80, "127.0.0.1", NULL);
  g_autoptr (RtRequest) not_followed = NULL;
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/it's");
  g_autoptr (RtRequest) with_file = rt_request_with_body_file (plain, file);

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *address
          = g_strconcat ("https://a.example", requests[i].path, NULL);
      g_autoptr (RtRequest) request = rt_test_request_text_read (
          requests[i].method, address, requests[i].lines, requests[i].body);
      assert_round_trip (request);
    }
  off.redirect_limit = 0;
  not_followed = rt_request_with_options (plain, &off);
  assert_round_trip (two);
  assert_round_trip (not_followed);
  g_autoptr (RtRequest) put = rt_request_with_method (with_file, "PUT", NULL);
  assert_round_trip (put);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curl-command/curl-sends-what-it-says", test_curl_sends);
  g_test_add_func ("/curl-command/curl-sends-any-bytes", test_curl_sends_any_bytes);
  g_test_add_func ("/curl-command/curl-sends-a-file", test_curl_sends_file);
  g_test_add_func ("/curl-command/curl-sends-parts", test_curl_sends_parts);
  g_test_add_func ("/curl-command/curl-connects-there", test_curl_connects_there);
  g_test_add_func ("/curl-command/curl-takes-the-way", test_curl_takes_the_way);
  g_test_add_func ("/curl-command/ways", test_ways);
  g_test_add_func ("/curl-command/round-trip", test_round_trip);
  return g_test_run ();
}
