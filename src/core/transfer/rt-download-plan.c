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
  copy->limits = g_ptr_array_copy (self->limits, copy_limit, NULL);
  return copy;
}

/* Whether it can be told which bytes of a wrong file are wrong. */
gboolean
rt_download_plan_has_pieces (const RtDownloadPlan *self)
{
  return self->pieces->len > 0 && self->size >= 0;
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
  self->piece_length = file->piece_length;
  g_array_unref (self->pieces);
  self->pieces = g_array_ref (file->pieces);
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
  g_ptr_array_unref (self->limits);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}
