/* Tests of RtPartFile: what befalls the file and its journal from outside. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-part.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Puts other bytes into the file, as if somebody had written to it at that time. */
static void
tamper (RtTestPart *f, gint64 offset, gboolean keep_time)
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
test_finds_what_somebody_else_changed (RtTestPart *f, gconstpointer unused)
{
  rt_test_part_put (f, 0, 300000);
  rt_test_part_commit (f, TRUE);
  rt_test_part_put (f, 300000, 600000);
  rt_test_part_commit (f, TRUE);
  rt_test_part_close (f);
  tamper (f, 100, FALSE);
  f->file = rt_test_part_open (f);
  g_assert_cmpint (rt_part_file_get_lost (f->file), ==, 300000);
  rt_test_part_assert_honest (f, 300000);
  rt_test_part_close (f);

  /* Even if it did not show: the newest are always looked at. */
  tamper (f, 599999, TRUE);
  f->file = rt_test_part_open (f);
  g_assert_cmpint (rt_part_file_get_lost (f->file), ==, 300000);
  rt_test_part_assert_honest (f, 0);
}

static void
test_file_cut_short (RtTestPart *f, gconstpointer unused)
{
  rt_test_part_put (f, 0, 300000);
  rt_test_part_commit (f, TRUE);
  rt_test_part_put (f, 300000, 600000);
  rt_test_part_commit (f, TRUE);
  rt_test_part_close (f);
  g_assert_cmpint (truncate (f->part, 300000), ==, 0);
  f->file = rt_test_part_open (f);
  rt_test_part_assert_honest (f, 300000);
}

/* The journal is cut at every byte, and the data behind it is what it is. */
static void
test_journal_cut_at_every_byte (RtTestPart *f, gconstpointer unused)
{
  g_autofree char *text = NULL;
  gsize length;

  for (guint i = 0; i < 8; i++)
    {
      rt_test_part_put (f, 1000 * i, 1000 * i + 700);
      rt_test_part_commit (f, TRUE);
    }
  rt_test_part_close (f);
  g_assert_true (g_file_get_contents (f->journal, &text, &length, NULL));
  for (gsize cut = 0; cut <= length; cut++)
    {
      gint64 records = ((gint64)cut - ((gint64)length - 8 * 28)) / 28;

      /* A part file without journal is set aside, so bring it back. */
      g_autofree char *old = g_strconcat (f->part, "~", NULL);
      g_rename (old, f->part);
      g_assert_true (g_file_set_contents (f->journal, text, (gssize)cut, NULL));
      f->file = rt_test_part_open (f);
      rt_test_part_assert_honest (f, 700 * MAX (records, 0));
      rt_test_part_close (f);
    }
}

static void
test_foreign_bytes_are_set_aside (RtTestPart *f, gconstpointer unused)
{
  g_autofree char *old = g_strconcat (f->part, "~", NULL);
  g_autofree char *text = NULL;

  rt_test_part_close (f);
  g_unlink (f->journal);
  g_assert_true (g_file_set_contents (f->part, "precious", -1, NULL));
  f->file = rt_test_part_open (f);
  rt_test_part_assert_honest (f, 0);
  g_assert_true (g_file_get_contents (old, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "precious");
}

static void
test_replaced_behind_our_back (RtTestPart *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  rt_test_part_put (f, 0, RT_TEST_PART_TOTAL);
  g_unlink (f->part);
  g_assert_true (g_file_set_contents (f->part, "not ours", -1, NULL));
  g_assert_null (rt_part_file_finish (f->file, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rt_test_part_add ("/part-file/somebody-else", test_finds_what_somebody_else_changed);
  rt_test_part_add ("/part-file/cut-short", test_file_cut_short);
  rt_test_part_add ("/part-file/journal-cut", test_journal_cut_at_every_byte);
  rt_test_part_add ("/part-file/foreign-bytes", test_foreign_bytes_are_set_aside);
  rt_test_part_add ("/part-file/behind-our-back", test_replaced_behind_our_back);
  return g_test_run ();
}
