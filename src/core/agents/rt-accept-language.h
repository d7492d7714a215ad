/* The languages that a browser says its user reads. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What browsers say that nobody has set up otherwise. */
#define RT_ACCEPT_LANGUAGE_DEFAULT "en-US"
#define RT_ACCEPT_LANGUAGE_SYSTEM "system"

char *rt_accept_language_resolve (const char *text);
char *rt_accept_language_format (const char *languages, const char *browser);

G_END_DECLS
