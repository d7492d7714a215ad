/* Tests of RtServerRack and RtRackServer, with real servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-access-item.h"
#include "core/server/rt-server-rack.h"
#include "core/server/rt-server-reach.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  RtTestDir *dir;
  GFile *file;
  char *authority_folder;
  char *log_folder;
  RtServerRack *rack;
} Fixture;

static RtServerRack *
open_rack (Fixture *fixture)
{
  return rt_server_rack_new (fixture->file, fixture->authority_folder,
                             fixture->log_folder, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = rt_test_dir_new ();
  fixture->file = g_file_new_build_filename (fixture->dir->path, "servers", NULL);
  fixture->authority_folder = rt_test_dir_build (fixture->dir, "authority");
  fixture->log_folder = rt_test_dir_build (fixture->dir, "logs");
  fixture->rack = open_rack (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->rack);
  g_object_unref (fixture->file);
  g_free (fixture->authority_folder);
  g_free (fixture->log_folder);
  rt_test_dir_free (fixture->dir);
}

/* As when the program ends and is started again. */
static void
reopen (Fixture *fixture)
{
  g_clear_object (&fixture->rack);
  fixture->rack = open_rack (fixture);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (rt_server_rack_get_servers (fixture->rack));
}

static RtRackServer *
get (Fixture *fixture, guint index)
{
  g_autoptr (RtRackServer) server
      = g_list_model_get_item (rt_server_rack_get_servers (fixture->rack), index);

  g_assert_nonnull (server);
  return server;
}

static void
clear (Fixture *fixture)
{
  while (count (fixture) > 0)
    rt_server_rack_remove (fixture->rack, get (fixture, 0));
}

static RtRackServer *
add (Fixture *fixture, const char *recipe, guint16 port)
{
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_new (rt_recipe_find (recipe));

  settings->port = port;
  settings->n_workers = 2;
  return rt_server_rack_add (fixture->rack, settings);
}

static void
wait_for (RtRackServer *server, RtServerState state)
{
  rt_test_wait_until (NULL, rt_rack_server_get_state (server) == state);
}

static void
start (RtRackServer *server)
{
  rt_rack_server_start (server);
  g_assert_cmpint (rt_rack_server_get_state (server), ==, RT_SERVER_STARTING);
  wait_for (server, RT_SERVER_RUNNING);
}

static guint16
get_port (RtRackServer *server)
{
  g_autofree char *address = rt_server_reach_build_local (server);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return (guint16)g_uri_get_port (uri);
}

static GSocketConnection *
ask_at (const char *host, guint16 port, const char *path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autofree char *request = g_strdup_printf (
      "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, 10);
  connection = g_socket_client_connect_to_host (client, host, port, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             request, strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static GSocketConnection *
ask (guint16 port, const char *path)
{
  return ask_at ("127.0.0.1", port, path);
}

static char *
read_all (GSocketConnection *connection)
{
  g_autoptr (GOutputStream) answer = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (answer, g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                          0, NULL, &error);
  g_assert_no_error (error);
  return g_strndup (
      g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (answer)),
      g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (answer)));
}

static void
assert_says_at (const char *host, guint16 port, const char *path, const char *words)
{
  g_autoptr (GSocketConnection) connection = ask_at (host, port, path);
  g_autofree char *answer = read_all (connection);

  g_assert_nonnull (strstr (answer, words));
}

static void
assert_says (guint16 port, const char *path, const char *words)
{
  assert_says_at ("127.0.0.1", port, path, words);
}

static void
test_first_start (Fixture *fixture, gconstpointer data)
{
  gboolean has_tls = FALSE;
  guint n_recipes = 0;

  while (rt_recipe_get (n_recipes) != NULL)
    n_recipes++;
  g_assert_cmpuint (count (fixture), >, n_recipes);
  for (guint i = 0; i < count (fixture); i++)
    {
      const RtServerSettings *settings = rt_rack_server_get_settings (get (fixture, i));

      g_assert_cmpint (rt_rack_server_get_state (get (fixture, i)), ==,
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
test_remembers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_new (rt_recipe_find ("files"));

  clear (fixture);
  reopen (fixture);
  /* An empty rack is not a first start. */
  g_assert_cmpuint (count (fixture), ==, 0);

  rt_server_settings_set_text (&settings->title, "Mine “&” ÿ");
  rt_server_settings_set_text (&settings->folder, "/some where\377");
  rt_server_settings_set_text (&settings->certificate, "/server.pem");
  settings->port = 4444;
  settings->n_workers = 3;
  settings->faults = g_strsplit ("delay=5;first=2 cut", " ", 0);
  settings->is_coded = settings->is_secure = settings->is_visible = TRUE;
  rt_server_rack_add (fixture->rack, settings);
  add (fixture, "hello", 1234);
  reopen (fixture);
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_true (rt_server_settings_equal (rt_rack_server_get_settings (get (fixture, 0)),
                                           settings));
  g_assert_cmpuint (rt_rack_server_get_settings (get (fixture, 1))->port, ==, 1234);

  settings->port = 5555;
  rt_rack_server_set_settings (get (fixture, 1), settings);
  reopen (fixture);
  g_assert_cmpuint (rt_rack_server_get_settings (get (fixture, 1))->port, ==, 5555);
}

/* What somebody else has written does no harm. */
static void
test_odd_file (Fixture *fixture, gconstpointer data)
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
  fixture->rack = open_rack (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpuint (rt_rack_server_get_settings (get (fixture, 0))->port, ==, 8800);
  g_assert_cmpuint (rt_rack_server_get_settings (get (fixture, 0))->n_workers, ==, 0);
  g_assert_null (rt_rack_server_get_settings (get (fixture, 0))->folder);

  g_clear_object (&fixture->rack);
  g_file_set_contents (path, "[\"servers\"", -1, &error);
  g_assert_no_error (error);
  fixture->rack = open_rack (fixture);
  g_assert_cmpuint (count (fixture), >, 1);
}

static RtRackServer *
add_with_certificate (Fixture *fixture, const char *path)
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
test_keys_go_with_their_servers (Fixture *fixture, gconstpointer data)
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
test_keys_of_nobody_go (Fixture *fixture, gconstpointer data)
{
  g_autofree char *used = make_file (fixture->authority_folder, "imported-1.pem");
  g_autofree char *unused = make_file (fixture->authority_folder, "imported-2.pem");

  add_with_certificate (fixture, used);
  reopen (fixture);
  g_assert_false (exists (unused));
  g_assert_true (exists (used));
}

static void
test_runs (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = add (fixture, "hello", 0);
  GListModel *log = G_LIST_MODEL (rt_rack_server_get_log (server));
  g_autoptr (RtAccessItem) item = NULL;

  g_assert_null (rt_server_reach_build_local (server));
  start (server);
  assert_says (get_port (server), "/", "Hello from server!");
  rt_test_wait_until (NULL, g_list_model_get_n_items (log) == 1);
  item = g_list_model_get_item (log, 0);
  g_assert_cmpstr (rt_access_item_get_entry (item)->request, ==, "GET / HTTP/1.1");
  g_assert_cmpuint (rt_rack_server_get_counts (server).n_requests, ==, 1);

  rt_rack_server_stop (server);
  g_assert_cmpint (rt_rack_server_get_state (server), ==, RT_SERVER_STOPPING);
  rt_rack_server_start (server); /* not yet */
  wait_for (server, RT_SERVER_STOPPED);
  g_assert_null (rt_server_reach_build_local (server));

  start (server);
  g_assert_cmpuint (rt_rack_server_get_counts (server).n_requests, ==, 0);
  assert_says (get_port (server), "/", "Hello from server!");
}

static gboolean
has_line (const char *path, const char *line)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, line) != NULL;
}

static void
test_log_on_disk (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = add (fixture, "hello", 0);
  g_autofree char *path = g_build_filename (fixture->log_folder, "hello-any-2.log", NULL);
  GStatBuf status;

  g_assert_null (rt_rack_server_get_launch (server));
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *target = g_strdup_printf ("/start-%d", i);
      g_autofree char *line = g_strdup_printf ("\"GET %s HTTP/1.1\" 200 18", target);

      start (server);
      g_assert_cmpstr (rt_rack_server_get_launch (server)->log_path, ==, path);
      assert_says (get_port (server), target, "Hello from server!");
      rt_rack_server_stop (server);
      wait_for (server, RT_SERVER_STOPPED);
      rt_test_wait_until (NULL, has_line (path, line));
    }
  /* What was written first is still there. */
  g_assert_true (has_line (path, "\"GET /start-0 HTTP/1.1\" 200 18"));
  g_assert_null (rt_rack_server_get_launch (server)->log_error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* Those of one recipe that take any port may run at the same time. */
static void
test_a_log_for_each (Fixture *fixture, gconstpointer data)
{
  RtRackServer *first = add (fixture, "hello", 0);
  RtRackServer *second = add (fixture, "hello", 0);
  g_autofree char *first_path = NULL;

  start (first);
  start (second);
  first_path = g_strdup (rt_rack_server_get_launch (first)->log_path);
  g_assert_cmpstr (first_path, !=, rt_rack_server_get_launch (second)->log_path);
  assert_says (get_port (first), "/first", "Hello from server!");
  assert_says (get_port (second), "/second", "Hello from server!");
  rt_test_wait_until (NULL, has_line (first_path, "\"GET /first HTTP/1.1\""));
  rt_test_wait_until (NULL, has_line (rt_rack_server_get_launch (second)->log_path,
                                      "\"GET /second HTTP/1.1\""));
  g_assert_false (has_line (first_path, "/second"));

  /* The next time, too, and whichever of them is there. */
  rt_server_rack_remove (fixture->rack, get (fixture, count (fixture) - 2));
  reopen (fixture);
  second = get (fixture, count (fixture) - 1);
  g_assert_cmpuint (rt_rack_server_get_settings (second)->port, ==, 0);
  start (second);
  g_assert_cmpstr (rt_rack_server_get_launch (second)->log_path, !=, first_path);
}

/* What was asked in the last moment is not in the list yet. */
static void
test_log_of_the_last_moment (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = add (fixture, "hello", 0);
  g_autofree char *path = NULL;

  start (server);
  path = g_strdup (rt_rack_server_get_launch (server)->log_path);
  for (int i = 0; i < 3; i++)
    assert_says (get_port (server), "/last", "Hello from server!");
  g_clear_object (&fixture->rack);
  g_assert_true (has_line (path, "\"GET /last HTTP/1.1\" 200 18"));
}

/* No reason not to serve, but it is said. */
static void
test_no_log (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = add (fixture, "hello", 0);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->log_folder, "no folder", -1, &error);
  g_assert_no_error (error);
  start (server);
  g_assert_error (rt_rack_server_get_launch (server)->log_error, RT_ERROR, RT_ERROR_FILE);
  assert_says (get_port (server), "/", "Hello from server!");
}

static void
test_port_is_taken (Fixture *fixture, gconstpointer data)
{
  RtRackServer *first = add (fixture, "hello", 0);
  RtRackServer *second;
  g_autoptr (RtServerSettings) settings = NULL;

  start (first);
  second = add (fixture, "echo", get_port (first));
  rt_rack_server_start (second);
  wait_for (second, RT_SERVER_FAILED);
  g_assert_error (rt_rack_server_get_error (second), RT_ERROR, RT_ERROR_PORT_TAKEN);
  g_assert_nonnull (rt_rack_server_get_launch (second)->owner);
  g_assert_cmpint (rt_rack_server_get_launch (second)->owner->process, ==, getpid ());
  g_assert_cmpuint (rt_rack_server_get_launch (second)->free_port, >, get_port (first));

  /* As the button that offers it does. */
  settings = rt_server_settings_copy (rt_rack_server_get_settings (second));
  settings->port = rt_rack_server_get_launch (second)->free_port;
  rt_rack_server_set_settings (second, settings);
  g_assert_cmpint (rt_rack_server_get_state (second), ==, RT_SERVER_STOPPED);
  start (second);
  g_assert_cmpuint (get_port (second), ==, settings->port);
  assert_says (get_port (second), "/", "\"method\"");
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = add (fixture, "files", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));

  rt_server_settings_set_text (&settings->folder, "/dev/null");
  rt_rack_server_set_settings (server, settings);
  rt_rack_server_start (server);
  wait_for (server, RT_SERVER_FAILED);
  g_assert_error (rt_rack_server_get_error (server), RT_ERROR, RT_ERROR_FILE);
}

/* New settings of a server that runs, and of one that is only just starting. */
static void
test_restarts (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = add (fixture, "hello", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  g_autofree char *before = NULL;

  start (server);
  before = rt_server_reach_build_local (server);
  rt_server_settings_set_text (&settings->title, "Another");
  rt_rack_server_set_settings (server, settings);
  g_assert_cmpint (rt_rack_server_get_state (server), ==, RT_SERVER_RUNNING);

  settings->recipe = rt_recipe_find ("echo");
  rt_rack_server_set_settings (server, settings);
  g_assert_cmpint (rt_rack_server_get_state (server), ==, RT_SERVER_STOPPING);
  wait_for (server, RT_SERVER_RUNNING);
  assert_says (get_port (server), "/", "\"method\"");

  rt_rack_server_stop (server);
  wait_for (server, RT_SERVER_STOPPED);
  rt_rack_server_start (server);
  settings->recipe = rt_recipe_find ("hello");
  rt_rack_server_set_settings (server, settings);
  wait_for (server, RT_SERVER_STOPPING);
  wait_for (server, RT_SERVER_RUNNING);
  assert_says (get_port (server), "/", "Hello from server!");
}

static void
test_interrupted (Fixture *fixture, gconstpointer data)
{
  clear (fixture);
  start (add (fixture, "hello", 0));
  add (fixture, "echo", 0);

  reopen (fixture);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 1);
  g_assert_cmpint (rt_rack_server_get_state (get (fixture, 0)), ==, RT_SERVER_STOPPED);
  /* Nobody has answered the offer: it is made again. */
  reopen (fixture);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 1);
  rt_server_rack_start_interrupted (fixture->rack);
  wait_for (get (fixture, 0), RT_SERVER_RUNNING);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 0);
  g_assert_cmpint (rt_rack_server_get_state (get (fixture, 1)), ==, RT_SERVER_STOPPED);

  reopen (fixture);
  rt_server_rack_forget_interrupted (fixture->rack);
  reopen (fixture);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 0);

  start (get (fixture, 0));
  rt_rack_server_stop (get (fixture, 0));
  wait_for (get (fixture, 0), RT_SERVER_STOPPED);
  reopen (fixture);
  g_assert_cmpuint (
      g_list_model_get_n_items (rt_server_rack_get_interrupted (fixture->rack)), ==, 0);
}

static void
test_restores (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtRackServer) server = NULL;
  guint position;

  clear (fixture);
  add (fixture, "echo", 0);
  server = g_object_ref (add (fixture, "hello", 0));
  add (fixture, "status", 0);
  start (server);
  position = rt_server_rack_remove (fixture->rack, server);
  g_assert_cmpuint (position, ==, 1);
  g_assert_cmpuint (count (fixture), ==, 2);
  rt_server_rack_restore (fixture->rack, server, position);
  g_assert_true (get (fixture, 1) == server);
  wait_for (server, RT_SERVER_STOPPED);
  start (server);
  assert_says (get_port (server), "/", "Hello from server!");
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = add (fixture, "hello", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));

  settings->faults = g_strsplit ("503=7", " ", 0);
  rt_rack_server_set_settings (server, settings);
  start (server);
  assert_says (get_port (server), "/", "503 Service Unavailable");

  /* Other ones need another start, and what is none is said to be none. */
  g_strfreev (settings->faults);
  settings->faults = g_strsplit ("nothing", " ", 0);
  rt_rack_server_set_settings (server, settings);
  wait_for (server, RT_SERVER_FAILED);
  g_assert_error (rt_rack_server_get_error (server), RT_ERROR, RT_ERROR_OTHER);
}

static void
test_tls (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = add (fixture, "hello", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  g_autofree char *address = NULL;

  settings->is_secure = TRUE;
  rt_rack_server_set_settings (server, settings);
  start (server);
  address = rt_server_reach_build_local (server);
  g_assert_true (g_str_has_prefix (address, "https://localhost:"));
  g_assert_true (G_IS_TLS_CERTIFICATE (rt_rack_server_get_launch (server)->certificate));
  g_assert_nonnull (
      g_tls_certificate_get_issuer (rt_rack_server_get_launch (server)->certificate));

  /* A certificate that is not there. */
  rt_server_settings_set_text (&settings->certificate, "/dev/null/x.pem");
  rt_rack_server_set_settings (server, settings);
  wait_for (server, RT_SERVER_FAILED);
  g_assert_error (rt_rack_server_get_error (server), RT_ERROR, RT_ERROR_FILE);
}

static void
test_on_the_network (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = add (fixture, "hello", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  g_auto (GStrv) none = NULL;
  g_auto (GStrv) addresses = NULL;

  start (server);
  none = rt_server_reach_build_all (server);
  g_assert_null (none[0]);

  settings->is_visible = TRUE;
  rt_rack_server_set_settings (server, settings);
  wait_for (server, RT_SERVER_STOPPING);
  wait_for (server, RT_SERVER_RUNNING);
  addresses = rt_server_reach_build_all (server);
  if (addresses[0] == NULL)
    g_test_skip ("this computer is in no network");
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (addresses[i], G_URI_FLAGS_NONE, NULL);

      g_assert_nonnull (uri);
      g_assert_cmpint (g_uri_get_port (uri), ==, get_port (server));
      assert_says_at (g_uri_get_host (uri), get_port (server), "/", "Hello from server!");
    }
}

/* A client that reads slowly sees the counters move meanwhile. */
static void
test_curfew (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = add (fixture, "hello", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  gint64 before_us = g_get_real_time ();
  gint64 due_us;

  start (server);
  g_assert_cmpint (rt_rack_server_get_curfew (server), ==, 0);
  settings->is_visible = TRUE;
  rt_rack_server_set_settings (server, settings);
  rt_test_wait_until (NULL, rt_rack_server_get_curfew (server) != 0);
  due_us = rt_rack_server_get_curfew (server);
  g_assert_cmpint (due_us, >=, before_us + G_TIME_SPAN_HOUR);
  g_assert_cmpint (due_us, <=, g_get_real_time () + G_TIME_SPAN_HOUR);

  /* Another time needs no other start. */
  settings->visible_s = 0;
  rt_rack_server_set_settings (server, settings);
  g_assert_cmpint (rt_rack_server_get_state (server), ==, RT_SERVER_RUNNING);
  g_assert_cmpint (rt_rack_server_get_curfew (server), ==, 0);
  settings->visible_s = 1;
  rt_rack_server_set_settings (server, settings);
  g_assert_cmpint (rt_rack_server_get_curfew (server), !=, 0);
  rt_test_wait_until (NULL, !rt_rack_server_get_settings (server)->is_visible);
  wait_for (server, RT_SERVER_RUNNING);
  g_assert_cmpint (rt_rack_server_get_curfew (server), ==, 0);
  assert_says (get_port (server), "/", "Hello from server!");
}

static void
test_counts_while_sending (Fixture *fixture, gconstpointer data)
{
  const goffset size = 64 * 1024 * 1024;
  RtRackServer *server = add (fixture, "files", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  g_autofree char *path = rt_test_dir_build (fixture->dir, "big");
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *buffer = g_malloc (1024 * 1024);
  guint64 sent;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, size), ==, 0);
  rt_server_settings_set_text (&settings->folder, fixture->dir->path);
  rt_rack_server_set_settings (server, settings);
  start (server);
  connection = ask (get_port (server), "/big");
  rt_test_wait_until (NULL, rt_rack_server_get_counts (server).body_bytes > 0);
  g_assert_cmpuint (rt_server_rack_count_running_answers (fixture->rack), ==, 1);
  g_assert_cmpuint (rt_rack_server_get_counts (server).n_requests, ==, 0);
  for (guint i = 0; i < 16; i++)
    g_assert_true (
        g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                 buffer, 1024 * 1024, NULL, NULL, NULL));
  sent = rt_rack_server_get_counts (server).body_bytes;
  g_assert_cmpuint (sent, >, 15 * 1024 * 1024);
  g_assert_cmpuint (sent, <, size);

  /* A client that leaves in the middle is no transfer any more. */
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  rt_test_wait_until (NULL, rt_server_rack_count_running_answers (fixture->rack) == 0);
  g_assert_cmpuint (rt_rack_server_get_counts (server).n_requests, ==, 1);
}

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

static void
add_test (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/server-rack/first-start-has-one-of-each", test_first_start);
  add_test ("/server-rack/remembers", test_remembers);
  add_test ("/server-rack/takes-an-odd-file", test_odd_file);
  add_test ("/server-rack/offers-what-was-interrupted", test_interrupted);
  add_test ("/server-rack/restores", test_restores);
  add_test ("/server-rack/keys-go-with-their-servers", test_keys_go_with_their_servers);
  add_test ("/server-rack/keys-of-nobody-go", test_keys_of_nobody_go);
  add_test ("/rack-server/runs-and-stops", test_runs);
  add_test ("/rack-server/writes-its-log", test_log_on_disk);
  add_test ("/rack-server/a-log-for-each", test_a_log_for_each);
  add_test ("/rack-server/log-of-the-last-moment", test_log_of_the_last_moment);
  add_test ("/rack-server/serves-without-a-log", test_no_log);
  add_test ("/rack-server/port-is-taken", test_port_is_taken);
  add_test ("/rack-server/folder-is-not-there", test_no_folder);
  add_test ("/rack-server/starts-again-with-new-settings", test_restarts);
  add_test ("/rack-server/faults", test_faults);
  add_test ("/rack-server/tls", test_tls);
  add_test ("/rack-server/on-the-network", test_on_the_network);
  add_test ("/rack-server/hidden-again-after-a-while", test_curfew);
  add_test ("/rack-server/counts-while-sending", test_counts_while_sending);
  g_test_add_func ("/server-settings/shows-too-much", test_too_much);
  return g_test_run ();
}
