/* Reading and writing files to the last byte, with our errors. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-disk.h"

#include "core/wire/rt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/**
 * rt_disk_fail:
 * @error: return location for a #GError, or %NULL
 * @verb: what could not be done
 * @path: with which file
 * @reason: an errno
 *
 * Sets %RT_ERROR_DISK_FULL or %RT_ERROR_FILE.
 *
 * Returns: %FALSE
 */
gboolean
rt_disk_fail (GError **error, const char *verb, const char *path, int reason)
{
  g_set_error (error, RT_ERROR,
               reason == ENOSPC || reason == EDQUOT ? RT_ERROR_DISK_FULL : RT_ERROR_FILE,
               "cannot %s '%s': %s", verb, path, g_strerror (reason));
  return FALSE;
}

/**
 * rt_disk_read:
 * @fd: a file
 * @data: (array length=length): where to put the bytes
 * @length: how many
 * @offset: where in the file
 * @path: its name, for the message
 * @error: return location for a #GError, or %NULL
 *
 * Reads that many bytes, no fewer.
 *
 * Errors: %RT_ERROR_FILE, also where the file ends before
 *
 * Returns: %TRUE if they are there
 */
gboolean
rt_disk_read (int fd,
              guint8 *data,
              gsize length,
              goffset offset,
              const char *path,
              GError **error)
{
  while (length > 0)
    {
      gssize n = pread (fd, data, length, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return rt_disk_fail (error, "read", path, n < 0 ? errno : ENODATA);
      data += n;
      offset += n;
      length -= n;
    }
  return TRUE;
}

/**
 * rt_disk_write:
 * @fd: a file
 * @data: (array length=length): bytes
 * @length: how many
 * @offset: where in the file
 * @path: its name, for the message
 * @error: return location for a #GError, or %NULL
 *
 * Writes all of the bytes.
 *
 * Errors: %RT_ERROR_DISK_FULL, %RT_ERROR_FILE; some of them may have been written
 *
 * Returns: %TRUE if they were
 */
gboolean
rt_disk_write (int fd,
               const guint8 *data,
               gsize length,
               goffset offset,
               const char *path,
               GError **error)
{
  while (length > 0)
    {
      gssize n = pwrite (fd, data, length, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return rt_disk_fail (error, "write", path, n < 0 ? errno : ENOSPC);
      data += n;
      offset += n;
      length -= n;
    }
  return TRUE;
}

/* Data, and the length of the file. */
gboolean
rt_disk_sync (int fd, const char *path, GError **error)
{
  return fdatasync (fd) == 0 || rt_disk_fail (error, "write", path, errno);
}

/**
 * rt_disk_sync_folder_of:
 * @path: a file that was made, renamed or removed
 * @error: return location for a #GError, or %NULL
 *
 * Brings its name to the disk.  Not every file system can.
 *
 * Errors: %RT_ERROR_FILE
 *
 * Returns: %TRUE if it is there, as far as the file system can tell
 */
gboolean
rt_disk_sync_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done;

  if (fd < 0) /* a folder that may be written and not read is no error */
    return errno == EACCES || rt_disk_fail (error, "open", folder, errno);
  done = fsync (fd) == 0 || errno == EINVAL || errno == ENOTSUP
         || rt_disk_fail (error, "write", folder, errno);
  g_close (fd, NULL);
  return done;
}
