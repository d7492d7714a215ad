/* The SoupServer of one connection, and the streams that it has in place of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-server-soup.h"

#include "core/server/rt-fault-output.h"
#include "core/server/rt-server-output.h"

/* One for each connection: one for all of them keeps the descriptor of each client that
 * left while idle, and cannot be told to end one connection. */
struct _RtServerSoup
{
  const RtServerPlan *plan; /* borrowed */
  RtServerPoll *poll;       /* borrowed */
  const RtServerSoupEvents *events;
  gpointer data;

  GSocket *socket;
  RtServerWatch watch;
  RtServerInput *input;
  RtServerOutput *output;
  RtServerWitness *witness;    /* borrowed */
  RtFaultOutput *fault_output; /* on top of the other; NULL: there are no faults */
  SoupServer *soup;
};

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  RtServerSoup *self = data;

  self->events->request (message, self->data);
}

static void
on_request_aborted (SoupServer *soup, SoupServerMessage *message, RtServerSoup *self)
{
  self->events->aborted (self->data);
}

static void
on_ready (gboolean is_ending, gpointer data)
{
  RtServerSoup *self = data;

  rt_server_input_wake (self->input, is_ending);
  rt_server_output_wake (self->output);
}

/* SoupServer keeps a connection for a second request only as long as it listens somewhere
 * itself. */
static gboolean
listen_nowhere (RtServerSoup *self)
{
  g_autoptr (GSocket) nowhere = rt_server_plan_open_nowhere (self->plan);
  GMainContext *asleep = rt_server_poll_get_asleep (self->poll);
  gboolean is_good;

  if (nowhere == NULL)
    return FALSE;
  g_main_context_push_thread_default (asleep);
  is_good = soup_server_listen_socket (self->soup, nowhere, 0, NULL);
  g_main_context_pop_thread_default (asleep);
  return is_good;
}

static void
make_streams (RtServerSoup *self, GIOStream *io, RtRequestReader *reader)
{
  self->input = rt_server_input_new (io, reader, &self->events->input, self->data);
  self->output = rt_server_output_new (g_io_stream_get_output_stream (io));
  if (self->plan->faults != NULL)
    self->fault_output = rt_fault_output_new (G_OUTPUT_STREAM (self->output),
                                              self->events->moved, self->data);
}

/**
 * rt_server_soup_new:
 * @plan: what the server knows; must outlive it
 * @poll: of this thread; must outlive it
 * @io: the client's socket, or TLS on it
 * @socket: the client's socket
 * @reader: reads its requests; must outlive it
 * @events: what to do about them
 * @data: for @events
 *
 * Makes a SoupServer, and the streams for it.
 *
 * Returns: (transfer full): the SoupServer
 */
RtServerSoup *
rt_server_soup_new (const RtServerPlan *plan,
                    RtServerPoll *poll,
                    GIOStream *io,
                    GSocket *socket,
                    RtRequestReader *reader,
                    const RtServerSoupEvents *events,
                    gpointer data)
{
  RtServerSoup *self = g_new0 (RtServerSoup, 1);

  self->plan = plan;
  self->poll = poll;
  self->events = events;
  self->data = data;
  self->watch = (RtServerWatch){ on_ready, self };
  self->socket = g_object_ref (socket);
  make_streams (self, io, reader);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  g_signal_connect (self->soup, "request-aborted", G_CALLBACK (on_request_aborted), self);
  return self;
}

/**
 * rt_server_soup_begin:
 * @self: a SoupServer that has not begun
 * @local: our end of the connection
 * @remote: the client's
 *
 * Reads what the client sends, and tells of it; the first of it before this returns.
 *
 * Returns: %FALSE if descriptors ran out
 */
gboolean
rt_server_soup_begin (RtServerSoup *self, GSocketAddress *local, GSocketAddress *remote)
{
  g_autoptr (GIOStream) both = NULL;

  if (!rt_server_poll_add (self->poll, self->socket, &self->watch)
      || !listen_nowhere (self))
    return FALSE;
  both = g_simple_io_stream_new (G_INPUT_STREAM (self->input),
                                 self->fault_output != NULL
                                     ? G_OUTPUT_STREAM (self->fault_output)
                                     : G_OUTPUT_STREAM (self->output));
  return soup_server_accept_iostream (self->soup, both, local, remote, NULL);
}

/**
 * rt_server_soup_free:
 * @self: a SoupServer
 *
 * Ends it, whatever it is doing, and tells nothing more.  The socket stays open.
 */
void
rt_server_soup_free (RtServerSoup *self)
{
  rt_server_poll_remove (self->poll, self->socket);
  rt_server_input_detach (self->input);
  rt_server_output_detach (self->output);
  if (self->fault_output != NULL)
    rt_fault_output_detach (self->fault_output);
  g_signal_handlers_disconnect_by_data (self->soup, self);
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  g_object_unref (self->input);
  g_object_unref (self->output);
  g_clear_object (&self->fault_output);
  g_object_unref (self->socket);
  g_free (self);
}

/**
 * rt_server_soup_strike:
 * @self: the SoupServer of a server with faults
 * @strike: what is to be wrong
 *
 * Says what becomes of the bytes of the answer that follows.
 */
void
rt_server_soup_strike (RtServerSoup *self, const RtFaultStrike *strike)
{
  rt_fault_output_begin (self->fault_output, strike);
}

/**
 * rt_server_soup_send_together:
 * @self: a SoupServer that has got the first piece of a body
 *
 * Has the head wait for it.  With faults, the body may have to wait where the head does
 * not.
 */
void
rt_server_soup_send_together (RtServerSoup *self)
{
  if (self->fault_output == NULL)
    rt_server_output_hold_next (self->output);
}

/**
 * rt_server_soup_set_witness:
 * @self: a SoupServer
 * @witness: sees what goes out; must outlive it
 */
void
rt_server_soup_set_witness (RtServerSoup *self, RtServerWitness *witness)
{
  self->witness = witness;
  rt_server_output_set_witness (self->output, witness);
}

/**
 * rt_server_soup_pass_on:
 * @self: a SoupServer
 * @answer: that is not being read yet
 *
 * Has the kernel send what of it lies in a file, unless somebody else has to look at it:
 * TLS, faults and a witness do.
 */
void
rt_server_soup_pass_on (RtServerSoup *self, RtAnswer *answer)
{
  if (self->plan->certificate == NULL && self->plan->faults == NULL
      && !rt_server_witness_is_present (self->witness))
    rt_answer_use_window (answer, rt_server_output_get_window (self->output));
}

/**
 * rt_server_soup_begin_copy:
 * @self: the SoupServer of a server without faults
 *
 * Keeps the bytes of the answer that follows.
 */
void
rt_server_soup_begin_copy (RtServerSoup *self)
{
  rt_server_output_begin_copy (self->output);
}

/**
 * rt_server_soup_end_copy:
 * @self: a SoupServer
 *
 * Returns: (transfer full) (nullable): the bytes that were kept, if any were
 */
GBytes *
rt_server_soup_end_copy (RtServerSoup *self)
{
  return rt_server_output_end_copy (self->output);
}

/**
 * rt_server_soup_is_holding:
 * @self: a SoupServer
 *
 * Says whether it is a fault that keeps bytes back, and not the client.
 *
 * Returns: %TRUE until they go out
 */
gboolean
rt_server_soup_is_holding (const RtServerSoup *self)
{
  return self->fault_output != NULL && rt_fault_output_is_holding (self->fault_output);
}
