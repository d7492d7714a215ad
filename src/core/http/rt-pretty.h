/* A second look at JSON and XML: the same tokens, indented. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RT_PRETTY_NONE, /* shown as it is */
  RT_PRETTY_JSON,
  RT_PRETTY_XML,
} RtPrettyKind;

/* How it ended. */
typedef enum
{
  RT_PRETTY_WHOLE,
  RT_PRETTY_CUT,    /* the text ends in the middle */
  RT_PRETTY_BROKEN, /* from some place on it is not what it claims to be */
  RT_PRETTY_FULL,   /* more than RT_PRETTY_BYTES; the rest is left out */
} RtPrettyEnd;

/* No result is longer, so that little text with deep nesting cannot fill the memory. */
#define RT_PRETTY_BYTES (4 * 1024 * 1024)

typedef struct
{
  char *text; /* UTF-8 if what came in was */
  gsize length;
  RtPrettyEnd end;
  gsize offset; /* in what came in: how far it was understood */
} RtPretty;

RtPrettyKind rt_pretty_find_kind (const char *content_type, const char *text);

RtPretty *rt_pretty_new (RtPrettyKind kind, const char *text, gsize length);
void rt_pretty_free (RtPretty *self);

void rt_pretty_new_async (RtPrettyKind kind,
                          GBytes *text,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
RtPretty *rt_pretty_new_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtPretty, rt_pretty_free)

G_END_DECLS
