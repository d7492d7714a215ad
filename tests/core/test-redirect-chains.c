/* Chains of redirects through the whole client: long ones, loops, and broken pages. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-fetch.h"

#include <string.h>

#define FOUND "HTTP/1.1 302 Found\r\n"
#define NOTHING "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

static const RtReplayStep answering[]
    = { RT_REPLAY_READ, RT_REPLAY_SEND (NOTHING), RT_REPLAY_END };

/* Answers /0 with a redirect to /1 and so on, over one connection, @length times; then
 * with a page.  The strings belong to @texts. */
static GArray *
make_chain (guint length, GPtrArray *texts)
{
  GArray *script = g_array_new (FALSE, FALSE, sizeof (RtReplayStep));
  const RtReplayStep read = RT_REPLAY_READ;
  const RtReplayStep page[] = { RT_REPLAY_READ, RT_REPLAY_SEND (NOTHING), RT_REPLAY_END };

  for (guint i = 0; i < length; i++)
    {
      char *text = g_strdup_printf (FOUND "Location: /%u\r\nContent-Length: 3\r\n\r\nabc",
                                    i + 1);
      const RtReplayStep send = RT_REPLAY_SEND_BYTES (text, strlen (text));

      g_ptr_array_add (texts, text);
      g_array_append_val (script, read);
      g_array_append_val (script, send);
    }
  g_array_append_vals (script, page, G_N_ELEMENTS (page));
  return script;
}

static RtExchange *
follow (RtReplay *server, guint limit)
{
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) plain = rt_test_request (server, "GET", "/0");
  RtRequestOptions options = *rt_request_get_options (plain);
  g_autoptr (RtRequest) request = NULL;

  options.redirect_limit = limit;
  request = rt_request_with_options (plain, &options);
  return rt_test_fetch (transport, request);
}

static void
test_stops_at_the_limit (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) script = make_chain (100, texts);
  g_autoptr (RtReplay) server = rt_replay_new ((RtReplayStep *)(void *)script->data);
  g_autoptr (RtExchange) exchange = follow (server, 20);
  RtHop *last = rt_exchange_get_last_hop (exchange);

  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, RT_ERROR_REDIRECT_LIMIT);
  g_assert_cmpint (rt_exchange_get_stop (exchange), ==, RT_STOP_LIMIT);
  g_assert_cmpuint (g_list_model_get_n_items (rt_exchange_get_hops (exchange)), ==, 21);
  g_assert_cmpuint (rt_replay_get_n_requests (server), ==, 21);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 302);
  g_assert_cmpstr (g_uri_get_path (rt_request_get_uri (rt_hop_get_request (last))), ==,
                   "/20");
  g_assert_cmpstr (g_uri_get_path (rt_request_get_uri (rt_exchange_get_next (exchange))),
                   ==, "/21");
  rt_test_assert_sent (server, &exchange, 1);
}

static void
test_follows_100 (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) script = make_chain (100, texts);
  g_autoptr (RtReplay) server = rt_replay_new ((RtReplayStep *)(void *)script->data);
  g_autoptr (RtExchange) exchange = follow (server, 100);

  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);
  g_assert_cmpuint (g_list_model_get_n_items (rt_exchange_get_hops (exchange)), ==, 101);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 1);
  rt_test_assert_sent (server, &exchange, 1);
}

static void
test_finds_a_loop_of_two (void)
{
  static const RtReplayStep script[] = {
    RT_REPLAY_READ, RT_REPLAY_SEND (FOUND "Location: /1\r\nContent-Length: 0\r\n\r\n"),
    RT_REPLAY_READ, RT_REPLAY_SEND (FOUND "Location: /0\r\nContent-Length: 0\r\n\r\n"),
    RT_REPLAY_END
  };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtExchange) exchange = follow (server, 20);

  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, RT_ERROR_REDIRECT_LOOP);
  g_assert_cmpuint (rt_replay_get_n_requests (server), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (rt_exchange_get_hops (exchange)), ==, 2);
}

/* The page of a redirect is not what the user asked for: broken as it may be, the redirect
 * counts.  Each is followed by the same request to the second connection's script, or
 * over the same connection where that is still good. */
static const struct
{
  const char *name;
  const char *answer;
  guint n_connections;
} pages[] = {
  { "whole", FOUND "Location: /1\r\nContent-Length: 3\r\n\r\nabc", 1 },
  { "cut", FOUND "Location: /1\r\nContent-Length: 9\r\n\r\nabc", 2 },
  { "until-close", FOUND "Location: /1\r\n\r\nabc", 2 },
  { "bad-length", FOUND "Location: /1\r\nContent-Length: -3\r\n\r\nabc", 2 },
  { "bad-chunk", FOUND "Location: /1\r\nTransfer-Encoding: chunked\r\n\r\nxyz", 2 },
  { "false-gzip",
    FOUND "Location: /1\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", 1 },
  { "relative", FOUND "Location: 1\r\nContent-Length: 0\r\n\r\n", 1 },
  { "dots", FOUND "Location: a/../b/./../1\r\nContent-Length: 0\r\n\r\n", 1 },
  { "back-slash", FOUND "Location: \\1\r\nContent-Length: 0\r\n\r\n", 1 },
  { "folded", FOUND "Location:\r\n /1\r\nContent-Length: 0\r\n\r\n", 1 },
  { "twice-the-same", FOUND "Location: /1\r\nLocation: /1\r\nContent-Length: 0\r\n\r\n",
    1 },
  { "fragment", FOUND "Location: /1#x\r\nContent-Length: 0\r\n\r\n", 1 },
  { "301", "HTTP/1.1 301 A\r\nLocation: /1\r\nContent-Length: 0\r\n\r\n", 1 },
  { "303", "HTTP/1.1 303 A\r\nLocation: /1\r\nContent-Length: 0\r\n\r\n", 1 },
  { "307", "HTTP/1.1 307 A\r\nLocation: /1\r\nContent-Length: 0\r\n\r\n", 1 },
  { "308", "HTTP/1.1 308 A\r\nLocation: /1\r\nContent-Length: 0\r\n\r\n", 1 },
};

static void
test_follows_in_spite_of_the_page (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  const RtReplayStep first[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND_BYTES (pages[i].answer, strlen (pages[i].answer)),
          { pages[i].n_connections == 1 ? RT_REPLAY_ACTION_READ : RT_REPLAY_ACTION_END },
          RT_REPLAY_SEND (NOTHING),
          RT_REPLAY_END };
  static const RtReplayStep second[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (NOTHING), RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (first);
  g_autoptr (RtExchange) exchange = NULL;
  RtHop *last;

  rt_replay_add_script (server, second);
  exchange = follow (server, 20);
  last = rt_exchange_get_last_hop (exchange);
  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);
  g_assert_cmpuint (g_list_model_get_n_items (rt_exchange_get_hops (exchange)), ==, 2);
  g_assert_cmpstr (rt_hop_get_report (last)->request_head->target, ==, "/1");
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, pages[i].n_connections);
  rt_test_assert_sent (server, &exchange, 1);
}

/* What is no UTF-8 in a Location is escaped, not dropped and not sent raw. */
static void
test_escapes_odd_locations (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND (FOUND "Location: /\xff \xc3\xa4\x01?\xff\r\n"
                                "Content-Length: 0\r\n\r\n"),
          RT_REPLAY_END };
  static const RtReplayStep page[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (NOTHING), RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtExchange) exchange = NULL;
  const RtMessageHead *head;

  rt_replay_add_script (server, page);
  exchange = follow (server, 20);
  g_assert_no_error (rt_exchange_get_error (exchange));
  head = rt_hop_get_report (rt_exchange_get_last_hop (exchange))->request_head;
  g_assert_cmpstr (head->target, ==, "/%FF%20%C3%A4%20?%FF");
}

static void
test_says_where_a_chain_broke (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND (FOUND "Location: http://127.0.0.1:1/\r\n"
                                "Content-Length: 0\r\n\r\n"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtExchange) exchange = follow (server, 20);
  g_autoptr (RtHop) first = g_list_model_get_item (rt_exchange_get_hops (exchange), 0);

  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, RT_ERROR_REFUSED);
  g_assert_cmpuint (g_list_model_get_n_items (rt_exchange_get_hops (exchange)), ==, 2);
  g_assert_cmpuint (rt_hop_get_status (first), ==, 302);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 0);
}

static void
test_redirect_after_post (void)
{
  static const RtReplayStep again[] = {
    RT_REPLAY_READ,
    RT_REPLAY_SEND ("HTTP/1.1 307 Again\r\nLocation: b\r\nConnection: close\r\n\r\n"),
    RT_REPLAY_END
  };
  static const RtReplayStep there[] = {
    RT_REPLAY_READ,
    RT_REPLAY_SEND ("HTTP/1.1 303 There\r\nLocation: ?c\r\nConnection: close\r\n\r\n"),
    RT_REPLAY_END
  };
  static const char fields[]
      = "A: 1\nContent-Type: text/plain\nAuthorization: Basic eA==\nB: 2\n";
  static const char post[]
      = " HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nA: 1\r\nContent-Type: text/plain\r\n"
        "Authorization: Basic eA==\r\nB: 2\r\nContent-Length: 3\r\n\r\nabc";
  g_autoptr (RtReplay) server = rt_replay_new (again);
  g_autoptr (RtRequest) request = rt_test_with_text (
      rt_test_with_fields (rt_test_request (server, "POST", "/x/a"), fields), "abc");
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autofree char *first = g_strconcat ("POST /x/a", post, NULL);
  g_autofree char *second = g_strconcat ("POST /x/b", post, NULL);
  g_autoptr (RtExchange) exchange = NULL;

  rt_replay_add_script (server, there);
  rt_replay_add_script (server, answering);
  exchange = rt_test_fetch (transport, request);
  g_assert_no_error (rt_exchange_get_error (exchange));
  rt_test_assert_got (server, 0, first);
  rt_test_assert_got (server, 1, second);
  rt_test_assert_got (server, 2,
                      "GET /x/b?c HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nA: 1\r\n"
                      "Authorization: Basic eA==\r\nB: 2\r\n\r\n");
  rt_test_assert_sent (server, &exchange, 1);
}

static void
test_redirect_to_another_origin (void)
{
  g_autoptr (RtReplay) other = rt_replay_new (answering);
  g_autofree char *there = rt_replay_build_address (other, "/there");
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", there);
  const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND_BYTES (answer, strlen (answer)), RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtRequest) request = rt_test_with_fields (
      rt_test_request (server, "GET", "/"),
      "A: 1\nAuthorization: Basic eA==\nCookie: b=c\nX-Api-Key: d\nE: 2\n");
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtExchange) exchange = rt_test_fetch (transport, request);
  GPtrArray *dropped = rt_hop_get_dropped (rt_exchange_get_last_hop (exchange));

  g_assert_no_error (rt_exchange_get_error (exchange));
  rt_test_assert_got (
      other, 0, "GET /there HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nA: 1\r\nE: 2\r\n\r\n");
  rt_test_assert_sent (server, &exchange, 1);
  rt_test_assert_sent (other, &exchange, 1);
  g_assert_cmpuint (dropped->len, ==, 3);
  for (guint i = 0; i < dropped->len; i++)
    g_assert_cmpint (((RtDroppedHeader *)dropped->pdata[i])->why, ==, RT_DROP_ORIGIN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redirect-chains/stops-at-the-limit", test_stops_at_the_limit);
  g_test_add_func ("/redirect-chains/follows-100", test_follows_100);
  g_test_add_func ("/redirect-chains/finds-a-loop-of-two", test_finds_a_loop_of_two);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *path
          = g_strconcat ("/redirect-chains/follows-in-spite-of/", pages[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i),
                            test_follows_in_spite_of_the_page);
    }
  g_test_add_func ("/redirect-chains/escapes-odd-locations", test_escapes_odd_locations);
  g_test_add_func ("/redirect-chains/says-where-a-chain-broke",
                   test_says_where_a_chain_broke);
  g_test_add_func ("/redirect-chains/after-post", test_redirect_after_post);
  g_test_add_func ("/redirect-chains/to-another-origin", test_redirect_to_another_origin);
  return g_test_run ();
}
