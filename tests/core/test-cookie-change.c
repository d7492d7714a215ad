/* Tests of what the user changes in a jar, and of taking it back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-jar.h"
#include "core/cookies/rt-cookie-settle.h"

#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

static RtCookie *
make (const char *domain, const char *name, const char *value, gint64 expires_s)
{
  const RtCookie model = { .name = (char *)name,
                           .value = (char *)value,
                           .domain = (char *)domain,
                           .path = (char *)"/",
                           .host_only = TRUE,
                           .expires_s = expires_s,
                           .created_us = NOW_US,
                           .used_us = NOW_US };

  return rt_cookie_new (&model);
}

static void
add (RtCookieChange *change, const char *domain, const char *name, const char *value)
{
  g_autoptr (RtCookie) cookie = make (domain, name, value, RT_COOKIE_SESSION);

  rt_cookie_change_add (change, cookie);
}

static RtCookieChange *
apply (RtCookieJar *jar, const RtCookieChange *change)
{
  g_autoptr (GError) error = NULL;
  RtCookieChange *undo = rt_cookie_jar_change (jar, change, NOW_US, &error);

  g_assert_no_error (error);
  return undo;
}

static RtCookieJar *
make_jar (void)
{
  RtCookieJar *jar = rt_cookie_jar_new_private ();
  g_autoptr (RtCookieChange) change = rt_cookie_change_new ();
  g_autoptr (RtCookieChange) undo = NULL;
  g_autoptr (RtCookie) dated = make ("b.example", "dated", "1", NOW_US / 1000000 + 60);

  add (change, "a.example", "one", "1");
  add (change, "www.a.example", "two", "2");
  add (change, "b.example", "three", "3");
  rt_cookie_change_add (change, dated);
  undo = apply (jar, change);
  g_assert_cmpuint (undo->removed->len, ==, 4);
  return jar;
}

static char *
list (RtCookieJar *jar)
{
  g_autoptr (GPtrArray) cookies = rt_cookie_jar_list (jar, NOW_US, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cookies->len; i++)
    {
      const RtCookie *cookie = cookies->pdata[i];
      g_string_append_printf (text, "%s=%s;", cookie->name, cookie->value);
    }
  return g_string_free (text, FALSE);
}

static void
assert_list (RtCookieJar *jar, const char *expected)
{
  g_autofree char *text = list (jar);

  g_assert_cmpstr (text, ==, expected);
}

#define ALL "one=1;two=2;three=3;dated=1;"

static void
test_edits (void)
{
  g_autoptr (RtCookieJar) jar = make_jar ();
  g_autoptr (RtCookieChange) change = rt_cookie_change_new ();
  g_autoptr (RtCookie) old = make ("a.example", "one", "", RT_COOKIE_SESSION);
  g_autoptr (RtCookieChange) undo = NULL;
  g_autoptr (RtCookieChange) redo = NULL;

  /* Another name takes the old cookie away; one that is there already is replaced. */
  rt_cookie_change_remove (change, old);
  add (change, "b.example", "three", "new");
  undo = apply (jar, change);
  assert_list (jar, "two=2;dated=1;three=new;");
  redo = apply (jar, undo);
  assert_list (jar, "two=2;dated=1;one=1;three=3;");
  g_assert_cmpuint (redo->added->len, ==, 1);
}

static void
test_clears (void)
{
  static const struct
  {
    RtCookieClear clear;
    const char *domain;
    const char *left;
  } cases[] = {
    { RT_COOKIE_CLEAR_ALL, NULL, "" },
    { RT_COOKIE_CLEAR_SESSION, NULL, "dated=1;" },
    { RT_COOKIE_CLEAR_DOMAIN, "a.example", "three=3;dated=1;" },
    { RT_COOKIE_CLEAR_DOMAIN, "www.a.example", "one=1;three=3;dated=1;" },
    { RT_COOKIE_CLEAR_DOMAIN, "example", "" },
    { RT_COOKIE_CLEAR_DOMAIN, "c.example", ALL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtCookieJar) jar = make_jar ();
      g_autoptr (RtCookieChange) change
          = rt_cookie_change_new_clear (cases[i].clear, cases[i].domain);
      g_autoptr (RtCookieChange) undo = apply (jar, change);
      g_autoptr (RtCookieChange) redo = NULL;
      g_autoptr (GPtrArray) cookies = NULL;

      assert_list (jar, cases[i].left);
      redo = apply (jar, undo);
      cookies = rt_cookie_jar_list (jar, NOW_US, NULL);
      g_assert_cmpuint (cookies->len, ==, 4);
    }
}

static void
test_makes_room (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (RtCookieChange) fill = rt_cookie_change_new ();
  g_autoptr (RtCookieChange) more = rt_cookie_change_new ();
  g_autoptr (RtCookieChange) filled = NULL;
  g_autoptr (RtCookieChange) undo = NULL;
  g_autoptr (RtCookieChange) undone = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GPtrArray) cookies = NULL;

  for (guint i = 0; i < RT_COOKIE_JAR_SITE_MAX; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%03u", i);
      add (fill, "a.example", name, "1");
    }
  filled = apply (jar, fill);
  add (more, "a.example", "more", "1");
  undo = apply (jar, more);
  g_assert_cmpuint (undo->added->len, ==, 1);
  cookies = rt_cookie_jar_list (jar, NOW_US, NULL);
  g_assert_cmpuint (cookies->len, ==, RT_COOKIE_JAR_SITE_MAX);
  undone = apply (jar, undo);
  before = list (jar);
  g_assert_null (strstr (before, "more"));
  g_assert_nonnull (strstr (before, "n000"));
}

/* What came twice in one import was not there before. */
static void
test_undoes_an_import (void)
{
  g_autoptr (RtCookieJar) jar = make_jar ();
  g_autoptr (GPtrArray) cookies
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_cookie_unref);
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (RtCookieChange) undo = NULL;
  g_autoptr (RtCookieChange) undone = NULL;

  g_ptr_array_add (cookies, make ("c.example", "new", "1", RT_COOKIE_SESSION));
  g_ptr_array_add (cookies, make ("c.example", "new", "2", RT_COOKIE_SESSION));
  g_ptr_array_add (cookies, make ("a.example", "one", "x", RT_COOKIE_SESSION));
  g_ptr_array_add (cookies, make ("a.example", "one", "y", RT_COOKIE_SESSION));
  g_ptr_array_add (cookies, make ("b.example", "dated", "", 1));
  g_ptr_array_add (cookies, make ("", "", "", RT_COOKIE_SESSION));
  verdicts = rt_cookie_jar_import (jar, cookies, NOW_US, NULL);
  assert_list (jar, "one=y;two=2;three=3;new=2;");
  undo = rt_cookie_change_new_undo (verdicts);
  undone = apply (jar, undo);
  assert_list (jar, "two=2;three=3;one=1;dated=1;");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cookie-change/edits", test_edits);
  g_test_add_func ("/cookie-change/clears", test_clears);
  g_test_add_func ("/cookie-change/makes-room", test_makes_room);
  g_test_add_func ("/cookie-change/undoes-an-import", test_undoes_an_import);
  return g_test_run ();
}
