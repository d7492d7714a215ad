/* A folder whose files are served, and nothing outside of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-file-root.h"

#include "core/wire/rt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Never waits: a pipe without a writer opens at once, and is then refused. */
#define OPEN_FLAGS (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

/* Immutable once made: every thread of a server uses it. */
struct _RtFileRoot
{
  int fd;
  gboolean has_openat2;
};

/* glibc has no function for it yet. */
static int
open_beneath (int root, const char *relative)
{
  struct open_how how = {
    .flags = OPEN_FLAGS,
    .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
  };
  int fd;

  /* EAGAIN: something was moved while the kernel looked, and it wants to look again. */
  do
    fd = (int)syscall (SYS_openat2, root, relative, &how, sizeof how);
  while (fd < 0 && (errno == EINTR || errno == EAGAIN));
  return fd;
}

/* Without openat2() no link is followed at all: every folder on the way is opened by its
 * own name. */
static int
open_stepwise (int root, const char *relative)
{
  g_auto (GStrv) names = g_strsplit (relative, "/", -1);
  int fd = openat (root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);

  for (guint i = 0; fd >= 0 && names[i] != NULL; i++)
    {
      gboolean is_last = names[i + 1] == NULL;
      const char *name = *names[i] != '\0' ? names[i] : ".";
      int next;

      if (strcmp (name, "..") == 0)
        {
          close (fd);
          errno = EXDEV;
          return -1;
        }
      next = openat (fd, name,
                     is_last ? OPEN_FLAGS | O_NOFOLLOW
                             : O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      close (fd);
      fd = next;
    }
  return fd;
}

/**
 * rt_file_root_new:
 * @path: of a folder
 * @error: return location for a #GError, or %NULL
 *
 * Opens a folder to serve files from.
 *
 * Errors: %RT_ERROR_FILE if it is none or cannot be opened.
 *
 * Returns: (transfer full): the folder, or %NULL on error
 */
RtFileRoot *
rt_file_root_new (const char *path, GError **error)
{
  g_autoptr (RtFileRoot) self = g_new0 (RtFileRoot, 1);
  int probe;

  self->fd = open (path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (self->fd < 0)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_FILE, "cannot open the folder '%s': %s",
                   path, g_strerror (errno));
      return NULL;
    }
  probe = open_beneath (self->fd, ".");
  self->has_openat2 = probe >= 0 || (errno != ENOSYS && errno != EPERM);
  if (probe >= 0)
    close (probe);
  return g_steal_pointer (&self);
}

void
rt_file_root_free (RtFileRoot *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

/**
 * rt_file_root_set_portable:
 * @self: a folder that no thread uses yet
 *
 * Does without openat2(), as on a system that has none: links are not followed then.
 */
void
rt_file_root_set_portable (RtFileRoot *self)
{
  self->has_openat2 = FALSE;
}

static guint
status_of_errno (int number)
{
  switch (number)
    {
    case EACCES:
    case EPERM:
      return 403;
    case EMFILE:
    case ENFILE:
    case ENOMEM:
      return 503;
    default:
      return 404;
    }
}

/**
 * rt_file_root_open:
 * @self: a folder
 * @relative: what to open below it, as rt_server_path_read() gives it; "" for itself
 * @fd: (out): a descriptor to read from, the caller's; -1 unless there is one
 * @info: (out caller-allocates): about what was opened
 *
 * Opens a file or folder.  Links are followed as long as they stay inside.  What is
 * neither a file nor a folder, such as a pipe or a device, counts as not there.
 *
 * Returns: 0, or the status to answer
 */
guint
rt_file_root_open (const RtFileRoot *self,
                   const char *relative,
                   int *fd,
                   struct stat *info)
{
  guint status = 0;

  if (*relative == '\0')
    relative = ".";
  *fd = self->has_openat2 ? open_beneath (self->fd, relative)
                          : open_stepwise (self->fd, relative);
  if (*fd < 0)
    return status_of_errno (errno);
  if (fstat (*fd, info) != 0 || (!S_ISREG (info->st_mode) && !S_ISDIR (info->st_mode)))
    status = 404;
  if (status != 0)
    {
      close (*fd);
      *fd = -1;
    }
  return status;
}
