/* Pages that show cookies and set them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-cookie-pages.h"

#include "core/server/rt-cookie-field.h"
#include "core/server/rt-html.h"

static void
append_example (GString *html, const RtCookieExample *example, const RtQuestion *question)
{
  g_string_append_printf (html, "<tr><td><a href=\"/set/%s\">%s</a><td>", example->id,
                          example->id);
  for (guint i = 0; i < G_N_ELEMENTS (example->cookies) && example->cookies[i] != NULL;
       i++)
    {
      g_string_append (html, i > 0 ? "<br><code>" : "<code>");
      rt_html_append_text (html, example->cookies[i]);
      g_string_append (html, "</code>");
    }
  g_string_append_printf (html, "<td>%s<td>",
                          rt_cookie_example_get_verdict (example, question));
  rt_html_append_text (html, example->why);
  g_string_append_c (html, '\n');
}

static void
add_example (JsonBuilder *json,
             const RtCookieExample *example,
             const RtQuestion *question)
{
  g_autofree char *path = g_strconcat ("/set/", example->id, NULL);

  json_builder_begin_object (json);
  rt_json_set_text (json, "path", path);
  json_builder_set_member_name (json, "set_cookie");
  json_builder_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (example->cookies) && example->cookies[i] != NULL;
       i++)
    {
      g_autofree char *cookie = rt_cookie_example_fill (example->cookies[i], question);

      json_builder_add_string_value (json, cookie);
    }
  json_builder_end_array (json);
  rt_json_set_text (json, "verdict", rt_cookie_example_get_verdict (example, question));
  rt_json_set_text (json, "why", example->why);
  json_builder_end_object (json);
}

static void
set_example (RtAnswer *answer, const RtCookieExample *example, const RtQuestion *question)
{
  for (guint i = 0; i < G_N_ELEMENTS (example->cookies) && example->cookies[i] != NULL;
       i++)
    {
      g_autofree char *cookie = rt_cookie_example_fill (example->cookies[i], question);

      /* Not checked: some of them are wrong on purpose. */
      rt_header_list_append_received (rt_answer_get_fields (answer), "Set-Cookie",
                                      cookie);
    }
}

/**
 * rt_cookie_pages_append_received:
 * @html: a page
 * @question: a request
 *
 * Adds a table of the cookies that came, in their order.
 */
void
rt_cookie_pages_append_received (GString *html, const RtQuestion *question)
{
  g_autoptr (GPtrArray) cookies = rt_cookie_field_read (question->fields);

  if (cookies->len == 0)
    g_string_append (html, "<p>No cookie came with this request.\n");
  else
    g_string_append (html, "<p>These came with this request, in this order:\n"
                           "<table>\n<tr><th>Name<th>Value\n");
  for (guint i = 0; i < cookies->len; i++)
    {
      const RtCookiePair *pair = g_ptr_array_index (cookies, i);

      g_string_append (html, "<tr><td><code>");
      rt_html_append_text (html, pair->name);
      g_string_append (html, "</code><td><code>");
      rt_html_append_text (html, pair->value);
      g_string_append (html, "</code>\n");
    }
  if (cookies->len > 0)
    g_string_append (html, "</table>\n");
}

/**
 * rt_cookie_pages_add_received:
 * @json: a builder within an object
 * @question: a request
 *
 * Adds `cookies`, those that came, in their order.
 */
void
rt_cookie_pages_add_received (JsonBuilder *json, const RtQuestion *question)
{
  g_autoptr (GPtrArray) cookies = rt_cookie_field_read (question->fields);

  json_builder_set_member_name (json, "cookies");
  json_builder_begin_array (json);
  for (guint i = 0; i < cookies->len; i++)
    {
      const RtCookiePair *pair = g_ptr_array_index (cookies, i);

      json_builder_begin_object (json);
      rt_json_set_text (json, "name", pair->name);
      rt_json_set_text (json, "value", pair->value);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

/**
 * rt_cookie_pages_answer_received:
 * @question: a request
 *
 * Answers with the cookies that came.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_cookie_pages_answer_received (const RtQuestion *question)
{
  GString *html;

  if (rt_question_wants_json (question))
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();

      json_builder_begin_object (json);
      rt_cookie_pages_add_received (json, question);
      json_builder_end_object (json);
      return rt_json_answer_new (json, 200);
    }
  html = rt_html_begin ("What came");
  rt_cookie_pages_append_received (html, question);
  g_string_append (html, "<p><a href=\"/\">All pages</a>\n");
  return rt_html_end (html, 200);
}

/**
 * rt_cookie_pages_answer_guide:
 * @question: a request
 *
 * Answers with a list of all pages and all examples.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_cookie_pages_answer_guide (const RtQuestion *question)
{
  const RtCookieExample *example;
  GString *html;

  if (rt_question_wants_json (question))
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();

      json_builder_begin_array (json);
      for (guint i = 0; (example = rt_cookie_example_get (i)) != NULL; i++)
        add_example (json, example, question);
      json_builder_end_array (json);
      return rt_json_answer_new (json, 200);
    }
  html = rt_html_begin ("Cookies");
  g_string_append (
      html,
      "<ul>\n<li><a href=\"/login\">/login</a>: a form with <code>id_username</code> and "
      "<code>id_password</code>; a POST of it sets a session\n"
      "<li><a href=\"/account\">/account</a>: who you are, and which cookies came; each "
      "visit refreshes them\n"
      "<li>/logout: a POST to it expires them\n"
      "<li><a href=\"/cookies\">/cookies</a>: which cookies came; as JSON with "
      "<code>Accept: application/json</code>\n"
      "<li><a href=\"/set\">/set</a>: sets all of the following in one answer\n</ul>\n"
      "<table>\n<tr><th>Sets<th>Set-Cookie<th>What becomes of it<th>Why\n");
  for (guint i = 0; (example = rt_cookie_example_get (i)) != NULL; i++)
    append_example (html, example, question);
  g_string_append (html, "</table>\n");
  return rt_html_end (html, 200);
}

/**
 * rt_cookie_pages_answer_set:
 * @only: (nullable): an example; %NULL for all of them
 * @question: a request
 *
 * Sets the cookies of an example, and explains them.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_cookie_pages_answer_set (const RtCookieExample *only, const RtQuestion *question)
{
  GString *html = rt_html_begin (only != NULL ? only->id : "All cookies");
  const RtCookieExample *example;
  RtAnswer *answer;

  g_string_append (html, "<table>\n<tr><th>Set<th>Set-Cookie<th>What becomes of it"
                         "<th>Why\n");
  for (guint i = 0; (example = rt_cookie_example_get (i)) != NULL; i++)
    if (only == NULL || only == example)
      append_example (html, example, question);
  g_string_append (html, "</table>\n<p><a href=\"/cookies\">What comes back</a>\n"
                         "<p><a href=\"/\">All pages</a>\n");
  answer = rt_html_end (html, 200);
  for (guint i = 0; (example = rt_cookie_example_get (i)) != NULL; i++)
    if (only == NULL || only == example)
      set_example (answer, example, question);
  return answer;
}
