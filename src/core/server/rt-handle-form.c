/* Forms of every kind, and what came of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-handle-form.h"

#include "core/server/rt-cookie-field.h"
#include "core/server/rt-form-data.h"
#include "core/server/rt-form-pages.h"
#include "core/server/rt-form-view.h"
#include "core/server/rt-html.h"
#include "core/server/rt-status-answer.h"

#include <string.h>

#define TOKEN_S 600
#define COOKIE "form-session"

static gint64
get_now_s (const RtQuestion *question)
{
  return question->now_us / G_USEC_PER_SEC;
}

/* The client's own session, if it is one of ours; NULL otherwise. */
static char *
dup_session (const RtTokenKey *key, const RtQuestion *question)
{
  g_autoptr (GPtrArray) cookies = rt_cookie_field_read (question->fields);

  for (guint i = 0; i < cookies->len; i++)
    {
      const RtCookiePair *pair = g_ptr_array_index (cookies, i);

      if (strcmp (pair->name, COOKIE) == 0
          && rt_token_read (key, COOKIE, pair->value, get_now_s (question), NULL)
                 == RT_TOKEN_GOOD)
        return g_strdup (pair->value);
    }
  return NULL;
}

/* What the sent token is: "good", or what is wrong with it. */
static const char *
judge (const RtTokenKey *key, const RtFormPage *page, const RtQuestion *question)
{
  g_autoptr (RtFormData) form = rt_form_data_read (
      rt_header_list_find (question->fields, "Content-Type"), question->body);
  g_autofree char *token = rt_form_data_dup_text (form, "csrf-token");
  g_autofree char *bound_to = NULL;
  g_autofree char *session = NULL;

  if (token == NULL)
    return "missing";
  /* Each page has a purpose of its own: a token of one is none of the other. */
  switch (rt_token_read (key, page->path, token, get_now_s (question), &bound_to))
    {
    case RT_TOKEN_FORGED:
      return "forged";
    case RT_TOKEN_EXPIRED:
      return "expired";
    case RT_TOKEN_GOOD:
      break;
    }
  if (page->guard == RT_FORM_TOKEN)
    return "good";
  session = dup_session (key, question);
  if (session == NULL)
    return "without its cookie";
  return strcmp (session, bound_to) == 0 ? "good" : "of another session";
}

static RtAnswer *
answer_sent (const RtTokenKey *key, const RtFormPage *page, const RtQuestion *question)
{
  const char *token
      = page->guard != RT_FORM_UNGUARDED ? judge (key, page, question) : NULL;
  gboolean is_good = token == NULL || strcmp (token, "good") == 0;

  return rt_form_view_answer (question, token, is_good ? 200 : 403);
}

static void
set_session (RtAnswer *answer, const char *session, const RtQuestion *question)
{
  g_autofree char *cookie
      = g_strdup_printf (COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict%s", session,
                         question->peer->tls_version != NULL ? "; Secure" : "");

  rt_answer_set (answer, "Set-Cookie", cookie);
}

/* The page is written in UTF-8, and may be sent in another character set. */
static void
set_charset (RtAnswer *answer, const char *charset)
{
  GBytes *bytes = rt_answer_get_only_bytes (answer);
  g_autofree char *type = g_strconcat ("text/html; charset=", charset, NULL);
  g_autoptr (GBytes) converted = NULL;
  gsize size;
  char *text
      = g_convert (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                   charset, "utf-8", NULL, &size, NULL);

  g_return_if_fail (text != NULL);
  converted = g_bytes_new_take (text, size);
  rt_answer_replace_bytes (answer, converted);
  rt_answer_set (answer, "Content-Type", type);
}

static RtAnswer *
answer_page (const RtTokenKey *key, const RtFormPage *page, const RtQuestion *question)
{
  gboolean has_cookie = page->guard == RT_FORM_TOKEN_AND_COOKIE;
  g_autofree char *session = has_cookie ? dup_session (key, question) : g_strdup ("");
  gint64 expiry_s = get_now_s (question) + TOKEN_S;
  GString *html = rt_html_begin (page->title);
  RtAnswer *answer;

  if (session == NULL)
    session = rt_token_sign (key, COOKIE, "", G_MAXINT32);
  g_string_append_printf (html, "<p>%s\n%s", page->why, page->html);
  if (page->guard != RT_FORM_UNGUARDED)
    {
      g_autofree char *token = rt_token_sign (key, page->path, session, expiry_s);

      g_string_replace (html, "{token}", token, 0);
    }
  answer = rt_html_end (html, 200);
  if (has_cookie)
    set_session (answer, session, question);
  if (strcmp (page->charset, "utf-8") != 0)
    set_charset (answer, page->charset);
  return answer;
}

static RtAnswer *
answer_guide (void)
{
  GString *html = rt_html_begin ("Forms");
  const RtFormPage *page;

  g_string_append (html, "<ul>\n");
  for (guint i = 0; (page = rt_form_page_get (i)) != NULL; i++)
    g_string_append_printf (html, "<li><a href=\"%s\">%s</a>: %s\n", page->path,
                            page->title, page->why);
  g_string_append (html,
                   "<li>/show: what was sent, by GET or POST, as HTML, or as JSON with "
                   "<code>Accept: application/json</code>\n"
                   "<li>/again/307: a redirect there, with that status\n</ul>\n");
  return rt_html_end (html, 200);
}

static guint
read_status (const char *path)
{
  static const char *const known[] = { "301", "302", "303", "307", "308" };

  if (g_str_has_prefix (path, "/again/"))
    for (guint i = 0; i < G_N_ELEMENTS (known); i++)
      if (strcmp (path + 7, known[i]) == 0)
        return (guint)g_ascii_strtoull (known[i], NULL, 10);
  return 0;
}

static gboolean
shows (const char *path)
{
  return strcmp (path, "/show") == 0 || g_str_has_prefix (path, "/show/");
}

/* A form without an action sends to its own page. */
static gboolean
takes_post (const RtFormPage *page, const char *path)
{
  return page != NULL || shows (path) || read_status (path) != 0;
}

/**
 * rt_handle_form:
 * @key: signs the tokens, which are nowhere else than with the client
 * @question: a request
 *
 * Gives pages with forms, and shows what they sent.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_handle_form (const RtTokenKey *key, const RtQuestion *question)
{
  const RtFormPage *page = rt_form_page_find (question->path);
  RtAnswer *answer = rt_status_answer_check_method (
      question, takes_post (page, question->path) ? "GET, HEAD, POST, OPTIONS"
                                                  : "GET, HEAD, OPTIONS");
  guint status = read_status (question->path);

  if (answer != NULL)
    return answer;
  if (page != NULL)
    return rt_question_is (question, "POST") ? answer_sent (key, page, question)
                                             : answer_page (key, page, question);
  if (shows (question->path))
    return rt_form_view_answer (question, NULL, 200);
  if (status != 0)
    return rt_status_answer_new_redirect (status, "/show");
  if (strcmp (question->path, "/") == 0)
    return answer_guide ();
  return rt_status_answer_new (404);
}
