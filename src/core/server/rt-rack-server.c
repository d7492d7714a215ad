/* One of the user's servers: what is set for it, and how it is doing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtServer"

#include "core/server/rt-rack-server.h"

#include "core/server/rt-local-addresses.h"
#include "core/server/rt-server-launch.h"
#include "core/server/rt-wall-timer.h"

struct _RtRackServer
{
  GObject parent_instance;

  char *authority_folder; /* nullable, where TLS is not wanted */
  char *log_folder;       /* nullable: no log is kept on disk */
  RtBothEnds *ends;       /* nullable */
  RtServerSettings *settings;
  RtAccessList *log;

  RtServerState state;
  gboolean is_to_restart; /* when it has stopped */
  RtServerLaunch *launch; /* the last one, once it is over; NULL: there was none */
  GError *error;          /* of it */
  RtWallTimer *curfew;    /* when the network sees it no more; NULL: it does not now, or
                             for as long as it runs */
};

G_DEFINE_FINAL_TYPE (RtRackServer, rt_rack_server, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
  PROP_SETTINGS,
  PROP_LOG_ERROR,
} RtRackServerProperty;

static GParamSpec *properties[PROP_LOG_ERROR + 1];

GType
rt_server_state_get_type (void)
{
  static gsize type;
  static const GEnumValue values[] = {
    { RT_SERVER_STOPPED, "RT_SERVER_STOPPED", "stopped" },
    { RT_SERVER_STARTING, "RT_SERVER_STARTING", "starting" },
    { RT_SERVER_RUNNING, "RT_SERVER_RUNNING", "running" },
    { RT_SERVER_STOPPING, "RT_SERVER_STOPPING", "stopping" },
    { RT_SERVER_FAILED, "RT_SERVER_FAILED", "failed" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("RtServerState", values));
  return type;
}

/* The one table of allowed steps. */
static gboolean
may_step (RtServerState from, RtServerState to)
{
  switch (from)
    {
    case RT_SERVER_STOPPED:
      return to == RT_SERVER_STARTING;
    case RT_SERVER_FAILED:
      return to == RT_SERVER_STARTING || to == RT_SERVER_STOPPED;
    case RT_SERVER_STARTING:
      return to == RT_SERVER_RUNNING || to == RT_SERVER_FAILED;
    case RT_SERVER_RUNNING:
      return to == RT_SERVER_STOPPING;
    case RT_SERVER_STOPPING:
      return to == RT_SERVER_STOPPED;
    }
  g_return_val_if_reached (FALSE);
}

static void
on_curfew (gpointer data)
{
  RtRackServer *self = data;
  g_autoptr (RtServerSettings) settings = rt_server_settings_copy (self->settings);

  settings->is_visible = FALSE;
  rt_rack_server_set_settings (self, settings);
}

/* Anew with each start, and when another time is set. */
static void
begin_curfew (RtRackServer *self)
{
  guint64 seconds = self->settings->visible_s;

  g_clear_pointer (&self->curfew, rt_wall_timer_free);
  if (self->state == RT_SERVER_RUNNING && self->launch->settings->is_visible
      && seconds > 0)
    self->curfew = rt_wall_timer_new (
        g_get_real_time () + (gint64)(seconds * G_USEC_PER_SEC), on_curfew, self);
}

static void
set_state (RtRackServer *self, RtServerState state)
{
  g_return_if_fail (may_step (self->state, state));

  self->state = state;
  begin_curfew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
on_logged (RtServer *server, GPtrArray *entries, guint n_lost, RtRackServer *self)
{
  rt_access_list_append (self->log, entries, n_lost);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RtRackServer) self = data;

  rt_server_stop_finish (RT_SERVER (source), result);
  set_state (self, RT_SERVER_STOPPED);
  if (self->is_to_restart)
    rt_rack_server_start (self);
}

static void
stop_to_restart (RtRackServer *self, gboolean is_to_restart)
{
  self->is_to_restart = is_to_restart;
  set_state (self, RT_SERVER_STOPPING);
  rt_server_stop_async (self->launch->server, on_stopped, g_object_ref (self));
}

/* Settings may have changed while the server was on its way. */
static void
restart_if_changed (RtRackServer *self)
{
  if (self->state == RT_SERVER_RUNNING
      && !rt_server_settings_runs_alike (self->launch->settings, self->settings))
    stop_to_restart (self, TRUE);
}

/* A file for each recipe and port, whichever server has them: names come and go.  Those
 * that take any port may run at the same time, so each has a file of its own. */
static char *
build_log_path (RtRackServer *self)
{
  const RtServerSettings *settings = self->settings;
  g_autofree char *name = NULL;

  if (self->log_folder == NULL || settings->is_trial)
    return NULL;
  name = settings->port != 0
             ? g_strdup_printf ("%s-%u.log", settings->recipe->id, settings->port)
             : g_strdup_printf ("%s-any-%u.log", settings->recipe->id, settings->number);
  return g_build_filename (self->log_folder, name, NULL);
}

static void
launch_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (rt_server_launch_run (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_log_failed (RtRackServer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOG_ERROR]);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer data)
{
  RtRackServer *self = RT_RACK_SERVER (source);

  self->launch = data;
  if (self->launch->log != NULL)
    g_signal_connect_object (self->launch->log, "failed", G_CALLBACK (on_log_failed),
                             self, G_CONNECT_SWAPPED);
  if (g_task_propagate_boolean (G_TASK (result), &self->error))
    set_state (self, RT_SERVER_RUNNING);
  else
    set_state (self, RT_SERVER_FAILED);
  restart_if_changed (self);
}

static void
rt_rack_server_dispose (GObject *object)
{
  RtRackServer *self = RT_RACK_SERVER (object);

  g_clear_object (&self->log);
  g_clear_pointer (&self->curfew, rt_wall_timer_free);
  G_OBJECT_CLASS (rt_rack_server_parent_class)->dispose (object);
}

static void
rt_rack_server_finalize (GObject *object)
{
  RtRackServer *self = RT_RACK_SERVER (object);

  g_clear_pointer (&self->launch, rt_server_launch_free);
  g_clear_error (&self->error);
  rt_server_settings_free (self->settings);
  g_free (self->authority_folder);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  g_free (self->log_folder);
  G_OBJECT_CLASS (rt_rack_server_parent_class)->finalize (object);
}

static void
rt_rack_server_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtRackServer *self = RT_RACK_SERVER (object);

  switch ((RtRackServerProperty)id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_SETTINGS:
      g_value_set_pointer (value, self->settings);
      break;
    case PROP_LOG_ERROR:
      g_value_set_boxed (value, rt_rack_server_get_log_error (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_rack_server_class_init (RtRackServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rt_rack_server_dispose;
  object_class->finalize = rt_rack_server_finalize;
  object_class->get_property = rt_rack_server_get_property;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, RT_TYPE_SERVER_STATE,
                                              RT_SERVER_STOPPED, flags);
  /* An RtServerSettings. */
  properties[PROP_SETTINGS] = g_param_spec_pointer ("settings", NULL, NULL, flags);
  properties[PROP_LOG_ERROR]
      = g_param_spec_boxed ("log-error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rt_rack_server_init (RtRackServer *self)
{
  self->log = rt_access_list_new (RT_ACCESS_LIST_CAPACITY);
}

/**
 * rt_rack_server_new:
 * @settings: what is set
 * @authority_folder: (nullable): where the user's authority is kept
 * @log_folder: (nullable): where access logs are kept; it need not exist
 *
 * Makes a server that is stopped.
 *
 * Returns: (transfer full): the server
 */
RtRackServer *
rt_rack_server_new (const RtServerSettings *settings,
                    const char *authority_folder,
                    const char *log_folder)
{
  RtRackServer *self = g_object_new (RT_TYPE_RACK_SERVER, NULL);

  self->settings = rt_server_settings_copy (settings);
  self->authority_folder = g_strdup (authority_folder);
  self->log_folder = g_strdup (log_folder);
  return self;
}

void
rt_rack_server_set_ends (RtRackServer *self, RtBothEnds *ends)
{
  g_return_if_fail (RT_IS_RACK_SERVER (self));
  g_return_if_fail (self->ends == NULL);

  self->ends = rt_both_ends_ref (ends);
}

const RtServerSettings *
rt_rack_server_get_settings (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  return self->settings;
}

/**
 * rt_rack_server_set_settings:
 * @self: a server
 * @settings: what is to be set
 *
 * Replaces the settings.  A server that runs is stopped and started again if it has to be;
 * one that failed to start gets another chance.
 */
void
rt_rack_server_set_settings (RtRackServer *self, const RtServerSettings *settings)
{
  gboolean is_alike;
  gboolean has_other_time;

  g_return_if_fail (RT_IS_RACK_SERVER (self));

  if (rt_server_settings_equal (self->settings, settings))
    return;
  is_alike = rt_server_settings_runs_alike (self->settings, settings);
  has_other_time = self->settings->visible_s != settings->visible_s;
  rt_server_settings_free (self->settings);
  self->settings = rt_server_settings_copy (settings);
  if (has_other_time)
    begin_curfew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTINGS]);
  if (self->state == RT_SERVER_FAILED && !is_alike)
    set_state (self, RT_SERVER_STOPPED);
  restart_if_changed (self);
}

RtServerState
rt_rack_server_get_state (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), RT_SERVER_STOPPED);

  return self->state;
}

/**
 * rt_rack_server_start:
 * @self: a server
 *
 * Starts a server that is stopped, or that failed to start.  What may take its time is
 * done in another thread.
 */
void
rt_rack_server_start (RtRackServer *self)
{
  g_autofree char *log_path = NULL;
  g_autoptr (GTask) task = NULL;
  RtServerLaunch *launch;

  g_return_if_fail (RT_IS_RACK_SERVER (self));

  if (!may_step (self->state, RT_SERVER_STARTING))
    return;
  g_clear_error (&self->error);
  g_clear_pointer (&self->launch, rt_server_launch_free);
  log_path = build_log_path (self);
  launch = rt_server_launch_new (self->settings, self->authority_folder, log_path);
  if (self->ends != NULL)
    rt_server_set_ends (launch->server, self->ends);
  g_signal_connect_object (launch->server, "logged", G_CALLBACK (on_logged), self, 0);
  set_state (self, RT_SERVER_STARTING);
  task = g_task_new (self, NULL, on_launched, launch);
  g_task_set_source_tag (task, rt_rack_server_start);
  g_task_set_task_data (task, launch, NULL);
  g_task_run_in_thread (task, launch_in_thread);
}

/**
 * rt_rack_server_stop:
 * @self: a server
 *
 * Stops a server that runs.  Answers on their way get 3 s.
 */
void
rt_rack_server_stop (RtRackServer *self)
{
  g_return_if_fail (RT_IS_RACK_SERVER (self));

  self->is_to_restart = FALSE;
  if (self->state == RT_SERVER_RUNNING)
    stop_to_restart (self, FALSE);
}

/**
 * rt_rack_server_end:
 * @self: a server
 *
 * Ends it at once, as the program ends, with its last lines in the log on disk.  It is not
 * to be started again.
 */
void
rt_rack_server_end (RtRackServer *self)
{
  g_return_if_fail (RT_IS_RACK_SERVER (self));

  if (self->launch != NULL)
    rt_server_launch_end (self->launch);
}

/**
 * rt_rack_server_get_error:
 * @self: a server
 *
 * Returns: (transfer none) (nullable): why it failed to start
 */
const GError *
rt_rack_server_get_error (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  return self->state == RT_SERVER_FAILED ? self->error : NULL;
}

/**
 * rt_rack_server_get_port_owner:
 * @self: a server whose port is taken
 *
 * Returns: (transfer none) (nullable): who has it, where that may be known
 */
const RtPortOwner *
rt_rack_server_get_port_owner (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  return self->launch != NULL ? self->launch->owner : NULL;
}

/**
 * rt_rack_server_get_free_port:
 * @self: a server whose port is taken
 *
 * Returns: the next one that was free, or 0
 */
guint16
rt_rack_server_get_free_port (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), 0);

  return self->launch != NULL ? self->launch->free_port : 0;
}

/**
 * rt_rack_server_build_address:
 * @self: a server
 *
 * Says where this machine can reach it.
 *
 * Returns: (transfer full) (nullable): a URI; %NULL if it does not run
 */
char *
rt_rack_server_build_address (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  return self->state == RT_SERVER_RUNNING ? rt_server_build_address (self->launch->server)
                                          : NULL;
}

/**
 * rt_rack_server_build_address_at:
 * @self: a server
 * @host: a name that others know this machine by
 *
 * Says where others can reach it.
 *
 * Returns: (transfer full) (nullable): a URI; %NULL if it does not run, or is for this
 *   machine only
 */
char *
rt_rack_server_build_address_at (RtRackServer *self, const char *host)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  return self->state == RT_SERVER_RUNNING && self->launch->settings->is_visible
             ? rt_server_build_address_at (self->launch->server, host)
             : NULL;
}

/**
 * rt_rack_server_build_network_addresses:
 * @self: a server
 *
 * Says where others can reach it, as this machine's networks are now.
 *
 * Returns: (transfer full): URIs, best first; none if it does not run, or is for this
 *   machine only
 */
GStrv
rt_rack_server_build_network_addresses (RtRackServer *self)
{
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();
  g_auto (GStrv) hosts = NULL;

  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  if (self->state == RT_SERVER_RUNNING && self->launch->settings->is_visible)
    hosts = rt_local_addresses_of ("*");
  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    {
      g_autofree char *uri = rt_server_build_address_at (self->launch->server, hosts[i]);

      g_strv_builder_add (uris, uri);
    }
  return g_strv_builder_end (uris);
}

/**
 * rt_rack_server_get_curfew:
 * @self: a server
 *
 * Says when it goes back to this machine only.
 *
 * Returns: the real time in µs since 1970; 0: the network does not see it, or sees it as
 *   long as it runs
 */
gint64
rt_rack_server_get_curfew (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), 0);

  return self->curfew != NULL ? rt_wall_timer_get_due (self->curfew) : 0;
}

/**
 * rt_rack_server_get_certificate:
 * @self: a server
 *
 * Returns: (transfer none) (nullable): what it showed its clients last
 */
GTlsCertificate *
rt_rack_server_get_certificate (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  return self->launch != NULL ? self->launch->certificate : NULL;
}

/**
 * rt_rack_server_get_flaws:
 * @self: a server
 *
 * Returns: what is worth saying about its certificate, if that is from a file
 */
RtServerPemFlaws
rt_rack_server_get_flaws (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), 0);

  return self->launch != NULL ? self->launch->flaws : 0;
}

/**
 * rt_rack_server_get_counts:
 * @self: a server
 *
 * Says how much it has done since it was started.  To be asked as often as one likes.
 *
 * Returns: the counts; all 0 if it never ran
 */
RtServerCounts
rt_rack_server_get_counts (RtRackServer *self)
{
  const RtServerCounts none = { 0 };

  g_return_val_if_fail (RT_IS_RACK_SERVER (self), none);

  return self->launch != NULL ? rt_server_get_counts (self->launch->server) : none;
}

/**
 * rt_rack_server_get_log:
 * @self: a server
 *
 * Returns: (transfer none): what it was asked, over all of its starts
 */
RtAccessList *
rt_rack_server_get_log (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  return self->log;
}

/**
 * rt_rack_server_get_log_path:
 * @self: a server
 *
 * Says where what it is asked is written, in the Combined format.
 *
 * Returns: (transfer none) (nullable): the path; %NULL if it was not started yet, or no log
 *   is kept on disk
 */
const char *
rt_rack_server_get_log_path (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  return self->launch != NULL ? self->launch->log_path : NULL;
}

/**
 * rt_rack_server_get_log_error:
 * @self: a server
 *
 * Returns: (transfer none) (nullable): why lines are missing in its log on disk since it
 *   was started
 */
const GError *
rt_rack_server_get_log_error (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  return self->launch != NULL ? self->launch->log_error : NULL;
}
