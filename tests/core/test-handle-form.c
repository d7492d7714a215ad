/* Tests of the recipe “form”: tokens, and what is shown of a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-form-pages.h"
#include "core/server/rt-handle-form.h"
#include "tests/lib/rt-test-question.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define URLENCODED "Content-Type: application/x-www-form-urlencoded\r\n"
#define JSON "Accept: application/json\r\n"

static RtAnswer *
ask (const RtTokenKey *key, const char *line, const char *fields, const char *body)
{
  g_autoptr (RtQuestion) question = rt_test_question_new (line, fields, body);

  return rt_handle_form (key, question);
}

static JsonObject *
show (const RtTokenKey *key, const char *line, const char *fields, const char *body)
{
  g_autofree char *wanted = g_strconcat (JSON, fields, NULL);
  g_autoptr (RtAnswer) answer = ask (key, line, wanted, body);
  g_autofree char *text = rt_test_answer_dup_body (answer);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

/* The token of a fresh page, and the cookie beside it as a field. */
static char *
get_token (const RtTokenKey *key, const char *path, const char *fields, char **cookie)
{
  g_autofree char *line = g_strconcat ("GET ", path, NULL);
  g_autoptr (RtAnswer) answer = ask (key, line, fields, NULL);
  g_autoptr (GPtrArray) set = rt_test_answer_find_all (answer, "Set-Cookie");
  g_autofree char *page = rt_test_answer_dup_body (answer);
  const char *mark = strstr (page, "name=\"csrf-token\" value=\"");

  g_assert_nonnull (mark);
  g_assert_null (strstr (page, "{token}"));
  if (cookie != NULL)
    {
      const char *value = g_ptr_array_index (set, 0);

      *cookie
          = g_strdup_printf ("Cookie: a=1; %.*s\r\n", (int)strcspn (value, ";"), value);
    }
  mark += strlen ("name=\"csrf-token\" value=\"");
  return g_strndup (mark, strcspn (mark, "\""));
}

static void
assert_token (const RtTokenKey *key,
              const char *path,
              const char *cookie,
              const char *token,
              const char *expected)
{
  g_autofree char *line = g_strconcat ("POST ", path, NULL);
  g_autofree char *fields = g_strconcat (URLENCODED, cookie, NULL);
  g_autofree char *body
      = token != NULL ? g_strconcat ("a=1&csrf-token=", token, NULL) : g_strdup ("a=1");
  g_autoptr (JsonObject) shown = show (key, line, fields, body);
  g_autoptr (RtAnswer) answer = ask (key, line, fields, body);

  g_assert_cmpstr (json_object_get_string_member (shown, "token"), ==, expected);
  g_assert_cmpuint (rt_answer_get_status (answer), ==,
                    strcmp (expected, "good") == 0 ? 200 : 403);
}

static void
test_token (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autoptr (RtTokenKey) other = rt_token_key_new (NULL);
  g_autofree char *first = get_token (key, "/token", "", NULL);
  g_autofree char *second = get_token (key, "/token", "", NULL);
  g_autofree char *foreign = get_token (other, "/token", "", NULL);
  g_autofree char *elsewhere = get_token (key, "/token-and-cookie", "", NULL);
  g_autofree char *old = rt_token_sign (key, "/token", "", RT_TEST_NOW_S - 1);

  g_assert_cmpstr (first, !=, second);
  assert_token (key, "/token", "", first, "good");
  assert_token (key, "/token", "", second, "good");
  assert_token (key, "/token", "", NULL, "missing");
  assert_token (key, "/token", "", foreign, "forged");
  assert_token (key, "/token", "", elsewhere, "forged");
  assert_token (key, "/token", "", old, "expired");
}

static void
test_token_and_cookie (void)
{
  static const char path[] = "/token-and-cookie";
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autofree char *cookie = NULL;
  g_autofree char *again = NULL;
  g_autofree char *strange = NULL;
  g_autofree char *token = get_token (key, path, "", &cookie);
  g_autofree char *next = get_token (key, path, cookie, &again);
  g_autofree char *other = get_token (key, path, "", &strange);

  /* The session stays, the token does not. */
  g_assert_cmpstr (cookie, ==, again);
  g_assert_cmpstr (token, !=, next);
  assert_token (key, path, cookie, token, "good");
  assert_token (key, path, cookie, next, "good");
  assert_token (key, path, cookie, other, "of another session");
  assert_token (key, path, "", token, "without its cookie");
  assert_token (key, path, "Cookie: form-session=x\r\n", token, "without its cookie");
}

static JsonObject *
get_field (JsonObject *shown, const char *list, guint index)
{
  return json_array_get_object_element (json_object_get_array_member (shown, list),
                                        index);
}

static void
assert_member (JsonObject *object, const char *name, const char *expected)
{
  g_assert_cmpstr (json_object_get_string_member_with_default (object, name, NULL), ==,
                   expected);
}

static void
test_shows_fields (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autoptr (JsonObject) shown
      = show (key, "POST /show?q=%20", URLENCODED, "a=%C3%A9&a=2&b");
  g_autoptr (JsonObject) asked = show (key, "GET /show/deep?a=1&b=2", "", NULL);

  assert_member (shown, "method", "POST");
  assert_member (shown, "target", "/show?q=%20");
  assert_member (shown, "charset", "utf-8");
  assert_member (shown, "token", NULL);
  assert_member (shown, "flaw", NULL);
  assert_member (get_field (shown, "query", 0), "value", " ");
  assert_member (get_field (shown, "fields", 0), "value", "é");
  assert_member (get_field (shown, "fields", 1), "name", "a");
  assert_member (get_field (shown, "fields", 2), "value", "");
  assert_member (json_object_get_object_member (shown, "raw"), "text", "a=%C3%A9&a=2&b");
  assert_member (get_field (asked, "query", 1), "value", "2");
}

static void
test_shows_files (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autoptr (JsonObject) shown
      = show (key, "POST /show", "Content-Type: multipart/form-data; boundary=b\r\n",
              "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"<a>\"\r\n"
              "Content-Type: text/x\r\n\r\nabc\r\n--b--\r\nmore");
  JsonObject *file = get_field (shown, "fields", 0);

  assert_member (file, "file_name", "<a>");
  assert_member (file, "type", "text/x");
  assert_member (file, "value", NULL);
  g_assert_cmpint (json_object_get_int_member (file, "bytes"), ==, 3);
  assert_member (file, "sha256",
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert_member (shown, "flaw", "something stands after the end");
}

static void
test_character_sets (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autoptr (JsonObject) asked
      = show (key, "POST /show?charset=gbk", URLENCODED, "a=%C4%E3");
  g_autoptr (JsonObject) named
      = show (key, "POST /show", URLENCODED, "_charset_=windows-1252&a=%80");
  g_autoptr (JsonObject) unknown
      = show (key, "POST /show", URLENCODED, "_charset_=unheard-of&a=%C4%E3");

  assert_member (get_field (asked, "fields", 0), "value", "你");
  assert_member (named, "charset", "windows-1252");
  assert_member (get_field (named, "fields", 1), "value", "€");
  assert_member (unknown, "charset", "utf-8");
  assert_member (get_field (unknown, "fields", 1), "value", "\xef\xbf\xbd\xef\xbf\xbd");
}

static void
test_page_is_escaped (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autoptr (RtAnswer) answer = ask (key, "POST /show?%3Cq%3E=%3Cq%3E",
                                     "Content-Type: multipart/form-data; boundary=b\r\n",
                                     "--b\r\nContent-Type: <t>\r\nContent-Disposition: "
                                     "form-data; name=\"<n>\"; filename=\"<f>\"\r\n\r\n"
                                     "<v>\r\n--b--\r\n");
  g_autofree char *page = rt_test_answer_dup_body (answer);

  for (const char *p = "qtnfv"; *p != '\0'; p++)
    {
      const char raw[] = { '<', *p, '>', '\0' };
      const char safe[] = { '&', 'l', 't', ';', *p, '&', 'g', 't', ';', '\0' };

      g_assert_null (strstr (page, raw));
      g_assert_nonnull (strstr (page, safe));
    }
}

static void
test_pages (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  const RtFormPage *page;

  for (guint i = 0; (page = rt_form_page_get (i)) != NULL; i++)
    {
      g_autofree char *line = g_strconcat ("GET ", page->path, NULL);
      g_autoptr (RtAnswer) answer = ask (key, line, "", NULL);
      g_autoptr (GPtrArray) types = rt_test_answer_find_all (answer, "Content-Type");
      g_autofree char *type = g_strconcat ("text/html; charset=", page->charset, NULL);
      g_autofree char *text = rt_test_answer_dup_body (answer);

      g_assert_cmpuint (rt_answer_get_status (answer), ==, 200);
      g_assert_cmpstr (g_ptr_array_index (types, 0), ==, type);
      g_assert_cmpuint (types->len, ==, 1);
      g_assert_nonnull (strstr (text, "<form"));
      g_assert_true ((strstr (page->html, "{token}") != NULL)
                     == (page->guard != RT_FORM_UNGUARDED));
    }
}

static void
test_statuses (void)
{
  static const struct
  {
    const char *line;
    guint status;
  } cases[] = {
    { "GET /", 200 },          { "POST /", 405 },        { "PUT /show", 405 },
    { "GET /nowhere", 404 },   { "POST /nowhere", 405 }, { "POST /again/307", 307 },
    { "GET /again/300", 404 }, { "GET /shown", 404 },    { "OPTIONS /show", 204 },
  };
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtAnswer) answer = ask (key, cases[i].line, "", NULL);

      g_test_message ("%s", cases[i].line);
      g_assert_cmpuint (rt_answer_get_status (answer), ==, cases[i].status);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handle-form/token-is-of-its-page", test_token);
  g_test_add_func ("/handle-form/token-is-of-its-session", test_token_and_cookie);
  g_test_add_func ("/handle-form/shows-fields", test_shows_fields);
  g_test_add_func ("/handle-form/shows-files", test_shows_files);
  g_test_add_func ("/handle-form/character-sets", test_character_sets);
  g_test_add_func ("/handle-form/page-is-escaped", test_page_is_escaped);
  g_test_add_func ("/handle-form/pages", test_pages);
  g_test_add_func ("/handle-form/statuses", test_statuses);
  return g_test_run ();
}
