/* The text of a body, made off the main thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-charset.h"
#include "core/http/rt-pretty.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Immutable. */
typedef struct
{
  GBytes *bytes; /* what the text was made from */
  GBytes *text;  /* UTF-8 */
  RtCharset charset;
  gboolean binary;          /* better shown as bytes */
  RtPrettyKind pretty_kind; /* how it can be laid out */
} RtBodyText;

void rt_body_text_free (RtBodyText *self);
void rt_body_text_read_async (GBytes *bytes,
                              gboolean cut,
                              const char *content_type,
                              const RtEncoding *chosen,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
RtBodyText *rt_body_text_read_finish (GAsyncResult *result, GError **error);
char *rt_charset_dup_words (const RtCharset *charset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtBodyText, rt_body_text_free)

G_END_DECLS
