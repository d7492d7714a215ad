/* Brings big texts into a text buffer bit by bit, so that the window never stalls. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-text-feeder.h"

#include <string.h>

#define FIRST_SLICE 4096
#define SMALLEST_SLICE 512
#define LARGEST_SLICE (64 * 1024)
#define FAST_ENOUGH_US 1500
#define TOO_SLOW_US 4000

/* A line costs as much as so many characters, even if it is empty. */
#define LINE_COST 24

/* What is not ASCII takes so much longer to lay out. */
#define WIDE_COST 4

struct _RtTextFeeder
{
  GObject parent_instance;

  GtkTextBuffer *buffer;
  GtkTextTag *no_hyphens; /* borrowed from the buffer: wrapping adds no characters */

  GQueue texts; /* of GBytes: what waits, the first one in work */
  gsize offset; /* how much of the first is in the buffer */
  gsize slice;  /* how much to take at a time */
  guint source;

  guint column;       /* characters since the last end of a line */
  guint shown_column; /* what the line as it is shown costs to lay out */
  guint longest;
  guint64 lines;
  gboolean broken;
};

G_DEFINE_FINAL_TYPE (RtTextFeeder, rt_text_feeder, G_TYPE_OBJECT)

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Takes one character from *at and writes it, with a break before it where the line is
 * full.  CR LF counts as one, because a buffer that gets it in two parts miscounts. */
static const char *
take_character (RtTextFeeder *self, GString *slice, const char *at, const char *end)
{
  const char *next = g_utf8_next_char (at);

  if (*at == '\n' || *at == '\r')
    {
      if (*at == '\r' && next < end && *next == '\n')
        next++;
      g_string_append_c (slice, '\n');
      self->lines++;
      self->column = self->shown_column = 0;
      return next;
    }
  if (self->shown_column >= RT_LONGEST_LINE)
    {
      g_string_append_c (slice, '\n');
      self->shown_column = 0;
      self->broken = TRUE;
    }
  if (*at == '\0')
    g_string_append (slice, "␀");
  else
    g_string_append_len (slice, at, next - at);
  self->column++;
  self->shown_column += next - at > 1 ? WIDE_COST : 1;
  self->longest = MAX (self->longest, self->column);
  return next;
}

static void
insert_slice (RtTextFeeder *self, GBytes *text)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  const char *at = data + self->offset;
  const char *end = data + length;
  g_autoptr (GString) slice = g_string_sized_new (self->slice + 64);
  gsize cost = 0;
  GtkTextIter iter;

  while (at < end && cost < self->slice)
    {
      cost += *at == '\n' || *at == '\r' ? LINE_COST : 1;
      at = take_character (self, slice, at, end);
    }
  self->offset = (gsize)(at - data);
  gtk_text_buffer_get_end_iter (self->buffer, &iter);
  gtk_text_buffer_insert_with_tags (self->buffer, &iter, slice->str, (int)slice->len,
                                    self->no_hyphens, NULL);
}

static gboolean
on_idle (gpointer user_data)
{
  RtTextFeeder *self = user_data;
  GBytes *text = g_queue_peek_head (&self->texts);
  gint64 start = g_get_monotonic_time ();
  gint64 taken;

  insert_slice (self, text);
  taken = g_get_monotonic_time () - start;
  if (taken < FAST_ENOUGH_US)
    self->slice = MIN (self->slice * 2, LARGEST_SLICE);
  else if (taken > TOO_SLOW_US)
    self->slice = MAX (self->slice / 2, SMALLEST_SLICE);
  if (self->offset < g_bytes_get_size (text))
    return G_SOURCE_CONTINUE;

  g_bytes_unref (g_queue_pop_head (&self->texts));
  self->offset = 0;
  if (!g_queue_is_empty (&self->texts))
    return G_SOURCE_CONTINUE;
  self->source = 0;
  g_signal_emit (self, signals[DONE], 0);
  return G_SOURCE_REMOVE;
}

static void
rt_text_feeder_dispose (GObject *object)
{
  RtTextFeeder *self = RT_TEXT_FEEDER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_queue_clear_full (&self->texts, (GDestroyNotify)g_bytes_unref);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (rt_text_feeder_parent_class)->dispose (object);
}

static void
rt_text_feeder_class_init (RtTextFeederClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_text_feeder_dispose;

  /**
   * RtTextFeeder::done:
   * @self: the feeder
   *
   * All of the text is in the buffer.
   */
  signals[DONE] = g_signal_new ("done", RT_TYPE_TEXT_FEEDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
rt_text_feeder_init (RtTextFeeder *self)
{
  g_queue_init (&self->texts);
  self->slice = FIRST_SLICE;
}

RtTextFeeder *
rt_text_feeder_new (GtkTextBuffer *buffer)
{
  RtTextFeeder *self = g_object_new (RT_TYPE_TEXT_FEEDER, NULL);

  self->buffer = g_object_ref (buffer);
  self->no_hyphens
      = gtk_text_buffer_create_tag (buffer, NULL, "insert-hyphens", FALSE, NULL);
  return self;
}

/**
 * rt_text_feeder_clear:
 * @self: a feeder
 *
 * Empties the buffer and forgets what waits.
 */
void
rt_text_feeder_clear (RtTextFeeder *self)
{
  g_return_if_fail (RT_IS_TEXT_FEEDER (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_queue_clear_full (&self->texts, (GDestroyNotify)g_bytes_unref);
  self->offset = 0;
  self->slice = FIRST_SLICE;
  self->column = self->shown_column = self->longest = 0;
  self->lines = 0;
  self->broken = FALSE;
  gtk_text_buffer_set_text (self->buffer, "", 0);
}

/**
 * rt_text_feeder_append:
 * @self: a feeder
 * @text: UTF-8, which may hold NULs
 *
 * Brings @text into the buffer, behind what is there and what waits.
 */
void
rt_text_feeder_append (RtTextFeeder *self, GBytes *text)
{
  g_return_if_fail (RT_IS_TEXT_FEEDER (self));

  if (g_bytes_get_size (text) == 0)
    return;
  g_queue_push_tail (&self->texts, g_bytes_ref (text));
  if (self->source == 0)
    self->source = g_idle_add (on_idle, self);
}

gboolean
rt_text_feeder_is_busy (RtTextFeeder *self)
{
  g_return_val_if_fail (RT_IS_TEXT_FEEDER (self), FALSE);

  return self->source != 0;
}

gboolean
rt_text_feeder_has_broken_lines (RtTextFeeder *self)
{
  g_return_val_if_fail (RT_IS_TEXT_FEEDER (self), FALSE);

  return self->broken;
}

guint
rt_text_feeder_get_longest_line (RtTextFeeder *self)
{
  g_return_val_if_fail (RT_IS_TEXT_FEEDER (self), 0);

  return self->longest;
}

/**
 * rt_text_feeder_get_lines:
 * @self: a feeder
 *
 * Counts the lines of the text itself; breaks made for display do not count.
 *
 * Returns: the number of lines
 */
guint64
rt_text_feeder_get_lines (RtTextFeeder *self)
{
  g_return_val_if_fail (RT_IS_TEXT_FEEDER (self), 0);

  return self->lines + (self->column > 0 ? 1 : 0);
}
