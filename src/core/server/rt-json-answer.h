/* Answers that programs read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void rt_json_set_text (JsonBuilder *json, const char *name, const char *bytes);
void rt_json_set_bytes (JsonBuilder *json, GBytes *bytes);
RtAnswer *rt_json_answer_new (JsonBuilder *json, guint status);

G_END_DECLS
