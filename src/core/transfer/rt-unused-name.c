/* A name that nothing has yet: “name (1)” where “name” is taken. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-unused-name.h"

#include "core/transfer/rt-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NUMBER_MAX 9999

/* Where the extension begins; “.tar.gz” is one, and “.profile” is none. */
static const char *
find_extension (const char *name)
{
  const char *dot = strrchr (name, '.');

  if (dot == NULL || dot == name)
    return name + strlen (name);
  if (dot - name > 4 && g_ascii_strncasecmp (dot - 4, ".tar", 4) == 0)
    return dot - 4;
  return dot;
}

/**
 * rt_unused_name_build:
 * @path: a path
 * @number: 0 for @path itself
 *
 * Puts a number in front of the extension.
 *
 * Returns: (transfer full): such as `/tmp/data (2).tar.gz`
 */
char *
rt_unused_name_build (const char *path, guint number)
{
  const char *slash = strrchr (path, '/');
  const char *extension = find_extension (slash != NULL ? slash + 1 : path);

  if (number == 0)
    return g_strdup (path);
  return g_strdup_printf ("%.*s (%u)%s", (int)(extension - path), path, number,
                          extension);
}

/* Without RENAME_NOREPLACE, a second link does not replace anything, either. */
static int
rename_without_replacing (const char *from, const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return errno;
  if (link (from, to) != 0)
    return errno;
  return unlink (from) == 0 ? 0 : errno;
}

/**
 * rt_unused_name_rename:
 * @from: a file
 * @to: the name it is to have
 * @error: return location for a #GError, or %NULL
 *
 * Renames a file without ever replacing one.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL
 *
 * Returns: (transfer full) (nullable): the name it got
 */
char *
rt_unused_name_rename (const char *from, const char *to, GError **error)
{
  for (guint number = 0;; number++)
    {
      g_autofree char *name = rt_unused_name_build (to, number);
      int reason = rename_without_replacing (from, name);

      if (reason == 0)
        return g_steal_pointer (&name);
      if (reason != EEXIST || number == NUMBER_MAX)
        {
          rt_disk_fail (error, "write", name, reason);
          return NULL;
        }
    }
}
