/* Keeps what a server sees of the exchanges with our own client. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-witness.h"

struct _RtServerWitness
{
  RtBothEnds *ends;   /* borrowed; NULL: the client is a stranger */
  const RtPeer *peer; /* borrowed */
  gboolean is_looked_up;
  RtServerSide *side; /* of the exchange that goes on; NULL: none does */
  GByteArray *answer; /* of it */
};

/**
 * rt_server_witness_new:
 * @ends: (nullable): takes what was seen; must outlive the witness
 * @peer: who the client is; must outlive the witness
 *
 * Returns: (transfer full): the witness
 */
RtServerWitness *
rt_server_witness_new (RtBothEnds *ends, const RtPeer *peer)
{
  RtServerWitness *self = g_new0 (RtServerWitness, 1);

  self->ends = ends;
  self->peer = peer;
  self->answer = g_byte_array_new ();
  return self;
}

void
rt_server_witness_free (RtServerWitness *self)
{
  g_clear_pointer (&self->side, rt_server_side_unref);
  g_byte_array_unref (self->answer);
  g_free (self);
}

/**
 * rt_server_witness_is_present:
 * @self: a witness
 *
 * Says whether the client is our own.  To be asked once it has sent something: it makes
 * itself known before its first byte.
 *
 * Returns: %TRUE if what it asks is seen
 */
gboolean
rt_server_witness_is_present (RtServerWitness *self)
{
  if (!self->is_looked_up && self->ends != NULL
      && !rt_both_ends_expects (self->ends, self->peer->remote))
    self->ends = NULL;
  self->is_looked_up = TRUE;
  return self->ends != NULL;
}

static void
begin (RtServerWitness *self)
{
  g_clear_pointer (&self->side, rt_server_side_unref);
  g_byte_array_set_size (self->answer, 0);
  self->side = rt_server_side_new ();
  self->side->accepted_us = self->peer->accepted_us;
  self->side->asked_us = g_get_monotonic_time ();
}

/**
 * rt_server_witness_see_head:
 * @self: a witness
 * @question: what was understood of the head that is whole now
 *
 * Begins with another exchange.
 */
void
rt_server_witness_see_head (RtServerWitness *self, const RtQuestion *question)
{
  if (!rt_server_witness_is_present (self))
    return;
  begin (self);
  self->side->head = g_bytes_ref (question->head);
  self->side->method = g_strdup (question->method);
  self->side->target = g_strdup (question->target);
  self->side->fields = rt_header_list_ref (question->fields);
  self->side->length = question->length;
  self->side->is_chunked = question->is_chunked;
}

void
rt_server_witness_see_whole (RtServerWitness *self)
{
  if (self->side != NULL)
    self->side->whole_us = g_get_monotonic_time ();
}

/* The fields change hands and are changed further: a copy is kept. */
void
rt_server_witness_see_composed (RtServerWitness *self, RtAnswer *answer)
{
  if (self->side == NULL)
    return;
  g_clear_pointer (&self->side->composed, rt_header_list_unref);
  self->side->composed = rt_header_list_copy (rt_answer_get_fields (answer));
}

/**
 * rt_server_witness_see_sent:
 * @self: a witness
 * @data: (array length=length): what the system took
 * @length: how many bytes
 *
 * Keeps the beginning of what went out.
 */
void
rt_server_witness_see_sent (RtServerWitness *self, const guint8 *data, gsize length)
{
  RtServerSide *side = self->side;
  gsize room = RT_SERVER_SIDE_KEPT_BYTES - self->answer->len;

  if (side == NULL)
    return;
  side->last_us = g_get_monotonic_time ();
  if (side->first_us == 0)
    side->first_us = side->last_us;
  side->answer_bytes += length;
  g_byte_array_append (self->answer, data, (guint)MIN (length, room));
}

/**
 * rt_server_witness_see_end:
 * @self: a witness
 * @status: of the answer
 *
 * Hands over what was seen; the answer is out, or all that there will be of it.
 */
void
rt_server_witness_see_end (RtServerWitness *self, guint status)
{
  if (!rt_server_witness_is_present (self))
    return;
  /* A request that was refused before its head was whole. */
  if (self->side == NULL)
    begin (self);
  self->side->status = status;
  self->side->answer = g_bytes_new (self->answer->data, self->answer->len);
  rt_both_ends_add (self->ends, self->peer->remote, g_steal_pointer (&self->side));
}
