/* Text of a form in the encoding that it is sent in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-text.h"

#include <string.h>

static gboolean
is_japanese (const RtEncoding *encoding)
{
  return strcmp (encoding->name, "shift_jis") == 0
         || strcmp (encoding->name, "euc-jp") == 0;
}

/* What browsers write otherwise than iconv, or iconv not at all.  -1: nothing */
static int
find_byte (const RtEncoding *encoding, gunichar c)
{
  if (g_str_has_prefix (encoding->name, "windows-") && c >= 0x80 && c < 0xa0)
    return (int)c;
  if (strcmp (encoding->name, "gbk") == 0 && c == 0x20ac)
    return 0x80;
  if (is_japanese (encoding) && c == 0xa5)
    return 0x5c;
  if (is_japanese (encoding) && c == 0x203e)
    return 0x7e;
  if (strcmp (encoding->name, "x-user-defined") == 0 && c >= 0xf780 && c <= 0xf7ff)
    return (int)(c - 0xf700);
  return -1;
}

static void
append_reference (GString *out, gunichar c, RtFormTextPlace place)
{
  g_string_append_printf (out, place == RT_FORM_TEXT_URL ? "%%26%%23%u%%3B" : "&#%u;", c);
}

/* iconv knows characters that browsers read in these two, but do not write. */
static gboolean
is_only_read (const RtEncoding *encoding, guint8 lead)
{
  if (strcmp (encoding->name, "euc-jp") == 0)
    return lead == 0x8f; /* JIS X 0212 */
  return strcmp (encoding->name, "big5") == 0 && lead >= 0x80 && lead < 0xa1; /* HKSCS */
}

/* Converts the character at *text and steps over it; FALSE where there is none for it. */
static gboolean
convert (GIConv converter, const RtEncoding *encoding, GString *out, const char **text)
{
  char buffer[16];
  char *in = (char *)*text;
  gsize length = g_utf8_next_char (in) - in;
  char *at = buffer;
  gsize room = sizeof buffer;

  if (g_iconv (converter, &in, &length, &at, &room) == (gsize)-1
      || (at > buffer && is_only_read (encoding, (guint8)buffer[0])))
    return FALSE;
  g_string_append_len (out, buffer, at - buffer);
  *text = in;
  return TRUE;
}

/* Back to where ASCII means ASCII, for encodings that have states. */
static void
reset (GIConv converter, GString *out)
{
  char buffer[64];
  char *at = buffer;
  gsize room = sizeof buffer;

  g_iconv (converter, NULL, NULL, &at, &room);
  g_string_append_len (out, buffer, at - buffer);
}

/* A gbk page is read as GB18030, but written in two bytes at the most. */
static const char *
get_writer (const RtEncoding *encoding)
{
  if (strcmp (encoding->name, "gbk") == 0)
    return "GBK";
  return encoding->iconv != NULL ? encoding->iconv : "ASCII";
}

/**
 * rt_form_text_encode:
 * @encoding: what to write in
 * @text: UTF-8
 * @place: where it will stand
 *
 * Writes text in an encoding; a character that is missing there becomes a reference with
 * its number.
 *
 * Source: [WHATWG Encoding](https://encoding.spec.whatwg.org/#encode), error mode "html"
 *
 * Returns: (transfer full): the bytes
 */
GString *
rt_form_text_encode (const RtEncoding *encoding, const char *text, RtFormTextPlace place)
{
  GString *out = g_string_sized_new (strlen (text));
  GIConv converter;

  if (strcmp (encoding->name, "utf-8") == 0)
    return g_string_append (out, text);
  converter = g_iconv_open (get_writer (encoding), "UTF-8");
  g_return_val_if_fail (converter != (GIConv)-1, out);
  while (*text != '\0')
    {
      gunichar c;
      int byte;

      if (convert (converter, encoding, out, &text))
        continue;
      c = g_utf8_get_char (text);
      byte = find_byte (encoding, c);
      reset (converter, out);
      if (byte >= 0)
        g_string_append_c (out, (char)byte);
      else
        append_reference (out, c, place);
      text = g_utf8_next_char (text);
    }
  reset (converter, out);
  g_iconv_close (converter);
  return out;
}
