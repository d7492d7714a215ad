/* What was seen on the wire of one request and its answer: an immutable snapshot. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-wire-report.h"

/**
 * rt_wire_report_new:
 *
 * Makes an empty report; whoever makes it fills it in before handing it over.
 *
 * Returns: (transfer full): the report
 */
RtWireReport *
rt_wire_report_new (void)
{
  RtWireReport *self = g_new0 (RtWireReport, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->informational
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_message_head_unref);
  return self;
}

/**
 * rt_wire_report_copy:
 * @self: a report
 *
 * Copies a report, so that the copy can be changed before it is handed over.
 *
 * Returns: (transfer full): the copy; what it refers to is shared
 */
RtWireReport *
rt_wire_report_copy (const RtWireReport *self)
{
  RtWireReport *copy = rt_wire_report_new ();

  copy->timings = self->timings;
  copy->remote_address = g_strdup (self->remote_address);
  copy->proxy = self->proxy != NULL ? rt_proxy_report_ref (self->proxy) : NULL;
  copy->local_address = g_strdup (self->local_address);
  copy->ends = self->ends != NULL ? rt_both_ends_ref (self->ends) : NULL;
  copy->reused = self->reused;
  copy->tls = self->tls != NULL ? rt_tls_info_ref (self->tls) : NULL;
  if (self->request_head != NULL)
    copy->request_head = rt_message_head_ref (self->request_head);
  if (self->answer_head != NULL)
    copy->answer_head = rt_message_head_ref (self->answer_head);
  for (guint i = 0; i < self->informational->len; i++)
    g_ptr_array_add (copy->informational,
                     rt_message_head_ref (self->informational->pdata[i]));
  copy->trailers = self->trailers != NULL ? rt_header_list_ref (self->trailers) : NULL;
  copy->sent = self->sent != NULL ? g_bytes_ref (self->sent) : NULL;
  copy->received = self->received != NULL ? g_bytes_ref (self->received) : NULL;
  copy->sent_bytes = self->sent_bytes;
  copy->received_bytes = self->received_bytes;
  copy->body_bytes = self->body_bytes;
  copy->completeness = self->completeness;
  copy->remarks = self->remarks;
  return copy;
}

RtWireReport *
rt_wire_report_ref (RtWireReport *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_wire_report_unref (RtWireReport *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->remote_address);
  g_clear_pointer (&self->proxy, rt_proxy_report_unref);
  g_free (self->local_address);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  g_clear_pointer (&self->tls, rt_tls_info_unref);
  g_clear_pointer (&self->request_head, rt_message_head_unref);
  g_clear_pointer (&self->answer_head, rt_message_head_unref);
  g_ptr_array_unref (self->informational);
  g_clear_pointer (&self->trailers, rt_header_list_unref);
  g_clear_pointer (&self->sent, g_bytes_unref);
  g_clear_pointer (&self->received, g_bytes_unref);
  g_free (self);
}

/**
 * rt_wire_report_find_server_side:
 * @self: a report
 *
 * Looks for what the server saw of this request, if it is one of ours.  It hands that over
 * when its answer is out, which may be a moment after the last byte of it has come here.
 *
 * Returns: (transfer full) (nullable): the other side of the exchange
 */
RtServerSide *
rt_wire_report_find_server_side (const RtWireReport *self)
{
  if (self->ends == NULL || self->local_address == NULL)
    return NULL;
  return rt_both_ends_find (self->ends, self->local_address,
                            self->timings.start[RT_PHASE_SEND]);
}
