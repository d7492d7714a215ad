/* Sends a request and hands the answer's body over as it comes, in the caller's thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-answer-stream.h"

#include "core/http/rt-client-link.h"
#include "core/wire/rt-error.h"

/* What a read takes at most.  Behind a fast server each read is that long, and so is each
 * write: with a quarter of this, both cost a fifth more processor time for each byte. */
#define PIECE (1024 * 1024)

struct _RtAnswerStream
{
  RtRequest *request; /* the last one, after redirects */
  guint n_redirects;
  GCancellable *cancellable; /* nullable */
  RtClientLink *link;        /* for this request alone */
  GPtrArray *hops;           /* of RtPastHop: where they are taken down; nullable */
};

/* One request and the head of its answer. @sent: the request with its cookies */
static gboolean
ask (RtAnswerStream *self, const RtRequest *sent, GError **error)
{
  g_clear_pointer (&self->link, rt_client_link_free);
  self->link = rt_client_link_new (self->request, PIECE, self->cancellable);
  return rt_client_link_connect (self->link, self->request, error)
         && rt_client_link_ask (self->link, sent, error);
}

/* @sent: what was asked. @redirect: (nullable): what had led there */
static void
take_down (RtAnswerStream *self, RtRequest *sent, const RtRedirect *redirect)
{
  GPtrArray *dropped = redirect != NULL ? redirect->dropped : NULL;

  if (self->hops != NULL)
    g_ptr_array_add (
        self->hops,
        rt_past_hop_new (sent, dropped, rt_client_link_report (self->link, FALSE)));
}

static gboolean
explain_stop (RtAnswerStream *self, RtRedirectStop stop, GError **error)
{
  switch (stop)
    {
    case RT_STOP_LIMIT:
      g_set_error (error, RT_ERROR, RT_ERROR_REDIRECT_LIMIT, "more than %u redirects",
                   rt_request_get_options (self->request)->redirect_limit);
      return FALSE;
    case RT_STOP_LOOP:
      g_set_error_literal (error, RT_ERROR, RT_ERROR_REDIRECT_LOOP,
                           "the redirects lead back to a request already sent");
      return FALSE;
    case RT_STOP_DOWNGRADE:
      g_set_error_literal (error, RT_ERROR, RT_ERROR_STATUS,
                           "the server redirects from https to plain http");
      return FALSE;
    case RT_STOP_NONE:
    case RT_STOP_NOT_FOLLOWED:
    case RT_STOP_NO_LOCATION:
    case RT_STOP_BAD_LOCATION:
    case RT_STOP_SCHEME:
    case RT_STOP_RESEND:
      return TRUE; /* the answer is what it is: a 3xx */
    }
  g_return_val_if_reached (TRUE);
}

static gboolean
ask_and_follow (RtAnswerStream *self, GError **error)
{
  g_autoptr (GPtrArray) earlier
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_request_unref);
  g_autoptr (RtRedirect) before = NULL;

  for (;;)
    {
      g_autoptr (GObject) cookies = NULL;
      g_autoptr (GObject) taken = NULL;
      g_autoptr (RtRequest) sent
          = rt_request_with_cookies (self->request, self->n_redirects > 0, &cookies);
      g_autoptr (RtRedirect) redirect = NULL;
      const RtMessageHead *head;
      gboolean was_answered = ask (self, sent, error);

      take_down (self, sent, before);
      if (!was_answered)
        return FALSE;
      head = rt_answer_stream_get_head (self);
      if (cookies != NULL)
        taken = rt_request_take_cookies (self->request, self->n_redirects > 0, cookies,
                                         head->fields);
      redirect
          = rt_redirect_decide (self->request, sent, head->status, head->fields, earlier);
      if (redirect->stop != RT_STOP_NONE || redirect->next == NULL)
        return explain_stop (self, redirect->stop, error);
      g_ptr_array_add (earlier, g_steal_pointer (&sent));
      rt_request_unref (self->request);
      self->request = rt_request_ref (redirect->next);
      self->n_redirects++;
      g_clear_pointer (&before, rt_redirect_free);
      before = g_steal_pointer (&redirect);
    }
}

/**
 * rt_answer_stream_open:
 * @request: a request without a body
 * @cancellable: (nullable): ends it, from any thread
 * @error: return location for a #GError, or %NULL
 *
 * Sends a request over a connection of its own, follows redirects as far as the request's
 * options go (secrets stay with their origin), and waits for the head of the answer.
 * Blocks.
 *
 * Errors: any of %RT_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the answer
 */
RtAnswerStream *
rt_answer_stream_open (RtRequest *request, GCancellable *cancellable, GError **error)
{
  return rt_answer_stream_open_recorded (request, NULL, cancellable, error);
}

/**
 * rt_answer_stream_open_recorded:
 * @request: a request without a body
 * @hops: (nullable) (element-type RtPastHop): where all that was sent and came is added
 * @cancellable: (nullable): ends it, from any thread
 * @error: return location for a #GError, or %NULL
 *
 * Does what rt_answer_stream_open() does, and takes it down, whatever comes of it.
 *
 * Returns: (transfer full) (nullable): the answer
 */
RtAnswerStream *
rt_answer_stream_open_recorded (RtRequest *request,
                                GPtrArray *hops,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (RtAnswerStream) self = g_new0 (RtAnswerStream, 1);

  self->request = rt_request_ref (request);
  self->hops = hops;
  g_set_object (&self->cancellable, cancellable);
  return ask_and_follow (self, error) ? g_steal_pointer (&self) : NULL;
}

void
rt_answer_stream_free (RtAnswerStream *self)
{
  g_clear_pointer (&self->link, rt_client_link_free);
  g_clear_object (&self->cancellable);
  rt_request_unref (self->request);
  g_free (self);
}

RtRequest *
rt_answer_stream_get_request (RtAnswerStream *self)
{
  return self->request;
}

guint
rt_answer_stream_get_n_redirects (RtAnswerStream *self)
{
  return self->n_redirects;
}

const RtMessageHead *
rt_answer_stream_get_head (RtAnswerStream *self)
{
  return rt_answer_framer_get_head (rt_client_link_get_framer (self->link));
}

/* Content-Length; -1 if there is none. */
gint64
rt_answer_stream_get_length (RtAnswerStream *self)
{
  return rt_answer_framer_get_length (rt_client_link_get_framer (self->link));
}

/* From now on no read takes more bytes from the connection. */
void
rt_answer_stream_limit_piece (RtAnswerStream *self, gsize most)
{
  rt_client_link_limit_piece (self->link, most);
}

/**
 * rt_answer_stream_read:
 * @self: an answer
 * @data: (out) (transfer none): bytes of the body, as received but for the chunk framing;
 *   they stay until the next call
 * @error: return location for a #GError, or %NULL
 *
 * Waits for more of the body.
 *
 * Errors: any of %RT_ERROR, %RT_ERROR_BODY_CUT among them; %G_IO_ERROR_CANCELLED
 *
 * Returns: how many bytes; 0 at the end, -1 on error
 */
gssize
rt_answer_stream_read (RtAnswerStream *self, const guint8 **data, GError **error)
{
  return rt_client_link_read (self->link, data, error);
}

RtCompleteness
rt_answer_stream_get_completeness (RtAnswerStream *self)
{
  return rt_answer_framer_get_completeness (rt_client_link_get_framer (self->link));
}

/**
 * rt_answer_stream_finish_hops:
 * @self: an answer of which nothing more is read
 * @hops: (element-type RtPastHop): what was taken down when it was opened
 *
 * Takes down how the last hop ended.
 *
 * Returns: (transfer full) (element-type RtPastHop): all hops, as they are now
 */
GPtrArray *
rt_answer_stream_finish_hops (RtAnswerStream *self, GPtrArray *hops)
{
  GPtrArray *finished
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_past_hop_unref);
  RtPastHop *last = g_ptr_array_index (hops, hops->len - 1);

  for (guint i = 0; i + 1 < hops->len; i++)
    g_ptr_array_add (finished, rt_past_hop_ref (g_ptr_array_index (hops, i)));
  g_ptr_array_add (finished, rt_past_hop_new (last->request, last->dropped,
                                              rt_client_link_report (self->link, TRUE)));
  return finished;
}
