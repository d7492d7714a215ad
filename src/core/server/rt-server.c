/* A local server that can be started and stopped. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server.h"

#include "core/server/rt-listener.h"
#include "core/server/rt-server-plan.h"
#include "core/server/rt-server-worker.h"
#include "core/wire/rt-error.h"

#include <string.h>

#define CONNECTIONS_MAX 256
#define DRAIN_S 3
#define LOG_MS 100

/* Final, without subclasses: what differs is the recipe.  Not running when it has no
 * workers. */
struct _RtServer
{
  GObject parent_instance;

  RtBothEnds *ends; /* nullable */
  RtServerPlan *plan;
  GPtrArray *workers;
  char *host; /* for the address */
  guint16 port;
  GMainContext *context; /* of whoever made the server */
  GSource *log_timer;
};

G_DEFINE_FINAL_TYPE (RtServer, rt_server, G_TYPE_OBJECT)

enum
{
  LOGGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
drain_log (RtServer *self)
{
  guint n_lost;
  g_autoptr (GPtrArray) entries = rt_access_log_drain (self->plan->log, &n_lost);

  if (entries->len > 0 || n_lost > 0)
    g_signal_emit (self, signals[LOGGED], 0, entries, n_lost);
}

static gboolean
on_log_time (gpointer data)
{
  drain_log (data);
  return G_SOURCE_CONTINUE;
}

static void
stop_workers (GPtrArray *workers, int seconds)
{
  gint64 deadline_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  for (guint i = 0; i < workers->len; i++)
    rt_server_worker_stop (g_ptr_array_index (workers, i), deadline_us);
}

static void
join_workers (GPtrArray *workers)
{
  for (guint i = 0; i < workers->len; i++)
    rt_server_worker_join (g_ptr_array_index (workers, i));
  g_ptr_array_unref (workers);
}

static void
clear_log_timer (RtServer *self)
{
  if (self->log_timer != NULL)
    g_source_destroy (self->log_timer);
  g_clear_pointer (&self->log_timer, g_source_unref);
}

static void
rt_server_dispose (GObject *object)
{
  rt_server_end (RT_SERVER (object));
  G_OBJECT_CLASS (rt_server_parent_class)->dispose (object);
}

static void
rt_server_finalize (GObject *object)
{
  RtServer *self = RT_SERVER (object);

  g_clear_pointer (&self->plan, rt_server_plan_free);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  g_free (self->host);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (rt_server_parent_class)->finalize (object);
}

static void
rt_server_class_init (RtServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_server_finalize;

  /**
   * RtServer::logged:
   * @self: a server
   * @entries: (element-type RtAccessEntry): what was asked since the last time
   * @n_lost: how many more there were, for which there was no room
   *
   * Tells what was asked, ten times a second at most, in the context of rt_server_new().
   */
  signals[LOGGED]
      = g_signal_new ("logged", RT_TYPE_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY, G_TYPE_UINT);
}

static void
rt_server_init (RtServer *self)
{
  self->context = g_main_context_ref_thread_default ();
}

RtServer *
rt_server_new (void)
{
  return g_object_new (RT_TYPE_SERVER, NULL);
}

/**
 * rt_server_set_ends:
 * @self: a server that was not started yet
 * @ends: knows the connections of our own client
 *
 * Has the server hand over what it sees of the exchanges with that client.
 */
void
rt_server_set_ends (RtServer *self, RtBothEnds *ends)
{
  g_return_if_fail (RT_IS_SERVER (self));
  g_return_if_fail (self->ends == NULL && self->plan == NULL);

  self->ends = rt_both_ends_ref (ends);
}

static gboolean
check_proxy (const RtServerOptions *options, gboolean is_loopback, GError **error)
{
  const RtRelayProtocol *relay = options->recipe->relay;
  const char *wrong = NULL;

  if (relay != NULL && !is_loopback)
    wrong = "a proxy serves this machine only";
  else if (relay != NULL && options->certificate != NULL && relay->secure_scheme == NULL)
    wrong = "nobody speaks this over TLS";
  if (wrong != NULL)
    g_set_error_literal (error, RT_ERROR, RT_ERROR_OTHER, wrong);
  return wrong == NULL;
}

static RtServerPlan *
make_plan (RtServer *self,
           const RtServerOptions *options,
           gboolean is_loopback,
           GError **error)
{
  RtServerPlan *plan;

  if (!check_proxy (options, is_loopback, error))
    return NULL;
  plan = rt_server_plan_new (options->recipe, options->folder, error);
  if (plan == NULL)
    return NULL;
  if (options->is_coded || options->recipe->is_coded)
    plan->encoder = rt_page_encoder_new ();
  if (options->certificate != NULL)
    plan->certificate = g_object_ref (options->certificate);
  if (options->faults != NULL)
    plan->faults = rt_fault_tally_new (options->faults);
  plan->credentials = g_strdup (options->credentials);
  plan->ends = self->ends != NULL ? rt_both_ends_ref (self->ends) : NULL;
  plan->is_shared = options->is_shared;
  plan->is_loopback = is_loopback;
  return plan;
}

static gboolean
is_loopback (const char *address)
{
  g_autoptr (GInetAddress) parsed
      = address != NULL ? g_inet_address_new_from_string (address) : NULL;

  return address == NULL || (parsed != NULL && g_inet_address_get_is_loopback (parsed));
}

static void
start_log_timer (RtServer *self)
{
  self->log_timer = g_timeout_source_new (LOG_MS);
  g_source_set_callback (self->log_timer, on_log_time, self, NULL);
  g_source_attach (self->log_timer, self->context);
}

/**
 * rt_server_start:
 * @self: a server that is not running
 * @options: how it is to run
 * @error: return location for a #GError, or %NULL
 *
 * Starts the server: from now on clients can connect.  Another thread may do it, as long
 * as no other call is made meanwhile.
 *
 * Errors: those of rt_listener_open(), and %RT_ERROR_FILE for a folder that cannot be
 * served.
 *
 * Returns: %TRUE if it runs
 */
gboolean
rt_server_start (RtServer *self, const RtServerOptions *options, GError **error)
{
  guint n_workers = options->n_workers > 0 ? options->n_workers : g_get_num_processors ();
  g_autoptr (RtServerPlan) plan
      = make_plan (self, options, is_loopback (options->address), error);
  g_autoptr (GPtrArray) groups = NULL;

  g_return_val_if_fail (self->workers == NULL, FALSE);
  if (plan == NULL)
    return FALSE;
  groups = rt_listener_open (options->address, options->port, n_workers, error);
  if (groups == NULL)
    return FALSE;

  g_clear_pointer (&self->plan, rt_server_plan_free);
  self->plan = g_steal_pointer (&plan);
  self->port = rt_listener_get_port (groups);
  g_free (self->host);
  self->host
      = g_strdup (options->address != NULL && *options->address != '*' ? options->address
                                                                       : "localhost");
  self->workers = g_ptr_array_new ();
  for (guint i = 0; i < groups->len; i++)
    g_ptr_array_add (self->workers,
                     rt_server_worker_new (self->plan, g_ptr_array_index (groups, i),
                                           MAX (CONNECTIONS_MAX / n_workers, 1)));
  start_log_timer (self);
  return TRUE;
}

static void
wait_for_workers (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  join_workers (data);
  g_task_return_boolean (task, TRUE);
}

/**
 * rt_server_stop_async:
 * @self: a server that runs
 * @callback: called when it has stopped
 * @user_data: for @callback
 *
 * Takes no more clients, and gives the answers that are on their way up to 3 s.
 */
void
rt_server_stop_async (RtServer *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (self->workers != NULL);
  g_task_set_source_tag (task, rt_server_stop_async);
  stop_workers (self->workers, DRAIN_S);
  g_task_set_task_data (task, g_steal_pointer (&self->workers), NULL);
  g_task_run_in_thread (task, wait_for_workers);
}

/**
 * rt_server_stop_finish:
 * @self: a server
 * @result: what the callback was given
 *
 * Ends stopping.  The last lines of the log are told before it returns.
 */
void
rt_server_stop_finish (RtServer *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
  clear_log_timer (self);
  drain_log (self);
}

/**
 * rt_server_end:
 * @self: a server
 *
 * Ends it at once, if it runs, with all of its connections.  The last lines of the log are
 * told before it returns.
 */
void
rt_server_end (RtServer *self)
{
  clear_log_timer (self);
  if (self->workers != NULL)
    {
      stop_workers (self->workers, 0);
      join_workers (g_steal_pointer (&self->workers));
    }
  if (self->plan != NULL)
    drain_log (self);
}

/**
 * rt_server_build_address:
 * @self: a server that was started
 *
 * Says where this machine can reach it.
 *
 * Returns: (transfer full): a URI
 */
char *
rt_server_build_address (RtServer *self)
{
  return rt_server_build_address_at (self, self->host);
}

/**
 * rt_server_build_address_at:
 * @self: a server that was started
 * @host: a name or an address that clients know the machine by
 *
 * Says where such clients can reach it.
 *
 * Returns: (transfer full): a URI
 */
char *
rt_server_build_address_at (RtServer *self, const char *host)
{
  gboolean is_ipv6 = strchr (host, ':') != NULL;

  const RtRelayProtocol *relay = self->plan->recipe->relay;
  gboolean is_secure = self->plan->certificate != NULL;
  const char *scheme = is_secure ? "https" : "http";

  if (relay != NULL)
    scheme = is_secure ? relay->secure_scheme : relay->scheme;
  return g_strdup_printf ("%s://%s%s%s:%u/", scheme, is_ipv6 ? "[" : "", host,
                          is_ipv6 ? "]" : "", self->port);
}

/**
 * rt_server_get_counts:
 * @self: a server
 *
 * Says how much it has done since it was started, also after it has stopped.  Costs next
 * to nothing, so it may be asked often.
 *
 * Returns: the counts; all 0 if it never ran
 */
RtServerCounts
rt_server_get_counts (RtServer *self)
{
  const RtServerCounts none = { 0 };

  return self->plan != NULL ? rt_server_counters_read (self->plan->counters) : none;
}
