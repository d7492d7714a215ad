/* The end of a download that has all its bytes: are they the right ones? */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-job-private.h"

#include "core/wire/rt-error.h"

#include <glib/gi18n.h>

/* What the user asks for counts more than what the server says. */
static const RtDigest *
find_digest (RtDownloadJob *self)
{
  return self->plan->digest.algorithm != RT_DIGEST_NONE
             ? &self->plan->digest
             : &rt_part_file_get_identity (self->file)->digest;
}

/* Without a digest there is nothing to verify. */
static gboolean
verify (RtDownloadJob *self, GError **error)
{
  const RtDigest *expected = find_digest (self);
  const char *name = rt_digest_algorithm_get_name (expected->algorithm);
  g_autofree char *found_text = NULL;
  g_autofree char *expected_text = NULL;
  RtDigest found;

  if (expected->algorithm == RT_DIGEST_NONE)
    return TRUE;
  if (!rt_part_file_compute_digest (self->file, &found, expected->algorithm,
                                    self->cancellable, error))
    return FALSE;
  if (rt_digest_equal (&found, expected))
    {
      rt_download_job_say (self, RT_STEP_DECISION,
                           rt_note_new (N_ ("The digest (%s) is right."), name, NULL));
      return TRUE;
    }
  found_text = rt_digest_format (&found);
  expected_text = rt_digest_format (expected);
  rt_download_job_say (
      self, RT_STEP_DECISION,
      rt_note_new (N_ ("The digest is wrong: it should be %s, and it is %s."),
                   expected_text, found_text, NULL));
  g_set_error (error, RT_ERROR, RT_ERROR_WRONG_DIGEST, "the digest is '%s', not '%s'",
               found_text, expected_text);
  return FALSE;
}

/* FAILED: to try the same again is of no use. */
static RtDownloadState
state_of_failure (RtDownloadJob *self, const GError *error)
{
  int wish = g_atomic_int_get (&self->wish);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && wish != RT_DOWNLOAD_QUEUED)
    return (RtDownloadState)wish;
  return g_error_matches (error, RT_ERROR, RT_ERROR_FILE) ? RT_DOWNLOAD_PAUSED
                                                          : RT_DOWNLOAD_FAILED;
}

/* All is there: it gets its name, unless it is known to be wrong. */
void
rt_download_job_finish (RtDownloadJob *self)
{
  GError *error = NULL;
  char *name;

  rt_download_job_enter (self, RT_DOWNLOAD_VERIFYING);
  rt_download_job_post (self);
  if (!verify (self, &error))
    {
      rt_download_job_conclude (self, state_of_failure (self, error), error);
      return;
    }
  name = rt_part_file_finish (self->file, &error);
  if (name == NULL)
    {
      rt_download_job_conclude (self, RT_DOWNLOAD_PAUSED, error);
      return;
    }
  g_free (self->path);
  self->path = name;
  self->was_there = self->fetched == 0 && rt_part_file_get_have (self->file) > 0;
  rt_download_job_conclude (self, RT_DOWNLOAD_DONE, NULL);
}
