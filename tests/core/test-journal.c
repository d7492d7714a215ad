/* Tests of RtJournal: whatever happens to the file, no byte is claimed that was not. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-journal.h"

#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-dir.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_CLAIMS 5

static RtJournalState *
make_state (void)
{
  g_autoptr (RtIdentity) identity = rt_identity_new ();
  RtJournalState *state;

  identity->total = 1000000;
  identity->etag = g_strdup ("\"v\\0 ☃\"");
  identity->last_modified = g_strdup ("Sun, 06 Nov 1994 08:49:37 GMT");
  identity->is_date_strong = TRUE;
  identity->type = g_strdup ("application/zip");
  identity->ranges = RT_RANGES_YES;
  state = rt_journal_state_new ("http://localhost/a?b=c", identity);
  for (guint i = 0; i < N_CLAIMS; i++)
    {
      RtClaim claim = { 100000 * i, 7000 + i, 0xdeadbeef + i };
      g_array_append_val (state->claims, claim);
    }
  return state;
}

/* What is left of the claims is the beginning of what they were. */
static guint
assert_begins_like (const RtJournalState *state, const RtJournalState *whole)
{
  g_assert_cmpstr (state->address, ==, whole->address);
  g_assert_cmpint (state->identity->total, ==, whole->identity->total);
  g_assert_cmpstr (state->identity->etag, ==, whole->identity->etag);
  g_assert_cmpstr (state->identity->last_modified, ==, whole->identity->last_modified);
  g_assert_true (state->identity->is_date_strong);
  g_assert_cmpstr (state->identity->type, ==, whole->identity->type);
  g_assert_cmpint (state->identity->ranges, ==, whole->identity->ranges);
  g_assert_cmpuint (state->claims->len, <=, whole->claims->len);
  for (guint i = 0; i < state->claims->len; i++)
    {
      const RtClaim *a = &g_array_index (state->claims, RtClaim, i);
      const RtClaim *b = &g_array_index (whole->claims, RtClaim, i);

      g_assert_cmpint (a->first, ==, b->first);
      g_assert_cmpint (a->length, ==, b->length);
      g_assert_cmphex (a->crc, ==, b->crc);
    }
  return state->claims->len;
}

static void
test_reads_what_it_writes (void)
{
  g_autoptr (RtJournalState) whole = make_state ();
  g_autoptr (GByteArray) bytes = rt_journal_state_format (whole);
  gsize valid = 0;
  g_autoptr (RtJournalState) state
      = rt_journal_state_parse (bytes->data, bytes->len, &valid);

  g_assert_nonnull (state);
  g_assert_cmpuint (assert_begins_like (state, whole), ==, N_CLAIMS);
  g_assert_cmpuint (valid, ==, bytes->len);
}

static void
test_cut_at_every_byte (void)
{
  g_autoptr (RtJournalState) whole = make_state ();
  g_autoptr (GByteArray) bytes = rt_journal_state_format (whole);
  gsize header = bytes->len - 28 * N_CLAIMS;

  for (gsize length = 0; length <= bytes->len; length++)
    {
      /* A copy, so that reading on is seen. */
      g_autofree guint8 *cut = g_memdup2 (bytes->data, length);
      gsize valid = 0;
      g_autoptr (RtJournalState) state = rt_journal_state_parse (cut, length, &valid);

      g_assert_cmpint (state != NULL, ==, length >= header);
      if (state == NULL)
        continue;
      g_assert_cmpuint (assert_begins_like (state, whole), ==, (length - header) / 28);
      g_assert_cmpuint (valid, ==, header + 28 * state->claims->len);
    }
}

static void
test_every_bit_flipped (void)
{
  g_autoptr (RtJournalState) whole = make_state ();
  g_autoptr (GByteArray) bytes = rt_journal_state_format (whole);
  gsize header = bytes->len - 28 * N_CLAIMS;

  for (gsize bit = 0; bit < (gsize)bytes->len * 8; bit++)
    {
      g_autofree guint8 *flipped = g_memdup2 (bytes->data, bytes->len);
      g_autoptr (RtJournalState) state = NULL;

      flipped[bit / 8] ^= (guint8)(1u << bit % 8);
      state = rt_journal_state_parse (flipped, bytes->len, NULL);
      g_assert_cmpint (state != NULL, ==, bit / 8 >= header);
      if (state != NULL)
        g_assert_cmpuint (assert_begins_like (state, whole), ==, (bit / 8 - header) / 28);
    }
}

/* A record of an older life of the file, or one that is out of turn. */
static void
test_records_keep_their_order (void)
{
  g_autoptr (RtJournalState) whole = make_state ();
  g_autoptr (GByteArray) bytes = rt_journal_state_format (whole);
  g_autoptr (RtJournalState) state = NULL;
  guint8 *second = bytes->data + bytes->len - 28 * (N_CLAIMS - 1);

  memmove (second, second + 28, 28);
  state = rt_journal_state_parse (bytes->data, bytes->len, NULL);
  g_assert_cmpuint (assert_begins_like (state, whole), ==, 1);
}

static void
test_refuses_claims_beyond_the_end (void)
{
  static const RtClaim wrong[] = { { 999999, 2, 0 },
                                   { -1, 2, 0 },
                                   { 5, 0, 0 },
                                   { 5, -1, 0 },
                                   { G_MAXINT64, G_MAXINT64, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RtJournalState) whole = make_state ();
      g_autoptr (GByteArray) bytes = NULL;
      g_autoptr (RtJournalState) state = NULL;

      g_array_insert_val (whole->claims, 2, wrong[i]);
      bytes = rt_journal_state_format (whole);
      state = rt_journal_state_parse (bytes->data, bytes->len, NULL);
      g_assert_cmpuint (state->claims->len, ==, 2);
    }
}

static void
test_on_disk (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "journal");
  g_autofree char *fresh = rt_test_dir_build (dir, "journal.new");
  g_autoptr (RtJournalState) whole = make_state ();
  g_autoptr (RtJournal) journal = rt_journal_new (path);
  g_autoptr (RtJournal) again = rt_journal_new (path);
  g_autoptr (RtJournalState) none = NULL;
  g_autoptr (RtJournalState) state = NULL;
  g_autoptr (RtJournalState) after = NULL;
  g_autoptr (GError) error = NULL;
  RtClaim more = { 900000, 5, 1 };
  GStatBuf status;

  g_assert_true (rt_journal_load (journal, &none, &error));
  g_assert_null (none);
  g_assert_true (rt_journal_write (journal, whole, &error));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  /* A torn record is written over by the next one. */
  g_assert_cmpint (truncate (path, status.st_size - 3), ==, 0);
  g_assert_true (rt_journal_load (again, &state, &error));
  g_assert_cmpuint (assert_begins_like (state, whole), ==, N_CLAIMS - 1);
  g_assert_true (rt_journal_append (again, &more, 1, &error));
  g_assert_no_error (error);
  g_assert_true (rt_journal_load (journal, &after, &error));
  g_assert_cmpuint (after->claims->len, ==, N_CLAIMS);
  g_assert_cmpint (g_array_index (after->claims, RtClaim, N_CLAIMS - 1).first, ==,
                   900000);

  g_assert_true (g_file_set_contents (fresh, "left by a kill", -1, NULL));
  rt_journal_remove (again);
  g_assert_cmpint (g_stat (fresh, &status), !=, 0);
  g_assert_cmpint (g_stat (path, &status), !=, 0);
}

static void
test_where_nothing_can_be_written (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "no/journal");
  g_autoptr (RtJournalState) whole = make_state ();
  g_autoptr (RtJournal) journal = rt_journal_new (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (rt_journal_write (journal, whole, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/journal/reads-what-it-writes", test_reads_what_it_writes);
  g_test_add_func ("/journal/cut-at-every-byte", test_cut_at_every_byte);
  g_test_add_func ("/journal/every-bit-flipped", test_every_bit_flipped);
  g_test_add_func ("/journal/records-keep-their-order", test_records_keep_their_order);
  g_test_add_func ("/journal/refuses-claims-beyond-the-end",
                   test_refuses_claims_beyond_the_end);
  g_test_add_func ("/journal/on-disk", test_on_disk);
  g_test_add_func ("/journal/nothing-can-be-written", test_where_nothing_can_be_written);
  return g_test_run ();
}
