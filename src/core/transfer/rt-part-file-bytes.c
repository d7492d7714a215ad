/* The bytes of a part file: written, compared, and claimed once they are on disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-part-file-private.h"

#include "core/transfer/rt-disk.h"
#include "core/wire/rt-error.h"

#include <string.h>

/* What is on disk is compared in pieces of this size. */
#define PIECE (256 * 1024)

RtPartWriter *
rt_part_file_add_writer (RtPartFile *self)
{
  RtPartWriter *writer;

  g_mutex_lock (&self->lock);
  writer = rt_unclaimed_add_writer (self->unclaimed);
  g_mutex_unlock (&self->lock);
  return writer;
}

/**
 * rt_part_file_remove_writer:
 * @self: a part file
 * @writer: (transfer full): one of its writers
 *
 * Takes leave of a connection.
 *
 * Returns: how many bytes it has written; those that it only compared do not count
 */
gint64
rt_part_file_remove_writer (RtPartFile *self, RtPartWriter *writer)
{
  gint64 written = writer->written;

  g_mutex_lock (&self->lock);
  rt_unclaimed_remove_writer (self->unclaimed, writer);
  g_mutex_unlock (&self->lock);
  return written;
}

static gboolean
compare (RtPartFile *self,
         gint64 offset,
         const guint8 *data,
         gsize length,
         GError **error)
{
  g_autofree guint8 *buffer = g_malloc (MIN (length, PIECE));

  while (length > 0)
    {
      gsize n = MIN (length, PIECE);

      if (!rt_disk_read (self->fd, buffer, n, offset, self->part, error))
        return FALSE;
      if (memcmp (buffer, data, n) != 0)
        {
          g_set_error (error, RT_ERROR, RT_ERROR_REMOTE_CHANGED,
                       "the bytes from %" G_GINT64_FORMAT " on differ from those in '%s'",
                       offset, self->part);
          return FALSE;
        }
      data += n;
      offset += (gint64)n;
      length -= n;
    }
  return TRUE;
}

static gboolean
write_new (RtPartFile *self,
           RtPartWriter *writer,
           gint64 offset,
           const guint8 *data,
           gsize length,
           GError **error)
{
  if (!rt_disk_write (self->fd, data, length, offset, self->part, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  rt_unclaimed_add (self->unclaimed, writer, offset, data, length);
  rt_range_set_add (self->there, offset, offset + (gint64)length);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/**
 * rt_part_file_put:
 * @self: a part file that was described
 * @writer: the connection's own
 * @offset: where in the file
 * @data: (array length=length): bytes
 * @length: how many
 * @error: return location for a #GError, or %NULL
 *
 * Puts bytes to their place: those that are missing are written, those that are there are
 * compared.  From any thread.
 *
 * Errors: %RT_ERROR_REMOTE_CHANGED if what is there differs, %RT_ERROR_DISK_FULL,
 * %RT_ERROR_FILE
 *
 * Returns: %TRUE if all are there now
 */
gboolean
rt_part_file_put (RtPartFile *self,
                  RtPartWriter *writer,
                  gint64 offset,
                  const guint8 *data,
                  gsize length,
                  GError **error)
{
  while (length > 0)
    {
      gboolean is_there;
      gsize n;

      g_mutex_lock (&self->lock);
      n = (gsize)MIN ((gint64)length,
                      rt_range_set_measure (self->there, offset, &is_there));
      g_mutex_unlock (&self->lock);
      if (is_there ? !compare (self, offset, data, n, error)
                   : !write_new (self, writer, offset, data, n, error))
        return FALSE;
      data += n;
      offset += (gint64)n;
      length -= n;
    }
  return TRUE;
}

/* What could not be flushed is not there: it is fetched once more. */
static void
forget (RtPartFile *self, GArray *claims)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < claims->len; i++)
    {
      const RtClaim *claim = &g_array_index (claims, RtClaim, i);
      rt_range_set_remove (self->there, claim->first, claim->first + claim->length);
    }
  g_mutex_unlock (&self->lock);
}

/* How many bytes a kill would cost. */
gint64
rt_part_file_get_unclaimed (RtPartFile *self)
{
  gint64 unclaimed;

  g_mutex_lock (&self->lock);
  unclaimed = rt_unclaimed_get_total (self->unclaimed);
  g_mutex_unlock (&self->lock);
  return unclaimed;
}

/**
 * rt_part_file_commit:
 * @self: a part file that was described
 * @everything: whether small amounts are claimed, too, because no more follows
 * @error: return location for a #GError, or %NULL
 *
 * Brings what was written to the disk, and then claims it.  Others may go on writing.
 *
 * Errors: %RT_ERROR_DISK_FULL, %RT_ERROR_FILE; what could not be claimed counts as missing
 * from then on
 *
 * Returns: %TRUE if all went well
 */
gboolean
rt_part_file_commit (RtPartFile *self, gboolean everything, GError **error)
{
  g_autoptr (GArray) claims = NULL;

  g_mutex_lock (&self->lock);
  claims = rt_unclaimed_collect (self->unclaimed, everything);
  g_mutex_unlock (&self->lock);
  if (claims->len == 0)
    return TRUE;
  if (!rt_disk_sync (self->fd, self->part, error)
      || !rt_journal_append (self->journal, (const RtClaim *)claims->data, claims->len,
                             error))
    {
      forget (self, claims);
      return FALSE;
    }
  g_array_append_vals (self->state->claims, claims->data, claims->len);
  return TRUE;
}

/**
 * rt_part_file_compute_digest:
 * @self: a part file
 * @digest: (out caller-allocates): where to put the digest
 * @algorithm: which
 * @extent: of which bytes
 * @cancellable: (nullable): ends it
 * @error: return location for a #GError, or %NULL
 *
 * Makes the digest of what is on disk.  Blocks.
 *
 * Errors: those of rt_digest_compute()
 *
 * Returns: %TRUE if @digest was filled in
 */
gboolean
rt_part_file_compute_digest (RtPartFile *self,
                             RtDigest *digest,
                             RtDigestAlgorithm algorithm,
                             RtExtent extent,
                             GCancellable *cancellable,
                             GError **error)
{
  return rt_digest_compute (digest, algorithm, self->fd, self->part, extent.first,
                            extent.end - extent.first, cancellable, error);
}
