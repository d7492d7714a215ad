/* Percent-encoding of bytes in a URI. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rt_percent_append (GString *out, const char *text, gsize length, const char *unsafe);
GString *rt_percent_decode (const char *text, gsize length);

G_END_DECLS
