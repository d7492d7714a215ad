/* Tests of RtServerSettings: what is too much to show. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-settings.h"

static void
test_too_much (void)
{
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_new (rt_recipe_find ("files"));

  g_assert_cmpint (g_mkdir_with_parents (g_get_home_dir (), 0700), ==, 0);
  rt_server_settings_set_text (&settings->folder, "/");
  g_assert_true (rt_server_settings_shows_too_much (settings));
  rt_server_settings_set_text (&settings->folder, "/usr/../");
  g_assert_true (rt_server_settings_shows_too_much (settings));
  rt_server_settings_set_text (&settings->folder, g_get_home_dir ());
  g_assert_true (rt_server_settings_shows_too_much (settings));
  rt_server_settings_set_text (&settings->folder, "/usr");
  g_assert_false (rt_server_settings_shows_too_much (settings));
  rt_server_settings_set_text (&settings->folder, NULL);
  g_assert_false (rt_server_settings_shows_too_much (settings));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-settings/shows-too-much", test_too_much);
  return g_test_run ();
}
