/* Dates as HTTP writes them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rt_http_date_parse (const char *text, gint64 now_s, gint64 *time_s);
char *rt_http_date_format (gint64 time_s);

G_END_DECLS
