/* Tests of RtServer: started, asked, stopped, and started again. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-access-log.h"
#include "core/server/rt-server.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-certificates.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

#define REQUEST "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

static guint16
get_port (RtServer *server)
{
  g_autofree char *address = rt_server_build_address (server);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return (guint16)g_uri_get_port (uri);
}

static void
start (RtServer *server, guint16 port, guint n_workers, GTlsCertificate *certificate)
{
  const RtServerOptions options = {
    .recipe = rt_recipe_find ("hello"),
    .port = port,
    .n_workers = n_workers,
    .certificate = certificate,
  };
  g_autoptr (GError) error = NULL;

  rt_server_start (server, &options, &error);
  g_assert_no_error (error);
}

static GSocketConnection *
connect_to (RtServer *server)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, 10);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", get_port (server),
                                                NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
assert_hello (GIOStream *stream)
{
  g_autoptr (GOutputStream) answer = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), REQUEST,
                             strlen (REQUEST), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_splice (answer, g_io_stream_get_input_stream (stream), 0, NULL, &error);
  g_assert_no_error (error);
  text = g_strndup (
      g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (answer)),
      g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (answer)));
  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 200 OK\r\n"));
  g_assert_true (g_str_has_suffix (text, "\r\n\r\nHello from server!"));
}

static void
assert_serves (RtServer *server)
{
  g_autoptr (GSocketConnection) connection = connect_to (server);

  assert_hello (G_IO_STREAM (connection));
}

static void
on_logged (RtServer *server, GPtrArray *entries, guint n_lost, guint *count)
{
  g_assert_cmpuint (n_lost, ==, 0);
  for (guint i = 0; i < entries->len; i++)
    {
      const RtAccessEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpstr (entry->request, ==, "GET / HTTP/1.1");
      g_assert_cmpstr (entry->host, ==, "127.0.0.1");
      g_assert_cmpuint (entry->status, ==, 200);
      g_assert_cmpuint (entry->body_bytes, ==, 18);
    }
  *count += entries->len;
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  gboolean *is_stopped = data;

  rt_server_stop_finish (RT_SERVER (source), result);
  *is_stopped = TRUE;
}

static void
stop (RtServer *server)
{
  gboolean is_stopped = FALSE;

  rt_server_stop_async (server, on_stopped, &is_stopped);
  rt_test_wait_until (NULL, is_stopped);
}

static void
test_again (void)
{
  g_autoptr (RtServer) server = rt_server_new ();
  guint count = 0;
  guint16 port;

  g_signal_connect (server, "logged", G_CALLBACK (on_logged), &count);
  start (server, 0, 2, NULL);
  port = get_port (server);
  for (guint i = 0; i < 5; i++)
    assert_serves (server);
  rt_test_wait_until (NULL, count == 5);
  assert_serves (server);
  stop (server);
  /* The last lines come before it has stopped. */
  g_assert_cmpuint (count, ==, 6);

  start (server, port, 1, NULL);
  g_assert_cmpuint (get_port (server), ==, port);
  assert_serves (server);
  stop (server);
  g_assert_cmpuint (count, ==, 7);
}

static void
test_counts (void)
{
  g_autoptr (RtServer) server = rt_server_new ();

  g_assert_cmpuint (rt_server_get_counts (server).n_requests, ==, 0);
  start (server, 0, 2, NULL);
  for (guint i = 0; i < 3; i++)
    assert_serves (server);
  stop (server);
  g_assert_cmpuint (rt_server_get_counts (server).n_requests, ==, 3);
  g_assert_cmpuint (rt_server_get_counts (server).body_bytes, ==, 3 * 18);
  g_assert_cmpuint (rt_server_get_counts (server).n_running, ==, 0);
}

/* Under any name: who can reach it over the network knows this machine by one of its own. */
static void
test_all_addresses (void)
{
  g_autoptr (RtServer) server = rt_server_new ();
  const RtServerOptions options = {
    .recipe = rt_recipe_find ("hello"),
    .address = "*",
    .n_workers = 2,
  };
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  const char *request = "GET / HTTP/1.1\r\nHost: box.example\r\n\r\n";
  char answer[16];

  rt_server_start (server, &options, &error);
  g_assert_no_error (error);
  assert_serves (server);
  connection = connect_to (server);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             request, strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                           answer, 15, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (answer, 15, "HTTP/1.1 200 OK", 15);
}

static void
test_port_is_taken (void)
{
  g_autoptr (RtServer) first = rt_server_new ();
  g_autoptr (RtServer) second = rt_server_new ();
  RtServerOptions options = { .recipe = rt_recipe_find ("hello"), .n_workers = 2 };
  g_autoptr (GError) error = NULL;

  start (first, 0, 2, NULL);
  options.port = get_port (first);
  g_assert_false (rt_server_start (second, &options, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_PORT_TAKEN);
  assert_serves (first);
  g_clear_error (&error);
  options.port = 0;
  options.address = "localhost";
  g_assert_false (rt_server_start (second, &options, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS);
}

static void
test_dropped_while_busy (void)
{
  RtServer *server = rt_server_new ();
  g_autoptr (GSocketConnection) idle = NULL;
  g_autoptr (GError) error = NULL;
  char byte;

  start (server, 0, 1, NULL);
  idle = connect_to (server);
  assert_serves (server);
  g_object_unref (server);
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (idle)),
                                        &byte, 1, NULL, &error),
                   <=, 0);
}

static gboolean
on_certificate (GTlsConnection *connection,
                GTlsCertificate *certificate,
                GTlsCertificateFlags flags,
                gpointer data)
{
  return TRUE;
}

static void
test_tls (void)
{
  g_autoptr (RtTestCertificates) certificates = rt_test_certificates_new ();
  g_autoptr (RtServer) server = rt_server_new ();
  g_autoptr (GSocketConnection) silent = NULL;
  g_autoptr (GSocketConnection) plain = NULL;
  g_autoptr (GIOStream) tls = NULL;
  g_autoptr (GError) error = NULL;

  start (server, 0, 1, certificates->certificates[RT_TEST_SERVER]);
  /* One that never shakes hands is in nobody's way, not when stopping either. */
  silent = connect_to (server);
  plain = connect_to (server);
  tls = g_tls_client_connection_new (G_IO_STREAM (plain), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (on_certificate), NULL);
  assert_hello (tls);
  stop (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/stops-and-starts-again", test_again);
  g_test_add_func ("/server/counts", test_counts);
  g_test_add_func ("/server/all-addresses", test_all_addresses);
  g_test_add_func ("/server/port-is-taken", test_port_is_taken);
  g_test_add_func ("/server/dropped-while-busy", test_dropped_while_busy);
  g_test_add_func ("/server/tls", test_tls);
  return g_test_run ();
}
