/* What it takes to start a server: all that may have to wait for the disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-launch.h"

#include "core/server/rt-authority.h"
#include "core/server/rt-listener.h"
#include "core/server/rt-local-addresses.h"
#include "core/wire/rt-error.h"

static void
on_logged (RtServer *server, GPtrArray *entries, guint n_lost, RtServerLaunch *self)
{
  if (self->log != NULL)
    rt_access_file_append (self->log, entries);
}

static void
on_log_failed (RtAccessFile *file, const GError *error, RtServerLaunch *self)
{
  g_clear_error (&self->log_error);
  self->log_error = g_error_copy (error);
}

/* A file for each recipe and port, whichever server has them: names come and go.  Those
 * that take any port may run at the same time, so each has a file of its own. */
static char *
build_log_path (const RtServerSettings *settings, const char *folder)
{
  g_autofree char *name = NULL;

  if (folder == NULL || settings->is_trial)
    return NULL;
  name = settings->port != 0
             ? g_strdup_printf ("%s-%u.log", settings->recipe->id, settings->port)
             : g_strdup_printf ("%s-any-%u.log", settings->recipe->id, settings->number);
  return g_build_filename (folder, name, NULL);
}

/* Before the server starts, so that no line comes too early. */
static void
open_log (RtServerLaunch *self)
{
  if (self->log_path == NULL)
    return;
  self->log
      = rt_access_file_open (self->log_path, RT_ACCESS_FILE_LIMIT, &self->log_error);
  if (self->log != NULL)
    g_signal_connect (self->log, "failed", G_CALLBACK (on_log_failed), self);
}

/**
 * rt_server_launch_new:
 * @settings: how the server is to run
 * @authority_folder: (nullable): where the user's authority is kept; %NULL if no server is
 *   to speak TLS with a certificate of it
 * @log_folder: (nullable): where access logs are kept; %NULL: none is
 *
 * Returns: (transfer full): a launch, with a server whose news come in this thread
 */
RtServerLaunch *
rt_server_launch_new (const RtServerSettings *settings,
                      const char *authority_folder,
                      const char *log_folder)
{
  RtServerLaunch *self = g_new0 (RtServerLaunch, 1);

  self->settings = rt_server_settings_copy (settings);
  self->authority_folder = g_strdup (authority_folder);
  self->log_path = build_log_path (settings, log_folder);
  self->server = rt_server_new ();
  g_signal_connect (self->server, "logged", G_CALLBACK (on_logged), self);
  return self;
}

void
rt_server_launch_free (RtServerLaunch *self)
{
  rt_server_settings_free (self->settings);
  g_free (self->authority_folder);
  g_free (self->log_path);
  g_signal_handlers_disconnect_by_data (self->server, self);
  g_object_unref (self->server);
  g_clear_object (&self->log);
  g_clear_error (&self->log_error);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->owner, rt_port_owner_free);
  g_free (self);
}

static const char *
get_address (const RtServerSettings *settings)
{
  return settings->is_visible ? "*" : NULL;
}

static RtFaultPlan *
plan_faults (const RtServerSettings *settings, GError **error)
{
  RtFaultMistake mistake;
  guint index;
  RtFaultPlan *plan
      = rt_fault_plan_new ((const char *const *)settings->faults, &mistake, &index);

  if (plan == NULL)
    g_set_error (error, RT_ERROR, RT_ERROR_OTHER, "'%s' is no fault",
                 settings->faults[index]);
  return plan;
}

static GTlsCertificate *
issue (const RtServerLaunch *self, const RtFaultPlan *faults, GError **error)
{
  g_auto (GStrv) names = rt_local_addresses_of (get_address (self->settings));
  g_autoptr (RtAuthority) authority = NULL;

  if (self->authority_folder == NULL)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_NO_CERTIFICATE,
                           "there is no folder for an authority");
      return NULL;
    }
  authority = rt_authority_open (self->authority_folder, g_get_host_name (), error);
  if (authority == NULL)
    return NULL;
  return rt_authority_issue (authority, rt_fault_plan_get_leaf_kind (faults),
                             (const char *const *)names, error);
}

static gboolean
find_certificate (RtServerLaunch *self, const RtFaultPlan *faults, GError **error)
{
  const RtServerSettings *settings = self->settings;

  if (!settings->is_secure)
    return TRUE;
  if (settings->certificate != NULL)
    self->certificate
        = rt_server_pem_import (settings->certificate, NULL, NULL, &self->flaws, error);
  else
    self->certificate = issue (self, faults, error);
  return self->certificate != NULL;
}

/* Blocks for as long as the disk does. */
static gboolean
run (RtServerLaunch *self, GError **error)
{
  const RtServerSettings *settings = self->settings;
  RtServerOptions options = {
    .recipe = settings->recipe,
    .folder = settings->folder,
    .address = get_address (settings),
    .port = settings->port,
    .n_workers = settings->n_workers,
    .is_coded = settings->is_coded,
    .is_shared = settings->is_shared,
  };
  g_autoptr (RtFaultPlan) faults = plan_faults (settings, error);
  g_autoptr (GError) raw = NULL;

  if (faults == NULL || !find_certificate (self, faults, error))
    return FALSE;
  options.faults = rt_fault_plan_get_length (faults) > 0 ? faults : NULL;
  options.certificate = self->certificate;
  open_log (self);
  if (rt_server_start (self->server, &options, &raw))
    return TRUE;
  if (g_error_matches (raw, RT_ERROR, RT_ERROR_PORT_TAKEN))
    {
      self->owner = rt_port_owner_find (settings->port);
      self->free_port = rt_listener_find_port (options.address, options.port);
    }
  g_propagate_error (error, g_steal_pointer (&raw));
  return FALSE;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (run (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rt_server_launch_run_async:
 * @self: a launch that did not run yet; must live until @callback is called
 * @source: (type GObject): whose server it is
 * @callback: called when the server runs, or does not
 * @user_data: for @callback
 *
 * Comes by a certificate if one is needed, and starts the server.  If its port is taken,
 * finds out who has it, and which one is free.  What may take its time is done in another
 * thread.  A log that cannot be opened is no reason not to serve.
 */
void
rt_server_launch_run_async (RtServerLaunch *self,
                            gpointer source,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);

  g_task_set_source_tag (task, rt_server_launch_run_async);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * rt_server_launch_run_finish:
 * @result: what the callback got
 * @error: return location for a #GError, or %NULL
 *
 * Ends rt_server_launch_run_async().
 *
 * Errors: %RT_ERROR_OTHER for a fault that is none; those of rt_authority_open(),
 * rt_server_pem_import() and rt_server_start().
 *
 * Returns: %TRUE if the server runs
 */
gboolean
rt_server_launch_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rt_server_launch_end:
 * @self: a launch that ran
 *
 * Ends the server at once, as the program ends, and writes what it was asked last.  Blocks
 * for as long as the disk does.
 */
void
rt_server_launch_end (RtServerLaunch *self)
{
  rt_server_end (self->server);
  if (self->log != NULL)
    rt_access_file_close (self->log);
  g_clear_object (&self->log);
}
