/* The body of an answer: its first bytes to look at, counts, and the rest to save. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-spool.h"
#include "core/wire/rt-wire-report.h"

G_BEGIN_DECLS

/* Decoded bytes that are kept in memory to be shown. */
#define RT_BODY_PREVIEW_BYTES (1024 * 1024)

#define RT_TYPE_BODY (rt_body_get_type ())
G_DECLARE_FINAL_TYPE (RtBody, rt_body, RT, BODY, GObject)

GBytes *rt_body_get_preview (RtBody *self);
guint64 rt_body_get_wire_bytes (RtBody *self);
guint64 rt_body_get_decoded_bytes (RtBody *self);
gint64 rt_body_get_expected_bytes (RtBody *self);
RtCompleteness rt_body_get_completeness (RtBody *self);
const char *const *rt_body_get_codings (RtBody *self);
const char *rt_body_get_unknown_coding (RtBody *self);
const char *rt_body_get_content_type (RtBody *self);
gboolean rt_body_is_forbidden (RtBody *self);
gboolean rt_body_is_elsewhere (RtBody *self);
gboolean rt_body_has_begun (RtBody *self);
gboolean rt_body_can_save (RtBody *self);

GInputStream *rt_body_open (RtBody *self, gboolean decoded);
void rt_body_read_async (RtBody *self,
                         guint64 offset,
                         gsize length,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
GBytes *rt_body_read_finish (RtBody *self, GAsyncResult *result, GError **error);
void rt_body_save_async (RtBody *self,
                         GFile *file,
                         gboolean decoded,
                         GFileProgressCallback progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean rt_body_save_finish (RtBody *self, GAsyncResult *result, GError **error);
void rt_body_forget (RtBody *self);
void rt_body_forget_rest (RtBody *self);

G_END_DECLS
