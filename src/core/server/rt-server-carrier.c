/* Carries one answer to SoupServer, piece by piece. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-server-carrier.h"

#include "core/server/rt-status-text.h"

struct _RtServerCarrier
{
  RtQuestion *question;
  RtServerCounters *counters; /* borrowed */
  const RtServerCarrierEvents *events;
  gpointer data;

  gint64 start_us;     /* monotonic */
  gboolean is_running; /* begun and not over */
  gboolean is_kept_alive;
  gboolean has_body;
  gboolean is_failed; /* the body cannot be gone on with */
  gboolean is_whole;  /* all of it was written */
  guint64 body_bytes; /* that were sent */
  RtAnswer *answer;
  SoupServerMessage *message;
  GSource *timer; /* NULL: nothing waits */
  GBytes *held;   /* the piece that waits */
};

/**
 * rt_server_carrier_new:
 * @question: (transfer full): what is to be answered
 * @counters: what the answer counts in; must outlive the carrier
 * @events: what to do about it
 * @data: for @events
 *
 * Begins to take the time.
 *
 * Returns: (transfer full): the carrier
 */
RtServerCarrier *
rt_server_carrier_new (RtQuestion *question,
                       RtServerCounters *counters,
                       const RtServerCarrierEvents *events,
                       gpointer data)
{
  RtServerCarrier *self = g_new0 (RtServerCarrier, 1);

  self->question = question;
  self->counters = counters;
  self->events = events;
  self->data = data;
  self->start_us = g_get_monotonic_time ();
  self->is_kept_alive = question->is_kept_alive;
  return self;
}

static void
end_answer (RtServerCarrier *self)
{
  if (self->is_running)
    rt_server_counters_end_answer (self->counters);
  self->is_running = FALSE;
}

static void
clear_timer (RtServerCarrier *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

void
rt_server_carrier_free (RtServerCarrier *self)
{
  clear_timer (self);
  g_clear_pointer (&self->held, g_bytes_unref);
  end_answer (self);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_pointer (&self->answer, rt_answer_free);
  rt_question_free (self->question);
  g_free (self);
}

const RtQuestion *
rt_server_carrier_get_question (const RtServerCarrier *self)
{
  return self->question;
}

static void
wait (RtServerCarrier *self, guint ms, GSourceFunc func)
{
  self->timer = g_timeout_source_new (ms);
  g_source_set_callback (self->timer, func, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static gboolean
on_piece_due (gpointer data)
{
  RtServerCarrier *self = data;
  g_autoptr (GBytes) piece = g_steal_pointer (&self->held);

  clear_timer (self);
  self->events->moved (self->data);
  soup_message_body_append_bytes (soup_server_message_get_response_body (self->message),
                                  piece);
  /* It pauses by itself when it has nothing to send. */
  soup_server_message_unpause (self->message);
  return G_SOURCE_REMOVE;
}

static void
send_next (RtServerCarrier *self)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) piece = rt_answer_read (self->answer, &error);

  if (piece != NULL && self->body_bytes > 0 && rt_answer_get_pause (self->answer) > 0)
    {
      self->held = g_steal_pointer (&piece);
      wait (self, rt_answer_get_pause (self->answer), on_piece_due);
      return;
    }
  if (piece != NULL)
    {
      self->has_body = TRUE;
      soup_message_body_append_bytes (body, piece);
      return;
    }
  if (error == NULL)
    {
      soup_message_body_complete (body);
      self->is_whole = TRUE;
      return;
    }
  /* What is missing must look missing: neither padded nor ended. */
  g_debug ("cannot go on with '%s': %s", self->question->target, error->message);
  self->is_failed = TRUE;
}

static void
break_off (RtServerCarrier *self)
{
  end_answer (self);
  self->events->over (rt_answer_get_broken_ending (self->answer), self->data);
}

/* There is a head to be written, though no body follows. */
static void
on_wrote_headers (SoupServerMessage *message, RtServerCarrier *self)
{
  break_off (self);
}

static void
on_wrote_chunk (SoupServerMessage *message, RtServerCarrier *self)
{
  if (self->is_failed)
    return;
  send_next (self);
  if (self->is_failed)
    break_off (self);
}

static void
on_wrote_body_data (SoupServerMessage *message, guint n_bytes, RtServerCarrier *self)
{
  self->body_bytes += n_bytes;
  rt_server_counters_add_bytes (self->counters, n_bytes);
  self->events->moved (self->data);
}

static void
on_finished (SoupServerMessage *message, RtServerCarrier *self)
{
  end_answer (self);
  if (!self->is_failed)
    self->events->over (RT_ENDING_WHOLE, self->data);
}

static void
set_framing (RtServerCarrier *self, SoupMessageHeaders *headers)
{
  guint status = rt_answer_get_status (self->answer);
  gint64 length = rt_answer_get_length (self->answer);

  if (status == 204)
    {
      /* SoupServer never reads on after this one. */
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_NONE);
      self->is_kept_alive = FALSE;
    }
  else if (status == 304)
    {
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_NONE);
    }
  else if (length >= 0 && !rt_answer_ends_with_connection (self->answer))
    {
      soup_message_headers_set_content_length (headers, length);
    }
  else if (self->question->minor_version > 0
           && !rt_answer_ends_with_connection (self->answer))
    {
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
    }
  else
    {
      /* HTTP/1.0 knows no chunks. */
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_EOF);
      self->is_kept_alive = FALSE;
    }
}

static void
set_head (RtServerCarrier *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  const RtHeaderList *fields = rt_answer_get_fields (self->answer);

  guint status = rt_answer_get_status (self->answer);

  soup_server_message_set_status (self->message, status,
                                  rt_status_text_get_phrase (status));
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *field = rt_header_list_get (fields, i);

      soup_message_headers_append (headers, field->name, field->value);
    }
  set_framing (self, headers);
  if (!self->is_kept_alive)
    soup_message_headers_append (headers, "Connection", "close");
  else if (self->question->minor_version == 0)
    soup_message_headers_append (headers, "Connection", "keep-alive");
}

static void
send (RtServerCarrier *self)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);

  set_head (self);
  soup_message_body_set_accumulate (body, FALSE);
  if (rt_question_is (self->question, "HEAD") || rt_answer_get_length (self->answer) == 0)
    {
      soup_message_body_complete (body);
      self->is_whole = TRUE;
      return;
    }
  g_signal_connect (self->message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), self);
  send_next (self);
  if (self->is_failed)
    g_signal_connect (self->message, "wrote-headers", G_CALLBACK (on_wrote_headers),
                      self);
}

static gboolean
on_due (gpointer data)
{
  RtServerCarrier *self = data;

  clear_timer (self);
  self->events->moved (self->data);
  send (self);
  soup_server_message_unpause (self->message);
  return G_SOURCE_REMOVE;
}

/**
 * rt_server_carrier_begin:
 * @self: a carrier that has not begun
 * @message: what SoupServer asked
 * @answer: (transfer full): what to answer
 *
 * Hands the answer over: a piece of the body each time that the piece before it was sent,
 * so that a body of any length needs little memory.
 */
void
rt_server_carrier_begin (RtServerCarrier *self,
                         SoupServerMessage *message,
                         RtAnswer *answer)
{
  self->message = g_object_ref (message);
  self->answer = answer;
  self->is_running = TRUE;
  rt_server_counters_begin_answer (self->counters);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_wrote_body_data), self);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), self);
  if (rt_answer_get_delay (answer) == 0)
    {
      send (self);
      return;
    }
  soup_server_message_pause (message);
  wait (self, rt_answer_get_delay (answer), on_due);
}

/**
 * rt_server_carrier_is_waiting:
 * @self: a carrier
 *
 * Says whether the answer itself wants to wait for some time yet.
 *
 * Returns: %TRUE if the client is not to blame
 */
gboolean
rt_server_carrier_is_waiting (const RtServerCarrier *self)
{
  return self->timer != NULL;
}

/**
 * rt_server_carrier_has_body:
 * @self: a carrier that has begun
 *
 * Says whether a piece of the body was handed over.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_server_carrier_has_body (const RtServerCarrier *self)
{
  return self->has_body;
}

/**
 * rt_server_carrier_close_after:
 * @self: a carrier
 *
 * Has the connection closed after this answer; the client is told so if the answer has
 * not begun yet.
 */
void
rt_server_carrier_close_after (RtServerCarrier *self)
{
  self->is_kept_alive = FALSE;
}

gboolean
rt_server_carrier_is_kept_alive (const RtServerCarrier *self)
{
  return self->is_kept_alive;
}

/**
 * rt_server_carrier_is_whole:
 * @self: a carrier that has begun
 *
 * Says whether all of the body was handed over and written.
 *
 * Returns: %TRUE if nothing is missing
 */
gboolean
rt_server_carrier_is_whole (const RtServerCarrier *self)
{
  return self->is_whole;
}

/**
 * rt_server_carrier_make_entry:
 * @self: a carrier that has begun
 *
 * Says what became of the request.
 *
 * Returns: (transfer full): for the access log
 */
RtAccessEntry *
rt_server_carrier_make_entry (const RtServerCarrier *self)
{
  RtAccessEntry *entry
      = rt_access_entry_new (self->question->peer->remote_host, self->question);

  entry->time_us = self->question->now_us;
  entry->status = self->answer != NULL ? rt_answer_get_status (self->answer) : 0;
  entry->body_bytes = self->body_bytes;
  entry->duration_us = g_get_monotonic_time () - self->start_us;
  return entry;
}
