/* What a server answers: status, fields, and where the body comes from. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-answer.h"

#include "core/server/rt-file-piece.h"

#include <unistd.h>

/* A stretch of the body: bytes, or what lies in the file there. */
typedef struct
{
  GBytes *bytes; /* NULL: of the file */
  guint64 offset;
  guint64 length;
} Stretch;

/* Either stretches or a producer. */
struct _RtAnswer
{
  guint status;
  RtHeaderList *fields;
  guint delay_ms; /* before its head */
  guint pause_ms; /* between the pieces of its body */

  int fd; /* -1: none */
  GArray *stretches;
  guint next;           /* the stretch that is read */
  guint64 done;         /* of it */
  RtFileWindow *window; /* borrowed; on the piece that was read last; NULL: none */

  RtAnswerProduce produce;
  gpointer data;
  GDestroyNotify destroy;
  gint64 promised; /* length of what is produced; -1: not known */

  RtAnswerEnding broken_ending; /* where the body cannot be gone on with */
  gboolean ends_with_connection;
};

static void
clear_stretch (gpointer data)
{
  Stretch *stretch = data;

  g_clear_pointer (&stretch->bytes, g_bytes_unref);
}

RtAnswer *
rt_answer_new (guint status)
{
  RtAnswer *self = g_new0 (RtAnswer, 1);

  self->status = status;
  self->fields = rt_header_list_new ();
  self->fd = -1;
  self->promised = -1;
  /* What is missing must look missing, whatever the framing is. */
  self->broken_ending = RT_ENDING_RESET;
  self->stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  g_array_set_clear_func (self->stretches, clear_stretch);
  return self;
}

void
rt_answer_free (RtAnswer *self)
{
  rt_header_list_unref (self->fields);
  g_array_unref (self->stretches);
  if (self->window != NULL)
    rt_file_window_close (self->window);
  if (self->fd >= 0)
    close (self->fd);
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self);
}

guint
rt_answer_get_status (const RtAnswer *self)
{
  return self->status;
}

RtHeaderList *
rt_answer_get_fields (RtAnswer *self)
{
  return self->fields;
}

/**
 * rt_answer_set:
 * @self: an answer
 * @name: of a field
 * @value: of the field; must be fit to be sent
 *
 * Sets a field.
 */
void
rt_answer_set (RtAnswer *self, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  if (!rt_header_list_set (self->fields, name, value, &error))
    g_critical ("cannot answer with a field: %s", error->message);
}

/**
 * rt_answer_set_type:
 * @self: an answer
 * @type: a media type, perhaps with parameters
 *
 * Says what the body is, and that nobody is to guess otherwise.
 */
void
rt_answer_set_type (RtAnswer *self, const char *type)
{
  rt_answer_set (self, "Content-Type", type);
  rt_answer_set (self, "X-Content-Type-Options", "nosniff");
}

/**
 * rt_answer_set_delay:
 * @self: an answer
 * @ms: in milliseconds
 *
 * Has the answer wait before anything of it is sent.
 */
void
rt_answer_set_delay (RtAnswer *self, guint ms)
{
  self->delay_ms = ms;
}

guint
rt_answer_get_delay (const RtAnswer *self)
{
  return self->delay_ms;
}

/**
 * rt_answer_set_pause:
 * @self: an answer
 * @ms: in milliseconds
 *
 * Has each piece of the body wait after the one before it was sent.
 */
void
rt_answer_set_pause (RtAnswer *self, guint ms)
{
  self->pause_ms = ms;
}

guint
rt_answer_get_pause (const RtAnswer *self)
{
  return self->pause_ms;
}

/**
 * rt_answer_take_fd:
 * @self: an answer without a file
 * @fd: (transfer full): a file that can be read at any place
 *
 * Gives the answer the file that rt_answer_add_span() takes from.
 */
void
rt_answer_take_fd (RtAnswer *self, int fd)
{
  g_return_if_fail (self->fd < 0);
  self->fd = fd;
}

void
rt_answer_add_span (RtAnswer *self, guint64 offset, guint64 length)
{
  Stretch stretch = { NULL, offset, length };

  if (length > 0)
    g_array_append_val (self->stretches, stretch);
}

void
rt_answer_add_bytes (RtAnswer *self, GBytes *bytes)
{
  Stretch stretch = { g_bytes_ref (bytes), 0, g_bytes_get_size (bytes) };

  g_array_append_val (self->stretches, stretch);
}

/**
 * rt_answer_set_producer:
 * @self: an answer without a body
 * @produce: called for each piece
 * @data: for @produce
 * @destroy: frees @data
 *
 * Has the body made while it is sent.
 */
void
rt_answer_set_producer (RtAnswer *self,
                        RtAnswerProduce produce,
                        gpointer data,
                        GDestroyNotify destroy)
{
  g_return_if_fail (self->produce == NULL && self->stretches->len == 0);
  self->produce = produce;
  self->data = data;
  self->destroy = destroy;
}

/**
 * rt_answer_promise_length:
 * @self: an answer with a producer
 * @length: of what it makes, in bytes; -1: not known
 *
 * Says beforehand how long the body will be.
 */
void
rt_answer_promise_length (RtAnswer *self, gint64 length)
{
  g_return_if_fail (self->produce != NULL);
  self->promised = length;
}

/**
 * rt_answer_set_broken_ending:
 * @self: an answer
 * @ending: what happens if the body cannot be gone on with
 *
 * Has something else than a reset happen then.
 */
void
rt_answer_set_broken_ending (RtAnswer *self, RtAnswerEnding ending)
{
  self->broken_ending = ending;
}

RtAnswerEnding
rt_answer_get_broken_ending (const RtAnswer *self)
{
  return self->broken_ending;
}

/**
 * rt_answer_end_with_connection:
 * @self: an answer
 *
 * Has the body end where the connection does, without a length and without chunks.
 */
void
rt_answer_end_with_connection (RtAnswer *self)
{
  self->ends_with_connection = TRUE;
}

gboolean
rt_answer_ends_with_connection (const RtAnswer *self)
{
  return self->ends_with_connection;
}

/**
 * rt_answer_get_length:
 * @self: an answer
 *
 * Says how long the body is.
 *
 * Returns: in bytes; -1 if that is not known before it ends
 */
gint64
rt_answer_get_length (const RtAnswer *self)
{
  gint64 length = 0;

  if (self->produce != NULL)
    return self->promised;
  for (guint i = 0; i < self->stretches->len; i++)
    length += (gint64)g_array_index (self->stretches, Stretch, i).length;
  return length;
}

/**
 * rt_answer_get_only_bytes:
 * @self: an answer
 *
 * Gives the body if it is in memory as one piece.
 *
 * Returns: (transfer none) (nullable): the body
 */
GBytes *
rt_answer_get_only_bytes (const RtAnswer *self)
{
  return self->stretches->len == 1 ? g_array_index (self->stretches, Stretch, 0).bytes
                                   : NULL;
}

/**
 * rt_answer_replace_bytes:
 * @self: an answer that is not being read yet
 * @bytes: its new body
 *
 * Puts another body in place of the one that is there.
 */
void
rt_answer_replace_bytes (RtAnswer *self, GBytes *bytes)
{
  g_autoptr (GBytes) kept = g_bytes_ref (bytes);

  g_array_set_size (self->stretches, 0);
  rt_answer_add_bytes (self, kept);
}

/**
 * rt_answer_use_window:
 * @self: an answer that is not being read yet
 * @window: that moves with each piece; must outlive the answer
 *
 * Has rt_answer_read() give what lies in a file as what is seen through @window, where that
 * is worth it.  Who reads must not look at it.
 */
void
rt_answer_use_window (RtAnswer *self, RtFileWindow *window)
{
  self->window = window;
}

/* The first piece is sent together with the head, so that one has to be in memory. */
static GBytes *
read_file (RtAnswer *self, const Stretch *stretch, GError **error)
{
  guint64 offset = stretch->offset + self->done;
  guint64 length = stretch->length - self->done;
  gboolean is_first = self->next == 0 && self->done == 0;
  GBytes *seen = self->window != NULL && !is_first
                     ? rt_file_window_open (self->window, self->fd, offset, length)
                     : NULL;

  return seen != NULL ? seen : rt_file_piece_read (self->fd, offset, length, error);
}

/**
 * rt_answer_read:
 * @self: an answer
 * @error: return location for a #GError, or %NULL
 *
 * Gives the next piece of the body.
 *
 * Errors: %RT_ERROR_BODY_CUT if a file became shorter than what was said, %RT_ERROR_FILE
 * if it cannot be read.
 *
 * Returns: (transfer full) (nullable): the piece; %NULL at the end, and on error
 */
GBytes *
rt_answer_read (RtAnswer *self, GError **error)
{
  GBytes *piece;
  const Stretch *stretch;

  if (self->produce != NULL)
    return self->produce (self->data, error);
  if (self->next == self->stretches->len)
    return NULL;
  stretch = &g_array_index (self->stretches, Stretch, self->next);
  piece = stretch->bytes != NULL ? g_bytes_ref (stretch->bytes)
                                 : read_file (self, stretch, error);
  if (piece == NULL)
    return NULL;
  self->done += g_bytes_get_size (piece);
  if (self->done == stretch->length)
    {
      self->next++;
      self->done = 0;
    }
  return piece;
}
