/* A small private file that is read once and written again as a whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-saved-file.h"

#include "core/wire/rt-private-file.h"

#include <glib/gstdio.h>

/* Nothing of ours grows that far; what does is not ours. */
#define FILE_BYTES_MAX (64 * 1024 * 1024)

/* The thread lives only while there is something to write, and until then nobody else
 * touches the file, so an older state never overwrites a newer one. */
struct _RtSavedFile
{
  char *path; /* NULL: nothing is read or written */

  GMutex mutex;
  GBytes *waiting; /* the newest state, to be written next; nullable */
  gboolean busy;   /* a thread writes */
  GCond idle;
};

static void
write_file (const char *path, GBytes *contents)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  gsize length;
  const char *data = g_bytes_get_data (contents, &length);

  g_mkdir_with_parents (folder, 0700);
  if (!rt_private_file_write (path, data != NULL ? data : "", (gssize)length, &error))
    g_message ("cannot save '%s': %s", path, error->message);
}

static gpointer
run (gpointer data)
{
  RtSavedFile *self = data;

  g_mutex_lock (&self->mutex);
  while (self->waiting != NULL)
    {
      g_autoptr (GBytes) contents = g_steal_pointer (&self->waiting);

      g_mutex_unlock (&self->mutex);
      write_file (self->path, contents);
      g_mutex_lock (&self->mutex);
    }
  self->busy = FALSE;
  g_cond_signal (&self->idle);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/**
 * rt_saved_file_new:
 * @file: (nullable): a local file; %NULL for nothing read and nothing written
 *
 * Makes the place where something is kept.  Neither the file nor its folder needs to
 * exist.
 *
 * Returns: (transfer full): the place
 */
RtSavedFile *
rt_saved_file_new (GFile *file)
{
  RtSavedFile *self = g_new0 (RtSavedFile, 1);

  self->path = file != NULL ? g_file_get_path (file) : NULL;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->idle);
  return self;
}

/**
 * rt_saved_file_free:
 * @self: a saved file
 *
 * Waits until what was to be saved is on the disk.
 */
void
rt_saved_file_free (RtSavedFile *self)
{
  g_mutex_lock (&self->mutex);
  while (self->busy)
    g_cond_wait (&self->idle, &self->mutex);
  g_mutex_unlock (&self->mutex);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->idle);
  g_free (self->path);
  g_free (self);
}

/**
 * rt_saved_file_load:
 * @self: a saved file
 *
 * Reads the file.  What does not exist, is no ordinary file, or is far larger than
 * anything of ours, is as good as empty.
 *
 * Returns: (transfer full) (nullable): what is in it
 */
char *
rt_saved_file_load (RtSavedFile *self)
{
  GStatBuf status;
  char *contents = NULL;

  if (self->path == NULL || g_stat (self->path, &status) != 0 || !S_ISREG (status.st_mode)
      || status.st_size > FILE_BYTES_MAX)
    return NULL;
  g_file_get_contents (self->path, &contents, NULL, NULL);
  return contents;
}

/**
 * rt_saved_file_save:
 * @self: a saved file
 * @contents: all that is to be in the file
 *
 * Writes the file in another thread, readable by its owner only, so that it holds either
 * all of the old or all of the new.  A state that a newer one overtakes is not written.
 */
void
rt_saved_file_save (RtSavedFile *self, GBytes *contents)
{
  if (self->path == NULL)
    return;

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->waiting, g_bytes_unref);
  self->waiting = g_bytes_ref (contents);
  if (!self->busy)
    {
      self->busy = TRUE;
      g_thread_unref (g_thread_new ("rt-save", run, self));
    }
  g_mutex_unlock (&self->mutex);
}
