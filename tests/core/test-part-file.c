/* Tests of RtPartFile. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-part.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_claims_what_was_committed (RtTestPart *f, gconstpointer unused)
{
  rt_test_part_put (f, 0, 300000);
  rt_test_part_commit (f, FALSE);
  /* Less than is worth a record while more is to come. */
  rt_test_part_put (f, 300000, 400000);
  rt_test_part_commit (f, FALSE);
  rt_test_part_put (f, 700000, 700100);
  rt_test_part_reopen (f);
  rt_test_part_assert_honest (f, 300000);
  g_assert_cmpstr (rt_part_file_get_address (f->file), ==, "http://localhost/");
  g_assert_cmpstr (rt_part_file_get_identity (f->file)->etag, ==, "\"v0\"");
  rt_test_part_put (f, 300000, 300010);
  rt_test_part_commit (f, TRUE);
  rt_test_part_reopen (f);
  rt_test_part_assert_honest (f, 300010);
  g_assert_cmpint (rt_part_file_get_lost (f->file), ==, 0);
}

static void
test_finds_gaps (RtTestPart *f, gconstpointer unused)
{
  gint64 first, end;

  rt_test_part_put (f, 0, 100);
  rt_test_part_put (f, 200, 300);
  g_assert_true (rt_part_file_find_missing (f->file, 0, &first, &end));
  g_assert_cmpint (first, ==, 100);
  g_assert_cmpint (end, ==, 200);
  g_assert_true (rt_part_file_find_missing (f->file, 200, &first, &end));
  g_assert_cmpint (first, ==, 300);
  g_assert_cmpint (end, ==, RT_TEST_PART_TOTAL);
  rt_test_part_put (f, 100, 200);
  rt_test_part_put (f, 300, RT_TEST_PART_TOTAL);
  g_assert_false (rt_part_file_find_missing (f->file, 0, &first, &end));
}

static void
test_compares_what_is_there (RtTestPart *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  guint8 other[100];

  rt_test_part_put (f, 1000, 2000);
  rt_test_part_put (f, 500, 2500); /* the same again, and more on both sides */
  rt_test_part_assert_honest (f, 2000);
  memcpy (other, f->data + 2450, sizeof other);
  other[49] ^= 1; /* the last byte that is there */
  g_assert_false (
      rt_part_file_put (f->file, f->writer, 2450, other, sizeof other, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_REMOTE_CHANGED);
  rt_test_part_assert_honest (f, 2000);
}

static void
test_two_at_once (RtTestPart *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtPartFile) second = rt_part_file_open (f->path, &error);

  g_assert_null (second);
  g_assert_error (error, RT_ERROR, RT_ERROR_IN_USE);
}

static void
test_set_aside (RtTestPart *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *old = NULL;
  GStatBuf status;

  rt_test_part_put (f, 0, 1000);
  rt_part_file_remove_writer (f->file, f->writer);
  old = rt_part_file_set_aside (f->file, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (old, "file.bin.part~"));
  g_assert_cmpint (g_stat (old, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 1000);
  rt_test_part_assert_honest (f, 0);
  g_assert_null (rt_part_file_get_address (f->file));
  test_two_at_once (f, NULL);
  rt_test_part_describe (f->file);
  f->writer = rt_part_file_add_writer (f->file);
  rt_test_part_put (f, 0, 500);
  rt_test_part_commit (f, TRUE);
  rt_test_part_reopen (f);
  rt_test_part_assert_honest (f, 500);
}

static char *
finish (RtTestPart *f)
{
  g_autoptr (GError) error = NULL;
  char *name = rt_part_file_finish (f->file, &error);

  g_assert_no_error (error);
  return name;
}

static void
test_finish (RtTestPart *f, gconstpointer unused)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  gsize length;

  rt_test_part_put (f, 0, RT_TEST_PART_TOTAL);
  rt_test_part_commit (f, TRUE);
  name = finish (f);
  g_assert_cmpstr (name, ==, f->path);
  g_assert_true (g_file_get_contents (name, &text, &length, NULL));
  g_assert_cmpmem (text, length, f->data, RT_TEST_PART_TOTAL);
  g_assert_false (g_file_test (f->part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (f->journal, G_FILE_TEST_EXISTS));
}

static void
test_never_replaces (RtTestPart *f, gconstpointer unused)
{
  g_autofree char *first = rt_test_dir_build (f->dir, "file (1).bin");
  g_autofree char *second = rt_test_dir_build (f->dir, "file (2).bin");
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (f->path, "mine", -1, NULL));
  g_assert_true (g_file_set_contents (first, "mine, too", -1, NULL));
  rt_test_part_put (f, 0, RT_TEST_PART_TOTAL);
  name = finish (f);
  g_assert_cmpstr (name, ==, second);
  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
}

/* The room is taken at the beginning, and the length says what is there all the same. */
static void
test_length_stays_honest (RtTestPart *f, gconstpointer unused)
{
  GStatBuf status;

  rt_test_part_put (f, 0, 1000);
  g_assert_cmpint (g_stat (f->part, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 1000);
}

static void
test_discard (RtTestPart *f, gconstpointer unused)
{
  rt_part_file_discard (f->file);
  g_assert_false (g_file_test (f->part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (f->journal, G_FILE_TEST_EXISTS));
}

/* What is dropped is missing from then on, after a kill as well, and the rest is claimed as
 * before. */
static void
test_drop (RtTestPart *f, gconstpointer unused)
{
  static const RtExtent extents[] = { { 0, 1000 }, { 5000, 6000 }, { 299000, 300000 } };
  g_autoptr (GArray) damaged = g_array_new (FALSE, FALSE, sizeof (RtExtent));
  g_autoptr (GError) error = NULL;

  g_array_append_vals (damaged, extents, G_N_ELEMENTS (extents));
  rt_test_part_put (f, 0, 300000);
  rt_test_part_commit (f, TRUE);
  g_assert_true (rt_part_file_drop (f->file, damaged, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      gint64 first, end;

      g_assert_cmpint (rt_part_file_get_have (f->file), ==, 297000);
      g_assert_true (rt_part_file_find_missing (f->file, 1000, &first, &end));
      g_assert_cmpint (first, ==, 5000);
      g_assert_cmpint (end, ==, 6000);
      rt_test_part_reopen (f);
      g_assert_cmpint (rt_part_file_get_lost (f->file), ==, 0);
    }
  rt_test_part_put (f, 0, 300000);
  g_assert_cmpint (rt_part_file_get_have (f->file), ==, 300000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rt_test_part_add ("/part-file/claims-what-was-committed",
                    test_claims_what_was_committed);
  rt_test_part_add ("/part-file/finds-gaps", test_finds_gaps);
  rt_test_part_add ("/part-file/compares-what-is-there", test_compares_what_is_there);
  rt_test_part_add ("/part-file/two-at-once", test_two_at_once);
  rt_test_part_add ("/part-file/set-aside", test_set_aside);
  rt_test_part_add ("/part-file/finish", test_finish);
  rt_test_part_add ("/part-file/never-replaces", test_never_replaces);
  rt_test_part_add ("/part-file/length-stays-honest", test_length_stays_honest);
  rt_test_part_add ("/part-file/discard", test_discard);
  rt_test_part_add ("/part-file/drop", test_drop);
  return g_test_run ();
}
