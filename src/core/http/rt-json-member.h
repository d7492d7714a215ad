/* A member of a JSON object that somebody else may have written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *rt_json_parse_object (const char *text, gsize length, guint depth_max);
JsonNode *rt_json_member_find (JsonObject *object, const char *name, GType type);
const char *rt_json_member_get_string (JsonObject *object, const char *name);
gboolean rt_json_member_is_true (JsonObject *object, const char *name);

G_END_DECLS
