/* Any bytes as a journal: what is read of it makes sense, and is what was written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-journal.h"
#include "tests/fuzz/rt-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  gsize valid = 0;
  g_autoptr (RtJournalState) state = rt_journal_state_parse (data, size, &valid);
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (RtJournalState) again = NULL;

  if (state == NULL)
    return 0;
  g_assert_cmpuint (valid, <=, size);
  for (guint i = 0; i < state->claims->len; i++)
    {
      const RtClaim *claim = &g_array_index (state->claims, RtClaim, i);

      g_assert_cmpint (claim->first, >=, 0);
      g_assert_cmpint (claim->length, >, 0);
      g_assert_cmpint (claim->first, <=, G_MAXINT64 - claim->length);
      g_assert_true (state->identity->total < 0
                     || claim->first + claim->length <= state->identity->total);
    }
  bytes = rt_journal_state_format (state);
  again = rt_journal_state_parse (bytes->data, bytes->len, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->claims->len, ==, state->claims->len);
  return 0;
}
