/* Takes down what happens on the wire of one request and its answer, from any thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-wire-record-private.h"

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

void
rt_wire_record_tell (RtWireRecord *self, RtPhase phase)
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
  rt_wire_record_tell (self, phase);
}

void
rt_wire_record_end (RtWireRecord *self, RtPhase phase)
{
  g_mutex_lock (&self->lock);
  if (self->timings.start[phase] != 0 && self->timings.end[phase] == 0)
    self->timings.end[phase] = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
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
