/* Tests of rt_agent_apply: whose fields a request has, there and behind a redirect. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-book.h"
#include "core/http/rt-redirect.h"

#include <string.h>

static RtAgent *
find_agent (const char *id)
{
  g_autoptr (RtAgentBook) book = rt_agent_book_new (NULL);

  return rt_agent_book_dup_agent (book, id);
}

static RtRequest *
make (const char *address)
{
  g_autoptr (GError) error = NULL;
  RtRequest *request = rt_request_new ("GET", address, &error);
  RtRequestOptions options = RT_REQUEST_OPTIONS_DEFAULT;
  RtRequest *free_to_go;

  g_assert_no_error (error);
  options.flags = RT_REQUEST_ALLOW_DOWNGRADE;
  free_to_go = rt_request_with_options (request, &options);
  rt_request_unref (request);
  return free_to_go;
}

static RtRequest *
dress (const char *id, const char *address)
{
  g_autoptr (RtRequest) request = make (address);
  g_autoptr (RtAgent) agent = find_agent (id);

  return rt_agent_apply (agent, request);
}

static RtRequest *
follow (const RtRequest *request, const char *location)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_autoptr (RtRedirect) redirect = NULL;

  rt_header_list_append_received (fields, "Location", location);
  redirect = rt_redirect_decide (request, request, 302, fields, NULL);
  g_assert_cmpint (redirect->stop, ==, RT_STOP_NONE);
  return rt_request_ref (redirect->next);
}

static const char *
find (const RtRequest *request, const char *name)
{
  return rt_header_list_find (rt_request_get_fields (request), name);
}

static void
assert_names (const RtRequest *request, const char *expected)
{
  const RtHeaderList *fields = rt_request_get_fields (request);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            rt_header_list_get (fields, i)->name);
  g_assert_cmpstr (text->str, ==, expected);
}

#define CHROME_TYPED                                                                     \
  "Connection sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform "                            \
  "Upgrade-Insecure-Requests User-Agent Accept Sec-Fetch-Site Sec-Fetch-Mode "           \
  "Sec-Fetch-User Sec-Fetch-Dest Accept-Encoding Accept-Language"
#define CHROME_REDIRECTED                                                                \
  "Connection Upgrade-Insecure-Requests User-Agent Accept Sec-Fetch-Site "               \
  "Sec-Fetch-Mode Sec-Fetch-User Sec-Fetch-Dest sec-ch-ua sec-ch-ua-mobile "             \
  "sec-ch-ua-platform Accept-Encoding Accept-Language"
#define CHROME_PLAIN                                                                     \
  "Connection Upgrade-Insecure-Requests User-Agent Accept Accept-Encoding "              \
  "Accept-Language"

static void
test_ourselves_are_the_default (void)
{
  g_autoptr (RtRequest) request = make ("https://a.example/");
  g_autoptr (RtRequest) dressed = dress ("roundtrip", "https://a.example/");
  g_autoptr (RtRequest) none = dress ("none", "https://a.example/");

  g_assert_true (rt_header_list_equal (rt_request_get_fields (request),
                                       rt_request_get_fields (dressed)));
  assert_names (none, "Accept Accept-Encoding");
}

static void
test_own_fields_win (void)
{
  g_autoptr (RtRequest) plain = make ("https://me:pw@a.example/");
  g_autoptr (RtRequest) telling
      = rt_request_with_header (plain, "Accept", "text/plain", NULL);
  g_autoptr (RtRequest) marked = rt_request_with_header (telling, "X-Mark", "1", NULL);
  g_autoptr (RtHeaderList) fields = rt_header_list_copy (rt_request_get_fields (marked));
  g_autoptr (RtRequest) coarse = NULL;
  g_autoptr (RtRequest) dressed = NULL;
  g_autoptr (RtAgent) firefox = find_agent ("firefox-linux");

  rt_header_list_remove (fields, "Accept-Encoding");
  coarse = rt_request_with_fields (marked, fields);
  dressed = rt_agent_apply (firefox, coarse);
  assert_names (dressed, "User-Agent Accept Accept-Language Connection "
                         "Upgrade-Insecure-Requests Sec-Fetch-Dest Sec-Fetch-Mode "
                         "Sec-Fetch-Site Sec-Fetch-User Priority Authorization X-Mark");
  g_assert_cmpstr (find (dressed, "Accept"), ==, "text/plain");
  g_assert_nonnull (strstr (find (dressed, "User-Agent"), "Firefox/153.0"));
}

static void
test_another_dress (void)
{
  g_autoptr (RtRequest) request = make ("https://a.example/");
  g_autoptr (RtRequest) first = dress ("firefox-linux", "https://a.example/");
  g_autoptr (RtRequest) own = rt_request_with_header (first, "Priority", "u=7", NULL);
  g_autoptr (RtAgent) chrome = find_agent ("chrome-linux");
  g_autoptr (RtAgent) ourselves = find_agent ("roundtrip");
  g_autoptr (RtRequest) second = rt_agent_apply (chrome, own);
  g_autoptr (RtRequest) third = rt_agent_apply (ourselves, second);

  assert_names (second, CHROME_TYPED " Priority");
  assert_names (third, "User-Agent Accept Accept-Encoding Priority");
  g_assert_cmpstr (find (third, "User-Agent"), ==, find (request, "User-Agent"));
}

static void
test_hints_stay_off_plain_http (void)
{
  g_autoptr (RtRequest) start = dress ("chrome-linux", "https://a.example/");
  g_autoptr (RtRequest) other = follow (start, "https://b.example/");
  g_autoptr (RtRequest) plain = follow (other, "http://a.example/");
  g_autoptr (RtRequest) local = follow (plain, "http://localhost:81/");
  g_autoptr (RtRequest) again = dress ("chrome-linux", "http://a.example/");

  assert_names (start, CHROME_TYPED);
  assert_names (other, CHROME_REDIRECTED);
  assert_names (plain, CHROME_PLAIN);
  assert_names (local, CHROME_REDIRECTED);
  assert_names (again, CHROME_PLAIN);
  g_assert_cmpstr (find (other, "Sec-Fetch-Site"), ==, "none");
  g_assert_cmpstr (find (plain, "Accept-Encoding"), ==, "gzip, deflate");
  g_assert_cmpstr (find (local, "Accept-Encoding"), ==, "gzip, deflate, br, zstd");
}

static void
test_own_fields_go_along (void)
{
  g_autoptr (RtAgent) usual = find_agent ("firefox-linux");
  g_autoptr (RtAgent) agent = rt_agent_without (usual, "Sec-Fetch-Site");
  g_autoptr (RtRequest) request = make ("http://a.example/");
  g_autoptr (RtRequest) dressed = rt_agent_apply (agent, request);
  g_autoptr (RtRequest) coded
      = rt_request_with_header (dressed, "Accept-Encoding", "identity", NULL);
  g_autoptr (RtRequest) secret
      = rt_request_with_header (coded, "Authorization", "Basic eDp5", NULL);
  g_autoptr (RtRequest) same = follow (secret, "/b");
  g_autoptr (RtRequest) safe = follow (same, "https://a.example/");

  g_assert_nonnull (find (same, "Authorization"));
  assert_names (safe, "User-Agent Accept Accept-Language Accept-Encoding Connection "
                      "Upgrade-Insecure-Requests Sec-Fetch-Dest Sec-Fetch-Mode "
                      "Sec-Fetch-User Priority");
  g_assert_cmpstr (find (safe, "Accept-Encoding"), ==, "identity");
}

/* A form leads elsewhere without a redirect. */
static void
test_elsewhere_without_redirect (void)
{
  g_autoptr (RtRequest) start = dress ("chrome-linux", "https://a.example/");
  g_autoptr (RtRequest) there = make ("http://b.example/");
  g_autoptr (RtRequest) back = make ("https://c.example/");
  g_autoptr (RtRequest) moved = rt_request_with_uri (start, rt_request_get_uri (there));
  g_autoptr (RtRequest) returned = rt_request_with_uri (moved, rt_request_get_uri (back));

  assert_names (moved, CHROME_PLAIN);
  assert_names (returned, CHROME_TYPED);
}

/* The order changes once behind a redirect: a loop is found all the same. */
static void
test_loop_is_found (void)
{
  g_autoptr (RtRequest) start = dress ("chrome-linux", "https://a.example/");
  g_autoptr (RtRequest) second = follow (start, "/");
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_autoptr (RtRedirect) third = NULL;

  rt_header_list_append_received (fields, "Location", "/");
  third = rt_redirect_decide (second, second, 302, fields, NULL);
  g_assert_cmpint (third->stop, ==, RT_STOP_LOOP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent/apply/ourselves-are-the-default",
                   test_ourselves_are_the_default);
  g_test_add_func ("/agent/apply/own-fields-win", test_own_fields_win);
  g_test_add_func ("/agent/apply/takes-off-the-dress-before", test_another_dress);
  g_test_add_func ("/agent/redirect/no-hints-over-plain-http",
                   test_hints_stay_off_plain_http);
  g_test_add_func ("/agent/redirect/own-fields-go-along", test_own_fields_go_along);
  g_test_add_func ("/agent/elsewhere/without-a-redirect",
                   test_elsewhere_without_redirect);
  g_test_add_func ("/agent/redirect/loop-is-found", test_loop_is_found);
  return g_test_run ();
}
