/* Tests of the recipe “status”. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-handle-status.h"
#include "tests/lib/rt-test-question.h"

#include <string.h>

static RtAnswer *
ask (const char *line, const char *fields)
{
  g_autoptr (RtQuestion) question = rt_test_question_new (line, fields, NULL);

  return rt_handle_status (NULL, question);
}

static void
assert_field (const char *line, const char *name, const char *expected)
{
  g_autoptr (RtAnswer) answer = ask (line, "");

  g_test_message ("%s", line);
  g_assert_cmpstr (rt_header_list_find (rt_answer_get_fields (answer), name), ==,
                   expected);
}

static void
test_statuses (void)
{
  static const struct
  {
    const char *line;
    guint status;
  } cases[] = {
    { "GET /", 200 },
    { "GET /200", 200 },
    { "GET /599", 599 },
    { "GET /199", 404 },
    { "GET /600", 404 },
    { "GET /0200", 404 },
    { "GET /20", 404 },
    { "GET /+20", 404 },
    { "GET /redirect/0", 200 },
    { "GET /redirect/1", 302 },
    { "GET /redirect/1?status=304", 400 },
    { "GET /redirect/1?status=x", 400 },
    { "GET /redirect/1000", 404 },
    { "GET /loop", 302 },
    { "GET /no-head", 200 },
    { "HEAD /no-head", 405 },
    { "GET /head/404", 200 },
    { "HEAD /head/404", 404 },
    { "HEAD /head/204", 204 },
    { "GET /head/100", 404 },
    { "HEAD /head/x", 404 },
    { "GET /soft-404/x/y", 200 },
    { "GET /soft-404", 404 },
    { "GET /tour", 301 },
    { "GET /tour/2", 302 },
    { "GET /tour/3", 404 },
    { "GET /tours", 404 },
    { "GET /agent", 200 },
    { "GET /agent/moved", 302 },
    { "GET /agent/other", 404 },
    { "GET /agents", 404 },
    { "GET /slow/31", 404 },
    { "GET /slow/", 404 },
    { "TRACE /200", 501 },
    { "OPTIONS /200", 204 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtAnswer) answer = ask (cases[i].line, "");

      g_test_message ("%s", cases[i].line);
      g_assert_cmpuint (rt_answer_get_status (answer), ==, cases[i].status);
    }
}

static void
test_companions (void)
{
  assert_field ("GET /301", "Location", "/200");
  assert_field ("GET /304", "Location", NULL);
  assert_field ("GET /401", "WWW-Authenticate", "Basic realm=\"Roundtrip\"");
  assert_field ("GET /407", "Proxy-Authenticate", "Basic realm=\"Roundtrip\"");
  assert_field ("GET /redirect/2?status=308", "Location", "/redirect/1?status=308");
  assert_field ("GET /503", "Retry-After", NULL);
  assert_field ("GET /503?retry-after=5", "Retry-After", "5");
  assert_field ("GET /503?retry-after=%0d%0aX:1", "Retry-After", NULL);
  assert_field ("GET /429?retry-date=60", "Retry-After", "Fri, 15 Jan 2027 08:01:00 GMT");
  assert_field ("GET /429?retry-date=-1", "Retry-After", NULL);
  assert_field ("HEAD /head/429?retry-after=1", "Retry-After", "1");
}

static void
test_takes_its_time (void)
{
  g_autoptr (RtAnswer) late = ask ("GET /slow/30", "");
  g_autoptr (RtAnswer) plain = ask ("GET /tour/page", "");
  g_autoptr (RtAnswer) coded = ask ("GET /tour/page", "Accept-Encoding: gzip\r\n");
  g_autofree char *page = rt_test_answer_dup_body (plain);

  g_assert_cmpuint (rt_answer_get_delay (late), ==, 30000);
  g_assert_cmpuint (rt_answer_get_pause (plain), ==, 250);
  g_assert_cmpuint (rt_answer_get_delay (plain), ==, 0);
  g_assert_true (g_str_has_suffix (page, "</html>\n"));
  g_assert_cmpint (rt_answer_get_length (plain), ==, strlen (page));
  g_assert_cmpint (rt_answer_get_length (coded), <, strlen (page) / 4);
}

static void
test_depends_on_the_agent (void)
{
  static const struct
  {
    const char *user_agent;
    const char *title;
    guint status; /* where robots are not wanted */
    const char *location;
  } cases[] = {
    { "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
      "A page for browsers", 200, "/agent/vary" },
    { "Mozilla/5.0 (Linux; Android 10; K) Chrome/156.0.0.0 Mobile Safari/537.36",
      "A page for phones", 200, "/agent/vary?for=phones" },
    { "Mozilla/5.0 (compatible; Googlebot/2.1)", "A page for robots", 403,
      "/agent/vary" },
    { "curl/8", "A page for robots", 403, "/agent/vary" },
    { "Roundtrip/1", "A page for other programs", 200, "/agent/vary" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *field
          = g_strdup_printf ("User-Agent: %s\r\n", cases[i].user_agent);
      g_autoptr (RtAnswer) page = ask ("GET /agent", field);
      g_autoptr (RtAnswer) open_page = ask ("GET /agent/vary", field);
      g_autoptr (RtAnswer) guarded = ask ("GET /agent/no-robots", field);
      g_autoptr (RtAnswer) moved = ask ("GET /agent/moved", field);
      GBytes *bytes = rt_answer_get_only_bytes (page);

      g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL),
                                      (gssize)g_bytes_get_size (bytes), cases[i].title));
      g_assert_true (g_bytes_equal (bytes, rt_answer_get_only_bytes (open_page)));
      g_assert_null (rt_header_list_find (rt_answer_get_fields (page), "Vary"));
      g_assert_cmpstr (rt_header_list_find (rt_answer_get_fields (open_page), "Vary"), ==,
                       "User-Agent");
      g_assert_cmpuint (rt_answer_get_status (guarded), ==, cases[i].status);
      g_assert_cmpstr (rt_header_list_find (rt_answer_get_fields (moved), "Location"), ==,
                       cases[i].location);
    }
}

/* It can be had in parts, and is known by a strong validator. */
static void
test_sample_file (void)
{
  g_autoptr (RtAnswer) whole = ask ("GET /sample.bin", "");
  g_autoptr (RtAnswer) part = ask ("GET /sample.bin", "Range: bytes=5-14\r\n");
  const char *etag = rt_header_list_find (rt_answer_get_fields (whole), "ETag");

  g_assert_cmpuint (rt_answer_get_status (whole), ==, 200);
  g_assert_cmpint (rt_answer_get_length (whole), ==, 20000000);
  g_assert_true (g_str_has_prefix (etag, "\""));
  g_assert_cmpuint (rt_answer_get_status (part), ==, 206);
  g_assert_cmpint (rt_answer_get_length (part), ==, 10);
  g_assert_cmpstr (rt_header_list_find (rt_answer_get_fields (part), "Content-Range"), ==,
                   "bytes 5-14/20000000");
  g_assert_cmpstr (rt_header_list_find (rt_answer_get_fields (part), "ETag"), ==, etag);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handle-status/statuses", test_statuses);
  g_test_add_func ("/handle-status/companions", test_companions);
  g_test_add_func ("/handle-status/takes-its-time", test_takes_its_time);
  g_test_add_func ("/handle-status/depends-on-the-agent", test_depends_on_the_agent);
  g_test_add_func ("/handle-status/sample-file", test_sample_file);
  return g_test_run ();
}
