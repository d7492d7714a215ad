/* Tests of RtRedirect: what is followed, with what, and why not. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-redirect.h"

#include <string.h>

static RtRequest *
make (const char *method, const char *address)
{
  g_autoptr (GError) error = NULL;
  RtRequest *request = rt_request_new (method, address, &error);

  g_assert_no_error (error);
  return request;
}

static RtRequest *
make_post (const char *address)
{
  g_autoptr (RtRequest) plain = make ("POST", address);
  g_autoptr (RtRequest) typed
      = rt_request_with_header (plain, "Content-Type", "text/plain", NULL);
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);

  return rt_request_with_body (typed, body);
}

static RtRedirect *
decide (const RtRequest *request, guint status, const char *location, GPtrArray *earlier)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();

  if (location != NULL)
    rt_header_list_append_received (fields, "LOCATION", location);
  return rt_redirect_decide (request, request, status, fields, earlier);
}

static RtRequest *
with_flags (const RtRequest *request, RtRequestFlags flags)
{
  RtRequestOptions options = *rt_request_get_options (request);

  options.flags |= flags;
  return rt_request_with_options (request, &options);
}

static void
assert_next (const RtRedirect *redirect, const char *address)
{
  g_autofree char *got = NULL;

  g_assert_nonnull (redirect->next);
  got = rt_request_dup_address (redirect->next);
  g_assert_cmpstr (got, ==, address);
}

/* RFC 9110 §15.4 and fetch */
static void
test_methods (void)
{
  static const struct
  {
    guint status;
    const char *method;
    const char *next; /* NULL: nothing to follow */
    gboolean body;
  } cases[] = {
    { 301, "GET", "GET", TRUE },   { 301, "HEAD", "HEAD", TRUE },
    { 301, "POST", "GET", FALSE }, { 301, "PUT", "PUT", TRUE },
    { 301, "post", "post", TRUE }, { 302, "POST", "GET", FALSE },
    { 302, "GET", "GET", TRUE },   { 302, "DELETE", "DELETE", TRUE },
    { 303, "POST", "GET", FALSE }, { 303, "PUT", "GET", FALSE },
    { 303, "HEAD", "HEAD", TRUE }, { 303, "GET", "GET", TRUE },
    { 307, "POST", "POST", TRUE }, { 307, "GET", "GET", TRUE },
    { 308, "POST", "POST", TRUE }, { 308, "PATCH", "PATCH", TRUE },
    { 200, "GET", NULL, FALSE },   { 201, "POST", NULL, FALSE },
    { 300, "GET", NULL, FALSE },   { 304, "GET", NULL, FALSE },
    { 305, "GET", NULL, FALSE },   { 306, "GET", NULL, FALSE },
    { 309, "GET", NULL, FALSE },   { 404, "GET", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtRequest) post = make_post ("http://a.example/");
      g_autoptr (RtRequest) request
          = rt_request_with_method (post, cases[i].method, NULL);
      g_autoptr (RtRedirect) redirect = decide (request, cases[i].status, "/b", NULL);

      g_assert_cmpint (redirect->stop, ==, RT_STOP_NONE);
      if (cases[i].next == NULL)
        {
          g_assert_null (redirect->next);
          continue;
        }
      assert_next (redirect, "http://a.example/b");
      g_assert_cmpstr (rt_request_get_method (redirect->next), ==, cases[i].next);
      g_assert_cmpint (rt_request_get_body (redirect->next) != NULL, ==, cases[i].body);
      g_assert_cmpint (
          rt_header_list_find (rt_request_get_fields (redirect->next), "Content-Type")
              != NULL,
          ==, cases[i].body);
    }
}

static void
test_locations (void)
{
  static const struct
  {
    const char *location;
    RtRedirectStop stop;
    const char *next;
  } cases[] = {
    { "http://a.example/x", RT_STOP_NONE, "http://a.example/x#f" },
    { "x", RT_STOP_NONE, "http://a.example/b/x#f" },
    { "?y", RT_STOP_NONE, "http://a.example/b/c?y#f" },
    { "//b.example", RT_STOP_NONE, "http://b.example/#f" },
    { "https://a.example/", RT_STOP_NONE, "https://a.example/#f" },
    { "/x#own", RT_STOP_NONE, "http://a.example/x#own" },
    { "/x#", RT_STOP_NONE, "http://a.example/x#" },
    { "http://me:pw@a.example/x", RT_STOP_NONE, "http://a.example/x#f" },
    { "/a b/\xc3\xa4/\xe4", RT_STOP_NONE, "http://a.example/a%20b/%C3%A4/%E4#f" },
    { "http://b\xc3\xbc"
      "cher.de/",
      RT_STOP_NONE, "http://xn--bcher-kva.de/#f" },
    { "/100%", RT_STOP_NONE, "http://a.example/100%#f" },
    { NULL, RT_STOP_NO_LOCATION, NULL },
    { "", RT_STOP_NO_LOCATION, NULL },
    { "http://", RT_STOP_BAD_LOCATION, NULL },
    { "http://a b/", RT_STOP_BAD_LOCATION, NULL },
    { "http://a:99999/", RT_STOP_BAD_LOCATION, NULL },
    { "http://[::1/", RT_STOP_BAD_LOCATION, NULL },
    { "/a\x01", RT_STOP_BAD_LOCATION, NULL },
    { "file:///etc/passwd", RT_STOP_SCHEME, NULL },
    { "ftp://a.example/", RT_STOP_SCHEME, NULL },
    { "javascript:alert(1)", RT_STOP_SCHEME, NULL },
    { "mailto:me@a.example", RT_STOP_SCHEME, NULL },
    { "/b/c?q", RT_STOP_LOOP, "http://a.example/b/c?q#f" },
    { "http://A.EXAMPLE:80/b/../b/c?q#other", RT_STOP_LOOP,
      "http://a.example/b/c?q#other" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtRequest) request = make ("GET", "http://a.example/b/c?q#f");
      g_autoptr (RtRedirect) redirect = decide (request, 302, cases[i].location, NULL);

      g_assert_cmpint (redirect->stop, ==, cases[i].stop);
      if (cases[i].next != NULL)
        assert_next (redirect, cases[i].next);
      else
        g_assert_null (redirect->next);
      g_assert_nonnull (redirect->dropped);
    }
}

static void
test_several_locations (void)
{
  g_autoptr (RtRequest) request = make ("GET", "http://a.example/");
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_autoptr (RtRedirect) same = NULL;
  g_autoptr (RtRedirect) other = NULL;

  rt_header_list_append_received (fields, "Location", "/b");
  rt_header_list_append_received (fields, "location", "/b");
  same = rt_redirect_decide (request, request, 301, fields, NULL);
  g_assert_cmpint (same->stop, ==, RT_STOP_NONE);
  rt_header_list_append_received (fields, "Location", "/c");
  other = rt_redirect_decide (request, request, 301, fields, NULL);
  g_assert_cmpint (other->stop, ==, RT_STOP_BAD_LOCATION);
  g_assert_null (other->next);
}

static char *
dropped_to_text (const RtRedirect *redirect)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < redirect->dropped->len; i++)
    {
      const RtDroppedHeader *dropped = g_ptr_array_index (redirect->dropped, i);
      g_string_append_printf (text, "%s/%d ", dropped->name, dropped->why);
    }
  return g_string_free (text, FALSE);
}

static void
test_secrets (void)
{
  static const char *const secrets[]
      = { "Authorization",   "cookie",       "Proxy-Authorization",
          "X-Api-Key",       "X-AUTH-Token", "Api-Token",
          "X-Client-Secret", "X-Password",   "X-Session-Id",
          "X-CSRFToken",     "Host" };
  static const char *const elsewhere[]
      = { "http://b.example/", "http://a.example:81/", "https://a.example/" };
  g_autoptr (RtRequest) request = make ("GET", "http://me:pw@a.example/");
  g_autoptr (RtHeaderList) fields = rt_header_list_copy (rt_request_get_fields (request));
  g_autoptr (RtRequest) full = NULL;
  g_autoptr (RtRedirect) home = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    rt_header_list_set (fields, secrets[i], "s", NULL);
  full = rt_request_with_fields (request, fields);

  home = decide (full, 307, "/b", NULL);
  g_assert_cmpuint (home->dropped->len, ==, 0);
  g_assert_true (rt_header_list_equal (rt_request_get_fields (home->next), fields));

  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    {
      g_autoptr (RtRedirect) redirect = decide (full, 307, elsewhere[i], NULL);
      RtHeaderList *sent = rt_request_get_fields (redirect->next);

      g_assert_cmpint (redirect->stop, ==, RT_STOP_NONE);
      g_assert_cmpuint (redirect->dropped->len, ==, G_N_ELEMENTS (secrets));
      for (guint k = 0; k < G_N_ELEMENTS (secrets); k++)
        g_assert_null (rt_header_list_find (sent, secrets[k]));
      g_assert_nonnull (rt_header_list_find (sent, "User-Agent"));
      g_assert_nonnull (rt_header_list_find (sent, "Accept"));
    }
}

static void
test_dropped_says_why (void)
{
  g_autoptr (RtRequest) post = make_post ("http://a.example/");
  g_autoptr (RtRequest) request = rt_request_with_header (post, "Cookie", "a=b", NULL);
  g_autoptr (RtRequest) expecting
      = rt_request_with_header (request, "expect", "100-continue", NULL);
  g_autoptr (RtRedirect) redirect = decide (expecting, 303, "http://b.example/", NULL);
  g_autofree char *dropped = dropped_to_text (redirect);
  g_autofree char *expected
      = g_strdup_printf ("Content-Type/%d Cookie/%d expect/%d ", RT_DROP_METHOD,
                         RT_DROP_ORIGIN, RT_DROP_METHOD);

  g_assert_cmpstr (dropped, ==, expected);
}

static void
test_downgrade (void)
{
  g_autoptr (RtRequest) request = make ("GET", "https://a.example/");
  g_autoptr (RtRequest) allowed = with_flags (request, RT_REQUEST_ALLOW_DOWNGRADE);
  g_autoptr (RtRedirect) asked = decide (request, 302, "http://a.example/", NULL);
  g_autoptr (RtRedirect) followed = decide (allowed, 302, "http://a.example/", NULL);

  g_assert_cmpint (asked->stop, ==, RT_STOP_DOWNGRADE);
  assert_next (asked, "http://a.example/");
  g_assert_cmpint (followed->stop, ==, RT_STOP_NONE);
}

static void
test_resend (void)
{
  g_autoptr (RtRequest) request = make_post ("http://a.example/");
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere");
  g_autoptr (RtRequest) with_file = rt_request_with_body_file (request, file);
  g_autoptr (RtRequest) allowed = with_flags (request, RT_REQUEST_ALLOW_RESEND);
  g_autoptr (RtRedirect) home = decide (request, 308, "/b", NULL);
  g_autoptr (RtRedirect) asked = decide (request, 308, "http://b.example/", NULL);
  g_autoptr (RtRedirect) asked_file = decide (with_file, 307, "http://b.example/", NULL);
  g_autoptr (RtRedirect) followed = decide (allowed, 308, "http://b.example/", NULL);
  g_autoptr (RtRedirect) as_get = decide (request, 302, "http://b.example/", NULL);

  g_assert_cmpint (home->stop, ==, RT_STOP_NONE);
  g_assert_cmpint (asked->stop, ==, RT_STOP_RESEND);
  g_assert_nonnull (rt_request_get_body (asked->next));
  g_assert_cmpint (asked_file->stop, ==, RT_STOP_RESEND);
  g_assert_cmpint (followed->stop, ==, RT_STOP_NONE);
  g_assert_nonnull (rt_request_get_body (followed->next));
  g_assert_cmpint (as_get->stop, ==, RT_STOP_NONE);
}

static void
test_limit (void)
{
  g_autoptr (RtRequest) first = make ("GET", "http://a.example/0");
  RtRequestOptions options = *rt_request_get_options (first);
  g_autoptr (GPtrArray) earlier
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_request_unref);
  g_autoptr (RtRequest) request = NULL;

  options.redirect_limit = 3;
  request = rt_request_with_options (first, &options);
  for (guint followed = 0;; followed++)
    {
      g_autofree char *location = g_strdup_printf ("/%u", followed + 1);
      g_autoptr (RtRedirect) redirect = decide (request, 302, location, earlier);

      g_assert_nonnull (redirect->next);
      if (redirect->stop != RT_STOP_NONE)
        {
          g_assert_cmpint (redirect->stop, ==, RT_STOP_LIMIT);
          g_assert_cmpuint (followed, ==, 3);
          return;
        }
      g_ptr_array_add (earlier, g_steal_pointer (&request));
      request = rt_request_ref (redirect->next);
    }
}

static void
test_switched_off (void)
{
  g_autoptr (RtRequest) request = make ("GET", "http://a.example/");
  RtRequestOptions options = *rt_request_get_options (request);
  g_autoptr (RtRequest) off = NULL;
  g_autoptr (RtRedirect) redirect = NULL;
  g_autoptr (RtRedirect) plain = NULL;

  options.redirect_limit = 0;
  off = rt_request_with_options (request, &options);
  redirect = decide (off, 301, "/b", NULL);
  g_assert_cmpint (redirect->stop, ==, RT_STOP_NOT_FOLLOWED);
  assert_next (redirect, "http://a.example/b");
  plain = decide (off, 200, "/b", NULL);
  g_assert_cmpint (plain->stop, ==, RT_STOP_NONE);
}

static void
test_loops (void)
{
  g_autoptr (RtRequest) first = make ("GET", "http://a.example/1");
  g_autoptr (RtRequest) second = make ("GET", "http://a.example/2");
  g_autoptr (RtRequest) with_cookie
      = rt_request_with_header (second, "Cookie", "seen=1", NULL);
  g_autoptr (RtRequest) post = make_post ("http://a.example/1");
  g_autoptr (GPtrArray) earlier = g_ptr_array_new ();
  g_autoptr (RtRedirect) loop = NULL;
  g_autoptr (RtRedirect) cookie = NULL;
  g_autoptr (RtRedirect) posted = NULL;

  g_ptr_array_add (earlier, first);
  loop = decide (second, 302, "/1", earlier);
  g_assert_cmpint (loop->stop, ==, RT_STOP_LOOP);
  cookie = decide (with_cookie, 302, "/1", earlier);
  g_assert_cmpint (cookie->stop, ==, RT_STOP_NONE);
  posted = decide (post, 303, "/1", NULL);
  g_assert_cmpint (posted->stop, ==, RT_STOP_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redirect/method-and-body-by-status", test_methods);
  g_test_add_func ("/redirect/location/each-comes-to-its-end", test_locations);
  g_test_add_func ("/redirect/location/several-must-agree", test_several_locations);
  g_test_add_func ("/redirect/secrets-stay-with-their-origin", test_secrets);
  g_test_add_func ("/redirect/dropped-says-why", test_dropped_says_why);
  g_test_add_func ("/redirect/downgrade-is-asked", test_downgrade);
  g_test_add_func ("/redirect/body-to-another-origin-is-asked", test_resend);
  g_test_add_func ("/redirect/limit-counts-redirects", test_limit);
  g_test_add_func ("/redirect/switched-off-still-says-where-to", test_switched_off);
  g_test_add_func ("/redirect/loop-is-method-address-and-fields", test_loops);
  return g_test_run ();
}
