/* What the connections of one thread wait with. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-poll.h"

#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

#define EVENTS_AT_ONCE 64

/* GLib asks poll() about every descriptor in every turn, and writes to an eventfd whenever
 * a source with one comes or goes: SoupServer makes new ones for every request, and that
 * cost more than the answer.  So a context has one descriptor for all sockets, and the
 * sources of the streams have none. */
typedef struct
{
  GSource parent;

  int fd;
} PollSource;

struct _RtServerPoll
{
  PollSource *source;
  GMainContext *asleep;
};

static gboolean
dispatch_poll (GSource *source, GSourceFunc callback, gpointer data)
{
  struct epoll_event events[EVENTS_AT_ONCE];
  int n = epoll_wait (((PollSource *)source)->fd, events, EVENTS_AT_ONCE, 0);

  for (int i = 0; i < n; i++)
    {
      const RtServerWatch *watch = events[i].data.ptr;

      watch->ready ((events[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0,
                    watch->data);
    }
  return G_SOURCE_CONTINUE;
}

static void
finalize_poll (GSource *source)
{
  close (((PollSource *)source)->fd);
}

static GSourceFuncs poll_funcs = { .dispatch = dispatch_poll, .finalize = finalize_poll };

/**
 * rt_server_poll_new:
 * @context: of the thread
 *
 * Begins to wait for what is added.
 *
 * Returns: (transfer full): the poll
 */
RtServerPoll *
rt_server_poll_new (GMainContext *context)
{
  RtServerPoll *self = g_new0 (RtServerPoll, 1);
  int fd = epoll_create1 (EPOLL_CLOEXEC);

  /* As g_main_context_new() does, which takes a descriptor, too. */
  if (fd < 0)
    g_error ("cannot make an epoll descriptor: %s", g_strerror (errno));
  self->asleep = g_main_context_new ();
  self->source = (PollSource *)g_source_new (&poll_funcs, sizeof (PollSource));
  self->source->fd = fd;
  g_source_add_unix_fd (&self->source->parent, fd, G_IO_IN);
  g_source_attach (&self->source->parent, context);
  return self;
}

void
rt_server_poll_free (RtServerPoll *self)
{
  g_source_destroy (&self->source->parent);
  g_source_unref (&self->source->parent);
  g_main_context_unref (self->asleep);
  g_free (self);
}

/**
 * rt_server_poll_get_asleep:
 * @self: a poll
 *
 * Gives a context that nobody runs: for sources that must be somewhere and never have
 * anything to tell.
 *
 * Returns: (transfer none): the context
 */
GMainContext *
rt_server_poll_get_asleep (RtServerPoll *self)
{
  return self->asleep;
}

/**
 * rt_server_poll_add:
 * @self: a poll
 * @socket: a socket
 * @watch: what to tell; must stay where it is until rt_server_poll_remove()
 *
 * Tells each change for the better of a socket: that more came or that the other side
 * closed, and that there is room again.  What can be done already is told, too.  Nothing
 * may be removed by what is told.
 *
 * Returns: %FALSE if the system has no room for it
 */
gboolean
rt_server_poll_add (RtServerPoll *self, GSocket *socket, const RtServerWatch *watch)
{
  struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
                               .data.ptr = (gpointer)watch };

  return epoll_ctl (self->source->fd, EPOLL_CTL_ADD, g_socket_get_fd (socket), &event)
         == 0;
}

void
rt_server_poll_remove (RtServerPoll *self, GSocket *socket)
{
  epoll_ctl (self->source->fd, EPOLL_CTL_DEL, g_socket_get_fd (socket), NULL);
}

/**
 * rt_server_poll_has_left:
 * @socket: a socket that nobody reads any more
 *
 * Asks the system, the only one that can tell.
 *
 * Returns: %TRUE if the other side has closed
 */
gboolean
rt_server_poll_has_left (GSocket *socket)
{
  struct pollfd look = { g_socket_get_fd (socket), POLLRDHUP, 0 };

  return poll (&look, 1, 0) > 0;
}

/**
 * rt_server_wait_create_source:
 * @self: a direction
 * @stream: the pollable stream it is of
 * @is_ready: whether the stream has something besides what its socket has
 * @cancellable: (nullable): ends the wait
 *
 * Makes a source for @stream that has no descriptor.
 *
 * Returns: (transfer full): the source
 */
GSource *
rt_server_wait_create_source (RtServerWait *self,
                              gpointer stream,
                              gboolean is_ready,
                              GCancellable *cancellable)
{
  GSource *source = g_pollable_source_new_full (stream, NULL, cancellable);

  rt_server_wait_clear (self);
  if (is_ready || self->may_go)
    g_source_set_ready_time (source, 0);
  else
    self->source = g_source_ref (source);
  return source;
}

/**
 * rt_server_wait_end:
 * @self: a direction
 *
 * Has whoever waits try again.
 */
void
rt_server_wait_end (RtServerWait *self)
{
  self->may_go = TRUE;
  if (self->source != NULL)
    g_source_set_ready_time (self->source, 0);
  rt_server_wait_clear (self);
}

/**
 * rt_server_wait_clear:
 * @self: a direction
 *
 * Lets go of the source, which keeps its stream.
 */
void
rt_server_wait_clear (RtServerWait *self)
{
  g_clear_pointer (&self->source, g_source_unref);
}
