/* The answer to one question of whether a download can be resumed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-probe-answer.h"

const char *
rt_probe_answer_find_coding (const RtProbeAnswer *self)
{
  const char *coding = rt_header_list_find (self->fields, "Content-Encoding");

  return coding != NULL && g_ascii_strcasecmp (coding, "identity") != 0 ? coding : NULL;
}

/* FALSE if it has none, or more than one, or one that makes no sense. */
gboolean
rt_probe_answer_read_range (const RtProbeAnswer *self, RtByteRange *range)
{
  const char *value = rt_header_list_find (self->fields, "Content-Range");

  return value != NULL && rt_header_list_count (self->fields, "Content-Range") == 1
         && rt_byte_range_parse (range, value, NULL);
}

static gint64
read_length (const RtProbeAnswer *self)
{
  const char *text = rt_header_list_find (self->fields, "Content-Length");
  guint64 length;

  return text != NULL
                 && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &length, NULL)
             ? (gint64)length
             : -1;
}

RtIdentity *
rt_probe_answer_identify (const RtProbeAnswer *self)
{
  RtByteRange range = { 0, -1, -1 };
  gint64 total = -1;

  if (self->status == 206 && rt_probe_answer_read_range (self, &range))
    total = range.total;
  else if (self->status == 200)
    total = read_length (self);
  return rt_identity_new_from_answer (self->fields, total);
}

gboolean
rt_probe_answer_is_of_file (const RtProbeAnswer *self)
{
  return self->status == 200 || self->status == 206;
}

gboolean
rt_probe_answer_gives_parts (const RtProbeAnswer *self)
{
  RtByteRange range;

  return self->status == 206 && rt_probe_answer_find_coding (self) == NULL
         && rt_probe_answer_read_range (self, &range) && range.first == 0
         && range.last == 0;
}
