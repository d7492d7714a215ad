/* Tests of the wire: who may use it, and what the record says of a raw conversation. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "core/wire/rt-wire.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <sys/wait.h>

/* A peer on loopback, and a wire that leads to it. */
typedef struct
{
  GSocketListener *listener;
  RtWire *wire;
  RtRoute *route;
  RtWireRecord *record;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint16 port;

  fixture->listener = g_socket_listener_new ();
  port = g_socket_listener_add_any_inet_port (fixture->listener, NULL, &error);
  g_assert_no_error (error);
  fixture->wire = rt_wire_new (NULL, &error);
  g_assert_no_error (error);
  fixture->route = rt_route_new (FALSE, "127.0.0.1", port, NULL, RT_FAMILY_ANY, NULL,
                                 NULL, NULL, 5, 5);
  fixture->record = rt_wire_record_new ("GET", 5, NULL, NULL, NULL, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rt_wire_free (fixture->wire);
  rt_wire_record_unref (fixture->record);
  rt_route_unref (fixture->route);
  g_object_unref (fixture->listener);
}

static GSocketConnection *
connect_to_wire (Fixture *fixture)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  return g_socket_client_connect (client, rt_wire_get_connectable (fixture->wire), NULL,
                                  NULL);
}

static void
test_carries_both_ways (Fixture *fixture, gconstpointer data)
{
  static const char request[] = "GET /x HTTP/1.1\r\nhOsT: here\r\n\r\n";
  static const char answer[] = "HTTP/1.1 404 Gone fishing\r\nX-b: 1\r\nx-A: 2\r\n"
                               "Content-Length: 4\r\n\r\nfish";
  g_autofree char *host
      = rt_wire_prepare (fixture->wire, fixture->route, fixture->record);
  g_autoptr (GSocketConnection) local = connect_to_wire (fixture);
  g_autoptr (GSocketConnection) peer = NULL;
  g_autoptr (RtWireReport) report = NULL;
  char buffer[512];
  gsize n = 0;

  g_assert_nonnull (host);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (local)), request,
                             strlen (request), NULL, NULL, NULL);
  peer = g_socket_listener_accept (fixture->listener, NULL, NULL, NULL);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (peer)), buffer,
                           strlen (request), &n, NULL, NULL);
  g_assert_cmpmem (buffer, n, request, strlen (request));
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (peer)), answer,
                             strlen (answer), NULL, NULL, NULL);

  /* libsoup gets a head of our making, and the body. */
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (local)), buffer,
                           strlen ("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfish"),
                           &n, NULL, NULL);
  buffer[n] = '\0';
  g_assert_cmpstr (buffer, ==, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfish");

  report = rt_wire_record_report (fixture->record, TRUE);
  g_assert_cmpmem (g_bytes_get_data (report->sent, NULL), g_bytes_get_size (report->sent),
                   request, strlen (request));
  g_assert_cmpmem (g_bytes_get_data (report->received, NULL),
                   g_bytes_get_size (report->received), answer, strlen (answer));
  g_assert_cmpuint (report->answer_head->status, ==, 404);
  g_assert_cmpstr (report->answer_head->reason, ==, "Gone fishing");
  g_assert_cmpstr (rt_header_list_get (report->answer_head->fields, 1)->name, ==, "x-A");
  g_assert_cmpint (report->completeness, ==, RT_COMPLETE_YES);
  g_assert_cmpint (report->timings.start[RT_PHASE_RESOLVE], ==, 0);
  g_assert_cmpint (report->timings.start[RT_PHASE_CONNECT], >, 0);
  g_assert_cmpint (report->timings.end[RT_PHASE_WAIT], <=,
                   report->timings.start[RT_PHASE_RECEIVE]);
}

/* Some servers speak first.  That is what answers the request that comes then. */
static void
test_hears_who_speaks_first (Fixture *fixture, gconstpointer data)
{
  static const char banner[] = "SSH-2.0-Server\r\n";
  static const char request[] = "GET / HTTP/1.1\r\n\r\n";
  g_autofree char *host
      = rt_wire_prepare (fixture->wire, fixture->route, fixture->record);
  g_autoptr (GSocketConnection) local = connect_to_wire (fixture);
  g_autoptr (GSocketConnection) peer = NULL;
  g_autoptr (GError) error = NULL;
  char byte;

  g_assert_nonnull (host);
  peer = g_socket_listener_accept (fixture->listener, NULL, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (peer)), banner,
                             strlen (banner), NULL, NULL, NULL);
  /* Time for the wire to fall into the trap; it closes its end if it does. */
  g_socket_condition_timed_wait (g_socket_connection_get_socket (local), G_IO_IN,
                                 G_USEC_PER_SEC / 20, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (local)), request,
                             strlen (request), NULL, NULL, NULL);
  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (local)), &byte, 1, NULL,
                       NULL);
  error = rt_wire_record_dup_error (fixture->record);
  g_assert_error (error, RT_ERROR, RT_ERROR_NOT_HTTP);
}

/* The socket's name is known to every program of the machine; only we may use it. */
static void
test_turns_other_processes_away (Fixture *fixture, gconstpointer data)
{
  g_autofree char *host
      = rt_wire_prepare (fixture->wire, fixture->route, fixture->record);
  GUnixSocketAddress *address
      = G_UNIX_SOCKET_ADDRESS (rt_wire_get_connectable (fixture->wire));
  g_autofree char *script
      = g_strdup_printf ("import socket,sys\n"
                         "s=socket.socket(socket.AF_UNIX);s.connect('\\0%s')\n"
                         "sys.exit(0 if s.recv(1)==b'' else 1)",
                         g_unix_socket_address_get_path (address));
  const char *argv[] = { "python3", "-c", script, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RtWireReport) report = NULL;
  int status = -1;

  g_assert_nonnull (host);
  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                     NULL, &status, &error))
    {
      g_test_skip (error->message);
      return;
    }
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  report = rt_wire_record_report (fixture->record, FALSE);
  g_assert_cmpint (report->timings.start[RT_PHASE_CONNECT], ==, 0);
}

static void
test_closes_where_nothing_is_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) local = connect_to_wire (fixture);
  char byte;

  g_assert_cmpint (
      g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (local)), &byte, 1,
                           NULL, NULL),
      ==, 0);
}

static void
test_gives_each_route_a_host (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtRoute) other = rt_route_new (TRUE, "127.0.0.1", fixture->route->port, NULL,
                                            RT_FAMILY_ANY, NULL, NULL, NULL, 5, 5);
  g_autofree char *a = rt_wire_prepare (fixture->wire, fixture->route, fixture->record);
  g_autofree char *b = rt_wire_prepare (fixture->wire, other, fixture->record);
  g_autofree char *c = rt_wire_prepare (fixture->wire, fixture->route, fixture->record);

  g_assert_cmpstr (a, !=, b);
  g_assert_cmpstr (a, ==, c);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/wire/carries-both-ways", test_carries_both_ways);
  ADD ("/wire/hears-who-speaks-first", test_hears_who_speaks_first);
  ADD ("/wire/turns-other-processes-away", test_turns_other_processes_away);
  ADD ("/wire/closes-where-nothing-is-sent", test_closes_where_nothing_is_sent);
  ADD ("/wire/gives-each-route-a-host", test_gives_each_route_a_host);
#undef ADD
  return g_test_run ();
}
