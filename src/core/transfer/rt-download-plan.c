/* What to download, where to, and how: an immutable value. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-download-plan.h"

#include "core/http/rt-retry.h"

/**
 * rt_download_plan_new:
 * @request: what to get; a GET without a body
 * @folder: where the file goes; empty: the current one
 *
 * Makes a plan.  Its fields may be set until it is handed to a download.
 *
 * Returns: (transfer full): the plan
 */
RtDownloadPlan *
rt_download_plan_new (RtRequest *request, const char *folder)
{
  RtDownloadPlan *self = g_new0 (RtDownloadPlan, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_request_unref);
  g_ptr_array_add (self->requests, rt_request_ref (request));
  self->folder = g_strdup (folder);
  self->size = -1;
  self->pieces = g_array_new (FALSE, FALSE, sizeof (RtDigest));
  self->limits = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_rate_limit_unref);
  self->segments = RT_SEGMENTS_DEFAULT;
  self->tries = RT_RETRY_TRIES_DEFAULT;
  self->segment_bytes_min = RT_SEGMENT_BYTES_MIN;
  return self;
}

static gpointer
copy_request (gconstpointer request, gpointer unused)
{
  return rt_request_ref ((RtRequest *)request);
}

static gpointer
copy_limit (gconstpointer limit, gpointer unused)
{
  return rt_rate_limit_ref ((RtRateLimit *)limit);
}

/**
 * rt_download_plan_copy:
 * @self: a plan
 *
 * Makes the same plan once more, for something in it to be changed.
 *
 * Returns: (transfer full): the copy
 */
RtDownloadPlan *
rt_download_plan_copy (const RtDownloadPlan *self)
{
  RtDownloadPlan *copy = g_memdup2 (self, sizeof *self);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->requests = g_ptr_array_copy (self->requests, copy_request, NULL);
  copy->folder = g_strdup (self->folder);
  copy->path = g_strdup (self->path);
  copy->pieces = g_array_ref (self->pieces);
  if (self->pieces_text != NULL)
    copy->pieces_text = g_ref_string_acquire (self->pieces_text);
  copy->limits = g_ptr_array_copy (self->limits, copy_limit, NULL);
  return copy;
}

/* Whether it can be told which bytes of a wrong file are wrong. */
gboolean
rt_download_plan_has_pieces (const RtDownloadPlan *self)
{
  return self->pieces->len > 0 && self->size >= 0;
}

/* Whether that can still be told in another run of the program. */
gboolean
rt_download_plan_keeps_pieces (const RtDownloadPlan *self)
{
  return self->pieces_text != NULL;
}

/* All are of one kind. */
static char *
write_pieces (GArray *pieces)
{
  RtDigestAlgorithm algorithm = g_array_index (pieces, RtDigest, 0).algorithm;
  gsize size = rt_digest_algorithm_get_size (algorithm);
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (pieces->len * (guint)size);
  g_autofree char *text = NULL;

  for (guint i = 0; i < pieces->len; i++)
    g_byte_array_append (bytes, g_array_index (pieces, RtDigest, i).bytes, (guint)size);
  text = g_base64_encode (bytes->data, bytes->len);
  return g_ref_string_new (text);
}

/**
 * rt_download_plan_set_pieces:
 * @self: a plan
 * @pieces: (element-type RtDigest): of every piece of the file; not changed from now on
 * @length: how many bytes there are to each but the last
 *
 * Says what each piece of the file must be.  Takes a while where there are many.
 */
void
rt_download_plan_set_pieces (RtDownloadPlan *self, GArray *pieces, gint64 length)
{
  g_array_unref (self->pieces);
  self->pieces = g_array_ref (pieces);
  self->piece_length = length;
  g_clear_pointer (&self->pieces_text, g_ref_string_release);
  if (pieces->len > 0 && pieces->len <= RT_KEPT_PIECES_MAX)
    self->pieces_text = write_pieces (pieces);
}

/**
 * rt_download_plan_expect:
 * @self: a plan
 * @file: what a Metalink document says of the file
 *
 * Says what the file must be.
 */
void
rt_download_plan_expect (RtDownloadPlan *self, const RtMetalinkFile *file)
{
  self->digest = file->digest;
  self->size = file->size;
  rt_download_plan_set_pieces (self, file->pieces, file->piece_length);
}

RtDownloadPlan *
rt_download_plan_ref (RtDownloadPlan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_download_plan_unref (RtDownloadPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->requests);
  g_array_unref (self->pieces);
  g_clear_pointer (&self->pieces_text, g_ref_string_release);
  g_ptr_array_unref (self->limits);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}
