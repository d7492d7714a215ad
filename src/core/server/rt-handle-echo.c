/* Answers with what was received. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-handle-echo.h"

#include "core/server/rt-json-answer.h"
#include "core/server/rt-status-answer.h"

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
  json_builder_set_member_name (json, "body");
  json_builder_begin_object (json);
  rt_json_set_bytes (json, body);
  json_builder_end_object (json);
}

static void
add_connection (JsonBuilder *json, const RtPeer *peer)
{
  json_builder_set_member_name (json, "connection");
  json_builder_begin_object (json);
  rt_json_set_text (json, "remote", peer->remote);
  rt_json_set_text (json, "local", peer->local);
  if (peer->tls_version != NULL)
    {
      json_builder_set_member_name (json, "tls");
      json_builder_begin_object (json);
      rt_json_set_text (json, "version", peer->tls_version);
      if (peer->tls_cipher != NULL)
        rt_json_set_text (json, "cipher", peer->tls_cipher);
      json_builder_end_object (json);
    }
  json_builder_end_object (json);
}

static void
add_question (JsonBuilder *json, const RtQuestion *question)
{
  json_builder_begin_object (json);
  rt_json_set_text (json, "method", question->method);
  rt_json_set_text (json, "target", question->target);
  rt_json_set_text (json, "version",
                    question->minor_version == 0 ? "HTTP/1.0" : "HTTP/1.1");
  add_fields (json, question->fields);
  add_body (json, question->body);
  add_connection (json, question->peer);
  json_builder_end_object (json);
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
  RtAnswer *answer = rt_status_answer_check_method (
      question, "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS");
  g_autoptr (JsonBuilder) json = NULL;

  if (answer != NULL)
    return answer;
  json = json_builder_new ();
  add_question (json, question);
  return rt_json_answer_new (json, 200);
}
