/* What is answered in place of the server. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-fault-substitute.h"

#include "core/server/rt-html.h"
#include "core/server/rt-status-answer.h"
#include "core/wire/rt-http-date.h"

static RtAnswer *
answer_later (guint status, guint64 seconds)
{
  RtAnswer *answer = rt_status_answer_new (status);
  g_autofree char *value = g_strdup_printf ("%" G_GUINT64_FORMAT, seconds);

  rt_answer_set (answer, "Retry-After", value);
  return answer;
}

static RtAnswer *
answer_later_at (guint status, guint64 seconds, const RtQuestion *question)
{
  RtAnswer *answer = rt_status_answer_new (status);
  g_autofree char *value
      = rt_http_date_format (question->now_us / G_USEC_PER_SEC + (gint64)seconds);

  rt_answer_set (answer, "Retry-After", value);
  return answer;
}

/* A client may have sent what is not fit to be sent back. */
static RtAnswer *
redirect_if_sound (const char *location)
{
  return rt_header_check ("Location", location, NULL)
             ? rt_status_answer_new_redirect (302, location)
             : rt_status_answer_new (400);
}

/* To the path that was asked for, at @address, or here. */
static RtAnswer *
answer_elsewhere (const char *address, const RtQuestion *question)
{
  g_autoptr (GString) location = g_string_new (address);

  if (g_str_has_suffix (location->str, "/"))
    g_string_truncate (location, location->len - 1);
  if (*question->path == '/')
    g_string_append (location, question->path);
  if (question->query != NULL)
    g_string_append_printf (location, "?%s", question->query);
  return redirect_if_sound (location->str);
}

/* The token is the moment of its making: nobody has to remember it. */
static RtAnswer *
answer_with_token (const RtQuestion *question, gint64 seconds)
{
  g_autofree char *token = rt_question_dup_parameter (question, "token");
  gint64 now_s = question->now_us / G_USEC_PER_SEC;
  guint64 made_s;
  g_autofree char *location = NULL;

  if (token != NULL)
    return g_ascii_string_to_unsigned (token, 10, 0, (guint64)now_s, &made_s, NULL)
                   && now_s - (gint64)made_s < seconds
               ? NULL
               : rt_status_answer_new (403);
  location = g_strdup_printf ("%s?token=%" G_GINT64_FORMAT, question->path, now_s);
  return redirect_if_sound (location);
}

static RtAnswer *
answer_login_page (void)
{
  GString *html = rt_html_begin ("Log in");

  g_string_append (
      html, "<p>Your session has expired.</p>\n"
            "<form method=\"post\" action=\"/login\">\n"
            "<p><label>Name <input name=\"name\"></label>\n"
            "<p><label>Password <input type=\"password\" name=\"password\"></label>\n"
            "<p><button>Log in</button>\n</form>\n");
  return rt_html_end (html, 200);
}

/**
 * rt_fault_substitute_new:
 * @strike: what is to be wrong
 * @question: a request
 *
 * Answers in place of the server.
 *
 * Returns: (transfer full) (nullable): the answer; %NULL if the server is to be asked
 */
RtAnswer *
rt_fault_substitute_new (const RtFaultStrike *strike, const RtQuestion *question)
{
  const guint64 *values = strike->values;

  if (rt_fault_strike_has (strike, RT_FAULT_429))
    return answer_later (429, values[RT_FAULT_429]);
  if (rt_fault_strike_has (strike, RT_FAULT_429_DATE))
    return answer_later_at (429, values[RT_FAULT_429_DATE], question);
  if (rt_fault_strike_has (strike, RT_FAULT_503))
    return answer_later (503, values[RT_FAULT_503]);
  if (rt_fault_strike_has (strike, RT_FAULT_503_DATE))
    return answer_later_at (503, values[RT_FAULT_503_DATE], question);
  if (rt_fault_strike_has (strike, RT_FAULT_REDIRECT))
    return answer_elsewhere (strike->address, question);
  if (rt_fault_strike_has (strike, RT_FAULT_REDIRECT_LOOP))
    return answer_elsewhere ("", question);
  if (rt_fault_strike_has (strike, RT_FAULT_TOKEN))
    return answer_with_token (question, (gint64)values[RT_FAULT_TOKEN]);
  if (rt_fault_strike_has (strike, RT_FAULT_EXPIRES_LOGIN))
    return answer_login_page ();
  if (rt_fault_strike_has (strike, RT_FAULT_EXPIRES_403))
    return rt_status_answer_new (403);
  return NULL;
}
