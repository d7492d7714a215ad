/* Answers with the status that the path names. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-handle-status.h"

#include <string.h>

#define ALLOWED "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS"

static const char guide[]
    = "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>Status</title>\n"
      "</head>\n<body>\n<h1>Status</h1>\n<ul>\n"
      "<li><a href=\"/404\">/404</a>: any status from 200 to 599\n"
      "<li><a href=\"/503?retry-after=5\">/503?retry-after=5</a>: with Retry-After, in "
      "seconds or as a date\n"
      "<li><a href=\"/redirect/3\">/redirect/3</a>: as many redirects, then 200\n"
      "<li><a href=\"/redirect/3?status=307\">/redirect/3?status=307</a>: with another "
      "status\n"
      "<li><a href=\"/loop\">/loop</a>: a redirect to itself\n"
      "<li><a href=\"/no-head\">/no-head</a>: HEAD is not allowed there\n"
      "</ul>\n</body>\n</html>\n";

/* A number of up to @n_digits digits, and nothing else. */
static gboolean
read_number (const char *text, guint n_digits, guint *number)
{
  gsize n = strspn (text, "0123456789");

  if (n == 0 || n > n_digits || text[n] != '\0')
    return FALSE;
  *number = (guint)g_ascii_strtoull (text, NULL, 10);
  return TRUE;
}

static RtAnswer *
answer_guide (void)
{
  RtAnswer *answer = rt_answer_new (200);
  g_autoptr (GBytes) bytes = g_bytes_new_static (guide, sizeof guide - 1);

  rt_answer_set_type (answer, "text/html; charset=utf-8");
  rt_answer_add_bytes (answer, bytes);
  return answer;
}

static RtAnswer *
answer_redirect (const RtQuestion *question, guint n_left)
{
  g_autofree char *wanted = rt_question_dup_parameter (question, "status");
  g_autofree char *location = NULL;
  guint status = 302;

  if (n_left == 0)
    return rt_answer_new_status_page (200);
  if (wanted != NULL
      && (!read_number (wanted, 3, &status) || status < 300 || status > 399
          || status == 304))
    return rt_answer_new_status_page (400);
  location = wanted != NULL
                 ? g_strdup_printf ("/redirect/%u?status=%u", n_left - 1, status)
                 : g_strdup_printf ("/redirect/%u", n_left - 1);
  return rt_answer_new_redirect (status, location);
}

/* What the standard wants beside some of them. */
static void
add_companions (RtAnswer *answer, const RtQuestion *question, guint status)
{
  g_autofree char *retry_after = rt_question_dup_parameter (question, "retry-after");

  if (retry_after != NULL && rt_header_check ("Retry-After", retry_after, NULL))
    rt_answer_set (answer, "Retry-After", retry_after);
  if (status == 401)
    rt_answer_set (answer, "WWW-Authenticate", "Basic realm=\"Roundtrip\"");
  else if (status == 405)
    rt_answer_set (answer, "Allow", ALLOWED);
  else if (status == 407)
    rt_answer_set (answer, "Proxy-Authenticate", "Basic realm=\"Roundtrip\"");
  else if (status >= 300 && status < 400 && status != 304)
    rt_answer_set (answer, "Location", "/200");
}

static RtAnswer *
answer_status (const RtQuestion *question, guint status)
{
  gboolean has_body = status != 204 && status != 205 && status != 304;
  RtAnswer *answer
      = has_body ? rt_answer_new_status_page (status) : rt_answer_new (status);

  add_companions (answer, question, status);
  return answer;
}

/**
 * rt_handle_status:
 * @nothing: unused: there is no state
 * @question: a request
 *
 * Answers with the status that the path names, such as `/404`, with a chain of redirects
 * (`/redirect/3`), a redirect to itself (`/loop`), or with 405 to HEAD (`/no-head`).
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_handle_status (gpointer nothing, const RtQuestion *question)
{
  RtAnswer *answer = rt_answer_check_method (question, ALLOWED);
  const char *path = question->path;
  guint number;

  if (answer != NULL)
    return answer;
  if (strcmp (path, "/") == 0)
    return answer_guide ();
  if (strcmp (path, "/loop") == 0)
    return rt_answer_new_redirect (302, "/loop");
  if (strcmp (path, "/no-head") == 0)
    {
      if (!rt_question_is (question, "HEAD"))
        return rt_answer_new_status_page (200);
      answer = rt_answer_new_status_page (405);
      rt_answer_set (answer, "Allow", "GET");
      return answer;
    }
  if (g_str_has_prefix (path, "/redirect/") && read_number (path + 10, 3, &number))
    return answer_redirect (question, number);
  if (read_number (path + 1, 3, &number) && number >= 200 && number <= 599)
    return answer_status (question, number);
  return rt_answer_new_status_page (404);
}
