/* A body that is not what it should be. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-fault-body.h"

#include "core/wire/rt-error.h"

#include <string.h>

typedef struct
{
  RtAnswer *whole;
  RtFaultBody difference;
  guint64 left;     /* bytes before it breaks off */
  gboolean is_over; /* the rest is not sent */
} Body;

static void
body_free (gpointer data)
{
  Body *self = data;

  rt_answer_free (self->whole);
  g_free (self);
}

static GBytes *
make_surplus (Body *self)
{
  gsize size = (gsize)self->difference.surplus;
  char *bytes;

  if (size == 0)
    return NULL;
  self->difference.surplus = 0;
  bytes = g_malloc (size);
  memset (bytes, '!', size);
  return g_bytes_new_take (bytes, size);
}

static GBytes *
shift (GBytes *piece, guint8 by)
{
  gsize size;
  guint8 *bytes = g_bytes_unref_to_data (piece, &size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8)(bytes[i] + by);
  return g_bytes_new_take (bytes, size);
}

static GBytes *
break_off (GError **error)
{
  g_set_error_literal (error, RT_ERROR, RT_ERROR_BODY_CUT,
                       "broken off, as was asked for");
  return NULL;
}

/* What is there before the limit; empty if the body breaks off here. */
static GBytes *
limit (Body *self, GBytes *piece)
{
  g_autoptr (GBytes) whole = piece;
  gsize room = (gsize)MIN (self->left, g_bytes_get_size (piece));

  self->is_over = room < g_bytes_get_size (piece);
  self->left -= room;
  return g_bytes_new_from_bytes (whole, 0, room);
}

static GBytes *
produce (gpointer data, GError **error)
{
  Body *self = data;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) piece = NULL;

  if (self->is_over)
    return break_off (error);
  piece = rt_answer_read (self->whole, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (piece == NULL)
    piece = make_surplus (self);
  if (piece == NULL)
    return self->difference.has_no_end ? break_off (error) : NULL;
  piece = limit (self, g_steal_pointer (&piece));
  if (g_bytes_get_size (piece) == 0)
    return break_off (error);
  return self->difference.shift == 0
             ? g_steal_pointer (&piece)
             : shift (g_steal_pointer (&piece), self->difference.shift);
}

/**
 * rt_fault_body_set:
 * @answer: an answer without a body
 * @whole: (transfer full): an answer with one
 * @difference: how the two bodies differ
 *
 * Gives @answer the body of @whole, spoiled piece by piece.  It promises the length of
 * what is whole.
 */
void
rt_fault_body_set (RtAnswer *answer, RtAnswer *whole, const RtFaultBody *difference)
{
  Body *self = g_new0 (Body, 1);

  self->whole = whole;
  self->difference = *difference;
  self->left = difference->limit;
  rt_answer_set_producer (answer, produce, self, body_free);
  if (!difference->has_no_length)
    rt_answer_promise_length (answer, rt_answer_get_length (whole));
}
