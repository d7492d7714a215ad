/* Tests of RtServerPath: paths that are safe to look for, and those that are not. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-path.h"

#include <string.h>

static void
test_read (void)
{
  static const struct
  {
    const char *path;
    RtServerPathVerdict verdict;
    const char *relative;
  } cases[] = {
    { "/", RT_SERVER_PATH_OK, "" },
    { "/a", RT_SERVER_PATH_OK, "a" },
    { "/a/", RT_SERVER_PATH_OK, "a/" },
    { "/a/b.txt", RT_SERVER_PATH_OK, "a/b.txt" },
    { "/a//b", RT_SERVER_PATH_OK, "a/b" },
    { "//evil.example/x", RT_SERVER_PATH_OK, "evil.example/x" },
    { "/./a/.", RT_SERVER_PATH_OK, "a/" },
    { "/%61", RT_SERVER_PATH_OK, "a" },
    { "/a%20b", RT_SERVER_PATH_OK, "a b" },
    { "/a+b", RT_SERVER_PATH_OK, "a+b" },
    { "/%252e%252e/x", RT_SERVER_PATH_OK, "%2e%2e/x" },
    { "/%FF", RT_SERVER_PATH_OK, "\xff" },
    { "/...", RT_SERVER_PATH_HIDDEN, NULL },
    { "/.well-known/x", RT_SERVER_PATH_OK, ".well-known/x" },
    { "/.well-known/.git", RT_SERVER_PATH_HIDDEN, NULL },
    { "/.git/config", RT_SERVER_PATH_HIDDEN, NULL },
    { "/%2egit/config", RT_SERVER_PATH_HIDDEN, NULL },
    { "/server.pem", RT_SERVER_PATH_HIDDEN, NULL },
    { "/a/Server.PEM", RT_SERVER_PATH_HIDDEN, NULL },
    { "/film.mkv.part", RT_SERVER_PATH_HIDDEN, NULL },
    { "/notes~", RT_SERVER_PATH_HIDDEN, NULL },
    { "", RT_SERVER_PATH_BAD, NULL },
    { "a", RT_SERVER_PATH_BAD, NULL },
    { "/..", RT_SERVER_PATH_BAD, NULL },
    { "/../etc/passwd", RT_SERVER_PATH_BAD, NULL },
    { "/a/../b", RT_SERVER_PATH_BAD, NULL },
    { "/%2e%2e/etc/passwd", RT_SERVER_PATH_BAD, NULL },
    { "/.%2E/etc/passwd", RT_SERVER_PATH_BAD, NULL },
    { "/..%2fetc/passwd", RT_SERVER_PATH_BAD, NULL },
    { "/a/..%2f..%2fetc", RT_SERVER_PATH_BAD, NULL },
    { "/..\\etc", RT_SERVER_PATH_BAD, NULL },
    { "/..%5cetc", RT_SERVER_PATH_BAD, NULL },
    { "/a%00.txt", RT_SERVER_PATH_BAD, NULL },
    { "/%", RT_SERVER_PATH_BAD, NULL },
    { "/%2", RT_SERVER_PATH_BAD, NULL },
    { "/%zz", RT_SERVER_PATH_BAD, NULL },
    { "/%c0%ae%c0%ae/x", RT_SERVER_PATH_OK, "\xc0\xae\xc0\xae/x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *relative = NULL;

      g_test_message ("%s", cases[i].path);
      g_assert_cmpint (rt_server_path_read (cases[i].path, &relative), ==,
                       cases[i].verdict);
      g_assert_cmpstr (relative, ==, cases[i].relative);
    }
}

static void
test_encode (void)
{
  static const char *const names[]
      = { "a b", "\xff\n", "%2e", "a?b#c", "<&>\"'", "a/b/", "\xc3\xa4.txt" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *encoded = rt_server_path_encode (names[i]);
      g_autofree char *path = g_strconcat ("/", encoded, NULL);
      g_autofree char *again = NULL;

      g_assert_null (strpbrk (encoded, " <>\"'&?#\n\\"));
      g_assert_cmpint (rt_server_path_read (path, &again), ==, RT_SERVER_PATH_OK);
      g_assert_cmpstr (again, ==, names[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-path/decoded-once-and-kept-inside", test_read);
  g_test_add_func ("/server-path/links-read-back-as-the-name", test_encode);
  return g_test_run ();
}
