/* The character encodings of the web, and all the labels they go by. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One row of a constant table. */
typedef struct
{
  const char *name;   /* as WHATWG has it, in lower case, such as "windows-1252" */
  const char *iconv;  /* what iconv calls it; NULL where iconv is not asked */
  const char *labels; /* other names, in lower case, separated by spaces */
} RtEncoding;

const RtEncoding *rt_encoding_find (const char *label);
const RtEncoding *rt_encoding_get (guint index);
gboolean rt_encoding_is_utf16 (const RtEncoding *self);
const RtEncoding *rt_encoding_get_output (const RtEncoding *self);
char *rt_encoding_dup_name (const RtEncoding *self);

G_END_DECLS
