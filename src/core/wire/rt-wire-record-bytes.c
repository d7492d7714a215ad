/* What a wire record takes down of the bytes that go out and come in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-wire-record-private.h"

#include <string.h>

/* The head of a request that we composed ourselves cannot be longer than this. */
#define REQUEST_HEAD_LIMIT (1024 * 1024)

static void
keep (GByteArray *kept, const guint8 *data, gsize length)
{
  gsize room = RT_WIRE_KEPT_BYTES - MIN (kept->len, RT_WIRE_KEPT_BYTES);

  g_byte_array_append (kept, data, MIN (length, room));
}

/* The request's head is what stands before its first empty line.  libsoup announces the
 * length of every body that we hand to it, but for one whose length nobody knows. */
static void
find_request_head (RtWireRecord *self)
{
  const char *end;
  const char *length;
  g_autoptr (GBytes) raw = NULL;

  if (self->request_head != NULL || self->sent->len > REQUEST_HEAD_LIMIT)
    return;
  end = memmem (self->sent->data, self->sent->len, "\r\n\r\n", 4);
  if (end == NULL)
    return;
  raw = g_bytes_new (self->sent->data, (const guint8 *)end + 4 - self->sent->data);
  self->request_head = rt_message_head_parse (raw, RT_HEAD_REQUEST, NULL);
  if (self->request_head == NULL
      || rt_header_list_find (self->request_head->fields, "Transfer-Encoding") != NULL)
    return;
  length = rt_header_list_find (self->request_head->fields, "Content-Length");
  self->request_bytes = g_bytes_get_size (raw)
                        + (length != NULL ? g_ascii_strtoull (length, NULL, 10) : 0);
}

/**
 * rt_wire_record_add_sent:
 * @self: a record
 * @data: bytes that went out
 * @length: how many
 * @since_us: the monotonic time before they did: the peer may have them by now
 *
 * Takes down a piece of the request, and so when sending began and ended.
 */
void
rt_wire_record_add_sent (RtWireRecord *self,
                         const guint8 *data,
                         gsize length,
                         gint64 since_us)
{
  gint64 now = g_get_monotonic_time ();
  gboolean first, last;

  g_mutex_lock (&self->lock);
  first = self->sent_bytes == 0;
  if (first)
    self->timings.start[RT_PHASE_SEND] = since_us;
  keep (self->sent, data, length);
  self->sent_bytes += length;
  find_request_head (self);
  self->timings.end[RT_PHASE_SEND] = now;
  last = self->request_bytes != 0 && self->sent_bytes >= self->request_bytes
         && self->received_bytes == 0;
  if (last)
    self->timings.start[RT_PHASE_WAIT] = now;
  g_mutex_unlock (&self->lock);

  if (last)
    rt_wire_record_tell (self, RT_PHASE_WAIT);
  else if (first)
    rt_wire_record_tell (self, RT_PHASE_SEND);
}

/**
 * rt_wire_record_add_received:
 * @self: a record
 * @data: bytes that came in
 * @length: how many
 *
 * Takes down a piece of the answer, and so when waiting ended.
 */
void
rt_wire_record_add_received (RtWireRecord *self, const guint8 *data, gsize length)
{
  gint64 now = g_get_monotonic_time ();
  gboolean first;

  g_mutex_lock (&self->lock);
  first = self->received_bytes == 0;
  if (first)
    {
      if (self->timings.start[RT_PHASE_WAIT] != 0)
        self->timings.end[RT_PHASE_WAIT] = now;
      self->timings.start[RT_PHASE_RECEIVE] = now;
    }
  keep (self->received, data, length);
  self->received_bytes += length;
  g_mutex_unlock (&self->lock);

  if (first)
    rt_wire_record_tell (self, RT_PHASE_RECEIVE);
}

/**
 * rt_wire_record_set_answer:
 * @self: a record
 * @framer: the framer that reads the answer, in the thread that owns it
 *
 * Takes down what @framer knows by now.
 */
void
rt_wire_record_set_answer (RtWireRecord *self, RtAnswerFramer *framer)
{
  RtMessageHead *head = rt_answer_framer_get_head (framer);
  GPtrArray *informational = rt_answer_framer_get_informational (framer);
  RtHeaderList *trailers = rt_answer_framer_get_trailers (framer);
  const GError *error = rt_answer_framer_get_error (framer);
  gboolean news = FALSE;

  g_mutex_lock (&self->lock);
  if (head != NULL && self->answer_head == NULL)
    {
      self->answer_head = rt_message_head_ref (head);
      news = TRUE;
    }
  while (informational != NULL && self->informational->len < informational->len)
    {
      RtMessageHead *next = informational->pdata[self->informational->len];
      g_ptr_array_add (self->informational, rt_message_head_ref (next));
      news = TRUE;
    }
  if (trailers != NULL && self->trailers == NULL)
    self->trailers = rt_header_list_ref (trailers);
  self->remarks |= rt_answer_framer_get_remarks (framer);
  self->completeness = rt_answer_framer_get_completeness (framer);
  self->body_bytes = rt_answer_framer_get_body_bytes (framer);
  if (error != NULL && self->error == NULL)
    self->error = g_error_copy (error);
  if (rt_answer_framer_get_state (framer) >= RT_FRAMER_DONE)
    self->timings.end[RT_PHASE_RECEIVE] = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);

  if (news)
    rt_wire_record_tell (self, RT_PHASE_RECEIVE);
}

guint64
rt_wire_record_get_sent_bytes (RtWireRecord *self)
{
  guint64 sent;

  g_mutex_lock (&self->lock);
  sent = self->sent_bytes;
  g_mutex_unlock (&self->lock);
  return sent;
}

/**
 * rt_wire_record_get_request_bytes:
 * @self: a record
 *
 * Gives how long the request is, head and body together, as its head announces.
 *
 * Returns: the length in bytes, 0 while it is unknown
 */
guint64
rt_wire_record_get_request_bytes (RtWireRecord *self)
{
  guint64 bytes;

  g_mutex_lock (&self->lock);
  bytes = self->request_bytes;
  g_mutex_unlock (&self->lock);
  return bytes;
}

/**
 * rt_wire_record_is_sent:
 * @self: a record
 *
 * Says whether the request is out, as far as its length is known.
 *
 * Returns: %FALSE while more of the request is to come from our side
 */
gboolean
rt_wire_record_is_sent (RtWireRecord *self)
{
  gboolean sent;

  g_mutex_lock (&self->lock);
  sent = self->sent_bytes > 0 && self->sent_bytes >= self->request_bytes;
  g_mutex_unlock (&self->lock);
  return sent;
}

/**
 * rt_wire_record_expects_continue:
 * @self: a record
 *
 * Says whether the body is held back until the server asks for it.
 *
 * Source: [RFC 9110 §10.1.1](https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1)
 *
 * Returns: %TRUE if the request said `Expect: 100-continue` and only its head is out
 */
gboolean
rt_wire_record_expects_continue (RtWireRecord *self)
{
  const char *expect = NULL;
  gboolean expects;

  g_mutex_lock (&self->lock);
  if (self->request_head != NULL)
    expect = rt_header_list_find (self->request_head->fields, "Expect");
  expects = expect != NULL && g_ascii_strcasecmp (expect, "100-continue") == 0
            && self->sent_bytes == g_bytes_get_size (self->request_head->raw);
  g_mutex_unlock (&self->lock);
  return expects;
}
