/* A command line taken apart into words, as a POSIX shell does it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *rt_shell_words_parse (const char *text, GError **error);

G_END_DECLS
