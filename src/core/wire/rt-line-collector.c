/* Keeps the lines of a head or a trailer section until they are whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-line-collector.h"

#include <string.h>

struct _RtLineCollector
{
  gsize limit;

  GByteArray *bytes;
  gsize line_start; /* of the line that is open, or was closed last */
  gsize line_end;   /* where the lines that have their end, end */
  gsize total;      /* at most limit + 1; stealing does not set it back */
};

/* Room for most heads. */
#define USUAL_BYTES 1024

/**
 * rt_line_collector_new:
 * @limit: how many bytes are taken, in all
 *
 * Makes an empty collector.
 *
 * Returns: (transfer full): the collector
 */
RtLineCollector *
rt_line_collector_new (gsize limit)
{
  RtLineCollector *self = g_new0 (RtLineCollector, 1);

  self->limit = limit;
  self->bytes = g_byte_array_sized_new (USUAL_BYTES);
  return self;
}

void
rt_line_collector_free (RtLineCollector *self)
{
  g_byte_array_unref (self->bytes);
  g_free (self);
}

/**
 * rt_line_collector_push:
 * @self: a collector
 * @data: (array length=length): bytes
 * @length: how many, at least 1
 * @taken: (out): how many were taken
 *
 * Takes bytes up to the end of the line that is open, LF included, or all.
 *
 * Returns: what became of the line
 */
RtLineState
rt_line_collector_push (RtLineCollector *self,
                        const guint8 *data,
                        gsize length,
                        gsize *taken)
{
  const guint8 *end = memchr (data, '\n', length);
  gsize line_length;

  *taken = end != NULL ? (gsize)(end - data) + 1 : length;
  /* One byte past the limit is enough to know. */
  *taken = MIN (*taken, self->limit + 1 - self->total);
  self->line_start = self->line_end;
  g_byte_array_append (self->bytes, data, *taken);
  self->total += *taken;
  if (self->total > self->limit)
    return RT_LINE_OVER_LIMIT;
  if (self->bytes->data[self->bytes->len - 1] != '\n')
    return RT_LINE_PARTIAL;

  self->line_end = self->bytes->len;
  line_length = self->line_end - self->line_start;
  return line_length == 1
                 || (line_length == 2 && self->bytes->data[self->line_start] == '\r')
             ? RT_LINE_EMPTY
             : RT_LINE_WHOLE;
}

/**
 * rt_line_collector_peek_open_line:
 * @self: a collector
 * @length: (out): how many bytes it has
 *
 * Gives the line that the last push went to, with its end if it has one.
 *
 * Returns: (transfer none): the bytes, valid until the next push
 */
const guint8 *
rt_line_collector_peek_open_line (RtLineCollector *self, gsize *length)
{
  *length = self->bytes->len - self->line_start;
  return self->bytes->data + self->line_start;
}

/**
 * rt_line_collector_peek_lines:
 * @self: a collector
 * @length: (out): how many bytes they have
 *
 * Gives all lines that have their end.
 *
 * Returns: (transfer none): the bytes, valid until the next push
 */
const guint8 *
rt_line_collector_peek_lines (RtLineCollector *self, gsize *length)
{
  *length = self->line_end;
  return self->bytes->data;
}

/**
 * rt_line_collector_steal:
 * @self: a collector
 *
 * Hands over all bytes and goes on empty, with what is left of the limit.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
rt_line_collector_steal (RtLineCollector *self)
{
  GBytes *bytes = g_byte_array_free_to_bytes (self->bytes);

  self->bytes = g_byte_array_new ();
  self->line_start = self->line_end = 0;
  return bytes;
}

gsize
rt_line_collector_get_total (RtLineCollector *self)
{
  return self->total;
}
