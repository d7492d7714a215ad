/* Tests of what a proxy asks for, and what it is told. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-auth-challenge.h"
#include "core/wire/rt-digest-auth.h"
#include "core/wire/rt-proxy-auth.h"

#include <string.h>

static RtHeaderList *
make_fields (const char *const *values)
{
  RtHeaderList *fields = rt_header_list_new ();

  for (; *values != NULL; values++)
    rt_header_list_append_received (fields, "proxy-authenticate", *values);
  return fields;
}

static RtHeaderList *
make_field (const char *value)
{
  const char *const values[] = { value, NULL };

  return make_fields (values);
}

static void
test_parses_several (void)
{
  const char *const values[]
      = { "Basic realm=\"a, \\\"b\\\"\", Negotiate YWJj==, Digest nonce=n ,REALM = \"r\"",
          "NTLM", NULL };
  g_autoptr (RtHeaderList) fields = make_fields (values);
  g_autoptr (GPtrArray) challenges
      = rt_auth_challenges_parse (fields, "Proxy-Authenticate");
  const RtAuthChallenge *basic, *negotiate, *digest, *ntlm;

  g_assert_cmpuint (challenges->len, ==, 4);
  basic = challenges->pdata[0];
  negotiate = challenges->pdata[1];
  digest = challenges->pdata[2];
  ntlm = challenges->pdata[3];
  g_assert_cmpstr (basic->scheme, ==, "basic");
  g_assert_cmpstr (rt_auth_challenge_get (basic, "realm"), ==, "a, \"b\"");
  g_assert_cmpstr (negotiate->token68, ==, "YWJj==");
  g_assert_cmpstr (rt_auth_challenge_get (digest, "nonce"), ==, "n");
  g_assert_cmpstr (rt_auth_challenge_get (digest, "realm"), ==, "r");
  g_assert_cmpstr (ntlm->scheme, ==, "ntlm");
}

static void
test_leaves_rubbish_alone (void)
{
  static const char *const rubbish[]
      = { "",     ",,,", "\"", "=", "Basic realm=\"open", "\x80", "Digest realm=, nonce",
          "a/b c" };

  for (guint i = 0; i < G_N_ELEMENTS (rubbish); i++)
    {
      g_autoptr (RtHeaderList) fields = make_field (rubbish[i]);
      g_autoptr (RtProxyAuth) auth = rt_proxy_auth_new ("ann", "pw");

      if (i == 4) /* a realm is not needed for Basic, and what follows is let be */
        continue;
      g_assert_false (rt_proxy_auth_take_challenge (auth, fields, NULL, 0));
      g_assert_null (rt_proxy_auth_authorize (auth, "GET", "/"));
    }
}

/* RFC 7616 §3.9.1 */
static void
test_digest_vectors (void)
{
  static const char *const vectors[][2] = {
    { "MD5", "8ca523f5e9506fed4657c9700eebdbec" },
    { "SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1" },
  };
  const RtDigestUse use = { "Mufasa",
                            "Circle of Life",
                            "GET",
                            "/dir/index.html",
                            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                            1 };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *value = g_strdup_printf (
          "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, "
          "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
          "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
          vectors[i][0]);
      g_autoptr (RtHeaderList) fields = make_field (value);
      g_autoptr (GPtrArray) challenges
          = rt_auth_challenges_parse (fields, "Proxy-Authenticate");
      g_autofree char *answer = NULL;
      g_autofree char *response = g_strdup_printf ("response=\"%s\"", vectors[i][1]);

      g_assert_cmpuint (challenges->len, ==, 1);
      g_assert_true (rt_digest_auth_is_understood (challenges->pdata[0]));
      answer = rt_digest_auth_answer (challenges->pdata[0], &use);
      g_assert_true (g_str_has_prefix (answer, "Digest username=\"Mufasa\", realm="));
      g_assert_nonnull (strstr (answer, response));
      g_assert_nonnull (strstr (answer, "qop=auth, nc=00000001"));
      g_assert_nonnull (
          strstr (answer, "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""));
    }
}

static void
test_says_nothing_unasked (void)
{
  g_autoptr (RtProxyAuth) auth = rt_proxy_auth_new ("ann", "pw");
  g_autoptr (RtHeaderList) fields = make_field ("Basic realm=\"x\"");
  g_autofree char *value = NULL;

  g_assert_null (rt_proxy_auth_authorize (auth, "CONNECT", "a:1"));
  g_assert_true (rt_proxy_auth_take_challenge (auth, fields, NULL, 0));
  value = rt_proxy_auth_authorize (auth, "CONNECT", "a:1");
  g_assert_cmpstr (value, ==, "Basic YW5uOnB3");
  g_assert_false (rt_proxy_auth_take_challenge (auth, fields, value, 1));
  g_assert_false (rt_proxy_auth_take_challenge (auth, fields, value, 0));
}

static void
test_takes_the_safest (void)
{
  static const char *const values[]
      = { "Basic realm=\"x\"",
          "Digest realm=\"x\", nonce=\"a\"",
          "Digest realm=\"x\", nonce=\"b\", algorithm=SHA-256, qop=\"auth\"",
          "Digest realm=\"x\", nonce=\"c\", algorithm=SHA-512-256, qop=\"auth\"",
          "Digest realm=\"x\", nonce=\"d\", algorithm=SHA-256, qop=\"auth-int\"",
          NULL };
  g_autoptr (RtProxyAuth) auth = rt_proxy_auth_new ("ann", "pw");
  g_autoptr (RtHeaderList) fields = make_fields (values);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true (rt_proxy_auth_take_challenge (auth, fields, NULL, 0));
  first = rt_proxy_auth_authorize (auth, "CONNECT", "a:1");
  second = rt_proxy_auth_authorize (auth, "CONNECT", "a:1");
  g_assert_nonnull (strstr (first, "nonce=\"b\""));
  g_assert_nonnull (strstr (first, "nc=00000001"));
  g_assert_nonnull (strstr (second, "nc=00000002"));
  g_assert_null (strstr (first, "pw"));
}

static void
test_stale_is_no_refusal (void)
{
  g_autoptr (RtProxyAuth) auth = rt_proxy_auth_new ("ann", "pw");
  g_autoptr (RtHeaderList) old = make_field ("Digest realm=\"x\", nonce=\"old\"");
  g_autoptr (RtHeaderList) new = make_field ("Digest realm=\"x\", nonce=\"new\"");
  g_autoptr (RtHeaderList) stale
      = make_field ("Digest realm=\"x\", nonce=\"new\", stale=TRUE");
  g_autofree char *said = NULL;

  g_assert_true (rt_proxy_auth_take_challenge (auth, old, NULL, 0));
  said = rt_proxy_auth_authorize (auth, "GET", "/");
  /* said unasked, to a nonce that the proxy no longer knows */
  g_assert_true (rt_proxy_auth_take_challenge (auth, new, said, 0));
  /* said to a nonce of this very request: the password is wrong */
  g_assert_false (rt_proxy_auth_take_challenge (auth, new, said, 1));
  g_assert_true (rt_proxy_auth_take_challenge (auth, stale, said, 1));
  g_assert_false (rt_proxy_auth_take_challenge (auth, stale, said, 3));
}

static void
test_names_beyond_ascii (void)
{
  g_autoptr (RtProxyAuth) auth = rt_proxy_auth_new ("Jäsøn", "pw");
  g_autoptr (RtProxyAuth) colon = rt_proxy_auth_new ("a:b", "pw");
  g_autoptr (RtHeaderList) digest = make_field ("Digest realm=\"x\", nonce=\"n\"");
  g_autoptr (RtHeaderList) hashed
      = make_field ("Digest realm=\"x\", nonce=\"n\", userhash=true");
  g_autoptr (RtHeaderList) basic = make_field ("Basic");
  g_autofree char *plain = NULL;
  g_autofree char *hidden = NULL;

  g_assert_true (rt_proxy_auth_take_challenge (auth, digest, NULL, 0));
  plain = rt_proxy_auth_authorize (auth, "GET", "/");
  g_assert_nonnull (strstr (plain, "username*=UTF-8''J%C3%A4s%C3%B8n"));
  g_assert_true (rt_proxy_auth_take_challenge (auth, hashed, NULL, 0));
  hidden = rt_proxy_auth_authorize (auth, "GET", "/");
  g_assert_nonnull (strstr (hidden, "userhash=true"));
  g_assert_null (strstr (hidden, "J%C3"));
  g_assert_false (rt_proxy_auth_take_challenge (colon, basic, NULL, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proxy-auth/parses-several", test_parses_several);
  g_test_add_func ("/proxy-auth/leaves-rubbish-alone", test_leaves_rubbish_alone);
  g_test_add_func ("/proxy-auth/digest-vectors", test_digest_vectors);
  g_test_add_func ("/proxy-auth/says-nothing-unasked", test_says_nothing_unasked);
  g_test_add_func ("/proxy-auth/takes-the-safest", test_takes_the_safest);
  g_test_add_func ("/proxy-auth/stale-is-no-refusal", test_stale_is_no_refusal);
  g_test_add_func ("/proxy-auth/names-beyond-ascii", test_names_beyond_ascii);
  return g_test_run ();
}
