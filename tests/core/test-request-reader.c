/* Tests of RtRequestReader and RtQuestion: requests as they come over the wire. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-request-reader.h"

#include <string.h>

#define LIMIT 100

/* Pushes @text in pieces of @step bytes, letting bodies come, up to the first request
 * that is whole or refused. */
static gsize
push (RtRequestReader *reader, const char *text, gsize length, gsize step)
{
  gsize done = 0;

  for (;;)
    {
      RtReaderPhase phase = rt_request_reader_get_phase (reader);

      if (phase == RT_READER_ASKED)
        rt_request_reader_let_body_come (reader);
      else if (phase == RT_READER_WHOLE || phase == RT_READER_REFUSED || done == length)
        return done;
      else
        done += rt_request_reader_push (reader, (const guint8 *)text + done,
                                        MIN (step, length - done));
    }
}

static void
test_whole (void)
{
  static const char text[] = "\r\nPOST /a?b=c HTTP/1.1\r\nHost: localhost:8800\r\n"
                             "Content-Length: 5\r\n\r\nhelloGET /d HTTP/1.1\r\n"
                             "Host: x\r\nConnection: Close\r\n\r\n";

  for (gsize step = 1; step < sizeof text; step++)
    {
      g_autoptr (RtRequestReader) reader = rt_request_reader_new (LIMIT);
      gsize done = push (reader, text, sizeof text - 1, step);
      g_autoptr (RtQuestion) first = rt_request_reader_steal_question (reader);
      g_autoptr (RtQuestion) second = NULL;

      g_assert_cmpstr (first->method, ==, "POST");
      g_assert_cmpstr (first->path, ==, "/a");
      g_assert_cmpstr (first->query, ==, "b=c");
      g_assert_cmpstr (first->authority, ==, "localhost:8800");
      g_assert_true (first->is_kept_alive);
      g_assert_cmpmem (g_bytes_get_data (first->body, NULL),
                       g_bytes_get_size (first->body), "hello", 5);
      push (reader, text + done, sizeof text - 1 - done, step);
      second = rt_request_reader_steal_question (reader);
      g_assert_cmpstr (second->target, ==, "/d");
      g_assert_null (second->body);
      g_assert_null (second->query);
      g_assert_false (second->is_kept_alive);
    }
}

static void
test_chunks (void)
{
  static const char text[]
      = "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: CHUNKED\r\n\r\n"
        "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: x\r\n\r\n";

  for (gsize step = 1; step < sizeof text; step++)
    {
      g_autoptr (RtRequestReader) reader = rt_request_reader_new (LIMIT);
      g_autoptr (RtQuestion) question = NULL;

      g_assert_cmpuint (push (reader, text, sizeof text - 1, step), ==, sizeof text - 1);
      question = rt_request_reader_steal_question (reader);
      g_assert_cmpmem (g_bytes_get_data (question->body, NULL),
                       g_bytes_get_size (question->body), "abcde", 5);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    guint status;
  } cases[] = {
    { "GET / HTTP/1.1\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400 },
    { "GET / HTTP/1.1\nHost: a\n\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n", 400 },
    { "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "\x16\x03\x01", 400 },
    { "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n", 400 },
    { "PRI * HTTP/2.0\r\n\r\n", 505 },
    { "CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "CONNECT http://a:1/ HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
      400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999999\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n", 413 },
    { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
      "Transfer-Encoding: chunked\r\n\r\n",
      400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501 },
    { "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501 },
    { "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\na\r\n", 400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      413 },
    { "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\n"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      400 },
    { "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n1\nx",
      413 },
    { "GET / HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n", 417 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize step = 1; step < 200; step += 66)
      {
        g_autoptr (RtRequestReader) reader = rt_request_reader_new (LIMIT);

        push (reader, cases[i].text, strlen (cases[i].text), step);
        g_test_message ("%s", cases[i].text);
        g_assert_cmpint (rt_request_reader_get_phase (reader), ==, RT_READER_REFUSED);
        g_assert_cmpuint (rt_request_reader_get_status (reader), ==, cases[i].status);
        g_assert_cmpuint (rt_request_reader_push (reader, (const guint8 *)"x", 1), ==, 0);
      }
}

static void
test_head_limit (void)
{
  g_autoptr (RtRequestReader) reader = rt_request_reader_new (LIMIT);
  g_autoptr (GString) text = g_string_new ("GET / HTTP/1.1\r\nX: ");

  while (text->len < 2 * RT_REQUEST_HEAD_BYTES_MAX)
    g_string_append_c (text, 'x');
  g_assert_cmpuint (push (reader, text->str, text->len, 4096), <=,
                    RT_REQUEST_HEAD_BYTES_MAX + 1);
  g_assert_cmpuint (rt_request_reader_get_status (reader), ==, 431);
}

static void
test_body_is_not_read (void)
{
  static const char text[] = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                             "Expect: 100-continue\r\n\r\nabc";
  g_autoptr (RtRequestReader) reader = rt_request_reader_new (LIMIT);
  g_autoptr (RtQuestion) question = NULL;

  g_assert_cmpuint (
      rt_request_reader_push (reader, (const guint8 *)text, sizeof text - 1), ==,
      sizeof text - 1 - 3);
  g_assert_cmpint (rt_request_reader_get_phase (reader), ==, RT_READER_ASKED);
  g_assert_true (rt_request_reader_get_question (reader)->expects_continue);
  rt_request_reader_skip_body (reader);
  question = rt_request_reader_steal_question (reader);
  g_assert_false (question->is_kept_alive);
  g_assert_null (question->body);
}

static void
test_loopback (void)
{
  static const struct
  {
    const char *host;
    gboolean expected;
  } cases[] = {
    { "localhost", TRUE },
    { "LOCALHOST:8800", TRUE },
    { "a.localhost", TRUE },
    { "127.0.0.1", TRUE },
    { "127.1.2.3:80", TRUE },
    { "[::1]:8800", TRUE },
    { "localhost.", TRUE },
    { "localhost:9000", TRUE },
    { "localhost:", TRUE },
    { "[::1]", TRUE },
    { "evil.example", FALSE },
    { "localhost.evil.example", FALSE },
    { "xlocalhost", FALSE },
    { "127.0.0.1.evil.example", FALSE },
    { "10.0.0.1", FALSE },
    { "[::1", FALSE },
    { "::1", FALSE },
    { "[::1]evil.example", FALSE },
    { "[::1]:80.evil.example", FALSE },
    { "localhost:80:evil.example", FALSE },
    { "127.0.0.1:evil.example", FALSE },
    { "127.1", FALSE },
    { "[::ffff:127.0.0.1]", FALSE },
    { "[fe80::1]", FALSE },
    { "0.0.0.0", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("GET / HTTP/1.1\r\nHost: %s\r\n\r\n", cases[i].host);
      g_autoptr (GBytes) head = g_bytes_new_static (text, strlen (text));
      g_autoptr (RtQuestion) question = NULL;

      g_test_message ("%s", cases[i].host);
      g_assert_cmpuint (rt_question_parse (head, &question), ==, 0);
      g_assert_cmpint (rt_question_is_for_loopback (question), ==, cases[i].expected);
    }
}

static void
test_absolute_target (void)
{
  static const char text[]
      = "GET http://evil.example:80?a=b%20c&d HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autoptr (GBytes) head = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (RtQuestion) question = NULL;
  g_autofree char *a = NULL;
  g_autofree char *d = NULL;

  g_assert_cmpuint (rt_question_parse (head, &question), ==, 0);
  g_assert_cmpstr (question->authority, ==, "evil.example:80");
  g_assert_cmpstr (question->path, ==, "/");
  a = rt_question_dup_parameter (question, "a");
  d = rt_question_dup_parameter (question, "d");
  g_assert_cmpstr (a, ==, "b c");
  g_assert_cmpstr (d, ==, "");
  g_assert_null (rt_question_dup_parameter (question, "e"));
  g_assert_false (rt_question_is_for_loopback (question));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request-reader/whole-however-it-comes", test_whole);
  g_test_add_func ("/request-reader/chunks-are-put-together", test_chunks);
  g_test_add_func ("/request-reader/what-has-two-meanings-is-refused", test_refused);
  g_test_add_func ("/request-reader/head-has-a-limit", test_head_limit);
  g_test_add_func ("/request-reader/body-can-be-left-unread", test_body_is_not_read);
  g_test_add_func ("/question/loopback-names", test_loopback);
  g_test_add_func ("/question/absolute-target-counts", test_absolute_target);
  return g_test_run ();
}
