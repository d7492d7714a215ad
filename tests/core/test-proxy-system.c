/* Tests of the way that the system says: this computer, the environment, the settings. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proxy/rt-proxy-environment.h"
#include "core/proxy/rt-proxy-policy.h"
#include "core/wire/rt-error.h"

#include <string.h>

static void
forget_environment (void)
{
  static const char *const names[]
      = { "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
          "ALL_PROXY",  "no_proxy",    "NO_PROXY" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_unsetenv (names[i]);
}

static void
test_environment (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    const char *no_proxy;
    const char *address;
    const char *proxy;  /* NULL: none */
    const char *detail; /* NULL: the environment does not say it */
  } cases[] = {
    { "http_proxy", "a:1", "", "http://s.example/", "http://a:1",
      "http_proxy=http://a:1" },
    { "http_proxy", "http://ann:pw@a:1/", "", "http://s.example/", "http://a:1",
      "http_proxy=http://a:1" },
    { "http_proxy", "a:1", "", "https://s.example/", NULL, NULL },
    { "http_proxy", "", "", "http://s.example/", NULL, NULL },
    { "HTTP_PROXY", "a:1", "", "http://s.example/", NULL, NULL },
    { "HTTPS_PROXY", "a:1", "", "https://s.example/", "http://a:1",
      "HTTPS_PROXY=http://a:1" },
    { "all_proxy", "socks5h://a", "", "https://s.example/", "socks5://a:1080",
      "all_proxy=socks5://a:1080" },
    { "http_proxy", "a:1", "x, s.example", "http://s.example/", NULL,
      "no_proxy=s.example" },
    { "http_proxy", "a:1", "s.example", "http://b.s.example/", NULL,
      "no_proxy=s.example" },
    { "http_proxy", "a:1", "*.s.example", "http://s.example/", NULL,
      "no_proxy=*.s.example" },
    { "http_proxy", "a:1", "s.example:81", "http://s.example/", "http://a:1",
      "http_proxy=http://a:1" },
    { "http_proxy", "a:1", "10.0.0.0/8 nonsense/9", "http://10.2.3.4/", NULL,
      "no_proxy=10.0.0.0/8" },
    { "http_proxy", "a:1", "*", "http://s.example/", NULL, "no_proxy=*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (cases[i].address, G_URI_FLAGS_NONE, NULL);
      g_autoptr (RtProxy) proxy = NULL;
      g_autofree char *detail = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s=%s, %s, %s", cases[i].name, cases[i].value, cases[i].no_proxy,
                      cases[i].address);
      forget_environment ();
      g_setenv (cases[i].name, cases[i].value, TRUE);
      g_setenv ("no_proxy", cases[i].no_proxy, TRUE);
      g_assert_true (rt_proxy_environment_find (uri, &proxy, &detail, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (proxy != NULL ? proxy->uri : NULL, ==, cases[i].proxy);
      g_assert_cmpstr (detail, ==, cases[i].detail);
    }
  forget_environment ();
}

/* What makes no sense does not mean direct, and its password is not told. */
static void
test_environment_refused (void)
{
  g_autoptr (RtProxyPolicy) policy = rt_proxy_policy_new_system (NULL, NULL, NULL);
  g_autoptr (GUri) uri = g_uri_parse ("http://s.example/", G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;

  forget_environment ();
  g_setenv ("http_proxy", "ftp://ann:sesame@a:1", TRUE);
  g_assert_null (rt_proxy_source_choose (RT_PROXY_SOURCE (policy), uri, NULL, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_PROXY);
  g_assert_nonnull (strstr (error->message, "http_proxy"));
  g_assert_null (strstr (error->message, "sesame"));
  forget_environment ();
}

static RtProxyChoice *
choose (RtProxyPolicy *policy, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  RtProxyChoice *choice
      = rt_proxy_source_choose (RT_PROXY_SOURCE (policy), uri, NULL, &error);

  g_assert_no_error (error);
  return choice;
}

/* This computer, then the environment, then the settings. */
static void
test_system (void)
{
  g_autoptr (RtProxyPolicy) policy
      = rt_proxy_policy_new_system ("*.near.example", NULL, NULL);
  static const struct
  {
    const char *address;
    RtWayReason reason;
    gboolean is_direct;
  } cases[] = {
    { "http://localhost:1/", RT_WAY_LOCAL, TRUE },
    { "https://a.localhost/", RT_WAY_LOCAL, TRUE },
    { "http://127.8.9.1/", RT_WAY_LOCAL, TRUE },
    { "http://[::1]:8000/", RT_WAY_LOCAL, TRUE },
    { "http://far.example/", RT_WAY_ENVIRONMENT, FALSE },
    { "http://far.example.test/", RT_WAY_ENVIRONMENT, TRUE },
    { "https://far.example/", RT_WAY_SYSTEM, TRUE },
    { "http://x.near.example/", RT_WAY_BYPASS, TRUE },
  };

  forget_environment ();
  g_setenv ("http_proxy", "a:1", TRUE);
  g_setenv ("no_proxy", "test", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtProxyChoice) choice = choose (policy, cases[i].address);

      g_test_message ("%s", cases[i].address);
      g_assert_cmpint (choice->reason, ==, cases[i].reason);
      g_assert_cmpint (choice->proxies->pdata[0] == NULL, ==, cases[i].is_direct);
      g_assert_false (choice->may_change);
    }
  forget_environment ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proxy-system/environment", test_environment);
  g_test_add_func ("/proxy-system/environment-that-makes-no-sense",
                   test_environment_refused);
  g_test_add_func ("/proxy-system/system", test_system);
  return g_test_run ();
}
