/* Takes down what happens on the wire of one request and its answer, from any thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-wire-record.h"

#include <string.h>

/* The head of a request that we composed ourselves cannot be longer than this. */
#define REQUEST_HEAD_LIMIT (1024 * 1024)

struct _RtWireRecord
{
  gatomicrefcount ref_count;

  /* given at construction, never changed */
  char *method;
  GBytes *head; /* nullable; set before the record is in use */
  guint idle_timeout_s;
  GCancellable *cancellable;
  RtWireRecordFunc func;
  gpointer user_data;
  GDestroyNotify destroy;

  GMutex lock; /* guards all below */
  RtTimings timings;
  char *remote_address;
  RtProxyReport *proxy; /* nullable */
  char *local_address;
  RtBothEnds *ends;
  gboolean reused;
  RtTlsInfo *tls;
  GByteArray *sent; /* the first RT_WIRE_KEPT_BYTES */
  GByteArray *received;
  guint64 sent_bytes;
  guint64 received_bytes;
  guint64 request_bytes; /* head and body together; 0 while unknown */
  RtMessageHead *request_head;
  RtMessageHead *answer_head;
  GPtrArray *informational; /* of RtMessageHead */
  RtHeaderList *trailers;
  guint64 body_bytes;
  RtCompleteness completeness;
  RtRemarks remarks;
  GError *error; /* the first that happened */
};

static void
clear_progress (RtWireRecord *self)
{
  self->timings = (RtTimings){ 0 };
  g_clear_pointer (&self->remote_address, g_free);
  g_clear_pointer (&self->local_address, g_free);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  g_clear_pointer (&self->tls, rt_tls_info_unref);
  g_byte_array_set_size (self->sent, 0);
  g_byte_array_set_size (self->received, 0);
  self->sent_bytes = self->received_bytes = 0;
  self->body_bytes = self->request_bytes = 0;
  g_clear_pointer (&self->request_head, rt_message_head_unref);
  g_clear_pointer (&self->answer_head, rt_message_head_unref);
  g_ptr_array_set_size (self->informational, 0);
  g_clear_pointer (&self->trailers, rt_header_list_unref);
  self->completeness = RT_COMPLETE_UNKNOWN;
  self->remarks = RT_REMARK_NONE;
  g_clear_error (&self->error);
}

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

static void
tell (RtWireRecord *self, RtPhase phase)
{
  if (self->func != NULL)
    self->func (self, phase, self->user_data);
}

/**
 * rt_wire_record_new:
 * @method: the request's method
 * @idle_timeout_s: how long nothing may happen, in seconds; 0: for ever
 * @cancellable: (nullable): ends whatever goes on
 * @func: (nullable): called at each step, from a thread of the wire
 * @user_data: handed to @func
 * @destroy: (nullable): frees @user_data, from any thread
 *
 * Makes a record for one request.
 *
 * Returns: (transfer full): the record
 */
RtWireRecord *
rt_wire_record_new (const char *method,
                    guint idle_timeout_s,
                    GCancellable *cancellable,
                    RtWireRecordFunc func,
                    gpointer user_data,
                    GDestroyNotify destroy)
{
  RtWireRecord *self = g_new0 (RtWireRecord, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->method = g_strdup (method);
  self->idle_timeout_s = idle_timeout_s;
  g_set_object (&self->cancellable, cancellable);
  self->func = func;
  self->user_data = user_data;
  self->destroy = destroy;
  self->sent = g_byte_array_new ();
  self->received = g_byte_array_new ();
  self->informational
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_message_head_unref);
  return self;
}

RtWireRecord *
rt_wire_record_ref (RtWireRecord *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_wire_record_unref (RtWireRecord *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  clear_progress (self);
  g_clear_pointer (&self->proxy, rt_proxy_report_unref);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_byte_array_unref (self->sent);
  g_byte_array_unref (self->received);
  g_ptr_array_unref (self->informational);
  g_clear_object (&self->cancellable);
  g_free (self->method);
  g_clear_pointer (&self->head, g_bytes_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * rt_wire_record_set_head:
 * @self: a record that no other thread has seen yet
 * @head: from the request line to the empty line, both included
 *
 * Sets what goes out in place of the head that libsoup writes, which has fields of its
 * own, in an order of its own.  It must announce the same body.
 */
void
rt_wire_record_set_head (RtWireRecord *self, GBytes *head)
{
  g_return_if_fail (self->head == NULL);

  self->head = g_bytes_ref (head);
}

GBytes *
rt_wire_record_get_head (RtWireRecord *self)
{
  return self->head;
}

const char *
rt_wire_record_get_method (RtWireRecord *self)
{
  return self->method;
}

guint
rt_wire_record_get_idle_timeout (RtWireRecord *self)
{
  return self->idle_timeout_s;
}

GCancellable *
rt_wire_record_get_cancellable (RtWireRecord *self)
{
  return self->cancellable;
}

/**
 * rt_wire_record_restart:
 * @self: a record
 *
 * Forgets what happened so far: a kept connection turned out to be dead, and the request
 * goes out again over a new one.
 */
void
rt_wire_record_restart (RtWireRecord *self)
{
  g_mutex_lock (&self->lock);
  clear_progress (self);
  self->reused = FALSE;
  g_mutex_unlock (&self->lock);
}

void
rt_wire_record_begin (RtWireRecord *self, RtPhase phase)
{
  g_mutex_lock (&self->lock);
  self->timings.start[phase] = g_get_monotonic_time ();
  self->timings.end[phase] = 0;
  g_mutex_unlock (&self->lock);
  tell (self, phase);
}

void
rt_wire_record_end (RtWireRecord *self, RtPhase phase)
{
  g_mutex_lock (&self->lock);
  if (self->timings.start[phase] != 0 && self->timings.end[phase] == 0)
    self->timings.end[phase] = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_set_connection:
 * @self: a record
 * @remote_address: (nullable): the peer, such as `[::1]:80`
 * @tls: (nullable): what the handshake came to
 * @reused: whether the connection was kept from an earlier exchange
 *
 * Takes down which connection carries the request.
 */
void
rt_wire_record_set_connection (RtWireRecord *self,
                               const char *remote_address,
                               RtTlsInfo *tls,
                               gboolean reused)
{
  g_mutex_lock (&self->lock);
  g_free (self->remote_address);
  self->remote_address = g_strdup (remote_address);
  g_clear_pointer (&self->tls, rt_tls_info_unref);
  self->tls = tls != NULL ? rt_tls_info_ref (tls) : NULL;
  self->reused = reused;
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_set_proxy:
 * @self: a record
 * @proxy: (nullable): which way the request goes
 *
 * Takes down the way that was chosen, or what is known of it from a kept connection.
 */
void
rt_wire_record_set_proxy (RtWireRecord *self, RtProxyReport *proxy)
{
  g_mutex_lock (&self->lock);
  if (proxy != NULL)
    rt_proxy_report_ref (proxy);
  g_clear_pointer (&self->proxy, rt_proxy_report_unref);
  self->proxy = proxy;
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_set_local_end:
 * @self: a record
 * @local_address: (nullable): our end of the connection, such as `[::1]:40000`
 * @ends: (nullable): where a server of ours hands over what it sees of this client
 *
 * Takes down where the request leaves from.
 */
void
rt_wire_record_set_local_end (RtWireRecord *self,
                              const char *local_address,
                              RtBothEnds *ends)
{
  g_mutex_lock (&self->lock);
  g_free (self->local_address);
  self->local_address = g_strdup (local_address);
  if (ends != NULL)
    rt_both_ends_ref (ends);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  self->ends = ends;
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_set_tunnel:
 * @self: a record
 * @is_tunnel: whether the proxy only passes bytes on
 * @tls: (nullable): what the handshake with the proxy came to
 * @steps: (element-type RtConnectStep): what was said to it; not changed from now on
 *
 * Takes down how the proxy was passed, if there is one.
 */
void
rt_wire_record_set_tunnel (RtWireRecord *self,
                           gboolean is_tunnel,
                           RtTlsInfo *tls,
                           GPtrArray *steps)
{
  RtProxyReport *passed;

  g_mutex_lock (&self->lock);
  if (self->proxy != NULL)
    {
      passed = rt_proxy_report_with_tunnel (self->proxy, is_tunnel, tls, steps);
      rt_proxy_report_unref (self->proxy);
      self->proxy = passed;
    }
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_dup_proxy:
 * @self: a record
 *
 * Returns: (transfer full) (nullable): which way the request goes, as far as that is known
 */
RtProxyReport *
rt_wire_record_dup_proxy (RtWireRecord *self)
{
  RtProxyReport *proxy;

  g_mutex_lock (&self->lock);
  proxy = self->proxy != NULL ? rt_proxy_report_ref (self->proxy) : NULL;
  g_mutex_unlock (&self->lock);
  return proxy;
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
    tell (self, RT_PHASE_WAIT);
  else if (first)
    tell (self, RT_PHASE_SEND);
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
    tell (self, RT_PHASE_RECEIVE);
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
    tell (self, RT_PHASE_RECEIVE);
}

void
rt_wire_record_add_remarks (RtWireRecord *self, RtRemarks remarks)
{
  g_mutex_lock (&self->lock);
  self->remarks |= remarks;
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_fail:
 * @self: a record
 * @error: what happened
 *
 * Takes down why it went wrong.  The first error is the cause; later ones are its
 * consequences and are let go.
 */
void
rt_wire_record_fail (RtWireRecord *self, const GError *error)
{
  g_mutex_lock (&self->lock);
  if (self->error == NULL)
    self->error = g_error_copy (error);
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_finish:
 * @self: a record
 *
 * Ends the phases that are still open: the exchange is over, whatever the reason.
 */
void
rt_wire_record_finish (RtWireRecord *self)
{
  gint64 now = g_get_monotonic_time ();

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < RT_N_PHASES; i++)
    if (self->timings.start[i] != 0 && self->timings.end[i] == 0)
      self->timings.end[i] = now;
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_dup_error:
 * @self: a record
 *
 * Gives what went wrong on the wire.
 *
 * Returns: (transfer full) (nullable): the error, or %NULL if nothing did
 */
GError *
rt_wire_record_dup_error (RtWireRecord *self)
{
  GError *error;

  g_mutex_lock (&self->lock);
  error = self->error != NULL ? g_error_copy (self->error) : NULL;
  g_mutex_unlock (&self->lock);
  return error;
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

/**
 * rt_wire_record_report:
 * @self: a record
 * @with_raw: whether the raw bytes are copied too
 *
 * Makes an immutable snapshot of all that is known by now.
 *
 * Returns: (transfer full): the snapshot
 */
RtWireReport *
rt_wire_record_report (RtWireRecord *self, gboolean with_raw)
{
  RtWireReport *report = rt_wire_report_new ();

  g_mutex_lock (&self->lock);
  report->timings = self->timings;
  report->remote_address = g_strdup (self->remote_address);
  report->proxy = self->proxy != NULL ? rt_proxy_report_ref (self->proxy) : NULL;
  report->local_address = g_strdup (self->local_address);
  report->ends = self->ends != NULL ? rt_both_ends_ref (self->ends) : NULL;
  report->reused = self->reused;
  report->tls = self->tls != NULL ? rt_tls_info_ref (self->tls) : NULL;
  if (self->request_head != NULL)
    report->request_head = rt_message_head_ref (self->request_head);
  if (self->answer_head != NULL)
    report->answer_head = rt_message_head_ref (self->answer_head);
  for (guint i = 0; i < self->informational->len; i++)
    g_ptr_array_add (report->informational,
                     rt_message_head_ref (self->informational->pdata[i]));
  if (self->trailers != NULL)
    report->trailers = rt_header_list_ref (self->trailers);
  if (with_raw)
    {
      report->sent = g_bytes_new (self->sent->data, self->sent->len);
      report->received = g_bytes_new (self->received->data, self->received->len);
    }
  report->sent_bytes = self->sent_bytes;
  report->received_bytes = self->received_bytes;
  report->body_bytes = self->body_bytes;
  report->completeness = self->completeness;
  report->remarks = self->remarks;
  g_mutex_unlock (&self->lock);
  return report;
}
