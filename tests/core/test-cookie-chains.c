/* Cookies through the whole client: taken from the jar, and put into it, at every hop. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-jar.h"
#include "core/cookies/rt-cookie-visit.h"
#include "core/http/rt-exchange-json.h"
#include "core/http/rt-har.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-fetch.h"

#include <string.h>

#define EMPTY "Connection: close\r\nContent-Length: 0\r\n\r\n"
#define PAGE "HTTP/1.1 200 OK\r\n"

/* A server that gives these answers, each over a connection of its own. */
typedef struct
{
  RtReplay *server;
  GPtrArray *texts;
} Site;

static const RtReplayStep *
make_script (Site *self, const char *answer)
{
  RtReplayStep *script = g_new0 (RtReplayStep, 3);

  script[0] = (RtReplayStep)RT_REPLAY_READ;
  script[1] = (RtReplayStep)RT_REPLAY_SEND_BYTES (answer, strlen (answer));
  script[2] = (RtReplayStep)RT_REPLAY_END;
  g_ptr_array_add (self->texts, script);
  return script;
}

/* PORT in all but the first answer stands for the server's port. */
static Site *
site_new (const char *const *answers)
{
  Site *self = g_new0 (Site, 1);
  g_autofree char *port = NULL;

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->server = rt_replay_new (make_script (self, answers[0]));
  port = g_strdup_printf ("%u", (guint)rt_replay_get_port (self->server));
  for (guint i = 1; answers[i] != NULL; i++)
    {
      GString *answer = g_string_new (answers[i]);

      g_string_replace (answer, "PORT", port, 0);
      g_ptr_array_add (self->texts, answer->str);
      rt_replay_add_script (self->server, make_script (self, answer->str));
      g_string_free (answer, FALSE);
    }
  return self;
}

static void
site_free (Site *self)
{
  rt_replay_free (self->server);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Site, site_free)

/* Every name leads to the server; @cookie is set by hand. */
static RtExchange *
visit (Site *site,
       RtCookieJar *jar,
       const char *host,
       const char *path,
       const char *cookie)
{
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autofree char *address = g_strdup_printf (
      "http://%s:%u%s", host, (guint)rt_replay_get_port (site->server), path);
  g_autoptr (RtRequest) plain = rt_request_new ("GET", address, NULL);
  g_autoptr (RtRequest) bound
      = rt_request_with_connect_to (plain, "*", 0, "127.0.0.1", NULL);
  g_autoptr (RtRequest) request = rt_request_with_cookie_source (
      bound, jar != NULL ? RT_COOKIE_SOURCE (jar) : NULL);
  g_autoptr (RtRequest) full
      = cookie != NULL ? rt_request_with_header (request, "Cookie", cookie, NULL)
                       : rt_request_ref (request);

  return rt_test_fetch (transport, full);
}

static RtHop *
get_hop (RtExchange *exchange, guint index)
{
  g_autoptr (RtHop) hop = g_list_model_get_item (rt_exchange_get_hops (exchange), index);

  g_assert_nonnull (hop);
  return hop; /* the exchange keeps it */
}

/* What was on the wire. */
static void
assert_cookie (RtExchange *exchange, guint index, const char *expected)
{
  const RtHeaderList *fields = rt_hop_get_sent_fields (get_hop (exchange, index));

  g_assert_cmpuint (rt_header_list_count (fields, "Cookie"), ==, expected != NULL);
  g_assert_cmpstr (rt_header_list_find (fields, "Cookie"), ==, expected);
}

/* The rules in the record of a hop: "name rule" of what was asked, then of what came. */
static char *
describe (RtExchange *exchange, guint index)
{
  RtCookieVisit *record
      = RT_COOKIE_VISIT (rt_hop_get_cookies (get_hop (exchange, index)));
  GPtrArray *lists[]
      = { rt_cookie_visit_get_asked (record), rt_cookie_visit_get_received (record) };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        const RtCookieVerdict *verdict = lists[l]->pdata[i];
        g_string_append_printf (
            text, "%s %s;", verdict->cookie->name,
            rt_cookie_outcome_to_id (rt_cookie_verdict_get_outcome (verdict)));
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_record (RtExchange *exchange, guint index, const char *expected)
{
  g_autofree char *found = describe (exchange, index);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_a_hop_sets_what_the_next_sends (void)
{
  static const char *const answers[]
      = { "HTTP/1.1 302 Found\r\nLocation: /home\r\nSet-Cookie: sid=1; Path=/\r\n"
          "Set-Cookie: other=1; Path=/elsewhere\r\nSet-Cookie: safe=1; Secure\r\n" EMPTY,
          PAGE "Set-Cookie: sid=2; Path=/\r\n" EMPTY, NULL };
  g_autoptr (Site) site = site_new (answers);
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (RtExchange) exchange = visit (site, jar, "a.example", "/login", NULL);

  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);
  assert_cookie (exchange, 0, NULL);
  assert_cookie (exchange, 1, "sid=1");
  assert_record (exchange, 0, "sid stored;other stored;safe refused;");
  assert_record (exchange, 1, "other withheld;sid sent;sid replaced;");
  rt_test_assert_sent (site->server, &exchange, 1);
}

static void
test_cookies_stay_with_their_host (void)
{
  static const char *const answers[]
      = { PAGE "Set-Cookie: mine=b\r\n" EMPTY,
          "HTTP/1.1 302 Found\r\nLocation: //b.example:PORT/\r\nSet-Cookie: mine=a\r\n"
          "Set-Cookie: for-b=1; Domain=b.example\r\n" EMPTY,
          "HTTP/1.1 307 Again\r\nLocation: //a.example:PORT/end\r\n" EMPTY, PAGE EMPTY,
          NULL };
  g_autoptr (Site) site = site_new (answers);
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (RtExchange) first = visit (site, jar, "b.example", "/", NULL);
  g_autoptr (RtExchange) second = visit (site, jar, "a.example", "/", NULL);

  g_assert_cmpuint (rt_exchange_get_status (second), ==, 200);
  assert_cookie (first, 0, NULL);
  assert_cookie (second, 0, NULL);
  assert_cookie (second, 1, "mine=b");
  assert_cookie (second, 2, "mine=a");
  assert_record (second, 0, "mine withheld;mine stored;for-b refused;");
  assert_record (second, 1, "mine sent;mine withheld;");
  assert_record (second, 2, "mine withheld;mine sent;");
}

/* The way in and the way out of most sites: the same address, but with another cookie. */
static void
test_a_new_cookie_is_no_loop (void)
{
  static const char *const answers[]
      = { "HTTP/1.1 302 Found\r\nLocation: /\r\nSet-Cookie: sid=1\r\n" EMPTY,
          "HTTP/1.1 302 Found\r\nLocation: /\r\nSet-Cookie: more=1\r\n" EMPTY,
          PAGE EMPTY,
          "HTTP/1.1 302 Found\r\nLocation: /\r\nSet-Cookie: sid=; Max-Age=0\r\n"
          "Set-Cookie: more=; Max-Age=0\r\n" EMPTY,
          PAGE EMPTY,
          NULL };
  g_autoptr (Site) site = site_new (answers);
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (RtExchange) in = visit (site, jar, "a.example", "/", NULL);
  g_autoptr (RtExchange) out = visit (site, jar, "a.example", "/", NULL);

  g_assert_no_error (rt_exchange_get_error (in));
  g_assert_cmpuint (rt_exchange_get_status (in), ==, 200);
  assert_cookie (in, 2, "sid=1; more=1");
  g_assert_no_error (rt_exchange_get_error (out));
  g_assert_cmpuint (rt_exchange_get_status (out), ==, 200);
  assert_cookie (out, 0, "sid=1; more=1");
  assert_cookie (out, 1, NULL);
}

static void
test_the_same_cookie_is_a_loop (void)
{
  static const char *const answers[]
      = { "HTTP/1.1 302 Found\r\nLocation: /\r\nSet-Cookie: sid=1\r\n" EMPTY, NULL };
  g_autoptr (Site) site = site_new (answers);
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (RtExchange) exchange = visit (site, jar, "a.example", "/", NULL);

  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, RT_ERROR_REDIRECT_LOOP);
  g_assert_cmpuint (rt_replay_get_n_requests (site->server), ==, 2);
}

/* A field set by hand is sent as it is, and stays with its origin as ever. */
static void
test_by_hand (void)
{
  static const char *const answers[]
      = { PAGE "Set-Cookie: sid=1\r\n" EMPTY,
          "HTTP/1.1 302 Found\r\nLocation: /next\r\nSet-Cookie: new=1\r\n" EMPTY,
          "HTTP/1.1 302 Found\r\nLocation: //b.example:PORT/\r\n" EMPTY, PAGE EMPTY,
          NULL };
  g_autoptr (Site) site = site_new (answers);
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (RtExchange) first = visit (site, jar, "a.example", "/", NULL);
  g_autoptr (RtExchange) exchange = visit (site, jar, "a.example", "/", "sid=mine; b");

  g_assert_cmpuint (rt_exchange_get_status (first), ==, 200);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);
  assert_cookie (exchange, 0, "sid=mine; b");
  assert_cookie (exchange, 1, "sid=mine; b");
  assert_cookie (exchange, 2, NULL);
  assert_record (exchange, 0, "sid withheld;new stored;");
  assert_record (exchange, 2, "sid withheld;new withheld;");
}

static void
test_without_a_jar (void)
{
  static const char *const answers[]
      = { "HTTP/1.1 302 Found\r\nLocation: /next\r\nSet-Cookie: sid=1\r\n" EMPTY,
          PAGE EMPTY, NULL };
  g_autoptr (Site) site = site_new (answers);
  g_autoptr (RtExchange) exchange = visit (site, NULL, "a.example", "/", NULL);

  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);
  for (guint i = 0; i < 2; i++)
    {
      assert_cookie (exchange, i, NULL);
      g_assert_null (rt_hop_get_cookies (get_hop (exchange, i)));
    }
}

/* What leaves the program by a file holds no cookie unless the user asks for it. */
static void
test_exports_are_masked (void)
{
  static const char *const answers[]
      = { "HTTP/1.1 302 Found\r\nLocation: /\r\nSet-Cookie: sid=hush\r\n" EMPTY,
          PAGE EMPTY, NULL };
  g_autoptr (Site) site = site_new (answers);
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (RtExchange) exchange = visit (site, jar, "a.example", "/", NULL);
  g_autofree char *json = rt_exchange_to_json (exchange, TRUE);
  g_autofree char *har = rt_har_write (exchange, FALSE);
  g_autofree char *open = rt_exchange_to_json (exchange, FALSE);

  assert_cookie (exchange, 1, "sid=hush");
  g_assert_null (strstr (json, "hush"));
  g_assert_null (strstr (har, "hush"));
  g_assert_nonnull (strstr (open, "sid=hush"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cookie-chains/a-hop-sets-what-the-next-sends",
                   test_a_hop_sets_what_the_next_sends);
  g_test_add_func ("/cookie-chains/cookies-stay-with-their-host",
                   test_cookies_stay_with_their_host);
  g_test_add_func ("/cookie-chains/a-new-cookie-is-no-loop",
                   test_a_new_cookie_is_no_loop);
  g_test_add_func ("/cookie-chains/the-same-cookie-is-a-loop",
                   test_the_same_cookie_is_a_loop);
  g_test_add_func ("/cookie-chains/by-hand", test_by_hand);
  g_test_add_func ("/cookie-chains/without-a-jar", test_without_a_jar);
  g_test_add_func ("/cookie-chains/exports-are-masked", test_exports_are_masked);
  return g_test_run ();
}
