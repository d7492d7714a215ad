/* Content codings, whole and broken, through the whole client: one line each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-encode.h"
#include "tests/lib/rt-test-fetch.h"

#include <string.h>

#define NO_ERROR (-1)

/* How the body is sent, which decides who can tell that it is cut. */
typedef enum
{
  LENGTH,
  CHUNKED,
  CLOSE,
} Framing;

typedef struct
{
  const char *name;
  const char *fields; /* of the answer, besides its framing */
  const char *makers; /* for rt_test_encode() */
  Framing framing;
  int cut;           /* bytes that are missing at the end */
  const char *extra; /* bytes after the coded ones, nullable */

  int code; /* RtErrorCode or NO_ERROR */
  gboolean is_decoded;
  const char *unknown; /* the coding that nobody knows, nullable */
  RtCompleteness completeness;
} Case;

/* clang-format off */
#define YES RT_COMPLETE_YES
#define NO RT_COMPLETE_NO
#define UNKNOWN RT_COMPLETE_UNKNOWN
#define BAD RT_ERROR_BAD_CODING
#define C(coding) "Content-Encoding: " coding "\r\n"

static const Case cases[] = {
  { "gzip", C ("gzip"), "gzip", LENGTH, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "gzip-chunked", C ("gzip"), "gzip", CHUNKED, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "gzip-until-close", C ("gzip"), "gzip", CLOSE, 0, NULL, NO_ERROR, TRUE, NULL, UNKNOWN },
  { "x-gzip", C ("x-gzip"), "gzip", LENGTH, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "gzip-upper-case", C ("GZIP"), "gzip", LENGTH, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "deflate-zlib", C ("deflate"), "deflate", LENGTH, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "deflate-raw", C ("deflate"), "raw-deflate", LENGTH, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "br", C ("br"), "br", CHUNKED, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "zstd", C ("zstd"), "zstd", CHUNKED, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "two-in-one-field", C ("gzip, br"), "gzip br", LENGTH, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "two-in-two-fields", C ("deflate") C ("gzip"), "deflate gzip", LENGTH, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "three-and-identity", C ("zstd,identity , br,gzip"), "zstd br gzip", CHUNKED, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "transfer-coding", "Transfer-Encoding: gzip\r\n", "gzip", CHUNKED, 0, NULL, NO_ERROR, TRUE, NULL, YES },
  { "content-and-transfer-coding", C ("br") "Transfer-Encoding: gzip\r\n", "br gzip", CHUNKED, 0, NULL, NO_ERROR, TRUE, NULL, YES },

  { "unknown", C ("x-odd"), "gzip", LENGTH, 0, NULL, NO_ERROR, FALSE, "x-odd", YES },
  { "known-then-unknown", C ("gzip, x-odd"), "gzip", LENGTH, 0, NULL, NO_ERROR, FALSE, "x-odd", YES },
  { "unknown-then-known", C ("x-odd, gzip"), "gzip", LENGTH, 0, NULL, NO_ERROR, FALSE, "x-odd", YES },

  { "gzip-cut", C ("gzip"), "gzip", LENGTH, 200, NULL, BAD, TRUE, NULL, NO },
  { "gzip-cut-chunked", C ("gzip"), "gzip", CHUNKED, 200, NULL, BAD, TRUE, NULL, NO },
  { "gzip-cut-until-close", C ("gzip"), "gzip", CLOSE, 200, NULL, BAD, TRUE, NULL, NO },
  { "gzip-without-checksum", C ("gzip"), "gzip", LENGTH, 8, NULL, BAD, TRUE, NULL, NO },
  { "gzip-without-last-byte", C ("gzip"), "gzip", LENGTH, 1, NULL, BAD, TRUE, NULL, NO },
  { "deflate-cut", C ("deflate"), "deflate", LENGTH, 200, NULL, BAD, TRUE, NULL, NO },
  { "deflate-raw-cut", C ("deflate"), "raw-deflate", LENGTH, 200, NULL, BAD, TRUE, NULL, NO },
  { "br-cut", C ("br"), "br", LENGTH, 200, NULL, BAD, TRUE, NULL, NO },
  { "zstd-cut", C ("zstd"), "zstd", LENGTH, 200, NULL, BAD, TRUE, NULL, NO },
  { "two-cut", C ("br, gzip"), "br gzip", LENGTH, 200, NULL, BAD, TRUE, NULL, NO },
  { "gzip-that-is-br", C ("gzip"), "br", LENGTH, 0, NULL, BAD, TRUE, NULL, NO },
  { "br-that-is-gzip", C ("br"), "gzip", LENGTH, 0, NULL, BAD, TRUE, NULL, NO },
  { "zstd-that-is-gzip", C ("zstd"), "gzip", LENGTH, 0, NULL, BAD, TRUE, NULL, NO },
  { "gzip-once-too-often", C ("gzip, gzip"), "gzip", LENGTH, 0, NULL, BAD, TRUE, NULL, NO },
  { "gzip-and-garbage", C ("gzip"), "gzip", LENGTH, 0, "garbage", NO_ERROR, TRUE, NULL, YES },
};
/* clang-format on */

/* Some order and some noise. */
static GByteArray *
make_text (void)
{
  GByteArray *text = g_byte_array_set_size (g_byte_array_new (), 5000);
  guint32 noise = 1;

  for (gsize i = 0; i < text->len; i++)
    {
      noise = noise * 1664525 + 1013904223;
      text->data[i] = "abcdefgh"[i % 3 + (noise >> 30)];
    }
  return text;
}

static GByteArray *
make_body (const Case *one, const GByteArray *text)
{
  g_autoptr (GBytes) coded = rt_test_encode (one->makers, text->data, text->len);
  GByteArray *body = g_byte_array_new ();

  g_byte_array_append (body, g_bytes_get_data (coded, NULL),
                       g_bytes_get_size (coded) - one->cut);
  if (one->extra != NULL)
    g_byte_array_append (body, (const guint8 *)one->extra, strlen (one->extra));
  return body;
}

static GString *
make_answer (const Case *one, const GByteArray *body)
{
  GString *answer = g_string_new ("HTTP/1.1 200 OK\r\n");
  const guint half = body->len / 2;

  g_string_append (answer, one->fields);
  switch (one->framing)
    {
    case LENGTH:
      g_string_append_printf (answer, "Content-Length: %u\r\n\r\n", body->len);
      break;
    case CLOSE:
      g_string_append (answer, "Connection: close\r\n\r\n");
      break;
    case CHUNKED:
      g_string_append (answer, "Transfer-Encoding: chunked\r\n\r\n");
      g_string_append_printf (answer, "%x\r\n", half);
      g_string_append_len (answer, (const char *)body->data, half);
      g_string_append_printf (answer, "\r\n%x\r\n", body->len - half);
      g_string_append_len (answer, (const char *)body->data + half, body->len - half);
      g_string_append (answer, "\r\n0\r\n\r\n");
      return answer;
    }
  g_string_append_len (answer, (const char *)body->data, body->len);
  return answer;
}

static void
assert_outcome (const Case *one,
                RtExchange *exchange,
                const GByteArray *text,
                const GByteArray *coded)
{
  RtBody *body = rt_exchange_get_body (exchange);
  gsize length;
  const guint8 *preview = g_bytes_get_data (rt_body_get_preview (body), &length);

  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);
  g_assert_cmpstr (rt_body_get_unknown_coding (body), ==, one->unknown);
  g_assert_cmpint (rt_body_get_completeness (body), ==, one->completeness);
  g_assert_cmpuint (rt_body_get_wire_bytes (body), ==, coded->len);
  g_assert_cmpuint (rt_body_get_decoded_bytes (body), ==, length);
  if (one->code != NO_ERROR)
    {
      g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, one->code);
      /* What is shown of a broken body is true as far as it goes. */
      g_assert_cmpuint (length, <=, text->len);
      g_assert_cmpmem (preview, length, text->data, length);
      return;
    }
  g_assert_no_error (rt_exchange_get_error (exchange));
  if (one->is_decoded)
    g_assert_cmpmem (preview, length, text->data, text->len);
  else
    g_assert_cmpmem (preview, length, coded->data, coded->len);
}

static void
run (const Case *one, RtReplayAction action)
{
  g_autoptr (GByteArray) text = make_text ();
  g_autoptr (GByteArray) coded = make_body (one, text);
  g_autoptr (GString) answer = make_answer (one, coded);
  const RtReplayStep script[]
      = { RT_REPLAY_READ, { action, answer->str, answer->len }, RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request = rt_test_request (server, "GET", "/");
  g_autoptr (RtExchange) exchange = rt_test_fetch (transport, request);

  assert_outcome (one, exchange, text, coded);
}

static void
test_case (gconstpointer data)
{
  run (data, RT_REPLAY_ACTION_SEND);
  run (data, RT_REPLAY_ACTION_SEND_SLOWLY);
}

/* The bytes that were decoded before the damage are shown: not all or nothing. */
static void
test_keeps_what_came (void)
{
  static const Case cut
      = { "", C ("gzip"), "gzip", CHUNKED, 200, NULL, BAD, TRUE, NULL, NO };
  g_autoptr (GByteArray) text = make_text ();
  g_autoptr (GByteArray) coded = make_body (&cut, text);
  g_autoptr (GString) answer = make_answer (&cut, coded);
  const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND_BYTES (answer->str, answer->len),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request = rt_test_request (server, "GET", "/");
  g_autoptr (RtExchange) exchange = rt_test_fetch (transport, request);
  const RtWireReport *report = rt_hop_get_report (rt_exchange_get_last_hop (exchange));

  g_assert_cmpuint (rt_body_get_decoded_bytes (rt_exchange_get_body (exchange)), >,
                    text->len / 2);
  /* All that was announced came: it is the coding that is cut. */
  g_assert_cmpint (report->completeness, ==, RT_COMPLETE_YES);
}

static void
test_stops_at_a_bomb (gconstpointer data)
{
  const gboolean is_allowed = GPOINTER_TO_INT (data);
  const gsize length = 120 * 1000 * 1000;
  g_autofree guint8 *zeros = g_malloc0 (length);
  g_autoptr (GBytes) coded = rt_test_encode ("gzip", zeros, length);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                           g_bytes_get_size (coded));
  const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND_BYTES (head, strlen (head)),
          RT_REPLAY_SEND_BYTES (g_bytes_get_data (coded, NULL), g_bytes_get_size (coded)),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) plain = rt_test_request (server, "GET", "/");
  RtRequestOptions options = *rt_request_get_options (plain);
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (RtExchange) exchange = NULL;
  RtBody *body;

  if (is_allowed)
    options.flags |= RT_REQUEST_ALLOW_BOMB;
  request = rt_request_with_options (plain, &options);
  exchange = rt_test_fetch (transport, request);
  body = rt_exchange_get_body (exchange);
  if (is_allowed)
    {
      g_assert_no_error (rt_exchange_get_error (exchange));
      g_assert_cmpuint (rt_body_get_decoded_bytes (body), ==, length);
      return;
    }
  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, RT_ERROR_BOMB);
  g_assert_cmpint (rt_body_get_completeness (body), ==, RT_COMPLETE_NO);
  g_assert_cmpuint (rt_body_get_decoded_bytes (body), <, length);
  g_assert_cmpuint (g_bytes_get_size (rt_body_get_preview (body)), ==,
                    RT_BODY_PREVIEW_BYTES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/coded-answers/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/coded-answers/keeps-what-came", test_keeps_what_came);
  g_test_add_data_func ("/coded-answers/stops-at-a-bomb", GINT_TO_POINTER (FALSE),
                        test_stops_at_a_bomb);
  g_test_add_data_func ("/coded-answers/decodes-an-allowed-bomb", GINT_TO_POINTER (TRUE),
                        test_stops_at_a_bomb);
  return g_test_run ();
}
