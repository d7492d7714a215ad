/* A file that is being downloaded: its bytes, and what may be said of them after a crash. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-part-file-private.h"

#include "core/transfer/rt-claim-list.h"
#include "core/transfer/rt-disk.h"
#include "core/transfer/rt-locked-file.h"
#include "core/transfer/rt-unused-name.h"
#include "core/wire/rt-error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* So much of what was claimed last is verified even after a clean end. */
#define VERIFY_BYTES (8 * 1024 * 1024)

static gboolean
is_older (const struct stat *a, const struct stat *b)
{
  return a->st_mtim.tv_sec < b->st_mtim.tv_sec
         || (a->st_mtim.tv_sec == b->st_mtim.tv_sec
             && a->st_mtim.tv_nsec < b->st_mtim.tv_nsec);
}

/* A journal that is older than the data: we were killed, or somebody else has written. */
static gboolean
is_doubtful (RtPartFile *self, const char *journal_path)
{
  struct stat data, journal;

  return fstat (self->fd, &data) != 0 || g_lstat (journal_path, &journal) != 0
         || is_older (&journal, &data);
}

static gboolean
load (RtPartFile *self, GError **error)
{
  g_autofree char *journal_path = g_strconcat (self->part, ".journal", NULL);
  gint64 limit;

  self->journal = rt_journal_new (journal_path);
  if (!rt_journal_load (self->journal, &self->state, error))
    return FALSE;
  if (self->state == NULL)
    {
      g_autoptr (RtIdentity) unknown = rt_identity_new ();
      g_autofree char *old = NULL;

      self->state = rt_journal_state_new (NULL, unknown);
      if (lseek (self->fd, 0, SEEK_END) == 0)
        return TRUE;
      /* Nobody can say which of these bytes are good. */
      old = rt_part_file_set_aside (self, error);
      return old != NULL;
    }
  limit = is_doubtful (self, journal_path) ? G_MAXINT64 : VERIFY_BYTES;
  self->lost = rt_claim_list_verify (self->state->claims, self->fd, self->part, limit);
  for (guint i = 0; i < self->state->claims->len; i++)
    {
      const RtClaim *claim = &g_array_index (self->state->claims, RtClaim, i);
      rt_range_set_add (self->there, claim->first, claim->first + claim->length);
    }
  return self->lost == 0 || rt_journal_write (self->journal, self->state, error);
}

/**
 * rt_part_file_open:
 * @path: where the file shall be in the end
 * @error: return location for a #GError, or %NULL
 *
 * Opens what is there of a download, or begins one.  Nobody else can while we have it.
 * What the journal claims is verified: all of it if the program did not come to a clean
 * end, the newest 8 MiB otherwise.  A part file without journal is set aside.
 *
 * Errors: %RT_ERROR_IN_USE, %RT_ERROR_DISK_FULL, %RT_ERROR_FILE
 *
 * Returns: (transfer full) (nullable): the file
 */
RtPartFile *
rt_part_file_open (const char *path, GError **error)
{
  g_autoptr (RtPartFile) self = g_new0 (RtPartFile, 1);

  g_mutex_init (&self->lock);
  self->path = g_strdup (path);
  self->part = g_strconcat (path, ".part", NULL);
  self->there = rt_range_set_new ();
  self->unclaimed = rt_unclaimed_new ();
  self->fd = rt_locked_file_open (self->part, error);
  if (self->fd < 0 || !load (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* What is not claimed yet is lost: commit before. */
void
rt_part_file_free (RtPartFile *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_clear_pointer (&self->journal, rt_journal_free);
  g_clear_pointer (&self->state, rt_journal_state_free);
  rt_range_set_free (self->there);
  rt_unclaimed_free (self->unclaimed);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->part);
  g_free (self);
}

const char *
rt_part_file_get_part_path (RtPartFile *self)
{
  return self->part;
}

/* NULL before rt_part_file_describe(). */
const char *
rt_part_file_get_address (RtPartFile *self)
{
  return self->state->address;
}

const RtIdentity *
rt_part_file_get_identity (RtPartFile *self)
{
  return self->state->identity;
}

/**
 * rt_part_file_get_lost:
 * @self: a part file
 *
 * Says how many bytes were claimed when the file was opened, and were not what they had
 * been: somebody else has changed them.
 *
 * Returns: bytes
 */
gint64
rt_part_file_get_lost (RtPartFile *self)
{
  return self->lost;
}

gint64
rt_part_file_get_have (RtPartFile *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return rt_range_set_get_total (self->there);
}

/**
 * rt_part_file_find_missing:
 * @self: a part file
 * @from: where to begin
 * @first: (out): the first byte from @from on that is missing
 * @end: (out): the one after the last missing byte of that gap; -1 if nobody knows where
 *   the file ends
 *
 * Finds a gap.
 *
 * Returns: %FALSE if there is none
 */
gboolean
rt_part_file_find_missing (RtPartFile *self, gint64 from, gint64 *first, gint64 *end)
{
  gint64 total = self->state->identity->total;
  gboolean is_there;
  gint64 run;

  g_mutex_lock (&self->lock);
  run = rt_range_set_measure (self->there, from, &is_there);
  if (is_there)
    {
      from += run;
      run = rt_range_set_measure (self->there, from, &is_there);
    }
  g_mutex_unlock (&self->lock);
  *first = from;
  *end = run == G_MAXINT64 ? total : from + run;
  return total < 0 || from < total;
}

/**
 * rt_part_file_measure:
 * @self: a part file
 * @device: (out): the file system that it is on
 * @space_wanted: (out): how many bytes this has to have for the rest; -1 if nobody knows
 *
 * Finds out what the file takes of its disk.
 */
void
rt_part_file_measure (RtPartFile *self, guint64 *device, gint64 *space_wanted)
{
  gint64 total = self->state->identity->total;
  struct stat status;

  *device = 0;
  *space_wanted = -1;
  if (fstat (self->fd, &status) != 0)
    return;
  *device = status.st_dev;
  /* st_blocks counts what is reserved, too, in units of 512 bytes. */
  if (total >= 0)
    *space_wanted = MAX (total - (gint64)status.st_blocks * 512, 0);
}

/**
 * rt_part_file_dup_extents:
 * @self: a part file
 *
 * Gives what is in the file, for a map of it.
 *
 * Returns: (transfer full) (element-type RtExtent): the extents, in order
 */
GArray *
rt_part_file_dup_extents (RtPartFile *self)
{
  GArray *extents = g_array_new (FALSE, FALSE, sizeof (RtExtent));

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < rt_range_set_get_length (self->there); i++)
    {
      RtExtent extent = rt_range_set_get (self->there, i);
      g_array_append_val (extents, extent);
    }
  g_mutex_unlock (&self->lock);
  return extents;
}

/**
 * rt_part_file_describe:
 * @self: a part file
 * @address: where the file comes from, as it was asked for
 * @identity: what is known of it
 * @error: return location for a #GError, or %NULL
 *
 * Says what the bytes are of.  Those that are there already stay.
 *
 * Errors: %RT_ERROR_DISK_FULL if the file does not fit, %RT_ERROR_FILE
 *
 * Returns: %TRUE if that is on disk
 */
gboolean
rt_part_file_describe (RtPartFile *self,
                       const char *address,
                       const RtIdentity *identity,
                       GError **error)
{
  g_autoptr (RtJournalState) state = rt_journal_state_new (address, identity);

  g_array_append_vals (state->claims, self->state->claims->data,
                       self->state->claims->len);
  if (!rt_locked_file_reserve (self->fd, self->part, rt_part_file_get_have (self),
                               identity->total, error)
      || !rt_journal_write (self->journal, state, error))
    return FALSE;
  rt_journal_state_free (self->state);
  self->state = g_steal_pointer (&state);
  return TRUE;
}

/**
 * rt_part_file_drop:
 * @self: a part file that was committed, and that nobody writes
 * @extents: (element-type RtExtent): where it is damaged
 * @error: return location for a #GError, or %NULL
 *
 * Makes bytes count as missing.
 *
 * Errors: %RT_ERROR_DISK_FULL, %RT_ERROR_FILE
 *
 * Returns: %TRUE if that is on disk
 */
gboolean
rt_part_file_drop (RtPartFile *self, const GArray *extents, GError **error)
{
  for (guint i = 0; i < extents->len; i++)
    {
      RtExtent extent = g_array_index (extents, RtExtent, i);

      if (!rt_claim_list_remove (self->state->claims, extent, self->fd, self->part,
                                 error))
        return FALSE;
      g_mutex_lock (&self->lock);
      rt_range_set_remove (self->there, extent.first, extent.end);
      g_mutex_unlock (&self->lock);
    }
  return rt_journal_write (self->journal, self->state, error);
}

/**
 * rt_part_file_set_aside:
 * @self: a part file that nobody writes
 * @error: return location for a #GError, or %NULL
 *
 * Keeps what is there under the name of the part file and `~`, in place of what had that
 * name, and begins anew with an empty file.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_IN_USE
 *
 * Returns: (transfer full) (nullable): where the old bytes are
 */
char *
rt_part_file_set_aside (RtPartFile *self, GError **error)
{
  g_autofree char *old = g_strconcat (self->part, "~", NULL);
  g_autoptr (RtIdentity) unknown = rt_identity_new ();

  if (g_rename (self->part, old) != 0)
    {
      rt_disk_fail (error, "rename", self->part, errno);
      return NULL;
    }
  rt_journal_remove (self->journal);
  g_close (self->fd, NULL);
  self->fd = rt_locked_file_open (self->part, error);
  if (self->fd < 0)
    return NULL;
  rt_range_set_remove (self->there, 0, G_MAXINT64);
  rt_unclaimed_clear (self->unclaimed);
  rt_journal_state_free (self->state);
  self->state = rt_journal_state_new (NULL, unknown);
  return g_steal_pointer (&old);
}

/**
 * rt_part_file_finish:
 * @self: a part file of which nothing is missing
 * @error: return location for a #GError, or %NULL
 *
 * Gives the file its name, or one with a number if that is taken: nothing is ever replaced.
 * The bytes are on disk before the name is, so that not even a power cut leaves a
 * finished-looking file with wrong bytes.  Afterwards only rt_part_file_free() is left to
 * do.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL; the part file is then still there
 *
 * Returns: (transfer full) (nullable): the path of the file
 */
char *
rt_part_file_finish (RtPartFile *self, GError **error)
{
  g_autofree char *name = NULL;

  if (ftruncate (self->fd, rt_part_file_get_have (self)) != 0)
    {
      rt_disk_fail (error, "write", self->part, errno);
      return NULL;
    }
  if (!rt_disk_sync (self->fd, self->part, error))
    return NULL;
  if (!rt_locked_file_has_name (self->fd, self->part))
    {
      g_set_error (error, RT_ERROR, RT_ERROR_FILE,
                   "somebody else has removed or replaced '%s'", self->part);
      return NULL;
    }
  name = rt_unused_name_rename (self->part, self->path, error);
  /* A name that is not on disk may be lost with the power: then the journal is needed. */
  if (name != NULL && rt_disk_sync_folder_of (name, NULL))
    rt_journal_remove (self->journal);
  return g_steal_pointer (&name);
}

/* Removes what was begun, if there is nothing in it. */
void
rt_part_file_discard (RtPartFile *self)
{
  if (rt_part_file_get_have (self) > 0 || !rt_locked_file_has_name (self->fd, self->part))
    return;
  rt_journal_remove (self->journal);
  g_unlink (self->part);
}

/**
 * rt_part_file_clear_up:
 * @path: a finished file
 *
 * Removes the journal that is left beside it by a program that was killed after the file had
 * got its name, unless somebody downloads under that name.
 */
void
rt_part_file_clear_up (const char *path)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *journal = g_strconcat (part, ".journal", NULL);
  g_autoptr (RtPartFile) left = NULL;

  if (g_file_test (part, G_FILE_TEST_EXISTS)
      || !g_file_test (journal, G_FILE_TEST_EXISTS))
    return;
  /* Of what it claims, nothing is there. */
  left = rt_part_file_open (path, NULL);
  if (left != NULL)
    rt_part_file_discard (left);
}
