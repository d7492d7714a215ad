/* The tests' own server: what it sends, records and survives. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-certificates.h"
#include "tests/lib/rt-test-wait.h"

static GSocketConnection *
connect_to (RtReplay *server, const char *host)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_to_host (
      client, host, rt_replay_get_port (server), NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
say (GIOStream *stream, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text),
                             NULL, NULL, &error);
  g_assert_no_error (error);
}

static char *
hear (GIOStream *stream, GError **error)
{
  char text[64 * 1024];
  gsize length;

  if (!g_input_stream_read_all (g_io_stream_get_input_stream (stream), text, sizeof text,
                                &length, NULL, error))
    return NULL;
  return g_strndup (text, length);
}

static void
assert_received (RtReplay *server, guint connection, const char *expected)
{
  g_autoptr (GBytes) bytes = rt_replay_dup_received (server, connection);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                   strlen (expected));
}

static void
test_plays_scripts_in_order (void)
{
  static const RtReplayStep first[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("one"), RT_REPLAY_READ,
          RT_REPLAY_SEND_SLOWLY ("two"), RT_REPLAY_END };
  static const RtReplayStep second[] = { RT_REPLAY_SEND ("three"), RT_REPLAY_END };
  static const char requests[] = "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
                                 "PUT / HTTP/1.1\r\nTransfer-Encoding: "
                                 "chunked\r\n\r\n3\r\n\r\n\r\r\n0\r\nA: b\r\n\r\n";
  g_autoptr (RtReplay) server = rt_replay_new (first);
  g_autoptr (GSocketConnection) a = connect_to (server, "127.0.0.1");
  g_autoptr (GSocketConnection) b = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *heard = NULL;
  g_autofree char *more = NULL;

  rt_replay_add_script (server, second);
  say (G_IO_STREAM (a), requests);
  heard = hear (G_IO_STREAM (a), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (heard, ==, "onetwo");
  g_assert_cmpuint (rt_replay_get_n_requests (server), ==, 2);
  assert_received (server, 0, requests);

  b = connect_to (server, "127.0.0.1");
  more = hear (G_IO_STREAM (b), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (more, ==, "three");
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 2);
}

static void
test_waits_at_the_gate (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ_HEAD, RT_REPLAY_SEND ("100"), RT_REPLAY_GATE,
          RT_REPLAY_READ_BODY, RT_REPLAY_SEND ("200"), RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (GSocketConnection) a = connect_to (server, "127.0.0.1");
  g_autoptr (GError) error = NULL;
  g_autofree char *heard = NULL;

  say (G_IO_STREAM (a), "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n");
  rt_test_wait_until (NULL, rt_replay_get_n_waiting (server) == 1);
  g_assert_false (rt_replay_is_over (server, 0));
  rt_replay_open_gate (server);
  say (G_IO_STREAM (a), "abc");
  heard = hear (G_IO_STREAM (a), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (heard, ==, "100200");
  g_assert_true (g_io_stream_close (G_IO_STREAM (a), NULL, NULL));
  rt_test_wait_until (NULL, rt_replay_is_over (server, 0));
}

static void
test_resets (void)
{
  static const RtReplayStep script[] = { RT_REPLAY_READ, RT_REPLAY_RESET, RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (GSocketConnection) a = connect_to (server, "127.0.0.1");
  g_autoptr (GError) error = NULL;

  say (G_IO_STREAM (a), "GET / HTTP/1.1\r\n\r\n");
  g_assert_null (hear (G_IO_STREAM (a), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

static void
test_ends_with_clients_that_stay (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_GATE, RT_REPLAY_READ, RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (GSocketConnection) a = connect_to (server, "127.0.0.1");
  g_autoptr (GSocketConnection) b = connect_to (server, "127.0.0.1");

  say (G_IO_STREAM (a), "GET / HTTP/1.1\r\n\r\n");
  rt_test_wait_until (NULL, rt_replay_get_n_waiting (server) == 1);
}

static void
test_speaks_tls_on_ipv6 (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("safe"), RT_REPLAY_END };
  g_autoptr (RtTestCertificates) made = rt_test_certificates_new ();
  g_autoptr (RtReplay) server
      = rt_replay_new_full (script, TRUE, made->certificates[RT_TEST_SERVER]);
  g_autofree char *address = rt_replay_build_address (server, "/a");
  g_autofree char *expected
      = g_strdup_printf ("https://[::1]:%u/a", rt_replay_get_port (server));
  g_autoptr (GSocketConnection) a = connect_to (server, "::1");
  g_autoptr (GSocketConnectable) identity = g_network_address_new ("localhost", 443);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) tls = NULL;
  g_autofree char *heard = NULL;

  g_assert_cmpstr (address, ==, expected);
  tls = g_tls_client_connection_new (G_IO_STREAM (a), identity, &error);
  g_assert_no_error (error);
  g_tls_connection_set_database (G_TLS_CONNECTION (tls), made->anchors);
  say (tls, "GET / HTTP/1.1\r\n\r\n");
  heard = hear (tls, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (heard, ==, "safe");
  assert_received (server, 0, "GET / HTTP/1.1\r\n\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replay/plays-scripts-in-order", test_plays_scripts_in_order);
  g_test_add_func ("/replay/waits-at-the-gate", test_waits_at_the_gate);
  g_test_add_func ("/replay/resets", test_resets);
  g_test_add_func ("/replay/ends-with-clients-that-stay",
                   test_ends_with_clients_that_stay);
  g_test_add_func ("/replay/speaks-tls-on-ipv6", test_speaks_tls_on_ipv6);
  return g_test_run ();
}
