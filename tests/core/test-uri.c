/* Tests of rt-uri: references, as servers send them, and what two URIs have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-uri.h"

#include "core/wire/rt-error.h"

typedef struct
{
  const char *text;
  const char *uri; /* NULL: refused */
} Case;

/* RFC 3986 §5.4, with the scheme changed to http, as browsers answer. */
static const Case relative[] = {
  { "g", "http://a/b/c/g" },
  { "./g", "http://a/b/c/g" },
  { "g/", "http://a/b/c/g/" },
  { "/g", "http://a/g" },
  { "//g", "http://g/" },
  { "\\\\g\\x", "http://g/x" },
  { "?y", "http://a/b/c/d;p?y" },
  { "g?y", "http://a/b/c/g?y" },
  { "#s", "http://a/b/c/d;p?q#s" },
  { "g#s", "http://a/b/c/g#s" },
  { "g?y#s", "http://a/b/c/g?y#s" },
  { ";x", "http://a/b/c/;x" },
  { "g;x", "http://a/b/c/g;x" },
  { "", "http://a/b/c/d;p?q" },
  { ".", "http://a/b/c/" },
  { "./", "http://a/b/c/" },
  { "..", "http://a/b/" },
  { "../", "http://a/b/" },
  { "../g", "http://a/b/g" },
  { "../..", "http://a/" },
  { "../../g", "http://a/g" },
  { "../../../g", "http://a/g" },
  { "/./g", "http://a/g" },
  { "/../g", "http://a/g" },
  { "g.", "http://a/b/c/g." },
  { "..g", "http://a/b/c/..g" },
  { "./../g", "http://a/b/g" },
  { "./g/.", "http://a/b/c/g/" },
  { "g/./h", "http://a/b/c/g/h" },
  { "g/../h", "http://a/b/c/h" },
  { "g?y/../x", "http://a/b/c/g?y/../x" },
  { "g#s/../x", "http://a/b/c/g#s/../x" },
  { "http:g", "http://a/b/c/g" },
  { "https:g", "https://g/" },
  { "http://h:81/x", "http://h:81/x" },
  { "a:b", NULL },
  { "http://", NULL },
  { "//", NULL },
  { "\xe4/\xff?\xfc", "http://a/b/c/%E4/%FF?%FC" },
  { "//\xe4/", NULL },
  { " g ", "http://a/b/c/g" },
  { "g\th", NULL },
  { "//me:pw@h/", "http://h/" },
};

static void
test_relative (void)
{
  g_autoptr (GUri) base = rt_uri_parse ("http://a/b/c/d;p?q", NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (relative); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GUri) uri = rt_uri_parse (relative[i].text, base, NULL, &error);
      g_autofree char *got = NULL;

      if (relative[i].uri == NULL)
        {
          g_assert_null (uri);
          g_assert_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS);
          continue;
        }
      g_assert_no_error (error);
      got = g_uri_to_string (uri);
      g_assert_cmpstr (got, ==, relative[i].uri);
    }
}

static void
test_authority (void)
{
  static const Case cases[] = {
    { "http://example.com:80/", "example.com" },
    { "https://example.com:80/", "example.com:80" },
    { "http://[::1]:81/", "[::1]:81" },
    { "http://[fe80::1%25eth0]/", "[fe80::1]" },
    { "http://bücher.de/", "xn--bcher-kva.de" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) uri = rt_uri_parse (cases[i].text, NULL, NULL, NULL);
      g_autofree char *authority = rt_uri_dup_authority (uri);
      g_assert_cmpstr (authority, ==, cases[i].uri);
    }
}

static void
test_origin (void)
{
  g_autoptr (GUri) a = rt_uri_parse ("http://example.com/a", NULL, NULL, NULL);
  g_autoptr (GUri) port = rt_uri_parse ("http://EXAMPLE.com:80/b", NULL, NULL, NULL);
  g_autoptr (GUri) scheme = rt_uri_parse ("https://example.com:80/a", NULL, NULL, NULL);
  g_autoptr (GUri) host = rt_uri_parse ("http://www.example.com/a", NULL, NULL, NULL);
  g_autoptr (GUri) other = rt_uri_parse ("http://example.com:81/a", NULL, NULL, NULL);

  g_assert_true (rt_uri_same_origin (a, port));
  g_assert_false (rt_uri_same_origin (a, scheme));
  g_assert_false (rt_uri_same_origin (a, host));
  g_assert_false (rt_uri_same_origin (a, other));
  g_assert_cmpuint (rt_uri_get_port (a), ==, 80);
  g_assert_cmpuint (rt_uri_get_port (other), ==, 81);
}

static void
test_trustworthy (void)
{
  static const struct
  {
    const char *address;
    gboolean trustworthy;
  } cases[] = {
    { "https://a.example/", TRUE },    { "http://localhost/", TRUE },
    { "http://LOCALHOST.:81/", TRUE }, { "http://a.localhost/", TRUE },
    { "http://127.0.0.1/", TRUE },     { "http://127.1.2.3:8080/", TRUE },
    { "http://[::1]/", TRUE },         { "http://a.example/", FALSE },
    { "http://192.168.0.1/", FALSE },  { "http://0.0.0.0/", FALSE },
    { "http://[fe80::1]/", FALSE },    { "http://localhost.example/", FALSE },
    { "http://notlocalhost/", FALSE }, { "http://128.0.0.1/", FALSE },
    { "http://[::]/", FALSE },         { "http://127.0.0.1.example/", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) uri = rt_uri_parse (cases[i].address, NULL, NULL, NULL);

      g_test_message ("%s", cases[i].address);
      g_assert_cmpint (rt_uri_is_trustworthy (uri), ==, cases[i].trustworthy);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uri/parse/resolves-references", test_relative);
  g_test_add_func ("/uri/authority-is-a-host-field", test_authority);
  g_test_add_func ("/uri/origin-is-scheme-host-and-port", test_origin);
  g_test_add_func ("/uri/trustworthy-addresses", test_trustworthy);
  return g_test_run ();
}
