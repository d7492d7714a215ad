/* How answers are framed, the ugly ones first of all: one line each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-answer-framer.h"
#include "core/wire/rt-error.h"

#include <string.h>

#define NO_ERROR (-1)
#define BYTES(text) "" text, sizeof (text) - 1

typedef struct
{
  const char *name;
  const char *method;
  const char *bytes;
  gsize length;
  gboolean is_closed; /* the server closes after the bytes */

  RtFramerState state;
  int code; /* RtErrorCode or NO_ERROR */
  RtFraming framing;
  gint64 content_length;
  const char *body;
  RtRemarks remarks;
  RtCompleteness completeness;
  gboolean can_reuse;
} Case;

/* clang-format off */
#define OK "HTTP/1.1 200 OK\r\n"
#define HEAD RT_FRAMER_HEAD
#define BODY RT_FRAMER_BODY
#define DONE RT_FRAMER_DONE
#define FAILED RT_FRAMER_FAILED
#define NONE RT_FRAMING_NONE
#define LENGTH RT_FRAMING_LENGTH
#define CHUNKED RT_FRAMING_CHUNKED
#define CLOSE RT_FRAMING_CLOSE
#define R(name) RT_REMARK_##name
#define E(name) RT_ERROR_##name
#define YES RT_COMPLETE_YES
#define NO RT_COMPLETE_NO
#define UNKNOWN RT_COMPLETE_UNKNOWN
#define TE "Transfer-Encoding: chunked\r\n"

static const Case cases[] = {
  /* As it should be. */
  { "length", "GET", BYTES (OK "Content-Length: 3\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 3, "abc", 0, YES, TRUE },
  { "length-nil", "GET", BYTES (OK "Content-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", 0, YES, TRUE },
  { "chunked", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "abcde", 0, YES, TRUE },
  { "chunked-nil", "GET", BYTES (OK TE "\r\n0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "", 0, YES, TRUE },
  { "close", "GET", BYTES (OK "\r\nabc"), TRUE,
    DONE, NO_ERROR, CLOSE, -1, "abc", 0, UNKNOWN, FALSE },
  { "close-not-yet", "GET", BYTES (OK "\r\nabc"), FALSE,
    BODY, NO_ERROR, CLOSE, -1, "abc", 0, UNKNOWN, FALSE },
  { "length-not-yet", "GET", BYTES (OK "Content-Length: 4\r\n\r\nabc"), FALSE,
    BODY, NO_ERROR, LENGTH, 4, "abc", 0, UNKNOWN, FALSE },
  { "connection-close", "GET", BYTES (OK "Connection: x, Close\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", 0, YES, FALSE },
  { "status-999", "GET", BYTES ("HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", 0, YES, TRUE },

  /* Heads. */
  { "bare-lf", "GET", BYTES ("HTTP/1.1 200 OK\nContent-Length: 3\n\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 3, "abc", R (BARE_LF), YES, FALSE },
  { "bare-lf-once", "GET", BYTES (OK "Content-Length: 3\n\r\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 3, "abc", R (BARE_LF), YES, FALSE },
  { "folded", "GET", BYTES (OK "A: b\r\n\tc\r\n  d\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (FOLDED), YES, TRUE },
  { "folded-length", "GET", BYTES (OK "Content-Length:\r\n 3\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 3, "abc", R (FOLDED), YES, TRUE },
  { "folded-into-two-lengths", "GET", BYTES (OK "Content-Length: 3\r\n 4\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", R (FOLDED), NO, FALSE },
  { "folded-nothing", "GET", BYTES (OK " Content-Length: 3\r\n\r\nabc"), TRUE,
    DONE, NO_ERROR, CLOSE, -1, "abc", R (FOLDED), UNKNOWN, FALSE },
  { "no-reason", "GET", BYTES ("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (NO_REASON), YES, TRUE },
  { "no-reason-but-space", "GET", BYTES ("HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (NO_REASON), YES, TRUE },
  { "no-colon", "GET", BYTES (OK "nonsense\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (NO_COLON), YES, FALSE },
  { "one-letter-line-is-no-end", "GET", BYTES (OK "x\nContent-Length: 3\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 3, "abc", R (BARE_LF) | R (NO_COLON), YES, FALSE },
  { "space-before-colon", "GET", BYTES (OK "Content-Length : 3\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 3, "abc", R (SPACE_IN_NAME), YES, FALSE },
  { "bad-name", "GET", BYTES (OK "A b: c\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (BAD_NAME), YES, FALSE },
  { "empty-name", "GET", BYTES (OK ": c\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (BAD_NAME), YES, FALSE },
  { "nul-in-name", "GET", BYTES (OK "Content-Length\0: 5\r\n\r\nabc"), TRUE,
    DONE, NO_ERROR, CLOSE, -1, "abc", R (BAD_NAME), UNKNOWN, FALSE },
  { "nul-in-value", "GET", BYTES (OK "A: b\0c\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (CONTROL), YES, FALSE },
  { "cr-in-value", "GET", BYTES (OK "A: b\rContent-Length: 5\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (CONTROL), YES, FALSE },
  { "not-utf8", "GET", BYTES (OK "A: \xff\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (NOT_UTF8), YES, TRUE },
  { "cr-cr-lf-is-no-end", "GET", BYTES (OK "\r\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (NO_COLON), YES, FALSE },
  { "empty-lines-first", "GET", BYTES ("\r\n\r\n" OK "Content-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (LEADING_EMPTY), YES, FALSE },
  { "http-1.0", "GET", BYTES ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (OLD_VERSION), YES, FALSE },
  { "http-1.0-keep-alive", "GET", BYTES ("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (OLD_VERSION), YES, TRUE },
  { "http-1.0-chunked", "GET", BYTES ("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n" TE "\r\n0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "", R (OLD_VERSION), YES, FALSE },
  { "http-1.7", "GET", BYTES ("HTTP/1.7 200 OK\r\nContent-Length: 0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", 0, YES, TRUE },

  /* What is no head. */
  { "http-0.9", "GET", BYTES ("<html>hello"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "http-0.9-one-byte", "GET", BYTES ("S"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "http-2", "GET", BYTES ("HTTP/2"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "http-1", "GET", BYTES ("HTTP/1 200 OK\r\n\r\n"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "http-1.10", "GET", BYTES ("HTTP/1.10 200 OK\r\n\r\n"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "lower-case", "GET", BYTES ("http/1.1 200 OK\r\n\r\n"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "icy", "GET", BYTES ("ICY 200 OK\r\n\r\n"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "status-two-digits", "GET", BYTES ("HTTP/1.1 20 OK\r\n\r\n"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "status-four-digits", "GET", BYTES ("HTTP/1.1 2000 OK\r\n\r\n"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "status-000", "GET", BYTES ("HTTP/1.1 000 OK\r\n\r\n"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "status-text", "GET", BYTES ("HTTP/1.1 OK\r\n\r\n"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "status-cr-text", "GET", BYTES ("HTTP/1.1 200\rOK\r\n\r\n"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "nul-first", "GET", BYTES ("\0" OK "\r\n"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "cr-first", "GET", BYTES ("\r" OK "\r\n"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "tls-alert", "GET", BYTES ("\x15\x03\x03\x00\x02\x02\x28"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "nothing", "GET", BYTES (""), TRUE,
    FAILED, E (NO_ANSWER), NONE, -1, "", 0, NO, FALSE },
  { "nothing-yet", "GET", BYTES (""), FALSE,
    HEAD, NO_ERROR, NONE, -1, "", 0, UNKNOWN, FALSE },
  { "cut-in-status-line", "GET", BYTES ("HTTP/1.1 2"), TRUE,
    FAILED, E (NO_ANSWER), NONE, -1, "", 0, NO, FALSE },
  { "cut-after-status-line", "GET", BYTES (OK), TRUE,
    FAILED, E (NO_ANSWER), NONE, -1, "", 0, NO, FALSE },
  { "cut-in-fields", "GET", BYTES (OK "Content-Length: 3\r\n"), TRUE,
    FAILED, E (NO_ANSWER), NONE, -1, "", 0, NO, FALSE },

  /* 1xx. */
  { "continue-first", "GET", BYTES ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" OK "Content-Length: 3\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 3, "abc", 0, YES, TRUE },
  { "continue-only", "GET", BYTES ("HTTP/1.1 100 Continue\r\n\r\n"), TRUE,
    FAILED, E (NO_ANSWER), NONE, -1, "", 0, NO, FALSE },
  { "continue-then-garbage", "GET", BYTES ("HTTP/1.1 100 Continue\r\n\r\n<html>"), FALSE,
    FAILED, E (NOT_HTTP), NONE, -1, "", 0, NO, FALSE },
  { "continue-with-length", "GET", BYTES ("HTTP/1.1 100 Continue\r\nContent-Length: 9\r\n\r\n" OK "Content-Length: 1\r\n\r\na"), FALSE,
    DONE, NO_ERROR, LENGTH, 1, "a", 0, YES, TRUE },
  { "switching", "GET", BYTES ("HTTP/1.1 101 Switching Protocols\r\n\r\nother"), FALSE,
    DONE, NO_ERROR, NONE, -1, "", 0, YES, FALSE },
  { "tunnel", "CONNECT", BYTES (OK "Content-Length: 3\r\n\r\nother"), FALSE,
    DONE, NO_ERROR, NONE, -1, "", 0, YES, FALSE },
  { "tunnel-refused", "CONNECT", BYTES ("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno"), FALSE,
    DONE, NO_ERROR, LENGTH, 2, "no", 0, YES, TRUE },

  /* No body by definition. */
  { "head", "HEAD", BYTES (OK "Content-Length: 3\r\n\r\n"), FALSE,
    DONE, NO_ERROR, NONE, 3, "", 0, YES, TRUE },
  { "head-chunked", "HEAD", BYTES (OK TE "\r\n"), FALSE,
    DONE, NO_ERROR, NONE, -1, "", 0, YES, TRUE },
  { "head-with-body", "HEAD", BYTES (OK "Content-Length: 3\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, NONE, 3, "", R (BODY_FORBIDDEN), YES, FALSE },
  { "head-bad-length", "HEAD", BYTES (OK "Content-Length: -3\r\n\r\n"), FALSE,
    DONE, NO_ERROR, NONE, -1, "", 0, YES, TRUE },
  { "head-lower-case-is-not-head", "head", BYTES (OK "Content-Length: 3\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 3, "abc", 0, YES, TRUE },
  { "204", "GET", BYTES ("HTTP/1.1 204 No Content\r\n\r\n"), FALSE,
    DONE, NO_ERROR, NONE, -1, "", 0, YES, TRUE },
  { "204-with-body", "GET", BYTES ("HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, NONE, -1, "", R (BODY_FORBIDDEN), YES, FALSE },
  { "304", "GET", BYTES ("HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n"), FALSE,
    DONE, NO_ERROR, NONE, 3, "", 0, YES, TRUE },
  { "304-with-body", "GET", BYTES ("HTTP/1.1 304 Not Modified\r\n" TE "\r\n0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, NONE, -1, "", R (BODY_FORBIDDEN), YES, FALSE },

  /* Content-Length. */
  { "length-negative", "GET", BYTES (OK "Content-Length: -3\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", 0, NO, FALSE },
  { "length-plus", "GET", BYTES (OK "Content-Length: +3\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", 0, NO, FALSE },
  { "length-hex", "GET", BYTES (OK "Content-Length: 0x3\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", 0, NO, FALSE },
  { "length-fraction", "GET", BYTES (OK "Content-Length: 3.0\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", 0, NO, FALSE },
  { "length-empty", "GET", BYTES (OK "Content-Length:\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", 0, NO, FALSE },
  { "length-blank-inside", "GET", BYTES (OK "Content-Length: 1 2\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", 0, NO, FALSE },
  { "length-64-bits", "GET", BYTES (OK "Content-Length: 18446744073709551619\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", 0, NO, FALSE },
  { "length-63-bits-and-one", "GET", BYTES (OK "Content-Length: 9223372036854775808\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", 0, NO, FALSE },
  { "length-63-bits", "GET", BYTES (OK "Content-Length: 9223372036854775807\r\n\r\nabc"), TRUE,
    FAILED, E (BODY_CUT), LENGTH, G_MAXINT64, "abc", 0, NO, FALSE },
  { "length-leading-zeros", "GET", BYTES (OK "Content-Length: 0003\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 3, "abc", 0, YES, TRUE },
  { "length-twice", "GET", BYTES (OK "Content-Length: 3\r\ncontent-length: 3\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 3, "abc", R (LENGTH_REPEATED), YES, FALSE },
  { "length-list", "GET", BYTES (OK "Content-Length: 3, 3\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 3, "abc", R (LENGTH_REPEATED), YES, FALSE },
  { "length-two", "GET", BYTES (OK "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", 0, NO, FALSE },
  { "length-list-differs", "GET", BYTES (OK "Content-Length: 3, 4\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", 0, NO, FALSE },
  { "length-list-half-empty", "GET", BYTES (OK "Content-Length: 3,\r\n\r\nabc"), FALSE,
    FAILED, E (BAD_LENGTH), LENGTH, -1, "", 0, NO, FALSE },
  { "length-too-long", "GET", BYTES (OK "Content-Length: 5\r\n\r\nabc"), TRUE,
    FAILED, E (BODY_CUT), LENGTH, 5, "abc", 0, NO, FALSE },
  { "length-too-short", "GET", BYTES (OK "Content-Length: 2\r\n\r\nabc"), TRUE,
    DONE, NO_ERROR, LENGTH, 2, "ab", R (EXTRA_BYTES), YES, FALSE },
  { "length-nil-with-body", "GET", BYTES (OK "Content-Length: 0\r\n\r\nabc"), FALSE,
    DONE, NO_ERROR, LENGTH, 0, "", R (EXTRA_BYTES), YES, FALSE },

  /* Transfer-Encoding. */
  { "coding-and-length", "GET", BYTES (OK "Content-Length: 5\r\n" TE "\r\n1\r\na\r\n0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "a", R (LENGTH_AND_CODING), YES, FALSE },
  { "coding-and-bad-length", "GET", BYTES (OK "Content-Length: -5\r\n" TE "\r\n0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "", R (LENGTH_AND_CODING), YES, FALSE },
  { "coding-upper-case", "GET", BYTES (OK "TRANSFER-ENCODING: Chunked\r\n\r\n0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "", 0, YES, TRUE },
  { "coding-not-chunked", "GET", BYTES (OK "Transfer-Encoding: gzip\r\n\r\nabc"), TRUE,
    DONE, NO_ERROR, CLOSE, -1, "abc", R (CODING_NOT_FINAL), UNKNOWN, FALSE },
  { "coding-chunked-not-last", "GET", BYTES (OK "Transfer-Encoding: chunked, gzip\r\n\r\nabc"), TRUE,
    DONE, NO_ERROR, CLOSE, -1, "abc", R (CODING_NOT_FINAL), UNKNOWN, FALSE },
  { "coding-xchunked", "GET", BYTES (OK "Transfer-Encoding: xchunked\r\n\r\nabc"), TRUE,
    DONE, NO_ERROR, CLOSE, -1, "abc", R (CODING_NOT_FINAL), UNKNOWN, FALSE },
  { "coding-not-chunked-and-length", "GET", BYTES (OK "Transfer-Encoding: x\r\nContent-Length: 1\r\n\r\nabc"), TRUE,
    DONE, NO_ERROR, CLOSE, -1, "abc", R (CODING_NOT_FINAL) | R (LENGTH_AND_CODING), UNKNOWN, FALSE },
  { "coding-gzip-chunked", "GET", BYTES (OK "Transfer-Encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "a", R (CODING_KEPT), YES, FALSE },
  { "coding-gzip-chunked-in-two-fields", "GET", BYTES (OK "Transfer-Encoding: gzip\r\n" TE "\r\n1\r\na\r\n0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "a", R (CODING_KEPT), YES, FALSE },
  { "coding-identity", "GET", BYTES (OK "Transfer-Encoding: identity\r\nContent-Length: 1\r\n\r\na"), FALSE,
    DONE, NO_ERROR, LENGTH, 1, "a", R (CODING_NOT_FINAL) | R (LENGTH_AND_CODING), YES, FALSE },
  { "coding-space-before-colon", "GET", BYTES (OK "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "", R (SPACE_IN_NAME), YES, FALSE },

  /* Chunks. */
  { "chunk-extension", "GET", BYTES (OK TE "\r\n3;a=\"b;c\"\r\nabc\r\n0;x\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "abc", 0, YES, TRUE },
  { "chunk-size-zeros", "GET", BYTES (OK TE "\r\n0003\r\nabc\r\n000\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "abc", 0, YES, TRUE },
  { "chunk-size-upper-case", "GET", BYTES (OK TE "\r\nA\r\n0123456789\r\n0\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "0123456789", 0, YES, TRUE },
  { "chunk-size-padded", "GET", BYTES (OK TE "\r\n3  \r\nabc\r\n0 \r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "abc", 0, YES, TRUE },
  { "chunk-bare-lf", "GET", BYTES (OK TE "\r\n3\nabc\n0\n\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "abc", R (CHUNK_BARE_LF), YES, FALSE },
  { "chunk-size-none", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n\r\n"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "abc", 0, NO, FALSE },
  { "chunk-size-garbage", "GET", BYTES (OK TE "\r\n3\r\nabc\r\nxyz\r\n"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "abc", 0, NO, FALSE },
  { "chunk-size-negative", "GET", BYTES (OK TE "\r\n-1\r\nabc"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "", 0, NO, FALSE },
  { "chunk-size-0x", "GET", BYTES (OK TE "\r\n0x3\r\nabc"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "", 0, NO, FALSE },
  { "chunk-size-blank-first", "GET", BYTES (OK TE "\r\n 3\r\nabc"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "", 0, NO, FALSE },
  { "chunk-size-two", "GET", BYTES (OK TE "\r\n3 3\r\nabc"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "", 0, NO, FALSE },
  { "chunk-size-overflow", "GET", BYTES (OK TE "\r\n8000000000000000\r\nabc"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "", 0, NO, FALSE },
  { "chunk-size-64-bits", "GET", BYTES (OK TE "\r\n10000000000000003\r\nabc"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "", 0, NO, FALSE },
  { "chunk-size-63-bits", "GET", BYTES (OK TE "\r\n7fffffffffffffff\r\nabc"), TRUE,
    FAILED, E (BODY_CUT), CHUNKED, -1, "abc", 0, NO, FALSE },
  { "chunk-size-cr-alone", "GET", BYTES (OK TE "\r\n3\rabc\r\n"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "", 0, NO, FALSE },
  { "chunk-extension-cr-alone", "GET", BYTES (OK TE "\r\n3;a\rb\r\nabc"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "", 0, NO, FALSE },
  { "chunk-longer-than-its-size", "GET", BYTES (OK TE "\r\n3\r\nabcd\r\n0\r\n\r\n"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "abc", 0, NO, FALSE },
  { "chunk-shorter-than-its-size", "GET", BYTES (OK TE "\r\n4\r\nabc\r\n0\r\n\r\n"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "abc\r", 0, NO, FALSE },
  { "chunk-end-cr-alone", "GET", BYTES (OK TE "\r\n1\r\na\rb"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "a", 0, NO, FALSE },
  { "chunk-is-no-chunk", "GET", BYTES (OK TE "\r\n<html>"), FALSE,
    FAILED, E (BAD_CHUNK), CHUNKED, -1, "", 0, NO, FALSE },
  { "chunk-cut-in-size", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n3"), TRUE,
    FAILED, E (BODY_CUT), CHUNKED, -1, "abc", 0, NO, FALSE },
  { "chunk-cut-inside", "GET", BYTES (OK TE "\r\n3\r\nab"), TRUE,
    FAILED, E (BODY_CUT), CHUNKED, -1, "ab", 0, NO, FALSE },
  { "chunk-cut-at-border", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n"), TRUE,
    FAILED, E (BODY_CUT), CHUNKED, -1, "abc", 0, NO, FALSE },
  { "chunk-cut-before-the-first", "GET", BYTES (OK TE "\r\n"), TRUE,
    FAILED, E (BODY_CUT), CHUNKED, -1, "", 0, NO, FALSE },
  { "chunk-cut-in-last-size", "GET", BYTES (OK TE "\r\n3\r\nabc\r\n0\r"), TRUE,
    FAILED, E (BODY_CUT), CHUNKED, -1, "abc", 0, NO, FALSE },

  /* Trailers, and what comes after the end. */
  { "trailers", "GET", BYTES (OK TE "\r\n0\r\nA: b\r\nC: d\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "", 0, YES, TRUE },
  { "trailers-length-says-nothing", "GET", BYTES (OK TE "\r\n0\r\nContent-Length: 3\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "", 0, YES, TRUE },
  { "trailers-bare-lf", "GET", BYTES (OK TE "\r\n0\r\nA: b\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "", R (CHUNK_BARE_LF), YES, FALSE },
  { "trailers-no-colon", "GET", BYTES (OK TE "\r\n0\r\nnonsense\r\n\r\n"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "", R (NO_COLON), YES, FALSE },
  { "trailers-cut", "GET", BYTES (OK TE "\r\n1\r\na\r\n0\r\nA: b\r\nC:"), TRUE,
    DONE, NO_ERROR, CHUNKED, -1, "a", R (TRAILERS_CUT), YES, FALSE },
  { "trailers-missing", "GET", BYTES (OK TE "\r\n1\r\na\r\n0\r\n"), TRUE,
    DONE, NO_ERROR, CHUNKED, -1, "a", R (TRAILERS_CUT), YES, FALSE },
  { "extra-after-chunks", "GET", BYTES (OK TE "\r\n0\r\n\r\nextra"), FALSE,
    DONE, NO_ERROR, CHUNKED, -1, "", R (EXTRA_BYTES), YES, FALSE },
  { "extra-answer", "GET", BYTES (OK "Content-Length: 1\r\n\r\na" OK "\r\n"), FALSE,
    DONE, NO_ERROR, LENGTH, 1, "a", R (EXTRA_BYTES), YES, FALSE },
};
/* clang-format on */

static void
on_body (const guint8 *data, gsize length, gpointer body)
{
  g_string_append_len (body, (const char *)data, length);
}

/* As a relay does it: nothing is pushed again, and what is left over is shown once. */
static void
feed (RtAnswerFramer *framer, const char *bytes, gsize length, GString *body)
{
  const guint8 *data = (const guint8 *)bytes;

  while (length > 0)
    {
      gsize taken = rt_answer_framer_push (framer, data, length, on_body, body);
      RtFramerState state = rt_answer_framer_get_state (framer);

      g_assert_cmpuint (taken, <=, length);
      if (state == RT_FRAMER_DONE || state == RT_FRAMER_FAILED)
        return;
      g_assert_cmpuint (taken, >, 0);
      data += taken;
      length -= taken;
    }
}

static void
assert_outcome (const Case *one, RtAnswerFramer *framer, const GString *body)
{
  const GError *error = rt_answer_framer_get_error (framer);

  g_assert_cmpint (rt_answer_framer_get_state (framer), ==, one->state);
  if (one->code == NO_ERROR)
    g_assert_no_error (error);
  else
    g_assert_error (error, RT_ERROR, one->code);
  g_assert_cmpint (rt_answer_framer_get_framing (framer), ==, one->framing);
  g_assert_cmpint (rt_answer_framer_get_length (framer), ==, one->content_length);
  g_assert_cmpstr (body->str, ==, one->body);
  g_assert_cmpuint (rt_answer_framer_get_body_bytes (framer), ==, body->len);
  g_assert_cmphex (rt_answer_framer_get_remarks (framer), ==, one->remarks);
  g_assert_cmpint (rt_answer_framer_get_completeness (framer), ==, one->completeness);
  g_assert_cmpint (rt_answer_framer_can_reuse (framer), ==, one->can_reuse);
}

/* In steps of @step bytes, but the first step of @first. */
static void
run (const Case *one, gsize first, gsize step)
{
  g_autoptr (RtAnswerFramer) framer = rt_answer_framer_new (one->method);
  g_autoptr (GString) body = g_string_new (NULL);
  gsize length;

  for (gsize i = 0; i < one->length; i += length)
    {
      length = MIN (i == 0 && first > 0 ? first : step, one->length - i);
      feed (framer, one->bytes + i, length, body);
    }
  if (one->is_closed)
    rt_answer_framer_finish (framer);
  assert_outcome (one, framer, body);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;

  run (one, 0, one->length);
  run (one, 0, 1);
  run (one, 0, 3);
  for (gsize i = 1; i < one->length; i++)
    run (one, i, one->length);
}

static void
test_stops_at_the_end_of_the_head (void)
{
  static const char bytes[] = OK "Content-Length: 3\r\n\r\nabc";
  g_autoptr (RtAnswerFramer) framer = rt_answer_framer_new ("GET");
  gsize taken = rt_answer_framer_push (framer, (const guint8 *)bytes, sizeof bytes - 1,
                                       NULL, NULL);
  RtMessageHead *head = rt_answer_framer_get_head (framer);

  g_assert_cmpuint (taken, ==, sizeof bytes - 1 - 3);
  g_assert_cmpint (rt_answer_framer_get_state (framer), ==, RT_FRAMER_BODY);
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpmem (g_bytes_get_data (head->raw, NULL), g_bytes_get_size (head->raw),
                   bytes, taken);
}

static void
test_stops_at_the_end_of_the_answer (void)
{
  static const char bytes[] = "1\r\na\r\n0\r\n\r\nextra";
  g_autoptr (RtAnswerFramer) framer = rt_answer_framer_new ("GET");

  rt_answer_framer_push (framer, (const guint8 *)BYTES (OK TE "\r\n"), NULL, NULL);
  g_assert_cmpuint (
      rt_answer_framer_push (framer, (const guint8 *)bytes, sizeof bytes - 1, NULL, NULL),
      ==, sizeof bytes - 1 - 5);
  g_assert_cmpuint (
      rt_answer_framer_push (framer, (const guint8 *)BYTES ("extra"), NULL, NULL), ==, 0);
}

/* A length that makes no sense must not hide the head from the user. */
static void
test_keeps_the_head_of_a_bad_length (void)
{
  g_autoptr (RtAnswerFramer) framer = rt_answer_framer_new ("GET");

  rt_answer_framer_push (
      framer, (const guint8 *)BYTES (OK "Content-Length: 3, 4\r\n\r\nabc"), NULL, NULL);
  g_assert_error (rt_answer_framer_get_error (framer), RT_ERROR, RT_ERROR_BAD_LENGTH);
  g_assert_nonnull (rt_answer_framer_get_head (framer));
  g_assert_cmpstr (
      rt_header_list_find (rt_answer_framer_get_head (framer)->fields, "content-length"),
      ==, "3, 4");
}

static void
test_collects_informational_answers_and_trailers (void)
{
  static const char bytes[] = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" OK TE
                              "\r\n0\r\nA: b\r\na: c\r\n\r\n";
  g_autoptr (RtAnswerFramer) framer = rt_answer_framer_new ("GET");
  g_autoptr (GString) body = g_string_new (NULL);
  const RtMessageHead *hint;
  const RtHeaderList *trailers;

  feed (framer, bytes, sizeof bytes - 1, body);
  g_assert_cmpuint (rt_answer_framer_get_informational (framer)->len, ==, 1);
  hint = g_ptr_array_index (rt_answer_framer_get_informational (framer), 0);
  g_assert_cmpuint (hint->status, ==, 103);
  g_assert_cmpstr (rt_header_list_find (hint->fields, "Link"), ==, "</a>");
  trailers = rt_answer_framer_get_trailers (framer);
  g_assert_cmpuint (rt_header_list_get_length (trailers), ==, 2);
  g_assert_cmpstr (rt_header_list_get (trailers, 1)->name, ==, "a");
  g_assert_cmpstr (rt_header_list_get (trailers, 1)->value, ==, "c");
}

/* What is wrong comes with the last byte that fits plus one, not sooner or later. */
static void
assert_limit (const char *start, char filler, gsize limit, int code)
{
  for (gsize step = 1; step <= limit + 2; step += limit + 1)
    {
      g_autoptr (RtAnswerFramer) framer = rt_answer_framer_new ("GET");
      g_autoptr (GString) body = g_string_new (NULL);
      g_autoptr (GString) bytes = g_string_new (start);
      gsize i;

      while (bytes->len < limit + 1)
        g_string_append_c (bytes, filler);
      for (i = 0; i + step <= limit; i += step)
        feed (framer, bytes->str + i, step, body);
      g_assert_no_error (rt_answer_framer_get_error (framer));
      feed (framer, bytes->str + i, bytes->len - i, body);
      g_assert_error (rt_answer_framer_get_error (framer), RT_ERROR, code);
    }
}

static void
test_bounds_what_it_keeps (void)
{
  const gsize chunk_start = strlen (OK TE "\r\n");

  assert_limit (OK "A: ", 'a', RT_HEAD_LIMIT, RT_ERROR_HEAD_TOO_BIG);
  assert_limit ("HTTP/1.1 100 Go on\r\n\r\n" OK "A: ", 'a', RT_HEAD_LIMIT,
                RT_ERROR_HEAD_TOO_BIG);
  assert_limit ("\n", '\n', RT_HEAD_LIMIT, RT_ERROR_HEAD_TOO_BIG);
  assert_limit (OK TE "\r\n0;", 'a', chunk_start + RT_CHUNK_LINE_LIMIT,
                RT_ERROR_BAD_CHUNK);
  assert_limit (OK TE "\r\n0", '0', chunk_start + RT_CHUNK_LINE_LIMIT,
                RT_ERROR_BAD_CHUNK);
  /* The line "0" is no part of the trailers. */
  assert_limit (OK TE "\r\n0\r\nA: ", 'a', RT_HEAD_LIMIT + 3, RT_ERROR_HEAD_TOO_BIG);
}

/* The limit is that of a line, not of all of them. */
static void
test_takes_many_chunks (void)
{
  g_autoptr (RtAnswerFramer) framer = rt_answer_framer_new ("GET");
  g_autoptr (GString) body = g_string_new (NULL);

  feed (framer, BYTES (OK TE "\r\n"), body);
  for (guint i = 0; i < RT_CHUNK_LINE_LIMIT; i++)
    feed (framer, BYTES ("1\r\na\r\n"), body);
  feed (framer, BYTES ("0\r\n\r\n"), body);
  g_assert_cmpint (rt_answer_framer_get_state (framer), ==, RT_FRAMER_DONE);
  g_assert_cmpuint (body->len, ==, RT_CHUNK_LINE_LIMIT);
}

static void
test_bounds_informational_answers (void)
{
  g_autoptr (RtAnswerFramer) framer = rt_answer_framer_new ("GET");
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < RT_INFORMATIONAL_LIMIT; i++)
    feed (framer, BYTES ("HTTP/1.1 102 Wait\r\n\r\n"), body);
  g_assert_no_error (rt_answer_framer_get_error (framer));
  feed (framer, BYTES ("HTTP/1.1 102 Wait\r\n\r\n"), body);
  g_assert_error (rt_answer_framer_get_error (framer), RT_ERROR, RT_ERROR_NOT_HTTP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/answer-framer/reads/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/answer-framer/stops-at-the-end-of-the-head",
                   test_stops_at_the_end_of_the_head);
  g_test_add_func ("/answer-framer/stops-at-the-end-of-the-answer",
                   test_stops_at_the_end_of_the_answer);
  g_test_add_func ("/answer-framer/keeps-the-head-of-a-bad-length",
                   test_keeps_the_head_of_a_bad_length);
  g_test_add_func ("/answer-framer/collects-informational-answers-and-trailers",
                   test_collects_informational_answers_and_trailers);
  g_test_add_func ("/answer-framer/bounds-what-it-keeps", test_bounds_what_it_keeps);
  g_test_add_func ("/answer-framer/takes-many-chunks", test_takes_many_chunks);
  g_test_add_func ("/answer-framer/bounds-informational-answers",
                   test_bounds_informational_answers);
  return g_test_run ();
}
