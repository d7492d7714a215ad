/* Writes a text that is made piece by piece into a file of the user's choice. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-text-file.h"

#define PIECE (64 * 1024)

static gboolean
write_text (GOutputStream *out, GString *text, GCancellable *cancellable, GError **error)
{
  gboolean is_written
      = g_output_stream_write_all (out, text->str, text->len, NULL, cancellable, error);

  g_string_truncate (text, 0);
  return is_written;
}

static gboolean
write_all (GOutputStream *out,
           RtTextFileFunc func,
           gpointer user_data,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (PIECE + 1024);

  while (func (text, user_data))
    if (text->len >= PIECE && !write_text (out, text, cancellable, error))
      return FALSE;
  return write_text (out, text, cancellable, error);
}

/* What is cut short must not look finished.  A stream that is closed by a cancelled call
 * leaves what was there before; but what is new is written in its place at once. */
static void
take_back (GFile *file, GFileOutputStream *out, gboolean is_new)
{
  g_autoptr (GCancellable) never = g_cancellable_new ();

  g_cancellable_cancel (never);
  g_output_stream_close (G_OUTPUT_STREAM (out), never, NULL);
  if (is_new)
    g_file_delete (file, NULL, NULL);
}

/**
 * rt_text_file_write:
 * @file: what to write, for the user alone; on error it is as it was
 * @func: makes the text
 * @user_data: for @func
 * @cancellable: (nullable): to give up
 * @error: return location for a #GError, or %NULL
 *
 * Writes a file.  Blocks: not for the main thread.
 *
 * Errors: those of GIO
 *
 * Returns: %TRUE if all is written
 */
gboolean
rt_text_file_write (GFile *file,
                    RtTextFileFunc func,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  gboolean is_new = !g_file_query_exists (file, NULL);
  g_autoptr (GFileOutputStream) out
      = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);

  if (out == NULL)
    return FALSE;
  if (write_all (G_OUTPUT_STREAM (out), func, user_data, cancellable, error)
      && g_output_stream_close (G_OUTPUT_STREAM (out), cancellable, error))
    return TRUE;
  take_back (file, out, is_new);
  return FALSE;
}
