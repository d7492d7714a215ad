/* Text of a body: UTF-8 from any encoding of the web. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-charset.h"

#include <errno.h>
#include <string.h>

static const char replacement[] = "\xef\xbf\xbd"; /* U+FFFD */
static const char nul_symbol[] = "\xe2\x90\x80";  /* U+2400 */

/* How many bytes the first character has.  A wrong one is as long as its right beginning
 * is, so that each stands for one replacement character.  Unicode §3.9, table 3-7 */
static gsize
measure (const guint8 *data, gsize length, gboolean *right, gboolean *unfinished)
{
  guint8 lead = data[0];
  guint8 low = 0x80;
  guint8 high = 0xbf;
  gsize wanted;
  gsize have = 1;

  *right = lead < 0x80;
  *unfinished = FALSE;
  if (lead < 0xc2 || lead > 0xf4)
    return 1;
  wanted = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (lead == 0xe0)
    low = 0xa0;
  else if (lead == 0xed)
    high = 0x9f;
  else if (lead == 0xf0)
    low = 0x90;
  else if (lead == 0xf4)
    high = 0x8f;
  while (have < wanted && have < length && data[have] >= low && data[have] <= high)
    {
      have++;
      low = 0x80;
      high = 0xbf;
    }
  *right = have == wanted;
  *unfinished = have < wanted && have == length;
  return have;
}

/**
 * rt_charset_is_utf8:
 * @bytes: bytes
 * @cut: whether more bytes would follow
 *
 * Says whether @bytes read as UTF-8 without a mistake. If they are cut, the last character
 * may be, too.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_charset_is_utf8 (GBytes *bytes, gboolean cut)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      gboolean right;
      gboolean unfinished;
      gsize size = measure (data, length, &right, &unfinished);

      if (!right)
        return cut && unfinished;
      data += size;
      length -= size;
    }
  return TRUE;
}

static void
append_utf8 (GString *text, const guint8 *data, gsize length, gboolean cut)
{
  const guint8 *begin = data;
  const guint8 *end = data + length;

  while (data < end)
    {
      gboolean right;
      gboolean unfinished;
      gsize size = measure (data, end - data, &right, &unfinished);

      if (!right)
        {
          g_string_append_len (text, (const char *)begin, data - begin);
          if (cut && unfinished)
            return;
          g_string_append (text, replacement);
          begin = data + size;
        }
      data += size;
    }
  g_string_append_len (text, (const char *)begin, data - begin);
}

/* What iconv does not know in a single-byte Windows encoding is a control character. */
static void
append_unknown (GString *text, const RtEncoding *encoding, guint8 byte)
{
  if (g_str_has_prefix (encoding->name, "windows-") && byte >= 0x80 && byte < 0xa0)
    g_string_append_unichar (text, byte);
  else
    g_string_append (text, replacement);
}

static void
append_converted (GString *text,
                  const RtEncoding *encoding,
                  const guint8 *data,
                  gsize length,
                  gboolean cut)
{
  GIConv converter = g_iconv_open ("UTF-8", encoding->iconv);
  gsize unit = rt_encoding_is_utf16 (encoding) ? 2 : 1;
  char *in = (char *)data;

  g_return_if_fail (converter != (GIConv)-1);

  while (length > 0)
    {
      char buffer[4096];
      char *out = buffer;
      gsize room = sizeof buffer;
      gsize result = g_iconv (converter, &in, &length, &out, &room);
      int code = errno;

      g_string_append_len (text, buffer, out - buffer);
      if (result != (gsize)-1 || code == E2BIG)
        continue;
      if (code == EINVAL)
        {
          if (!cut)
            g_string_append (text, replacement);
          break;
        }
      append_unknown (text, encoding, *(guint8 *)in);
      in += MIN (unit, length);
      length -= MIN (unit, length);
    }
  if (length == 0)
    {
      /* Some encodings hold a character back, to join it with the next. */
      char buffer[64];
      char *out = buffer;
      gsize room = sizeof buffer;

      g_iconv (converter, NULL, NULL, &out, &room);
      g_string_append_len (text, buffer, out - buffer);
    }
  g_iconv_close (converter);
}

static void
append_user_defined (GString *text, const guint8 *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    g_string_append_unichar (text, data[i] < 0x80 ? data[i] : 0xf700 + data[i]);
}

static gsize
bom_length (const RtEncoding *encoding, const guint8 *data, gsize length)
{
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0
      && strcmp (encoding->name, "utf-8") == 0)
    return 3;
  if (length >= 2
      && ((memcmp (data, "\xff\xfe", 2) == 0 && strcmp (encoding->name, "utf-16le") == 0)
          || (memcmp (data, "\xfe\xff", 2) == 0
              && strcmp (encoding->name, "utf-16be") == 0)))
    return 2;
  return 0;
}

/* A text view ends at NUL. */
static void
show_nul (GString *text)
{
  g_autoptr (GString) shown = NULL;
  const char *at = text->str;
  const char *end = text->str + text->len;

  if (memchr (text->str, '\0', text->len) == NULL)
    return;
  shown = g_string_sized_new (text->len + 64);
  while (at < end)
    {
      gsize run = strlen (at);

      g_string_append_len (shown, at, run);
      at += run;
      if (at < end)
        {
          g_string_append (shown, nul_symbol);
          at++;
        }
    }
  g_string_truncate (text, 0);
  g_string_append_len (text, shown->str, shown->len);
}

static GString *
decode (const RtEncoding *encoding, GBytes *bytes, gboolean cut)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize bom = bom_length (encoding, data, size);
  GString *text = g_string_sized_new (size + size / 8);

  if (strcmp (encoding->name, "utf-8") == 0)
    append_utf8 (text, data + bom, size - bom, cut);
  else if (strcmp (encoding->name, "x-user-defined") == 0)
    append_user_defined (text, data, size);
  else if (encoding->iconv != NULL)
    append_converted (text, encoding, data + bom, size - bom, cut);
  else if (size > 0)
    g_string_append (text, replacement);
  return text;
}

/**
 * rt_charset_decode:
 * @encoding: what @bytes are in
 * @bytes: the beginning of a body, or all of it
 * @cut: whether more bytes would follow
 *
 * Turns bytes into text for a parser: what is wrong becomes U+FFFD; a byte order mark, and
 * a character that is cut in the middle, are left out.
 *
 * Returns: (transfer full): UTF-8, with NUL where NUL was
 */
GBytes *
rt_charset_decode (const RtEncoding *encoding, GBytes *bytes, gboolean cut)
{
  return g_string_free_to_bytes (decode (encoding, bytes, cut));
}

/**
 * rt_charset_to_utf8:
 * @encoding: what @bytes are in
 * @bytes: the beginning of a body, or all of it
 * @cut: whether more bytes would follow
 * @length: (out) (optional): the length of the text in bytes
 *
 * Turns bytes into text to be shown: as rt_charset_decode(), and NUL becomes U+2400.
 *
 * Returns: (transfer full): UTF-8 text
 */
char *
rt_charset_to_utf8 (const RtEncoding *encoding,
                    GBytes *bytes,
                    gboolean cut,
                    gsize *length)
{
  GString *text = decode (encoding, bytes, cut);

  show_nul (text);
  if (length != NULL)
    *length = text->len;
  return g_string_free (text, FALSE);
}
