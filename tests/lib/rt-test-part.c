/* A part file of a test's own, in a folder that goes with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-part.h"

RtPartFile *
rt_test_part_open (RtTestPart *self)
{
  g_autoptr (GError) error = NULL;
  RtPartFile *file = rt_part_file_open (self->path, &error);

  g_assert_no_error (error);
  return file;
}

void
rt_test_part_describe (RtPartFile *file)
{
  g_autoptr (RtIdentity) identity = rt_identity_new ();
  g_autoptr (GError) error = NULL;

  identity->total = RT_TEST_PART_TOTAL;
  identity->etag = g_strdup ("\"v0\"");
  rt_part_file_describe (file, "http://localhost/", identity, &error);
  g_assert_no_error (error);
}

static void
set_up (RtTestPart *self, gconstpointer unused)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  self->dir = rt_test_dir_new ();
  self->path = rt_test_dir_build (self->dir, "file.bin");
  self->part = rt_test_dir_build (self->dir, "file.bin.part");
  self->journal = rt_test_dir_build (self->dir, "file.bin.part.journal");
  self->data = g_malloc (RT_TEST_PART_TOTAL);
  for (guint i = 0; i < RT_TEST_PART_TOTAL; i++)
    self->data[i] = (guint8)g_rand_int (rand);
  self->file = rt_test_part_open (self);
  rt_test_part_describe (self->file);
  self->writer = rt_part_file_add_writer (self->file);
}

void
rt_test_part_close (RtTestPart *self)
{
  g_clear_pointer (&self->file, rt_part_file_free);
}

static void
tear_down (RtTestPart *self, gconstpointer unused)
{
  rt_test_part_close (self);
  g_free (self->data);
  g_free (self->path);
  g_free (self->part);
  g_free (self->journal);
  rt_test_dir_free (self->dir);
}

void
rt_test_part_put (RtTestPart *self, gint64 first, gint64 end)
{
  g_autoptr (GError) error = NULL;

  rt_part_file_put (self->file, self->writer, first, self->data + first,
                    (gsize)(end - first), &error);
  g_assert_no_error (error);
}

void
rt_test_part_commit (RtTestPart *self, gboolean everything)
{
  g_autoptr (GError) error = NULL;

  rt_part_file_commit (self->file, everything, &error);
  g_assert_no_error (error);
}

/* As after a kill: what was not committed is not claimed. */
void
rt_test_part_reopen (RtTestPart *self)
{
  rt_test_part_close (self);
  self->file = rt_test_part_open (self);
  self->writer = rt_part_file_add_writer (self->file);
}

/* Each byte that the file says is there is there, and is the right one. */
void
rt_test_part_assert_honest (RtTestPart *self, gint64 have)
{
  g_autoptr (GArray) extents = rt_part_file_dup_extents (self->file);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_cmpint (rt_part_file_get_have (self->file), ==, have);
  g_assert_true (g_file_get_contents (self->part, &text, &length, NULL));
  for (guint i = 0; i < extents->len; i++)
    {
      const RtExtent *extent = &g_array_index (extents, RtExtent, i);

      g_assert_cmpint (extent->end, <=, (gint64)length);
      g_assert_cmpmem (text + extent->first, (gsize)(extent->end - extent->first),
                       self->data + extent->first, (gsize)(extent->end - extent->first));
    }
}

void
rt_test_part_add (const char *path, void (*func) (RtTestPart *, gconstpointer))
{
  g_test_add (path, RtTestPart, NULL, set_up, func, tear_down);
}
