/* Takes the chunked transfer coding off a body, and reads the trailers after it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-line-collector.h"
#include "core/wire/rt-message-head.h"

G_BEGIN_DECLS

/* A chunk's size line, extensions included, may be this long. */
#define RT_CHUNK_LINE_LIMIT 8192

/* Takes bytes of the body, free of chunk framing. */
typedef void (*RtFramerBodyFunc) (const guint8 *data, gsize length, gpointer user_data);

typedef struct _RtChunkDecoder RtChunkDecoder;

RtChunkDecoder *rt_chunk_decoder_new (gsize trailer_limit);
void rt_chunk_decoder_free (RtChunkDecoder *self);

gsize rt_chunk_decoder_push (RtChunkDecoder *self,
                             const guint8 *data,
                             gsize length,
                             RtFramerBodyFunc func,
                             gpointer user_data,
                             GError **error);
gboolean rt_chunk_decoder_finish (RtChunkDecoder *self);

gboolean rt_chunk_decoder_is_over (RtChunkDecoder *self);
guint64 rt_chunk_decoder_get_body_bytes (RtChunkDecoder *self);
RtRemarks rt_chunk_decoder_get_remarks (RtChunkDecoder *self);
RtHeaderList *rt_chunk_decoder_get_trailers (RtChunkDecoder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtChunkDecoder, rt_chunk_decoder_free)

G_END_DECLS
