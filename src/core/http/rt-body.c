/* The body of an answer: its first bytes to look at, counts, and the rest to save. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-body.h"

#include "core/http/rt-body-stream.h"
#include "core/http/rt-exchange-private.h"

struct _RtBody
{
  GObject parent_instance;

  char *content_type;
  GStrv codings;        /* as Content-Encoding has them, never NULL */
  char *unknown_coding; /* the one we cannot undo, nullable: then nothing is decoded */
  gint64 expected_bytes;
  gboolean forbidden;
  gboolean begun;
  gboolean elsewhere;

  GByteArray *growing; /* the preview while it grows */
  GBytes *preview;     /* a snapshot of it; NULL when it is out of date */
  guint64 wire_bytes;
  guint64 decoded_bytes;
  RtCompleteness completeness;
  RtSpool *spool; /* NULL if nothing was kept, or not yet */
};

G_DEFINE_FINAL_TYPE (RtBody, rt_body, G_TYPE_OBJECT)

static void
rt_body_finalize (GObject *object)
{
  RtBody *self = RT_BODY (object);

  g_free (self->content_type);
  g_strfreev (self->codings);
  g_free (self->unknown_coding);
  g_clear_pointer (&self->growing, g_byte_array_unref);
  g_clear_pointer (&self->preview, g_bytes_unref);
  g_clear_pointer (&self->spool, rt_spool_unref);
  G_OBJECT_CLASS (rt_body_parent_class)->finalize (object);
}

static void
rt_body_class_init (RtBodyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_body_finalize;
}

static void
rt_body_init (RtBody *self)
{
  self->codings = g_new0 (char *, 1);
  self->expected_bytes = -1;
}

/**
 * rt_body_get_preview:
 * @self: a body
 *
 * Gives the first decoded bytes, %RT_BODY_PREVIEW_BYTES at most, as far as they came.
 *
 * Returns: (transfer none): the bytes, valid until more of them come
 */
GBytes *
rt_body_get_preview (RtBody *self)
{
  if (self->preview == NULL)
    self->preview = self->growing != NULL
                        ? g_bytes_new (self->growing->data, self->growing->len)
                        : g_bytes_new (NULL, 0);
  return self->preview;
}

guint64
rt_body_get_wire_bytes (RtBody *self)
{
  return self->wire_bytes;
}

guint64
rt_body_get_decoded_bytes (RtBody *self)
{
  return self->decoded_bytes;
}

/**
 * rt_body_get_expected_bytes:
 * @self: a body
 *
 * Gives the length that Content-Length announced.
 *
 * Returns: bytes as received, -1 if nothing was announced
 */
gint64
rt_body_get_expected_bytes (RtBody *self)
{
  return self->expected_bytes;
}

RtCompleteness
rt_body_get_completeness (RtBody *self)
{
  return self->completeness;
}

const char *const *
rt_body_get_codings (RtBody *self)
{
  return (const char *const *)self->codings;
}

const char *
rt_body_get_unknown_coding (RtBody *self)
{
  return self->unknown_coding;
}

const char *
rt_body_get_content_type (RtBody *self)
{
  return self->content_type;
}

/**
 * rt_body_is_forbidden:
 * @self: a body
 *
 * Says whether there is no body by definition: after HEAD, and with 1xx, 204 and 304.
 *
 * Source: [RFC 9110 §6.4.1](https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1)
 *
 * Returns: %TRUE if so
 */
gboolean
rt_body_is_forbidden (RtBody *self)
{
  return self->forbidden;
}

/**
 * rt_body_is_elsewhere:
 * @self: a body
 *
 * Says whether somebody else took what came of the body, so that there is nothing to see.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_body_is_elsewhere (RtBody *self)
{
  return self->elsewhere;
}

/**
 * rt_body_has_begun:
 * @self: a body
 *
 * Says whether the head of the answer came that this is the body of.  The answers before
 * it, which redirect, do not count.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_body_has_begun (RtBody *self)
{
  return self->begun;
}

/**
 * rt_body_can_save:
 * @self: a body
 *
 * Says whether the whole body, or what came of it, was kept.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_body_can_save (RtBody *self)
{
  return self->spool != NULL;
}

/**
 * rt_body_open:
 * @self: a body
 * @decoded: whether to undo the content codings
 *
 * Opens the body that was kept. With a coding that is not known it is read as received.
 *
 * Errors: those of rt_body_stream_new() come when the stream is read.
 *
 * Thread: the stream may be read in any, and outlives @self.
 *
 * Returns: (transfer full) (nullable): a stream, or %NULL if the body was not kept
 */
GInputStream *
rt_body_open (RtBody *self, gboolean decoded)
{
  if (self->spool == NULL)
    return NULL;
  return rt_body_stream_new (self->spool, decoded && self->unknown_coding == NULL
                                              ? (const char *const *)self->codings
                                              : NULL);
}

/**
 * rt_body_forget:
 * @self: a body
 *
 * Lets go of the bytes, to make room. The counts stay, and so do streams already open.
 */
void
rt_body_forget (RtBody *self)
{
  g_clear_pointer (&self->growing, g_byte_array_unref);
  g_clear_pointer (&self->preview, g_bytes_unref);
  g_clear_pointer (&self->spool, rt_spool_unref);
}

/**
 * rt_body_forget_rest:
 * @self: a body
 *
 * Lets go of what was kept to be saved; its beginning can still be looked at.
 */
void
rt_body_forget_rest (RtBody *self)
{
  g_clear_pointer (&self->spool, rt_spool_unref);
}

RtBody *
rt_body_new (void)
{
  return g_object_new (RT_TYPE_BODY, NULL);
}

/* The answer's head came. */
void
rt_body_begin (RtBody *self,
               const char *content_type,
               const char *const *codings,
               const char *unknown_coding,
               gint64 expected_bytes,
               gboolean forbidden)
{
  g_strfreev (self->codings);
  self->codings = codings != NULL ? g_strdupv ((GStrv)codings) : g_new0 (char *, 1);
  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  g_free (self->unknown_coding);
  self->unknown_coding = g_strdup (unknown_coding);
  self->expected_bytes = expected_bytes;
  self->forbidden = forbidden;
  self->begun = TRUE;
}

/* Decoded bytes; what goes beyond the preview is dropped. */
void
rt_body_append_preview (RtBody *self, GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (self->growing == NULL)
    self->growing = g_byte_array_new ();
  length = MIN (length, RT_BODY_PREVIEW_BYTES - self->growing->len);
  if (length == 0)
    return;
  g_byte_array_append (self->growing, data, length);
  g_clear_pointer (&self->preview, g_bytes_unref);
}

void
rt_body_set_elsewhere (RtBody *self)
{
  self->elsewhere = TRUE;
}

void
rt_body_set_counts (RtBody *self, guint64 wire_bytes, guint64 decoded_bytes)
{
  self->wire_bytes = wire_bytes;
  self->decoded_bytes = decoded_bytes;
}

/* Nothing more comes: @spool is sealed, or NULL if nothing was kept. */
void
rt_body_end (RtBody *self, RtCompleteness completeness, RtSpool *spool)
{
  self->completeness = completeness;
  g_clear_pointer (&self->spool, rt_spool_unref);
  self->spool = spool != NULL ? rt_spool_ref (spool) : NULL;
  if (self->growing != NULL)
    {
      g_clear_pointer (&self->preview, g_bytes_unref);
      self->preview = g_byte_array_free_to_bytes (g_steal_pointer (&self->growing));
    }
}
