/* A tunnel through a proxy that speaks HTTP: CONNECT. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-http-tunnel.h"

#include "core/wire/rt-answer-framer.h"
#include "core/wire/rt-error.h"

#include <string.h>

#define PIECE 4096

/* A proxy's page that refuses is read this far, so that the connection can be kept. */
#define PAGE_LIMIT (64 * 1024)

/* What is being said to the proxy. */
typedef struct
{
  RtAttempt *attempt;
  GIOStream *stream;
  const char *authority;
  RtConnectStep *step; /* borrowed: the list has it */
  GByteArray *received;
  RtAnswerFramer *framer;
} Dialogue;

/* Host and, where the proxy asks for it, who we are: nothing of what is meant for the site.
 * Source: RFC 9110 §9.3.6. */
static GBytes *
compose_head (const RtProxy *proxy, const char *authority)
{
  g_autofree char *credentials
      = proxy->auth != NULL ? rt_proxy_auth_authorize (proxy->auth, "CONNECT", authority)
                            : NULL;
  char *head = g_strconcat ("CONNECT ", authority, " HTTP/1.1\r\nHost: ", authority,
                            "\r\n", credentials != NULL ? "Proxy-Authorization: " : "",
                            credentials != NULL ? credentials : "",
                            credentials != NULL ? "\r\n\r\n" : "\r\n", NULL);

  return g_bytes_new_take (head, strlen (head));
}

/* Whether the answer goes on, and more of it is wanted. */
static gboolean
is_wanted (const Dialogue *self)
{
  RtFramerState state = rt_answer_framer_get_state (self->framer);

  return state == RT_FRAMER_HEAD
         || (state == RT_FRAMER_BODY
             && rt_answer_framer_get_body_bytes (self->framer) < PAGE_LIMIT);
}

static void
fail (GError **error, const char *message)
{
  g_set_error_literal (error, RT_ERROR, RT_ERROR_PROXY_ANSWER, message);
}

static gboolean
take (Dialogue *self, const guint8 *data, gsize length, GError **error)
{
  gsize room = PAGE_LIMIT - MIN (self->received->len, PAGE_LIMIT);

  g_byte_array_append (self->received, data, MIN (length, room));
  self->step->received_bytes += length;
  while (length > 0 && is_wanted (self))
    {
      gsize taken = rt_answer_framer_push (self->framer, data, length, NULL, NULL);

      data += taken;
      length -= taken;
    }
  /* Whoever wants the tunnel speaks first in it. */
  if (length == 0 || rt_answer_framer_get_state (self->framer) != RT_FRAMER_DONE)
    return TRUE;
  fail (error, "the proxy sends bytes that nobody asked for");
  return FALSE;
}

/* Reads the answer, its page included.  The page may be cut: the head is what counts. */
static gboolean
receive (Dialogue *self, GError **error)
{
  guint8 piece[PIECE];
  g_autoptr (GError) raw = NULL;

  while (is_wanted (self))
    {
      gssize n = rt_attempt_read (self->attempt, self->stream, piece, PIECE, &raw);

      if (n > 0 && !take (self, piece, n, error))
        return FALSE;
      if (n > 0)
        continue;
      rt_answer_framer_finish (self->framer);
      break;
    }
  if (raw != NULL && g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&raw));
      return FALSE;
    }
  if (rt_answer_framer_get_head (self->framer) != NULL)
    return TRUE;
  fail (error, raw != NULL ? raw->message
               : rt_answer_framer_get_error (self->framer) != NULL
                   ? rt_answer_framer_get_error (self->framer)->message
                   : "the proxy hung up before it answered");
  return FALSE;
}

/* One CONNECT and its answer, taken down however it ends. */
static gboolean
ask (Dialogue *self, GPtrArray *steps, GError **error)
{
  gsize length;
  gconstpointer data;
  g_autoptr (GError) raw = NULL;
  gboolean answered;

  self->step = g_new0 (RtConnectStep, 1);
  g_ptr_array_add (steps, self->step);
  self->step->sent = compose_head (self->attempt->route->proxy, self->authority);
  self->step->request_head
      = rt_message_head_parse (self->step->sent, RT_HEAD_REQUEST, NULL);
  self->step->begin_us = g_get_monotonic_time ();
  data = g_bytes_get_data (self->step->sent, &length);
  answered = rt_attempt_write (self->attempt, self->stream, data, length, &raw)
             && receive (self, error);
  if (raw != NULL && g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&raw));
  else if (raw != NULL)
    fail (error, raw->message);
  self->step->end_us = g_get_monotonic_time ();
  self->step->received = g_bytes_new (self->received->data, self->received->len);
  if (answered)
    self->step->answer_head
        = rt_message_head_ref (rt_answer_framer_get_head (self->framer));
  return answered;
}

static GError *
explain (const RtMessageHead *head)
{
  RtErrorCode code = head->status == 407   ? RT_ERROR_PROXY_LOGIN
                     : head->status >= 500 ? RT_ERROR_PROXY_NO_SITE
                                           : RT_ERROR_PROXY_REFUSED;
  g_autofree char *reason = rt_error_excerpt (head->reason);

  return g_error_new (RT_ERROR, code, "the proxy answers CONNECT with %u %s",
                      head->status, reason);
}

/* @n_before: how many answers asked for a password before this one */
static RtTunnelEnd
judge (const Dialogue *self, guint n_before, GError **error)
{
  const RtMessageHead *head = self->step->answer_head;
  RtProxyAuth *auth = self->attempt->route->proxy->auth;
  const char *said
      = rt_header_list_find (self->step->request_head->fields, "Proxy-Authorization");

  if (head->status / 100 == 2)
    return RT_TUNNEL_OPEN;
  if (head->status == 407 && auth != NULL
      && rt_proxy_auth_take_challenge (auth, head->fields, said, n_before))
    return RT_TUNNEL_AGAIN;
  g_propagate_error (error, explain (head));
  return RT_TUNNEL_FAILED;
}

/**
 * rt_http_tunnel_open:
 * @attempt: an attempt whose route has a proxy
 * @stream: a connection to that proxy
 * @host: where the tunnel is to lead to
 * @port: likewise
 * @steps: (element-type RtConnectStep): where what is said is added
 * @error: return location for a #GError, or %NULL
 *
 * Asks the proxy for a tunnel, and says who asks if it wants to know.
 *
 * Errors: %RT_ERROR_PROXY_LOGIN, %RT_ERROR_PROXY_REFUSED, %RT_ERROR_PROXY_NO_SITE,
 * %RT_ERROR_PROXY_ANSWER, %G_IO_ERROR_CANCELLED
 *
 * Source: [RFC 9110 §9.3.6](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6)
 *
 * Returns: how it ended; @error is set for %RT_TUNNEL_FAILED only
 */
RtTunnelEnd
rt_http_tunnel_open (RtAttempt *attempt,
                     GIOStream *stream,
                     const char *host,
                     guint16 port,
                     GPtrArray *steps,
                     GError **error)
{
  g_autofree char *authority = g_strdup_printf (
      strchr (host, ':') != NULL ? "[%s]:%u" : "%s:%u", host, (guint)port);
  RtTunnelEnd end = RT_TUNNEL_AGAIN;
  gboolean stays_open = TRUE;

  while (end == RT_TUNNEL_AGAIN && stays_open)
    {
      Dialogue dialogue = { .attempt = attempt,
                            .stream = stream,
                            .authority = authority,
                            .received = g_byte_array_new (),
                            .framer = rt_answer_framer_new ("CONNECT") };

      end = ask (&dialogue, steps, error) ? judge (&dialogue, steps->len - 1, error)
                                          : RT_TUNNEL_FAILED;
      stays_open = rt_answer_framer_get_state (dialogue.framer) == RT_FRAMER_DONE
                   && rt_answer_framer_can_reuse (dialogue.framer);
      rt_answer_framer_free (dialogue.framer);
      g_byte_array_unref (dialogue.received);
    }
  return end;
}
