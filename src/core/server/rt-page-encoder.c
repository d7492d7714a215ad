/* Codes short pages, each of them once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-page-encoder.h"

#include "core/server/rt-encoder.h"
#include "core/server/rt-file-type.h"
#include "core/server/rt-status-answer.h"

struct _RtPageEncoder
{
  GMutex lock; /* the threads of one server share what was coded last */
  GBytes *plain;
  GBytes *coded;
};

RtPageEncoder *
rt_page_encoder_new (void)
{
  RtPageEncoder *self = g_new0 (RtPageEncoder, 1);

  g_mutex_init (&self->lock);
  return self;
}

void
rt_page_encoder_free (RtPageEncoder *self)
{
  g_mutex_clear (&self->lock);
  g_clear_pointer (&self->plain, g_bytes_unref);
  g_clear_pointer (&self->coded, g_bytes_unref);
  g_free (self);
}

static GBytes *
find_coded (RtPageEncoder *self, GBytes *plain)
{
  GBytes *coded;

  g_mutex_lock (&self->lock);
  /* A handler that has one page gives the same bytes every time. */
  if (self->plain != plain)
    {
      g_clear_pointer (&self->plain, g_bytes_unref);
      g_clear_pointer (&self->coded, g_bytes_unref);
      self->plain = g_bytes_ref (plain);
      self->coded = rt_encoder_code (RT_CODED_GZIP, plain);
    }
  coded = g_bytes_ref (self->coded);
  g_mutex_unlock (&self->lock);
  return coded;
}

/**
 * rt_page_encoder_encode:
 * @self: an encoder
 * @question: what is answered
 * @answer: (transfer full): an answer
 *
 * Codes an answer with gzip if its body is in memory, not coded yet, and the client takes
 * gzip.  Another form has another entity tag, and caches are told that there are two.
 *
 * Returns: (transfer full): what is to be sent: @answer, or 406 in its place
 */
RtAnswer *
rt_page_encoder_encode (RtPageEncoder *self, const RtQuestion *question, RtAnswer *answer)
{
  g_autoptr (RtAnswer) plain = answer;
  RtHeaderList *fields = rt_answer_get_fields (answer);
  GBytes *bytes = rt_answer_get_only_bytes (answer);
  const char *type = rt_header_list_find (fields, "Content-Type");
  g_autofree char *accept = NULL;
  g_autoptr (GBytes) coded = NULL;

  if (bytes == NULL || rt_answer_get_status (answer) != 200 || type == NULL
      || !rt_file_type_is_compressible (type)
      || rt_header_list_find (fields, "Content-Encoding") != NULL)
    return g_steal_pointer (&plain);

  rt_answer_set (answer, "Vary", "Accept-Encoding");
  accept = rt_header_list_join (question->fields, "Accept-Encoding");
  switch (rt_accept_encoding_choose (accept, RT_CODED_BIT (RT_CODED_GZIP)
                                                 | RT_CODED_BIT (RT_CODED_IDENTITY)))
    {
    case RT_CODED_GZIP:
      coded = find_coded (self, bytes);
      rt_answer_replace_bytes (answer, coded);
      rt_answer_set (answer, "Content-Encoding", "gzip");
      return g_steal_pointer (&plain);
    case RT_CODED_NONE:
      answer = rt_status_answer_new (406);
      rt_answer_set (answer, "Vary", "Accept-Encoding");
      return answer;
    default:
      return g_steal_pointer (&plain);
    }
}
