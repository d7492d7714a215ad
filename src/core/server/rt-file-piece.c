/* A piece of a file, in memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-file-piece.h"

#include "core/wire/rt-error.h"

#include <errno.h>
#include <unistd.h>

/* What is read from a file at once: fewer system calls, and still flat. */
#define LENGTH_MAX (256 * 1024)

/**
 * rt_file_piece_read:
 * @fd: a file that can be read at any place
 * @offset: where to begin
 * @length: how long the piece may be
 * @error: return location for a #GError, or %NULL
 *
 * Reads some of what lies in a file.
 *
 * Errors: %RT_ERROR_BODY_CUT if the file became shorter, %RT_ERROR_FILE if it cannot be
 * read.
 *
 * Returns: (transfer full): at least one byte
 */
GBytes *
rt_file_piece_read (int fd, guint64 offset, guint64 length, GError **error)
{
  gsize wanted = (gsize)MIN (length, LENGTH_MAX);
  g_autofree guint8 *buffer = g_malloc (wanted);
  gssize n;

  do
    n = pread (fd, buffer, wanted, (off_t)offset);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_FILE, "cannot read the file: %s",
                   g_strerror (errno));
      return NULL;
    }
  if (n == 0)
    {
      /* What was promised cannot be sent, and nothing else may be sent in its place. */
      g_set_error (error, RT_ERROR, RT_ERROR_BODY_CUT, "the file became shorter");
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&buffer), (gsize)n);
}
