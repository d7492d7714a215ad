/* Tests of trial servers: they run beside the user's, and are gone with the program. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-reach.h"
#include "core/server/rt-trial-server.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"

typedef struct
{
  RtTestDir *dir;
  GFile *file;
  char *log_folder;
  RtServerRack *rack;
  guint n_servers; /* of a first start */
  RtServerSettings *settings;
} Fixture;

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (rt_server_rack_get_servers (fixture->rack));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = rt_test_dir_new ();
  fixture->file = g_file_new_build_filename (fixture->dir->path, "servers", NULL);
  fixture->log_folder = rt_test_dir_build (fixture->dir, "logs");
  fixture->rack = rt_server_rack_new (fixture->file, NULL, fixture->log_folder, NULL);
  fixture->n_servers = count (fixture);
  fixture->settings = rt_server_settings_new (rt_recipe_find ("status"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->rack);
  g_object_unref (fixture->file);
  g_free (fixture->log_folder);
  rt_server_settings_free (fixture->settings);
  rt_test_dir_free (fixture->dir);
}

static RtRackServer *
start (Fixture *fixture)
{
  RtRackServer *server = rt_trial_server_start (fixture->rack, fixture->settings);

  rt_test_wait_until (NULL, rt_rack_server_get_state (server) == RT_SERVER_RUNNING);
  return server;
}

static void
test_is_used_again (Fixture *fixture, gconstpointer data)
{
  RtRackServer *first = start (fixture);
  g_autofree char *address = rt_server_reach_build_local (first);
  static const char *const faults[] = { "delay=1", NULL };

  g_assert_true (g_str_has_prefix (address, "http://localhost:"));
  g_assert_false (g_str_has_suffix (address, ":8800/"));
  g_assert_true (start (fixture) == first);
  g_assert_cmpuint (count (fixture), ==, fixture->n_servers + 1);

  fixture->settings->faults = g_strdupv ((char **)faults);
  g_assert_true (start (fixture) != first);
  g_assert_cmpuint (count (fixture), ==, fixture->n_servers + 2);
}

static void
test_starts_after_a_stop (Fixture *fixture, gconstpointer data)
{
  RtRackServer *first = start (fixture);

  rt_rack_server_stop (first);
  g_assert_cmpint (rt_rack_server_get_state (first), ==, RT_SERVER_STOPPING);
  /* Nobody waits for one that stops. */
  g_assert_true (start (fixture) != first);
  rt_test_wait_until (NULL, rt_rack_server_get_state (first) == RT_SERVER_STOPPED);
  g_assert_true (start (fixture) == first);
}

static void
test_is_not_remembered (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = start (fixture);

  g_assert_null (rt_rack_server_get_launch (server)->log_path);
  g_assert_false (g_file_test (fixture->log_folder, G_FILE_TEST_EXISTS));
  /* As when the program ends and is started again. */
  g_clear_object (&fixture->rack);
  fixture->rack = rt_server_rack_new (fixture->file, NULL, fixture->log_folder, NULL);
  g_assert_cmpuint (count (fixture), ==, fixture->n_servers);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 0);
}

static void
test_is_at (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = start (fixture);
  g_autofree char *address = rt_server_reach_build_local (server);
  g_autofree char *below = g_strconcat (address, "tour", NULL);

  g_assert_true (rt_trial_server_is_at (fixture->rack, below));
  g_assert_false (rt_trial_server_is_at (fixture->rack, "http://localhost:8800/"));
  rt_rack_server_stop (server);
  rt_test_wait_until (NULL, rt_rack_server_get_state (server) == RT_SERVER_STOPPED);
  g_assert_false (rt_trial_server_is_at (fixture->rack, below));
}

static void
add_test (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/trial-server/is-used-again-for-the-same", test_is_used_again);
  add_test ("/trial-server/starts-after-a-stop", test_starts_after_a_stop);
  add_test ("/trial-server/is-not-remembered", test_is_not_remembered);
  add_test ("/trial-server/is-at-an-address", test_is_at);
  return g_test_run ();
}
