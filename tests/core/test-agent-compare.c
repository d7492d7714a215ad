/* Tests of rt_agent_compare: what is a difference, what is noise, and what a cache is told. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-compare.h"

#include "core/http/rt-exchange-private.h"
#include "core/wire/rt-error.h"

#include <string.h>

#define PAGE "@200 https://a/\nContent-Type: text/html\n"
#define VARIED PAGE "Vary: Accept, user-agent\n"
#define TITLED(title, text) "\n<title>" title "</title><p>" text

/* Answers as text: for each hop “@STATUS ADDRESS” and its fields, then an empty line and
 * the body.  The second ones are like the first if they are NULL. */
typedef struct
{
  const char *old_answer;
  const char *old_again;
  const char *new_answer;
  const char *new_again;
  const char *expected; /* the verdict, then what differs: noise in brackets */
} Case;

static const Case cases[] = {
  /* The same. */
  { PAGE TITLED ("A", "x"), NULL, PAGE TITLED ("A", "x"), NULL, "same" },
  { PAGE "Date: 1\n\nx", NULL, PAGE "Date: 2\n\nx", NULL, "same [Date]" },
  { PAGE "Server-Timing: a;dur=1\n\nx", NULL, PAGE "Server-Timing: a;dur=2\n\nx", NULL,
    "same [Server-Timing]" },
  { PAGE "Content-Encoding: gzip\nContent-Length: 4\nETag: \"1-gz\"\n\nx", NULL,
    PAGE "Content-Length: 9\nETag: \"1\"\n\nx", NULL,
    "same [Content-Encoding] [Content-Length] [ETag]" },
  { PAGE "\n<p>x</p>", NULL, PAGE "\n<p>\n  x\n</p>\n", NULL, "same" },
  { "@200 https://a/\nA: 1\nA: 2\n\n", NULL, "@200 https://a/\na: 1\na: 2\n\n", NULL,
    "same" },
  { "@200 https://a/\n\n", NULL, "@200 https://a/\n\n", NULL, "same" },
  { "@404 https://a/\n\nx", NULL, "@404 https://a/\n\nx", NULL, "same" },

  /* The same, but for noise. */
  { PAGE "\n<input value=1><p>x", PAGE "\n<input value=2><p>x",
    PAGE "\n<input value=3><p>x", PAGE "\n<input value=4><p>x", "same-but-noise (text)" },
  { PAGE "\n<i>1</i>x", PAGE "\n<i>2</i>x", PAGE "\n<i>3</i>x", PAGE "\n<i>3</i>x",
    "same-but-noise (text)" },
  { PAGE "\n<i>1</i>x", PAGE "\n<i>1</i>x", PAGE "\n<i>3</i>x", PAGE "\n<i>4</i>x",
    "same-but-noise (text)" },
  { PAGE TITLED ("12:00", "x"), PAGE TITLED ("12:01", "x"), PAGE TITLED ("12:02", "x"),
    PAGE TITLED ("12:03", "x"), "same-but-noise (title) (text)" },
  { PAGE "Set-Cookie: s=1; Path=/\n\nx", NULL, PAGE "Set-Cookie: s=2; Path=/\n\nx", NULL,
    "same-but-noise (Set-Cookie)" },
  { PAGE "X-Cache: MISS\n\nx", PAGE "X-Cache: HIT\n\nx", PAGE "X-Cache: HIT\n\nx", NULL,
    "same-but-noise (X-Cache)" },
  { PAGE "X-Id: 1\n\nx", PAGE "X-Id: 2\n\nx", PAGE "\nx", PAGE "X-Id: 4\n\nx",
    "same-but-noise (X-Id)" },
  { "@500 https://a/\n\n", "@200 https://a/\n\n", "@200 https://a/\n\n", NULL,
    "same-but-noise (status)" },
  { PAGE "\n<b>ad</b><p>x", PAGE "\n<p>x", PAGE "\n<p>x", NULL, "same-but-noise (text)" },
  { PAGE "\n<p>x", PAGE "\n<b>ad</b><p>x", PAGE "\n<b>ad</b><p>x", NULL,
    "same-but-noise (text)" },
  { "@200 https://a/\nContent-Type: application/json\n\n{\"t\":1,\"a\":5}",
    "@200 https://a/\nContent-Type: application/json\n\n{\"t\":2,\"a\":5}",
    "@200 https://a/\nContent-Type: application/json\n\n{\"t\":3,\"a\":5}", NULL,
    "same-but-noise (text)" },

  /* Different, and a cache is told, or keeps nothing. */
  { VARIED TITLED ("A", "x"), NULL, VARIED TITLED ("B", "x"), NULL,
    "differs title text" },
  { VARIED "\n<p>x", NULL, VARIED "\n<p>y", NULL, "differs text" },
  { PAGE "Vary: *\n\nx", NULL, PAGE "Vary: *\n\ny", NULL, "differs text" },
  { PAGE "Vary: Sec-CH-UA-Mobile\n\nx", NULL, PAGE "Vary: Sec-CH-UA-Mobile\n\ny", NULL,
    "differs text" },
  { PAGE "Cache-Control: no-store\n\nx", NULL, PAGE "Cache-Control: no-store\n\ny", NULL,
    "differs text" },
  { PAGE "Cache-Control: max-age=0, private\n\nx", NULL,
    PAGE "Cache-Control: max-age=0, private\n\ny", NULL, "differs text" },
  { "@500 https://a/\n\nx", NULL, "@500 https://a/\n\ny", NULL, "differs text" },
  { "@302 https://a/\n@200 https://a/1\n\nx", NULL,
    "@302 https://a/\n@200 https://a/2\n\nx", NULL, "differs address" },
  { "@301 https://a/\nVary: User-Agent\n@200 https://a/1\n\nx", NULL,
    "@301 https://a/\nVary: User-Agent\n@200 https://a/2\n\nx", NULL, "differs address" },

  /* Different, and a cache may give one the answer of the other. */
  { PAGE "\nx", NULL, PAGE "\ny", NULL, "differs-unannounced text" },
  { PAGE "Vary: Accept-Encoding\n\nx", NULL, PAGE "Vary: Accept-Encoding\n\ny", NULL,
    "differs-unannounced text" },
  { VARIED "\nx", NULL, PAGE "\ny", NULL, "differs-unannounced Vary text" },
  { "@301 https://a/\n@200 https://a/1\nVary: User-Agent\n\nx", NULL,
    "@301 https://a/\n@200 https://a/2\nVary: User-Agent\n\nx", NULL,
    "differs-unannounced address" },
  { "@302 https://a/\nCache-Control: max-age=60\n@200 https://a/1\n\nx", NULL,
    "@302 https://a/\nCache-Control: max-age=60\n@200 https://a/2\n\nx", NULL,
    "differs-unannounced address" },
  { PAGE "\nx", NULL, "@404 https://a/\nContent-Type: text/html\n\nx", NULL,
    "differs-unannounced status" },
  { PAGE "\nx", NULL, PAGE "Content-Language: de\n\nx", NULL,
    "differs-unannounced Content-Language" },
  { PAGE "Set-Cookie: s=1\n\nx", NULL, PAGE "\nx", NULL,
    "differs-unannounced Set-Cookie" },
  { PAGE "Set-Cookie: s=1\n\nx", NULL, PAGE "Set-Cookie: phone=1\n\nx", NULL,
    "differs-unannounced Set-Cookie" },
  /* Noise hides no difference beside it. */
  { PAGE "\n<i>1</i><p>x", PAGE "\n<i>2</i><p>x", PAGE "\n<i>3</i><p>y",
    PAGE "\n<i>4</i><p>y", "differs-unannounced text" },
  { PAGE "\n<i>1</i>", PAGE "\n<i>2</i>", PAGE "\n<i>3</i><p>more<p>and more",
    PAGE "\n<i>4</i><p>more<p>and more", "differs-unannounced text" },
  { "@200 https://a/\nContent-Type: image/png\n\n\211PNG\1\2\3", NULL,
    "@200 https://a/\nContent-Type: image/png\n\n\211PNG\1\2\4", NULL,
    "differs-unannounced text" },

  /* Turned away. */
  { PAGE "\nx", NULL, "@403 https://a/\nContent-Type: text/html\n\nx", NULL,
    "blocked status" },
  { PAGE "\nx", NULL, "@429 https://a/\nRetry-After: 9\n\n", NULL,
    "blocked status Content-Type Retry-After text" },
  { PAGE "\nx", NULL, "@503 https://a/\nContent-Type: text/html\n\nx", NULL,
    "blocked status" },
  { PAGE "\nx", NULL, PAGE "\nx", "@429 https://a/\n\n", "blocked" },
  { PAGE "\nx", NULL, PAGE "cf-mitigated: challenge\n\nx", NULL, "blocked cf-mitigated" },
  { PAGE "\nx", NULL, PAGE TITLED ("Just a moment...", ""), NULL, "blocked title text" },
  { PAGE "\nx", NULL, PAGE "\n<script src=/cdn-cgi/challenge-platform/x>", NULL,
    "blocked text" },
  { "@403 https://a/\n\n", NULL, "@403 https://a/\n\n", NULL, "blocked" },

  /* Not answered. */
  { PAGE "\nx", NULL, "@0 https://a/\n\n", NULL, "no-answer status Content-Type" },
  { "@0 https://a/\n\n", NULL, VARIED "\nx", NULL, "differs status Content-Type Vary" },
};

static void
set_head (RtHop *hop, guint status, const char *fields)
{
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %u X\n%s\n", status, fields);
  g_auto (GStrv) lines = g_strsplit (head, "\n", -1);
  g_autofree char *text = g_strjoinv ("\r\n", lines);
  g_autoptr (GBytes) raw = g_bytes_new (text, strlen (text));
  g_autoptr (RtWireReport) report = rt_wire_report_new ();
  g_autoptr (GError) error = NULL;

  report->answer_head = rt_message_head_parse (raw, RT_HEAD_ANSWER, &error);
  g_assert_no_error (error);
  rt_hop_set_report (hop, report);
}

static void
add_hop (RtExchange *exchange, const char *text, const char *body_text)
{
  const char *end = strchr (text, '\n');
  g_autofree char *address = g_strndup (text + 4, end - text - 4);
  guint status = (guint)g_ascii_strtoull (text, NULL, 10);
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (body_text, strlen (body_text));

  if (status == 0)
    return;
  request = rt_request_new ("GET", address, NULL);
  set_head (rt_exchange_add_hop (exchange, request, NULL), status, end + 1);
  rt_body_begin (rt_exchange_get_body (exchange), NULL, NULL, NULL, -1, FALSE);
  rt_body_append_preview (rt_exchange_get_body (exchange), bytes);
  rt_body_end (rt_exchange_get_body (exchange), RT_COMPLETE_YES, NULL);
}

static RtAgentAnswer *
make (const char *text)
{
  const char *empty = strstr (text, "\n\n");
  g_autofree char *heads = g_strndup (text, empty + 1 - text);
  g_auto (GStrv) hops = g_strsplit (heads + 1, "@", -1);
  g_autoptr (RtRequest) first = rt_request_new ("GET", "https://a/", NULL);
  g_autoptr (RtExchange) exchange = rt_exchange_new (first);
  g_autoptr (GError) error = NULL;
  RtAgentAnswer *answer;

  rt_exchange_begin (exchange, 1);
  for (guint i = 0; hops[i] != NULL; i++)
    add_hop (exchange, hops[i], empty + 2);
  if (text[1] == '0')
    error = g_error_new (RT_ERROR, RT_ERROR_REFUSED, "nothing listens");
  rt_exchange_end (exchange, 2, error);
  answer = rt_agent_answer_new (exchange);
  rt_agent_answer_read (answer);
  return answer;
}

static char *
describe (const RtAgentComparison *comparison)
{
  static const char *const names[] = { "status", "address", "field", "title", "text" };
  static const char *const forms[] = { " %s", " (%s)", " [%s]" };
  GString *text = g_string_new (rt_agent_verdict_to_id (comparison->verdict));

  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const RtAgentDifference *difference = comparison->differences->pdata[i];
      const char *name
          = difference->name != NULL ? difference->name : names[difference->fact];
      g_auto (GStrv) halves = g_strsplit (forms[difference->kind], "%s", 2);

      g_string_append_printf (text, "%s%s%s", halves[0], name, halves[1]);
    }
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *each = data;
  g_autoptr (RtAgentAnswer) old_answer = make (each->old_answer);
  g_autoptr (RtAgentAnswer) old_again
      = make (each->old_again != NULL ? each->old_again : each->old_answer);
  g_autoptr (RtAgentAnswer) new_answer = make (each->new_answer);
  g_autoptr (RtAgentAnswer) new_again
      = make (each->new_again != NULL ? each->new_again : each->new_answer);
  const RtAgentAnswer *const olds[] = { old_answer, old_again };
  const RtAgentAnswer *const news[] = { new_answer, new_again };
  g_autoptr (RtAgentComparison) comparison = rt_agent_compare (olds, news, NULL);
  g_autofree char *text = describe (comparison);

  g_assert_cmpstr (text, ==, each->expected);
}

static void
test_shows_what_differs (void)
{
  g_autoptr (RtAgentAnswer) old_answer = make (PAGE TITLED ("A &amp; B", "one<p>two"));
  g_autoptr (RtAgentAnswer) new_answer = make (PAGE TITLED ("C", "one<p>three"));
  const RtAgentAnswer *const olds[] = { old_answer, NULL };
  const RtAgentAnswer *const news[] = { new_answer, NULL };
  g_autoptr (RtAgentComparison) comparison = rt_agent_compare (olds, news, NULL);
  const RtAgentDifference *title = comparison->differences->pdata[0];
  const RtAgentDifference *text = comparison->differences->pdata[1];

  g_assert_cmpstr (title->old_text, ==, "A & B");
  g_assert_cmpstr (title->new_text, ==, "C");
  g_assert_cmpstr (text->old_text, ==, "A &amp; B\ntwo");
  g_assert_cmpstr (text->new_text, ==, "C\nthree");
  g_assert_cmpuint (text->n_removed, ==, 2);
  g_assert_cmpuint (text->n_added, ==, 2);
}

/* The beginnings of two long bodies end where they do by chance. */
static void
test_long_bodies (void)
{
  g_autoptr (GString) old_text = g_string_new (PAGE "\n<i>a</i>");
  g_autoptr (GString) new_text = g_string_new (PAGE "\n<i>longer</i>");
  g_autoptr (RtAgentAnswer) old_answer = NULL;
  g_autoptr (RtAgentAnswer) new_answer = NULL;
  g_autoptr (RtAgentComparison) comparison = NULL;
  const RtAgentAnswer *olds[2] = { NULL };
  const RtAgentAnswer *news[2] = { NULL };
  const RtAgentDifference *difference;

  for (guint i = 0; i < RT_AGENT_BODY_BYTES / 4; i++)
    {
      g_string_append_printf (old_text, "<p>%u", i);
      g_string_append_printf (new_text, "<p>%u", i);
    }
  olds[0] = old_answer = make (old_text->str);
  news[0] = new_answer = make (new_text->str);
  g_assert_true (old_answer->is_cut);
  comparison = rt_agent_compare (olds, news, NULL);
  g_assert_cmpuint (comparison->differences->len, ==, 1);
  difference = comparison->differences->pdata[0];
  g_assert_cmpstr (difference->old_text, ==, "a");
  g_assert_cmpstr (difference->new_text, ==, "longer");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/agent-compare/case/%u", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/agent-compare/shows-what-differs", test_shows_what_differs);
  g_test_add_func ("/agent-compare/long-bodies", test_long_bodies);
  return g_test_run ();
}
