/* What a server answers: status, fields, and where the body comes from. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-file-window.h"
#include "core/server/rt-question.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Gives the next piece of a body whose length is not known; NULL at its end, and on
 * error, when @error is set. */
typedef GBytes *(*RtAnswerProduce) (gpointer data, GError **error);

/* How the connection goes on after the body. */
typedef enum
{
  RT_ENDING_WHOLE,
  RT_ENDING_CUT,   /* something is missing, and the connection is closed */
  RT_ENDING_RESET, /* something is missing, and the connection is reset */
  RT_ENDING_STALL, /* something is missing, and nothing happens any more */
} RtAnswerEnding;

typedef struct _RtAnswer RtAnswer;

RtAnswer *rt_answer_new (guint status);
void rt_answer_free (RtAnswer *self);

guint rt_answer_get_status (const RtAnswer *self);
RtHeaderList *rt_answer_get_fields (RtAnswer *self);
void rt_answer_set (RtAnswer *self, const char *name, const char *value);
void rt_answer_set_type (RtAnswer *self, const char *type);

void rt_answer_set_delay (RtAnswer *self, guint ms);
guint rt_answer_get_delay (const RtAnswer *self);
void rt_answer_set_pause (RtAnswer *self, guint ms);
guint rt_answer_get_pause (const RtAnswer *self);

void rt_answer_take_fd (RtAnswer *self, int fd);
void rt_answer_add_span (RtAnswer *self, guint64 offset, guint64 length);
void rt_answer_add_bytes (RtAnswer *self, GBytes *bytes);
void rt_answer_set_producer (RtAnswer *self,
                             RtAnswerProduce produce,
                             gpointer data,
                             GDestroyNotify destroy);
void rt_answer_promise_length (RtAnswer *self, gint64 length);
void rt_answer_set_broken_ending (RtAnswer *self, RtAnswerEnding ending);
void rt_answer_end_with_connection (RtAnswer *self);

gint64 rt_answer_get_length (const RtAnswer *self);
RtAnswerEnding rt_answer_get_broken_ending (const RtAnswer *self);
gboolean rt_answer_ends_with_connection (const RtAnswer *self);
GBytes *rt_answer_get_only_bytes (const RtAnswer *self);
void rt_answer_replace_bytes (RtAnswer *self, GBytes *bytes);
void rt_answer_use_window (RtAnswer *self, RtFileWindow *window);
GBytes *rt_answer_read (RtAnswer *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAnswer, rt_answer_free)

G_END_DECLS
