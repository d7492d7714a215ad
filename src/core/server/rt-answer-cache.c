/* The answers that one thread of a server gave last, as they went out. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-answer-cache.h"

#include "core/wire/rt-http-date.h"

#include <string.h>

/* 256 KiB at most.  Looking through so few costs less than a hash of the head would. */
#define ANSWERS_MAX 32
#define BYTES_MAX 4096

/* An answer carries its Date, so none of them outlives its second. */
struct _RtAnswerCache
{
  gint64 second; /* of all that is in it, since 1970 */
  guint length;
  RtCachedAnswer *answers[ANSWERS_MAX]; /* the latest first */
};

static void
destroy_cached (gpointer data)
{
  RtCachedAnswer *self = data;

  g_bytes_unref (self->head);
  g_bytes_unref (self->bytes);
  rt_access_entry_unref (self->entry);
}

RtCachedAnswer *
rt_cached_answer_ref (RtCachedAnswer *self)
{
  return g_rc_box_acquire (self);
}

void
rt_cached_answer_unref (RtCachedAnswer *self)
{
  g_rc_box_release_full (self, destroy_cached);
}

RtAnswerCache *
rt_answer_cache_new (void)
{
  return g_new0 (RtAnswerCache, 1);
}

static void
clear (RtAnswerCache *self)
{
  while (self->length > 0)
    rt_cached_answer_unref (self->answers[--self->length]);
}

void
rt_answer_cache_free (RtAnswerCache *self)
{
  clear (self);
  g_free (self);
}

static void
begin_second (RtAnswerCache *self, gint64 now_us)
{
  gint64 second = now_us / G_USEC_PER_SEC;

  if (second != self->second)
    clear (self);
  self->second = second;
}

/* Whether an answer says that it was made in this second. */
static gboolean
is_dated (GBytes *answer, gint64 second)
{
  g_autofree char *date = rt_http_date_format (second);
  g_autofree char *field = g_strdup_printf ("\r\nDate: %s\r\n", date);
  gsize size;
  const char *data = g_bytes_get_data (answer, &size);

  return memmem (data, size, field, strlen (field)) != NULL;
}

static void
push_front (RtAnswerCache *self, RtCachedAnswer *answer, guint n_before)
{
  memmove (self->answers + 1, self->answers, n_before * sizeof *self->answers);
  self->answers[0] = answer;
}

/**
 * rt_answer_cache_add:
 * @self: a cache
 * @head: of a request, up to its empty line
 * @bytes: what answered it
 * @entry: what was logged of it
 * @now_us: the real time
 *
 * Keeps an answer until this second is over, unless it is long or from another second.
 */
void
rt_answer_cache_add (RtAnswerCache *self,
                     GBytes *head,
                     GBytes *bytes,
                     RtAccessEntry *entry,
                     gint64 now_us)
{
  RtCachedAnswer *answer;

  begin_second (self, now_us);
  if (g_bytes_get_size (head) > BYTES_MAX || g_bytes_get_size (bytes) > BYTES_MAX
      || !is_dated (bytes, self->second))
    return;
  answer = g_rc_box_new0 (RtCachedAnswer);
  answer->head = g_bytes_ref (head);
  answer->bytes = g_bytes_ref (bytes);
  answer->entry = rt_access_entry_ref (entry);
  if (self->length == ANSWERS_MAX)
    rt_cached_answer_unref (self->answers[--self->length]);
  push_front (self, answer, self->length++);
}

/* A head ends with its empty line, and so it is whole where it is what data begins with. */
static gboolean
is_asked (const RtCachedAnswer *answer, const guint8 *data, gsize length)
{
  gsize size;
  gconstpointer head = g_bytes_get_data (answer->head, &size);

  return size <= length && memcmp (head, data, size) == 0;
}

/**
 * rt_answer_cache_find:
 * @self: a cache
 * @data: (array length=length): what a client sent, from the start of a request
 * @length: how many bytes of it there are; more requests may follow
 * @now_us: the real time
 *
 * Looks for what the same head, byte for byte, was answered with in this second.
 *
 * Returns: (transfer none) (nullable): the answer
 */
RtCachedAnswer *
rt_answer_cache_find (RtAnswerCache *self,
                      const guint8 *data,
                      gsize length,
                      gint64 now_us)
{
  begin_second (self, now_us);
  for (guint i = 0; i < self->length; i++)
    if (is_asked (self->answers[i], data, length))
      {
        push_front (self, self->answers[i], i);
        return self->answers[0];
      }
  return NULL;
}
