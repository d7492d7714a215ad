/* A folder of its own for a test. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-dir.h"

#include <errno.h>
#include <ftw.h>
#include <glib/gstdio.h>

static int
remove_entry (const char *path, const struct stat *info, int kind, struct FTW *position)
{
  return g_remove (path);
}

/**
 * rt_test_dir_new:
 *
 * Makes an empty folder.
 *
 * Returns: (transfer full): the folder, which is removed with all that is in it when it is
 *   freed
 */
RtTestDir *
rt_test_dir_new (void)
{
  g_autoptr (GError) error = NULL;
  RtTestDir *self = g_new0 (RtTestDir, 1);

  self->path = g_dir_make_tmp ("roundtrip-test-XXXXXX", &error);
  g_assert_no_error (error);
  return self;
}

void
rt_test_dir_free (RtTestDir *self)
{
  /* Deepest first, and a link is removed, never followed.  A thread that still writes its
   * last file there may get in between. */
  while (nftw (self->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) != 0)
    g_assert_true (errno == ENOENT || errno == ENOTEMPTY);
  g_free (self->path);
  g_free (self);
}

char *
rt_test_dir_build (RtTestDir *self, const char *name)
{
  return g_build_filename (self->path, name, NULL);
}
