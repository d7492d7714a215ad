/* Tests of RtPartFile. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-part-file.h"

#include "core/transfer/rt-range-set.h"
#include "core/transfer/rt-unused-name.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-dir.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#define TOTAL 1000000

typedef struct
{
  RtTestDir *dir;
  char *path;
  char *part;
  char *journal;
  guint8 *data; /* TOTAL bytes of the remote file */
  RtPartFile *file;
  RtPartWriter *writer;
} Fixture;

static RtPartFile *
open_file (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  RtPartFile *file = rt_part_file_open (f->path, &error);

  g_assert_no_error (error);
  return file;
}

static void
describe (RtPartFile *file)
{
  g_autoptr (RtIdentity) identity = rt_identity_new ();
  g_autoptr (GError) error = NULL;

  identity->total = TOTAL;
  identity->etag = g_strdup ("\"v0\"");
  rt_part_file_describe (file, "http://localhost/", identity, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer unused)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  f->dir = rt_test_dir_new ();
  f->path = rt_test_dir_build (f->dir, "file.bin");
  f->part = rt_test_dir_build (f->dir, "file.bin.part");
  f->journal = rt_test_dir_build (f->dir, "file.bin.part.journal");
  f->data = g_malloc (TOTAL);
  for (guint i = 0; i < TOTAL; i++)
    f->data[i] = (guint8)g_rand_int (rand);
  f->file = open_file (f);
  describe (f->file);
  f->writer = rt_part_file_add_writer (f->file);
}

static void
close_file (Fixture *f)
{
  g_clear_pointer (&f->file, rt_part_file_free);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  close_file (f);
  g_free (f->data);
  g_free (f->path);
  g_free (f->part);
  g_free (f->journal);
  rt_test_dir_free (f->dir);
}

static void
put (Fixture *f, gint64 first, gint64 end)
{
  g_autoptr (GError) error = NULL;

  rt_part_file_put (f->file, f->writer, first, f->data + first, (gsize)(end - first),
                    &error);
  g_assert_no_error (error);
}

static void
commit (Fixture *f, gboolean everything)
{
  g_autoptr (GError) error = NULL;

  rt_part_file_commit (f->file, everything, &error);
  g_assert_no_error (error);
}

/* As after a kill: what was not committed is not claimed. */
static void
reopen (Fixture *f)
{
  close_file (f);
  f->file = open_file (f);
  f->writer = rt_part_file_add_writer (f->file);
}

/* Each byte that the file says is there is there, and is the right one. */
static void
assert_honest (Fixture *f, gint64 have)
{
  g_autoptr (GArray) extents = rt_part_file_dup_extents (f->file);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_cmpint (rt_part_file_get_have (f->file), ==, have);
  g_assert_true (g_file_get_contents (f->part, &text, &length, NULL));
  for (guint i = 0; i < extents->len; i++)
    {
      const RtExtent *extent = &g_array_index (extents, RtExtent, i);

      g_assert_cmpint (extent->end, <=, (gint64)length);
      g_assert_cmpmem (text + extent->first, (gsize)(extent->end - extent->first),
                       f->data + extent->first, (gsize)(extent->end - extent->first));
    }
}

static void
test_claims_what_was_committed (Fixture *f, gconstpointer unused)
{
  put (f, 0, 300000);
  commit (f, FALSE);
  put (f, 300000, 400000); /* less than is worth a record while more is to come */
  commit (f, FALSE);
  put (f, 700000, 700100);
  reopen (f);
  assert_honest (f, 300000);
  g_assert_cmpstr (rt_part_file_get_address (f->file), ==, "http://localhost/");
  g_assert_cmpstr (rt_part_file_get_identity (f->file)->etag, ==, "\"v0\"");
  put (f, 300000, 300010);
  commit (f, TRUE);
  reopen (f);
  assert_honest (f, 300010);
  g_assert_cmpint (rt_part_file_get_lost (f->file), ==, 0);
}

static void
test_finds_gaps (Fixture *f, gconstpointer unused)
{
  gint64 first, end;

  put (f, 0, 100);
  put (f, 200, 300);
  g_assert_true (rt_part_file_find_missing (f->file, 0, &first, &end));
  g_assert_cmpint (first, ==, 100);
  g_assert_cmpint (end, ==, 200);
  g_assert_true (rt_part_file_find_missing (f->file, 200, &first, &end));
  g_assert_cmpint (first, ==, 300);
  g_assert_cmpint (end, ==, TOTAL);
  put (f, 100, 200);
  put (f, 300, TOTAL);
  g_assert_false (rt_part_file_find_missing (f->file, 0, &first, &end));
}

static void
test_compares_what_is_there (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  guint8 other[100];

  put (f, 1000, 2000);
  put (f, 500, 2500); /* the same again, and more on both sides */
  assert_honest (f, 2000);
  memcpy (other, f->data + 2450, sizeof other);
  other[49] ^= 1; /* the last byte that is there */
  g_assert_false (
      rt_part_file_put (f->file, f->writer, 2450, other, sizeof other, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_REMOTE_CHANGED);
  assert_honest (f, 2000);
}

static void
test_two_at_once (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtPartFile) second = rt_part_file_open (f->path, &error);

  g_assert_null (second);
  g_assert_error (error, RT_ERROR, RT_ERROR_IN_USE);
}

/* Puts other bytes into the file, as if somebody had written to it at that time. */
static void
tamper (Fixture *f, gint64 offset, gboolean keep_time)
{
  GStatBuf status;
  struct timespec times[2];
  guint8 byte = f->data[offset] ^ 1;
  int fd = g_open (f->part, O_WRONLY, 0);

  g_assert_cmpint (g_stat (f->part, &status), ==, 0);
  g_assert_cmpint (pwrite (fd, &byte, 1, offset), ==, 1);
  times[0] = status.st_atim;
  times[1] = status.st_mtim;
  if (!keep_time)
    times[1].tv_sec += 10;
  g_assert_cmpint (futimens (fd, times), ==, 0);
  close (fd);
}

static void
test_finds_what_somebody_else_changed (Fixture *f, gconstpointer unused)
{
  put (f, 0, 300000);
  commit (f, TRUE);
  put (f, 300000, 600000);
  commit (f, TRUE);
  close_file (f);
  tamper (f, 100, FALSE);
  f->file = open_file (f);
  g_assert_cmpint (rt_part_file_get_lost (f->file), ==, 300000);
  assert_honest (f, 300000);
  close_file (f);

  /* Even if it did not show: the newest are always looked at. */
  tamper (f, 599999, TRUE);
  f->file = open_file (f);
  g_assert_cmpint (rt_part_file_get_lost (f->file), ==, 300000);
  assert_honest (f, 0);
}

static void
test_file_cut_short (Fixture *f, gconstpointer unused)
{
  put (f, 0, 300000);
  commit (f, TRUE);
  put (f, 300000, 600000);
  commit (f, TRUE);
  close_file (f);
  g_assert_cmpint (truncate (f->part, 300000), ==, 0);
  f->file = open_file (f);
  assert_honest (f, 300000);
}

/* The journal is cut at every byte, and the data behind it is what it is. */
static void
test_journal_cut_at_every_byte (Fixture *f, gconstpointer unused)
{
  g_autofree char *text = NULL;
  gsize length;

  for (guint i = 0; i < 8; i++)
    {
      put (f, 1000 * i, 1000 * i + 700);
      commit (f, TRUE);
    }
  close_file (f);
  g_assert_true (g_file_get_contents (f->journal, &text, &length, NULL));
  for (gsize cut = 0; cut <= length; cut++)
    {
      gint64 records = ((gint64)cut - ((gint64)length - 8 * 28)) / 28;

      /* A part file without journal is set aside, so bring it back. */
      g_autofree char *old = g_strconcat (f->part, "~", NULL);
      g_rename (old, f->part);
      g_assert_true (g_file_set_contents (f->journal, text, (gssize)cut, NULL));
      f->file = open_file (f);
      assert_honest (f, 700 * MAX (records, 0));
      close_file (f);
    }
}

static void
test_foreign_bytes_are_set_aside (Fixture *f, gconstpointer unused)
{
  g_autofree char *old = g_strconcat (f->part, "~", NULL);
  g_autofree char *text = NULL;

  close_file (f);
  g_unlink (f->journal);
  g_assert_true (g_file_set_contents (f->part, "precious", -1, NULL));
  f->file = open_file (f);
  assert_honest (f, 0);
  g_assert_true (g_file_get_contents (old, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "precious");
}

static void
test_set_aside (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *old = NULL;
  GStatBuf status;

  put (f, 0, 1000);
  rt_part_file_remove_writer (f->file, f->writer);
  old = rt_part_file_set_aside (f->file, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (old, "file.bin.part~"));
  g_assert_cmpint (g_stat (old, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 1000);
  assert_honest (f, 0);
  g_assert_null (rt_part_file_get_address (f->file));
  test_two_at_once (f, NULL);
  describe (f->file);
  f->writer = rt_part_file_add_writer (f->file);
  put (f, 0, 500);
  commit (f, TRUE);
  reopen (f);
  assert_honest (f, 500);
}

static char *
finish (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  char *name = rt_part_file_finish (f->file, &error);

  g_assert_no_error (error);
  return name;
}

static void
test_finish (Fixture *f, gconstpointer unused)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  gsize length;

  put (f, 0, TOTAL);
  commit (f, TRUE);
  name = finish (f);
  g_assert_cmpstr (name, ==, f->path);
  g_assert_true (g_file_get_contents (name, &text, &length, NULL));
  g_assert_cmpmem (text, length, f->data, TOTAL);
  g_assert_false (g_file_test (f->part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (f->journal, G_FILE_TEST_EXISTS));
}

static void
test_never_replaces (Fixture *f, gconstpointer unused)
{
  g_autofree char *first = rt_test_dir_build (f->dir, "file (1).bin");
  g_autofree char *second = rt_test_dir_build (f->dir, "file (2).bin");
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (f->path, "mine", -1, NULL));
  g_assert_true (g_file_set_contents (first, "mine, too", -1, NULL));
  put (f, 0, TOTAL);
  name = finish (f);
  g_assert_cmpstr (name, ==, second);
  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
}

static void
test_replaced_behind_our_back (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  put (f, 0, TOTAL);
  g_unlink (f->part);
  g_assert_true (g_file_set_contents (f->part, "not ours", -1, NULL));
  g_assert_null (rt_part_file_finish (f->file, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

/* The room is taken at the beginning, and the length says what is there all the same. */
static void
test_length_stays_honest (Fixture *f, gconstpointer unused)
{
  GStatBuf status;

  put (f, 0, 1000);
  g_assert_cmpint (g_stat (f->part, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 1000);
}

static void
test_discard (Fixture *f, gconstpointer unused)
{
  rt_part_file_discard (f->file);
  g_assert_false (g_file_test (f->part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (f->journal, G_FILE_TEST_EXISTS));
}

static void
test_names (Fixture *f, gconstpointer unused)
{
  static const char *const cases[][2] = {
    { "/a/b.zip", "/a/b (3).zip" },     { "/a.b/c", "/a.b/c (3)" },
    { "x.tar.gz", "x (3).tar.gz" },     { "/a/.profile", "/a/.profile (3)" },
    { "/a/.tar.gz", "/a/.tar (3).gz" }, { "/a/x.TAR.xz", "/a/x (3).TAR.xz" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = rt_unused_name_build (cases[i][0], 3);
      g_assert_cmpstr (name, ==, cases[i][1]);
    }
}

/* What is dropped is missing from then on, after a kill as well, and the rest is claimed as
 * before. */
static void
test_drop (Fixture *f, gconstpointer unused)
{
  static const RtExtent extents[] = { { 0, 1000 }, { 5000, 6000 }, { 299000, 300000 } };
  g_autoptr (GArray) damaged = g_array_new (FALSE, FALSE, sizeof (RtExtent));
  g_autoptr (GError) error = NULL;

  g_array_append_vals (damaged, extents, G_N_ELEMENTS (extents));
  put (f, 0, 300000);
  commit (f, TRUE);
  g_assert_true (rt_part_file_drop (f->file, damaged, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      gint64 first, end;

      g_assert_cmpint (rt_part_file_get_have (f->file), ==, 297000);
      g_assert_true (rt_part_file_find_missing (f->file, 1000, &first, &end));
      g_assert_cmpint (first, ==, 5000);
      g_assert_cmpint (end, ==, 6000);
      reopen (f);
      g_assert_cmpint (rt_part_file_get_lost (f->file), ==, 0);
    }
  put (f, 0, 300000);
  g_assert_cmpint (rt_part_file_get_have (f->file), ==, 300000);
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/part-file/claims-what-was-committed", test_claims_what_was_committed);
  add ("/part-file/finds-gaps", test_finds_gaps);
  add ("/part-file/compares-what-is-there", test_compares_what_is_there);
  add ("/part-file/two-at-once", test_two_at_once);
  add ("/part-file/somebody-else", test_finds_what_somebody_else_changed);
  add ("/part-file/cut-short", test_file_cut_short);
  add ("/part-file/journal-cut", test_journal_cut_at_every_byte);
  add ("/part-file/foreign-bytes", test_foreign_bytes_are_set_aside);
  add ("/part-file/set-aside", test_set_aside);
  add ("/part-file/finish", test_finish);
  add ("/part-file/never-replaces", test_never_replaces);
  add ("/part-file/behind-our-back", test_replaced_behind_our_back);
  add ("/part-file/length-stays-honest", test_length_stays_honest);
  add ("/part-file/discard", test_discard);
  add ("/part-file/drop", test_drop);
  add ("/part-file/names", test_names);
  return g_test_run ();
}
