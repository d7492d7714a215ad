/* An answer that is fed to a framer in pieces of every kind, and what is to come of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-framer.h"

#include "core/wire/rt-error.h"

static void
on_body (const guint8 *data, gsize length, gpointer body)
{
  g_string_append_len (body, (const char *)data, length);
}

/* As a relay does it: nothing is pushed again, and what is left over is shown once. */
void
rt_test_framer_feed (RtAnswerFramer *framer,
                     const char *bytes,
                     gsize length,
                     GString *body)
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
assert_outcome (const RtTestAnswer *one, RtAnswerFramer *framer, const GString *body)
{
  const GError *error = rt_answer_framer_get_error (framer);

  g_assert_cmpint (rt_answer_framer_get_state (framer), ==, one->state);
  if (one->code == RT_TEST_NO_ERROR)
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
run (const RtTestAnswer *one, gsize first, gsize step)
{
  g_autoptr (RtAnswerFramer) framer = rt_answer_framer_new (one->method);
  g_autoptr (GString) body = g_string_new (NULL);
  gsize length;

  for (gsize i = 0; i < one->length; i += length)
    {
      length = MIN (i == 0 && first > 0 ? first : step, one->length - i);
      rt_test_framer_feed (framer, one->bytes + i, length, body);
    }
  if (one->is_closed)
    rt_answer_framer_finish (framer);
  assert_outcome (one, framer, body);
}

void
rt_test_framer_run (gconstpointer data)
{
  const RtTestAnswer *one = data;

  run (one, 0, one->length);
  run (one, 0, 1);
  run (one, 0, 3);
  for (gsize i = 1; i < one->length; i++)
    run (one, i, one->length);
}
