/* Writes to standard output without ever making the program wait for its reader. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-writer.h"

#include <errno.h>
#include <unistd.h>

/* What a reader that takes its time may be behind. */
#define BACKLOG_BYTES_MAX (4 * 1024 * 1024)
#define FINISH_US G_USEC_PER_SEC

/* A pipe that nobody reads holds a write up for ever: only the thread may wait there.  What
 * it is stuck with at the end is left to it, for the program ends then. */
struct _RtCliWriter
{
  GThread *thread;

  GMutex mutex;
  GCond changed;
  GString *backlog; /* behind the mutex, as are the two below */
  gboolean is_writing;
  gboolean is_over; /* nothing more comes, or nothing more can be written */
};

static gboolean
write_all (const GString *text)
{
  gsize done = 0;

  while (done < text->len)
    {
      gssize n = write (STDOUT_FILENO, text->str + done, text->len - done);

      if (n < 0 && errno != EINTR)
        return FALSE;
      done += MAX (n, 0);
    }
  return TRUE;
}

static gpointer
run (gpointer data)
{
  RtCliWriter *self = data;
  g_autoptr (GString) text = g_string_new (NULL);

  g_mutex_lock (&self->mutex);
  for (;;)
    {
      GString *full;
      gboolean written;

      while (self->backlog->len == 0 && !self->is_over)
        g_cond_wait (&self->changed, &self->mutex);
      if (self->backlog->len == 0)
        break;
      full = self->backlog;
      self->backlog = text;
      text = full;
      self->is_writing = TRUE;
      g_mutex_unlock (&self->mutex);
      written = write_all (text);
      g_string_truncate (text, 0);
      g_mutex_lock (&self->mutex);
      self->is_writing = FALSE;
      if (!written)
        {
          self->is_over = TRUE;
          g_string_truncate (self->backlog, 0);
        }
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/**
 * rt_cli_writer_new:
 *
 * Starts a thread that writes.
 *
 * Returns: (transfer full): the writer; rt_cli_writer_finish() takes it back
 */
RtCliWriter *
rt_cli_writer_new (void)
{
  RtCliWriter *self = g_new0 (RtCliWriter, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->backlog = g_string_new (NULL);
  self->thread = g_thread_new ("rt-stdout", run, self);
  return self;
}

/**
 * rt_cli_writer_push:
 * @self: a writer
 * @text: what to write
 * @length: of @text, in bytes
 *
 * Returns: %FALSE if the reader is so far behind that @text is dropped
 */
gboolean
rt_cli_writer_push (RtCliWriter *self, const char *text, gsize length)
{
  gboolean fits;

  g_mutex_lock (&self->mutex);
  fits = !self->is_over && self->backlog->len + length <= BACKLOG_BYTES_MAX;
  if (fits)
    g_string_append_len (self->backlog, text, length);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  return fits;
}

/**
 * rt_cli_writer_finish:
 * @self: (transfer full): a writer
 *
 * Gives the reader a second to take what is there.  The program has to end soon afterwards:
 * what the thread still holds, it holds for good.
 */
void
rt_cli_writer_finish (RtCliWriter *self)
{
  gint64 deadline_us = g_get_monotonic_time () + FINISH_US;
  gboolean is_stuck;

  g_mutex_lock (&self->mutex);
  while ((self->backlog->len > 0 || self->is_writing)
         && g_cond_wait_until (&self->changed, &self->mutex, deadline_us))
    continue;
  is_stuck = self->is_writing;
  self->is_over = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  if (is_stuck)
    return;
  g_thread_join (self->thread);
  g_string_free (self->backlog, TRUE);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self);
}
