/* The file that a body is saved to: under its own name only when it is whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* The bytes go to PATH.part, which is locked while it is written.  A file of that name
 * that an earlier try has left keeps its bytes until the new body's first byte comes.
 * What is no regular file, such as /dev/null or a pipe, is written to as it is. */
struct _RtCliFile
{
  char *path;
  char *part; /* NULL where path itself is written to */
  int fd;
  gboolean was_there; /* the part file is older than we */
};

static gboolean
fail (GError **error, const char *verb, const char *path, int reason)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (reason), "cannot %s '%s': %s",
               verb, path, g_strerror (reason));
  return FALSE;
}

/* Opens and locks the part file.  Between the two another program may have finished it
 * and given it its name: then our descriptor is that finished file, and we begin anew. */
static gboolean
open_part (RtCliFile *self, mode_t mode, GError **error)
{
  for (;;)
    {
      struct stat ours;
      struct stat named;

      self->was_there = g_access (self->part, F_OK) == 0;
      self->fd = g_open (self->part, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode);
      if (self->fd < 0)
        return fail (error, "write", self->part, errno);
      if (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK,
                       "another program writes '%s'", self->part);
          return FALSE;
        }
      if (fstat (self->fd, &ours) != 0 || !S_ISREG (ours.st_mode))
        return fail (error, "write", self->part, EINVAL);
      if (g_lstat (self->part, &named) == 0 && named.st_ino == ours.st_ino
          && named.st_dev == ours.st_dev)
        return TRUE;
      g_close (self->fd, NULL);
      self->fd = -1;
    }
}

/**
 * rt_cli_file_open:
 * @path: where the body shall be in the end
 * @new_mode: who may use it, as open() has it, where there is no file yet
 * @error: return location for a #GError, or %NULL
 *
 * Makes ready to save a body at @path. Nothing under that name changes before
 * rt_cli_file_finish().
 *
 * Errors: #GIOErrorEnum, with the name of the file in the message; %G_IO_ERROR_WOULD_BLOCK
 * if another program writes the part file
 *
 * Returns: (transfer full) (nullable): the file
 */
RtCliFile *
rt_cli_file_open (const char *path, guint new_mode, GError **error)
{
  g_autoptr (RtCliFile) self = g_new0 (RtCliFile, 1);
  g_autofree char *real = realpath (path, NULL);
  struct stat status;
  mode_t mode = new_mode;

  self->fd = -1;
  self->path = g_strdup (real != NULL ? real : path);
  if (real != NULL && g_stat (real, &status) == 0)
    {
      if (S_ISDIR (status.st_mode))
        {
          fail (error, "write", path, EISDIR);
          return NULL;
        }
      mode = status.st_mode & 0777;
      if (!S_ISREG (status.st_mode))
        {
          self->fd = g_open (real, O_WRONLY | O_CLOEXEC, 0);
          if (self->fd < 0)
            {
              fail (error, "write", path, errno);
              return NULL;
            }
          return g_steal_pointer (&self);
        }
    }

  self->part = g_strconcat (self->path, ".part", NULL);
  if (!open_part (self, mode, error))
    return NULL;
  if (real != NULL)
    fchmod (self->fd, mode); /* as far as the file system allows it */
  return g_steal_pointer (&self);
}

void
rt_cli_file_free (RtCliFile *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_free (self->path);
  g_free (self->part);
  g_free (self);
}

int
rt_cli_file_get_fd (RtCliFile *self)
{
  return self->fd;
}

/**
 * rt_cli_file_get_part_path:
 * @self: a file
 *
 * Names the file that holds the bytes until they are whole.
 *
 * Returns: (transfer none) (nullable): a path, %NULL for what is no regular file
 */
const char *
rt_cli_file_get_part_path (RtCliFile *self)
{
  return self->part;
}

/* A rename is on disk when its folder is. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  g_close (fd, NULL);
}

/**
 * rt_cli_file_finish:
 * @self: a file
 * @length: the body's length in bytes, all of it written
 * @error: return location for a #GError, or %NULL
 *
 * Gives the whole body its name, in place of what had it before. The bytes are on disk
 * before the name is, so that not even a power cut leaves a finished-looking file with
 * wrong bytes.
 *
 * Errors: #GIOErrorEnum; the part file is then still there
 *
 * Returns: %TRUE if the file is there
 */
gboolean
rt_cli_file_finish (RtCliFile *self, guint64 length, GError **error)
{
  if (self->part == NULL)
    return TRUE;
  if (ftruncate (self->fd, length) != 0 || fdatasync (self->fd) != 0)
    return fail (error, "write", self->part, errno);
  if (g_rename (self->part, self->path) != 0)
    return fail (error, "write", self->path, errno);
  sync_folder (self->path);
  return TRUE;
}

/**
 * rt_cli_file_drop:
 * @self: a file
 * @length: how many bytes were written
 *
 * Removes the part file. One that an earlier try has left, and that this one has not
 * written to, stays.
 */
void
rt_cli_file_drop (RtCliFile *self, guint64 length)
{
  if (self->part != NULL && (length > 0 || !self->was_there))
    g_unlink (self->part);
}

/**
 * rt_cli_file_keep_part:
 * @self: a file
 * @length: how many bytes were written
 *
 * Leaves the part file as it is, if there is anything in it.
 *
 * Returns: %TRUE if a part file of this try is left
 */
gboolean
rt_cli_file_keep_part (RtCliFile *self, guint64 length)
{
  if (length == 0)
    rt_cli_file_drop (self, length);
  return self->part != NULL && length > 0;
}
