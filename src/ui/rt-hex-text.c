/* Bytes as lines of a hex listing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-hex-text.h"

#define BYTES_PER_LINE 16

/* One line for @count bytes, the first of which stands at @offset. */
static void
append_line (GString *text, const guint8 *data, guint count, guint64 offset)
{
  g_string_append_printf (text, "%08" G_GINT64_MODIFIER "x ", offset);
  for (guint i = 0; i < BYTES_PER_LINE; i++)
    {
      if (i % 8 == 0)
        g_string_append_c (text, ' ');
      if (i < count)
        g_string_append_printf (text, "%02x ", data[i]);
      else
        g_string_append (text, "   ");
    }
  g_string_append_c (text, ' ');
  for (guint i = 0; i < count; i++)
    g_string_append_c (text, g_ascii_isprint (data[i]) ? (char)data[i] : '.');
}

guint64
rt_hex_text_count_lines (GBytes *bytes)
{
  return (g_bytes_get_size (bytes) + BYTES_PER_LINE - 1) / BYTES_PER_LINE;
}

/**
 * rt_hex_text_dup_lines:
 * @bytes: what to list
 * @first: the first line
 * @count: how many lines; fewer come where the bytes end
 *
 * Writes a part of the listing.
 *
 * Returns: (transfer full): lines, divided by line feeds
 */
char *
rt_hex_text_dup_lines (GBytes *bytes, guint64 first, guint count)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint64 end = MIN (first + count, rt_hex_text_count_lines (bytes));
  GString *text = g_string_sized_new (count * (RT_HEX_COLUMNS + 1));

  for (guint64 line = first; line < end; line++)
    {
      gsize offset = (gsize)line * BYTES_PER_LINE;

      if (line > first)
        g_string_append_c (text, '\n');
      append_line (text, data + offset, (guint)MIN (length - offset, BYTES_PER_LINE),
                   offset);
    }
  return g_string_free (text, FALSE);
}
