/* A small file with a private key in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-key-file.h"

#include "core/wire/rt-error.h"
#include "core/wire/rt-private-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* A chain of 32 certificates with the longest of keys is far smaller. */
#define FILE_BYTES_MAX (1024 * 1024)

typedef struct
{
  gsize length;
  char data[];
} Secret;

static void
secret_free (gpointer data)
{
  Secret *secret = data;

  explicit_bzero (secret->data, secret->length);
  g_free (secret);
}

static GBytes *
secret_to_bytes (Secret *secret, gsize length)
{
  return g_bytes_new_with_free_func (secret->data, length, secret_free, secret);
}

static Secret *
secret_new (gsize length)
{
  Secret *secret = g_malloc (sizeof (Secret) + length);

  secret->length = length;
  return secret;
}

/**
 * rt_key_file_bytes:
 * @data: (array length=length): what holds a private key
 * @length: how many bytes
 *
 * Copies @data to memory that is wiped before it is freed.
 *
 * Returns: (transfer full): the copy
 */
GBytes *
rt_key_file_bytes (const char *data, gsize length)
{
  Secret *secret = secret_new (length);

  memcpy (secret->data, data, length);
  return secret_to_bytes (secret, length);
}

static GBytes *
read_descriptor (int fd, const char *path, gboolean *exposed, GError **error)
{
  struct stat status;
  Secret *secret;
  gsize length = 0;
  gssize got;

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode)
      || status.st_size > FILE_BYTES_MAX)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_FILE, "'%s' is no small ordinary file",
                   path);
      return NULL;
    }
  secret = secret_new ((gsize)status.st_size);
  while (length < secret->length)
    {
      got = read (fd, secret->data + length, secret->length - length);
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          g_set_error (error, RT_ERROR, RT_ERROR_FILE, "cannot read '%s': %s", path,
                       g_strerror (errno));
          secret_free (secret);
          return NULL;
        }
      if (got == 0)
        break;
      length += (gsize)got;
    }
  if (exposed != NULL)
    *exposed = (status.st_mode & (S_IRWXG | S_IRWXO)) != 0;
  return secret_to_bytes (secret, length);
}

/**
 * rt_key_file_read:
 * @path: a file
 * @exposed: (out) (optional): whether others than its owner may read or write it
 * @error: return location for a #GError, or %NULL
 *
 * Reads a file of at most 1 MiB. Blocks for as long as the disk does.
 *
 * Errors: %RT_ERROR_FILE if it cannot be read, is larger, or is no ordinary file.
 *
 * Returns: (transfer full): what is in it, in memory that is wiped in the end
 */
GBytes *
rt_key_file_read (const char *path, gboolean *exposed, GError **error)
{
  /* Opening a FIFO must not wait for its other end. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  GBytes *contents;

  if (fd < 0)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_FILE, "cannot open '%s': %s", path,
                   g_strerror (errno));
      return NULL;
    }
  contents = read_descriptor (fd, path, exposed, error);
  g_close (fd, NULL);
  return contents;
}

/**
 * rt_key_file_write:
 * @path: a file; replaced if it exists
 * @contents: what is to be in it
 * @error: return location for a #GError, or %NULL
 *
 * Writes a file that nobody but its owner could read at any time, and that is on the disk
 * as a whole or not at all. Blocks for as long as the disk does.
 *
 * Errors: %RT_ERROR_DISK_FULL, %RT_ERROR_FILE.
 *
 * Returns: %FALSE on error; the file is then as it was before
 */
gboolean
rt_key_file_write (const char *path, GBytes *contents, GError **error)
{
  g_autoptr (GError) raw = NULL;
  gsize length;
  const char *data = g_bytes_get_data (contents, &length);

  if (rt_private_file_write (path, data, (gssize)length, &raw))
    return TRUE;
  g_set_error_literal (error, RT_ERROR,
                       g_error_matches (raw, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                           ? RT_ERROR_DISK_FULL
                           : RT_ERROR_FILE,
                       raw->message);
  return FALSE;
}
