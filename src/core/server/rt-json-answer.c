/* Answers that programs read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-json-answer.h"

#include <string.h>

/**
 * rt_json_set_text:
 * @json: a builder within an object
 * @name: of a member
 * @bytes: as received
 *
 * Adds a member whose value is text, however the bytes were meant.
 */
void
rt_json_set_text (JsonBuilder *json, const char *name, const char *bytes)
{
  g_autofree char *text = rt_header_value_to_utf8 (bytes);

  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, text);
}

/**
 * rt_json_set_bytes:
 * @json: a builder within an object
 * @bytes: (nullable): any bytes
 *
 * Adds how many they are, and what they are: `text` where they are UTF-8, `base64` where
 * they are not.
 */
void
rt_json_set_bytes (JsonBuilder *json, GBytes *bytes)
{
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : "";
  g_autofree char *text = NULL;
  gboolean is_text;

  /* Of no bytes, GLib gives no address. */
  if (size == 0)
    data = "";
  json_builder_set_member_name (json, "bytes");
  json_builder_add_int_value (json, (gint64)size);
  /* NUL is UTF-8, but no text. */
  is_text = g_utf8_validate_len (data, size, NULL);
  text = is_text ? g_strndup (data, size) : g_base64_encode ((const guint8 *)data, size);
  rt_json_set_text (json, is_text ? "text" : "base64", text);
}

/**
 * rt_json_answer_new:
 * @json: a whole value
 * @status: of the answer
 *
 * Makes an answer of it that nobody keeps.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_json_answer_new (JsonBuilder *json, guint status)
{
  RtAnswer *answer = rt_answer_new (status);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  char *text = json_to_string (root, TRUE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  rt_answer_set_type (answer, "application/json");
  rt_answer_set (answer, "Cache-Control", "no-store");
  rt_answer_add_bytes (answer, bytes);
  return answer;
}
