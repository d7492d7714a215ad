/* Tells a proxy who asks, for the downloads that it has stopped. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-sign-in.h"

#include "core/transfer/rt-download-choice.h"
#include "ui/rt-proxy-prompt.h"

struct _RtDownloadSignIn
{
  GObject parent_instance;

  RtDownloadList *list; /* borrowed: it outlives us */
  RtProxyPrompt *prompt;
  GSignalGroup *asked; /* of the download that shows whether the proxy is content */
};

G_DEFINE_FINAL_TYPE (RtDownloadSignIn, rt_download_sign_in, G_TYPE_OBJECT)

/* Has the prompt look at what the newest request came to.  Returns whether there is one. */
static gboolean
look (RtDownloadSignIn *self, RtDownload *download)
{
  GPtrArray *visits = rt_download_get_visits (download);
  const RtVisit *newest
      = visits->len > 0 ? g_ptr_array_index (visits, visits->len - 1) : NULL;
  g_autoptr (RtExchange) exchange
      = newest != NULL ? rt_visit_make_exchange (newest) : NULL;

  if (exchange != NULL)
    rt_proxy_prompt_look (self->prompt, exchange);
  return exchange != NULL;
}

static void
on_state_changed (RtDownloadSignIn *self, GParamSpec *pspec, RtDownload *download)
{
  RtDownloadState state = rt_download_get_state (download);

  if (state != RT_DOWNLOAD_RUNNING && !rt_download_state_is_over (state))
    return; /* nobody has answered yet */
  if (rt_download_get_choice (download) != RT_CHOICE_SIGN_IN)
    g_signal_group_set_target (self->asked, NULL);
  look (self, download);
}

static void
on_answered (RtDownloadSignIn *self)
{
  RtDownloadQueue *queue = rt_download_list_get_queue (self->list);
  GListModel *downloads = rt_download_queue_get_downloads (queue);

  for (guint i = 0; i < g_list_model_get_n_items (downloads); i++)
    {
      g_autoptr (RtDownload) download = g_list_model_get_item (downloads, i);

      if (rt_download_get_choice (download) == RT_CHOICE_SIGN_IN)
        rt_download_queue_resume (queue, download);
    }
}

static void
rt_download_sign_in_dispose (GObject *object)
{
  RtDownloadSignIn *self = RT_DOWNLOAD_SIGN_IN (object);

  g_clear_object (&self->asked);
  g_clear_object (&self->prompt);
  G_OBJECT_CLASS (rt_download_sign_in_parent_class)->dispose (object);
}

static void
rt_download_sign_in_class_init (RtDownloadSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_download_sign_in_dispose;
}

static void
rt_download_sign_in_init (RtDownloadSignIn *self)
{
  self->asked = g_signal_group_new (RT_TYPE_DOWNLOAD);
  g_signal_group_connect_swapped (self->asked, "notify::state",
                                  G_CALLBACK (on_state_changed), self);
}

/**
 * rt_download_sign_in_new:
 * @list: a list of downloads; it must outlive the object
 * @logins: where the answer goes
 *
 * Returns: (transfer full): what signs in
 */
RtDownloadSignIn *
rt_download_sign_in_new (RtDownloadList *list, RtProxyLogins *logins)
{
  RtDownloadSignIn *self = g_object_new (RT_TYPE_DOWNLOAD_SIGN_IN, NULL);

  self->list = list;
  self->prompt = rt_proxy_prompt_new (GTK_WIDGET (list), logins);
  g_signal_connect_object (self->prompt, "answered", G_CALLBACK (on_answered), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * rt_download_sign_in_ask:
 * @self: what signs in
 * @download: one that a proxy has stopped
 *
 * Looks into the keyring, and else asks the user, for the proxy of @download; then all that
 * a proxy has stopped goes on.  Of an earlier run of the program nobody knows which proxy it
 * was: it is asked once more first.
 */
void
rt_download_sign_in_ask (RtDownloadSignIn *self, RtDownload *download)
{
  g_return_if_fail (RT_IS_DOWNLOAD_SIGN_IN (self));

  rt_proxy_prompt_begin (self->prompt);
  g_signal_group_set_target (self->asked, download);
  if (!look (self, download))
    rt_download_queue_resume (rt_download_list_get_queue (self->list), download);
}
