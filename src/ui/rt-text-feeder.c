/* Brings big texts into a text buffer bit by bit, so that the window never stalls. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-text-feeder.h"

#include "ui/rt-line-breaker.h"

#include <string.h>

/* Before the view goes through what it has not yet laid out, which takes long. */
#define PRIORITY (GTK_TEXT_VIEW_PRIORITY_VALIDATE - 1)

#define FIRST_SLICE 4096
#define SMALLEST_SLICE 512
#define LARGEST_SLICE (64 * 1024)
#define FAST_ENOUGH_US 1500
#define TOO_SLOW_US 4000

/* So many characters are gone in a millisecond or two, whatever their lines and colours. */
#define CLEARED_SLICE 8192

/* A line costs as much as so many characters, even if it is empty; so does a colour. */
#define LINE_COST 24
#define COLOUR_COST 8

/* The rest of a text is not coloured. */
#define COLOURED_BYTES (256 * 1024)

struct _RtTextFeeder
{
  GObject parent_instance;

  GtkSourceBuffer *buffer;
  GtkTextTag *no_hyphens;           /* borrowed from it: wrapping adds no characters */
  GtkTextTag *colours[RT_N_TOKENS]; /* borrowed from it; none for plain text */

  GQueue texts; /* of GBytes: what waits, the first one in work */
  gsize offset; /* how much of the first is in the buffer */
  gsize slice;  /* how much to take at a time */
  guint source;
  gboolean clearing; /* the buffer still holds the text before */

  RtScanner scanner;
  RtToken token;   /* what the text at the offset is */
  gsize token_end; /* in the first text */
  gsize coloured;  /* bytes so far */

  RtLineBreaker breaker;
};

G_DEFINE_FINAL_TYPE (RtTextFeeder, rt_text_feeder, G_TYPE_OBJECT)

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A part of a slice that is of one kind. */
typedef struct
{
  RtToken token;
  int start; /* characters */
  int end;
} Run;

/* Looks what comes next, where the last token is used up. */
static void
scan (RtTextFeeder *self, const char *data, const char *at, const char *end)
{
  const char *token_end = at;

  if (self->token_end > (gsize)(at - data))
    return;
  if (self->coloured >= COLOURED_BYTES)
    {
      self->token = RT_TOKEN_TEXT;
      self->token_end = (gsize)(end - data);
      return;
    }
  self->token = rt_scanner_next (&self->scanner, &token_end, end);
  self->token_end = (gsize)(token_end - data);
  self->coloured += (gsize)(token_end - at);
  if (self->token != RT_TOKEN_TEXT)
    {
      rt_line_breaker_add_colour (&self->breaker, COLOUR_COST);
    }
}

static void
insert (RtTextFeeder *self, const GString *slice, const GArray *runs)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter end;
  int before;

  gtk_text_buffer_get_end_iter (buffer, &end);
  before = gtk_text_iter_get_offset (&end);
  gtk_text_buffer_insert_with_tags (buffer, &end, slice->str, (int)slice->len,
                                    self->no_hyphens, NULL);
  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);
      GtkTextIter start;

      gtk_text_buffer_get_iter_at_offset (buffer, &start, before + run->start);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, before + run->end);
      gtk_text_buffer_apply_tag (buffer, self->colours[run->token], &start, &end);
    }
}

static void
insert_slice (RtTextFeeder *self, GBytes *text)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  const char *at = data + self->offset;
  const char *end = data + length;
  g_autoptr (GString) slice = g_string_sized_new (self->slice + 64);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  Run run = { RT_TOKEN_TEXT, 0, 0 };
  gsize cost = 0;

  while (at < end && cost < self->slice)
    {
      scan (self, data, at, end);
      run = (Run){ self->token, run.end, run.end };
      while (at < data + self->token_end && cost < self->slice)
        {
          cost += *at == '\n' || *at == '\r' ? LINE_COST : 1;
          run.end += rt_line_breaker_take (&self->breaker, slice, &at, end);
        }
      if (run.token != RT_TOKEN_TEXT)
        {
          g_array_append_val (runs, run);
          cost += COLOUR_COST;
        }
    }
  self->offset = (gsize)(at - data);
  insert (self, slice, runs);
}

/* To empty a buffer takes as long as to fill it.  From its end, what is in sight stays to
 * the last. */
static void
clear_slice (RtTextFeeder *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  start = end;
  gtk_text_iter_backward_chars (&start, CLEARED_SLICE);
  gtk_text_buffer_delete (buffer, &start, &end);
  self->clearing = gtk_text_buffer_get_char_count (buffer) > 0;
}

static void
feed_slice (RtTextFeeder *self)
{
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
    return;
  g_bytes_unref (g_queue_pop_head (&self->texts));
  self->offset = self->token_end = 0;
}

static gboolean
on_idle (gpointer user_data)
{
  RtTextFeeder *self = user_data;

  if (self->clearing)
    clear_slice (self);
  else
    feed_slice (self);
  if (self->clearing || !g_queue_is_empty (&self->texts))
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
  rt_line_breaker_init (&self->breaker);
}

/* The scheme says how comments and the like look. */
static void
show_colours (RtTextFeeder *self)
{
  static const char *const names[RT_N_TOKENS] = {
    [RT_TOKEN_COMMENT] = "def:comment",       [RT_TOKEN_STRING] = "def:string",
    [RT_TOKEN_NUMBER] = "def:number",         [RT_TOKEN_KEYWORD] = "def:statement",
    [RT_TOKEN_NAME] = "def:function",         [RT_TOKEN_ATTRIBUTE] = "xml:attribute-name",
    [RT_TOKEN_ENTITY] = "def:special-char",   [RT_TOKEN_ADDED] = "diff:added-line",
    [RT_TOKEN_REMOVED] = "diff:removed-line",
  };
  GtkSourceStyleScheme *scheme = gtk_source_buffer_get_style_scheme (self->buffer);

  for (guint i = 0; scheme != NULL && i < RT_N_TOKENS; i++)
    if (names[i] != NULL)
      gtk_source_style_apply (gtk_source_style_scheme_get_style (scheme, names[i]),
                              self->colours[i]);
}

RtTextFeeder *
rt_text_feeder_new (GtkSourceBuffer *buffer)
{
  RtTextFeeder *self = g_object_new (RT_TYPE_TEXT_FEEDER, NULL);
  GtkTextBuffer *text_buffer = GTK_TEXT_BUFFER (buffer);

  self->buffer = g_object_ref (buffer);
  self->no_hyphens
      = gtk_text_buffer_create_tag (text_buffer, NULL, "insert-hyphens", FALSE, NULL);
  for (guint i = 0; i < RT_N_TOKENS; i++)
    if (i != RT_TOKEN_TEXT)
      self->colours[i] = gtk_text_buffer_create_tag (text_buffer, NULL, NULL);
  g_signal_connect_object (buffer, "notify::style-scheme", G_CALLBACK (show_colours),
                           self, G_CONNECT_SWAPPED);
  show_colours (self);
  return self;
}

static void
queue_work (RtTextFeeder *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (PRIORITY, on_idle, self, NULL);
}

/**
 * rt_text_feeder_start:
 * @self: a feeder
 * @syntax: how to colour the next text
 *
 * Forgets what waits, and empties the buffer for another text, bit by bit as well.
 */
void
rt_text_feeder_start (RtTextFeeder *self, RtSyntax syntax)
{
  g_return_if_fail (RT_IS_TEXT_FEEDER (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_queue_clear_full (&self->texts, (GDestroyNotify)g_bytes_unref);
  self->scanner = (RtScanner){ .syntax = syntax };
  self->offset = self->token_end = self->coloured = 0;
  self->slice = FIRST_SLICE;
  rt_line_breaker_init (&self->breaker);
  self->clearing = gtk_text_buffer_get_char_count (GTK_TEXT_BUFFER (self->buffer)) > 0;
  if (self->clearing)
    queue_work (self);
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
  queue_work (self);
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

  return self->breaker.broken;
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

  return self->breaker.lines + (self->breaker.column > 0 ? 1 : 0);
}
