/* Text for people on standard output and standard error. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdarg.h>

G_BEGIN_DECLS

void rt_cli_print_version (void);
void rt_cli_print_line (const char *prefix, const char *format, va_list arguments)
    G_GNUC_PRINTF (2, 0);
void rt_cli_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);
void rt_cli_note (const char *format, ...) G_GNUC_PRINTF (1, 2);
char *rt_cli_dup_printable (const char *text);
int rt_cli_finish (int status);

G_END_DECLS
