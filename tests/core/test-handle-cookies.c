/* Tests of the recipe “cookies”: sessions that only their server makes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-cookie-examples.h"
#include "core/server/rt-handle-cookies.h"
#include "tests/lib/rt-test-question.h"

#include <string.h>

#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

static RtAnswer *
ask (const RtTokenKey *key, const char *line, const char *fields, const char *body)
{
  g_autoptr (RtQuestion) question = rt_test_question_new (line, fields, body);

  return rt_handle_cookies (key, question);
}

/* Gives the session that a login sets, as a field of the next request. */
static char *
log_in (const RtTokenKey *key, const char *body)
{
  g_autoptr (RtAnswer) answer = ask (key, "POST /login", FORM, body);
  g_autoptr (GPtrArray) cookies = rt_test_answer_find_all (answer, "Set-Cookie");
  const char *cookie;

  g_assert_cmpuint (rt_answer_get_status (answer), ==, 303);
  g_assert_cmpuint (cookies->len, ==, 2);
  cookie = g_ptr_array_index (cookies, 0);
  g_assert_true (g_str_has_prefix (cookie, "session="));
  g_assert_nonnull (strstr (cookie, "; HttpOnly; SameSite=Lax"));
  g_assert_null (strstr (cookie, "Secure"));
  return g_strdup_printf ("Cookie: theme=dark; %.*s\r\n", (int)strcspn (cookie, ";"),
                          cookie);
}

static guint
ask_account (const RtTokenKey *key, const char *fields, char **body)
{
  g_autoptr (RtAnswer) answer = ask (key, "GET /account", fields, NULL);

  if (body != NULL)
    *body = rt_test_answer_dup_body (answer);
  return rt_answer_get_status (answer);
}

static void
test_session (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autoptr (RtTokenKey) other = rt_token_key_new (NULL);
  g_autofree char *session = log_in (key, "id_username=%3Cme%3E&id_password=sesame");
  g_autofree char *body = NULL;
  char *mark;

  g_assert_cmpuint (ask_account (key, session, &body), ==, 200);
  g_assert_nonnull (strstr (body, "<strong>&lt;me&gt;</strong>"));
  g_assert_null (strstr (body, "<me>"));
  g_assert_nonnull (strstr (body, "<code>theme</code><td><code>dark</code>"));
  /* Another start of the server has another key. */
  g_assert_cmpuint (ask_account (other, session, NULL), ==, 403);
  g_assert_cmpuint (ask_account (key, "", NULL), ==, 403);
  mark = strstr (session, "session=") + 8;
  *mark = *mark == 'A' ? 'B' : 'A';
  g_assert_cmpuint (ask_account (key, session, NULL), ==, 403);
}

static void
test_login_refuses (void)
{
  static const char *const bodies[] = {
    "id_username=me&id_password=wrong", "id_username=me",
    "id_username=&id_password=sesame",  "id_password=sesame",
    "username=me&password=sesame",      "id_username=%00&id_password=sesame",
  };
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (RtAnswer) answer = ask (key, "POST /login", FORM, bodies[i]);
      g_autoptr (GPtrArray) cookies = rt_test_answer_find_all (answer, "Set-Cookie");

      g_assert_cmpuint (rt_answer_get_status (answer), ==, 403);
      g_assert_cmpuint (cookies->len, ==, 0);
    }
}

static void
test_visits_are_counted (void)
{
  static const struct
  {
    const char *cookies;
    const char *expected;
  } cases[] = {
    { "", "visits=1;" },
    { "; visits=1", "visits=2;" },
    { "; visits=x", "visits=1;" },
    { "; visits=-3", "visits=1;" },
    { "; visits=99999999999999999999", "visits=1;" },
  };
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autofree char *session = log_in (key, "id_username=me&id_password=sesame");

  *strchr (session, '\r') = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *field = g_strconcat (session, cases[i].cookies, "\r\n", NULL);
      g_autoptr (RtAnswer) answer = ask (key, "GET /account", field, NULL);
      g_autoptr (GPtrArray) cookies = rt_test_answer_find_all (answer, "Set-Cookie");

      g_assert_cmpuint (cookies->len, ==, 2);
      g_assert_true (
          g_str_has_prefix (g_ptr_array_index (cookies, 0), cases[i].expected));
    }
}

static void
test_logout_expires (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autoptr (RtAnswer) followed = ask (key, "GET /logout", "", NULL);
  g_autoptr (RtAnswer) answer = ask (key, "POST /logout", "", NULL);
  g_autoptr (GPtrArray) cookies = rt_test_answer_find_all (answer, "Set-Cookie");

  g_assert_cmpuint (rt_answer_get_status (followed), ==, 405);
  g_assert_cmpuint (rt_answer_get_status (answer), ==, 303);
  g_assert_cmpuint (cookies->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (cookies, 0), "Max-Age=0"));
}

static void
test_examples_are_set (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autoptr (RtAnswer) all = ask (key, "GET /set", "", NULL);
  g_autoptr (GPtrArray) everything = rt_test_answer_find_all (all, "Set-Cookie");
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  const RtCookieExample *example;
  guint n_all = 0;

  for (guint i = 0; (example = rt_cookie_example_get (i)) != NULL; i++)
    {
      g_autofree char *line = g_strconcat ("GET /set/", example->id, NULL);
      g_autoptr (RtAnswer) answer = ask (key, line, "", NULL);
      g_autoptr (GPtrArray) cookies = rt_test_answer_find_all (answer, "Set-Cookie");

      g_assert_true (g_hash_table_add (ids, (gpointer)example->id));
      g_assert_cmpuint (rt_answer_get_status (answer), ==, 200);
      g_assert_cmpuint (cookies->len, >, 0);
      for (guint j = 0; j < cookies->len; j++)
        {
          g_assert_null (strpbrk (g_ptr_array_index (cookies, j), "{}\r\n"));
          g_assert_cmpstr (g_ptr_array_index (cookies, j), ==,
                           g_ptr_array_index (everything, n_all++));
        }
    }
  g_assert_cmpuint (n_all, ==, everything->len);
}

static void
test_example_is_filled (void)
{
  g_autoptr (RtQuestion) question = rt_test_question_new ("GET /", "", NULL);
  g_autofree char *host = rt_cookie_example_fill ("a; Domain=.{host}", question);
  g_autofree char *dates = rt_cookie_example_fill ("{past}|{soon}", question);
  g_autofree char *letters = rt_cookie_example_fill ("a={fill:5}; b", question);

  g_assert_cmpstr (host, ==, "a; Domain=.localhost");
  g_assert_cmpstr (dates, ==,
                   "Thu, 01 Jan 1970 00:00:00 GMT|Fri, 15 Jan 2027 09:00:00 GMT");
  g_assert_cmpstr (letters, ==, "a=xxxxx; b");
  g_free (question->authority);
  question->authority = g_strdup ("[::1]:8800");
  g_free (host);
  host = rt_cookie_example_fill ("{host}", question);
  g_assert_cmpstr (host, ==, "[::1]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handle-cookies/session-is-of-its-server", test_session);
  g_test_add_func ("/handle-cookies/login-refuses", test_login_refuses);
  g_test_add_func ("/handle-cookies/visits-are-counted", test_visits_are_counted);
  g_test_add_func ("/handle-cookies/logout-expires", test_logout_expires);
  g_test_add_func ("/handle-cookies/examples-are-set", test_examples_are_set);
  g_test_add_func ("/handle-cookies/example-is-filled", test_example_is_filled);
  return g_test_run ();
}
