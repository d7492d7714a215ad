/* Where a body goes on the command line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-sink.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

/* How soon a sink that is held notices that it is cancelled. */
#define CANCEL_CHECK_US (50 * G_TIME_SPAN_MILLISECOND)

/* Written by a thread of the transport; its state is read when the exchange is over, or
 * by anyone who does not mind to be a moment late. */
struct _RtCliSink
{
  GOutputStream parent_instance;

  GOutputStream *base;
  int fd; /* borrowed */
  gboolean guard_terminal;
  gboolean is_file; /* what it held before goes with the first byte of the new body */
  gsize at_once;    /* the longest write that is over at once when there is any room */

  GMutex lock; /* guards held */
  GCond released;
  gboolean held; /* the first byte is not to be written yet */

  gint state; /* atomic, RtSinkState */
  guint64 written;
};

G_DEFINE_FINAL_TYPE (RtCliSink, rt_cli_sink, G_TYPE_OUTPUT_STREAM)

/* NUL, or more than one control character in ten, as the window's body view has it. */
static gboolean
looks_binary (const guint8 *data, gsize length)
{
  gsize controls = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (data[i] == 0)
        return TRUE;
      if ((data[i] < 0x20 && !g_ascii_isspace (data[i])) || data[i] == 0x7f)
        controls++;
    }
  return controls > length / 10;
}

static gboolean
wait_until_released (RtCliSink *self, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (&self->lock);
  while (self->held && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&self->released, &self->lock,
                       g_get_monotonic_time () + CANCEL_CHECK_US);
  g_mutex_unlock (&self->lock);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
begin (RtCliSink *self, const guint8 *data, gsize length, GError **error)
{
  if (self->guard_terminal && looks_binary (data, length))
    {
      g_atomic_int_set (&self->state, RT_SINK_BINARY);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           "binary data would garble the terminal");
      return FALSE;
    }
  if (self->is_file && ftruncate (self->fd, 0) != 0)
    {
      int reason = errno;

      g_atomic_int_set (&self->state, RT_SINK_FAILED);
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (reason),
                   "cannot empty the file: %s", g_strerror (reason));
      return FALSE;
    }
  return TRUE;
}

static gssize
rt_cli_sink_write (GOutputStream *stream,
                   const void *buffer,
                   gsize count,
                   GCancellable *cancellable,
                   GError **error)
{
  RtCliSink *self = RT_CLI_SINK (stream);
  g_autoptr (GError) local_error = NULL;
  gssize written = -1;

  if (self->written > 0
      || (wait_until_released (self, cancellable, &local_error)
          && begin (self, buffer, count, &local_error)))
    written = g_output_stream_write (self->base, buffer, MIN (count, self->at_once),
                                     cancellable, &local_error);
  if (written >= 0)
    {
      self->written += written;
      return written;
    }

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    g_atomic_int_set (&self->state, RT_SINK_CLOSED);
  else if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           && g_atomic_int_get (&self->state) == RT_SINK_OPEN)
    g_atomic_int_set (&self->state, RT_SINK_FAILED);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return -1;
}

static void
rt_cli_sink_finalize (GObject *object)
{
  RtCliSink *self = RT_CLI_SINK (object);

  g_object_unref (self->base);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->released);
  G_OBJECT_CLASS (rt_cli_sink_parent_class)->finalize (object);
}

static void
rt_cli_sink_class_init (RtCliSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_cli_sink_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = rt_cli_sink_write;
}

static void
rt_cli_sink_init (RtCliSink *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->released);
}

/* A long write to a pipe whose reader sleeps blocks, and nothing can cancel it.  So a pipe
 * is opened anew for us alone, not to block, and where that is not possible each write is
 * as short as a pipe with any room takes at once. */
static RtCliSink *
sink_new (int fd)
{
  RtCliSink *self = g_object_new (RT_TYPE_CLI_SINK, NULL);
  g_autofree char *again = g_strdup_printf ("/proc/self/fd/%d", fd);
  struct stat status;
  int own = -1;

  if (fstat (fd, &status) != 0)
    status.st_mode = 0;
  if (S_ISFIFO (status.st_mode))
    own = g_open (again, O_WRONLY | O_NONBLOCK | O_CLOEXEC, 0);
  self->fd = fd;
  self->is_file = S_ISREG (status.st_mode);
  self->at_once = own >= 0 || self->is_file ? G_MAXSSIZE : PIPE_BUF;
  self->base = g_unix_output_stream_new (own >= 0 ? own : fd, own >= 0);
  return self;
}

/**
 * rt_cli_sink_new_for_stdout:
 * @guard_terminal: whether to refuse binary data where standard output is a terminal
 *
 * Makes a sink that writes to standard output.
 *
 * Returns: (transfer full): the sink
 */
RtCliSink *
rt_cli_sink_new_for_stdout (gboolean guard_terminal)
{
  RtCliSink *self = sink_new (STDOUT_FILENO);

  self->is_file = FALSE; /* it may be open for appending to */
  self->guard_terminal = guard_terminal && isatty (self->fd);
  return self;
}

/**
 * rt_cli_sink_new_for_file:
 * @fd: an open file, which stays the caller's
 *
 * Makes a sink that writes a file from its begin on. What a regular file held before is
 * kept until the first byte comes.
 *
 * Returns: (transfer full): the sink
 */
RtCliSink *
rt_cli_sink_new_for_file (int fd)
{
  return sink_new (fd);
}

/**
 * rt_cli_sink_hold:
 * @self: a sink that nobody writes yet
 *
 * Keeps the body back until rt_cli_sink_release(), so that what is said before it stands
 * before it where both go to one terminal.
 */
void
rt_cli_sink_hold (RtCliSink *self)
{
  self->held = TRUE;
}

void
rt_cli_sink_release (RtCliSink *self)
{
  g_mutex_lock (&self->lock);
  self->held = FALSE;
  g_cond_signal (&self->released);
  g_mutex_unlock (&self->lock);
}

RtSinkState
rt_cli_sink_get_state (RtCliSink *self)
{
  return g_atomic_int_get (&self->state);
}

/**
 * rt_cli_sink_get_written:
 * @self: a sink
 *
 * Counts what was written. Ask when the exchange is over.
 *
 * Returns: bytes
 */
guint64
rt_cli_sink_get_written (RtCliSink *self)
{
  return self->written;
}
