/* The end of a download that has all its bytes: are they the right ones? */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-job-private.h"

#include "core/transfer/rt-digest-search.h"
#include "core/wire/rt-error.h"

#include <glib/gi18n.h>

/* A server that gives damaged bytes again and again is not followed for ever. */
#define REPAIRS_MAX 3

/* What the user asks for counts more than what the server says. */
static const RtDigest *
find_digest (RtDownloadJob *self)
{
  const RtDigest *told = &rt_part_file_get_identity (self->file)->digest;

  if (self->plan->digest.algorithm != RT_DIGEST_NONE)
    return &self->plan->digest;
  return told->algorithm != RT_DIGEST_NONE ? told : &self->found_digest;
}

/* Returns FALSE if it was stopped. */
static gboolean
look_for_digest (RtDownloadJob *self, GError **error)
{
  g_autofree char *where = NULL;

  if (!self->plan->finds_digest || find_digest (self)->algorithm != RT_DIGEST_NONE)
    return TRUE;
  if (rt_digest_search (&self->found_digest, rt_download_job_get_request (self), &where,
                        self->cancellable))
    rt_download_job_say (
        self, RT_STEP_DECISION,
        rt_note_new (N_ ("“%s” on the server says what the digest must be (%s)."), where,
                     rt_digest_algorithm_get_name (self->found_digest.algorithm), NULL));
  else
    rt_download_job_say (
        self, RT_STEP_WARNING,
        rt_note_new (N_ ("There is no digest beside the file on the server, so its bytes "
                         "are not verified."),
                     NULL));
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static RtExtent
get_piece (RtDownloadJob *self, guint index)
{
  gint64 first = (gint64)index * self->plan->piece_length;

  return (RtExtent){ first, MIN (first + self->plan->piece_length,
                                 rt_download_job_get_total (self)) };
}

/* The pieces are those of a file of that size, or of none. */
static gboolean
has_pieces (RtDownloadJob *self)
{
  return self->plan->pieces->len > 0
         && rt_download_job_get_total (self) == self->plan->size;
}

static gboolean
find_damaged (RtDownloadJob *self, GArray *damaged, GError **error)
{
  for (guint i = 0; has_pieces (self) && i < self->plan->pieces->len; i++)
    {
      const RtDigest *expected = &g_array_index (self->plan->pieces, RtDigest, i);
      RtExtent piece = get_piece (self, i);
      RtDigest found;

      if (!rt_part_file_compute_digest (self->file, &found, expected->algorithm, piece,
                                        self->cancellable, error))
        return FALSE;
      if (!rt_digest_equal (&found, expected))
        g_array_append_val (damaged, piece);
    }
  return TRUE;
}

/* Returns FALSE without error if it is wrong. */
static gboolean
verify_whole (RtDownloadJob *self, const RtDigest *expected, GError **error)
{
  const char *name = rt_digest_algorithm_get_name (expected->algorithm);
  RtExtent all = { 0, rt_download_job_get_total (self) };
  g_autofree char *found_text = NULL;
  g_autofree char *expected_text = NULL;
  RtDigest found;

  if (!rt_part_file_compute_digest (self->file, &found, expected->algorithm, all,
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
  return FALSE;
}

/* Without a digest there is nothing to verify. @damaged: (element-type RtExtent): what is
 * wrong, as far as the pieces tell */
static gboolean
verify (RtDownloadJob *self, GArray *damaged, GError **error)
{
  const RtDigest *expected;
  GError *trouble = NULL;

  if (!look_for_digest (self, error))
    return FALSE;
  expected = find_digest (self);
  if (expected->algorithm == RT_DIGEST_NONE && !has_pieces (self))
    return TRUE;
  if (expected->algorithm != RT_DIGEST_NONE && verify_whole (self, expected, &trouble))
    return TRUE;
  if (trouble != NULL || !find_damaged (self, damaged, &trouble))
    {
      g_propagate_error (error, trouble);
      return FALSE;
    }
  if (expected->algorithm == RT_DIGEST_NONE && damaged->len == 0)
    return TRUE;
  g_set_error_literal (error, RT_ERROR, RT_ERROR_WRONG_DIGEST,
                       "the bytes are not those that the digest names");
  return FALSE;
}

/* Has bytes fetched again, unless that was done too often. @damaged: (element-type
 * RtExtent) */
gboolean
rt_download_job_drop (RtDownloadJob *self, const GArray *damaged)
{
  g_autoptr (GError) error = NULL;

  if (damaged->len == 0 || self->n_repairs++ == REPAIRS_MAX)
    return FALSE;
  if (rt_part_file_drop (self->file, damaged, &error))
    return TRUE;
  rt_download_job_say (self, RT_STEP_WARNING,
                       rt_note_new (N_ ("The damaged pieces cannot be written anew: %s"),
                                    error->message, NULL));
  return FALSE;
}

/* What is damaged is fetched again, and from elsewhere if there is another address. */
static gboolean
repair (RtDownloadJob *self, const GArray *damaged)
{
  if (!rt_download_job_drop (self, damaged))
    return FALSE;
  rt_download_job_say (
      self, RT_STEP_WARNING,
      rt_note_new (N_ ("%s of %s pieces are damaged: they are fetched again."),
                   RT_NOTE_NUMBER (damaged->len),
                   RT_NOTE_NUMBER (self->plan->pieces->len), NULL));
  self->source = (self->source + 1) % self->requests->len;
  self->ways = (RtWays){ 0 };
  self->is_proven = FALSE;
  self->is_over = FALSE;
  return TRUE;
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

/* All is there: it gets its name, unless it is known to be wrong.  Returns FALSE if there
 * is something to fetch again. */
gboolean
rt_download_job_finish (RtDownloadJob *self)
{
  g_autoptr (GArray) damaged = g_array_new (FALSE, FALSE, sizeof (RtExtent));
  GError *error = NULL;
  char *name;

  rt_download_job_enter (self, RT_DOWNLOAD_VERIFYING);
  rt_download_job_post (self);
  if (!verify (self, damaged, &error))
    {
      if (g_error_matches (error, RT_ERROR, RT_ERROR_WRONG_DIGEST)
          && (repair (self, damaged) || rt_download_job_drop_foreign (self)))
        {
          g_error_free (error);
          return FALSE;
        }
      rt_download_job_conclude (self, state_of_failure (self, error), error);
      return TRUE;
    }
  name = rt_part_file_finish (self->file, &error);
  if (name == NULL)
    {
      rt_download_job_conclude (self, RT_DOWNLOAD_PAUSED, error);
      return TRUE;
    }
  g_free (self->path);
  self->path = name;
  self->was_there = self->fetched == 0 && rt_part_file_get_have (self->file) > 0;
  rt_download_job_conclude (self, RT_DOWNLOAD_DONE, NULL);
  return TRUE;
}
