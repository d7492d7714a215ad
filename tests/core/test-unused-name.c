/* Tests of rt-unused-name: where the number goes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-unused-name.h"

static void
test_names (void)
{
  static const char *const cases[][2] = {
    { "/a/b.zip", "/a/b (3).zip" },     { "/a.b/c", "/a.b/c (3)" },
    { "x.tar.gz", "x (3).tar.gz" },     { "/a/.profile", "/a/.profile (3)" },
    { "/a/.tar.gz", "/a/.tar (3).gz" }, { "/a/x.TAR.xz", "/a/x (3).TAR.xz" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = rt_unused_name_build (cases[i][0], 3);
      g_assert_cmpstr (name, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/part-file/names", test_names);
  return g_test_run ();
}
