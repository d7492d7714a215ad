/* Tests of RtServerRack, with real servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-rack.h"

#include <glib/gstdio.h>

static void
test_first_start (RtTestRack *fixture, gconstpointer data)
{
  gboolean has_tls = FALSE;
  guint n_recipes = 0;

  while (rt_recipe_get (n_recipes) != NULL)
    n_recipes++;
  g_assert_cmpuint (rt_test_rack_count (fixture), >, n_recipes);
  for (guint i = 0; i < rt_test_rack_count (fixture); i++)
    {
      const RtServerSettings *settings
          = rt_rack_server_get_settings (rt_test_rack_get (fixture, i));

      g_assert_cmpint (rt_rack_server_get_state (rt_test_rack_get (fixture, i)), ==,
                       RT_SERVER_STOPPED);
      g_assert_cmpuint (settings->port, ==,
                        settings->is_secure ? 4443 : settings->recipe->port);
      g_assert_false (settings->is_visible);
      has_tls |= settings->is_secure;
    }
  g_assert_true (has_tls);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 0);
}

static void
test_remembers (RtTestRack *fixture, gconstpointer data)
{
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_new (rt_recipe_find ("files"));

  rt_test_rack_clear (fixture);
  rt_test_rack_reopen (fixture);
  /* An empty rack is not a first start. */
  g_assert_cmpuint (rt_test_rack_count (fixture), ==, 0);

  rt_server_settings_set_text (&settings->title, "Mine “&” ÿ");
  rt_server_settings_set_text (&settings->folder, "/some where\377");
  rt_server_settings_set_text (&settings->certificate, "/server.pem");
  settings->port = 4444;
  settings->n_workers = 3;
  settings->faults = g_strsplit ("delay=5;first=2 cut", " ", 0);
  settings->is_coded = settings->is_secure = settings->is_visible = TRUE;
  rt_server_rack_add (fixture->rack, settings);
  rt_test_rack_add (fixture, "hello", 1234);
  rt_test_rack_reopen (fixture);
  g_assert_cmpuint (rt_test_rack_count (fixture), ==, 2);
  g_assert_true (rt_server_settings_equal (
      rt_rack_server_get_settings (rt_test_rack_get (fixture, 0)), settings));
  g_assert_cmpuint (rt_rack_server_get_settings (rt_test_rack_get (fixture, 1))->port, ==,
                    1234);

  settings->port = 5555;
  rt_rack_server_set_settings (rt_test_rack_get (fixture, 1), settings);
  rt_test_rack_reopen (fixture);
  g_assert_cmpuint (rt_rack_server_get_settings (rt_test_rack_get (fixture, 1))->port, ==,
                    5555);
}

/* What somebody else has written does no harm. */
static void
test_odd_file (RtTestRack *fixture, gconstpointer data)
{
  g_autofree char *path = g_file_get_path (fixture->file);
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->rack);
  g_file_set_contents (
      path,
      "{\"servers\": [7, {}, {\"recipe\": \"no such\"}, {\"recipe\": "
      "\"hello\", \"faults\": [7, {}], \"port\": 70000, \"workers\": -1, \"tls\": \"x\","
      "\"title\": [], \"folder\": \"/\"}]}",
      -1, &error);
  g_assert_no_error (error);
  fixture->rack = rt_test_rack_open (fixture);
  g_assert_cmpuint (rt_test_rack_count (fixture), ==, 1);
  g_assert_cmpuint (rt_rack_server_get_settings (rt_test_rack_get (fixture, 0))->port, ==,
                    8800);
  g_assert_cmpuint (
      rt_rack_server_get_settings (rt_test_rack_get (fixture, 0))->n_workers, ==, 0);
  g_assert_null (rt_rack_server_get_settings (rt_test_rack_get (fixture, 0))->folder);

  g_clear_object (&fixture->rack);
  g_file_set_contents (path, "[\"servers\"", -1, &error);
  g_assert_no_error (error);
  fixture->rack = rt_test_rack_open (fixture);
  g_assert_cmpuint (rt_test_rack_count (fixture), >, 1);
}

static RtRackServer *
add_with_certificate (RtTestRack *fixture, const char *path)
{
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_new (rt_recipe_find ("hello"));

  settings->certificate = g_strdup (path);
  return rt_server_rack_add (fixture->rack, settings);
}

static char *
make_file (const char *folder, const char *name)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, "key", -1, &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
exists (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_keys_go_with_their_servers (RtTestRack *fixture, gconstpointer data)
{
  g_autofree char *shared = make_file (fixture->authority_folder, "imported-1.pem");
  g_autofree char *last = make_file (fixture->authority_folder, "imported-2.pem");
  g_autofree char *authority = make_file (fixture->authority_folder, "authority.pem");
  g_autofree char *own = make_file (fixture->dir->path, "imported-3.pem");
  g_autoptr (RtRackServer) first = NULL;
  g_autoptr (RtRackServer) second = NULL;
  g_autoptr (RtRackServer) third = NULL;
  guint position;

  first = g_object_ref (add_with_certificate (fixture, shared));
  second = g_object_ref (add_with_certificate (fixture, shared));
  third = g_object_ref (add_with_certificate (fixture, own));
  rt_server_rack_remove (fixture->rack, first);
  rt_server_rack_forget (fixture->rack, first);
  g_assert_true (exists (shared));
  /* As long as it can be put back, and when it was. */
  position = rt_server_rack_remove (fixture->rack, second);
  g_assert_true (exists (shared));
  rt_server_rack_restore (fixture->rack, second, position);
  g_assert_true (exists (shared));
  rt_server_rack_remove (fixture->rack, second);
  rt_server_rack_forget (fixture->rack, second);
  g_assert_false (exists (shared));

  /* A file of the user's own is no copy. */
  rt_server_rack_remove (fixture->rack, third);
  rt_server_rack_forget (fixture->rack, third);
  g_assert_true (exists (own));

  /* The end of the program is the end of the offer, too. */
  rt_server_rack_remove (fixture->rack, add_with_certificate (fixture, last));
  g_clear_object (&fixture->rack);
  g_assert_false (exists (last));
  g_assert_true (exists (authority));
}

/* Such as of an import that no server was made for. */
static void
test_keys_of_nobody_go (RtTestRack *fixture, gconstpointer data)
{
  g_autofree char *used = make_file (fixture->authority_folder, "imported-1.pem");
  g_autofree char *unused = make_file (fixture->authority_folder, "imported-2.pem");

  add_with_certificate (fixture, used);
  rt_test_rack_reopen (fixture);
  g_assert_false (exists (unused));
  g_assert_true (exists (used));
}

static void
test_interrupted (RtTestRack *fixture, gconstpointer data)
{
  rt_test_rack_clear (fixture);
  rt_test_rack_start (rt_test_rack_add (fixture, "hello", 0));
  rt_test_rack_add (fixture, "echo", 0);

  rt_test_rack_reopen (fixture);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 1);
  g_assert_cmpint (rt_rack_server_get_state (rt_test_rack_get (fixture, 0)), ==,
                   RT_SERVER_STOPPED);
  /* Nobody has answered the offer: it is made again. */
  rt_test_rack_reopen (fixture);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 1);
  rt_server_rack_start_interrupted (fixture->rack);
  rt_test_rack_wait_for (rt_test_rack_get (fixture, 0), RT_SERVER_RUNNING);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 0);
  g_assert_cmpint (rt_rack_server_get_state (rt_test_rack_get (fixture, 1)), ==,
                   RT_SERVER_STOPPED);

  rt_test_rack_reopen (fixture);
  rt_server_rack_forget_interrupted (fixture->rack);
  rt_test_rack_reopen (fixture);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 0);

  rt_test_rack_start (rt_test_rack_get (fixture, 0));
  rt_rack_server_stop (rt_test_rack_get (fixture, 0));
  rt_test_rack_wait_for (rt_test_rack_get (fixture, 0), RT_SERVER_STOPPED);
  rt_test_rack_reopen (fixture);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 0);
}

static void
test_restores (RtTestRack *fixture, gconstpointer data)
{
  g_autoptr (RtRackServer) server = NULL;
  guint position;

  rt_test_rack_clear (fixture);
  rt_test_rack_add (fixture, "echo", 0);
  server = g_object_ref (rt_test_rack_add (fixture, "hello", 0));
  rt_test_rack_add (fixture, "status", 0);
  rt_test_rack_start (server);
  position = rt_server_rack_remove (fixture->rack, server);
  g_assert_cmpuint (position, ==, 1);
  g_assert_cmpuint (rt_test_rack_count (fixture), ==, 2);
  rt_server_rack_restore (fixture->rack, server, position);
  g_assert_true (rt_test_rack_get (fixture, 1) == server);
  rt_test_rack_wait_for (server, RT_SERVER_STOPPED);
  rt_test_rack_start (server);
  rt_test_rack_assert_says (rt_test_rack_get_port (server), "/", "Hello from server!");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rt_test_rack_add_test ("/server-rack/first-start-has-one-of-each", test_first_start);
  rt_test_rack_add_test ("/server-rack/remembers", test_remembers);
  rt_test_rack_add_test ("/server-rack/takes-an-odd-file", test_odd_file);
  rt_test_rack_add_test ("/server-rack/offers-what-was-interrupted", test_interrupted);
  rt_test_rack_add_test ("/server-rack/restores", test_restores);
  rt_test_rack_add_test ("/server-rack/keys-go-with-their-servers",
                         test_keys_go_with_their_servers);
  rt_test_rack_add_test ("/server-rack/keys-of-nobody-go", test_keys_of_nobody_go);
  return g_test_run ();
}
