/* What a status says in words, on the wire. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *rt_status_text_get_phrase (guint status);
char *rt_status_text_make_body (guint status, const char *more);

G_END_DECLS
