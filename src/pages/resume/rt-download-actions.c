/* What can be done with the download that is chosen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-actions.h"

#include "core/transfer/rt-download-choice.h"
#include "pages/resume/rt-download-limit.h"
#include "pages/resume/rt-download-removal.h"
#include "pages/resume/rt-download-verify.h"
#include "pages/resume/rt-download-words.h"
#include "ui/rt-show-file.h"

/* An action that has nothing to act upon is disabled, so each of them has a download. */
static RtDownload *
get_chosen (GtkWidget *widget)
{
  return rt_download_list_get_chosen (RT_DOWNLOAD_LIST (widget));
}

static RtDownloadQueue *
get_queue (GtkWidget *widget)
{
  return rt_download_list_get_queue (RT_DOWNLOAD_LIST (widget));
}

static void
toggle (GtkWidget *widget, const char *name, GVariant *unused)
{
  RtDownload *download = get_chosen (widget);

  if (rt_download_state_is_over (rt_download_get_state (download)))
    rt_download_queue_resume (get_queue (widget), download);
  else
    rt_download_queue_pause (get_queue (widget), download);
}

static void
open_file (GtkWidget *widget, const char *name, GVariant *unused)
{
  rt_show_file_open (widget, rt_download_get_news (get_chosen (widget))->path);
}

/* Until it is whole, its part is what is there. */
static void
show (GtkWidget *widget, const char *name, GVariant *unused)
{
  RtDownload *download = get_chosen (widget);
  const RtDownloadNews *news = rt_download_get_news (download);

  if (rt_download_is_whole (download) || news->part_path == NULL)
    rt_show_file_in_folder (widget, news->path);
  else
    rt_show_file_in_folder (widget, news->part_path);
}

static void
move (GtkWidget *widget, const char *name, GVariant *step)
{
  rt_download_list_move_by (RT_DOWNLOAD_LIST (widget), g_variant_get_int32 (step));
}

static void
verify (GtkWidget *widget, const char *name, GVariant *unused)
{
  rt_download_verify_ask (widget, get_queue (widget), get_chosen (widget));
}

static void
repair (GtkWidget *widget, const char *name, GVariant *unused)
{
  rt_download_queue_repair (get_queue (widget), get_chosen (widget));
}

static void
limit (GtkWidget *widget, const char *name, GVariant *unused)
{
  rt_download_limit_ask (widget, get_queue (widget), get_chosen (widget));
}

static char *
dup_address (GtkWidget *widget)
{
  RtDownloadPlan *plan = rt_download_get_plan (get_chosen (widget));

  return rt_request_dup_address (g_ptr_array_index (plan->requests, 0));
}

static void
copy (GtkWidget *widget, const char *name, GVariant *unused)
{
  g_autofree char *address = dup_address (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), address);
}

static void
copy_log (GtkWidget *widget, const char *name, GVariant *unused)
{
  g_autofree char *log
      = rt_download_words_dup_log (get_chosen (widget), G_MAXUINT, "%F %T");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), log);
}

static void
check (GtkWidget *widget, const char *name, GVariant *unused)
{
  g_autofree char *address = dup_address (widget);

  gtk_widget_activate_action (widget, "win.check-resume", "s", address);
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *unused)
{
  rt_download_queue_cancel (get_queue (widget), get_chosen (widget));
}

static void
remove_download (GtkWidget *widget, const char *name, GVariant *unused)
{
  rt_download_removal_ask (widget, get_queue (widget), get_chosen (widget));
}

static void
choose (GtkWidget *widget, const char *name, GVariant *what)
{
  RtDownload *download = get_chosen (widget);
  const char *id = g_variant_get_string (what, NULL);
  RtIfChanged choice = g_str_equal (id, "replace") ? RT_IF_CHANGED_REPLACE
                       : g_str_equal (id, "both")  ? RT_IF_CHANGED_RESTART
                                                   : RT_IF_CHANGED_KEEP;

  if (rt_download_get_choice (download) == RT_CHOICE_CHANGED)
    rt_download_choose (get_queue (widget), download, choice);
}

/**
 * rt_download_actions_install:
 * @list_class: of #RtDownloadList
 *
 * Gives all lists the actions “downloads.…”, and their keys.
 */
void
rt_download_actions_install (GtkWidgetClass *list_class)
{
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "downloads.toggle", NULL, toggle },
    { "downloads.open", NULL, open_file },
    { "downloads.show", NULL, show },
    { "downloads.move", "i", move },
    { "downloads.verify", NULL, verify },
    { "downloads.repair", NULL, repair },
    { "downloads.limit", NULL, limit },
    { "downloads.copy", NULL, copy },
    { "downloads.copy-log", NULL, copy_log },
    { "downloads.check", NULL, check },
    { "downloads.cancel", NULL, cancel },
    { "downloads.remove", NULL, remove_download },
    { "downloads.choose", "s", choose },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (list_class, actions[i].name, actions[i].type,
                                     actions[i].func);
  gtk_widget_class_add_binding_action (list_class, GDK_KEY_Delete, 0, "downloads.remove",
                                       NULL);
  gtk_widget_class_add_binding_action (list_class, GDK_KEY_Up, GDK_ALT_MASK,
                                       "downloads.move", "i", -1);
  gtk_widget_class_add_binding_action (list_class, GDK_KEY_Down, GDK_ALT_MASK,
                                       "downloads.move", "i", 1);
}

/**
 * rt_download_actions_update:
 * @list: a list
 *
 * Enables what can be done with the download that is chosen now, in its state.
 */
void
rt_download_actions_update (RtDownloadList *list)
{
  GtkWidget *widget = GTK_WIDGET (list);
  RtDownload *download = rt_download_list_get_chosen (list);
  gboolean is_one = download != NULL;
  RtDownloadState state = is_one ? rt_download_get_state (download) : RT_DOWNLOAD_FAILED;
  const char *const always[]
      = { "downloads.limit",  "downloads.copy", "downloads.check",
          "downloads.remove", "downloads.move", "downloads.choose" };

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    gtk_widget_action_set_enabled (widget, always[i], is_one);
  gtk_widget_action_set_enabled (widget, "downloads.copy-log",
                                 is_one && rt_download_get_steps (download)->len > 0);
  gtk_widget_action_set_enabled (widget, "downloads.toggle",
                                 is_one && state != RT_DOWNLOAD_DONE);
  gtk_widget_action_set_enabled (widget, "downloads.cancel",
                                 is_one && !rt_download_is_whole (download)
                                     && state != RT_DOWNLOAD_CANCELLED);
  gtk_widget_action_set_enabled (widget, "downloads.show",
                                 is_one && rt_download_get_news (download)->path != NULL);
  gtk_widget_action_set_enabled (
      widget, "downloads.repair",
      is_one
          && rt_download_queue_can_repair (rt_download_list_get_queue (list), download));
  gtk_widget_action_set_enabled (widget, "downloads.verify", state == RT_DOWNLOAD_DONE);
  gtk_widget_action_set_enabled (widget, "downloads.open", state == RT_DOWNLOAD_DONE);
}
