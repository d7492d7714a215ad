/* Starts a server, once all is asked that has to be asked first. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-server-starter.h"

#include "pages/servers/rt-server-words.h"
#include "ui/rt-file-question.h"
#include "ui/rt-question.h"

#include <glib/gi18n.h>

/* What is to be done when there is nothing more to ask. */
typedef struct
{
  GtkWidget *asker;
  RtRackServer *server;
  RtServerSettings *settings; /* to be set */
  gboolean is_to_start;
} Plan;

static Plan *
plan_new (GtkWidget *asker,
          RtRackServer *server,
          const RtServerSettings *settings,
          gboolean is_to_start)
{
  Plan *self = g_new0 (Plan, 1);

  self->asker = g_object_ref (asker);
  self->server = g_object_ref (server);
  self->settings = rt_server_settings_copy (settings);
  self->is_to_start = is_to_start;
  return self;
}

static void
plan_free (Plan *self)
{
  g_object_unref (self->asker);
  g_object_unref (self->server);
  rt_server_settings_free (self->settings);
  g_free (self);
}

static void
carry_out (const Plan *self)
{
  rt_rack_server_set_settings (self->server, self->settings);
  if (self->is_to_start)
    rt_rack_server_start (self->server);
}

static void
on_response (GtkWidget *dialog, const char *response, gpointer data)
{
  if (g_str_equal (response, "serve"))
    carry_out (data);
}

static void
free_plan (gpointer data, GClosure *closure)
{
  plan_free (data);
}

static void
ask_whether_too_much (Plan *plan)
{
  g_autofree char *folder = rt_server_words_dup_folder (plan->settings->folder);
  g_autofree char *body = g_strdup_printf (
      plan->settings->is_visible
          /* Translators: %s is the path of a folder. */
          ? _ ("Everyone on your network could read every file in %s, your keys and "
               "passwords among them. Only files whose names begin with a dot are left "
               "out.")
          : _ ("Every program on this computer could read every file in %s, whoever runs "
               "it. Only files whose names begin with a dot are left out."),
      folder);
  GtkWidget *dialog = rt_question_new (_ ("Serve Everything You Have?"), body, "serve",
                                       _ ("_Serve Everything"), ADW_RESPONSE_DESTRUCTIVE);

  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), plan, free_plan,
                         G_CONNECT_DEFAULT);
  rt_question_present (dialog, plan->asker);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Plan *plan = data;

  g_task_return_boolean (task, rt_server_settings_shows_too_much (plan->settings));
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  Plan *plan = data;
  gboolean is_too_much = g_task_propagate_boolean (G_TASK (result), NULL);

  /* The window may have been closed meanwhile. */
  if (is_too_much && gtk_widget_get_root (plan->asker) != NULL)
    {
      ask_whether_too_much (plan);
      return;
    }
  if (!is_too_much)
    carry_out (plan);
  plan_free (plan);
}

/* What is to be looked up on a disk, which may take its time over it. */
static void
check (Plan *plan)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_checked, plan);

  g_task_set_source_tag (task, check);
  g_task_set_task_data (task, plan, NULL);
  g_task_run_in_thread (task, check_in_thread);
}

static void
on_folder_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  Plan *plan = data;
  g_autoptr (GFile) file = rt_file_question_ask_finish (GTK_WIDGET (source), result);

  if (file == NULL)
    {
      plan_free (plan);
      return;
    }
  rt_server_settings_set_text (&plan->settings->folder, g_file_peek_path (file));
  check (plan);
}

/**
 * rt_server_starter_start:
 * @asker: a widget in the window that asks
 * @server: a server that does not run
 *
 * Starts @server, after asking which folder to serve if none is chosen, and whether it is
 * meant if that is all of the user's.
 */
void
rt_server_starter_start (GtkWidget *asker, RtRackServer *server)
{
  const RtServerSettings *settings = rt_rack_server_get_settings (server);
  Plan *plan = plan_new (asker, server, settings, TRUE);

  if (settings->recipe->has_folder && settings->folder == NULL)
    rt_file_question_ask_async (asker, _ ("Folder to Serve"),
                                GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL,
                                on_folder_chosen, plan);
  else
    check (plan);
}

/**
 * rt_server_starter_apply:
 * @asker: a widget in the window that asks
 * @server: a server
 * @settings: what is to be set
 *
 * Replaces the settings; of a server that runs, after asking what rt_server_starter_start()
 * asks.
 */
void
rt_server_starter_apply (GtkWidget *asker,
                         RtRackServer *server,
                         const RtServerSettings *settings)
{
  Plan *plan = plan_new (asker, server, settings, FALSE);

  if (rt_rack_server_get_state (server) == RT_SERVER_RUNNING)
    {
      check (plan);
      return;
    }
  carry_out (plan);
  plan_free (plan);
}
