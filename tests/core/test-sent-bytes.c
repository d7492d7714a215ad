/* What the record says was sent is what a server got, byte for byte, for every option. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-certificates.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-fetch.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

#define NOTHING "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

static const RtReplayStep answer_all[] = { RT_REPLAY_READ, RT_REPLAY_SEND (NOTHING),
                                           RT_REPLAY_READ, RT_REPLAY_SEND (NOTHING),
                                           RT_REPLAY_READ, RT_REPLAY_SEND (NOTHING),
                                           RT_REPLAY_END };

static void
assert_sent (RtReplay *server, RtRequest *request, const char *expected)
{
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtExchange) exchange = rt_test_fetch (transport, request);

  g_assert_no_error (rt_exchange_get_error (exchange));
  rt_test_assert_got (server, 0, expected);
  rt_test_assert_sent (server, &exchange, 1);
}

typedef struct
{
  const char *name;
  const char *method;
  const char *path;
  const char *fields;
  const char *body; /* nullable */
  const char *expected;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "nothing-of-its-own", "GET", "/", "", NULL,
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "order-case-and-duplicates", "GET", "/", "b: 1\nA: 2\nB: 3\nx-EMPTY:\nA: 2\n", NULL,
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nb: 1\r\nA: 2\r\nB: 3\r\nx-EMPTY: \r\nA: 2\r\n\r\n" },
  { "host-of-its-own", "GET", "/", "A: 1\nhOST: example.test\nB: 2\n", NULL,
    "GET / HTTP/1.1\r\nA: 1\r\nhOST: example.test\r\nB: 2\r\n\r\n" },
  { "values-as-they-are", "GET", "/", "A: \xc3\xa4 \xe4 \t\"x\\\"y\" ,;=\n", NULL,
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nA: \xc3\xa4 \xe4 \t\"x\\\"y\" ,;=\r\n\r\n" },
  { "secrets", "GET", "/", "Cookie: a=b; c=d\ncookie: e\nAuthorization: Basic eA==\n", NULL,
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nCookie: a=b; c=d\r\ncookie: e\r\nAuthorization: Basic eA==\r\n\r\n" },
  { "connection-close", "GET", "/", "Connection: close\n", NULL,
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n" },
  { "connection-upgrade", "GET", "/", "Connection: Upgrade\nUpgrade: x\n", NULL,
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n" },
  { "range", "GET", "/", "Range: bytes=5-\nIf-Range: \"a\"\n", NULL,
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nRange: bytes=5-\r\nIf-Range: \"a\"\r\n\r\n" },
  { "content-type-as-it-is", "POST", "/", "content-TYPE: text/plain;charset=\"UTF-8\"\n", "abc",
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\ncontent-TYPE: text/plain;charset=\"UTF-8\"\r\nContent-Length: 3\r\n\r\nabc" },
  { "framing-is-ours", "POST", "/", "Content-Length: 99\nTransfer-Encoding: chunked\n", "abc",
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 3\r\n\r\nabc" },
  { "framing-without-body", "GET", "/", "Content-Length: 99\nTransfer-Encoding: chunked\n", NULL,
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "expect-something-else", "POST", "/", "Expect: miracles\n", "abc",
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nExpect: miracles\r\nContent-Length: 3\r\n\r\nabc" },
  { "post-nothing", "POST", "/", "", NULL,
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 0\r\n\r\n" },
  { "post-empty", "POST", "/", "", "",
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 0\r\n\r\n" },
  { "put", "PUT", "/", "", "a\nb",
    "PUT / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 3\r\n\r\na\nb" },
  { "get-with-body", "GET", "/", "", "abc",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 3\r\n\r\nabc" },
  { "delete", "DELETE", "/a", "", NULL,
    "DELETE /a HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "delete-with-body", "DELETE", "/a", "", "abc",
    "DELETE /a HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 3\r\n\r\nabc" },
  { "head", "HEAD", "/", "", NULL,
    "HEAD / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "options", "OPTIONS", "/", "", NULL,
    "OPTIONS / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "trace", "TRACE", "/", "", NULL,
    "TRACE / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "method-of-its-own", "M-SEARCH", "/", "", NULL,
    "M-SEARCH / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "method-lower-case", "get", "/", "", NULL,
    "get / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "target-escapes", "GET", "/a%2fb%2F%C3%A4/?x=%20+&y=%zz&&", "", NULL,
    "GET /a%2fb%2F%C3%A4/?x=%20+&y=%zz&& HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "target-odd-characters", "GET", "/a;b=c,(d)!*'~$@:/?q=/?:@[]", "", NULL,
    "GET /a;b=c,(d)!*'~$@:/?q=/?:@[] HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "target-empty-query", "GET", "/?", "", NULL,
    "GET /? HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "target-double-slash", "GET", "//a//b", "", NULL,
    "GET //a//b HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
  { "target-without-fragment", "GET", "/a?b#c?d", "", NULL,
    "GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n" },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (RtReplay) server = rt_replay_new (answer_all);
  g_autoptr (RtRequest) request = rt_test_with_fields (
      rt_test_request (server, one->method, one->path), one->fields);

  if (one->body != NULL)
    request = rt_test_with_text (request, one->body);
  assert_sent (server, request, one->expected);
}

static void
test_fields_of_ours (void)
{
  g_autoptr (RtReplay) server = rt_replay_new (answer_all);
  g_autoptr (RtRequest) request = rt_test_request (server, "GET", "/");
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtExchange) exchange = rt_test_fetch (transport, request);
  g_autoptr (RtHeaderList) composed = rt_request_compose_fields (request);

  g_assert_true (rt_header_list_equal (
      rt_hop_get_sent_fields (rt_exchange_get_last_hop (exchange)), composed));
  g_assert_cmpstr (rt_header_list_get (composed, 0)->name, ==, "Host");
  g_assert_cmpstr (rt_header_list_get (composed, 1)->name, ==, "User-Agent");
  rt_test_assert_sent (server, &exchange, 1);
}

static void
test_password_in_the_address (void)
{
  g_autoptr (RtReplay) server = rt_replay_new (answer_all);
  g_autofree char *address
      = g_strdup_printf ("http://me:p%%40ss@127.0.0.1:%u/a", rt_replay_get_port (server));
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  g_autofree char *authorization
      = g_strdup (rt_header_list_find (rt_request_get_fields (request), "Authorization"));

  g_assert_cmpstr (authorization, ==, "Basic bWU6cEBzcw==");
  request = rt_test_with_fields (request, "Authorization: Basic bWU6cEBzcw==");
  assert_sent (server, request,
               "GET /a HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n"
               "Authorization: Basic bWU6cEBzcw==\r\n\r\n");
}

static void
test_body_of_a_file (void)
{
  g_autoptr (RtReplay) server = rt_replay_new (answer_all);
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "body");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RtRequest) request
      = rt_test_with_fields (rt_test_request (server, "PUT", "/"), "");
  g_autoptr (RtRequest) with_file = rt_request_with_body_file (request, file);

  g_assert_true (g_file_set_contents (path, "a\r\n\r\nb", 6, NULL));
  assert_sent (
      server, with_file,
      "PUT / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 6\r\n\r\na\r\n\r\nb");
}

/* Only the first bytes of a big body are kept, but all are counted. */
static void
test_big_body (void)
{
  const gsize length = 5 * RT_WIRE_KEPT_BYTES + 7;
  g_autoptr (RtReplay) server = rt_replay_new (answer_all);
  g_autofree guint8 *data = g_malloc (length);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (RtRequest) request = rt_test_request (server, "POST", "/");
  g_autoptr (RtRequest) with_body = NULL;
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtExchange) exchange = NULL;
  g_autoptr (GBytes) got = NULL;
  const RtWireReport *report;
  gsize head;

  for (gsize i = 0; i < length; i++)
    data[i] = (i * 7 + i / 251) & 0xff;
  body = g_bytes_new_static (data, length);
  with_body = rt_request_with_body (request, body);
  exchange = rt_test_fetch (transport, with_body);
  g_assert_no_error (rt_exchange_get_error (exchange));
  report = rt_hop_get_report (rt_exchange_get_last_hop (exchange));
  got = rt_replay_dup_received (server, 0);
  head = g_bytes_get_size (report->request_head->raw);
  g_assert_cmpuint (report->sent_bytes, ==, head + length);
  g_assert_cmpuint (g_bytes_get_size (report->sent), ==, RT_WIRE_KEPT_BYTES);
  g_assert_cmpuint (g_bytes_get_size (got), ==, head + length);
  g_assert_cmpmem (g_bytes_get_data (report->sent, NULL), RT_WIRE_KEPT_BYTES,
                   g_bytes_get_data (got, NULL), RT_WIRE_KEPT_BYTES);
  g_assert_true (
      memcmp ((const guint8 *)g_bytes_get_data (got, NULL) + head, data, length) == 0);
  g_assert_cmpuint (rt_exchange_get_sent_body_bytes (exchange), ==, length);
}

static void
test_expect_continue (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ_HEAD, RT_REPLAY_SEND ("HTTP/1.1 100 Continue\r\n\r\n"),
          RT_REPLAY_READ_BODY, RT_REPLAY_SEND (NOTHING), RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtRequest) request
      = rt_test_with_text (rt_test_with_fields (rt_test_request (server, "POST", "/"),
                                                "Expect: 100-continue\n"),
                           "abc");

  assert_sent (server, request,
               "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nExpect: 100-continue\r\n"
               "Content-Length: 3\r\n\r\nabc");
}

/* A refusal before the body means that the body stays at home. */
static void
test_expect_refused (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ_HEAD,
          RT_REPLAY_SEND ("HTTP/1.1 417 No\r\nContent-Length: 2\r\n\r\nno"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtRequest) request
      = rt_test_with_text (rt_test_with_fields (rt_test_request (server, "POST", "/"),
                                                "Expect: 100-continue\n"),
                           "abc");
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtExchange) exchange = rt_test_fetch (transport, request);

  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 417);
  rt_test_wait_until (NULL, rt_replay_is_over (server, 0));
  rt_test_assert_got (
      server, 0,
      "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nExpect: 100-continue\r\n"
      "Content-Length: 3\r\n\r\n");
  rt_test_assert_sent (server, &exchange, 1);
}

static void
test_connect_to (void)
{
  g_autoptr (RtReplay) server = rt_replay_new (answer_all);
  g_autofree char *address
      = g_strdup_printf ("http://example.test:%u/a", rt_replay_get_port (server));
  g_autoptr (RtRequest) plain
      = rt_test_with_fields (rt_request_new ("GET", address, NULL), "A: b\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = rt_request_with_connect_to (
      plain, "example.test", rt_replay_get_port (server), "127.0.0.1", &error);

  g_assert_no_error (error);
  assert_sent (server, request,
               "GET /a HTTP/1.1\r\nHost: example.test:PORT\r\nA: b\r\n\r\n");
}

static void
test_ipv6_and_timeouts (void)
{
  RtRequestOptions options = RT_REQUEST_OPTIONS_DEFAULT;
  g_autoptr (RtReplay) server = rt_replay_new_full (answer_all, TRUE, NULL);
  g_autoptr (RtRequest) plain
      = rt_test_with_fields (rt_test_request (server, "GET", "/"), "");
  g_autoptr (RtRequest) request = NULL;

  options.family = RT_FAMILY_IPV6;
  options.connect_timeout_s = 55;
  options.idle_timeout_s = 55;
  options.total_timeout_s = 55;
  request = rt_request_with_options (plain, &options);
  assert_sent (server, request, "GET / HTTP/1.1\r\nHost: [::1]:PORT\r\n\r\n");
}

static void
test_inside_tls (void)
{
  g_autoptr (RtTestCertificates) made = rt_test_certificates_new ();
  g_autoptr (RtReplay) server
      = rt_replay_new_full (answer_all, FALSE, made->certificates[RT_TEST_SERVER]);
  g_autoptr (RtRequest) plain = rt_test_with_text (
      rt_test_with_fields (rt_test_request (server, "POST", "/"), "A: b\n"), "abc");
  g_autoptr (RtRequest) request = rt_request_with_anchors (plain, made->anchors);

  assert_sent (
      server, request,
      "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nA: b\r\nContent-Length: 3\r\n\r\nabc");
}

/* A method that is not idempotent gets a new connection: what a kept one lost could not be
 * sent again. */
static void
test_over_a_kept_connection (void)
{
  g_autoptr (RtReplay) server = rt_replay_new (answer_all);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) a
      = rt_test_with_fields (rt_test_request (server, "GET", "/a"), "");
  g_autoptr (RtRequest) b = rt_test_with_text (
      rt_test_with_fields (rt_test_request (server, "PUT", "/b"), ""), "abc");
  g_autoptr (RtRequest) c
      = rt_test_with_fields (rt_test_request (server, "HEAD", "/c"), "");
  g_autoptr (RtRequest) d = rt_test_with_fields (rt_test_request (server, "POST", "/d"),
                                                 "Connection: close\n");
  g_autoptr (RtExchange) first = rt_test_fetch (transport, a);
  g_autoptr (RtExchange) second = rt_test_fetch (transport, b);
  g_autoptr (RtExchange) third = rt_test_fetch (transport, c);
  g_autoptr (RtExchange) fourth = rt_test_fetch (transport, d);
  RtExchange *exchanges[] = { first, second, third, fourth };
  const RtWireReport *report = rt_hop_get_report (rt_exchange_get_last_hop (third));

  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 2);
  g_assert_true (report->reused);
  g_assert_cmpint (report->timings.start[RT_PHASE_CONNECT], ==, 0);
  rt_test_assert_got (
      server, 0,
      "GET /a HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n"
      "PUT /b HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 3\r\n\r\nabc"
      "HEAD /c HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n");
  rt_test_assert_got (server, 1,
                      "POST /d HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n"
                      "Content-Length: 0\r\n\r\n");
  rt_test_assert_sent (server, exchanges, G_N_ELEMENTS (exchanges));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sent-bytes/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sent-bytes/fields-of-ours", test_fields_of_ours);
  g_test_add_func ("/sent-bytes/password-in-the-address", test_password_in_the_address);
  g_test_add_func ("/sent-bytes/body-of-a-file", test_body_of_a_file);
  g_test_add_func ("/sent-bytes/big-body", test_big_body);
  g_test_add_func ("/sent-bytes/expect-continue", test_expect_continue);
  g_test_add_func ("/sent-bytes/expect-refused", test_expect_refused);
  g_test_add_func ("/sent-bytes/connect-to", test_connect_to);
  g_test_add_func ("/sent-bytes/ipv6-and-timeouts", test_ipv6_and_timeouts);
  g_test_add_func ("/sent-bytes/inside-tls", test_inside_tls);
  g_test_add_func ("/sent-bytes/over-a-kept-connection", test_over_a_kept_connection);
  return g_test_run ();
}
