/* What a download tells of itself: a state machine, and steps in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-download-news.h"

#define BIT(state) (1u << RT_DOWNLOAD_##state)
#define ENDS (BIT (PAUSED) | BIT (FAILED) | BIT (CANCELLED))

/* What may follow what. */
static const guint steps[RT_N_DOWNLOAD_STATES] = {
  [RT_DOWNLOAD_QUEUED] = BIT (OPENING) | BIT (VERIFYING) | BIT (DONE) | ENDS,
  [RT_DOWNLOAD_OPENING]
  = BIT (RUNNING) | BIT (WAITING) | BIT (VERIFYING) | BIT (DONE) | ENDS,
  [RT_DOWNLOAD_RUNNING] = BIT (OPENING) | BIT (WAITING) | BIT (VERIFYING) | ENDS,
  [RT_DOWNLOAD_WAITING] = BIT (OPENING) | ENDS,
  [RT_DOWNLOAD_VERIFYING] = BIT (OPENING) | BIT (DONE) | ENDS,
  [RT_DOWNLOAD_PAUSED] = BIT (QUEUED) | BIT (CANCELLED),
  [RT_DOWNLOAD_DONE] = BIT (VERIFYING), /* when the user wants to know */
  [RT_DOWNLOAD_FAILED] = BIT (QUEUED) | BIT (CANCELLED),
  [RT_DOWNLOAD_CANCELLED] = BIT (QUEUED),
};

gboolean
rt_download_state_may_follow (RtDownloadState from, RtDownloadState to)
{
  return (steps[from] & (1u << to)) != 0;
}

/* Nothing happens any more unless somebody asks for it. */
gboolean
rt_download_state_is_over (RtDownloadState state)
{
  return ((ENDS | BIT (DONE)) & (1u << state)) != 0;
}

/* Somebody asks, receives, waits or verifies. */
gboolean
rt_download_state_is_at_work (RtDownloadState state)
{
  return state != RT_DOWNLOAD_QUEUED && !rt_download_state_is_over (state);
}

/**
 * rt_download_state_to_id:
 * @state: a state
 *
 * Gives the stable name of @state that programs see.
 *
 * Returns: (transfer none): such as `running`
 */
const char *
rt_download_state_to_id (RtDownloadState state)
{
  switch (state)
    {
    case RT_DOWNLOAD_QUEUED:
      return "queued";
    case RT_DOWNLOAD_OPENING:
      return "opening";
    case RT_DOWNLOAD_RUNNING:
      return "running";
    case RT_DOWNLOAD_WAITING:
      return "waiting";
    case RT_DOWNLOAD_VERIFYING:
      return "verifying";
    case RT_DOWNLOAD_PAUSED:
      return "paused";
    case RT_DOWNLOAD_DONE:
      return "done";
    case RT_DOWNLOAD_FAILED:
      return "failed";
    case RT_DOWNLOAD_CANCELLED:
      return "cancelled";
    }
  g_return_val_if_reached ("failed");
}

RtDownloadNews *
rt_download_news_new (void)
{
  RtDownloadNews *self = g_new0 (RtDownloadNews, 1);

  self->total = -1;
  self->space_wanted = -1;
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_step_free);
  self->visits = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_visit_unref);
  return self;
}

/**
 * rt_download_news_keep_file:
 * @self: news that nobody has seen yet
 * @earlier: the news before
 *
 * Takes over what was known of the file: before a job has opened it, it knows less.
 */
void
rt_download_news_keep_file (RtDownloadNews *self, const RtDownloadNews *earlier)
{
  if (self->path != NULL)
    return;
  self->path = g_strdup (earlier->path);
  g_free (self->part_path);
  self->part_path = g_strdup (earlier->part_path);
  self->received = earlier->received;
  self->total = earlier->total;
  self->device = earlier->device;
  self->space_wanted = earlier->space_wanted;
}

void
rt_download_news_free (RtDownloadNews *self)
{
  g_free (self->path);
  g_free (self->part_path);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->visits);
  g_clear_pointer (&self->before, g_array_unref);
  g_free (self);
}

/**
 * rt_step_new:
 * @kind: what it is
 * @note: (transfer full): the words
 *
 * Makes an entry of the log, of now.
 *
 * Returns: (transfer full): the entry
 */
RtStep *
rt_step_new (RtStepKind kind, RtNote *note)
{
  RtStep *self = g_new0 (RtStep, 1);

  self->kind = kind;
  self->time_us = g_get_real_time ();
  self->note = note;
  return self;
}

void
rt_step_free (RtStep *self)
{
  rt_note_unref (self->note);
  g_free (self);
}
