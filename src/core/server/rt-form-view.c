/* What a server understood of a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-form-view.h"

#include "core/http/rt-charset.h"
#include "core/server/rt-form-data.h"
#include "core/server/rt-html.h"
#include "core/server/rt-json-answer.h"

#include <string.h>

/* Of the body, to be looked at. */
#define RAW_BYTES 4096

typedef struct
{
  RtFormData *query;
  RtFormData *body;
  const RtEncoding *encoding;
  GBytes *raw; /* the beginning of the body */
} View;

static void
view_clear (View *self)
{
  rt_form_data_free (self->query);
  rt_form_data_free (self->body);
  g_bytes_unref (self->raw);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (View, view_clear)

/* A form that asks for it says in a field of that name which encoding it was sent in; no
 * other field of a form could say so. */
static const RtEncoding *
find_encoding (const View *self)
{
  g_autofree char *named = rt_form_data_dup_text (self->body, "_charset_");
  const RtEncoding *encoding = NULL;

  if (named == NULL)
    named = rt_form_data_dup_text (self->query, "_charset_");
  if (named == NULL)
    named = rt_form_data_dup_text (self->query, "charset");
  if (named != NULL)
    encoding = rt_encoding_find (named);
  return encoding != NULL ? encoding : rt_encoding_find ("utf-8");
}

static void
view_init (View *self, const RtQuestion *question)
{
  gsize size = question->body != NULL ? g_bytes_get_size (question->body) : 0;

  self->query = rt_form_data_read_query (question->query);
  self->body = rt_form_data_read (rt_header_list_find (question->fields, "Content-Type"),
                                  question->body);
  self->encoding = find_encoding (self);
  self->raw = size > 0 ? g_bytes_new_from_bytes (question->body, 0, MIN (size, RAW_BYTES))
                       : g_bytes_new (NULL, 0);
}

static char *
dup_text (const View *self, GBytes *bytes)
{
  gsize length;

  return rt_charset_to_utf8 (self->encoding, bytes, FALSE, &length);
}

static void
add_field (JsonBuilder *json, const View *self, const RtFormField *field)
{
  g_autofree char *name = dup_text (self, field->name);
  g_autofree char *text = dup_text (self, field->value);
  g_autofree char *digest
      = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, field->value);

  json_builder_begin_object (json);
  rt_json_set_text (json, "name", name);
  if (field->file_name != NULL)
    rt_json_set_text (json, "file_name", field->file_name);
  else
    rt_json_set_text (json, "value", text);
  if (field->type != NULL)
    rt_json_set_text (json, "type", field->type);
  json_builder_set_member_name (json, "bytes");
  json_builder_add_int_value (json, (gint64)g_bytes_get_size (field->value));
  rt_json_set_text (json, "sha256", digest);
  json_builder_end_object (json);
}

static void
add_fields (JsonBuilder *json, const View *self, const char *name, const RtFormData *form)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < form->fields->len; i++)
    add_field (json, self, g_ptr_array_index (form->fields, i));
  json_builder_end_array (json);
}

static RtAnswer *
answer_json (const View *self,
             const RtQuestion *question,
             const char *token,
             guint status)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  const char *type = rt_header_list_find (question->fields, "Content-Type");

  json_builder_begin_object (json);
  rt_json_set_text (json, "method", question->method);
  rt_json_set_text (json, "target", question->target);
  if (type != NULL)
    rt_json_set_text (json, "type", type);
  rt_json_set_text (json, "charset", self->encoding->name);
  if (token != NULL)
    rt_json_set_text (json, "token", token);
  add_fields (json, self, "query", self->query);
  add_fields (json, self, "fields", self->body);
  if (self->body->flaw != NULL)
    rt_json_set_text (json, "flaw", self->body->flaw);
  json_builder_set_member_name (json, "raw");
  json_builder_begin_object (json);
  rt_json_set_bytes (json, self->raw);
  json_builder_end_object (json);
  json_builder_end_object (json);
  return rt_json_answer_new (json, status);
}

static void
append_row (GString *html, const View *self, const RtFormField *field)
{
  g_autofree char *name = dup_text (self, field->name);
  g_autofree char *text = dup_text (self, field->value);

  g_string_append (html, "<tr><td><code>");
  rt_html_append_text (html, name);
  g_string_append (html, "</code><td>");
  if (field->file_name != NULL)
    {
      g_autofree char *digest
          = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, field->value);

      g_string_append (html, "file “");
      rt_html_append_text (html, field->file_name);
      g_string_append_printf (html, "”, SHA-256 <code>%s</code>", digest);
    }
  else
    {
      g_string_append (html, "<code>");
      rt_html_append_text (html, text);
      g_string_append (html, "</code>");
    }
  g_string_append_printf (html, "<td>%" G_GSIZE_FORMAT "<td>",
                          g_bytes_get_size (field->value));
  rt_html_append_text (html, field->type != NULL ? field->type : "");
  g_string_append_c (html, '\n');
}

static void
append_table (GString *html, const View *self, const char *title, const RtFormData *form)
{
  if (form->fields->len == 0)
    return;
  g_string_append_printf (html,
                          "<h2>%s</h2>\n<table>\n<tr><th>Name<th>Value<th>Bytes"
                          "<th>Type\n",
                          title);
  for (guint i = 0; i < form->fields->len; i++)
    append_row (html, self, g_ptr_array_index (form->fields, i));
  g_string_append (html, "</table>\n");
}

static RtAnswer *
answer_html (const View *self,
             const RtQuestion *question,
             const char *token,
             guint status)
{
  GString *html = rt_html_begin ("What was received");
  const char *type = rt_header_list_find (question->fields, "Content-Type");

  g_string_append (html, "<p><code>");
  rt_html_append_text (html, question->method);
  g_string_append_c (html, ' ');
  rt_html_append_text (html, question->target);
  g_string_append (html, "</code>, ");
  rt_html_append_text (html, type != NULL ? type : "without a body's type");
  g_string_append_printf (html, ", read as %s.\n", self->encoding->name);
  if (token != NULL)
    g_string_append_printf (html, "<p>The token is %s.\n", token);
  append_table (html, self, "In the address", self->query);
  append_table (html, self, "In the body", self->body);
  if (self->body->flaw != NULL)
    g_string_append_printf (html, "<p>Nothing more could be read: %s.\n",
                            self->body->flaw);
  if (g_bytes_get_size (self->raw) > 0)
    {
      g_string_append (html, "<h2>As it came</h2>\n<pre>");
      rt_html_append_bytes (html, self->raw);
      g_string_append (html, "</pre>\n");
    }
  g_string_append (html, "<p><a href=\"/\">All forms</a>\n");
  return rt_html_end (html, status);
}

/**
 * rt_form_view_answer:
 * @question: a request that a form made
 * @token: (nullable): what its token is, in a word or two; %NULL if none was asked for
 * @status: of the answer
 *
 * Answers with what the form sent: names, values, and of files their type, length and
 * digest.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_form_view_answer (const RtQuestion *question, const char *token, guint status)
{
  g_auto (View) view = { NULL };

  view_init (&view, question);
  return rt_question_wants_json (question) ? answer_json (&view, question, token, status)
                                           : answer_html (&view, question, token, status);
}
