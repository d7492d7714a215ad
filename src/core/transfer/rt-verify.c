/* Says whether a finished file is what it should be. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-verify.h"

#include "core/transfer/rt-digest-search.h"
#include "core/transfer/rt-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

typedef struct
{
  const char *path;
  int fd;
  gint64 size;
  RtDownloadPlan *plan;
  GCancellable *cancellable; /* nullable */
} Local;

static gboolean
open_file (Local *self, GError **error)
{
  struct stat status;

  self->fd = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);
  if (self->fd < 0 || fstat (self->fd, &status) != 0)
    return rt_disk_fail (error, "read", self->path, errno);
  if (!S_ISREG (status.st_mode))
    return rt_disk_fail (error, "read", self->path, EISDIR);
  self->size = status.st_size;
  return TRUE;
}

static RtVerified
verify_whole (const Local *self, const RtDigest *expected, RtNote **note, GError **error)
{
  const char *name = rt_digest_algorithm_get_name (expected->algorithm);
  g_autofree char *expected_text = rt_digest_format (expected);
  g_autofree char *found_text = NULL;
  RtDigest found;

  if (!rt_digest_compute (&found, expected->algorithm, self->fd, self->path, 0,
                          self->size, self->cancellable, error))
    return RT_VERIFIED_ERROR;
  if (rt_digest_equal (&found, expected))
    {
      *note = rt_note_new (N_ ("The digest (%s) is right."), name, NULL);
      return RT_VERIFIED_RIGHT;
    }
  found_text = rt_digest_format (&found);
  *note = rt_note_new (N_ ("The digest is wrong: it should be %s, and it is %s."),
                       expected_text, found_text, NULL);
  return RT_VERIFIED_WRONG;
}

static RtVerified
verify_pieces (const Local *self, RtNote **note, GError **error)
{
  const RtDownloadPlan *plan = self->plan;
  guint n_wrong = 0;

  for (guint i = 0; i < plan->pieces->len; i++)
    {
      const RtDigest *expected = &g_array_index (plan->pieces, RtDigest, i);
      gint64 first = (gint64)i * plan->piece_length;
      RtDigest found;

      if (!rt_digest_compute (&found, expected->algorithm, self->fd, self->path, first,
                              MIN (plan->piece_length, self->size - first),
                              self->cancellable, error))
        return RT_VERIFIED_ERROR;
      n_wrong += rt_digest_equal (&found, expected) ? 0 : 1;
    }
  *note = n_wrong == 0
              ? rt_note_new (N_ ("All %s pieces are right."),
                             RT_NOTE_NUMBER (plan->pieces->len), NULL)
              : rt_note_new (N_ ("%s of %s pieces are wrong."), RT_NOTE_NUMBER (n_wrong),
                             RT_NOTE_NUMBER (plan->pieces->len), NULL);
  return n_wrong == 0 ? RT_VERIFIED_RIGHT : RT_VERIFIED_WRONG;
}

static RtVerified
verify (const Local *self, RtNote **note, GError **error)
{
  const RtDownloadPlan *plan = self->plan;
  RtDigest digest = plan->digest;
  g_autofree char *where = NULL;

  if (plan->size >= 0 && plan->size != self->size)
    {
      *note
          = rt_note_new (N_ ("The file should have %s bytes, and it has %s."),
                         RT_NOTE_NUMBER (plan->size), RT_NOTE_NUMBER (self->size), NULL);
      return RT_VERIFIED_WRONG;
    }
  if (digest.algorithm == RT_DIGEST_NONE && plan->pieces->len > 0 && plan->size >= 0)
    return verify_pieces (self, note, error);
  if (digest.algorithm != RT_DIGEST_NONE
      || (plan->requests->len > 0
          && rt_digest_search (&digest, g_ptr_array_index (plan->requests, 0), &where,
                               self->cancellable)))
    return verify_whole (self, &digest, note, error);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return RT_VERIFIED_ERROR;
  *note = rt_note_new (N_ ("Nothing says what the file should be: give a digest, or the "
                           "address of a file that has one beside it."),
                       NULL);
  return RT_VERIFIED_UNKNOWN;
}

/**
 * rt_verify_file:
 * @path: a file
 * @plan: what it should be: its size, digest and pieces; without them, the digest is looked
 *   for beside the first address
 * @note: (out) (transfer full): what came of it; not set on error
 * @cancellable: (nullable): ends it
 * @error: return location for a #GError, or %NULL
 *
 * Reads a whole file and compares it with what is known of it.  Blocks.
 *
 * Errors: %RT_ERROR_FILE, those of rt_digest_compute()
 *
 * Returns: what came of it
 */
RtVerified
rt_verify_file (const char *path,
                RtDownloadPlan *plan,
                RtNote **note,
                GCancellable *cancellable,
                GError **error)
{
  Local local = { path, -1, 0, plan, cancellable };
  RtVerified verified
      = open_file (&local, error) ? verify (&local, note, error) : RT_VERIFIED_ERROR;

  if (local.fd >= 0)
    g_close (local.fd, NULL);
  return verified;
}
