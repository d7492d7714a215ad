/* What a journal claims to be on disk, and whether it is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-claim-list.h"

#include "core/transfer/rt-crc32c.h"
#include "core/transfer/rt-disk.h"

/* What is on disk is looked at in pieces of this size. */
#define PIECE (256 * 1024)

static gboolean
compute_crc (const RtClaim *claim, guint32 *crc, int fd, const char *path, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (PIECE);

  *crc = 0;

  for (gint64 done = 0; done < claim->length;)
    {
      gsize n = (gsize)MIN (claim->length - done, PIECE);

      if (!rt_disk_read (fd, buffer, n, claim->first + done, path, error))
        return FALSE;
      *crc = rt_crc32c (*crc, buffer, n);
      done += (gint64)n;
    }
  return TRUE;
}

/**
 * rt_claim_list_verify:
 * @claims: (element-type RtClaim): claims, in the order in which they were made
 * @fd: the file that they are of
 * @path: its name
 * @limit: how many bytes are looked at, the newest first
 *
 * Drops the claims that do not hold.  One that is wrong makes all doubtful: then @limit
 * does not count.
 *
 * Returns: how many bytes were claimed and are not what they were
 */
gint64
rt_claim_list_verify (GArray *claims, int fd, const char *path, gint64 limit)
{
  gint64 verified = 0;
  gint64 lost = 0;

  for (guint i = claims->len; i > 0 && verified < limit; i--)
    {
      const RtClaim *claim = &g_array_index (claims, RtClaim, i - 1);
      guint32 crc;

      verified += claim->length;
      if (compute_crc (claim, &crc, fd, path, NULL) && crc == claim->crc)
        continue;
      lost += claim->length;
      g_array_remove_index (claims, i - 1);
      limit = G_MAXINT64;
    }
  return lost;
}

/**
 * rt_claim_list_add:
 * @claims: (element-type RtClaim): claims
 * @extent: bytes that are on disk; there may be none
 * @fd: the file that they are of
 * @path: its name, for errors
 * @error: return location for a #GError, or %NULL
 *
 * Claims bytes, which are read for it.
 *
 * Errors: %RT_ERROR_FILE
 *
 * Returns: %TRUE if they are claimed
 */
gboolean
rt_claim_list_add (GArray *claims,
                   RtExtent extent,
                   int fd,
                   const char *path,
                   GError **error)
{
  RtClaim claim = { .first = extent.first, .length = extent.end - extent.first };

  if (claim.length <= 0)
    return TRUE;
  if (!compute_crc (&claim, &claim.crc, fd, path, error))
    return FALSE;
  g_array_append_val (claims, claim);
  return TRUE;
}

/**
 * rt_claim_list_remove:
 * @claims: (element-type RtClaim): claims
 * @extent: bytes that are no longer claimed
 * @fd: the file that they are of
 * @path: its name, for errors
 * @error: return location for a #GError, or %NULL
 *
 * Takes bytes back.
 *
 * Errors: %RT_ERROR_FILE; @claims is then as it was
 *
 * Returns: %TRUE if no claim is of @extent any more
 */
gboolean
rt_claim_list_remove (GArray *claims,
                      RtExtent extent,
                      int fd,
                      const char *path,
                      GError **error)
{
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (RtClaim));

  for (guint i = 0; i < claims->len; i++)
    {
      const RtClaim *claim = &g_array_index (claims, RtClaim, i);
      gint64 end = claim->first + claim->length;

      if (end <= extent.first || claim->first >= extent.end)
        g_array_append_val (left, *claim);
      else if (!rt_claim_list_add (left, (RtExtent){ claim->first, extent.first }, fd,
                                   path, error)
               || !rt_claim_list_add (left, (RtExtent){ extent.end, end }, fd, path,
                                      error))
        return FALSE;
    }
  g_array_set_size (claims, 0);
  g_array_append_vals (claims, left->data, left->len);
  return TRUE;
}
