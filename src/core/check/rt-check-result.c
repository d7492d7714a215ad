/* What a check of one address came to: an immutable value. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-result.h"

RtCheckResult *
rt_check_result_new (void)
{
  RtCheckResult *self = g_new0 (RtCheckResult, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->length = -1;
  return self;
}

RtCheckResult *
rt_check_result_ref (RtCheckResult *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_check_result_unref (RtCheckResult *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->chain);
  g_free (self->final_address);
  g_free (self->new_address);
  g_free (self->type);
  g_free (self->modified);
  g_free (self->etag);
  g_free (self);
}

/**
 * rt_check_result_judge:
 * @self: a result that nobody else has yet
 * @good: which codes are good
 *
 * Fills in the verdict, and whether it is good, from all the rest.
 */
void
rt_check_result_judge (RtCheckResult *self, const RtCodeRanges *good)
{
  const RtCheckFacts facts = { self->chain,     self->n_chain, self->stop,
                               self->has_error, self->error,   self->remarks };

  self->verdict = rt_check_judge (&facts);
  self->is_ok = rt_check_is_ok (&facts, good);
}

/* Of the last hop that was answered; 0: none was. */
guint
rt_check_result_get_status (const RtCheckResult *self)
{
  return self->n_chain > 0 ? self->chain[self->n_chain - 1] : 0;
}

const char *
rt_check_result_get_method (const RtCheckResult *self)
{
  return self->is_get ? "GET" : "HEAD";
}

/* Bytes of a page that is there, and did not have to be downloaded. */
gint64
rt_check_result_get_saved (const RtCheckResult *self)
{
  guint status = rt_check_result_get_status (self);

  if (status < 200 || status > 299)
    return 0;
  return MAX (self->length - self->received, 0);
}

/* Two pages that look the same from outside. */
static gboolean
looks_like (const RtCheckResult *self, const RtCheckResult *made_up)
{
  if (self->final_address != NULL && made_up->final_address != NULL)
    return g_str_equal (self->final_address, made_up->final_address);
  if (self->final_address != NULL || made_up->final_address != NULL)
    return FALSE;
  if (self->etag != NULL && made_up->etag != NULL)
    return g_str_equal (self->etag, made_up->etag);
  return self->length >= 0 && self->length == made_up->length
         && g_strcmp0 (self->type, made_up->type) == 0
         && g_strcmp0 (self->modified, made_up->modified) == 0;
}

/**
 * rt_check_result_compare_with_made_up:
 * @self: a result that nobody else has yet
 * @made_up: what became of an address of the same site that nobody can have made
 * @good: which codes are good
 *
 * Doubts what exists on a site that says so of everything.
 */
void
rt_check_result_compare_with_made_up (RtCheckResult *self,
                                      const RtCheckResult *made_up,
                                      const RtCodeRanges *good)
{
  guint status = rt_check_result_get_status (made_up);

  if (made_up->has_error || made_up->stop != RT_STOP_NONE || status < 200 || status > 299)
    return;
  self->remarks |= RT_CHECK_SITE_NEVER_404;
  if (looks_like (self, made_up))
    self->remarks |= RT_CHECK_SOFT_404;
  rt_check_result_judge (self, good);
}
