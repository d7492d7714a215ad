/* Any bytes as what a server says of a range, a wait or a file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-retry.h"
#include "core/transfer/rt-resume-decision.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

#define MISSING 40000

static void
check_range (const char *text)
{
  RtByteRange range;
  gint64 total;

  if (rt_byte_range_parse (&range, text, NULL))
    {
      g_assert_cmpint (range.first, >=, 0);
      g_assert_cmpint (range.last, >=, range.first);
      g_assert_true (range.total == -1 || range.last < range.total);
      g_assert_false (rt_byte_range_parse_unsatisfied (&total, text));
    }
  else if (rt_byte_range_parse_unsatisfied (&total, text))
    {
      g_assert_cmpint (total, >=, 0);
    }
}

/* Whatever the fields are: nothing is written that does not begin where bytes are missing,
 * or before, and nothing unless something vouches for it or is compared. */
static void
check_decision (const RtHeaderList *fields, guint status, const RtIdentity *stored)
{
  RtRangeAsked asked
      = { stored, stored != NULL ? MISSING : 0, TRUE, stored != NULL ? MISSING : 0,
          -1,     stored != NULL ? MISSING : 0 };
  RtRangeAnswer came = { status, fields, -1 };
  g_autoptr (RtResumeDecision) decision = rt_resume_decide (&asked, &came);
  g_autofree char *text = rt_note_render (decision->note, NULL);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  if (decision->verdict != RT_VERDICT_WRITE)
    return;
  g_assert_cmpint (decision->range.first, <=, asked.missing);
  g_assert_cmpint (decision->range.last + 1, >=, asked.missing);
  if (stored != NULL)
    g_assert_true (rt_identity_compare (stored, decision->seen) == RT_AGREEMENT_SAME
                   || decision->range.first < asked.missing);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static const guint statuses[] = { 200, 206, 416, 503 };
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 16);
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_autoptr (RtIdentity) stored = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ": ");

      check_range (lines[i]);
      g_assert_cmpint (rt_retry_after_parse (lines[i], NULL), >=, -1);
      g_assert_cmpint (rt_retry_after_parse (lines[i], lines[0]), >=, -1);
      if (colon == NULL)
        continue;
      *colon = '\0';
      rt_header_list_append_received (fields, lines[i], colon + 2);
      check_range (colon + 2);
    }
  stored = rt_identity_new_from_answer (fields, 100000);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      check_decision (fields, statuses[i], NULL);
      check_decision (fields, statuses[i], stored);
    }
  return 0;
}
