/* Which character set a body is in, and why; and its text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-charset.h"

#include <libsoup/soup.h>
#include <string.h>

/* How far a declaration, and control characters, are looked for. */
#define DECLARATION_BYTES 1024
#define BINARY_BYTES 4096

/**
 * rt_charset_rule_to_id:
 * @rule: a rule
 *
 * Gives the stable name of @rule that programs see.
 *
 * Returns: (transfer none): the id
 */
const char *
rt_charset_rule_to_id (RtCharsetRule rule)
{
  switch (rule)
    {
    case RT_CHARSET_CHOSEN:
      return "chosen";
    case RT_CHARSET_BOM:
      return "bom";
    case RT_CHARSET_CONTENT_TYPE:
      return "content-type";
    case RT_CHARSET_XML_DECLARATION:
      return "xml-declaration";
    case RT_CHARSET_META:
      return "meta";
    case RT_CHARSET_VALID_UTF8:
      return "valid-utf-8";
    case RT_CHARSET_FALLBACK:
      return "fallback";
    }
  g_return_val_if_reached ("fallback");
}

/**
 * rt_content_type_dup_media:
 * @content_type: (nullable): the value of Content-Type
 *
 * Takes the media type out of it, without parameters.
 *
 * Returns: (transfer full): such as `text/html`, in lower case; "" if there is none
 */
char *
rt_content_type_dup_media (const char *content_type)
{
  gsize length = content_type != NULL ? strcspn (content_type, ";,") : 0;
  g_autofree char *media = g_strndup (length > 0 ? content_type : "", length);

  return g_ascii_strdown (g_strstrip (media), -1);
}

static const RtEncoding *
find_bom (const guint8 *data, gsize length)
{
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    return rt_encoding_find ("utf-8");
  if (length >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    return rt_encoding_find ("utf-16be");
  if (length >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    return rt_encoding_find ("utf-16le");
  return NULL;
}

static const RtEncoding *
find_parameter (const char *content_type)
{
  const char *parameters = content_type != NULL ? strchr (content_type, ';') : NULL;
  g_autoptr (GHashTable) table = NULL;
  const char *label;

  if (parameters == NULL)
    return NULL;
  table = soup_header_parse_semi_param_list (parameters + 1);
  label = g_hash_table_lookup (table, "charset");
  return label != NULL ? rt_encoding_find (label) : NULL;
}

/* <?xml version="1.0" encoding="…"?>, also in UTF-16 without a mark, XML appendix F. */
static const RtEncoding *
find_declaration (const guint8 *data, gsize length)
{
  g_autofree char *head = NULL;
  const RtEncoding *found;
  const char *end;
  const char *at;
  const char *close;
  g_autofree char *label = NULL;

  if (length >= 6 && memcmp (data, "<\0?\0x\0", 6) == 0)
    return rt_encoding_find ("utf-16le");
  if (length >= 6 && memcmp (data, "\0<\0?\0x", 6) == 0)
    return rt_encoding_find ("utf-16be");
  if (length < 6 || memcmp (data, "<?xml", 5) != 0)
    return NULL;
  head = g_strndup ((const char *)data, MIN (length, DECLARATION_BYTES));
  end = strstr (head, "?>");
  at = strstr (head, "encoding");
  if (end == NULL || at == NULL || at > end)
    return NULL;
  at += strlen ("encoding");
  at += strspn (at, " \t\r\n");
  if (*at++ != '=')
    return NULL;
  at += strspn (at, " \t\r\n");
  if (*at != '"' && *at != '\'')
    return NULL;
  close = strchr (at + 1, *at);
  if (close == NULL || close > end)
    return NULL;
  label = g_strndup (at + 1, close - at - 1);
  found = rt_encoding_find (label);
  /* What we read as ASCII is not UTF-16. */
  return found != NULL && rt_encoding_is_utf16 (found) ? rt_encoding_find ("utf-8")
                                                       : found;
}

/**
 * rt_charset_detect:
 * @bytes: the beginning of a body, decoded
 * @cut: whether the body goes on after @bytes
 * @content_type: (nullable): the value of Content-Type
 * @chosen: (nullable): what the user chose
 *
 * Finds the character set of a body: chosen by hand, byte order mark, `charset=`, XML
 * declaration or `<meta>` within 1024 bytes, valid UTF-8, windows-1252. A name that is
 * none is passed over. Only what may be XML or HTML is searched for declarations.
 *
 * Returns: the encoding, and the rule that won
 */
RtCharset
rt_charset_detect (GBytes *bytes,
                   gboolean cut,
                   const char *content_type,
                   const RtEncoding *chosen)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autofree char *media = rt_content_type_dup_media (content_type);
  gboolean html = *media == '\0' || strstr (media, "html") != NULL;
  gboolean xml = html || strstr (media, "xml") != NULL;
  const RtEncoding *found;

  if (chosen != NULL)
    return (RtCharset){ chosen, RT_CHARSET_CHOSEN };
  if ((found = find_bom (data, length)) != NULL)
    return (RtCharset){ found, RT_CHARSET_BOM };
  if ((found = find_parameter (content_type)) != NULL)
    return (RtCharset){ found, RT_CHARSET_CONTENT_TYPE };
  if (xml && (found = find_declaration (data, length)) != NULL)
    return (RtCharset){ found, RT_CHARSET_XML_DECLARATION };
  if (html && (found = rt_charset_prescan (data, length)) != NULL)
    return (RtCharset){ found, RT_CHARSET_META };
  if (rt_charset_is_utf8 (bytes, cut))
    return (RtCharset){ rt_encoding_find ("utf-8"), RT_CHARSET_VALID_UTF8 };
  return (RtCharset){ rt_encoding_find ("windows-1252"), RT_CHARSET_FALLBACK };
}

/**
 * rt_charset_looks_binary:
 * @encoding: what the bytes would be in if they were text
 * @bytes: the beginning of a body
 *
 * Guesses whether a body is better shown as bytes than as text: it has a NUL, or more than
 * one control character in ten, in its first 4 KiB.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_charset_looks_binary (const RtEncoding *encoding, GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  gsize controls = 0;

  if (rt_encoding_is_utf16 (encoding))
    return FALSE;
  length = MIN (length, BINARY_BYTES);
  for (gsize i = 0; i < length; i++)
    {
      if (data[i] == '\0')
        return TRUE;
      /* Tab, line ends, form feed, and what changes colours or ISO-2022-JP's alphabet. */
      if ((data[i] < ' ' && strchr ("\t\n\f\r\x1b", data[i]) == NULL) || data[i] == 0x7f)
        controls++;
    }
  return controls * 10 > length;
}
