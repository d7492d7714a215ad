/* Carries a download's news from the thread that works to the one that owns it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-mailbox.h"

struct _RtDownloadMailbox
{
  gatomicrefcount ref_count;
  GMainContext *context; /* of the owner */
  RtDownloadMailFunc func;

  GMutex lock;    /* guards all below */
  GObject *owner; /* borrowed; NULL when it is gone */
  GQueue news;    /* of RtDownloadNews, not taken yet */
  gboolean is_scheduled;
};

/**
 * rt_download_mailbox_new:
 * @owner: (type GObject): whose thread-default main context takes the news
 * @func: takes them there
 *
 * Makes a mailbox, which may outlive its owner.
 *
 * Returns: (transfer full): the mailbox
 */
RtDownloadMailbox *
rt_download_mailbox_new (gpointer owner, RtDownloadMailFunc func)
{
  RtDownloadMailbox *self = g_new0 (RtDownloadMailbox, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->owner = owner;
  g_mutex_init (&self->lock);
  g_queue_init (&self->news);
  return self;
}

RtDownloadMailbox *
rt_download_mailbox_ref (RtDownloadMailbox *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_download_mailbox_unref (gpointer data)
{
  RtDownloadMailbox *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_queue_clear_full (&self->news, (GDestroyNotify)rt_download_news_free);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Its owner goes: nobody takes the news any more. */
void
rt_download_mailbox_close (RtDownloadMailbox *self)
{
  g_mutex_lock (&self->lock);
  self->owner = NULL;
  g_mutex_unlock (&self->lock);
}

static gboolean
on_mail (gpointer user_data)
{
  RtDownloadMailbox *self = user_data;
  g_autoptr (GObject) owner = NULL;
  g_autoptr (GQueue) news = g_queue_new ();

  g_mutex_lock (&self->lock);
  self->is_scheduled = FALSE;
  if (self->owner != NULL)
    owner = g_object_ref (self->owner);
  while (!g_queue_is_empty (&self->news))
    g_queue_push_tail (news, g_queue_pop_head (&self->news));
  g_mutex_unlock (&self->lock);
  if (owner != NULL)
    self->func (owner, news);
  g_queue_clear_full (news, (GDestroyNotify)rt_download_news_free);
  return G_SOURCE_REMOVE;
}

/**
 * rt_download_mailbox_put:
 * @news: (transfer full): what there is to tell
 * @user_data: (transfer none): a mailbox; with the last news its reference goes, too
 *
 * Puts news in, from any thread.
 */
void
rt_download_mailbox_put (RtDownloadNews *news, gpointer user_data)
{
  RtDownloadMailbox *self = user_data;
  gboolean is_last = rt_download_state_is_over (news->state);

  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->news, news);
  if (!self->is_scheduled)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      self->is_scheduled = TRUE;
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, on_mail, rt_download_mailbox_ref (self),
                             rt_download_mailbox_unref);
      g_source_attach (source, self->context);
    }
  g_mutex_unlock (&self->lock);
  if (is_last)
    rt_download_mailbox_unref (self);
}
