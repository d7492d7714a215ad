/* Tests of RtAddress: what people type becomes a URI. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-address.h"

#include "core/wire/rt-error.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *uri; /* NULL: refused */
} Case;

static const Case typed[] = {
  { "example.com", "https://example.com/" },
  { "  \t example.com \n", "https://example.com/" },
  { "\u00a0example.com\u200b", "https://example.com/" },
  { "http://example.com", "http://example.com/" },
  { "HTTP://EXAMPLE.com/A", "http://example.com/A" },
  { "https:example.com", "https://example.com/" },
  { "https:/example.com", "https://example.com/" },
  { "https:////example.com", "https://example.com/" },
  { "https:\\\\example.com\\a\\b", "https://example.com/a/b" },
  { "//example.com/a", "https://example.com/a" },
  { "example.com.", "https://example.com./" },
  /* A colon is not always behind a scheme. */
  { "example.com:8080/a", "https://example.com:8080/a" },
  { "localhost:8080", "http://localhost:8080/" },
  { "localhost:", "http://localhost/" },
  { "nas:5000/x", "https://nas:5000/x" },
  { "example.com:443", "https://example.com/" },
  { "http://example.com:80/", "http://example.com/" },
  { "http://example.com:443/", "http://example.com:443/" },
  { "https://example.com:/", "https://example.com/" },
  { "example.com:0080", "https://example.com:80/" },
  { "example.com:65535", "https://example.com:65535/" },
  { "ftp://example.com/", NULL },
  { "mailto:me@example.com", NULL },
  { "file:///etc/passwd", NULL },
  { "javascript:alert(1)", NULL },
  { "data:text/html,hello", NULL },
  { "about:blank", NULL },
  { "example.com:0", NULL },
  { "example.com:65536", NULL },
  { "example.com:99999999999999999999", NULL },
  { "example.com:-1", NULL },
  { "example.com:80a", NULL },
  { "localhost:80a", NULL },
  /* http for this machine and private networks */
  { "localhost", "http://localhost/" },
  { "LocalHost.", "http://localhost./" },
  { "api.localhost:1/x", "http://api.localhost:1/x" },
  { "127.0.0.1", "http://127.0.0.1/" },
  { "10.1.2.3", "http://10.1.2.3/" },
  { "172.31.0.1", "http://172.31.0.1/" },
  { "172.32.0.1", "https://172.32.0.1/" },
  { "192.168.1.1/x", "http://192.168.1.1/x" },
  { "169.254.1.1", "http://169.254.1.1/" },
  { "0.0.0.0:80", "http://0.0.0.0/" },
  { "8.8.8.8", "https://8.8.8.8/" },
  { "https://localhost", "https://localhost/" },
  { "localhost.example.com", "https://localhost.example.com/" },
  { "notlocalhost", "https://notlocalhost/" },
  /* IPv6 */
  { "::1", "http://[::1]/" },
  { "[::1]", "http://[::1]/" },
  { "[::1]:8080/a", "http://[::1]:8080/a" },
  { "fe80::1", "http://[fe80::1]/" },
  { "fd00::1/x?y#z", "http://[fd00::1]/x?y#z" },
  { "2001:DB8:0:0::1", "https://[2001:db8::1]/" },
  { "http://2001:db8::1/a", "http://[2001:db8::1]/a" },
  { "https://[::1]:443", "https://[::1]/" },
  { "fe80::1%eth0", "http://[fe80::1%25eth0]/" },
  { "http://[fe80::1%25eth0]:81/", "http://[fe80::1%25eth0]:81/" },
  { "[::1", NULL },
  { "[::1]x", NULL },
  { "[::1]:x", NULL },
  { "[]", NULL },
  { "[1.2.3.4]", NULL },
  { "[example.com]", NULL },
  { "1:2:3", NULL },
  { "fe80::1%", NULL },
  { "fe80::%eth0", NULL },
  { "fe80::1%a/b", "http://[fe80::1%25a]/b" },
  { "[fe80::1%a b]", NULL },
  /* IPv4 in all its forms */
  { "127.1", "http://127.0.0.1/" },
  { "0x7f.1", "http://127.0.0.1/" },
  { "2130706433", "http://127.0.0.1/" },
  { "0177.0.0.01", "http://127.0.0.1/" },
  { "0x7F000001", "http://127.0.0.1/" },
  { "1.2.3.4.", "https://1.2.3.4/" },
  { "http://0/", "http://0.0.0.0/" },
  { "1.2.3", "https://1.2.0.3/" },
  { "1.2.65535", "https://1.2.255.255/" },
  { "1.2.65536", NULL },
  { "256.1.1.1", NULL },
  { "1.2.3.256", NULL },
  { "1.2.3.4.5", NULL },
  { "1.2.3.09", NULL },
  { "4294967296", NULL },
  { "example.1", NULL },
  { "1..2", NULL },
  { "1.2.3.4a", "https://1.2.3.4a/" },
  /* User info */
  { "me:pw@example.com", "https://example.com/" },
  { "http://me@example.com/", "http://example.com/" },
  { "me:8080@example.com", "https://example.com/" },
  { "http://me:a@b@example.com/", "http://example.com/" },
  { "http://@example.com/", "http://example.com/" },
  { "http://me:pw@/", NULL },
  { "http://a%3ab:pw@example.com/", NULL },
  { "http://a%0d%0ab:pw@example.com/", NULL },
  { "http://a%00:pw@example.com/", NULL },
  { "http://me:%ff@example.com/", NULL },
  /* Names */
  { "bücher.example", "https://xn--bcher-kva.example/" },
  { "BÜCHER.example", "https://xn--bcher-kva.example/" },
  { "faß.de", "https://xn--fa-hia.de/" },
  { "中文.com/路径?查=询#片",
    "https://xn--fiq228c.com/%E8%B7%AF%E5%BE%84?%E6%9F%A5=%E8%AF%A2#%E7%89%87" },
  { "例え。jp", "https://xn--r8jz45g.jp/" },
  { "１２７．１", "http://127.0.0.1/" },
  { "a_b.example.com", "https://a_b.example.com/" },
  { "ex%61mple.com", "https://example.com/" },
  { "", NULL },
  { "   ", NULL },
  { "http://", NULL },
  { "https:///", NULL },
  { "/path", NULL },
  { "?x", NULL },
  { "#x", NULL },
  { ".", NULL },
  { "a..b", NULL },
  { ".example.com", NULL },
  { "hello world", NULL },
  { "exa<mple.com", NULL },
  { "a%2fb.com", NULL },
  { "a%00b.com", NULL },
  { "a%zz.com", NULL },
  { "a|b.com", NULL },
  { "\xc3\x28.com", NULL },
  { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com", NULL },
  /* Lines cannot be injected. */
  { "http://example.com/\r\nX: y", NULL },
  { "http://example.com/a\nb", NULL },
  { "http://exam\tple.com/", NULL },
  { "http://example.com/\x7f", NULL },
  { "http://example.com/\x01", NULL },
  { "http://example.com/%0d%0aX:y", "http://example.com/%0d%0aX:y" },
  /* Path, query, fragment */
  { "example.com/a b", "https://example.com/a%20b" },
  { "example.com/ä?ö=ü", "https://example.com/%C3%A4?%C3%B6=%C3%BC" },
  { "example.com/100%", "https://example.com/100%" },
  { "example.com/%zz?%", "https://example.com/%zz?%" },
  { "example.com/%e4%b8", "https://example.com/%e4%b8" },
  { "example.com/a\\b?c\\d", "https://example.com/a/b?c\\d" },
  { "example.com?q", "https://example.com/?q" },
  { "example.com#f", "https://example.com/#f" },
  { "example.com/?", "https://example.com/?" },
  { "example.com/?a#", "https://example.com/?a#" },
  { "example.com/#a?b", "https://example.com/#a?b" },
  { "example.com/?a?b#c#d", "https://example.com/?a?b#c#d" },
  { "example.com/\"<>`{}^|", "https://example.com/%22%3C%3E%60%7B%7D%5E|" },
  { "example.com/?\"<>'`{}", "https://example.com/?%22%3C%3E%27`{}" },
  { "example.com/a/./b", "https://example.com/a/b" },
  { "example.com/a/../b", "https://example.com/b" },
  { "example.com/a/..", "https://example.com/" },
  { "example.com/a/b/..", "https://example.com/a/" },
  { "example.com/a/.", "https://example.com/a/" },
  { "example.com/../../a", "https://example.com/a" },
  { "example.com/a/%2e%2E/b/%2e/c/.%2e/d", "https://example.com/b/d" },
  { "example.com/a/.../b", "https://example.com/a/.../b" },
  { "example.com/a//b/", "https://example.com/a//b/" },
  { "example.com//", "https://example.com//" },
  { "example.com/a//..", "https://example.com/a/" },
  { "example.com/%2", "https://example.com/%2" },
  { "http://example.com/a:b@c", "http://example.com/a:b@c" },
};

static void
test_typed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RtAddress) address = rt_address_parse (typed[i].text, &error);
      g_autofree char *got = NULL;

      if (typed[i].uri == NULL)
        {
          if (address != NULL)
            g_error ("'%s' was taken", typed[i].text);
          g_assert_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          continue;
        }
      if (address == NULL)
        g_error ("'%s' was refused: %s", typed[i].text, error->message);
      g_assert_no_error (error);
      got = g_uri_to_string (address->uri);
      g_assert_cmpstr (got, ==, typed[i].uri);
    }
}

/* What came out goes in again and stays what it is. */
static void
test_is_stable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (RtAddress) address = NULL;
      g_autofree char *got = NULL;

      if (typed[i].uri == NULL)
        continue;
      address = rt_address_parse (typed[i].uri, NULL);
      g_assert_nonnull (address);
      got = g_uri_to_string (address->uri);
      g_assert_cmpstr (got, ==, typed[i].uri);
      g_assert_false (address->scheme_added);
    }
}

static void
test_userinfo (void)
{
  static const struct
  {
    const char *text;
    const char *user;
    const char *password;
  } cases[] = {
    { "http://example.com", NULL, NULL },
    { "http://@example.com", NULL, NULL },
    { "http://me@example.com", "me", NULL },
    { "http://me:@example.com", "me", "" },
    { "http://:pw@example.com", "", "pw" },
    { "me:pw@localhost", "me", "pw" },
    { "http://me:p:w@example.com", "me", "p:w" },
    { "http://me:p@w@example.com", "me", "p@w" },
    { "http://m%65:%40%2F%25@example.com", "me", "@/%" },
    { "http://me:100%@example.com", "me", "100%" },
    { "http://%C3%BC:ü@example.com", "ü", "ü" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RtAddress) address = rt_address_parse (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (address->user, ==, cases[i].user);
      g_assert_cmpstr (address->password, ==, cases[i].password);
      g_assert_null (g_uri_get_userinfo (address->uri));
    }
}

static void
test_scripts (void)
{
  static const struct
  {
    const char *text;
    const char *unicode;
    gboolean mixed;
    const char *display;
  } cases[] = {
    { "example.com", NULL, FALSE, "https://example.com/" },
    { "bücher.de/ä", "bücher.de", FALSE, "https://bücher.de/%C3%A4" },
    { "xn--bcher-kva.de:81", "bücher.de", FALSE, "https://bücher.de:81/" },
    /* Cyrillic а in a Latin word */
    { "p\u0430ypal.com", "p\u0430ypal.com", TRUE, "https://xn--pypal-4ve.com/" },
    /* Greek ο in a Latin word */
    { "g\u03bfogle.com", "g\u03bfogle.com", TRUE, "https://xn--gogle-rce.com/" },
    { "пример.com", "пример.com", FALSE, "https://пример.com/" },
    { "παράδειγμα.gr", "παράδειγμα.gr", FALSE, "https://παράδειγμα.gr/" },
    { "日本語カナひらabc.jp", "日本語カナひらabc.jp", FALSE,
      "https://日本語カナひらabc.jp/" },
    { "한국語abc.kr", "한국語abc.kr", FALSE, "https://한국語abc.kr/" },
    { "ㄅㄆ中abc.tw", "ㄅㄆ中abc.tw", FALSE, "https://ㄅㄆ中abc.tw/" },
    { "한국カナ.kr", "한국カナ.kr", TRUE, NULL },
    { "中пр.com", "中пр.com", TRUE, NULL },
    { "abc.пример.com", "abc.пример.com", FALSE, "https://abc.пример.com/" },
    { "a1-пример.com", "a1-пример.com", TRUE, NULL },
    { "1-пример.com", "1-пример.com", FALSE, "https://1-пример.com/" },
    /* Punycode that is none is left alone. */
    { "xn--a.com", NULL, FALSE, "https://xn--a.com/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RtAddress) address = rt_address_parse (cases[i].text, &error);
      g_autofree char *display = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (address->unicode_host, ==, cases[i].unicode);
      g_assert_cmpint (address->mixed_scripts, ==, cases[i].mixed);
      g_assert_true (g_str_is_ascii (g_uri_get_host (address->uri)));
      display = rt_uri_dup_display (address->uri);
      if (cases[i].display != NULL)
        g_assert_cmpstr (display, ==, cases[i].display);
      else
        g_assert_true (g_str_is_ascii (display));
    }
}

static void
test_too_long (void)
{
  g_autofree char *path = g_strnfill (70000, 'a');
  g_autofree char *text = g_strconcat ("http://example.com/", path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (rt_address_parse (text, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS);
  text[60000] = '\0';
  g_clear_error (&error);
  g_autoptr (RtAddress) address = rt_address_parse (text, &error);
  g_assert_no_error (error);
  g_assert_nonnull (address);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/parse/each-text-gives-its-uri", test_typed);
  g_test_add_func ("/address/parse/is-stable", test_is_stable);
  g_test_add_func ("/address/parse/takes-user-info-out", test_userinfo);
  g_test_add_func ("/address/parse/warns-of-mixed-scripts", test_scripts);
  g_test_add_func ("/address/parse/refuses-what-is-too-long", test_too_long);
  return g_test_run ();
}
