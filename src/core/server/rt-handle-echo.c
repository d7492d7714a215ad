/* Answers with what was received. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-handle-echo.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
set_string (JsonBuilder *json, const char *name, const char *bytes)
{
  g_autofree char *text = rt_header_value_to_utf8 (bytes);

  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, text);
}

static void
add_fields (JsonBuilder *json, const RtHeaderList *fields)
{
  json_builder_set_member_name (json, "fields");
  json_builder_begin_array (json);
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *field = rt_header_list_get (fields, i);
      g_autofree char *value = rt_header_value_to_utf8 (field->value);

      json_builder_begin_array (json);
      json_builder_add_string_value (json, field->name);
      json_builder_add_string_value (json, value);
      json_builder_end_array (json);
    }
  json_builder_end_array (json);
}

static void
add_body (JsonBuilder *json, GBytes *body)
{
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : "";

  json_builder_set_member_name (json, "body");
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "bytes");
  json_builder_add_int_value (json, (gint64)size);
  /* NUL is UTF-8, but no text. */
  if (g_utf8_validate_len (data, size, NULL))
    {
      g_autofree char *text = g_strndup (data, size);

      set_string (json, "text", text);
    }
  else
    {
      g_autofree char *base64 = g_base64_encode ((const guint8 *)data, size);

      set_string (json, "base64", base64);
    }
  json_builder_end_object (json);
}

static void
add_connection (JsonBuilder *json, const RtPeer *peer)
{
  json_builder_set_member_name (json, "connection");
  json_builder_begin_object (json);
  set_string (json, "remote", peer->remote);
  set_string (json, "local", peer->local);
  if (peer->tls_version != NULL)
    {
      json_builder_set_member_name (json, "tls");
      json_builder_begin_object (json);
      set_string (json, "version", peer->tls_version);
      if (peer->tls_cipher != NULL)
        set_string (json, "cipher", peer->tls_cipher);
      json_builder_end_object (json);
    }
  json_builder_end_object (json);
}

static char *
write_question (const RtQuestion *question)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (json);
  set_string (json, "method", question->method);
  set_string (json, "target", question->target);
  set_string (json, "version", question->minor_version == 0 ? "HTTP/1.0" : "HTTP/1.1");
  add_fields (json, question->fields);
  add_body (json, question->body);
  add_connection (json, question->peer);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, TRUE);
}

/**
 * rt_handle_echo:
 * @nothing: unused: there is no state
 * @question: a request
 *
 * Answers with a JSON object that says what was received, fields in order and as written.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_handle_echo (gpointer nothing, const RtQuestion *question)
{
  RtAnswer *answer
      = rt_answer_check_method (question, "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS");
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (answer != NULL)
    return answer;
  text = write_question (question);
  bytes = g_bytes_new_take (text, strlen (text));
  answer = rt_answer_new (200);
  rt_answer_set_type (answer, "application/json");
  rt_answer_set (answer, "Cache-Control", "no-store");
  rt_answer_add_bytes (answer, bytes);
  return answer;
}
