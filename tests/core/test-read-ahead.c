/* Tests of the buffer that is laid over a connection. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-read-ahead.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  GIOStream *base;
  GIOStream *stream;
  GPollableInputStream *in;
  int peer;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) error = NULL;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  socket = g_socket_new_from_fd (fds[0], &error);
  g_assert_no_error (error);
  f->peer = fds[1];
  f->base = G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
  f->stream = rt_read_ahead_new (f->base);
  f->in = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (f->stream));
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  g_object_unref (f->stream);
  g_object_unref (f->base);
  if (f->peer >= 0)
    close (f->peer);
}

static void
say (Fixture *f, const char *text)
{
  g_assert_cmpint (write (f->peer, text, strlen (text)), ==, (gssize)strlen (text));
}

static void
assert_read (Fixture *f, gsize most, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char text[64] = { 0 };

  g_assert_cmpint (g_input_stream_read (G_INPUT_STREAM (f->in), text, most, NULL, &error),
                   ==, (gssize)strlen (expected));
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

/* What is asked for in small pieces is taken from the connection at once. */
static void
test_takes_what_is_there (Fixture *f, gconstpointer unused)
{
  GInputStream *base = g_io_stream_get_input_stream (f->base);

  say (f, "0123456789");
  assert_read (f, 3, "012");
  g_assert_false (g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (base)));
  g_assert_true (g_pollable_input_stream_is_readable (f->in));
  assert_read (f, 1, "3");
  say (f, "ab");
  assert_read (f, 60, "456789");
  assert_read (f, 60, "ab");
  g_assert_false (g_pollable_input_stream_is_readable (f->in));
}

static void
test_waits_for_nothing (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  char text[8];

  g_assert_cmpint (
      g_pollable_input_stream_read_nonblocking (f->in, text, sizeof text, NULL, &error),
      ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  g_clear_error (&error);
  say (f, "0123");
  g_assert_cmpint (
      g_pollable_input_stream_read_nonblocking (f->in, text, 2, NULL, &error), ==, 2);
  g_assert_cmpint (
      g_pollable_input_stream_read_nonblocking (f->in, text, 8, NULL, &error), ==, 2);
  g_assert_no_error (error);
}

static gboolean
on_ready (GObject *stream, gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
assert_ready (Fixture *f)
{
  g_autoptr (GSource) source = g_pollable_input_stream_create_source (f->in, NULL);
  gboolean ready = FALSE;

  g_source_set_callback (source, G_SOURCE_FUNC (on_ready), &ready, NULL);
  g_source_attach (source, NULL);
  while (!ready)
    g_main_context_iteration (NULL, TRUE);
}

/* Bytes in the buffer count as much as bytes in the connection. */
static void
test_source (Fixture *f, gconstpointer unused)
{
  say (f, "0123");
  assert_ready (f);
  assert_read (f, 1, "0");
  assert_ready (f);
  assert_read (f, 60, "123");
  close (f->peer);
  f->peer = -1;
  assert_ready (f);
  assert_read (f, 60, "");
}

static void
test_closes_the_connection (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_io_stream_close (f->stream, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_io_stream_is_closed (f->base));
}

#define ADD(name, test)                                                                  \
  g_test_add ("/read-ahead/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("takes-what-is-there", test_takes_what_is_there);
  ADD ("waits-for-nothing", test_waits_for_nothing);
  ADD ("source", test_source);
  ADD ("closes", test_closes_the_connection);
  return g_test_run ();
}
