/* The answer on its way from the network to libsoup. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-wire-link-private.h"

#include "core/wire/rt-error.h"

void
rt_wire_link_fail (RtWireLink *link, const GError *error)
{
  if (link->record != NULL)
    rt_wire_record_fail (link->record, error);
  link->closing = TRUE;
}

gboolean
rt_wire_link_is_answered (RtWireLink *link)
{
  return link->framer == NULL
         || rt_answer_framer_get_state (link->framer) >= RT_FRAMER_DONE;
}

void
rt_wire_link_pass_continue (RtWireLink *link)
{
  if (link->expecting)
    rt_local_answer_put_continue (link->out);
  link->expecting = FALSE;
}

static void
on_body (const guint8 *data, gsize length, gpointer user_data)
{
  RtWireLink *link = user_data;

  rt_local_answer_put_body (link->out, data, length);
}

/* After each step of the framer. */
static void
follow_framer (RtWireLink *link)
{
  RtFramerState state = rt_answer_framer_get_state (link->framer);

  rt_wire_record_set_answer (link->record, link->framer);
  if (rt_answer_framer_get_informational (link->framer)->len > 0)
    rt_wire_link_pass_continue (link);
  if (!link->head_passed && (state == RT_FRAMER_BODY || state == RT_FRAMER_DONE))
    {
      rt_local_answer_put_head (link->out, rt_answer_framer_get_framing (link->framer),
                                rt_answer_framer_get_length (link->framer));
      link->head_passed = TRUE;
    }
  if (state == RT_FRAMER_DONE)
    {
      rt_local_answer_put_end (link->out);
      /* A body that was held back and is not wanted never comes; one on its way that is
       * refused goes no further (RFC 9112 §9.5). */
      if (!rt_answer_framer_can_reuse (link->framer) || link->remote_deaf
          || link->expecting
          || (rt_answer_framer_get_head (link->framer)->status >= 400
              && !rt_wire_record_is_sent (link->record)))
        link->closing = TRUE;
    }
  else if (state == RT_FRAMER_FAILED)
    {
      link->closing = TRUE;
    }
}

void
rt_wire_link_take_answer (RtWireLink *link, gsize length)
{
  const guint8 *data = link->down;
  const guint8 *end = data + length;

  if (!rt_wire_link_is_answered (link))
    {
      rt_wire_record_add_received (link->record, data, length);
      link->received += length;
      while (data < end && !rt_wire_link_is_answered (link))
        {
          data += rt_answer_framer_push (link->framer, data, end - data, on_body, link);
          follow_framer (link);
        }
    }
  if (data < end) /* bytes that nobody asked for */
    {
      /* The framer knows what to make of them, and takes none. */
      rt_answer_framer_push (link->framer, data, end - data, NULL, NULL);
      rt_wire_record_add_remarks (link->record,
                                  rt_answer_framer_get_remarks (link->framer));
      link->closing = TRUE;
    }
}

/* The end of the connection may be the end of the body, but over TLS only if the peer says
 * so: else anybody on the way can cut it (RFC 9112 §9.8). */
static gboolean
is_cut (RtWireLink *link, const GError *raw)
{
  return g_error_matches (raw, G_TLS_ERROR, G_TLS_ERROR_EOF)
         && rt_answer_framer_get_state (link->framer) == RT_FRAMER_BODY
         && rt_answer_framer_get_framing (link->framer) == RT_FRAMING_CLOSE;
}

/* The peer closed or broke the connection. */
void
rt_wire_link_end_answer (RtWireLink *link, const GError *raw)
{
  link->closing = TRUE;
  if (rt_wire_link_is_answered (link))
    return;
  if (is_cut (link, raw))
    {
      g_autoptr (GError) error = g_error_new_literal (
          RT_ERROR, RT_ERROR_BODY_CUT, "the connection ended without the goodbye of TLS");
      rt_wire_link_fail (link, error);
      return;
    }
  if (raw != NULL && !g_error_matches (raw, G_TLS_ERROR, G_TLS_ERROR_EOF))
    {
      g_autoptr (GError) error = rt_error_from (raw, RT_PHASE_WAIT);
      rt_wire_link_fail (link, error);
      return;
    }
  /* A kept connection that was closed before it carried the request: libsoup tries again
   * over a new one, and the record starts anew. */
  if (link->served > 1 && rt_answer_framer_get_state (link->framer) == RT_FRAMER_HEAD
      && link->received == 0)
    return;
  rt_answer_framer_finish (link->framer);
  follow_framer (link);
}
