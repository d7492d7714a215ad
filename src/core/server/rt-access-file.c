/* The access log of a server on disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-access-file.h"

#include "core/wire/rt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A disk that lags behind by more than this is not waited for. */
#define LINES_MAX 100000

/* What the thread that writes knows.  One batch at a time changes it. */
typedef struct
{
  char *path;
  goffset limit;
  int fd;
  gboolean has_failed; /* the last time */
  int n_lines;         /* that wait; atomic */

  GMainContext *context; /* of the owner */
  GWeakRef owner;
} Writer;

typedef struct
{
  Writer *writer; /* a reference */
  GPtrArray *entries;
} Batch;

struct _RtAccessFile
{
  GObject parent_instance;

  Writer *writer;
  GThreadPool *pool; /* of one thread, which takes batch after batch; NULL once closed */
  gboolean is_late;
};

G_DEFINE_FINAL_TYPE (RtAccessFile, rt_access_file, G_TYPE_OBJECT)

enum
{
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clear_writer (gpointer data)
{
  Writer *writer = data;

  if (writer->fd >= 0)
    close (writer->fd);
  g_free (writer->path);
  g_main_context_unref (writer->context);
  g_weak_ref_clear (&writer->owner);
}

static gboolean
set_errno_error (GError **error, const char *what, const char *path)
{
  int saved = errno;

  g_set_error (error, RT_ERROR, saved == ENOSPC ? RT_ERROR_DISK_FULL : RT_ERROR_FILE,
               "cannot %s '%s': %s", what, path, g_strerror (saved));
  return FALSE;
}

static gboolean
open_file (Writer *writer, GError **error)
{
  writer->fd
      = open (writer->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);
  return writer->fd >= 0 || set_errno_error (error, "open", writer->path);
}

static void
close_file (Writer *writer)
{
  if (writer->fd >= 0)
    close (writer->fd);
  writer->fd = -1;
}

/* Makes the file fit for so many more bytes.  One that was deleted is begun anew.  What is
 * no plain file, such as a terminal, is never put aside. */
static gboolean
prepare (Writer *writer, gsize n_more, struct stat *status, GError **error)
{
  g_autofree char *aside = g_strconcat (writer->path, ".1", NULL);

  if (writer->fd >= 0 && fstat (writer->fd, status) == 0 && status->st_nlink == 0)
    close_file (writer);
  if (writer->fd < 0 && !open_file (writer, error))
    return FALSE;
  if (fstat (writer->fd, status) != 0)
    return set_errno_error (error, "look at", writer->path);
  if (!S_ISREG (status->st_mode) || status->st_size == 0
      || status->st_size + (goffset)n_more <= writer->limit)
    return TRUE;
  if (g_rename (writer->path, aside) != 0)
    return set_errno_error (error, "put aside", writer->path);
  close_file (writer);
  status->st_size = 0;
  return open_file (writer, error);
}

static gboolean
write_text (Writer *writer, const GString *text, GError **error)
{
  struct stat status;

  if (!prepare (writer, text->len, &status, error))
    return FALSE;
  for (gsize done = 0; done < text->len;)
    {
      gssize n = write (writer->fd, text->str + done, text->len - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_errno_error (error, "write", writer->path);
          /* Half a line would be joined with the next that fits. */
          if (S_ISREG (status.st_mode) && ftruncate (writer->fd, status.st_size) != 0)
            g_debug ("cannot shorten '%s': %s", writer->path, g_strerror (errno));
          return FALSE;
        }
      done += (gsize)n;
    }
  return TRUE;
}

typedef struct
{
  Writer *writer; /* a reference */
  GError *error;
} Failure;

static void
failure_free (gpointer data)
{
  Failure *failure = data;

  g_atomic_rc_box_release_full (failure->writer, clear_writer);
  g_error_free (failure->error);
  g_free (failure);
}

static gboolean
on_failure (gpointer data)
{
  Failure *failure = data;
  g_autoptr (RtAccessFile) self = g_weak_ref_get (&failure->writer->owner);

  if (self != NULL)
    g_signal_emit (self, signals[FAILED], 0, failure->error);
  return G_SOURCE_REMOVE;
}

/* Never at once, even where the owner's context is idle: this is the wrong thread. */
static void
tell_owner (Writer *writer, GError *error)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Failure *failure = g_new0 (Failure, 1);

  failure->writer = g_atomic_rc_box_acquire (writer);
  failure->error = error;
  g_source_set_callback (source, on_failure, failure, failure_free);
  g_source_attach (source, writer->context);
}

static void
write_batch (gpointer data, gpointer unused)
{
  Batch *batch = data;
  Writer *writer = batch->writer;
  g_autoptr (GString) text = g_string_new (NULL);
  GError *error = NULL;

  for (guint i = 0; i < batch->entries->len; i++)
    rt_access_entry_append_line (batch->entries->pdata[i], text);
  if (write_text (writer, text, &error))
    writer->has_failed = FALSE;
  else if (writer->has_failed)
    g_error_free (error);
  else
    {
      writer->has_failed = TRUE;
      tell_owner (writer, error);
    }
  g_atomic_int_add (&writer->n_lines, -(int)batch->entries->len);
  g_ptr_array_unref (batch->entries);
  g_free (batch);
  g_atomic_rc_box_release_full (writer, clear_writer);
}

static void
rt_access_file_finalize (GObject *object)
{
  RtAccessFile *self = RT_ACCESS_FILE (object);

  /* What is still to be written is written, but not waited for. */
  if (self->pool != NULL)
    g_thread_pool_free (self->pool, FALSE, FALSE);
  g_atomic_rc_box_release_full (self->writer, clear_writer);
  G_OBJECT_CLASS (rt_access_file_parent_class)->finalize (object);
}

static void
rt_access_file_class_init (RtAccessFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_access_file_finalize;

  /**
   * RtAccessFile::failed:
   * @self: a file
   * @error: of the domain #RT_ERROR
   *
   * Lines could not be written and are not in the file.  Is told once, until lines can be
   * written again; in the context in which the file was opened.
   */
  signals[FAILED] = g_signal_new ("failed", RT_TYPE_ACCESS_FILE, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
rt_access_file_init (RtAccessFile *self)
{
}

/**
 * rt_access_file_open:
 * @path: of the file; it and its folder are made, for the user alone, if they do not exist
 * @limit: how many bytes it may grow to
 * @error: return location for a #GError, or %NULL
 *
 * Opens an access log, to add to its end.  When it has grown to its limit it is put aside
 * under the same name with “.1”, in the place of the one that was put aside before.
 * Blocks for as long as the disk does.
 *
 * Errors: %RT_ERROR_DISK_FULL, %RT_ERROR_FILE.
 *
 * Returns: (transfer full): the file, or %NULL on error
 */
RtAccessFile *
rt_access_file_open (const char *path, goffset limit, GError **error)
{
  g_autoptr (RtAccessFile) self = g_object_new (RT_TYPE_ACCESS_FILE, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  self->writer = g_atomic_rc_box_new0 (Writer);
  self->writer->path = g_strdup (path);
  self->writer->limit = limit;
  self->writer->fd = -1;
  self->writer->context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->writer->owner, self);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_errno_error (error, "make the folder", folder);
      return NULL;
    }
  if (!open_file (self->writer, error))
    return NULL;
  self->pool = g_thread_pool_new (write_batch, NULL, 1, FALSE, NULL);
  return g_steal_pointer (&self);
}

/**
 * rt_access_file_append:
 * @self: a file that is open
 * @entries: (element-type RtAccessEntry): what to add; must not change any more
 *
 * Has lines written by another thread.
 */
void
rt_access_file_append (RtAccessFile *self, GPtrArray *entries)
{
  Batch *batch;

  g_return_if_fail (RT_IS_ACCESS_FILE (self) && self->pool != NULL);

  if (g_atomic_int_get (&self->writer->n_lines) >= LINES_MAX)
    {
      g_autoptr (GError) error = g_error_new (
          RT_ERROR, RT_ERROR_OTHER, "the disk of '%s' is too slow", self->writer->path);

      if (!self->is_late)
        g_signal_emit (self, signals[FAILED], 0, error);
      self->is_late = TRUE;
      return;
    }
  self->is_late = FALSE;
  batch = g_new0 (Batch, 1);
  batch->writer = g_atomic_rc_box_acquire (self->writer);
  batch->entries = g_ptr_array_ref (entries);
  g_atomic_int_add (&self->writer->n_lines, (int)entries->len);
  g_thread_pool_push (self->pool, batch, NULL);
}

/**
 * rt_access_file_close:
 * @self: a file that is open
 *
 * Ends the file when all is written.  Blocks for as long as the disk does.
 */
void
rt_access_file_close (RtAccessFile *self)
{
  g_return_if_fail (RT_IS_ACCESS_FILE (self) && self->pool != NULL);

  g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);
}

static void
run_close (GTask *task, gpointer source, gpointer pool, GCancellable *cancellable)
{
  g_thread_pool_free (pool, FALSE, TRUE);
  g_task_return_boolean (task, TRUE);
}

/**
 * rt_access_file_close_async:
 * @self: a file that is open
 * @callback: called when all is written
 * @user_data: for @callback
 *
 * Ends the file.  Nothing can be added any more.
 */
void
rt_access_file_close_async (RtAccessFile *self,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (RT_IS_ACCESS_FILE (self) && self->pool != NULL);

  g_task_set_source_tag (task, rt_access_file_close_async);
  g_task_set_task_data (task, g_steal_pointer (&self->pool), NULL);
  g_task_run_in_thread (task, run_close);
}

void
rt_access_file_close_finish (RtAccessFile *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
}
