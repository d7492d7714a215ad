/* A file that this process alone writes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-locked-file.h"

#include "core/transfer/rt-disk.h"
#include "core/wire/rt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>

static gboolean
lock (int fd, const char *path, GError **error)
{
  struct stat status;

  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno != EWOULDBLOCK)
        return rt_disk_fail (error, "lock", path, errno);
      g_set_error (error, RT_ERROR, RT_ERROR_IN_USE, "another program writes '%s'", path);
      return FALSE;
    }
  return (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
         || rt_disk_fail (error, "write", path, EINVAL);
}

/**
 * rt_locked_file_open:
 * @path: a file, which is made if it is not there
 * @error: return location for a #GError, or %NULL
 *
 * Opens a file for us alone, until it is closed.
 *
 * Errors: %RT_ERROR_IN_USE, %RT_ERROR_DISK_FULL, %RT_ERROR_FILE
 *
 * Returns: a descriptor, or -1
 */
int
rt_locked_file_open (const char *path, GError **error)
{
  /* Between opening and locking another program may have finished the file and given it
   * its name: then our descriptor is that finished file, and we begin anew. */
  for (;;)
    {
      int fd = g_open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);

      if (fd < 0)
        {
          rt_disk_fail (error, "write", path, errno);
          return -1;
        }
      if (!lock (fd, path, error))
        {
          g_close (fd, NULL);
          return -1;
        }
      if (rt_locked_file_has_name (fd, path))
        return fd;
      g_close (fd, NULL);
    }
}

/**
 * rt_locked_file_has_name:
 * @fd: an open file
 * @path: its name
 *
 * Returns: %FALSE if somebody has removed or replaced it behind our back
 */
gboolean
rt_locked_file_has_name (int fd, const char *path)
{
  struct stat ours, named;

  return fstat (fd, &ours) == 0 && g_lstat (path, &named) == 0
         && named.st_ino == ours.st_ino && named.st_dev == ours.st_dev;
}

/**
 * rt_locked_file_reserve:
 * @fd: an open file
 * @path: its name, for errors
 * @have: how many bytes are in it
 * @total: how many shall be
 * @error: return location for a #GError, or %NULL
 *
 * Takes the room on the disk now, so that it is not full later.  The length of the file
 * stays honest.
 *
 * Errors: %RT_ERROR_DISK_FULL
 *
 * Returns: %FALSE if it does not fit
 */
gboolean
rt_locked_file_reserve (int fd,
                        const char *path,
                        gint64 have,
                        gint64 total,
                        GError **error)
{
  struct statfs system;

  if (total <= 0)
    return TRUE;
  /* In memory, taking the room would mean to write every page twice. */
  if (fstatfs (fd, &system) == 0 && system.f_type == TMPFS_MAGIC)
    return total - have <= (gint64)system.f_bavail * system.f_bsize
           || rt_disk_fail (error, "make room for", path, ENOSPC);
  /* Not every file system can; what does not fit shows when it is written. */
  return fallocate (fd, FALLOC_FL_KEEP_SIZE, 0, total) == 0
         || (errno != ENOSPC && errno != EDQUOT && errno != EFBIG)
         || rt_disk_fail (error, "make room for", path, errno);
}
