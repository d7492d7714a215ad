/* Pages that depend on who asks for them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-agent-pages.h"

#include "core/server/rt-html.h"
#include "core/server/rt-status-answer.h"

#include <string.h>

/* Who a client says it is, as servers guess it from its User-Agent: by words in it. */
typedef enum
{
  CLIENT_ROBOT,
  CLIENT_PHONE,
  CLIENT_BROWSER,
  CLIENT_OTHER,
} Client;

static const struct
{
  const char *title;
  const char *text;
} pages[] = {
  [CLIENT_ROBOT] = { "A page for robots", "Every article in full, and no pictures." },
  [CLIENT_PHONE] = { "A page for phones", "Short articles, one below the other." },
  [CLIENT_BROWSER] = { "A page for browsers", "Articles in three columns." },
  [CLIENT_OTHER] = { "A page for other programs", "Articles as plain text." },
};

static gboolean
has_any (const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (strstr (text, *words) != NULL)
      return TRUE;
  return FALSE;
}

static Client
guess_client (const RtQuestion *question)
{
  static const char *const robots[]
      = { "bot", "Bot", "crawler", "spider", "curl/", NULL };
  static const char *const phones[] = { "Mobile", "Android", "iPhone", NULL };
  const char *user_agent = rt_header_list_find (question->fields, "User-Agent");

  if (user_agent == NULL)
    return CLIENT_OTHER;
  if (has_any (user_agent, robots))
    return CLIENT_ROBOT;
  if (has_any (user_agent, phones))
    return CLIENT_PHONE;
  return g_str_has_prefix (user_agent, "Mozilla/") ? CLIENT_BROWSER : CLIENT_OTHER;
}

static RtAnswer *
answer_page (Client client, gboolean says_so)
{
  GString *html = rt_html_begin (pages[client].title);
  RtAnswer *answer;

  g_string_append_printf (html, "<p>%s\n", pages[client].text);
  answer = rt_html_end (html, 200);
  /* Only what is kept by a cache can be given to the wrong client. */
  rt_answer_set (answer, "Cache-Control", "max-age=60");
  if (says_so)
    rt_answer_set (answer, "Vary", "User-Agent");
  return answer;
}

/* The same for everybody, but never the same twice. */
static RtAnswer *
answer_token_page (const RtQuestion *question)
{
  GString *html = rt_html_begin ("A page with a token");
  g_autofree char *token = g_strdup_printf ("%" G_GINT64_MODIFIER "x", question->now_us);
  g_autofree char *cookie = g_strdup_printf ("visit=%s; Path=/agent", token);
  RtAnswer *answer;

  g_string_append_printf (html,
                          "<form><input type=\"hidden\" name=\"token\" value=\"%s\">"
                          "</form>\n<p>Articles for everybody.\n",
                          token);
  answer = rt_html_end (html, 200);
  rt_answer_set (answer, "Set-Cookie", cookie);
  return answer;
}

/**
 * rt_agent_pages_answer:
 * @question: a request
 * @rest: what its path goes on with after `/agent`
 *
 * Answers in the ways in which servers treat clients differently by their User-Agent:
 * openly and not, with another page, another address or none.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_agent_pages_answer (const RtQuestion *question, const char *rest)
{
  Client client = guess_client (question);
  RtAnswer *answer;

  if (*rest == '\0')
    return answer_page (client, FALSE);
  if (strcmp (rest, "/vary") == 0)
    return answer_page (client, TRUE);
  if (strcmp (rest, "/token") == 0)
    return answer_token_page (question);
  if (strcmp (rest, "/no-robots") == 0)
    return client == CLIENT_ROBOT ? rt_status_answer_new (403)
                                  : answer_page (CLIENT_BROWSER, FALSE);
  if (strcmp (rest, "/moved") != 0)
    return rt_status_answer_new (404);
  answer = rt_status_answer_new_redirect (
      302, client == CLIENT_PHONE ? "/agent/vary?for=phones" : "/agent/vary");
  rt_answer_set (answer, "Vary", "User-Agent");
  return answer;
}
