/* What an identity was answered, as far as answers are compared. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-answer.h"

#include "core/agents/rt-agent-challenge.h"
#include "core/agents/rt-agent-pieces.h"
#include "core/http/rt-uri.h"

static void
hop_free (gpointer data)
{
  RtAgentHop *hop = data;

  g_free (hop->address);
  rt_header_list_unref (hop->fields);
  g_free (hop);
}

static RtAgentHop *
hop_new (RtRequest *request, RtHop *record)
{
  RtAgentHop *hop = g_new0 (RtAgentHop, 1);
  RtHeaderList *fields = record != NULL ? rt_hop_get_received_fields (record) : NULL;

  hop->address = rt_uri_dup_display (rt_request_get_uri (request));
  hop->status = record != NULL ? rt_hop_get_status (record) : 0;
  hop->fields = fields != NULL ? rt_header_list_ref (fields) : rt_header_list_new ();
  return hop;
}

/**
 * rt_agent_answer_new:
 * @exchange: an exchange that is over, or has the beginning of its body
 *
 * Takes what is compared out of an exchange.
 *
 * Returns: (transfer full): the answer; rt_agent_answer_read() reads it
 */
RtAgentAnswer *
rt_agent_answer_new (RtExchange *exchange)
{
  RtAgentAnswer *self = g_new0 (RtAgentAnswer, 1);
  GListModel *hops = rt_exchange_get_hops (exchange);
  RtBody *body = rt_exchange_get_body (exchange);
  GBytes *preview = rt_body_get_preview (body);
  gsize length = MIN (g_bytes_get_size (preview), RT_AGENT_BODY_BYTES);

  self->hops = g_ptr_array_new_with_free_func (hop_free);
  for (guint i = 0; i < g_list_model_get_n_items (hops); i++)
    {
      g_autoptr (RtHop) hop = g_list_model_get_item (hops, i);

      g_ptr_array_add (self->hops, hop_new (rt_hop_get_request (hop), hop));
    }
  if (self->hops->len == 0)
    g_ptr_array_add (self->hops, hop_new (rt_exchange_get_request (exchange), NULL));
  self->body = g_bytes_new_from_bytes (preview, 0, length);
  self->is_cut = rt_exchange_get_state (exchange) != RT_EXCHANGE_DONE
                 || g_bytes_get_size (preview) > length;
  return self;
}

void
rt_agent_answer_free (RtAgentAnswer *self)
{
  g_ptr_array_unref (self->hops);
  g_bytes_unref (self->body);
  g_free (self->title);
  g_clear_pointer (&self->pieces, g_bytes_unref);
  g_free (self);
}

/**
 * rt_agent_answer_read:
 * @self: an answer
 *
 * Reads the body.  Takes too long for the main thread; until it is done, nobody else may
 * touch @self.
 */
void
rt_agent_answer_read (RtAgentAnswer *self)
{
  const RtAgentHop *last = rt_agent_answer_get_last_hop (self);

  g_return_if_fail (self->pieces == NULL);

  self->pieces = rt_agent_pieces_cut (self->body,
                                      rt_header_list_find (last->fields, "Content-Type"),
                                      self->is_cut, &self->title);
  self->is_challenge = rt_agent_is_challenge (last->fields, self->title, self->body);
}

/**
 * rt_agent_answer_get_hop:
 * @self: an answer
 * @index: from 0
 *
 * Returns: (nullable): the hop
 */
const RtAgentHop *
rt_agent_answer_get_hop (const RtAgentAnswer *self, guint index)
{
  return index < self->hops->len ? self->hops->pdata[index] : NULL;
}

const RtAgentHop *
rt_agent_answer_get_last_hop (const RtAgentAnswer *self)
{
  return self->hops->pdata[self->hops->len - 1];
}

/**
 * rt_agent_answer_is_blocked:
 * @self: an answer that was read
 *
 * Returns: whether the client was turned away: with a status that says so, or with a page
 *   that wants to see a human first
 */
gboolean
rt_agent_answer_is_blocked (const RtAgentAnswer *self)
{
  guint status = rt_agent_answer_get_last_hop (self)->status;

  return status == 403 || status == 429 || status == 503 || self->is_challenge;
}
