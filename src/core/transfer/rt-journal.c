/* The file beside a download that says which of its bytes are on disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-journal.h"

#include "core/transfer/rt-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* More than a download of many TiB makes. */
#define FILE_BYTES_MAX (512 * 1024 * 1024)

struct _RtJournal
{
  char *path;
  int fd;         /* -1: not written yet */
  goffset length; /* of what is whole in it; a torn record after it is written over */
  guint32 next;   /* the number of the next record */
};

/**
 * rt_journal_new:
 * @path: where the file is, or will be
 *
 * Makes a journal that has not been read.  Who else writes it is not looked after here: see
 * #RtPartFile.
 *
 * Returns: (transfer full): the journal
 */
RtJournal *
rt_journal_new (const char *path)
{
  RtJournal *self = g_new0 (RtJournal, 1);

  self->path = g_strdup (path);
  self->fd = -1;
  return self;
}

static void
close_file (RtJournal *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  self->fd = -1;
}

void
rt_journal_free (RtJournal *self)
{
  close_file (self);
  g_free (self->path);
  g_free (self);
}

static GByteArray *
read_file (int fd, goffset length, const char *path, GError **error)
{
  GByteArray *bytes = g_byte_array_sized_new ((guint)length);

  g_byte_array_set_size (bytes, (guint)length);
  if (rt_disk_read (fd, bytes->data, bytes->len, 0, path, error))
    return bytes;
  g_byte_array_unref (bytes);
  return NULL;
}

/**
 * rt_journal_load:
 * @self: a journal
 * @state: (out) (nullable): what is in it; %NULL if there is none, or none that makes sense
 * @error: return location for a #GError, or %NULL
 *
 * Reads the file.  What is torn at its end is left out.
 *
 * Errors: %RT_ERROR_FILE if the file is there and cannot be read
 *
 * Returns: %FALSE on error
 */
gboolean
rt_journal_load (RtJournal *self, RtJournalState **state, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  gsize valid = 0;
  goffset length;

  *state = NULL;
  close_file (self);
  self->fd = g_open (self->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0);
  if (self->fd < 0 && errno == ENOENT)
    return TRUE;
  length = self->fd >= 0 ? lseek (self->fd, 0, SEEK_END) : -1;
  if (length < 0)
    return rt_disk_fail (error, "read", self->path, errno);
  if (length <= FILE_BYTES_MAX)
    {
      bytes = read_file (self->fd, length, self->path, error);
      if (bytes == NULL)
        return FALSE;
      *state = rt_journal_state_parse (bytes->data, bytes->len, &valid);
    }
  if (*state == NULL)
    {
      close_file (self);
      return TRUE;
    }
  self->length = (goffset)valid;
  self->next = (*state)->claims->len;
  return TRUE;
}

/**
 * rt_journal_write:
 * @self: a journal
 * @state: all that is to be in it
 * @error: return location for a #GError, or %NULL
 *
 * Writes the file anew, so that it holds either all of the old or all of the new.
 *
 * Errors: %RT_ERROR_DISK_FULL, %RT_ERROR_FILE; the old file is then still there
 *
 * Returns: %TRUE if it is on disk
 */
gboolean
rt_journal_write (RtJournal *self, const RtJournalState *state, GError **error)
{
  g_autoptr (GByteArray) bytes = rt_journal_state_format (state);
  g_autofree char *fresh = g_strconcat (self->path, ".new", NULL);
  int fd = g_open (fresh, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);

  if (fd < 0)
    return rt_disk_fail (error, "write", fresh, errno);
  if (!rt_disk_write (fd, bytes->data, bytes->len, 0, fresh, error)
      || !rt_disk_sync (fd, fresh, error))
    {
      g_close (fd, NULL);
      g_unlink (fresh);
      return FALSE;
    }
  if (g_rename (fresh, self->path) != 0)
    {
      rt_disk_fail (error, "write", self->path, errno);
      g_close (fd, NULL);
      g_unlink (fresh);
      return FALSE;
    }
  close_file (self);
  self->fd = fd;
  self->length = bytes->len;
  self->next = state->claims->len;
  return rt_disk_sync_folder_of (self->path, error);
}

/**
 * rt_journal_append:
 * @self: a journal that was loaded or written
 * @claims: (array length=n_claims): what is on disk, and has been flushed there
 * @n_claims: how many
 * @error: return location for a #GError, or %NULL
 *
 * Adds records, which are on disk when this returns.
 *
 * Errors: %RT_ERROR_DISK_FULL, %RT_ERROR_FILE; nothing is then claimed that was not before
 *
 * Returns: %TRUE if they are
 */
gboolean
rt_journal_append (RtJournal *self, const RtClaim *claims, guint n_claims, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_return_val_if_fail (self->fd >= 0, FALSE);

  for (guint i = 0; i < n_claims; i++)
    rt_journal_state_append_claim (bytes, &claims[i], self->next + i);
  if (!rt_disk_write (self->fd, bytes->data, bytes->len, self->length, self->path, error)
      || !rt_disk_sync (self->fd, self->path, error))
    return FALSE;
  self->length += bytes->len;
  self->next += n_claims;
  return TRUE;
}

/* What it says is no longer true: the file is whole, or gone.  A kill may have left one that
 * was being written. */
void
rt_journal_remove (RtJournal *self)
{
  g_autofree char *fresh = g_strconcat (self->path, ".new", NULL);

  close_file (self);
  g_unlink (self->path);
  g_unlink (fresh);
}
