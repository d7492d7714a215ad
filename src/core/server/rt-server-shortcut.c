/* Answers one client past SoupServer with what SoupServer composed for the same request. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-shortcut.h"

/* To compose an answer takes several times as long as to send it.  Handlers are pure
 * functions, so where one looks at nothing but the head of a request, the same bytes are
 * right for the same bytes. */
struct _RtServerShortcut
{
  const RtServerPlan *plan; /* borrowed */
  RtAnswerCache *cache;     /* borrowed */
  const RtPeer *peer;       /* borrowed */
  GOutputStream *output;    /* what goes to the client */

  RtCachedAnswer *answer; /* on its way; NULL: none is */
  gsize sent;             /* bytes of it */
  gint64 time_us;         /* when it was asked for, in real time */
  gint64 start_us;        /* likewise, in monotonic time */
};

/**
 * rt_server_shortcut_new:
 * @plan: what the server knows; must outlive it
 * @cache: of this thread; must outlive it
 * @peer: the ends of the connection; must outlive it
 * @output: what goes to the client, non-blocking
 *
 * Returns: (transfer full): the shortcut of one connection
 */
RtServerShortcut *
rt_server_shortcut_new (const RtServerPlan *plan,
                        RtAnswerCache *cache,
                        const RtPeer *peer,
                        GOutputStream *output)
{
  RtServerShortcut *self = g_new0 (RtServerShortcut, 1);

  self->plan = plan;
  self->cache = cache;
  self->peer = peer;
  self->output = g_object_ref (output);
  return self;
}

static void
end_answer (RtServerShortcut *self)
{
  if (self->answer != NULL)
    rt_server_counters_end_answer (self->plan->counters);
  g_clear_pointer (&self->answer, rt_cached_answer_unref);
}

void
rt_server_shortcut_free (RtServerShortcut *self)
{
  end_answer (self);
  g_object_unref (self->output);
  g_free (self);
}

/* A fault counts its requests, and has each of them answered anew. */
static gboolean
is_open (const RtServerShortcut *self)
{
  return self->plan->recipe->answers_head && self->plan->faults == NULL;
}

/**
 * rt_server_shortcut_wants:
 * @self: a shortcut
 * @question: a request that SoupServer answers
 *
 * Says whether its answer is worth a call of rt_server_shortcut_learn().
 *
 * Returns: %TRUE if the same request would get the same bytes
 */
gboolean
rt_server_shortcut_wants (const RtServerShortcut *self, const RtQuestion *question)
{
  return is_open (self) && question->is_kept_alive && !question->is_chunked
         && question->length == 0
         && (rt_question_is (question, "GET") || rt_question_is (question, "HEAD"));
}

/**
 * rt_server_shortcut_learn:
 * @self: a shortcut
 * @question: a request that it wants
 * @bytes: what answered it, all of it, on a connection that was then kept
 * @entry: what was logged of it
 *
 * Answers the same request in the same way from now on, for as long as the Date is right.
 */
void
rt_server_shortcut_learn (RtServerShortcut *self,
                          const RtQuestion *question,
                          GBytes *bytes,
                          RtAccessEntry *entry)
{
  rt_answer_cache_add (self->cache, question->head, bytes, entry, g_get_real_time ());
}

static void
log_answer (RtServerShortcut *self)
{
  RtAccessEntry *entry
      = rt_access_entry_new_again (self->answer->entry, self->peer->remote_host);

  entry->time_us = self->time_us;
  entry->duration_us = g_get_monotonic_time () - self->start_us;
  rt_access_log_push (self->plan->log, entry);
}

static gboolean
begin (RtServerShortcut *self, const guint8 *data, gsize length)
{
  RtCachedAnswer *answer;

  if (!is_open (self))
    return FALSE;
  self->time_us = g_get_real_time ();
  answer = rt_answer_cache_find (self->cache, data, length, self->time_us);
  if (answer == NULL)
    return FALSE;
  self->answer = rt_cached_answer_ref (answer);
  self->sent = 0;
  self->start_us = g_get_monotonic_time ();
  rt_server_counters_begin_answer (self->plan->counters);
  return TRUE;
}

/**
 * rt_server_shortcut_take:
 * @self: a shortcut
 * @data: (array length=length): what came, from the start of a request; the same again as
 *   long as an answer is being sent
 * @length: how many bytes of it there are
 * @error: return location for a #GError, or %NULL
 *
 * Answers a request if it is known what to, or goes on with it.
 *
 * Errors: what the connection failed with, and %G_IO_ERROR_WOULD_BLOCK if there is no
 * room for all of it yet.
 *
 * Returns: how many bytes the request had, 0 if it is for SoupServer, -1 on error
 */
gssize
rt_server_shortcut_take (RtServerShortcut *self,
                         const guint8 *data,
                         gsize length,
                         GError **error)
{
  const guint8 *bytes;
  gsize size;
  gssize n;

  if (self->answer == NULL && !begin (self, data, length))
    return 0;
  bytes = g_bytes_get_data (self->answer->bytes, &size);
  while (self->sent < size)
    {
      n = g_pollable_output_stream_write_nonblocking (
          G_POLLABLE_OUTPUT_STREAM (self->output), bytes + self->sent, size - self->sent,
          NULL, error);
      if (n < 0)
        return -1;
      self->sent += (gsize)n;
    }
  rt_server_counters_add_bytes (self->plan->counters,
                                (guint)self->answer->entry->body_bytes);
  log_answer (self);
  n = (gssize)g_bytes_get_size (self->answer->head);
  end_answer (self);
  return n;
}

gboolean
rt_server_shortcut_is_sending (const RtServerShortcut *self)
{
  return self->answer != NULL;
}
