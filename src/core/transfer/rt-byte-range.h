/* A run of bytes of a file, as it is asked for and as it is answered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Both ends belong to it. */
typedef struct
{
  gint64 first;
  gint64 last;
  gint64 total; /* of the whole file; -1: the server does not say */
} RtByteRange;

char *rt_byte_range_format (gint64 first, gint64 last);
gboolean rt_byte_range_parse (RtByteRange *range, const char *value, GError **error);
gboolean rt_byte_range_parse_unsatisfied (gint64 *total, const char *value);

G_END_DECLS
