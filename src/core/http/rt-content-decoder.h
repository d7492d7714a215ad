/* Undoes content codings, one or several in a row, piece by piece. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No piece of decoded bytes is longer. */
#define RT_DECODED_PIECE_BYTES (64 * 1024)

typedef struct _RtContentDecoder RtContentDecoder;

/* Takes decoded bytes; returns FALSE to stop. */
typedef gboolean (*RtDecodedFunc) (const guint8 *data, gsize length, gpointer user_data);

RtContentDecoder *rt_content_decoder_new (const char *const *codings);
void rt_content_decoder_free (RtContentDecoder *self);

GStrv rt_content_codings_parse (const char *content_encoding);
gboolean rt_content_coding_is_known (const char *coding);
const char *rt_content_codings_accepted (void);

/* Coded bytes are pushed, decoded ones come by a callback … */
gboolean rt_content_decoder_push (RtContentDecoder *self,
                                  const guint8 *data,
                                  gsize length,
                                  RtDecodedFunc func,
                                  gpointer user_data,
                                  GError **error);
gboolean rt_content_decoder_finish (RtContentDecoder *self,
                                    RtDecodedFunc func,
                                    gpointer user_data,
                                    GError **error);

/* … or they are fed, and decoded ones pulled, as much at a time as there is room for. */
void rt_content_decoder_feed (RtContentDecoder *self, const guint8 *data, gsize length);
gssize rt_content_decoder_pull (RtContentDecoder *self,
                                guint8 *buffer,
                                gsize size,
                                GError **error);
void rt_content_decoder_set_guarded (RtContentDecoder *self, gboolean guarded);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtContentDecoder, rt_content_decoder_free)

G_END_DECLS
