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

/* After so many bytes it is told how far it has come. */
#define STRETCH (4 * 1024 * 1024)

typedef struct
{
  const char *path;
  int fd;
  gint64 size;
  RtDownloadPlan *plan;
  int *permille;             /* atomic; nullable */
  GCancellable *cancellable; /* nullable */
} Local;

/* What a task is about. */
typedef struct
{
  char *path;
  RtDownloadPlan *plan;
  int *permille; /* borrowed */
  RtNote *note;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_free (self->path);
  rt_download_plan_unref (self->plan);
  g_clear_pointer (&self->note, rt_note_unref);
  g_free (self);
}

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

static gboolean
add_bytes (const Local *self,
           RtDigestSum *sum,
           gint64 first,
           gint64 length,
           GError **error)
{
  for (gint64 end = first + length; first < end; first += STRETCH)
    {
      if (!rt_digest_sum_add_file (sum, self->fd, self->path, first,
                                   MIN (end - first, STRETCH), self->cancellable, error))
        return FALSE;
      if (self->permille != NULL)
        g_atomic_int_set (self->permille,
                          (int)(MIN (end, first + STRETCH) * 1000 / self->size));
    }
  return TRUE;
}

static gboolean
compute (const Local *self,
         RtDigest *digest,
         RtDigestAlgorithm algorithm,
         gint64 first,
         gint64 length,
         GError **error)
{
  g_autoptr (RtDigestSum) sum = rt_digest_sum_new (algorithm, error);

  if (sum == NULL || !add_bytes (self, sum, first, length, error))
    return FALSE;
  *digest = rt_digest_sum_finish (sum);
  return TRUE;
}

static RtVerified
verify_whole (const Local *self, const RtDigest *expected, RtNote **note, GError **error)
{
  const char *name = rt_digest_algorithm_get_name (expected->algorithm);
  g_autofree char *expected_text = rt_digest_format (expected);
  g_autofree char *found_text = NULL;
  RtDigest found;

  if (!compute (self, &found, expected->algorithm, 0, self->size, error))
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

      if (!compute (self, &found, expected->algorithm, first,
                    MIN (plan->piece_length, self->size - first), error))
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

static void
run (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  RtVerified verified = rt_verify_file (job->path, job->plan, job->permille, &job->note,
                                        cancellable, &error);

  if (verified == RT_VERIFIED_ERROR)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, verified);
}

/**
 * rt_verify_file:
 * @path: a file
 * @plan: what it should be: its size, digest and pieces; without them, the digest is looked
 *   for beside the first address
 * @permille: (nullable): how far it has come, set atomically
 * @note: (out) (transfer full): what came of it; not set on error
 * @cancellable: (nullable): ends it
 * @error: return location for a #GError, or %NULL
 *
 * Reads a whole file and compares it with what is known of it.  Blocks.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_OTHER if this computer does not allow the digest,
 * %G_IO_ERROR_CANCELLED
 *
 * Returns: what came of it
 */
RtVerified
rt_verify_file (const char *path,
                RtDownloadPlan *plan,
                int *permille,
                RtNote **note,
                GCancellable *cancellable,
                GError **error)
{
  Local local = { path, -1, 0, plan, permille, cancellable };
  RtVerified verified
      = open_file (&local, error) ? verify (&local, note, error) : RT_VERIFIED_ERROR;

  if (local.fd >= 0)
    g_close (local.fd, NULL);
  return verified;
}

/**
 * rt_verify_file_async:
 * @path: a file
 * @plan: what it should be
 * @permille: how far it has come, set atomically; it must live until the end
 * @cancellable: (nullable): ends it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Does what rt_verify_file() does, in a thread.
 */
void
rt_verify_file_async (const char *path,
                      RtDownloadPlan *plan,
                      int *permille,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, rt_verify_file_async);
  job->path = g_strdup (path);
  job->plan = rt_download_plan_ref (plan);
  job->permille = permille;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
}

/* See rt_verify_file(). */
RtVerified
rt_verify_file_finish (GAsyncResult *result, RtNote **note, GError **error)
{
  GTask *task = G_TASK (result);
  Job *job = g_task_get_task_data (task);
  gssize verified = g_task_propagate_int (task, error);

  if (verified < 0)
    return RT_VERIFIED_ERROR;
  *note = g_steal_pointer (&job->note);
  return (RtVerified)verified;
}
