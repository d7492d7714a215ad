/* Ugly answers through the whole client: one line each says what must come of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-fetch.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

#define NO_ERROR (-1)
#define BYTES(text) "" text, sizeof (text) - 1

typedef struct
{
  const char *name;
  const char *method;
  const char *bytes;
  gsize length;
  RtReplayAction end; /* what the server does after the bytes */

  RtExchangeState state;
  int code; /* RtErrorCode or NO_ERROR */
  guint status;
  const char *body;
  RtCompleteness completeness;
  RtRemarks remarks;
} Case;

/* clang-format off */
#define OK "HTTP/1.1 200 OK\r\n"
#define TE "Transfer-Encoding: chunked\r\n"
#define DONE RT_EXCHANGE_DONE
#define FAILED RT_EXCHANGE_FAILED
#define FIN RT_REPLAY_ACTION_END
#define RST RT_REPLAY_ACTION_RESET
#define STAY RT_REPLAY_ACTION_GATE
#define YES RT_COMPLETE_YES
#define NO RT_COMPLETE_NO
#define UNKNOWN RT_COMPLETE_UNKNOWN
#define R(name) RT_REMARK_##name
#define E(name) RT_ERROR_##name

static const Case cases[] = {
  /* Heads. */
  { "bare-lf", "GET", BYTES ("HTTP/1.1 200 OK\nContent-Length: 3\n\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (BARE_LF) },
  { "folded", "GET", BYTES (OK "A: b\r\n c\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (FOLDED) },
  { "no-reason", "GET", BYTES ("HTTP/1.1 200\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (NO_REASON) },
  { "no-reason-but-space", "GET", BYTES ("HTTP/1.1 404 \r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 404, "abc", YES, R (NO_REASON) },
  { "no-colon", "GET", BYTES (OK "nonsense\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (NO_COLON) },
  { "space-before-colon", "GET", BYTES (OK "Content-Length : 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (SPACE_IN_NAME) },
  { "bad-name", "GET", BYTES (OK "(A): b\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (BAD_NAME) },
  { "nul-in-value", "GET", BYTES (OK "A: b\0c\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (CONTROL) },
  { "nul-in-name", "GET", BYTES (OK "A\0b: c\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (BAD_NAME) },
  { "cr-in-value", "GET", BYTES (OK "A: b\rc\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (CONTROL) },
  { "latin-1", "GET", BYTES ("HTTP/1.1 200 \xfc\r\nA: \xe4\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (NOT_UTF8) },
  { "empty-lines-first", "GET", BYTES ("\r\n\n" OK "Content-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (LEADING_EMPTY) | R (BARE_LF) },
  { "http-1.0", "GET", BYTES ("HTTP/1.0 200 OK\r\n\r\nabc"), FIN,
    DONE, NO_ERROR, 200, "abc", UNKNOWN, R (OLD_VERSION) },
  { "http-1.9", "GET", BYTES ("HTTP/1.9 200 OK\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, 0 },
  { "status-100-to-199-is-not-final", "GET", BYTES ("HTTP/1.1 199 Odd\r\n\r\n"), FIN,
    FAILED, E (NO_ANSWER), 0, "", UNKNOWN, 0 },
  { "status-299", "GET", BYTES ("HTTP/1.1 299 Odd\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 299, "abc", YES, 0 },
  { "status-600", "GET", BYTES ("HTTP/1.1 600 Odd\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 600, "abc", YES, 0 },
  { "status-999", "GET", BYTES ("HTTP/1.1 999 Request denied\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 999, "abc", YES, 0 },
  { "status-401", "GET", BYTES ("HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=\"a\"\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 401, "abc", YES, 0 },
  { "status-407", "GET", BYTES ("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"a\"\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 407, "abc", YES, 0 },
  { "status-408-unasked", "GET", BYTES ("HTTP/1.1 408 Slow\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), FIN,
    DONE, NO_ERROR, 408, "", YES, 0 },
  { "status-426", "GET", BYTES ("HTTP/1.1 426 Up\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 426, "abc", YES, 0 },
  { "strict-transport-security", "GET", BYTES (OK "Strict-Transport-Security: max-age=99\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, 0 },

  /* What is no answer; the server stays, so nothing but the bytes themselves decides. */
  { "http-0.9", "GET", BYTES ("<html>abc"), STAY,
    FAILED, E (NOT_HTTP), 0, "", UNKNOWN, 0 },
  { "one-wrong-byte", "GET", BYTES ("S"), STAY,
    FAILED, E (NOT_HTTP), 0, "", UNKNOWN, 0 },
  { "ssh", "GET", BYTES ("SSH-2.0-OpenSSH_9.2\r\n"), STAY,
    FAILED, E (NOT_HTTP), 0, "", UNKNOWN, 0 },
  { "http-2", "GET", BYTES ("\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x80"), STAY,
    FAILED, E (ONLY_HTTP2), 0, "", UNKNOWN, 0 },
  { "tls-alert", "GET", BYTES ("\x15\x03\x01\0\x02\x02\x46"), STAY,
    FAILED, E (NOT_HTTP), 0, "", UNKNOWN, 0 },
  { "status-two-digits", "GET", BYTES ("HTTP/1.1 20 OK\r\n\r\n"), STAY,
    FAILED, E (NOT_HTTP), 0, "", UNKNOWN, 0 },
  { "status-negative", "GET", BYTES ("HTTP/1.1 -20 OK\r\n\r\n"), STAY,
    FAILED, E (NOT_HTTP), 0, "", UNKNOWN, 0 },

  /* Early ends at every stage. */
  { "closed-at-once", "GET", BYTES (""), FIN,
    FAILED, E (NO_ANSWER), 0, "", UNKNOWN, 0 },
  { "reset-at-once", "GET", BYTES (""), RST,
    FAILED, E (RESET), 0, "", UNKNOWN, 0 },
  { "closed-in-status-line", "GET", BYTES ("HTTP/1.1 2"), FIN,
    FAILED, E (NO_ANSWER), 0, "", UNKNOWN, 0 },
  { "reset-in-status-line", "GET", BYTES ("HTTP/1.1 2"), RST,
    FAILED, E (RESET), 0, "", UNKNOWN, 0 },
  { "closed-in-fields", "GET", BYTES (OK "Content-Length: 3\r\n"), FIN,
    FAILED, E (NO_ANSWER), 0, "", UNKNOWN, 0 },
  { "reset-in-fields", "GET", BYTES (OK "Content-Length: 3\r\n"), RST,
    FAILED, E (RESET), 0, "", UNKNOWN, 0 },
  { "closed-after-head", "GET", BYTES (OK "Content-Length: 3\r\n\r\n"), FIN,
    FAILED, E (BODY_CUT), 200, "", NO, 0 },
  { "reset-after-head", "GET", BYTES (OK "Content-Length: 3\r\n\r\n"), RST,
    FAILED, E (RESET), 200, "", NO, 0 },
  { "closed-in-body", "GET", BYTES (OK "Content-Length: 9\r\n\r\nabc"), FIN,
    FAILED, E (BODY_CUT), 200, "abc", NO, 0 },
  { "reset-in-body", "GET", BYTES (OK "Content-Length: 9\r\n\r\nabc"), RST,
    FAILED, E (RESET), 200, "abc", NO, 0 },
  { "reset-in-body-until-close", "GET", BYTES (OK "\r\nabc"), RST,
    FAILED, E (RESET), 200, "abc", NO, 0 },
  { "closed-in-body-until-close", "GET", BYTES (OK "\r\nabc"), FIN,
    DONE, NO_ERROR, 200, "abc", UNKNOWN, 0 },
  { "closed-in-chunk", "GET", BYTES (OK TE "\r\n9\r\nabc"), FIN,
    FAILED, E (BODY_CUT), 200, "abc", NO, 0 },
  { "reset-in-chunk", "GET", BYTES (OK TE "\r\n9\r\nabc"), RST,
    FAILED, E (RESET), 200, "abc", NO, 0 },
  { "closed-at-chunk-border", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n"), FIN,
    FAILED, E (BODY_CUT), 200, "abc", NO, 0 },
  { "reset-at-chunk-border", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n"), RST,
    FAILED, E (RESET), 200, "abc", NO, 0 },
  { "closed-in-chunk-size", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n0"), FIN,
    FAILED, E (BODY_CUT), 200, "abc", NO, 0 },
  { "closed-before-first-chunk", "GET", BYTES (OK TE "\r\n"), FIN,
    FAILED, E (BODY_CUT), 200, "", NO, 0 },
  { "closed-in-trailers", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n0\r\nA: b\r\n"), FIN,
    DONE, NO_ERROR, 200, "abc", YES, R (TRAILERS_CUT) },
  { "reset-after-answer", "GET", BYTES (OK "Content-Length: 3\r\n\r\nabc"), RST,
    DONE, NO_ERROR, 200, "abc", YES, 0 },

  /* 1xx. */
  { "continue-first", "GET", BYTES ("HTTP/1.1 100 Continue\r\n\r\n" OK "Content-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, 0 },
  { "hints-first", "GET", BYTES ("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" OK "Content-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, 0 },
  { "continue-only", "GET", BYTES ("HTTP/1.1 100 Continue\r\n\r\n"), FIN,
    FAILED, E (NO_ANSWER), 0, "", UNKNOWN, 0 },
  { "switching-unasked", "GET", BYTES ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: a\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 101, "", YES, 0 },

  /* No body by definition. */
  { "204", "GET", BYTES ("HTTP/1.1 204 No Content\r\n\r\n"), STAY,
    DONE, NO_ERROR, 204, "", YES, 0 },
  { "204-with-body", "GET", BYTES ("HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 204, "", YES, R (BODY_FORBIDDEN) },
  { "304-with-body", "GET", BYTES ("HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 304, "", YES, R (BODY_FORBIDDEN) },
  { "304-with-length", "GET", BYTES ("HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n"), STAY,
    DONE, NO_ERROR, 304, "", YES, 0 },
  { "head", "HEAD", BYTES (OK "Content-Length: 3\r\n\r\n"), STAY,
    DONE, NO_ERROR, 200, "", YES, 0 },
  { "head-chunked", "HEAD", BYTES (OK TE "\r\n"), STAY,
    DONE, NO_ERROR, 200, "", YES, 0 },
  { "head-with-body", "HEAD", BYTES (OK "Content-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "", YES, R (BODY_FORBIDDEN) },
  { "head-gzip", "HEAD", BYTES (OK "Content-Encoding: gzip\r\nContent-Length: 30\r\n\r\n"), STAY,
    DONE, NO_ERROR, 200, "", YES, 0 },
  { "head-bad-length", "HEAD", BYTES (OK "Content-Length: -1\r\n\r\n"), STAY,
    DONE, NO_ERROR, 200, "", YES, 0 },

  /* Content-Length. */
  { "length-negative", "GET", BYTES (OK "Content-Length: -3\r\n\r\nabc"), STAY,
    FAILED, E (BAD_LENGTH), 200, "", UNKNOWN, 0 },
  { "length-words", "GET", BYTES (OK "Content-Length: three\r\n\r\nabc"), STAY,
    FAILED, E (BAD_LENGTH), 200, "", UNKNOWN, 0 },
  { "length-empty", "GET", BYTES (OK "Content-Length: \r\n\r\nabc"), STAY,
    FAILED, E (BAD_LENGTH), 200, "", UNKNOWN, 0 },
  { "length-overflow", "GET", BYTES (OK "Content-Length: 18446744073709551619\r\n\r\nabc"), STAY,
    FAILED, E (BAD_LENGTH), 200, "", UNKNOWN, 0 },
  { "length-twice", "GET", BYTES (OK "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (LENGTH_REPEATED) },
  { "length-list", "GET", BYTES (OK "Content-Length: 3, 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (LENGTH_REPEATED) },
  { "length-two", "GET", BYTES (OK "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc"), STAY,
    FAILED, E (BAD_LENGTH), 200, "", UNKNOWN, 0 },
  { "length-too-short", "GET", BYTES (OK "Content-Length: 2\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "ab", YES, R (EXTRA_BYTES) },
  { "length-nil-with-body", "GET", BYTES (OK "Content-Length: 0\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "", YES, R (EXTRA_BYTES) },
  { "two-answers", "GET", BYTES (OK "Content-Length: 3\r\n\r\nabc" OK "Content-Length: 4\r\n\r\nevil"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (EXTRA_BYTES) },

  /* Transfer-Encoding and chunks. */
  { "coding-and-length", "GET", BYTES (OK "Content-Length: 99\r\n" TE "\r\n3\r\nabc\r\n0\r\n\r\n"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (LENGTH_AND_CODING) },
  { "coding-and-shorter-length", "GET", BYTES (OK TE "Content-Length: 1\r\n\r\n3\r\nabc\r\n0\r\n\r\n"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (LENGTH_AND_CODING) },
  { "coding-identity", "GET", BYTES (OK "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (CODING_NOT_FINAL) | R (LENGTH_AND_CODING) },
  { "chunk-extension", "GET", BYTES (OK TE "\r\n3;a=b\r\nabc\r\n0\r\n\r\n"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, 0 },
  { "chunk-bare-lf", "GET", BYTES (OK TE "\r\n3\nabc\n0\n\n"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (CHUNK_BARE_LF) },
  { "chunk-size-garbage", "GET", BYTES (OK TE "\r\n3\r\nabc\r\nxyz\r\n"), STAY,
    FAILED, E (BAD_CHUNK), 200, "abc", NO, 0 },
  { "chunk-size-none", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n\r\n"), STAY,
    FAILED, E (BAD_CHUNK), 200, "abc", NO, 0 },
  { "chunk-size-negative", "GET", BYTES (OK TE "\r\n-3\r\nabc\r\n"), STAY,
    FAILED, E (BAD_CHUNK), 200, "", NO, 0 },
  { "chunk-size-overflow", "GET", BYTES (OK TE "\r\n10000000000000003\r\nabc\r\n"), STAY,
    FAILED, E (BAD_CHUNK), 200, "", NO, 0 },
  { "chunk-too-long", "GET", BYTES (OK TE "\r\n3\r\nabcdef\r\n0\r\n\r\n"), STAY,
    FAILED, E (BAD_CHUNK), 200, "abc", NO, 0 },
  { "chunk-is-html", "GET", BYTES (OK TE "\r\n<html>\r\n"), STAY,
    FAILED, E (BAD_CHUNK), 200, "", NO, 0 },
  { "chunk-trailers", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n0\r\nA: b\r\n\r\n"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, 0 },
  { "chunk-then-extra", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n0\r\n\r\nextra"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, R (EXTRA_BYTES) },

  /* Content-Encoding. */
  { "gzip-that-is-none", "GET", BYTES (OK "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    FAILED, E (BAD_CODING), 200, "", NO, 0 },
  { "gzip-nothing", "GET", BYTES (OK "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"), STAY,
    DONE, NO_ERROR, 200, "", YES, 0 },
  { "coding-unknown", "GET", BYTES (OK "Content-Encoding: x-odd\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, 0 },
  { "coding-identity-content", "GET", BYTES (OK "Content-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, 0 },
  { "204-gzip", "GET", BYTES ("HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n"), STAY,
    DONE, NO_ERROR, 204, "", YES, 0 },

  /* Redirects that lead nowhere. */
  { "redirect-no-location", "GET", BYTES ("HTTP/1.1 302 Found\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 302, "abc", YES, 0 },
  { "redirect-empty-location", "GET", BYTES ("HTTP/1.1 302 Found\r\nLocation:\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 302, "abc", YES, 0 },
  { "redirect-two-locations", "GET", BYTES ("HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 302, "abc", YES, 0 },
  { "redirect-other-scheme", "GET", BYTES ("HTTP/1.1 302 Found\r\nLocation: javascript:alert(1)\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 302, "abc", YES, 0 },
  { "redirect-to-file", "GET", BYTES ("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 302, "abc", YES, 0 },
  { "redirect-bad-location", "GET", BYTES ("HTTP/1.1 302 Found\r\nLocation: http://[::1/\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 302, "abc", YES, 0 },
  { "redirect-300", "GET", BYTES ("HTTP/1.1 300 Choose\r\nLocation: /a\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 300, "abc", YES, 0 },
  { "redirect-305", "GET", BYTES ("HTTP/1.1 305 Use Proxy\r\nLocation: /a\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 305, "abc", YES, 0 },
  { "redirect-to-itself", "GET", BYTES ("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    FAILED, E (REDIRECT_LOOP), 302, "abc", YES, 0 },
  { "redirect-to-itself-by-fragment", "GET", BYTES ("HTTP/1.1 302 Found\r\nLocation: #a\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    FAILED, E (REDIRECT_LOOP), 302, "abc", YES, 0 },
  { "location-without-redirect", "GET", BYTES (OK "Location: /a\r\nRefresh: 0; /b\r\nContent-Length: 3\r\n\r\nabc"), STAY,
    DONE, NO_ERROR, 200, "abc", YES, 0 },
};
/* clang-format on */

static void
assert_outcome (const Case *one, RtExchange *exchange, RtRemarks unsure)
{
  const RtWireReport *report = rt_hop_get_report (rt_exchange_get_last_hop (exchange));
  GBytes *body = rt_body_get_preview (rt_exchange_get_body (exchange));
  const GError *error = rt_exchange_get_error (exchange);

  if (one->code == NO_ERROR)
    g_assert_no_error (error);
  else
    g_assert_error (error, RT_ERROR, one->code);
  g_assert_cmpint (rt_exchange_get_state (exchange), ==, one->state);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, one->status);
  /* In brackets: newer GLib's macro compares its arguments as they stand. */
  g_assert_cmpmem ((body != NULL ? g_bytes_get_data (body, NULL) : NULL),
                   (body != NULL ? g_bytes_get_size (body) : 0), one->body,
                   strlen (one->body));
  g_assert_cmpint (rt_body_get_completeness (rt_exchange_get_body (exchange)), ==,
                   one->completeness);
  g_assert_cmphex (report->remarks & ~unsure, ==, one->remarks & ~unsure);
  g_assert_cmpuint (report->sent_bytes, ==, g_bytes_get_size (report->sent));
  g_assert_cmpuint (report->received_bytes, ==, g_bytes_get_size (report->received));
}

/* What was sent before a reset is there only once it was read. */
static gboolean
has_arrived (const Case *one, RtExchange *exchange)
{
  return rt_exchange_get_status (exchange) == one->status
         && rt_body_get_wire_bytes (rt_exchange_get_body (exchange))
                >= strlen (one->body);
}

static void
run (const Case *one, RtReplayAction action, RtRemarks unsure)
{
  gboolean is_reset = one->end == RT_REPLAY_ACTION_RESET && one->status != 0;
  const RtReplayStep script[]
      = { RT_REPLAY_READ,
          { action, one->bytes, one->length },
          { is_reset ? RT_REPLAY_ACTION_GATE : one->end, NULL, 0 },
          { one->end, NULL, 0 },
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request = rt_test_request (server, one->method, "/");
  g_autoptr (RtExchange) exchange = rt_transport_fetch (transport, request, NULL);

  if (is_reset)
    {
      rt_test_wait_until (NULL, has_arrived (one, exchange));
      rt_replay_open_gate (server);
    }
  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  assert_outcome (one, exchange, unsure);
}

/* Byte by byte, what comes after the end may come too late to be seen. */
static void
test_case (gconstpointer data)
{
  run (data, RT_REPLAY_ACTION_SEND, RT_REMARK_NONE);
  run (data, RT_REPLAY_ACTION_SEND_SLOWLY,
       RT_REMARK_EXTRA_BYTES | RT_REMARK_BODY_FORBIDDEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ugly-answers/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
