/* Files that only their owner may read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-private-file.h"

#include <glib/gstdio.h>

/**
 * rt_private_file_write:
 * @path: of a file, which need not exist
 * @data: what is to be in it
 * @length: of @data in bytes; -1 if it ends with a NUL
 * @error: return location for a #GError, or %NULL
 *
 * Replaces a file as a whole or not at all, on disk before this returns.  Its mode is 0600
 * whatever it was: newer GLib keeps the mode of a file that is there already.
 *
 * Errors: those of #GFileError
 *
 * Returns: %FALSE on error; what is in the file is then what it was before
 */
gboolean
rt_private_file_write (const char *path, const char *data, gssize length, GError **error)
{
  /* It may not be there, or not be ours: what follows says so. */
  g_chmod (path, 0600);
  return g_file_set_contents_full (
      path, data, length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
      0600, error);
}
