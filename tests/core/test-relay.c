/* Tests of RtRelay: what takes too long ends, and is told. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-relay.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

#define MINUTES(n) ((n)*60 * G_USEC_PER_SEC)

typedef enum
{
  NOT_YET,
  WHOLE,
  BROKEN,
} Ending;

typedef struct
{
  RtServerPlan *plan;
  GSocketListener *listener;
  guint16 port;
  GSocketConnection *client; /* the client's end */
  GSocketConnection *taken;  /* the relay's */
  RtPeer *peer;
  RtRelay *relay;
  Ending ending;
  gboolean is_released;
} Fixture;

static void
on_ended (gboolean is_whole, gpointer data)
{
  Fixture *fixture = data;

  g_assert_cmpint (fixture->ending, ==, NOT_YET);
  fixture->ending = is_whole ? WHOLE : BROKEN;
}

static void
on_released (gpointer data)
{
  Fixture *fixture = data;

  fixture->is_released = TRUE;
}

static const RtRelayEvents events = { on_ended };

static GSocketConnection *
connect_to_listener (Fixture *fixture, GSocketConnection **accepted)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", fixture->port, NULL, NULL);

  g_assert_nonnull (connection);
  *accepted = g_socket_listener_accept (fixture->listener, NULL, NULL, NULL);
  g_assert_nonnull (*accepted);
  return connection;
}

static void
set_up (Fixture *fixture, gconstpointer recipe)
{
  g_autoptr (GSocketAddress) local = NULL;
  g_autoptr (GSocketAddress) remote = NULL;

  fixture->plan = rt_server_plan_new (rt_recipe_find (recipe), NULL, NULL);
  fixture->listener = g_socket_listener_new ();
  fixture->port = g_socket_listener_add_any_inet_port (fixture->listener, NULL, NULL);
  g_assert_cmpuint (fixture->port, >, 0);
  fixture->client = connect_to_listener (fixture, &fixture->taken);
  local = g_socket_connection_get_local_address (fixture->taken, NULL);
  remote = g_socket_connection_get_remote_address (fixture->taken, NULL);
  fixture->peer = rt_peer_new (G_IO_STREAM (fixture->taken), local, remote);
  fixture->relay = rt_relay_new (fixture->plan, G_IO_STREAM (fixture->taken),
                                 g_socket_connection_get_socket (fixture->taken),
                                 fixture->peer, &events, fixture, on_released);
}

static void
tear_down (Fixture *fixture, gconstpointer recipe)
{
  rt_relay_free (fixture->relay);
  rt_test_wait_until (NULL, fixture->is_released);
  rt_peer_free (fixture->peer);
  g_object_unref (fixture->client);
  g_object_unref (fixture->taken);
  g_object_unref (fixture->listener);
  rt_server_plan_free (fixture->plan);
}

static void
say (Fixture *fixture, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (
      g_io_stream_get_output_stream (G_IO_STREAM (fixture->client)), text, length, NULL,
      NULL, &error);
  g_assert_no_error (error);
}

static char *
hear (Fixture *fixture, gsize length)
{
  char *text = g_malloc0 (length + 1);
  g_autoptr (GError) error = NULL;

  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (fixture->client)),
                           text, length, NULL, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static gssize
count_bytes (GSocketConnection *connection)
{
  return g_socket_get_available_bytes (g_socket_connection_get_socket (connection));
}

/* Gives the server's end; the client has its answer by then. */
static GSocketConnection *
open_tunnel (Fixture *fixture)
{
  char request[] = "\5\1\0\5\1\0\1\x7f\0\0\1??early";
  const char expected[] = "\5\0\5\0\0\1\x7f\0\0\1";
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *reply = NULL;
  GSocketConnection *server = NULL;
  char early[5];

  request[11] = (char)(port >> 8);
  request[12] = (char)port;
  say (fixture, request, sizeof request - 1);
  rt_test_wait_until (NULL, count_bytes (fixture->client) >= 12);
  reply = hear (fixture, 12);
  g_assert_cmpmem (reply, 10, expected, 10);
  server = g_socket_listener_accept (listener, NULL, NULL, NULL);
  g_assert_nonnull (server);
  rt_test_wait_until (NULL, count_bytes (server) >= 5);
  g_assert_true (g_input_stream_read_all (
      g_io_stream_get_input_stream (G_IO_STREAM (server)), early, 5, NULL, NULL, NULL));
  g_assert_cmpmem (early, 5, "early", 5);
  return server;
}

static void
check_later (Fixture *fixture, gint64 later_us)
{
  rt_relay_check_deadline (fixture->relay, g_get_monotonic_time () + later_us);
}

static void
test_silent_client (Fixture *fixture, gconstpointer recipe)
{
  check_later (fixture, MINUTES (1) / 6);
  g_assert_true (rt_relay_is_waiting (fixture->relay));
  check_later (fixture, MINUTES (1) / 3);
  g_assert_false (rt_relay_is_waiting (fixture->relay));
  rt_test_wait_until (NULL, fixture->ending != NOT_YET);
  g_assert_cmpint (fixture->ending, ==, WHOLE);
  g_assert_cmpint (count_bytes (fixture->client), ==, 0);
}

static void
test_slow_client (Fixture *fixture, gconstpointer recipe)
{
  g_autofree char *reply = NULL;

  say (fixture, "GET http://", 11);
  rt_test_wait_until (NULL, count_bytes (fixture->taken) == 0);
  check_later (fixture, MINUTES (1) / 3);
  rt_test_wait_until (NULL, fixture->ending != NOT_YET);
  reply = hear (fixture, 12);
  g_assert_cmpstr (reply, ==, "HTTP/1.1 408");
}

static void
test_idle_tunnel (Fixture *fixture, gconstpointer recipe)
{
  g_autoptr (GSocketConnection) server = open_tunnel (fixture);
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (server));
  g_autoptr (GError) error = NULL;
  char more;

  check_later (fixture, MINUTES (4));
  g_assert_cmpint (fixture->ending, ==, NOT_YET);
  check_later (fixture, MINUTES (6));
  rt_test_wait_until (NULL, fixture->ending != NOT_YET);
  g_assert_cmpint (fixture->ending, ==, BROKEN);
  /* Both ends are to know that it was cut. */
  g_assert_cmpint (g_input_stream_read (input, &more, 1, NULL, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

static void
test_counts (Fixture *fixture, gconstpointer recipe)
{
  g_autoptr (GSocketConnection) server = open_tunnel (fixture);
  RtServerCounts counts = rt_server_counters_read (fixture->plan->counters);
  g_autoptr (GPtrArray) entries = NULL;
  const RtAccessEntry *entry;
  guint n_lost;

  g_assert_cmpuint (counts.n_running, ==, 1);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (server)),
                             "answer", 6, NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (server), NULL, NULL);
  rt_test_wait_until (NULL, count_bytes (fixture->client) >= 6);
  g_socket_shutdown (g_socket_connection_get_socket (fixture->client), FALSE, TRUE, NULL);
  rt_test_wait_until (NULL, fixture->ending != NOT_YET);
  counts = rt_server_counters_read (fixture->plan->counters);
  g_assert_cmpuint (counts.n_running, ==, 0);
  g_assert_cmpuint (counts.n_requests, ==, 1);
  entries = rt_access_log_drain (fixture->plan->log, &n_lost);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpuint (entry->status, ==, 200);
  g_assert_cmpuint (entry->body_bytes, ==, 6);
}

static void
test_freed_while_connecting (Fixture *fixture, gconstpointer recipe)
{
  say (fixture, "\5\1\0\5\1\0\1\x7f\0\0\1\0\1", 13);
  rt_test_wait_until (NULL, !rt_relay_is_waiting (fixture->relay));
  /* The attempt is over when tear_down() is. */
}

#define ADD(path, recipe, func)                                                          \
  g_test_add ("/relay/" path, Fixture, recipe, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("silent-client", "socks", test_silent_client);
  ADD ("slow-client", "proxy", test_slow_client);
  ADD ("idle-tunnel", "socks", test_idle_tunnel);
  ADD ("counts", "socks", test_counts);
  ADD ("freed-while-connecting", "socks", test_freed_while_connecting);
  return g_test_run ();
}
