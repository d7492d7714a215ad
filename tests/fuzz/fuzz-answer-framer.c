/* Any bytes at all as an answer: no crash, and the same outcome however they are cut. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/rt-fuzz.h"
#include "tests/lib/rt-test-framer.h"

#include <string.h>

/* All that a framer says, as text. */
static char *
describe (RtAnswerFramer *framer, GString *body)
{
  const GError *error = rt_answer_framer_get_error (framer);
  RtMessageHead *head = rt_answer_framer_get_head (framer);
  RtHeaderList *trailers = rt_answer_framer_get_trailers (framer);
  g_autofree char *sum
      = g_compute_checksum_for_string (G_CHECKSUM_SHA1, body->str, (gssize)body->len);

  return g_strdup_printf (
      "state %d error %d %s framing %d length %" G_GINT64_FORMAT
      " status %u fields %u raw %zu 1xx %u trailers %u remarks %x complete %d body %zu "
      "%s reuse %d",
      rt_answer_framer_get_state (framer), error != NULL ? error->code : -1,
      error != NULL ? error->message : "", rt_answer_framer_get_framing (framer),
      rt_answer_framer_get_length (framer), head != NULL ? head->status : 0,
      head != NULL ? rt_header_list_get_length (head->fields) : 0,
      head != NULL ? g_bytes_get_size (head->raw) : 0,
      rt_answer_framer_get_informational (framer)->len,
      trailers != NULL ? rt_header_list_get_length (trailers) : 0,
      rt_answer_framer_get_remarks (framer), rt_answer_framer_get_completeness (framer),
      body->len, sum, rt_answer_framer_can_reuse (framer));
}

static char *
run (const char *method, const char *data, gsize length, gsize step)
{
  g_autoptr (RtAnswerFramer) framer = rt_answer_framer_new (method);
  g_autoptr (GString) body = g_string_new (NULL);
  RtFramerState state;

  for (gsize i = 0; i < length; i += step)
    rt_test_framer_feed (framer, data + i, MIN (step, length - i), body);
  rt_answer_framer_finish (framer);

  state = rt_answer_framer_get_state (framer);
  g_assert_true (state == RT_FRAMER_DONE || state == RT_FRAMER_FAILED);
  g_assert_true ((state == RT_FRAMER_FAILED)
                 == (rt_answer_framer_get_error (framer) != NULL));
  g_assert_true (state == RT_FRAMER_FAILED || rt_answer_framer_get_head (framer) != NULL);
  g_assert_cmpuint (rt_answer_framer_get_body_bytes (framer), ==, body->len);
  if (rt_answer_framer_get_framing (framer) == RT_FRAMING_NONE)
    g_assert_cmpuint (body->len, ==, 0);
  return describe (framer, body);
}

/* The first byte chooses the method. */
int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  const char *answer = (const char *)data + 1;
  const char *method;
  g_autofree char *whole = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *pieces = NULL;

  if (size == 0)
    return 0;
  method = *data == 'H' ? "HEAD" : *data == 'C' ? "CONNECT" : "GET";
  whole = run (method, answer, size - 1, size);
  bytes = run (method, answer, size - 1, 1);
  pieces = run (method, answer, size - 1, 2 + size % 13);
  g_assert_cmpstr (bytes, ==, whole);
  g_assert_cmpstr (pieces, ==, whole);
  return 0;
}
