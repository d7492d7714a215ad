/* Answers with the status that the path names. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-handle-status.h"

#include "core/server/rt-agent-pages.h"
#include "core/server/rt-encoder.h"
#include "core/server/rt-html.h"
#include "core/server/rt-sample-file.h"
#include "core/server/rt-status-answer.h"
#include "core/wire/rt-http-date.h"

#include <string.h>

#define ALLOWED "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS"
#define SECONDS_MAX 30
#define SLOW_PIECES 8
#define SLOW_PIECE_MS 250

/* What the guide lists, and a checker of links can be tried with. */
static const struct
{
  const char *path;
  const char *why;
} examples[] = {
  { "/200", "Exists" },
  { "/404", "Is missing; any status from 200 to 599 can be asked for" },
  { "/410", "Is gone for good" },
  { "/403", "Is forbidden" },
  { "/401", "Wants a name and a password" },
  { "/500", "The server failed" },
  { "/301", "Moved for good" },
  { "/308", "Moved for good, and the method stays" },
  { "/302", "Moved for now" },
  { "/307", "Moved for now, and the method stays" },
  { "/redirect/3", "As many redirects, then 200" },
  { "/redirect/3?status=307", "With another status" },
  { "/loop", "A redirect to itself" },
  { "/429?retry-after=2", "Too many requests; ask again in 2 s" },
  { "/503?retry-date=2", "Out of service; ask again at the moment that is 2 s from now" },
  { "/no-head", "HEAD is not allowed there" },
  { "/head/404", "Exists, but HEAD says 404; or any other status" },
  { "/head/length", "HEAD says another length than GET" },
  { "/soft-404/missing",
    "Is missing, but says 200, as does every page below /soft-404/" },
  { "/slow/1", "Answers after as many seconds, 30 at most" },
  { "/slow-body", "The page comes piece by piece, for 2 s" },
  { "/agent", "Another page for robots, phones and browsers, and no word of it" },
  { "/agent/vary", "The same, and Vary says so" },
  { "/agent/moved", "Phones are led elsewhere" },
  { "/agent/no-robots", "Forbidden for robots" },
  { "/agent/token", "The same for everybody, but for a token that is new every time" },
  { RT_SAMPLE_FILE_PATH, "A file of 20 MB, whole or in parts, to download" },
  { "/tour", "Two redirects, then a page that is compressed and comes piece by piece" },
};

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

static gboolean
read_status (const char *text, guint *status)
{
  return read_number (text, 3, status) && *status >= 200 && *status <= 599;
}

static RtAnswer *
answer_guide (void)
{
  GString *html = rt_html_begin ("Any status");

  g_string_append (html, "<ul>\n");
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    g_string_append_printf (html, "<li><a href=\"%s\">%s</a>: %s\n", examples[i].path,
                            examples[i].path, examples[i].why);
  g_string_append (html, "</ul>\n");
  return rt_html_end (html, 200);
}

static RtAnswer *
answer_redirect (const RtQuestion *question, guint n_left)
{
  g_autofree char *wanted = rt_question_dup_parameter (question, "status");
  g_autofree char *location = NULL;
  guint status = 302;

  if (n_left == 0)
    return rt_status_answer_new (200);
  if (wanted != NULL
      && (!read_number (wanted, 3, &status) || status < 300 || status > 399
          || status == 304))
    return rt_status_answer_new (400);
  location = wanted != NULL
                 ? g_strdup_printf ("/redirect/%u?status=%u", n_left - 1, status)
                 : g_strdup_printf ("/redirect/%u", n_left - 1);
  return rt_status_answer_new_redirect (status, location);
}

static void
add_retry_after (RtAnswer *answer, const RtQuestion *question)
{
  g_autofree char *value = rt_question_dup_parameter (question, "retry-after");
  g_autofree char *date = rt_question_dup_parameter (question, "retry-date");
  guint seconds;

  if (value != NULL && rt_header_check ("Retry-After", value, NULL))
    {
      rt_answer_set (answer, "Retry-After", value);
    }
  else if (date != NULL && read_number (date, 6, &seconds))
    {
      g_autofree char *moment
          = rt_http_date_format (question->now_us / G_USEC_PER_SEC + seconds);

      rt_answer_set (answer, "Retry-After", moment);
    }
}

/* What the standard wants beside some of them. */
static void
add_companions (RtAnswer *answer, guint status)
{
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
  RtAnswer *answer = has_body ? rt_status_answer_new (status) : rt_answer_new (status);

  add_companions (answer, status);
  add_retry_after (answer, question);
  return answer;
}

static RtAnswer *
answer_no_head (const RtQuestion *question)
{
  RtAnswer *answer;

  if (!rt_question_is (question, "HEAD"))
    return rt_status_answer_new (200);
  answer = rt_status_answer_new (405);
  rt_answer_set (answer, "Allow", "GET");
  return answer;
}

static RtAnswer *
answer_lying_length (gboolean is_head)
{
  static const char other[] = "A page of another length\n";
  RtAnswer *answer = rt_status_answer_new (200);

  if (is_head)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (other, strlen (other));

      rt_answer_replace_bytes (answer, bytes);
    }
  return answer;
}

/* What GET says is true, and what HEAD says is not. */
static RtAnswer *
answer_lying_head (const RtQuestion *question, const char *lie)
{
  gboolean is_head = rt_question_is (question, "HEAD");
  guint status;

  if (strcmp (lie, "length") == 0)
    return answer_lying_length (is_head);
  if (!read_status (lie, &status))
    return rt_status_answer_new (404);
  return is_head ? answer_status (question, status) : rt_status_answer_new (200);
}

static RtAnswer *
answer_soft_404 (void)
{
  GString *html = rt_html_begin ("Page not found");

  g_string_append (html, "<p>There is no such page, whatever the status says.\n");
  return rt_html_end (html, 200);
}

static RtAnswer *
answer_late (const RtQuestion *question, guint seconds)
{
  RtAnswer *answer = rt_status_answer_new (200);

  rt_answer_set (answer, "Cache-Control", "no-store");
  rt_answer_set_delay (answer, seconds * 1000);
  return answer;
}

static GBytes *
write_long_page (void)
{
  GString *html = rt_html_begin ("Piece by piece");

  for (guint i = 1; i <= 400; i++)
    g_string_append_printf (html, "<p>Line %u of a page that takes its time.\n", i);
  g_string_append (html, "</body>\n</html>\n");
  return g_string_free_to_bytes (html);
}

/* In memory, it is one page; what takes time is each piece. */
static RtAnswer *
answer_slow_page (GBytes *page)
{
  RtAnswer *answer = rt_answer_new (200);
  gsize size = g_bytes_get_size (page);

  rt_answer_set_type (answer, "text/html; charset=utf-8");
  rt_answer_set (answer, "Cache-Control", "no-store");
  rt_answer_set_pause (answer, SLOW_PIECE_MS);
  for (guint i = 0; i < SLOW_PIECES; i++)
    {
      gsize start = size * i / SLOW_PIECES;
      g_autoptr (GBytes) piece
          = g_bytes_new_from_bytes (page, start, size * (i + 1) / SLOW_PIECES - start);

      rt_answer_add_bytes (answer, piece);
    }
  return answer;
}

static RtAnswer *
answer_slow_body (void)
{
  g_autoptr (GBytes) page = write_long_page ();

  return answer_slow_page (page);
}

static RtAnswer *
answer_tour_page (const RtQuestion *question)
{
  g_autofree char *accept = rt_header_list_join (question->fields, "Accept-Encoding");
  g_autoptr (GBytes) page = write_long_page ();
  g_autoptr (GBytes) coded = NULL;
  RtAnswer *answer;

  /* Who takes neither gets it as it is: it is a page to look at. */
  if (rt_accept_encoding_choose (accept, RT_CODED_BIT (RT_CODED_GZIP)
                                             | RT_CODED_BIT (RT_CODED_IDENTITY))
      != RT_CODED_GZIP)
    return answer_slow_page (page);
  coded = rt_encoder_code (RT_CODED_GZIP, page);
  answer = answer_slow_page (coded);
  rt_answer_set (answer, "Content-Encoding", "gzip");
  return answer;
}

static RtAnswer *
answer_tour (const RtQuestion *question, const char *rest)
{
  if (*rest == '\0')
    return rt_status_answer_new_redirect (301, "/tour/2");
  if (strcmp (rest, "/2") == 0)
    return rt_status_answer_new_redirect (302, "/tour/page");
  return strcmp (rest, "/page") == 0 ? answer_tour_page (question)
                                     : rt_status_answer_new (404);
}

/* What @path goes on with after @prefix; NULL if it does not begin with it. */
static const char *
get_rest (const char *path, const char *prefix)
{
  return g_str_has_prefix (path, prefix) ? path + strlen (prefix) : NULL;
}

/**
 * rt_handle_status:
 * @nothing: unused: there is no state
 * @question: a request
 *
 * Answers with the status that the path names, such as `/404`, and in the ways in which
 * servers make it hard to tell whether there is something: redirects, HEAD that is refused
 * or lies, pages that say in words only that they are missing, answers that take time.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_handle_status (gpointer nothing, const RtQuestion *question)
{
  RtAnswer *answer = rt_status_answer_check_method (question, ALLOWED);
  const char *path = question->path;
  const char *rest;
  guint number;

  if (answer != NULL)
    return answer;
  if (strcmp (path, "/") == 0)
    return answer_guide ();
  if (strcmp (path, "/loop") == 0)
    return rt_status_answer_new_redirect (302, "/loop");
  if (strcmp (path, "/no-head") == 0)
    return answer_no_head (question);
  if (strcmp (path, RT_SAMPLE_FILE_PATH) == 0)
    return rt_sample_file_answer (question);
  if (strcmp (path, "/slow-body") == 0)
    return answer_slow_body ();
  if ((rest = get_rest (path, "/agent")) != NULL)
    return rt_agent_pages_answer (question, rest);
  if ((rest = get_rest (path, "/head/")) != NULL)
    return answer_lying_head (question, rest);
  if (get_rest (path, "/soft-404/") != NULL)
    return answer_soft_404 ();
  if ((rest = get_rest (path, "/tour")) != NULL)
    return answer_tour (question, rest);
  if ((rest = get_rest (path, "/redirect/")) != NULL && read_number (rest, 3, &number))
    return answer_redirect (question, number);
  if ((rest = get_rest (path, "/slow/")) != NULL && read_number (rest, 2, &number)
      && number <= SECONDS_MAX)
    return answer_late (question, number);
  if (read_status (path + 1, &number))
    return answer_status (question, number);
  return rt_status_answer_new (404);
}
