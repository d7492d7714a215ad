/* Reads what somebody else has written as a whole, up to a limit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-bounded-read.h"

#define PIECE (64 * 1024)

/**
 * rt_bounded_read:
 * @stream: anything
 * @most: how many bytes make sense
 * @cancellable: (nullable): ends it
 * @error: return location for a #GError, or %NULL
 *
 * Reads to the end, however small the pieces are that come; or, of what is longer than
 * @most, one byte more than that, so that the caller sees that it is too much.  Blocks.
 *
 * Errors: those of @stream
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
rt_bounded_read (GInputStream *stream,
                 gsize most,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE);
  gsize length = 1; /* of the last piece; at the end it is 0 */

  while (length > 0 && bytes->len <= most)
    {
      if (!g_input_stream_read_all (stream, piece, MIN (most + 1 - bytes->len, PIECE),
                                    &length, cancellable, error))
        return NULL;
      g_byte_array_append (bytes, piece, (guint)length);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* The same of a file. */
GBytes *
rt_bounded_read_file (GFile *file, gsize most, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);

  return stream != NULL
             ? rt_bounded_read (G_INPUT_STREAM (stream), most, cancellable, error)
             : NULL;
}
