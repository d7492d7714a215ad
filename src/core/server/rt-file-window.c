/* A stretch of a file that the kernel can send by itself. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-file-window.h"

#include <errno.h>
#include <gio/gfiledescriptorbased.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

/* Less is sooner read than mapped. */
#define LENGTH_MIN (128 * 1024)
/* What one client may have sent before others get their turn. */
#define LENGTH_MAX (1024 * 1024)

/* A file is sent at the speed of nginx only if its bytes never pass through our memory.
 * SoupServer wants bytes all the same: it gets those of a mapping that nobody looks at, and
 * what it hands on is known again by its address.  A mapping that is not looked at costs no
 * memory, and cannot kill us where the file becomes shorter. */
typedef struct
{
  void *start;
  gsize length;
} Mapping;

static void
mapping_free (gpointer data)
{
  Mapping *self = data;

  munmap (self->start, self->length);
  g_free (self);
}

/**
 * rt_file_window_open:
 * @self: a window
 * @fd: a file; must stay open as long as the window is used
 * @offset: where the stretch begins
 * @length: how long it may be
 *
 * Opens the window on a stretch of the file, and no more of it than can be sent at once.
 *
 * Returns: (transfer full) (nullable): what stands for the stretch, and is not to be read;
 *   %NULL if it is not worth it, or is not all there
 */
GBytes *
rt_file_window_open (RtFileWindow *self, int fd, guint64 offset, guint64 length)
{
  gsize before = (gsize)(offset % (guint64)sysconf (_SC_PAGESIZE));
  gsize wanted = (gsize)MIN (length, LENGTH_MAX);
  struct stat info;
  Mapping *mapping;
  void *start;

  self->length = 0;
  if (length < LENGTH_MIN || fstat (fd, &info) != 0
      || (guint64)info.st_size < offset + wanted)
    return NULL;
  start
      = mmap (NULL, before + wanted, PROT_READ, MAP_SHARED, fd, (off_t)(offset - before));
  if (start == MAP_FAILED)
    return NULL;
  self->fd = fd;
  self->offset = offset;
  self->data = (const guint8 *)start + before;
  self->length = wanted;
  mapping = g_new (Mapping, 1);
  mapping->start = start;
  mapping->length = before + wanted;
  return g_bytes_new_with_free_func (self->data, wanted, mapping_free, mapping);
}

/**
 * rt_file_window_close:
 * @self: a window
 *
 * Lets nothing be seen any more.  What stood for it may live on.
 */
void
rt_file_window_close (RtFileWindow *self)
{
  self->length = 0;
}

/**
 * rt_file_window_holds:
 * @self: a window
 * @buffer: (array length=count): what is to be sent
 * @count: how many bytes of it
 *
 * Says whether @buffer stands for what is seen through the window.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_file_window_holds (const RtFileWindow *self, const void *buffer, gsize count)
{
  const guint8 *data = buffer;

  return self->length > 0 && data >= self->data
         && data + count <= self->data + self->length;
}

/**
 * rt_file_window_send:
 * @self: a window
 * @to: a socket's stream, non-blocking
 * @buffer: (array length=count): what is to be sent, and the window holds
 * @count: how many bytes of it
 * @error: return location for a #GError, or %NULL
 *
 * Has the kernel send it.
 *
 * Errors: %G_IO_ERROR_WOULD_BLOCK if there is no room; %G_IO_ERROR_PARTIAL_INPUT if the
 * file became shorter; what the file or the connection failed with.
 *
 * Returns: how many bytes were sent, -1 on error
 */
gssize
rt_file_window_send (const RtFileWindow *self,
                     GOutputStream *to,
                     const void *buffer,
                     gsize count,
                     GError **error)
{
  int socket = g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (to));
  off_t offset = (off_t)self->offset + ((const guint8 *)buffer - self->data);
  gssize n;
  int number;

  do
    n = sendfile (socket, self->fd, &offset, count);
  while (n < 0 && errno == EINTR);
  number = errno;
  if (n < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "cannot send: %s",
                 g_strerror (number));
  else if (n == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                         "the file became shorter");
  return n > 0 ? n : -1;
}
