/* Tests of RtRackServer, with real servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-access-item.h"
#include "core/server/rt-server-reach.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-rack.h"
#include "tests/lib/rt-test-wait.h"

#include <unistd.h>

static void
test_runs (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_rack_add (fixture, "hello", 0);
  GListModel *log = G_LIST_MODEL (rt_rack_server_get_log (server));
  g_autoptr (RtAccessItem) item = NULL;

  g_assert_null (rt_server_reach_build_local (server));
  rt_test_rack_start (server);
  rt_test_rack_assert_says (rt_test_rack_get_port (server), "/", "Hello from server!");
  rt_test_wait_until (NULL, g_list_model_get_n_items (log) == 1);
  item = g_list_model_get_item (log, 0);
  g_assert_cmpstr (rt_access_item_get_entry (item)->request, ==, "GET / HTTP/1.1");
  g_assert_cmpuint (rt_rack_server_get_counts (server).n_requests, ==, 1);

  rt_rack_server_stop (server);
  g_assert_cmpint (rt_rack_server_get_state (server), ==, RT_SERVER_STOPPING);
  rt_rack_server_start (server); /* not yet */
  rt_test_rack_wait_for (server, RT_SERVER_STOPPED);
  g_assert_null (rt_server_reach_build_local (server));

  rt_test_rack_start (server);
  g_assert_cmpuint (rt_rack_server_get_counts (server).n_requests, ==, 0);
  rt_test_rack_assert_says (rt_test_rack_get_port (server), "/", "Hello from server!");
}

static void
test_port_is_taken (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *first = rt_test_rack_add (fixture, "hello", 0);
  RtRackServer *second;
  g_autoptr (RtServerSettings) settings = NULL;

  rt_test_rack_start (first);
  second = rt_test_rack_add (fixture, "echo", rt_test_rack_get_port (first));
  rt_rack_server_start (second);
  rt_test_rack_wait_for (second, RT_SERVER_FAILED);
  g_assert_error (rt_rack_server_get_error (second), RT_ERROR, RT_ERROR_PORT_TAKEN);
  g_assert_nonnull (rt_rack_server_get_launch (second)->owner);
  g_assert_cmpint (rt_rack_server_get_launch (second)->owner->process, ==, getpid ());
  g_assert_cmpuint (rt_rack_server_get_launch (second)->free_port, >,
                    rt_test_rack_get_port (first));

  /* As the button that offers it does. */
  settings = rt_server_settings_copy (rt_rack_server_get_settings (second));
  settings->port = rt_rack_server_get_launch (second)->free_port;
  rt_rack_server_set_settings (second, settings);
  g_assert_cmpint (rt_rack_server_get_state (second), ==, RT_SERVER_STOPPED);
  rt_test_rack_start (second);
  g_assert_cmpuint (rt_test_rack_get_port (second), ==, settings->port);
  rt_test_rack_assert_says (rt_test_rack_get_port (second), "/", "\"method\"");
}

static void
test_no_folder (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_rack_add (fixture, "files", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));

  rt_server_settings_set_text (&settings->folder, "/dev/null");
  rt_rack_server_set_settings (server, settings);
  rt_rack_server_start (server);
  rt_test_rack_wait_for (server, RT_SERVER_FAILED);
  g_assert_error (rt_rack_server_get_error (server), RT_ERROR, RT_ERROR_FILE);
}

/* New settings of a server that runs, and of one that is only just starting. */
static void
test_restarts (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_rack_add (fixture, "hello", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  g_autofree char *before = NULL;

  rt_test_rack_start (server);
  before = rt_server_reach_build_local (server);
  rt_server_settings_set_text (&settings->title, "Another");
  rt_rack_server_set_settings (server, settings);
  g_assert_cmpint (rt_rack_server_get_state (server), ==, RT_SERVER_RUNNING);

  settings->recipe = rt_recipe_find ("echo");
  rt_rack_server_set_settings (server, settings);
  g_assert_cmpint (rt_rack_server_get_state (server), ==, RT_SERVER_STOPPING);
  rt_test_rack_wait_for (server, RT_SERVER_RUNNING);
  rt_test_rack_assert_says (rt_test_rack_get_port (server), "/", "\"method\"");

  rt_rack_server_stop (server);
  rt_test_rack_wait_for (server, RT_SERVER_STOPPED);
  rt_rack_server_start (server);
  settings->recipe = rt_recipe_find ("hello");
  rt_rack_server_set_settings (server, settings);
  rt_test_rack_wait_for (server, RT_SERVER_STOPPING);
  rt_test_rack_wait_for (server, RT_SERVER_RUNNING);
  rt_test_rack_assert_says (rt_test_rack_get_port (server), "/", "Hello from server!");
}

static void
test_faults (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_rack_add (fixture, "hello", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));

  settings->faults = g_strsplit ("503=7", " ", 0);
  rt_rack_server_set_settings (server, settings);
  rt_test_rack_start (server);
  rt_test_rack_assert_says (rt_test_rack_get_port (server), "/",
                            "503 Service Unavailable");

  /* Other ones need another start, and what is none is said to be none. */
  g_strfreev (settings->faults);
  settings->faults = g_strsplit ("nothing", " ", 0);
  rt_rack_server_set_settings (server, settings);
  rt_test_rack_wait_for (server, RT_SERVER_FAILED);
  g_assert_error (rt_rack_server_get_error (server), RT_ERROR, RT_ERROR_OTHER);
}

static void
test_tls (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_rack_add (fixture, "hello", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  g_autofree char *address = NULL;

  settings->is_secure = TRUE;
  rt_rack_server_set_settings (server, settings);
  rt_test_rack_start (server);
  address = rt_server_reach_build_local (server);
  g_assert_true (g_str_has_prefix (address, "https://localhost:"));
  g_assert_true (G_IS_TLS_CERTIFICATE (rt_rack_server_get_launch (server)->certificate));
  g_assert_nonnull (
      g_tls_certificate_get_issuer (rt_rack_server_get_launch (server)->certificate));

  /* A certificate that is not there. */
  rt_server_settings_set_text (&settings->certificate, "/dev/null/x.pem");
  rt_rack_server_set_settings (server, settings);
  rt_test_rack_wait_for (server, RT_SERVER_FAILED);
  g_assert_error (rt_rack_server_get_error (server), RT_ERROR, RT_ERROR_FILE);
}

static void
test_on_the_network (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_rack_add (fixture, "hello", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  g_auto (GStrv) none = NULL;
  g_auto (GStrv) addresses = NULL;

  rt_test_rack_start (server);
  none = rt_server_reach_build_all (server);
  g_assert_null (none[0]);

  settings->is_visible = TRUE;
  rt_rack_server_set_settings (server, settings);
  rt_test_rack_wait_for (server, RT_SERVER_STOPPING);
  rt_test_rack_wait_for (server, RT_SERVER_RUNNING);
  addresses = rt_server_reach_build_all (server);
  if (addresses[0] == NULL)
    g_test_skip ("this computer is in no network");
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (addresses[i], G_URI_FLAGS_NONE, NULL);

      g_assert_nonnull (uri);
      g_assert_cmpint (g_uri_get_port (uri), ==, rt_test_rack_get_port (server));
      rt_test_rack_assert_says_at (g_uri_get_host (uri), rt_test_rack_get_port (server),
                                   "/", "Hello from server!");
    }
}

static void
test_curfew (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_rack_add (fixture, "hello", 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  gint64 before_us = g_get_real_time ();
  gint64 due_us;

  rt_test_rack_start (server);
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
  rt_test_rack_wait_for (server, RT_SERVER_RUNNING);
  g_assert_cmpint (rt_rack_server_get_curfew (server), ==, 0);
  rt_test_rack_assert_says (rt_test_rack_get_port (server), "/", "Hello from server!");
}

/* A client that reads slowly sees the counters move meanwhile. */
static void
test_counts_while_sending (RtTestRack *fixture, gconstpointer data)
{
  const goffset size = 64 * 1024 * 1024;
  RtRackServer *server = rt_test_rack_add (fixture, "files", 0);
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
  rt_test_rack_start (server);
  connection = rt_test_rack_ask (rt_test_rack_get_port (server), "/big");
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rt_test_rack_add_test ("/rack-server/runs-and-stops", test_runs);
  rt_test_rack_add_test ("/rack-server/port-is-taken", test_port_is_taken);
  rt_test_rack_add_test ("/rack-server/folder-is-not-there", test_no_folder);
  rt_test_rack_add_test ("/rack-server/starts-again-with-new-settings", test_restarts);
  rt_test_rack_add_test ("/rack-server/faults", test_faults);
  rt_test_rack_add_test ("/rack-server/tls", test_tls);
  rt_test_rack_add_test ("/rack-server/on-the-network", test_on_the_network);
  rt_test_rack_add_test ("/rack-server/hidden-again-after-a-while", test_curfew);
  rt_test_rack_add_test ("/rack-server/counts-while-sending", test_counts_while_sending);
  return g_test_run ();
}
