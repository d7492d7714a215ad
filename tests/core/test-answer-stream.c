/* Tests of RtAnswerStream: where a body ends, and that it did. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-answer-stream.h"

#include "core/wire/rt-error.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-certificates.h"
#include "tests/lib/rt-test-fetch.h"

#include <string.h>

#define TEN "0123456789"

static RtAnswerStream *
open_stream (RtReplay *server, GError **error)
{
  g_autoptr (RtRequest) request = rt_test_request (server, "GET", "/file");

  return rt_answer_stream_open (request, NULL, error);
}

/* Reads to the end; NULL on error. */
static char *
read_all (RtAnswerStream *stream, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const guint8 *data;
  gssize n;

  while ((n = rt_answer_stream_read (stream, &data, error)) > 0)
    g_string_append_len (text, (const char *)data, n);
  return n == 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* One answer, and what comes of it. */
typedef struct
{
  const char *name;
  RtReplayStep script[5];
  const char *body; /* NULL: it is cut */
  RtErrorCode code;
  RtCompleteness completeness;
} Row;

static const Row rows[] = {
  { "length",
    { RT_REPLAY_READ,
      RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" TEN),
      RT_REPLAY_END },
    TEN,
    0,
    RT_COMPLETE_YES },
  { "length-cut",
    { RT_REPLAY_READ,
      RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n" TEN),
      RT_REPLAY_END },
    NULL,
    RT_ERROR_BODY_CUT },
  { "length-and-surplus",
    { RT_REPLAY_READ,
      RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" TEN "surplus"),
      RT_REPLAY_END },
    TEN,
    0,
    RT_COMPLETE_YES },
  { "chunked",
    { RT_REPLAY_READ,
      RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "4\r\n0123\r\n6;x=y\r\n456789\r\n0\r\nA: b\r\n\r\n"),
      RT_REPLAY_END },
    TEN,
    0,
    RT_COMPLETE_YES },
  { "chunked-slowly",
    { RT_REPLAY_READ,
      RT_REPLAY_SEND_SLOWLY ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                             "4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n"),
      RT_REPLAY_END },
    TEN,
    0,
    RT_COMPLETE_YES },
  { "chunked-cut-between-chunks",
    { RT_REPLAY_READ,
      RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "4\r\n0123\r\n6\r\n456789\r\n"),
      RT_REPLAY_END },
    NULL,
    RT_ERROR_BODY_CUT },
  { "chunked-nonsense",
    { RT_REPLAY_READ,
      RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "4\r\n0123\r\nzz\r\n"),
      RT_REPLAY_END },
    NULL,
    RT_ERROR_BAD_CHUNK },
  { "close",
    { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\n\r\n" TEN), RT_REPLAY_END },
    TEN,
    0,
    RT_COMPLETE_UNKNOWN },
  { "close-by-reset",
    { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n"),
      RT_REPLAY_RESET },
    NULL,
    RT_ERROR_RESET },
  { "empty",
    { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
      RT_REPLAY_END },
    "",
    0,
    RT_COMPLETE_YES },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (RtReplay) server = rt_replay_new (row->script);
  g_autoptr (GError) error = NULL;
  g_autoptr (RtAnswerStream) stream = open_stream (server, &error);
  g_autofree char *body = NULL;

  g_assert_no_error (error);
  body = read_all (stream, &error);
  if (row->body == NULL)
    {
      g_assert_error (error, RT_ERROR, (int)row->code);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (body, ==, row->body);
  g_assert_cmpint (rt_answer_stream_get_completeness (stream), ==, row->completeness);
}

static void
test_big_chunks (void)
{
  g_autoptr (GString) answer
      = g_string_new ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (9112);
  RtReplayStep script[] = { RT_REPLAY_READ, RT_REPLAY_SEND (""), RT_REPLAY_END };
  g_autoptr (RtReplay) server = NULL;
  g_autoptr (RtAnswerStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  for (guint i = 0; i < 300; i++)
    {
      guint length = (guint)g_rand_int_range (rand, 1, 20000);

      g_string_append_printf (answer, "%x\r\n", length);
      for (guint k = 0; k < length; k++)
        {
          char byte = (char)g_rand_int_range (rand, 'a', 'z');

          g_string_append_c (answer, byte);
          g_string_append_c (expected, byte);
        }
      g_string_append (answer, "\r\n");
    }
  g_string_append (answer, "0\r\n\r\n");
  script[1].data = answer->str;
  script[1].length = answer->len;
  server = rt_replay_new (script);
  stream = open_stream (server, &error);
  g_assert_no_error (error);
  body = read_all (stream, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (body, ==, expected->str);
}

/* Over TLS, the end of the connection is the end of the body only if the peer says so. */
static void
test_tls (void)
{
  static const RtReplayStep whole[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\n\r\n" TEN), RT_REPLAY_END };
  static const RtReplayStep cut[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\n\r\n" TEN), RT_REPLAY_CUT,
          RT_REPLAY_CLOSE };
  g_autoptr (RtTestCertificates) certificates = rt_test_certificates_new ();
  g_autoptr (RtReplay) server
      = rt_replay_new_full (whole, FALSE, certificates->certificates[RT_TEST_SERVER]);
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (RtRequest) trusting = NULL;
  g_autoptr (RtAnswerStream) refused = NULL;
  g_autoptr (RtAnswerStream) first = NULL;
  g_autoptr (RtAnswerStream) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  rt_replay_add_script (server, whole);
  rt_replay_add_script (server, cut);
  request = rt_test_request (server, "GET", "/file");
  trusting = rt_request_with_anchors (request, certificates->anchors);
  refused = rt_answer_stream_open (request, NULL, &error);
  g_assert_null (refused);
  g_assert_error (error, RT_ERROR, RT_ERROR_CERTIFICATE);
  g_clear_error (&error);

  first = rt_answer_stream_open (trusting, NULL, &error);
  g_assert_no_error (error);
  body = read_all (first, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (body, ==, TEN);

  second = rt_answer_stream_open (trusting, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (read_all (second, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BODY_CUT);
}

static void
test_secrets_stay_with_their_origin (void)
{
  static const RtReplayStep target[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" TEN),
          RT_REPLAY_END };
  g_autoptr (RtReplay) there = rt_replay_new (target);
  g_autofree char *address = rt_replay_build_address (there, "/file");
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", address);
  const RtReplayStep redirect[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND_BYTES (answer, strlen (answer)), RT_REPLAY_END };
  g_autoptr (RtReplay) here = rt_replay_new (redirect);
  g_autoptr (RtRequest) plain = rt_test_request (here, "GET", "/file");
  g_autoptr (RtRequest) secret
      = rt_request_with_header (plain, "Authorization", "Basic c2VjcmV0", NULL);
  g_autoptr (RtRequest) request
      = rt_request_with_header (secret, "Range", "bytes=4-", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RtAnswerStream) stream = rt_answer_stream_open (request, NULL, &error);
  g_autofree char *body = NULL;
  g_autofree char *sent = NULL;

  g_assert_no_error (error);
  body = read_all (stream, &error);
  g_assert_cmpstr (body, ==, TEN);
  g_assert_cmpuint (rt_answer_stream_get_n_redirects (stream), ==, 1);
  sent = rt_replay_dup_text (there, 0);
  g_assert_nonnull (strstr (sent, "Range: bytes=4-"));
  g_assert_null (strstr (sent, "Authorization"));
}

static gpointer
cancel (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel_while_it_waits (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"),
          RT_REPLAY_GATE, RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtRequest) request = rt_test_request (server, "GET", "/file");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RtAnswerStream) stream
      = rt_answer_stream_open (request, cancellable, &error);
  const guint8 *data;
  GThread *thread;

  g_assert_no_error (error);
  thread = g_thread_new ("cancel", cancel, cancellable);
  g_assert_cmpint (rt_answer_stream_read (stream, &data, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  rt_replay_open_gate (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/answer-stream/%s", rows[i].name);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/answer-stream/big-chunks", test_big_chunks);
  g_test_add_func ("/answer-stream/tls", test_tls);
  g_test_add_func ("/answer-stream/secrets", test_secrets_stay_with_their_origin);
  g_test_add_func ("/answer-stream/cancel", test_cancel_while_it_waits);
  return g_test_run ();
}
