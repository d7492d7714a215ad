/* Tests of which proxy a request gets: addresses, exceptions, and who gets the password. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-request.h"
#include "core/proxy/rt-bypass-list.h"
#include "core/proxy/rt-proxy-address.h"
#include "core/proxy/rt-proxy-policy.h"
#include "core/wire/rt-error.h"

#include <string.h>

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    const char *uri;
    const char *user;
    const char *password;
  } good[] = {
    { "proxy.example:3128", "http://proxy.example:3128", NULL, NULL },
    { " http://Proxy.EXAMPLE/ ", "http://proxy.example:80", NULL, NULL },
    { "https://a", "https://a:443", NULL, NULL },
    { "socks5h://[::1]:1080", "socks5://[::1]:1080", NULL, NULL },
    { "SOCKS4A://a", "socks4a://a:1080", NULL, NULL },
    { "socks://a:1", "socks5://a:1", NULL, NULL },
    { "ann:p%40%3A%2fw@a:1", "http://a:1", "ann", "p@:/w" },
    { "http://ann@a:1", "http://a:1", "ann", "" },
    { "http://bücher.example:1", "http://xn--bcher-kva.example:1", NULL, NULL },
  };
  static const char *const bad[] = {
    "",    "http://",         "ftp://a:1",    "a:0",          "a:99999",
    "a:x", "http://a:1/path", "http://a:1?q", "http://a b:1", "http://ann%0d%0a:pw@a:1",
    "://a"
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RtProxy) proxy = rt_proxy_address_parse (good[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (proxy->uri, ==, good[i].uri);
      g_assert_cmpint (proxy->auth != NULL, ==, good[i].user != NULL);
      if (proxy->auth == NULL)
        continue;
      g_assert_cmpstr (rt_proxy_auth_get_user (proxy->auth), ==, good[i].user);
      g_assert_cmpstr (rt_proxy_auth_get_password (proxy->auth), ==, good[i].password);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rt_proxy_address_parse (bad[i], &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BAD_PROXY);
    }
}

static void
test_no_password_in_an_error (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rt_proxy_address_parse ("http://ann:sesame@a:0", &error));
  g_assert_null (strstr (error->message, "sesame"));
}

static void
test_answers_of_others (void)
{
  const char *const script[]
      = { "PROXY a:80; SOCKS5 b:1; HTTPS c; socks d:2;;  DIRECT ;", NULL };
  const char *const resolver[] = { "http://a:80", "direct://", NULL };
  const char *const nothing[] = { " ; ", NULL };
  const char *const rubbish[] = { "PROXY", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) proxies = rt_proxy_addresses_parse (script, &error);
  g_autoptr (GPtrArray) two = rt_proxy_addresses_parse (resolver, NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (proxies->len, ==, 5);
  g_assert_cmpstr (((RtProxy *)proxies->pdata[0])->uri, ==, "http://a:80");
  g_assert_cmpstr (((RtProxy *)proxies->pdata[1])->uri, ==, "socks5://b:1");
  g_assert_cmpstr (((RtProxy *)proxies->pdata[2])->uri, ==, "https://c:443");
  g_assert_cmpstr (((RtProxy *)proxies->pdata[3])->uri, ==, "socks5://d:2");
  g_assert_null (proxies->pdata[4]);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_null (two->pdata[1]);
  g_assert_null (rt_proxy_addresses_parse (nothing, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_PROXY);
  g_assert_null (rt_proxy_addresses_parse (rubbish, NULL));
}

static void
test_exceptions (void)
{
  static const struct
  {
    const char *list;
    const char *host;
    guint16 port;
    const char *entry; /* NULL: none fits */
  } cases[] = {
    { "", "a.example", 80, NULL },
    { "a.example", "a.example", 80, "a.example" },
    { "A.Example", "a.example", 80, "A.Example" },
    { "a.example", "b.a.example", 80, NULL },
    { "a.example", "a.example.", 80, "a.example" },
    { "a.example.", "a.example", 80, "a.example." },
    { ".a.example", "a.example", 80, ".a.example" },
    { ".a.example", "b.a.example", 80, ".a.example" },
    { ".a.example", "ba.example", 80, NULL },
    { "*.a.example", "a.example", 80, NULL },
    { "*.a.example", "c.b.a.example", 80, "*.a.example" },
    { "x, a.example:8080;y", "a.example", 8080, "a.example:8080" },
    { "a.example:8080", "a.example", 80, NULL },
    { "*:8080", "b.example", 8080, "*:8080" },
    { "*", "::1", 80, "*" },
    { "192.168.0.0/16", "192.168.3.4", 80, "192.168.0.0/16" },
    { "192.168.0.0/16", "192.169.3.4", 80, NULL },
    { "192.168.0.0/16", "192.168.0.1.example", 80, NULL },
    { "127.0.0.1:80", "127.0.0.1", 80, "127.0.0.1:80" },
    { "127.0.0.1:80", "127.0.0.1", 81, NULL },
    { "fe80::/10", "fe80::1", 80, "fe80::/10" },
    { "fe80::/10", "::1", 80, NULL },
    { "[::1]:80", "::1", 80, "[::1]:80" },
    { "[::1]", "::1", 8, "[::1]" },
    { "0:0:0:0:0:0:0:1", "::1", 80, "0:0:0:0:0:0:0:1" },
    { "<local>", "localhost", 80, "<local>" },
    { "<local>", "printer", 80, "<local>" },
    { "<local>", "127.0.0.1", 80, "<local>" },
    { "<local>", "::1", 80, "<local>" },
    { "<local>", "10.0.0.1", 80, NULL },
    { "<local>", "a.example", 80, NULL },
    { "bücher.example", "xn--bcher-kva.example", 80, "bücher.example" },
  };
  static const char *const bad[]
      = { "a:0", "a:99999", "10.0.0.0/40", "a.*", "a/8", "<remote>", "http://a", "*." };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RtBypassList) list = rt_bypass_list_parse (cases[i].list, &error);

      g_assert_no_error (error);
      g_test_message ("%s, %s", cases[i].list, cases[i].host);
      g_assert_cmpstr (rt_bypass_list_find (list, cases[i].host, cases[i].port), ==,
                       cases[i].entry);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (rt_bypass_list_parse (bad[i], &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BAD_PROXY);
    }
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

static void
test_chooses (void)
{
  g_autoptr (RtProxyPolicy) policy
      = rt_proxy_policy_new ("a:1", "*.near.example", NULL, NULL);
  g_autoptr (RtProxyChoice) far = choose (policy, "http://far.example/");
  g_autoptr (RtProxyChoice) near = choose (policy, "https://x.near.example/");

  g_assert_cmpint (far->reason, ==, RT_WAY_SET);
  g_assert_cmpstr (((RtProxy *)far->proxies->pdata[0])->uri, ==, "http://a:1");
  g_assert_cmpint (near->reason, ==, RT_WAY_BYPASS);
  g_assert_cmpstr (near->detail, ==, "*.near.example");
  g_assert_null (near->proxies->pdata[0]);
}

static void
test_login_is_for_one_place (void)
{
  g_autoptr (RtProxyLogins) logins = rt_proxy_logins_new ();
  g_autoptr (RtProxyPolicy) policy = rt_proxy_policy_new ("a:1", NULL, logins, NULL);
  g_autoptr (RtProxy) other = rt_proxy_address_parse ("b:1", NULL);
  g_autoptr (RtProxy) same = rt_proxy_address_parse ("http://a:1", NULL);
  g_autoptr (RtProxy) safe = rt_proxy_address_parse ("https://a:1", NULL);
  g_autoptr (RtProxyChoice) without = NULL;
  g_autoptr (RtProxyChoice) with = NULL;
  g_autoptr (RtProxyChoice) again = NULL;

  rt_proxy_logins_set (logins, other, "ann", "pw");
  rt_proxy_logins_set (logins, safe, "ann", "pw");
  without = choose (policy, "http://far.example/");
  g_assert_null (((RtProxy *)without->proxies->pdata[0])->auth);
  rt_proxy_logins_set (logins, same, "ann", "pw");
  with = choose (policy, "http://far.example/");
  g_assert_nonnull (((RtProxy *)with->proxies->pdata[0])->auth);
  /* what a nonce has been used for is remembered, also where it is said once more */
  rt_proxy_logins_set (logins, same, "ann", "pw");
  again = choose (policy, "http://far.example/");
  g_assert_true (with->proxies->pdata[0] == again->proxies->pdata[0]);
}

/* A login that came with the address is the same one each time, until another is known. */
static void
test_login_of_an_address (void)
{
  g_autoptr (RtProxyLogins) logins = rt_proxy_logins_new ();
  g_autoptr (RtProxy) place = rt_proxy_address_parse ("a:1", NULL);
  g_autoptr (RtProxyAuth) known = NULL;
  RtProxyAuth *auths[3];

  for (guint i = 0; i < G_N_ELEMENTS (auths); i++)
    {
      g_autoptr (RtProxy) found = rt_proxy_address_parse ("http://ann:pw@a:1", NULL);
      g_autoptr (RtProxy) proxy = NULL;

      if (i == 2)
        rt_proxy_logins_set (logins, found, "ann", "better");
      proxy = rt_proxy_logins_apply (logins, found);
      auths[i] = proxy->auth;
    }
  g_assert_true (auths[0] == auths[1]);
  g_assert_true (auths[1] != auths[2]);
  known = rt_proxy_logins_dup (logins, place);
  g_assert_cmpstr (rt_proxy_auth_get_password (known), ==, "better");
}

static void
test_head_on_each_way (void)
{
  g_autoptr (RtRequest) plain = rt_request_new ("GET", "http://a.example/x?y#z", NULL);
  g_autoptr (RtProxyPolicy) policy = rt_proxy_policy_new ("p:1", NULL, NULL, NULL);
  g_autoptr (RtRequest) by_hand
      = rt_request_with_header (plain, "Proxy-Authorization", "Basic c2VjcmV0", NULL);
  g_autoptr (RtRequest) request
      = rt_request_with_proxy_source (by_hand, RT_PROXY_SOURCE (policy));
  g_autoptr (RtProxy) http = rt_proxy_address_parse ("p:1", NULL);
  g_autoptr (RtProxy) socks = rt_proxy_address_parse ("socks5://p:1", NULL);
  RtProxy *ways[] = { NULL, http, socks };
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (RtRoute) route = rt_request_dup_route (request, ways[i]);
      g_autoptr (GBytes) head = rt_request_compose_head_for (request, route, -1);
      const char *start
          = i == 1 ? "GET http://a.example/x?y HTTP/1.1\r\n" : "GET /x?y HTTP/1.1\r\n";
      g_autofree char *text
          = g_strndup (g_bytes_get_data (head, NULL), g_bytes_get_size (head));

      g_assert_true (g_str_has_prefix (text, start));
      g_assert_null (strstr (text, "c2VjcmV0"));
      g_assert_cmpint (rt_route_is_tunnel (route), ==, i == 2);
      for (guint k = 0; k < keys->len; k++)
        g_assert_cmpstr (keys->pdata[k], !=, route->key);
      g_ptr_array_add (keys, g_strdup (route->key));
    }
}

/* A site in the same place is not trusted with the proxy, nor the other way round. */
static void
test_pins_of_a_proxy (void)
{
  g_autofree char *sha256 = g_strnfill (64, 'a');
  g_autofree char *other = g_strnfill (64, 'b');
  g_autoptr (RtRequest) plain = rt_request_new ("GET", "https://p:8443/", NULL);
  g_autoptr (RtRequest) of_proxy
      = rt_request_with_pin (plain, "https://p:8443", 8443, sha256);
  g_autoptr (RtRequest) request = rt_request_with_pin (of_proxy, "p", 8443, other);
  g_autoptr (RtProxy) proxy = rt_proxy_address_parse ("https://p:8443", NULL);
  g_autoptr (RtRoute) route = rt_request_dup_route (request, proxy);

  g_assert_cmpuint (g_strv_length (route->proxy_pins), ==, 1);
  g_assert_cmpstr (route->proxy_pins[0], ==, sha256);
  g_assert_cmpuint (g_strv_length (route->pins), ==, 1);
  g_assert_cmpstr (route->pins[0], ==, other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proxy-policy/addresses", test_addresses);
  g_test_add_func ("/proxy-policy/no-password-in-an-error", test_no_password_in_an_error);
  g_test_add_func ("/proxy-policy/answers-of-others", test_answers_of_others);
  g_test_add_func ("/proxy-policy/exceptions", test_exceptions);
  g_test_add_func ("/proxy-policy/chooses", test_chooses);
  g_test_add_func ("/proxy-policy/login-is-for-one-place", test_login_is_for_one_place);
  g_test_add_func ("/proxy-policy/login-of-an-address", test_login_of_an_address);
  g_test_add_func ("/proxy-policy/pins-of-a-proxy", test_pins_of_a_proxy);
  g_test_add_func ("/proxy-policy/head-on-each-way", test_head_on_each_way);
  return g_test_run ();
}
