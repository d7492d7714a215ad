/* One thread of a server, with its listening sockets and its connections. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-server-worker.h"

#include "core/server/rt-server-connection.h"

#include <fcntl.h>
#include <unistd.h>

#define SWEEP_MS 250

typedef struct
{
  RtServerWorker *worker;
  GSocket *socket;
  GSource *source; /* NULL: waits for better times */
} Door;

struct _RtServerWorker
{
  const RtServerPlan *plan; /* borrowed */
  guint limit;
  GThread *thread;
  GMainContext *context;

  /* Of the thread alone. */
  GMainLoop *loop;
  RtServerPoll *poll;
  RtAnswerCache *cache;
  GPtrArray *doors;
  GQueue connections; /* the oldest first */
  guint n_alive;      /* of them, and of those whose last calls are on their way */
  gboolean is_stopping;
  gint64 stop_deadline_us;
};

static void
close_door (Door *door)
{
  if (door->source != NULL)
    {
      g_source_destroy (door->source);
      g_source_unref (door->source);
    }
  door->source = NULL;
}

static void
door_free (gpointer data)
{
  Door *door = data;

  close_door (door);
  g_socket_close (door->socket, NULL);
  g_object_unref (door->socket);
  g_free (door);
}

static void
quit_if_over (RtServerWorker *self)
{
  if (self->is_stopping && self->connections.length == 0)
    g_main_loop_quit (self->loop);
}

static void
on_ended (RtServerConnection *connection, gpointer data)
{
  RtServerWorker *self = data;

  g_queue_remove (&self->connections, connection);
  rt_server_connection_free (connection);
  quit_if_over (self);
}

static void
on_gone (gpointer data)
{
  RtServerWorker *self = data;

  self->n_alive--;
}

static const RtServerConnectionEvents connection_events = { on_ended, on_gone };

/* Those who wait longest make room for who comes: a crowd that only holds connections
 * open keeps nobody out.  FALSE: all of them are being answered. */
static gboolean
drop_one (RtServerWorker *self)
{
  for (GList *link = self->connections.head; link != NULL; link = link->next)
    if (rt_server_connection_is_waiting (link->data))
      {
        rt_server_connection_free (link->data);
        g_queue_delete_link (&self->connections, link);
        return TRUE;
      }
  return FALSE;
}

/* A connection needs another one than its own. */
static gboolean
has_descriptor (RtServerWorker *self)
{
  int fd = fcntl (self->plan->nowhere[0], F_DUPFD_CLOEXEC, 0);

  if (fd >= 0)
    close (fd);
  return fd >= 0;
}

static gboolean
make_room (RtServerWorker *self)
{
  return (self->connections.length < self->limit && has_descriptor (self))
         || drop_one (self);
}

static gboolean
on_client (GSocket *socket, GIOCondition condition, gpointer data)
{
  Door *door = data;
  RtServerWorker *self = door->worker;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) client = g_socket_accept (socket, NULL, &error);

  if (client != NULL && make_room (self))
    {
      self->n_alive++;
      g_queue_push_tail (&self->connections,
                         rt_server_connection_new (self->plan, self->poll, self->cache,
                                                   client, &connection_events, self));
    }
  if (client != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES)
      && drop_one (self))
    return G_SOURCE_CONTINUE;
  /* Trying on at once would only turn in circles. */
  g_debug ("cannot take a client: %s", error->message);
  close_door (door);
  return G_SOURCE_REMOVE;
}

static void
open_door (Door *door)
{
  if (door->source != NULL)
    return;
  door->source = g_socket_create_source (door->socket, G_IO_IN, NULL);
  g_source_set_callback (door->source, G_SOURCE_FUNC (on_client), door, NULL);
  g_source_attach (door->source, door->worker->context);
}

static gboolean
on_sweep (gpointer data)
{
  RtServerWorker *self = data;
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < self->doors->len; i++)
    open_door (g_ptr_array_index (self->doors, i));
  for (GList *link = self->connections.head; link != NULL; link = link->next)
    rt_server_connection_check_deadline (link->data, now_us);
  if (self->is_stopping && now_us >= self->stop_deadline_us)
    g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
begin_stop (gpointer data)
{
  RtServerWorker *self = data;

  self->is_stopping = TRUE;
  g_ptr_array_set_size (self->doors, 0);
  for (GList *link = self->connections.head; link != NULL; link = link->next)
    rt_server_connection_drain (link->data);
  quit_if_over (self);
  return G_SOURCE_REMOVE;
}

static void
free_connection (gpointer data)
{
  rt_server_connection_free (data);
}

static gpointer
run (gpointer data)
{
  RtServerWorker *self = data;
  g_autoptr (GSource) sweep = g_timeout_source_new (SWEEP_MS);

  g_main_context_push_thread_default (self->context);
  for (guint i = 0; i < self->doors->len; i++)
    open_door (g_ptr_array_index (self->doors, i));
  g_source_set_callback (sweep, on_sweep, self, NULL);
  g_source_attach (sweep, self->context);
  g_main_loop_run (self->loop);

  g_source_destroy (sweep);
  g_queue_clear_full (&self->connections, free_connection);
  while (self->n_alive > 0)
    g_main_context_iteration (self->context, TRUE);
  /* What SoupServer put off. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/**
 * rt_server_worker_new:
 * @plan: what to answer; must outlive the worker
 * @sockets: (element-type GSocket): that listen; nobody else may use them
 * @limit: how many connections there may be at once
 *
 * Begins to serve, in a thread of its own.
 *
 * Returns: (transfer full): the worker
 */
RtServerWorker *
rt_server_worker_new (const RtServerPlan *plan, GPtrArray *sockets, guint limit)
{
  RtServerWorker *self = g_new0 (RtServerWorker, 1);

  self->plan = plan;
  self->limit = limit;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->poll = rt_server_poll_new (self->context);
  self->cache = rt_answer_cache_new ();
  self->doors = g_ptr_array_new_with_free_func (door_free);
  g_queue_init (&self->connections);
  for (guint i = 0; i < sockets->len; i++)
    {
      Door *door = g_new0 (Door, 1);

      door->worker = self;
      door->socket = g_object_ref (g_ptr_array_index (sockets, i));
      g_ptr_array_add (self->doors, door);
    }
  self->thread = g_thread_new ("rt-server", run, self);
  return self;
}

/**
 * rt_server_worker_stop:
 * @self: a worker
 * @deadline_us: when it has to be over, in monotonic time
 *
 * Takes no more clients, lets the answers that are on their way come to their end, and
 * then ends the thread.  Returns at once.
 */
void
rt_server_worker_stop (RtServerWorker *self, gint64 deadline_us)
{
  self->stop_deadline_us = deadline_us;
  g_main_context_invoke (self->context, begin_stop, self);
}

/**
 * rt_server_worker_join:
 * @self: (transfer full): a worker that was told to stop
 *
 * Waits until the thread is over, and frees everything.
 */
void
rt_server_worker_join (RtServerWorker *self)
{
  g_thread_join (self->thread);
  g_ptr_array_unref (self->doors);
  rt_server_poll_free (self->poll);
  rt_answer_cache_free (self->cache);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}
