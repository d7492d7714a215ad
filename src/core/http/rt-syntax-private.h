/* The scanners of the single syntaxes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-syntax.h"

G_BEGIN_DECLS

/* Each takes one token from *at, which is before end, and steps over it. */
typedef RtToken (*RtScanFunc) (RtScanner *self, const char **at, const char *end);

RtToken rt_scan_json (RtScanner *self, const char **at, const char *end);
RtToken rt_scan_markup (RtScanner *self, const char **at, const char *end);
RtToken rt_scan_css (RtScanner *self, const char **at, const char *end);
RtToken rt_scan_script (RtScanner *self, const char **at, const char *end);

gboolean rt_scan_is_word (char c);
void rt_scan_word (const char **at, const char *end);
void rt_scan_number (const char **at, const char *end);
gboolean rt_scan_string (RtScanner *self, const char **at, const char *end);
gboolean rt_scan_until (const char *mark, const char **at, const char *end);
gboolean rt_scan_begins (const char *at, const char *end, const char *mark);

G_END_DECLS
