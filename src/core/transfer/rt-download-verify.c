/* The finished file of a download is read once more. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-private.h"

#include "core/transfer/rt-verify.h"
#include "core/wire/rt-error.h"

/* How often it is told how far verifying has come. */
#define LOOK_MS 200

static gboolean
on_look (gpointer user_data)
{
  rt_download_tell (user_data);
  return G_SOURCE_CONTINUE;
}

/* A file that cannot be read is as little use as a wrong one. */
static GError *
find_fault (RtVerified verified, const GError *trouble)
{
  switch (verified)
    {
    case RT_VERIFIED_RIGHT:
    case RT_VERIFIED_UNKNOWN:
      return NULL;
    case RT_VERIFIED_WRONG:
      return g_error_new_literal (RT_ERROR, RT_ERROR_DAMAGED,
                                  "the file is not what it should be");
    case RT_VERIFIED_ERROR:
      return g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                 ? NULL
                 : g_error_copy (trouble);
    }
  g_return_val_if_reached (NULL);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtDownload) self = user_data;
  g_autoptr (GError) trouble = NULL;
  RtDownloadNews *news = rt_download_news_new ();
  RtNote *note = NULL;
  RtVerified verified = rt_verify_file_finish (result, &note, &trouble);

  g_clear_object (&self->verifying);
  g_clear_handle_id (&self->look, g_source_remove);
  news->error = find_fault (verified, trouble);
  news->state = news->error != NULL ? RT_DOWNLOAD_FAILED : RT_DOWNLOAD_DONE;
  news->is_verified = note != NULL;
  if (note != NULL)
    g_ptr_array_add (news->steps, rt_step_new (RT_STEP_DECISION, note));
  rt_download_take_news (self, news);
}

/**
 * rt_download_verify:
 * @self: a download that is done
 * @plan: what its file should be
 *
 * Reads the file, and compares it with what is known of it: the log and the state say what
 * came of it.  Goes on at once.
 */
void
rt_download_verify (RtDownload *self, RtDownloadPlan *plan)
{
  g_return_if_fail (self->news->state == RT_DOWNLOAD_DONE);

  self->verifying = g_cancellable_new ();
  self->look = g_timeout_add (LOOK_MS, on_look, self);
  g_atomic_int_set (&self->permille, 0);
  rt_verify_file_async (self->news->path, plan, &self->permille, self->verifying,
                        on_verified, g_object_ref (self));
  rt_download_enter (self, RT_DOWNLOAD_VERIFYING);
}

/* Soon; the file is as good as it was thought to be before. */
void
rt_download_stop_verifying (RtDownload *self)
{
  g_cancellable_cancel (self->verifying);
}

/* How much of the finished file has been verified, from 0 to 1; -1 if nobody does that. */
double
rt_download_get_verified (RtDownload *self)
{
  return self->verifying != NULL ? g_atomic_int_get (&self->permille) / 1000.0 : -1;
}
