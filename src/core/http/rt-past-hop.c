/* A request and its answer that something else than the transport had: to be looked at. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-past-hop.h"

#include "core/http/rt-exchange-private.h"

/**
 * rt_past_hop_new:
 * @request: what was sent
 * @dropped: (nullable) (element-type RtDroppedHeader): what went not along to this place
 * @report: (transfer full): what was seen on the wire
 *
 * Returns: (transfer full): the hop
 */
RtPastHop *
rt_past_hop_new (RtRequest *request, GPtrArray *dropped, RtWireReport *report)
{
  RtPastHop *self = g_new0 (RtPastHop, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->request = rt_request_ref (request);
  self->dropped = dropped != NULL ? g_ptr_array_ref (dropped) : NULL;
  self->report = report;
  return self;
}

RtPastHop *
rt_past_hop_ref (RtPastHop *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_past_hop_unref (RtPastHop *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  rt_request_unref (self->request);
  g_clear_pointer (&self->dropped, g_ptr_array_unref);
  rt_wire_report_unref (self->report);
  g_free (self);
}

/* RFC 9110 §6.4.1 */
static gboolean
is_forbidden (const RtPastHop *hop)
{
  guint status = hop->report->answer_head->status;

  return g_str_equal (rt_request_get_method (hop->request), "HEAD") || status == 204
         || status == 304;
}

/* The bytes themselves went elsewhere: their number stays. */
static void
fill_body (RtExchange *exchange, const RtPastHop *hop, guint64 n_bytes)
{
  RtBody *body = rt_exchange_get_body (exchange);
  const RtMessageHead *head = hop->report->answer_head;
  const char *length;
  guint64 expected;

  if (head == NULL)
    return;
  length = rt_header_list_find (head->fields, "Content-Length");
  if (length == NULL
      || !g_ascii_string_to_unsigned (length, 10, 0, G_MAXINT64, &expected, NULL))
    expected = G_MAXUINT64; /* -1: not known */
  rt_body_begin (body, rt_header_list_find (head->fields, "Content-Type"), NULL, NULL,
                 (gint64)expected, is_forbidden (hop));
  rt_body_set_elsewhere (body);
  rt_body_set_counts (body, n_bytes, n_bytes);
  if (rt_exchange_is_over (exchange))
    rt_body_end (body, hop->report->completeness, NULL);
}

/**
 * rt_past_hops_to_exchange:
 * @hops: (element-type RtPastHop): at least one, in order
 * @origin_us: when it began; monotonic
 * @end_us: when it ended; monotonic, 0 if it has not
 * @body_bytes_so_far: how much of the body has come, if it has not ended
 * @error: (nullable): why it ended
 *
 * Makes the record that a view of exchanges shows.
 *
 * Returns: (transfer full): the exchange, which does not change any more
 */
RtExchange *
rt_past_hops_to_exchange (GPtrArray *hops,
                          gint64 origin_us,
                          gint64 end_us,
                          guint64 body_bytes_so_far,
                          const GError *error)
{
  const RtPastHop *first = g_ptr_array_index (hops, 0);
  const RtPastHop *last = g_ptr_array_index (hops, hops->len - 1);
  RtExchange *exchange = rt_exchange_new (first->request);

  rt_exchange_begin (exchange, origin_us);
  for (guint i = 0; i < hops->len; i++)
    {
      const RtPastHop *past = g_ptr_array_index (hops, i);
      RtHop *hop = rt_exchange_add_hop (exchange, past->request, past->dropped);

      rt_hop_set_report (hop, past->report);
    }
  if (end_us != 0)
    rt_exchange_end (exchange, end_us, error);
  else
    rt_exchange_set_state (exchange, RT_EXCHANGE_RECEIVING);
  fill_body (exchange, last, end_us != 0 ? last->report->body_bytes : body_bytes_so_far);
  return exchange;
}
