/* Asks before the window is closed on what is still going on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-close-question.h"

#include "ui/rt-question.h"

#include <glib/gi18n.h>

static void
on_response (GtkWindow *window, const char *response)
{
  if (g_str_equal (response, "close"))
    gtk_window_destroy (window);
}

static char *
dup_answers (guint n_answers)
{
  return g_strdup_printf (ngettext ("A server is still sending %u answer.",
                                    "Servers are still sending %u answers.", n_answers),
                          n_answers);
}

static char *
dup_downloads (guint n_downloads)
{
  return g_strdup_printf (
      ngettext ("%u download is running. What came is kept, and it goes on when "
                "Roundtrip is started again.",
                "%u downloads are running. What came is kept, and they go on when "
                "Roundtrip is started again.",
                n_downloads),
      n_downloads);
}

static char *
dup_body (guint n_answers, guint n_downloads)
{
  g_autofree char *answers = dup_answers (n_answers);
  g_autofree char *downloads = dup_downloads (n_downloads);

  if (n_answers == 0)
    return g_steal_pointer (&downloads);
  if (n_downloads == 0)
    return g_steal_pointer (&answers);
  return g_strdup_printf ("%s\n%s", answers, downloads);
}

/**
 * rt_close_question_ask:
 * @window: the window that is to be closed
 * @workbench: what may be going on
 *
 * Asks, if there is something to ask about, and then closes @window if the user wants that.
 *
 * Returns: whether the user is asked
 */
gboolean
rt_close_question_ask (GtkWindow *window, RtWorkbench *workbench)
{
  guint n_answers
      = rt_server_rack_count_running_answers (rt_workbench_get_rack (workbench));
  guint n_downloads
      = rt_download_queue_count_at_work (rt_workbench_get_queue (workbench));
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (n_answers == 0 && n_downloads == 0)
    return FALSE;
  body = dup_body (n_answers, n_downloads);
  dialog = rt_question_new (n_answers > 0 ? _ ("Close and Cut Them Off?")
                                          : _ ("Close and Stop Downloading?"),
                            body, "close", _ ("C_lose"), ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), window,
                           G_CONNECT_SWAPPED);
  rt_question_present (dialog, GTK_WIDGET (window));
  return TRUE;
}
