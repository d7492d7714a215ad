/* Bytes that are written once, then read: in memory while they are few, else in a file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-spool.h"

#include "core/wire/rt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct _RtSpool
{
  gatomicrefcount ref_count;
  gsize memory_limit;
  GByteArray *memory; /* NULL once there is a file */
  int fd;             /* -1 while there is none */
  guint64 length;
  gboolean sealed;
};

static void
set_error (GError **error, int code, const char *what)
{
  /* EFBIG: no room either, though by rule. */
  gboolean full = code == ENOSPC || code == EDQUOT || code == EFBIG;

  g_set_error (error, RT_ERROR, full ? RT_ERROR_DISK_FULL : RT_ERROR_FILE,
               "cannot %s the temporary file: %s", what, g_strerror (code));
}

/* The user's cache is on a disk more often than /tmp is. */
static int
open_unnamed (GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "roundtrip", NULL);
  g_autofree char *name = g_build_filename (folder, "body-XXXXXX", NULL);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
  if (fd >= 0)
    return fd;

  /* Not every file system has files without a name. */
  fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    set_error (error, errno, "create");
  else
    unlink (name);
  return fd;
}

/* Counts what was written even if the rest fails. */
static gboolean
write_all (RtSpool *self, const guint8 *data, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize written = pwrite (self->fd, data, length, self->length);

      if (written < 0)
        {
          if (errno == EINTR)
            continue;
          set_error (error, errno, "write");
          return FALSE;
        }
      data += written;
      length -= written;
      self->length += written;
    }
  return TRUE;
}

static gboolean
move_to_file (RtSpool *self, GError **error)
{
  guint64 length = self->length;

  self->fd = open_unnamed (error);
  if (self->fd < 0)
    return FALSE;
  self->length = 0;
  if (!write_all (self, self->memory->data, self->memory->len, error))
    {
      close (self->fd);
      self->fd = -1;
      self->length = length;
      return FALSE;
    }
  g_clear_pointer (&self->memory, g_byte_array_unref);
  return TRUE;
}

/**
 * rt_spool_new:
 * @memory_limit: how many bytes may stay in memory
 *
 * Makes an empty spool.
 *
 * Returns: (transfer full): the spool
 */
RtSpool *
rt_spool_new (gsize memory_limit)
{
  RtSpool *self = g_new0 (RtSpool, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->memory_limit = MIN (memory_limit, G_MAXINT32);
  self->memory = g_byte_array_new ();
  self->fd = -1;
  return self;
}

RtSpool *
rt_spool_ref (RtSpool *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static gpointer
run_close (gpointer data)
{
  close (GPOINTER_TO_INT (data));
  return NULL;
}

void
rt_spool_unref (RtSpool *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->memory, g_byte_array_unref);
  /* With its last descriptor the file goes, and giving back a gigabyte takes the disk
   * longer than a window may wait. */
  if (self->fd >= 0)
    g_thread_unref (g_thread_new ("rt-spool", run_close, GINT_TO_POINTER (self->fd)));
  g_free (self);
}

/**
 * rt_spool_append:
 * @self: a spool that is not sealed
 * @data: bytes
 * @length: how many
 * @error: return location for a #GError, or %NULL
 *
 * Adds bytes at the end. What was there before stays readable if this fails.
 *
 * Errors: %RT_ERROR_DISK_FULL if there is no room, %RT_ERROR_FILE if the temporary file
 * cannot be made or written.
 *
 * Returns: %FALSE on error
 */
gboolean
rt_spool_append (RtSpool *self, const guint8 *data, gsize length, GError **error)
{
  g_return_val_if_fail (!self->sealed, FALSE);

  if (self->memory != NULL)
    {
      if (length <= self->memory_limit - self->memory->len)
        {
          g_byte_array_append (self->memory, data, length);
          self->length += length;
          return TRUE;
        }
      if (!move_to_file (self, error))
        return FALSE;
    }
  return write_all (self, data, length, error);
}

/**
 * rt_spool_seal:
 * @self: a spool
 *
 * Says that all is written. From now on any thread may read; handing the spool to it has
 * to order the two, as a queue or a source does.
 */
void
rt_spool_seal (RtSpool *self)
{
  self->sealed = TRUE;
}

/**
 * rt_spool_read:
 * @self: a sealed spool
 * @offset: where to begin
 * @buffer: where the bytes go
 * @length: room in @buffer
 * @error: return location for a #GError, or %NULL
 *
 * Reads as many bytes as there are, up to @length.
 *
 * Errors: %RT_ERROR_FILE if the temporary file cannot be read.
 *
 * Thread: any.
 *
 * Returns: how many bytes were read, 0 at the end, -1 on error
 */
gssize
rt_spool_read (RtSpool *self,
               guint64 offset,
               guint8 *buffer,
               gsize length,
               GError **error)
{
  gssize got;

  g_return_val_if_fail (self->sealed, -1);

  if (offset >= self->length || length == 0)
    return 0;
  length = MIN (length, MIN (self->length - offset, G_MAXINT32));
  if (self->memory != NULL)
    {
      memcpy (buffer, self->memory->data + offset, length);
      return length;
    }
  do
    got = pread (self->fd, buffer, length, offset);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    set_error (error, errno, "read");
  return got;
}
