/* Which character set a body is in, and why; and its text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-encoding.h"

G_BEGIN_DECLS

/* The rules in the order they are asked. */
typedef enum
{
  RT_CHARSET_CHOSEN,          /* by hand */
  RT_CHARSET_BOM,             /* a byte order mark at the beginning */
  RT_CHARSET_CONTENT_TYPE,    /* the charset parameter of Content-Type */
  RT_CHARSET_XML_DECLARATION, /* <?xml … encoding="…"?> */
  RT_CHARSET_META,            /* <meta charset="…"> */
  RT_CHARSET_VALID_UTF8,      /* nothing says so, but it reads as UTF-8 */
  RT_CHARSET_FALLBACK,        /* what browsers take when nothing helps */
} RtCharsetRule;

typedef struct
{
  const RtEncoding *encoding;
  RtCharsetRule rule; /* the one that won */
} RtCharset;

const char *rt_charset_rule_to_id (RtCharsetRule rule);

RtCharset rt_charset_detect (GBytes *bytes,
                             gboolean cut,
                             const char *content_type,
                             const RtEncoding *chosen);
const RtEncoding *rt_charset_prescan (const guint8 *data, gsize length);
gboolean rt_charset_is_utf8 (GBytes *bytes, gboolean cut);
GBytes *rt_charset_decode (const RtEncoding *encoding, GBytes *bytes, gboolean cut);
char *rt_charset_to_utf8 (const RtEncoding *encoding,
                          GBytes *bytes,
                          gboolean cut,
                          gsize *length);
gboolean rt_charset_looks_binary (const RtEncoding *encoding, GBytes *bytes);
char *rt_content_type_dup_media (const char *content_type);

G_END_DECLS
