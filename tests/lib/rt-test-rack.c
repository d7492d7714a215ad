/* A rack of a test's own, in a folder that goes with it, and what its servers answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-rack.h"

#include "core/server/rt-server-reach.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

RtServerRack *
rt_test_rack_open (RtTestRack *self)
{
  return rt_server_rack_new (self->file, self->authority_folder, self->log_folder, NULL);
}

static void
set_up (RtTestRack *self, gconstpointer data)
{
  self->dir = rt_test_dir_new ();
  self->file = g_file_new_build_filename (self->dir->path, "servers", NULL);
  self->authority_folder = rt_test_dir_build (self->dir, "authority");
  self->log_folder = rt_test_dir_build (self->dir, "logs");
  self->rack = rt_test_rack_open (self);
}

static void
tear_down (RtTestRack *self, gconstpointer data)
{
  g_clear_object (&self->rack);
  g_object_unref (self->file);
  g_free (self->authority_folder);
  g_free (self->log_folder);
  rt_test_dir_free (self->dir);
}

/* As when the program ends and is started again. */
void
rt_test_rack_reopen (RtTestRack *self)
{
  g_clear_object (&self->rack);
  self->rack = rt_test_rack_open (self);
}

guint
rt_test_rack_count (RtTestRack *self)
{
  return g_list_model_get_n_items (rt_server_rack_get_servers (self->rack));
}

RtRackServer *
rt_test_rack_get (RtTestRack *self, guint index)
{
  g_autoptr (RtRackServer) server
      = g_list_model_get_item (rt_server_rack_get_servers (self->rack), index);

  g_assert_nonnull (server);
  return server;
}

void
rt_test_rack_clear (RtTestRack *self)
{
  while (rt_test_rack_count (self) > 0)
    rt_server_rack_remove (self->rack, rt_test_rack_get (self, 0));
}

RtRackServer *
rt_test_rack_add (RtTestRack *self, const char *recipe, guint16 port)
{
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_new (rt_recipe_find (recipe));

  settings->port = port;
  settings->n_workers = 2;
  return rt_server_rack_add (self->rack, settings);
}

void
rt_test_rack_wait_for (RtRackServer *server, RtServerState state)
{
  rt_test_wait_until (NULL, rt_rack_server_get_state (server) == state);
}

void
rt_test_rack_start (RtRackServer *server)
{
  rt_rack_server_start (server);
  g_assert_cmpint (rt_rack_server_get_state (server), ==, RT_SERVER_STARTING);
  rt_test_rack_wait_for (server, RT_SERVER_RUNNING);
}

guint16
rt_test_rack_get_port (RtRackServer *server)
{
  g_autofree char *address = rt_server_reach_build_local (server);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return (guint16)g_uri_get_port (uri);
}

GSocketConnection *
rt_test_rack_ask_at (const char *host, guint16 port, const char *path)
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

GSocketConnection *
rt_test_rack_ask (guint16 port, const char *path)
{
  return rt_test_rack_ask_at ("127.0.0.1", port, path);
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

void
rt_test_rack_assert_says_at (const char *host,
                             guint16 port,
                             const char *path,
                             const char *words)
{
  g_autoptr (GSocketConnection) connection = rt_test_rack_ask_at (host, port, path);
  g_autofree char *answer = read_all (connection);

  g_assert_nonnull (strstr (answer, words));
}

void
rt_test_rack_assert_says (guint16 port, const char *path, const char *words)
{
  rt_test_rack_assert_says_at ("127.0.0.1", port, path, words);
}

void
rt_test_rack_add_test (const char *path, void (*func) (RtTestRack *, gconstpointer))
{
  g_test_add (path, RtTestRack, NULL, set_up, func, tear_down);
}
