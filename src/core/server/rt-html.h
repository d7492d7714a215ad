/* The small pages that servers make while they run. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"

G_BEGIN_DECLS

GString *rt_html_begin (const char *title);
void rt_html_append_text (GString *html, const char *text);
void rt_html_append_bytes (GString *html, GBytes *bytes);
RtAnswer *rt_html_end (GString *html, guint status);

G_END_DECLS
