/* Tests of RtFileWindow: the kernel sends a file, and nobody looks at it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-file-window.h"
#include "tests/lib/rt-test-dir.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LENGTH (3 * 1024 * 1024)

typedef struct
{
  RtTestDir *dir;
  guint8 *contents;
  int fd;
  int receiver;
  GSocketConnection *sender;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocket) socket = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int pair[2];

  fixture->dir = rt_test_dir_new ();
  path = rt_test_dir_build (fixture->dir, "file");
  fixture->contents = g_malloc (LENGTH);
  for (gsize i = 0; i < LENGTH; i++)
    fixture->contents[i] = (guint8)(i * 7 + i / 251);
  g_assert_true (g_file_set_contents (path, (char *)fixture->contents, LENGTH, &error));
  fixture->fd = open (path, O_RDWR | O_CLOEXEC);
  g_assert_no_errno (fixture->fd);
  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair));
  fixture->receiver = pair[0];
  socket = g_socket_new_from_fd (pair[1], &error);
  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);
  fixture->sender = g_socket_connection_factory_create_connection (socket);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->sender);
  close (fixture->receiver);
  close (fixture->fd);
  g_free (fixture->contents);
  rt_test_dir_free (fixture->dir);
}

static GOutputStream *
get_stream (Fixture *fixture)
{
  return g_io_stream_get_output_stream (G_IO_STREAM (fixture->sender));
}

/* Reads what was sent, and says whether it is what the file has there. */
static void
assert_came (Fixture *fixture, guint64 offset, gsize length)
{
  g_autofree guint8 *came = g_malloc (length);

  g_assert_cmpint (recv (fixture->receiver, came, length, MSG_WAITALL), ==,
                   (gssize)length);
  g_assert_cmpmem (came, length, fixture->contents + offset, length);
}

static void
test_sends (Fixture *fixture, gconstpointer data)
{
  RtFileWindow window = { 0 };
  guint64 offset = 4099; /* that no page begins with */

  while (offset < LENGTH)
    {
      g_autoptr (GBytes) piece
          = rt_file_window_open (&window, fixture->fd, offset, LENGTH - offset);
      gsize length, sent = 0;
      const guint8 *bytes;

      /* The end is too short to be worth it. */
      if (piece == NULL)
        break;
      bytes = g_bytes_get_data (piece, &length);
      while (sent < length)
        {
          g_autoptr (GError) error = NULL;
          gssize n;

          g_assert_true (rt_file_window_holds (&window, bytes + sent, length - sent));
          n = rt_file_window_send (&window, get_stream (fixture), bytes + sent,
                                   length - sent, &error);
          g_assert_no_error (error);
          assert_came (fixture, offset + sent, (gsize)n);
          sent += (gsize)n;
        }
      offset += length;
    }
  g_assert_cmpuint (LENGTH - offset, <, 128 * 1024);
}

static void
test_waits_for_room (Fixture *fixture, gconstpointer data)
{
  RtFileWindow window = { 0 };
  g_autoptr (GBytes) piece = rt_file_window_open (&window, fixture->fd, 0, LENGTH);
  const guint8 *bytes = g_bytes_get_data (piece, NULL);
  g_autoptr (GError) error = NULL;
  gsize sent = 0;

  while (error == NULL)
    {
      gssize n = rt_file_window_send (&window, get_stream (fixture), bytes, window.length,
                                      &error);

      sent += n > 0 ? (gsize)n : 0;
    }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  g_assert_cmpuint (sent, >, 0);
}

static void
test_holds (Fixture *fixture, gconstpointer data)
{
  RtFileWindow window = { 0 };
  g_autoptr (GBytes) piece = NULL;
  const guint8 *bytes;

  g_assert_false (rt_file_window_holds (&window, fixture->contents, 1));
  piece = rt_file_window_open (&window, fixture->fd, 0, LENGTH);
  bytes = g_bytes_get_data (piece, NULL);
  g_assert_true (rt_file_window_holds (&window, bytes + window.length - 1, 1));
  g_assert_false (rt_file_window_holds (&window, bytes + window.length - 1, 2));
  g_assert_false (rt_file_window_holds (&window, fixture->contents, 1));
  rt_file_window_close (&window);
  g_assert_false (rt_file_window_holds (&window, bytes, 1));
}

static void
test_becomes_shorter (Fixture *fixture, gconstpointer data)
{
  RtFileWindow window = { 0 };
  g_autoptr (GBytes) piece = rt_file_window_open (&window, fixture->fd, 0, LENGTH);
  const guint8 *bytes = g_bytes_get_data (piece, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (ftruncate (fixture->fd, 1000));
  g_assert_cmpint (
      rt_file_window_send (&window, get_stream (fixture), bytes, window.length, &error),
      ==, 1000);
  g_assert_no_error (error);
  assert_came (fixture, 0, 1000);
  g_assert_cmpint (rt_file_window_send (&window, get_stream (fixture), bytes + 1000,
                                        window.length - 1000, &error),
                   ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  /* What is not all there is left to who reads, and finds out. */
  g_assert_null (rt_file_window_open (&window, fixture->fd, 0, LENGTH));
  g_assert_false (rt_file_window_holds (&window, bytes, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                              \
  g_test_add ("/file-window/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("sends-the-bytes-of-the-file", test_sends);
  ADD ("waits-for-room", test_waits_for_room);
  ADD ("holds-what-it-gave", test_holds);
  ADD ("file-becomes-shorter", test_becomes_shorter);
#undef ADD
  return g_test_run ();
}
