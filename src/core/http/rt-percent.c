/* Percent-encoding of bytes in a URI. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-percent.h"

#include <string.h>

/**
 * rt_percent_append:
 * @out: where to add it
 * @text: any bytes
 * @length: of @text, in bytes
 * @unsafe: the printable characters that may not stand raw
 *
 * Adds @text so that it is printable ASCII without any of @unsafe.  A '%' that starts no
 * escape is kept, as browsers do: the server may want it so.
 */
void
rt_percent_append (GString *out, const char *text, gsize length, const char *unsafe)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar)text[i];

      if (c >= 0x7f || c <= 0x20 || strchr (unsafe, c) != NULL)
        g_string_append_printf (out, "%%%02X", c);
      else
        g_string_append_c (out, (char)c);
    }
}

/**
 * rt_percent_decode:
 * @text: text with percent-encoded bytes
 * @length: of @text, in bytes
 *
 * Undoes percent-encoding.  A '%' that starts no escape stays.
 *
 * Returns: (transfer full): any bytes, NUL among them
 */
GString *
rt_percent_decode (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      int high = i + 2 < length ? g_ascii_xdigit_value (text[i + 1]) : -1;
      int low = high >= 0 ? g_ascii_xdigit_value (text[i + 2]) : -1;

      if (text[i] == '%' && low >= 0)
        {
          g_string_append_c (out, (char)(high * 16 + low));
          i += 2;
        }
      else
        {
          g_string_append_c (out, text[i]);
        }
    }
  return out;
}
