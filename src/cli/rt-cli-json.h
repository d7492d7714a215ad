/* JSON for programs, a value a line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void rt_cli_json_put_string (JsonBuilder *builder, const char *name, const char *value);
void rt_cli_json_put_number (JsonBuilder *builder, const char *name, gint64 value);
void rt_cli_json_put_flag (JsonBuilder *builder, const char *name, gboolean value);
void rt_cli_json_print (JsonBuilder *builder);

G_END_DECLS
