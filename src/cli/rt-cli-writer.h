/* Writes to standard output without ever making the program wait for its reader. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RtCliWriter RtCliWriter;

RtCliWriter *rt_cli_writer_new (void);
gboolean rt_cli_writer_push (RtCliWriter *self, const char *text, gsize length);
void rt_cli_writer_finish (RtCliWriter *self);

G_END_DECLS
