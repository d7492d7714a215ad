/* Takes a body in as it comes: counts it, keeps it, decodes it, shows its beginning. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-body-intake.h"

#include "core/http/rt-content-decoder.h"
#include "core/wire/rt-error.h"

struct _RtBodyIntake
{
  RtFeed *feed;
  GOutputStream *sink; /* nullable */
  gboolean sink_decoded;
  GCancellable *cancellable; /* borrowed */

  RtSpool *spool;            /* of what came, before decoding; nullable */
  RtContentDecoder *decoder; /* NULL: nothing to decode, or no way to */
  GError *decode_error;      /* the body is not what its coding says */
  GError *fatal;             /* stops the intake */
  guint64 wire_bytes;
  guint64 decoded_bytes;
  gsize previewed;
};

static gboolean
write_sink (RtBodyIntake *self, const guint8 *data, gsize length)
{
  g_autoptr (GError) raw = NULL;

  if (g_output_stream_write_all (self->sink, data, length, NULL, self->cancellable, &raw))
    return TRUE;
  /* A reader that has enough is not the network's fault: the caller is told as it is. */
  if (g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    self->fatal = g_steal_pointer (&raw);
  else
    self->fatal = rt_error_from (raw, RT_PHASE_RECEIVE);
  return FALSE;
}

static gboolean
on_decoded (const guint8 *data, gsize length, gpointer user_data)
{
  RtBodyIntake *self = user_data;
  gsize room = RT_BODY_PREVIEW_BYTES - self->previewed;

  self->decoded_bytes += length;
  if (room > 0)
    {
      rt_feed_preview (self->feed, data, MIN (room, length));
      self->previewed += MIN (room, length);
    }
  return self->sink == NULL || !self->sink_decoded || write_sink (self, data, length);
}

/* Content codings were applied first, transfer codings over them (RFC 9112 §6.1). */
static GStrv
dup_codings (const RtHeaderList *fields)
{
  g_autofree char *content = rt_header_list_join (fields, "Content-Encoding");
  g_autofree char *transfer = rt_header_list_join (fields, "Transfer-Encoding");
  g_autofree char *all = g_strdup_printf ("%s,%s", content != NULL ? content : "",
                                          transfer != NULL ? transfer : "");
  g_auto (GStrv) codings = rt_content_codings_parse (all);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; codings[i] != NULL; i++)
    if (!g_str_equal (codings[i], "chunked") && !g_str_equal (codings[i], "identity"))
      g_strv_builder_add (builder, codings[i]);
  return g_strv_builder_end (builder);
}

static gboolean
forbids_body (const RtWireReport *report)
{
  guint status = report->answer_head->status;

  return status == 204 || status == 304 || status == 101
         || (report->request_head != NULL
             && g_str_equal (report->request_head->method, "HEAD"));
}

static gint64
announced_length (const RtWireReport *report)
{
  const char *text = rt_header_list_find (report->answer_head->fields, "Content-Length");
  guint64 length;

  if (text == NULL
      || rt_header_list_find (report->answer_head->fields, "Transfer-Encoding") != NULL
      || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &length, NULL))
    return -1;
  return length;
}

/**
 * rt_body_intake_new:
 * @feed: where the news goes
 * @request: says whether the body is kept, and guarded
 * @report: with the answer's head
 * @sink: (nullable): where the body goes besides
 * @sink_decoded: whether @sink gets it decoded
 * @cancellable: (nullable): ends a write to @sink
 *
 * Begins to take in the body that @report announces.
 *
 * Returns: (transfer full): the intake
 */
RtBodyIntake *
rt_body_intake_new (RtFeed *feed,
                    RtRequest *request,
                    const RtWireReport *report,
                    GOutputStream *sink,
                    gboolean sink_decoded,
                    GCancellable *cancellable)
{
  RtBodyIntake *self = g_new0 (RtBodyIntake, 1);
  RtRequestFlags flags = rt_request_get_options (request)->flags;
  const RtHeaderList *fields = report->answer_head->fields;
  g_auto (GStrv) codings = dup_codings (fields);
  gboolean forbidden = forbids_body (report);
  const char *unknown = NULL;

  self->feed = rt_feed_ref (feed);
  if (report->answer_head->status < 400 || (flags & RT_REQUEST_NO_ERROR_BODY) == 0)
    g_set_object (&self->sink, sink);
  self->sink_decoded = sink_decoded;
  self->cancellable = cancellable;
  if ((flags & RT_REQUEST_KEEP_BODY) != 0 && !forbidden)
    self->spool = rt_spool_new (RT_BODY_PREVIEW_BYTES);
  for (guint i = 0; codings[i] != NULL && unknown == NULL; i++)
    if (!rt_content_coding_is_known (codings[i]))
      unknown = codings[i];
  /* Who takes the body as received must not fail on what it would decode to. */
  if (codings[0] != NULL && unknown == NULL && !forbidden
      && (self->sink == NULL || sink_decoded))
    {
      self->decoder = rt_content_decoder_new ((const char *const *)codings);
      if (self->decoder == NULL)
        unknown = codings[0];
      else
        rt_content_decoder_set_guarded (self->decoder,
                                        (flags & RT_REQUEST_ALLOW_BOMB) == 0);
    }
  rt_feed_body_begin (feed, rt_header_list_find (fields, "Content-Type"),
                      (const char *const *)codings, unknown, announced_length (report),
                      forbidden);
  return self;
}

void
rt_body_intake_free (RtBodyIntake *self)
{
  rt_feed_unref (self->feed);
  g_clear_object (&self->sink);
  g_clear_pointer (&self->spool, rt_spool_unref);
  g_clear_pointer (&self->decoder, rt_content_decoder_free);
  g_clear_error (&self->decode_error);
  g_clear_error (&self->fatal);
  g_free (self);
}

/**
 * rt_body_intake_push:
 * @self: an intake
 * @data: bytes of the body as received
 * @length: how many
 * @error: return location for a #GError, or %NULL
 *
 * Takes a piece in.  A body that does not decode is taken in to its end all the same, so
 * that it can be looked at and saved as received; rt_body_intake_finish() says so.
 *
 * Errors: %RT_ERROR_BOMB, %RT_ERROR_DISK_FULL, %RT_ERROR_FILE, or the sink's own error.
 *
 * Returns: %FALSE if the rest is not wanted
 */
gboolean
rt_body_intake_push (RtBodyIntake *self, const guint8 *data, gsize length, GError **error)
{
  self->wire_bytes += length;
  if (self->spool != NULL && !rt_spool_append (self->spool, data, length, error))
    return FALSE;
  if (self->sink != NULL && !self->sink_decoded)
    write_sink (self, data, length);
  if (self->decoder == NULL)
    on_decoded (data, length, self);
  else if (self->decode_error == NULL)
    rt_content_decoder_push (self->decoder, data, length, on_decoded, self,
                             &self->decode_error);
  rt_feed_counts (self->feed, self->wire_bytes, self->decoded_bytes);
  if (self->fatal == NULL
      && g_error_matches (self->decode_error, RT_ERROR, RT_ERROR_BOMB))
    self->fatal = g_steal_pointer (&self->decode_error);
  if (self->fatal == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->fatal));
  return FALSE;
}

/**
 * rt_body_intake_finish:
 * @self: an intake
 * @completeness: what the framing says of the end
 * @error: (inout): what went wrong so far; a coding that does not add up is put here if
 *   nothing else is
 *
 * Ends the body.
 */
void
rt_body_intake_finish (RtBodyIntake *self, RtCompleteness completeness, GError **error)
{
  if (*error == NULL && self->decoder != NULL && self->decode_error == NULL)
    rt_content_decoder_finish (self->decoder, on_decoded, self, &self->decode_error);
  if (*error == NULL && self->fatal != NULL)
    *error = g_steal_pointer (&self->fatal);
  if (*error == NULL && self->decode_error != NULL)
    *error = g_steal_pointer (&self->decode_error);
  if (*error != NULL)
    completeness = RT_COMPLETE_NO;
  if (self->spool != NULL)
    rt_spool_seal (self->spool);
  rt_feed_counts (self->feed, self->wire_bytes, self->decoded_bytes);
  rt_feed_body_end (self->feed, completeness, self->spool);
}
