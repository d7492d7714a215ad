/* Asks before everything is forgotten that use of the program has left behind. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-forget-question.h"

#include "core/cookies/rt-cookie-tasks.h"
#include "ui/rt-question.h"

#include <glib/gi18n.h>

static void
on_emptied (GObject *jar, GAsyncResult *result, gpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtCookieChange) undo
      = rt_cookie_change_finish (RT_COOKIE_JAR (jar), result, &error);

  if (undo == NULL)
    g_message ("cannot empty a jar: %s", error->message);
}

/* A jar that is removed keeps its cookies for those who hold it, so each is emptied first. */
static void
forget_cookies (RtCookieJars *jars)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (jars)); i > 0; i--)
    {
      g_autoptr (RtNamedJar) jar = g_list_model_get_item (G_LIST_MODEL (jars), i - 1);

      rt_cookie_change_async (rt_named_jar_get_jar (jar),
                              rt_cookie_change_new_clear (RT_COOKIE_CLEAR_ALL, NULL),
                              on_emptied, NULL);
      if (i > 1)
        rt_cookie_jars_remove (jars, jar);
    }
}

static void
forget_downloads (RtDownloadQueue *queue)
{
  GListModel *downloads = rt_download_queue_get_downloads (queue);

  for (guint i = g_list_model_get_n_items (downloads); i > 0; i--)
    {
      g_autoptr (RtDownload) download = g_list_model_get_item (downloads, i - 1);

      rt_download_queue_remove (queue, download);
    }
}

static void
forget_trust (RtTrust *trust)
{
  GListModel *entries = rt_trust_get_entries (trust);

  for (guint i = g_list_model_get_n_items (entries); i > 0; i--)
    {
      g_autoptr (RtTrustEntry) entry = g_list_model_get_item (entries, i - 1);

      rt_trust_remove (trust, entry);
    }
}

static void
on_response (RtWorkbench *workbench, const char *response)
{
  if (!g_str_equal (response, "forget"))
    return;
  rt_address_history_clear (rt_workbench_get_history (workbench));
  rt_exchange_log_clear (rt_workbench_get_log (workbench));
  forget_trust (rt_workbench_get_trust (workbench));
  forget_cookies (rt_workbench_get_jars (workbench));
  forget_downloads (rt_workbench_get_queue (workbench));
}

/**
 * rt_forget_question_ask:
 * @window: the window that asks
 * @workbench: what has grown with use
 *
 * Says what goes and what stays, and forgets it if the user wants that.
 */
void
rt_forget_question_ask (GtkWindow *window, RtWorkbench *workbench)
{
  GtkWidget *dialog = rt_question_new (
      _ ("Forget Everything?"),
      _ ("These go for good: remembered addresses, recent exchanges, trusted "
         "certificates, "
         "all cookies with their jars, and the list of downloads; those that run are "
         "stopped.\n\nThese stay: files that were downloaded, also in part, your servers "
         "and their logs, your identities, passwords in the keyring, and the "
         "preferences. "
         "What a tab shows now stays until the program ends."),
      "forget", _ ("_Forget"), ADW_RESPONSE_DESTRUCTIVE);

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), workbench,
                           G_CONNECT_SWAPPED);
  rt_question_present (dialog, GTK_WIDGET (window));
}
