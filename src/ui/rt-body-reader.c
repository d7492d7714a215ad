/* Reads a body for showing: its beginning as it comes, and more of it when asked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-body-reader.h"

struct _RtBodyReader
{
  GObject parent_instance;

  RtExchange *exchange;       /* nullable */
  RtBody *body;               /* of it, nullable */
  const RtEncoding *encoding; /* chosen by hand, nullable */

  GBytes *bytes;             /* what of the body was read, nullable */
  gboolean read_over;        /* the exchange was over when it was read */
  RtBodyText *text;          /* nullable */
  gboolean anew;             /* the next text is of another body */
  GCancellable *cancellable; /* of the reading that runs, nullable */
};

G_DEFINE_FINAL_TYPE (RtBodyReader, rt_body_reader, G_TYPE_OBJECT)

enum
{
  READ,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
stop (RtBodyReader *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtBodyReader) self = user_data;
  RtBodyText *text = rt_body_text_read_finish (result, NULL);
  gboolean anew;

  if (text == NULL)
    return;
  g_clear_object (&self->cancellable);
  anew = self->anew || self->text == NULL
         || self->text->charset.encoding != text->charset.encoding;
  self->anew = FALSE;
  g_clear_pointer (&self->text, rt_body_text_free);
  self->text = text;
  g_signal_emit (self, signals[READ], 0, anew);
  rt_body_reader_follow (self, self->exchange);
}

static void
read_text (RtBodyReader *self)
{
  gboolean over = rt_exchange_is_over (self->exchange);
  gboolean cut
      = !over || g_bytes_get_size (self->bytes) < rt_body_get_decoded_bytes (self->body);

  stop (self);
  self->cancellable = g_cancellable_new ();
  self->read_over = over;
  rt_body_text_read_async (self->bytes, cut, rt_body_get_content_type (self->body),
                           self->encoding, self->cancellable, on_text,
                           g_object_ref (self));
}

static void
on_more (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtBodyReader) self = user_data;
  g_autoptr (GBytes) bytes = rt_body_read_finish (RT_BODY (source), result, NULL);

  if (RT_BODY (source) != self->body)
    return;
  if (bytes == NULL)
    {
      stop (self);
      return;
    }
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_steal_pointer (&bytes);
  read_text (self);
}

static void
start_anew (RtBodyReader *self, RtBody *body)
{
  stop (self);
  g_set_object (&self->body, body);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->text, rt_body_text_free);
  self->encoding = NULL;
  self->read_over = FALSE;
  self->anew = TRUE;
}

static void
rt_body_reader_dispose (GObject *object)
{
  RtBodyReader *self = RT_BODY_READER (object);

  stop (self);
  g_clear_object (&self->exchange);
  g_clear_object (&self->body);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->text, rt_body_text_free);
  G_OBJECT_CLASS (rt_body_reader_parent_class)->dispose (object);
}

static void
rt_body_reader_class_init (RtBodyReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_body_reader_dispose;

  /**
   * RtBodyReader::read:
   * @self: the reader
   * @anew: whether the text is another one than before; else it begins with that
   *
   * There is text.
   */
  signals[READ] = g_signal_new ("read", RT_TYPE_BODY_READER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
rt_body_reader_init (RtBodyReader *self)
{
}

RtBodyReader *
rt_body_reader_new (void)
{
  return g_object_new (RT_TYPE_BODY_READER, NULL);
}

/**
 * rt_body_reader_follow:
 * @self: a reader
 * @exchange: an exchange
 *
 * Reads what is new of the beginning of the body.  There is one reading at a time, so that
 * a quick body is read a few times, and a slow one as it comes.
 */
void
rt_body_reader_follow (RtBodyReader *self, RtExchange *exchange)
{
  RtBody *body = rt_exchange_get_body (exchange);
  GBytes *preview = rt_body_get_preview (body);
  gsize size = preview != NULL ? g_bytes_get_size (preview) : 0;
  gsize have;

  g_return_if_fail (RT_IS_BODY_READER (self));

  g_set_object (&self->exchange, exchange);
  if (self->body != body)
    start_anew (self, body);
  have = self->bytes != NULL ? g_bytes_get_size (self->bytes) : 0;
  if (size == 0 || self->cancellable != NULL
      || (have >= size && self->read_over == rt_exchange_is_over (exchange)))
    return;
  if (have < size)
    {
      g_clear_pointer (&self->bytes, g_bytes_unref);
      self->bytes = g_bytes_ref (preview);
    }
  read_text (self);
}

/**
 * rt_body_reader_read_more:
 * @self: a reader
 *
 * Reads 1 MiB more of a body that was kept: all of it from the start again, because only so
 * a character at the seam is whole in every encoding.
 */
void
rt_body_reader_read_more (RtBodyReader *self)
{
  g_return_if_fail (RT_IS_BODY_READER (self));

  if (self->bytes == NULL || self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  rt_body_read_async (self->body, 0,
                      g_bytes_get_size (self->bytes) + RT_BODY_PREVIEW_BYTES,
                      self->cancellable, on_more, g_object_ref (self));
}

/**
 * rt_body_reader_set_encoding:
 * @self: a reader
 * @encoding: (nullable): what the user chose, or %NULL to find it out
 *
 * Reads the text in another encoding.
 */
void
rt_body_reader_set_encoding (RtBodyReader *self, const RtEncoding *encoding)
{
  g_return_if_fail (RT_IS_BODY_READER (self));

  self->encoding = encoding;
  if (self->bytes != NULL)
    read_text (self);
}

/**
 * rt_body_reader_get_text:
 * @self: a reader
 *
 * Gives what was read last.
 *
 * Returns: (transfer none) (nullable): the text
 */
const RtBodyText *
rt_body_reader_get_text (RtBodyReader *self)
{
  g_return_val_if_fail (RT_IS_BODY_READER (self), NULL);

  return self->text;
}
