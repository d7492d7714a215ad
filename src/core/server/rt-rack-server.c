/* One of the user's servers: what is set for it, and how it is doing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-rack-server.h"

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
  g_return_if_fail (rt_server_state_may_become (self->state, state));

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
  if (rt_server_launch_run_finish (result, &self->error))
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
      g_value_set_boxed (value, self->launch != NULL ? self->launch->log_error : NULL);
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
 * @ends: (nullable): takes what it sees of the exchanges with our own client
 *
 * Makes a server that is stopped.
 *
 * Returns: (transfer full): the server
 */
RtRackServer *
rt_rack_server_new (const RtServerSettings *settings,
                    const char *authority_folder,
                    const char *log_folder,
                    RtBothEnds *ends)
{
  RtRackServer *self = g_object_new (RT_TYPE_RACK_SERVER, NULL);

  self->settings = rt_server_settings_copy (settings);
  self->authority_folder = g_strdup (authority_folder);
  self->log_folder = g_strdup (log_folder);
  self->ends = ends != NULL ? rt_both_ends_ref (ends) : NULL;
  return self;
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
  RtServerLaunch *launch;

  g_return_if_fail (RT_IS_RACK_SERVER (self));

  if (!rt_server_state_may_become (self->state, RT_SERVER_STARTING))
    return;
  g_clear_error (&self->error);
  g_clear_pointer (&self->launch, rt_server_launch_free);
  launch
      = rt_server_launch_new (self->settings, self->authority_folder, self->log_folder);
  if (self->ends != NULL)
    rt_server_set_ends (launch->server, self->ends);
  g_signal_connect_object (launch->server, "logged", G_CALLBACK (on_logged), self, 0);
  set_state (self, RT_SERVER_STARTING);
  rt_server_launch_run_async (launch, self, on_launched, launch);
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
 * rt_rack_server_get_launch:
 * @self: a server
 *
 * Tells how its last start went.
 *
 * Returns: (transfer none) (nullable): %NULL if it was never started, or is starting now
 */
const RtServerLaunch *
rt_rack_server_get_launch (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  return self->launch;
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

RtAccessList *
rt_rack_server_get_log (RtRackServer *self)
{
  g_return_val_if_fail (RT_IS_RACK_SERVER (self), NULL);

  return self->log;
}
