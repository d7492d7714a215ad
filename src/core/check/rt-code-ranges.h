/* Which status codes are good: a list of codes and ranges. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the list is unless somebody says otherwise. */
#define RT_CODE_RANGES_PLAIN "200,301,302"

#define RT_CODE_FIRST 100
#define RT_CODE_LAST 599

/* A value: a bit for each code. */
typedef struct
{
  guint32 bits[(RT_CODE_LAST - RT_CODE_FIRST) / 32 + 1];
} RtCodeRanges;

gboolean rt_code_ranges_parse (RtCodeRanges *self, const char *text);
gboolean rt_code_ranges_contain (const RtCodeRanges *self, guint code);

G_END_DECLS
