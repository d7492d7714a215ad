/* Tests of the HTTP proxy's side of the talk, whatever pieces it comes in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-http-proxy.h"

#include <string.h>

#define ANSWER "HTTP/1.1 200 OK\r\n"
#define VIA "Via: 1.1 roundtrip-8888\r\nConnection: close\r\n\r\n"

static gpointer
open_for (const char *credentials)
{
  char remote[] = "127.0.0.1:50000", host[] = "127.0.0.1", local[] = "127.0.0.1:8888";
  const RtPeer peer = { remote, host, local, 8888, NULL, NULL };
  const RtRelaySetting setting = { credentials, 8888 };

  return rt_http_proxy.open (&setting, &peer);
}

static RtRelayVerdict
say (gpointer talk, const char *said, gsize piece, GByteArray *reply)
{
  RtRelayVerdict verdict = RT_RELAY_MORE;
  gsize length = strlen (said);
  gsize at = 0;

  while (at < length && verdict == RT_RELAY_MORE)
    {
      gsize taken;

      verdict = rt_http_proxy.push (talk, (const guint8 *)said + at,
                                    MIN (piece, length - at), &taken, reply);
      at += taken;
    }
  return verdict;
}

static void
assert_bytes (GByteArray *bytes, const char *expected)
{
  g_assert_cmpmem (bytes->data, bytes->len, expected, strlen (expected));
}

static void
test_targets (void)
{
  static const struct
  {
    const char *line;
    const char *host; /* NULL: refused */
    guint16 port;
  } rows[] = {
    { "GET http://a.example/", "a.example", 80 },
    { "GET HTTP://a.example:8080", "a.example", 8080 },
    { "GET http://[::1]:81/x", "::1", 81 },
    { "CONNECT a.example:443", "a.example", 443 },
    { "CONNECT [::1]:443", "::1", 443 },
    { "OPTIONS http://a.example/", "a.example", 80 },
    { "CONNECT a.example", NULL, 0 },
    { "CONNECT /", NULL, 0 },
    { "CONNECT a.example:0", NULL, 0 },
    { "GET http://me:pw@a.example/", NULL, 0 },
    { "GET /", NULL, 0 },
    { "GET https://a.example/", NULL, 0 },
    { "OPTIONS *", NULL, 0 },
    { "TRACE http://a.example/", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize piece = 1; piece < 100; piece *= 3)
      {
        gpointer talk = open_for (NULL);
        g_autofree char *head
            = g_strconcat (rows[i].line, " HTTP/1.1\r\nHost: b.example\r\n\r\n", NULL);
        g_autoptr (GByteArray) reply = g_byte_array_new ();
        RtRelayVerdict verdict = say (talk, head, piece, reply);
        guint16 port;

        g_test_message ("%s", rows[i].line);
        g_assert_cmpint (verdict, ==,
                         rows[i].host != NULL ? RT_RELAY_TO : RT_RELAY_REFUSED);
        if (verdict == RT_RELAY_TO)
          {
            g_assert_cmpstr (rt_http_proxy.get_target (talk, &port), ==, rows[i].host);
            g_assert_cmpuint (port, ==, rows[i].port);
          }
        g_assert_true ((reply->len > 0) == (rows[i].host == NULL));
        rt_http_proxy.close (talk);
      }
}

static void
test_credentials (void)
{
  static const struct
  {
    const char *field;
    gboolean is_right;
  } rows[] = {
    { "Proxy-Authorization: Basic bWU6cHc=\r\n", TRUE },
    { "proxy-authorization: basic  bWU6cHc=\r\n", TRUE },
    { "", FALSE },
    { "Authorization: Basic bWU6cHc=\r\n", FALSE },
    { "Proxy-Authorization: Basic bWU6cHg=\r\n", FALSE },
    { "Proxy-Authorization: Basic\r\n", FALSE },
    { "Proxy-Authorization: Bearer bWU6cHc=\r\n", FALSE },
    { "Proxy-Authorization: Basic !!!\r\n", FALSE },
    { "Proxy-Authorization: Basic bWU6cHc=\r\nProxy-Authorization: Basic bWU6cHc=\r\n",
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gpointer talk = open_for ("me:pw");
      g_autofree char *head = g_strconcat ("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n",
                                           rows[i].field, "\r\n", NULL);
      g_autoptr (GByteArray) reply = g_byte_array_new ();
      g_autofree char *text = NULL;

      g_test_message ("%s", rows[i].field);
      g_assert_cmpint (say (talk, head, 1000, reply), ==,
                       rows[i].is_right ? RT_RELAY_TO : RT_RELAY_REFUSED);
      text = g_strndup ((char *)reply->data, reply->len);
      g_assert_true (rows[i].is_right || g_str_has_prefix (text, "HTTP/1.1 407 Proxy"));
      rt_http_proxy.close (talk);
    }
}

static gpointer
begin (const char *head, GByteArray *request)
{
  gpointer talk = open_for (NULL);
  g_autoptr (GByteArray) reply = g_byte_array_new ();

  g_assert_cmpint (say (talk, head, 1000, reply), ==, RT_RELAY_TO);
  rt_http_proxy.connected (talk, NULL, reply, request);
  g_assert_cmpuint (reply->len, ==, 0);
  return talk;
}

/* What goes up; TRUE if the proxy takes more. */
static gboolean
pass_up (gpointer talk, const char *body, gsize piece, GByteArray *out)
{
  gsize length = strlen (body);
  gboolean is_open = TRUE;

  for (gsize at = 0; at < length && is_open; at += piece)
    is_open = rt_http_proxy.pass_up ((const guint8 *)body + at, MIN (piece, length - at),
                                     out, talk);
  return is_open;
}

static void
test_request_bodies (void)
{
  static const struct
  {
    const char *field;
    const char *body;
    const char *passed;
    gboolean is_whole;
  } rows[] = {
    { "Content-Length: 4\r\n", "bodyGET /", "body", TRUE },
    { "Content-Length: 4\r\n", "bod", "bod", FALSE },
    { "Transfer-Encoding: chunked\r\n", "4\r\nbody\r\n0\r\n\r\nGET /",
      "4\r\nbody\r\n0\r\n\r\n", TRUE },
    { "Transfer-Encoding: chunked\r\n", "4\r\nbody\r\n", "4\r\nbody\r\n", FALSE },
    { "", "GET /", "", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize piece = 1; piece < 40; piece++)
      {
        g_autofree char *head = g_strconcat ("POST http://a/ HTTP/1.1\r\nHost: a\r\n",
                                             rows[i].field, "\r\n", NULL);
        g_autoptr (GByteArray) request = g_byte_array_new ();
        g_autoptr (GByteArray) out = g_byte_array_new ();
        gpointer talk = begin (head, request);

        g_assert_true (pass_up (talk, rows[i].body, piece, out) != rows[i].is_whole);
        assert_bytes (out, rows[i].passed);
        g_assert_true (rt_http_proxy.is_request_whole (talk) == rows[i].is_whole);
        rt_http_proxy.close (talk);
      }
}

static void
test_bad_chunks_go_nowhere (void)
{
  g_autoptr (GByteArray) request = g_byte_array_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gpointer talk = begin ("POST http://a/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
                         "chunked\r\n\r\n",
                         request);

  g_assert_false (pass_up (talk, "zz\r\n", 100, out));
  g_assert_false (rt_http_proxy.is_request_whole (talk));
  rt_http_proxy.close (talk);
}

static void
test_answers (void)
{
  static const struct
  {
    const char *method;
    const char *answer;
    const char *passed; /* NULL: 502 in its place */
    gboolean is_whole;
  } rows[] = {
    { "GET", ANSWER "Content-Length: 2\r\n\r\nok",
      ANSWER "Content-Length: 2\r\n" VIA "ok", TRUE },
    { "GET", ANSWER "Content-Length: 2\r\n\r\nokHTTP/1.1 200",
      ANSWER "Content-Length: 2\r\n" VIA "ok", TRUE },
    { "GET", ANSWER "Content-Length: 3\r\n\r\nok",
      ANSWER "Content-Length: 3\r\n" VIA "ok", FALSE },
    { "HEAD", ANSWER "Content-Length: 3\r\n\r\n", ANSWER "Content-Length: 3\r\n" VIA,
      TRUE },
    { "GET", ANSWER "\r\nto the end", ANSWER VIA "to the end", TRUE },
    { "GET", ANSWER "Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      ANSWER "Transfer-Encoding: chunked\r\n" VIA "0\r\n\r\n", TRUE },
    { "GET",
      "HTTP/1.1 103 Early\r\nLink: a\r\nConnection: x\r\n\r\n" ANSWER "X: 1\r\n\r\n",
      "HTTP/1.1 103 Early\r\nLink: a\r\n\r\n" ANSWER "X: 1\r\n" VIA, TRUE },
    { "GET", ANSWER "A : 1\nE: 4\r\nnonsense\r\n\r\n", ANSWER "A: 1\r\nE: 4\r\n" VIA,
      TRUE },
    { "GET", ANSWER "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", NULL, FALSE },
    { "GET", ANSWER "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", NULL, FALSE },
    { "GET", "SSH-2.0\r\n", NULL, FALSE },
    { "GET", "", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize piece = 1; piece < 120; piece++)
      {
        g_autofree char *head = g_strconcat (
            rows[i].method, " http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", NULL);
        g_autoptr (GByteArray) request = g_byte_array_new ();
        g_autoptr (GByteArray) out = g_byte_array_new ();
        gpointer talk = begin (head, request);
        gsize length = strlen (rows[i].answer);
        gboolean is_open = TRUE;

        for (gsize at = 0; at < length && is_open; at += piece)
          is_open = rt_http_proxy.pass_down ((const guint8 *)rows[i].answer + at,
                                             MIN (piece, length - at), out, talk);
        g_test_message ("%s", rows[i].answer);
        g_assert_true (rt_http_proxy.finish (talk, TRUE, out) == rows[i].is_whole
                       || rows[i].passed == NULL);
        if (rows[i].passed != NULL)
          assert_bytes (out, rows[i].passed);
        else
          g_assert_cmpmem (out->data, MIN (out->len, 13), "HTTP/1.1 502 ", 13);
        rt_http_proxy.close (talk);
      }
}

static void
test_a_broken_end_is_none (void)
{
  g_autoptr (GByteArray) request = g_byte_array_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gpointer talk = begin ("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", request);
  static const char answer[] = ANSWER "\r\nto the end";

  rt_http_proxy.pass_down ((const guint8 *)answer, sizeof answer - 1, out, talk);
  g_assert_false (rt_http_proxy.finish (talk, FALSE, out));
  rt_http_proxy.close (talk);
}

static void
test_request_head (void)
{
  g_autoptr (GByteArray) request = g_byte_array_new ();
  gpointer talk = begin (
      "OPTIONS http://a:81/p?q HTTP/1.1\r\nX-A: 1\r\nHost: b\r\nConnection: x-b, host\r\n"
      "X-B: 2\r\nProxy-Authorization: Basic bWU6cHc=\r\nAuthorization: Basic c2l0ZTo=\r\n"
      "Cookie: a=1\r\nMax-Forwards: 3\r\nx-a: 3\r\n\r\n",
      request);

  assert_bytes (request, "OPTIONS /p?q HTTP/1.1\r\nHost: a:81\r\nX-A: 1\r\n"
                         "Authorization: Basic c2l0ZTo=\r\nCookie: a=1\r\n"
                         "Max-Forwards: 2\r\nx-a: 3\r\n" VIA);
  rt_http_proxy.close (talk);
}

/* A client that leaves was given less than the server has sent. */
static void
test_log_counts_what_was_given (void)
{
  static const char answer[] = ANSWER "Content-Length: 9\r\n\r\nhello you";
  g_autoptr (GByteArray) request = g_byte_array_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gpointer talk = begin ("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", request);
  g_autoptr (RtAccessEntry) all = NULL;
  g_autoptr (RtAccessEntry) part = NULL;
  g_autoptr (RtAccessEntry) head = NULL;

  rt_http_proxy.pass_down ((const guint8 *)answer, strlen (answer), out, talk);
  all = rt_http_proxy.make_entry (talk, out->len);
  part = rt_http_proxy.make_entry (talk, out->len - 4);
  head = rt_http_proxy.make_entry (talk, 5);
  g_assert_cmpuint (all->body_bytes, ==, 9);
  g_assert_cmpuint (part->body_bytes, ==, 5);
  g_assert_cmpuint (head->body_bytes, ==, 0);
  rt_http_proxy.close (talk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-proxy/targets", test_targets);
  g_test_add_func ("/http-proxy/credentials", test_credentials);
  g_test_add_func ("/http-proxy/request-bodies", test_request_bodies);
  g_test_add_func ("/http-proxy/bad-chunks-go-nowhere", test_bad_chunks_go_nowhere);
  g_test_add_func ("/http-proxy/answers", test_answers);
  g_test_add_func ("/http-proxy/a-broken-end-is-none", test_a_broken_end_is_none);
  g_test_add_func ("/http-proxy/request-head", test_request_head);
  g_test_add_func ("/http-proxy/log-counts-what-was-given",
                   test_log_counts_what_was_given);
  return g_test_run ();
}
