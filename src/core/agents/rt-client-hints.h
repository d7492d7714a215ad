/* What Chromium's browsers say of themselves in Sec-CH-UA. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rt_client_hints_format_brands (guint major, const char *brand);

G_END_DECLS
