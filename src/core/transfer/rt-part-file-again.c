/* A finished file that is downloaded again, where it is wrong. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-part-file.h"

#include "core/transfer/rt-claim-list.h"
#include "core/transfer/rt-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>

/* Of what is in the file, piece by piece: then each can be taken back by itself. */
static gboolean
claim_all (RtJournalState *state,
           gint64 piece,
           int fd,
           const char *path,
           GCancellable *cancellable,
           GError **error)
{
  gint64 size = lseek (fd, 0, SEEK_END);

  if (size < 0)
    return rt_disk_fail (error, "read", path, errno);
  size = MIN (size, state->identity->total);
  for (gint64 first = 0; first < size; first += piece)
    {
      RtExtent extent = { first, MIN (first + piece, size) };

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !rt_claim_list_add (state->claims, extent, fd, path, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rt_part_file_take_back:
 * @path: a finished file
 * @address: where it comes from
 * @identity: what it should be; its length is known
 * @piece: how many bytes there are to a claim
 * @cancellable: (nullable): ends it
 * @error: return location for a #GError, or %NULL
 *
 * Makes a finished file one that is being downloaded, of which all bytes are there.  It is
 * opened afterwards, and what is wrong in it dropped.  Until its journal is on disk it is as
 * it was.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL, %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if it has no finished name any more
 */
gboolean
rt_part_file_take_back (const char *path,
                        const char *address,
                        const RtIdentity *identity,
                        gint64 piece,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *journal_path = g_strconcat (part, ".journal", NULL);
  g_autoptr (RtJournal) journal = rt_journal_new (journal_path);
  g_autoptr (RtJournalState) state = rt_journal_state_new (address, identity);
  int fd = g_open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0);
  gboolean is_written;

  if (fd < 0)
    return rt_disk_fail (error, "read", path, errno);
  is_written = claim_all (state, piece, fd, path, cancellable, error)
               && rt_journal_write (journal, state, error);
  g_close (fd, NULL);
  if (!is_written)
    return FALSE;
  return g_rename (path, part) == 0 || rt_disk_fail (error, "rename", path, errno);
}
