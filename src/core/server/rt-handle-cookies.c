/* A login, and cookies of every kind. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-handle-cookies.h"

#include "core/server/rt-cookie-field.h"
#include "core/server/rt-cookie-pages.h"
#include "core/server/rt-form-data.h"
#include "core/server/rt-html.h"
#include "core/server/rt-json-answer.h"
#include "core/server/rt-status-answer.h"

#include <string.h>

/* Said on the page: there is nothing here to be kept from anybody. */
#define PASSWORD "sesame"
#define SESSION_S 3600
#define PURPOSE "session"
#define USER_BYTES_MAX 200
#define VISITS_MAX 999999

static void
set_cookie (RtAnswer *answer, const char *cookie)
{
  rt_header_list_append (rt_answer_get_fields (answer), "Set-Cookie", cookie, NULL);
}

/* Who is logged in, as far as the cookies prove it. */
static char *
dup_user (const RtTokenKey *key, const RtQuestion *question)
{
  g_autoptr (GPtrArray) cookies = rt_cookie_field_read (question->fields);
  char *user = NULL;

  /* There may be several of the name, for several paths. */
  for (guint i = 0; i < cookies->len && user == NULL; i++)
    {
      const RtCookiePair *pair = g_ptr_array_index (cookies, i);

      if (strcmp (pair->name, "session") == 0)
        rt_token_read (key, PURPOSE, pair->value, question->now_us / G_USEC_PER_SEC,
                       &user);
    }
  return user;
}

static void
set_session (RtAnswer *answer,
             const RtTokenKey *key,
             const char *user,
             const RtQuestion *question)
{
  g_autofree char *token
      = rt_token_sign (key, PURPOSE, user, question->now_us / G_USEC_PER_SEC + SESSION_S);
  g_autofree char *cookie = g_strdup_printf (
      "session=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s", token, SESSION_S,
      question->peer->tls_version != NULL ? "; Secure" : "");

  set_cookie (answer, cookie);
}

static RtAnswer *
answer_form (const char *complaint)
{
  GString *html = rt_html_begin ("Log in");

  if (complaint != NULL)
    g_string_append_printf (html, "<p><strong>%s</strong>\n", complaint);
  g_string_append (html,
                   "<p>Any name will do; the password is “" PASSWORD "”.\n"
                   "<form method=\"post\" action=\"/login\">\n"
                   "<p><label>Name <input name=\"id_username\" autocomplete=\"username\" "
                   "maxlength=\"200\" required></label>\n"
                   "<p><label>Password <input name=\"id_password\" type=\"password\" "
                   "autocomplete=\"current-password\" required></label>\n"
                   "<p><button>Log in</button>\n</form>\n"
                   "<p><a href=\"/\">All pages</a>\n");
  return rt_html_end (html, complaint != NULL ? 403 : 200);
}

static RtAnswer *
answer_login (const RtTokenKey *key, const RtQuestion *question)
{
  g_autoptr (RtFormData) form = NULL;
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;
  RtAnswer *answer;

  if (!rt_question_is (question, "POST"))
    return answer_form (NULL);
  form = rt_form_data_read (rt_header_list_find (question->fields, "Content-Type"),
                            question->body);
  user = rt_form_data_dup_text (form, "id_username");
  password = rt_form_data_dup_text (form, "id_password");
  if (user == NULL || *user == '\0' || strlen (user) > USER_BYTES_MAX)
    return answer_form ("A name is needed, of 200 bytes at most.");
  if (password == NULL || strcmp (password, PASSWORD) != 0)
    return answer_form ("That is not the password.");
  answer = rt_status_answer_new_redirect (303, "/account");
  rt_answer_set (answer, "Cache-Control", "no-store");
  set_session (answer, key, user, question);
  set_cookie (answer, "visits=0; Path=/account");
  return answer;
}

/* How often this client was here; what it says itself is believed. */
static guint
count_visits (const RtQuestion *question)
{
  g_autoptr (GPtrArray) cookies = rt_cookie_field_read (question->fields);

  for (guint i = 0; i < cookies->len; i++)
    {
      const RtCookiePair *pair = g_ptr_array_index (cookies, i);
      guint64 count;

      if (strcmp (pair->name, "visits") == 0
          && g_ascii_string_to_unsigned (pair->value, 10, 0, VISITS_MAX - 1, &count,
                                         NULL))
        return (guint)count + 1;
    }
  return 1;
}

static RtAnswer *
write_account (const char *user, guint n_visits, const RtQuestion *question)
{
  GString *html;

  if (rt_question_wants_json (question))
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();

      json_builder_begin_object (json);
      rt_json_set_text (json, "user", user);
      json_builder_set_member_name (json, "visits");
      json_builder_add_int_value (json, n_visits);
      rt_cookie_pages_add_received (json, question);
      json_builder_end_object (json);
      return rt_json_answer_new (json, 200);
    }
  html = rt_html_begin ("Your account");
  g_string_append (html, "<p>You are <strong>");
  rt_html_append_text (html, user);
  g_string_append_printf (html, "</strong>, here for visit %u.\n", n_visits);
  rt_cookie_pages_append_received (html, question);
  g_string_append (html, "<form method=\"post\" action=\"/logout\">"
                         "<p><button>Log out</button></form>\n"
                         "<p><a href=\"/\">All pages</a>\n");
  return rt_html_end (html, 200);
}

static RtAnswer *
answer_account (const RtTokenKey *key, const RtQuestion *question)
{
  g_autofree char *user = dup_user (key, question);
  g_autofree char *visits = NULL;
  guint n_visits = count_visits (question);
  RtAnswer *answer;

  if (user == NULL)
    {
      GString *html = rt_html_begin ("You are not logged in");

      rt_cookie_pages_append_received (html, question);
      g_string_append (html, "<p><a href=\"/login\">Log in</a>\n");
      return rt_html_end (html, 403);
    }
  answer = write_account (user, n_visits, question);
  visits = g_strdup_printf ("visits=%u; Path=/account; Max-Age=%d; SameSite=Strict",
                            n_visits, SESSION_S);
  set_cookie (answer, visits);
  set_session (answer, key, user, question);
  return answer;
}

static RtAnswer *
answer_logout (void)
{
  RtAnswer *answer = rt_status_answer_new_redirect (303, "/login");

  rt_answer_set (answer, "Cache-Control", "no-store");
  set_cookie (answer,
              "session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0");
  set_cookie (answer, "visits=; Path=/account; Max-Age=0");
  return answer;
}

static const char *
get_allowed (const char *path)
{
  if (strcmp (path, "/login") == 0)
    return "GET, HEAD, POST, OPTIONS";
  /* Following a link, or fetching it ahead, must log nobody out. */
  if (strcmp (path, "/logout") == 0)
    return "POST, OPTIONS";
  return "GET, HEAD, OPTIONS";
}

/**
 * rt_handle_cookies:
 * @key: signs the sessions, which are nowhere else than with the client
 * @question: a request
 *
 * Logs in and out, shows which cookies come, and sets cookies of every kind.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_handle_cookies (const RtTokenKey *key, const RtQuestion *question)
{
  RtAnswer *answer
      = rt_status_answer_check_method (question, get_allowed (question->path));
  const RtCookieExample *example;

  if (answer != NULL)
    return answer;
  if (strcmp (question->path, "/") == 0)
    return rt_cookie_pages_answer_guide (question);
  if (strcmp (question->path, "/login") == 0)
    return answer_login (key, question);
  if (strcmp (question->path, "/account") == 0)
    return answer_account (key, question);
  if (strcmp (question->path, "/logout") == 0)
    return answer_logout ();
  if (strcmp (question->path, "/cookies") == 0)
    return rt_cookie_pages_answer_received (question);
  if (strcmp (question->path, "/set") == 0)
    return rt_cookie_pages_answer_set (NULL, question);
  if (g_str_has_prefix (question->path, "/set/")
      && (example = rt_cookie_example_find (question->path + 5)) != NULL)
    return rt_cookie_pages_answer_set (example, question);
  return rt_status_answer_new (404);
}
