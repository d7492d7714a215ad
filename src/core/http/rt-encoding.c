/* The character encodings of the web, and all the labels they go by. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-encoding.h"

#include <string.h>

/* Source: https://encoding.spec.whatwg.org/#names-and-labels */
static const RtEncoding encodings[] = {
  { "utf-8", NULL, "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8" },
  { "ibm866", "IBM866", "866 cp866 csibm866" },
  { "iso-8859-2", "ISO-8859-2",
    "csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2" },
  { "iso-8859-3", "ISO-8859-3",
    "csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3" },
  { "iso-8859-4", "ISO-8859-4",
    "csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4" },
  { "iso-8859-5", "ISO-8859-5",
    "csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
    "iso_8859-5:1988" },
  { "iso-8859-6", "ISO-8859-6",
    "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e "
    "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987" },
  { "iso-8859-7", "ISO-8859-7",
    "csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 "
    "iso_8859-7 iso_8859-7:1987 sun_eu_greek" },
  { "iso-8859-8", "ISO-8859-8",
    "csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
    "iso_8859-8 iso_8859-8:1988 visual" },
  { "iso-8859-8-i", "ISO-8859-8", "csiso88598i logical" },
  { "iso-8859-10", "ISO-8859-10",
    "csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6" },
  { "iso-8859-13", "ISO-8859-13", "iso8859-13 iso885913" },
  { "iso-8859-14", "ISO-8859-14", "iso8859-14 iso885914" },
  { "iso-8859-15", "ISO-8859-15", "csisolatin9 iso8859-15 iso885915 iso_8859-15 l9" },
  { "iso-8859-16", "ISO-8859-16", "" },
  { "koi8-r", "KOI8-R", "cskoi8r koi koi8 koi8_r" },
  { "koi8-u", "KOI8-U", "koi8-ru" },
  { "macintosh", "MACINTOSH", "csmacintosh mac x-mac-roman" },
  { "windows-874", "CP874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620" },
  { "windows-1250", "CP1250", "cp1250 x-cp1250" },
  { "windows-1251", "CP1251", "cp1251 x-cp1251" },
  { "windows-1252", "CP1252",
    "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 "
    "iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252" },
  { "windows-1253", "CP1253", "cp1253 x-cp1253" },
  { "windows-1254", "CP1254",
    "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 "
    "iso_8859-9:1989 l5 latin5 x-cp1254" },
  { "windows-1255", "CP1255", "cp1255 x-cp1255" },
  { "windows-1256", "CP1256", "cp1256 x-cp1256" },
  { "windows-1257", "CP1257", "cp1257 x-cp1257" },
  { "windows-1258", "CP1258", "cp1258 x-cp1258" },
  { "x-mac-cyrillic", "MAC-UK", "x-mac-ukrainian" },
  /* The decoders of gbk and gb18030 are one and the same. */
  { "gbk", "GB18030",
    "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk" },
  { "gb18030", "GB18030", "" },
  { "big5", "BIG5-HKSCS", "big5-hkscs cn-big5 csbig5 x-x-big5" },
  { "euc-jp", "EUC-JP-MS", "cseucpkdfmtjapanese x-euc-jp" },
  { "iso-2022-jp", "ISO-2022-JP", "csiso2022jp" },
  { "shift_jis", "CP932", "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis" },
  { "euc-kr", "CP949",
    "cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
    "ksc_5601 windows-949" },
  { "utf-16le", "UTF-16LE",
    "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16" },
  { "utf-16be", "UTF-16BE", "unicodefffe" },
  { "x-user-defined", NULL, "" },
  /* Encodings that can hide ASCII from a filter: never decoded. */
  { "replacement", NULL,
    "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr" },
};

static gboolean
has_label (const RtEncoding *self, const char *label)
{
  gsize length = strlen (label);
  const char *found = self->labels;

  if (strcmp (self->name, label) == 0)
    return TRUE;
  while ((found = strstr (found, label)) != NULL)
    {
      if ((found == self->labels || found[-1] == ' ')
          && (found[length] == ' ' || found[length] == '\0'))
        return TRUE;
      found += length;
    }
  return FALSE;
}

/**
 * rt_encoding_find:
 * @label: a name of an encoding in any letter case, such as `Latin1`
 *
 * Looks an encoding up as browsers do: `iso-8859-1` means windows-1252.
 *
 * Source: [WHATWG Encoding](https://encoding.spec.whatwg.org/#concept-encoding-get)
 *
 * Returns: (transfer none) (nullable): the encoding
 */
const RtEncoding *
rt_encoding_find (const char *label)
{
  g_autofree char *lower = g_ascii_strdown (label, -1);

  g_strstrip (lower);
  if (*lower == '\0' || strchr (lower, ' ') != NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (has_label (&encodings[i], lower))
      return &encodings[i];
  return NULL;
}

/**
 * rt_encoding_get:
 * @index: from 0
 *
 * Gives the encodings that a user can choose from, one by one.
 *
 * Returns: (transfer none) (nullable): the encoding, %NULL past the last
 */
const RtEncoding *
rt_encoding_get (guint index)
{
  return index < G_N_ELEMENTS (encodings) - 1 ? &encodings[index] : NULL;
}

/**
 * rt_encoding_is_utf16:
 * @self: an encoding
 *
 * Says whether a character takes two bytes or more, so that text is full of NUL.
 *
 * Returns: %TRUE for both byte orders of UTF-16
 */
gboolean
rt_encoding_is_utf16 (const RtEncoding *self)
{
  return strncmp (self->name, "utf-16", 6) == 0;
}

/**
 * rt_encoding_get_output:
 * @self: what a page is in
 *
 * Gives what its forms and addresses are written in: some encodings are only read.
 *
 * Source: [WHATWG Encoding](https://encoding.spec.whatwg.org/#get-an-output-encoding)
 *
 * Returns: (transfer none): the encoding
 */
const RtEncoding *
rt_encoding_get_output (const RtEncoding *self)
{
  return rt_encoding_is_utf16 (self) || strcmp (self->name, "replacement") == 0
             ? &encodings[0]
             : self;
}

/**
 * rt_encoding_dup_name:
 * @self: an encoding
 *
 * Gives the name in the letter case that browsers send, such as `UTF-8` or `Shift_JIS`.
 *
 * Source: [WHATWG Encoding](https://encoding.spec.whatwg.org/#names-and-labels)
 *
 * Returns: (transfer full): the name
 */
char *
rt_encoding_dup_name (const RtEncoding *self)
{
  static const char *const lower[] = { "windows-", "x-", "macintosh", "gb18030" };
  static const char *const mixed[] = { "Big5", "Shift_JIS" };

  for (guint i = 0; i < G_N_ELEMENTS (lower); i++)
    if (g_str_has_prefix (self->name, lower[i]))
      return g_strdup (self->name);
  for (guint i = 0; i < G_N_ELEMENTS (mixed); i++)
    if (g_ascii_strcasecmp (self->name, mixed[i]) == 0)
      return g_strdup (mixed[i]);
  return g_ascii_strup (self->name, -1);
}
