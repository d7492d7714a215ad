/* Which answers leave a connection fit for the next request, and what if it is lost. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-fetch.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

#define OK "HTTP/1.1 200 OK\r\n"
#define GOOD OK "Content-Length: 4\r\n\r\ngood"

typedef struct
{
  const char *name;
  const char *method;
  const char *answer;
  gboolean is_kept;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "length", "GET", OK "Content-Length: 3\r\n\r\nabc", TRUE },
  { "length-nil", "GET", OK "Content-Length: 0\r\n\r\n", TRUE },
  { "chunked", "GET", OK "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", TRUE },
  { "trailers", "GET", OK "Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n\r\n", TRUE },
  { "head", "HEAD", OK "Content-Length: 3\r\n\r\n", TRUE },
  { "204", "GET", "HTTP/1.1 204 No Content\r\n\r\n", TRUE },
  { "304", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n", TRUE },
  { "404", "GET", "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nabc", TRUE },
  { "500", "GET", "HTTP/1.1 500 Oops\r\nContent-Length: 3\r\n\r\nabc", TRUE },
  { "continue-first", "GET", "HTTP/1.1 100 Continue\r\n\r\n" OK "Content-Length: 0\r\n\r\n", TRUE },
  { "folded", "GET", OK "A: b\r\n c\r\nContent-Length: 0\r\n\r\n", TRUE },
  { "no-reason", "GET", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", TRUE },
  { "http-1.0-keep-alive", "GET", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n", TRUE },
  { "false-gzip", "GET", OK "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", TRUE },

  { "http-1.0", "GET", "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nabc", FALSE },
  { "connection-close", "GET", OK "Connection: close\r\nContent-Length: 3\r\n\r\nabc", FALSE },
  { "bare-lf", "GET", "HTTP/1.1 200 OK\nContent-Length: 3\n\nabc", FALSE },
  { "nul-in-value", "GET", OK "A: b\x01\r\nContent-Length: 3\r\n\r\nabc", FALSE },
  { "space-before-colon", "GET", OK "Content-Length : 3\r\n\r\nabc", FALSE },
  { "length-twice", "GET", OK "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", FALSE },
  { "length-and-coding", "GET", OK "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", FALSE },
  { "extra-bytes", "GET", OK "Content-Length: 3\r\n\r\nabc" OK "Content-Length: 4\r\n\r\nevil", FALSE },
  { "head-with-body", "HEAD", OK "Content-Length: 3\r\n\r\nabc", FALSE },
  { "204-with-body", "GET", "HTTP/1.1 204 No Content\r\n\r\nabc", FALSE },
  { "304-with-body", "GET", "HTTP/1.1 304 Not Modified\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", FALSE },
  { "bad-length", "GET", OK "Content-Length: x\r\n\r\nabc", FALSE },
  { "bad-chunk", "GET", OK "Transfer-Encoding: chunked\r\n\r\nx", FALSE },
  { "not-http", "GET", "<html>", FALSE },
};
/* clang-format on */

static void
assert_good (RtExchange *exchange)
{
  GBytes *body = rt_body_get_preview (rt_exchange_get_body (exchange));

  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "good", 4);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND_BYTES (one->answer, strlen (one->answer)),
          RT_REPLAY_READ, RT_REPLAY_SEND (GOOD), RT_REPLAY_END };
  static const RtReplayStep fresh[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (GOOD), RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) odd = rt_test_request (server, one->method, "/odd");
  g_autoptr (RtRequest) request = rt_test_request (server, "GET", "/good");
  g_autoptr (RtExchange) first = NULL;
  g_autoptr (RtExchange) second = NULL;
  const RtWireReport *report;

  rt_replay_add_script (server, fresh);
  first = rt_test_fetch (transport, odd);
  second = rt_test_fetch (transport, request);
  assert_good (second);
  report = rt_hop_get_report (rt_exchange_get_last_hop (second));
  g_assert_cmpint (report->reused, ==, one->is_kept);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, one->is_kept ? 1 : 2);
}

/* What a server says unasked on a kept connection must not be taken for the answer to the
 * next request. */
static void
test_unasked_bytes_end_it (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (GOOD),
          RT_REPLAY_GATE, RT_REPLAY_SEND (OK "Content-Length: 4\r\n\r\nevil"),
          RT_REPLAY_READ, RT_REPLAY_END };
  static const RtReplayStep fresh[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (GOOD), RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request = rt_test_request (server, "GET", "/");
  g_autoptr (RtExchange) first = rt_test_fetch (transport, request);
  g_autoptr (RtExchange) second = NULL;

  assert_good (first);
  rt_replay_add_script (server, fresh);
  rt_replay_open_gate (server);
  rt_test_wait_until (NULL, rt_replay_is_over (server, 0));
  second = rt_test_fetch (transport, request);
  assert_good (second);
}

/* The server gives up on the kept connection just as the next request comes. */
static void
lose_it (RtReplayAction how, const char *method, RtExchange **exchange)
{
  const RtReplayStep script[] = {
    RT_REPLAY_READ, RT_REPLAY_SEND (GOOD), RT_REPLAY_READ, { how, NULL, 0 }, RT_REPLAY_END
  };
  static const RtReplayStep fresh[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (GOOD), RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) get = rt_test_request (server, "GET", "/first");
  g_autoptr (RtRequest) request = rt_test_request (server, method, "/second");
  g_autoptr (RtExchange) first = NULL;
  g_autoptr (GBytes) got = NULL;
  const RtWireReport *report;

  rt_replay_add_script (server, fresh);
  first = rt_test_fetch (transport, get);
  assert_good (first);
  *exchange = rt_test_fetch (transport, request);
  assert_good (*exchange);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 2);
  g_assert_cmpuint (rt_replay_get_n_requests (server), ==, 3);

  /* The record is of the request that was answered. */
  report = rt_hop_get_report (rt_exchange_get_last_hop (*exchange));
  got = rt_replay_dup_received (server, 1);
  g_assert_false (report->reused);
  g_assert_cmpint (report->timings.start[RT_PHASE_CONNECT], >, 0);
  g_assert_true (g_bytes_equal (report->sent, got));
}

static void
test_sends_again_after_a_close (void)
{
  g_autoptr (RtExchange) exchange = NULL;

  lose_it (RT_REPLAY_ACTION_CLOSE, "GET", &exchange);
}

static void
test_sends_again_after_a_reset (void)
{
  g_autoptr (RtExchange) exchange = NULL;

  lose_it (RT_REPLAY_ACTION_RESET, "PUT", &exchange);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = g_strconcat ("/kept-connections/after/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/kept-connections/unasked-bytes-end-it", test_unasked_bytes_end_it);
  g_test_add_func ("/kept-connections/sends-again-after-a-close",
                   test_sends_again_after_a_close);
  g_test_add_func ("/kept-connections/sends-again-after-a-reset",
                   test_sends_again_after_a_reset);
  return g_test_run ();
}
