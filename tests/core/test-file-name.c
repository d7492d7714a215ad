/* Tests of rt-file-name: a name from anywhere is a plain file in one folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-uri.h"
#include "core/transfer/rt-content-disposition.h"
#include "core/transfer/rt-file-name.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *name; /* NULL: none */
} Case;

static const Case dispositions[] = {
  { "attachment; filename=a.txt", "a.txt" },
  { "inline; filename=a.txt", "a.txt" },
  { "ATTACHMENT; FILENAME=\"a.txt\"", "a.txt" },
  { "attachment;filename = \"a.txt\" ;x=y", "a.txt" },
  { "attachment; filename=\"a; b.txt\"", "a; b.txt" },
  { "attachment; filename=\"a \\\"q\\\" \\\\ b\"", "a \"q\" \\ b" },
  { "attachment; filename=\"C:\\dir\\a.txt\"", "C:\\dir\\a.txt" },
  { "attachment; filename=a b.txt", "a b.txt" },
  { "attachment; filename=\"a.txt", "a.txt" },
  { "attachment; x=\"filename=no\"; filename=yes", "yes" },
  { "attachment; filename=one; filename=two", "one" },
  { "filename=a.txt", "a.txt" },
  { "attachment", NULL },
  { "", NULL },
  { ";;;", NULL },
  { "=;=", NULL },
  { "attachment; filename", NULL },
  { "attachment; filename=", "" },
  { "attachment; xfilename=a", NULL },
  /* filename* wins wherever it stands, if it is sound. */
  { "attachment; filename=a.txt; filename*=UTF-8''%e4%b8%ad.txt", "中.txt" },
  { "attachment; filename*=utf-8'zh-CN'%E4%B8%AD.txt; filename=a.txt", "中.txt" },
  { "attachment; filename*=iso-8859-1'en'%A3%20rates", "£ rates" },
  { "attachment; filename*=\"UTF-8''b%20c\"", "b c" },
  { "attachment; filename*=UTF-8''%ff; filename=a.txt", "a.txt" },
  { "attachment; filename*=UTF-8''a%00b; filename=a.txt", "a.txt" },
  { "attachment; filename*=koi8-r''%c1; filename=a.txt", "a.txt" },
  { "attachment; filename*=b.txt; filename=a.txt", "a.txt" },
  { "attachment; filename*=UTF-8''%c3", NULL },
  { "attachment; filename*=UTF-8''100%", "100%" },
  /* What servers put into filename all the same */
  { "attachment; filename=\"中.txt\"", "中.txt" },
  { "attachment; filename=\"\xfc.txt\"", "ü.txt" },
  { "attachment; filename=\"%E4%B8%AD.txt\"", "中.txt" },
  { "attachment; filename=\"100%.txt\"", "100%.txt" },
  { "attachment; filename=\"%ff.txt\"", "%ff.txt" },
  { "attachment; filename=\"=?UTF-8?B?5LitLnR4dA==?=\"", "中.txt" },
  { "attachment; filename=\"=?iso-8859-1?q?=A3_a?= =?utf-8?Q?=E4=B8=AD?=\"", "£ a中" },
  { "attachment; filename=\"=?nonsense?B?5Lit?=\"", "=?nonsense?B?5Lit?=" },
  { "attachment; filename=\"=?UTF-8?B?5Lit\"", "=?UTF-8?B?5Lit" },
  { "attachment; filename==?UTF-8?X?a?=", "=?UTF-8?X?a?=" },
};

static void
test_dispositions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dispositions); i++)
    {
      g_autofree char *name
          = rt_content_disposition_find_file_name (dispositions[i].text);
      g_assert_cmpstr (name, ==, dispositions[i].name);
    }
}

static const Case names[] = {
  { "a.txt", "a.txt" },
  { "a b.tar.gz", "a b.tar.gz" },
  { "/etc/passwd", "passwd" },
  { "../../a", "a" },
  { "..\\..\\a.exe", "a.exe" },
  { "C:\\dir\\a.txt", "a.txt" },
  { "a/", NULL },
  { "", NULL },
  { ".", NULL },
  { "..", NULL },
  { "~", NULL },
  { " . . ", NULL },
  { ".bashrc", "bashrc" },
  { "~root", "root" },
  { "..~.a", "a" },
  { "a.", "a" },
  { "a . . ", "a" },
  { "a\u00a0", "a" },
  { "a\r\nb\tc\x01\x7f", "abc" },
  { "a\xc2\x85"
    "b\xc2\x9f",
    "ab" },
  { "evil\u202etxt.exe", "eviltxt.exe" },
  { "a\u200e\u2066b\u2069\u061c\ufeff", "ab" },
  { "a\u2028b", "ab" },
  { "CON", "_CON" },
  { "nul.txt", "_nul.txt" },
  { "com1.tar.gz", "_com1.tar.gz" },
  { "com0", "com0" },
  { "console", "console" },
  { "u\u0308.txt", "ü.txt" },
  { "中文.html", "中文.html" },
  { "a\xff"
    "b",
    "a\ufffd"
    "b" },
  { "-rf", "-rf" },
  { "a:b?c*d", "a:b?c*d" },
};

static void
test_sanitize (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = rt_file_name_sanitize (names[i].text);
      g_assert_cmpstr (name, ==, names[i].name);
    }
}

static void
test_length (void)
{
  static const Case pieces[] = {
    { "a", ".txt" },
    { "中", ".tar.gz" },
    { "ü", "" },
    { "😀", ".html" },
    { "a", ".an-extension-that-is-none-because-it-is-far-too-long" },
    { "a ", ".txt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint n = 50; n < 300; n++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autofree char *name = NULL;
        g_autofree char *again = NULL;

        for (guint k = 0; k < n; k++)
          g_string_append (text, pieces[i].text);
        g_string_append (text, pieces[i].name);
        name = rt_file_name_sanitize (text->str);
        g_assert_cmpuint (strlen (name), <=, 255 - strlen (".part.journal"));
        g_assert_true (g_utf8_validate (name, -1, NULL));
        if (strlen (pieces[i].name) < 10)
          g_assert_true (g_str_has_suffix (name, strrchr (pieces[i].name, '.') != NULL
                                                     ? strrchr (pieces[i].name, '.')
                                                     : ""));
        again = rt_file_name_sanitize (name);
        g_assert_cmpstr (again, ==, name);
      }
}

static void
test_choose (void)
{
  static const struct
  {
    const char *wanted;
    const char *disposition;
    const char *final;
    const char *first;
    const char *type;
    const char *name;
  } cases[] = {
    { "mine.txt", "attachment; filename=b", "http://a/c", NULL, NULL, "mine.txt" },
    { "..", "attachment; filename=b", "http://a/c", NULL, NULL, "b" },
    { NULL, "attachment; filename=..", "http://a/c", NULL, NULL, "c" },
    { NULL, "attachment", "http://a/c", NULL, NULL, "c" },
    { NULL, NULL, "http://a/b/c%20d.txt?e/f#g/h", NULL, NULL, "c d.txt" },
    { NULL, NULL, "http://a/%e4%b8%ad", NULL, NULL, "中" },
    { NULL, NULL, "http://a/%fc", NULL, NULL, "ü" },
    { NULL, NULL, "http://a/%2e%2e%2fb%2fpasswd", NULL, NULL, "passwd" },
    { NULL, NULL, "http://a/%2525", NULL, NULL, "%25" },
    { NULL, NULL, "http://a/x%00.txt", NULL, NULL, "x.txt" },
    { NULL, NULL, "http://a/", "http://b/first.iso", NULL, "first.iso" },
    { NULL, NULL, "http://a/", "http://b/", "text/html; charset=utf-8", "download.html" },
    { NULL, NULL, "http://a/", NULL, "IMAGE/PNG", "download.png" },
    { NULL, NULL, "http://a/", NULL, "text/htm", "download" },
    { NULL, NULL, "http://a/", NULL, NULL, "download" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) final = rt_uri_parse (cases[i].final, NULL, NULL, NULL);
      g_autoptr (GUri) first = cases[i].first != NULL
                                   ? rt_uri_parse (cases[i].first, NULL, NULL, NULL)
                                   : NULL;
      g_autofree char *name = rt_file_name_choose (cases[i].wanted, cases[i].disposition,
                                                   final, first, cases[i].type);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content-disposition/each-value-gives-its-name", test_dispositions);
  g_test_add_func ("/file-name/sanitize/is-a-plain-file", test_sanitize);
  g_test_add_func ("/file-name/sanitize/leaves-room-for-suffixes", test_length);
  g_test_add_func ("/file-name/choose/in-order", test_choose);
  return g_test_run ();
}
