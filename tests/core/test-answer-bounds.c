/* Where a framer stops, what it keeps, and how much of it at most. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-framer.h"

#include <string.h>

#define BYTES(text) "" text, sizeof (text) - 1
#define OK "HTTP/1.1 200 OK\r\n"
#define TE "Transfer-Encoding: chunked\r\n"

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

  rt_test_framer_feed (framer, bytes, sizeof bytes - 1, body);
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
        rt_test_framer_feed (framer, bytes->str + i, step, body);
      g_assert_no_error (rt_answer_framer_get_error (framer));
      rt_test_framer_feed (framer, bytes->str + i, bytes->len - i, body);
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

  rt_test_framer_feed (framer, BYTES (OK TE "\r\n"), body);
  for (guint i = 0; i < RT_CHUNK_LINE_LIMIT; i++)
    rt_test_framer_feed (framer, BYTES ("1\r\na\r\n"), body);
  rt_test_framer_feed (framer, BYTES ("0\r\n\r\n"), body);
  g_assert_cmpint (rt_answer_framer_get_state (framer), ==, RT_FRAMER_DONE);
  g_assert_cmpuint (body->len, ==, RT_CHUNK_LINE_LIMIT);
}

static void
test_bounds_informational_answers (void)
{
  g_autoptr (RtAnswerFramer) framer = rt_answer_framer_new ("GET");
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < RT_INFORMATIONAL_LIMIT; i++)
    rt_test_framer_feed (framer, BYTES ("HTTP/1.1 102 Wait\r\n\r\n"), body);
  g_assert_no_error (rt_answer_framer_get_error (framer));
  rt_test_framer_feed (framer, BYTES ("HTTP/1.1 102 Wait\r\n\r\n"), body);
  g_assert_error (rt_answer_framer_get_error (framer), RT_ERROR, RT_ERROR_NOT_HTTP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
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
