/* Reads an answer byte by byte: where its heads, body, chunks and trailers begin and end. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-chunk-decoder.h"
#include "core/wire/rt-framing.h"
#include "core/wire/rt-wire-report.h"

G_BEGIN_DECLS

/* An answer's head, fields of all kinds together, may be this long. */
#define RT_HEAD_LIMIT (256 * 1024)

/* More 1xx answers than this before the final one are an attack. */
#define RT_INFORMATIONAL_LIMIT 64

typedef enum
{
  RT_FRAMER_HEAD, /* before the end of the final answer's head */
  RT_FRAMER_BODY,
  RT_FRAMER_DONE,   /* the framing says that the answer is over */
  RT_FRAMER_FAILED, /* the answer makes no sense: see the error */
} RtFramerState;

typedef struct _RtAnswerFramer RtAnswerFramer;

RtAnswerFramer *rt_answer_framer_new (const char *method);
void rt_answer_framer_free (RtAnswerFramer *self);

/* Returns how much it took.  It stops early at the end of the final answer's head (the
 * state is then BODY or DONE), so that the caller can act before the body, and at the end
 * of the answer; what is left over after DONE does not belong to it. */
gsize rt_answer_framer_push (RtAnswerFramer *self,
                             const guint8 *data,
                             gsize length,
                             RtFramerBodyFunc func,
                             gpointer user_data);
/* The peer closed the connection. */
void rt_answer_framer_finish (RtAnswerFramer *self);

RtFramerState rt_answer_framer_get_state (RtAnswerFramer *self);
const GError *rt_answer_framer_get_error (RtAnswerFramer *self);
RtFraming rt_answer_framer_get_framing (RtAnswerFramer *self);
gint64 rt_answer_framer_get_length (RtAnswerFramer *self);
RtMessageHead *rt_answer_framer_get_head (RtAnswerFramer *self);
GPtrArray *rt_answer_framer_get_informational (RtAnswerFramer *self);
RtHeaderList *rt_answer_framer_get_trailers (RtAnswerFramer *self);
RtRemarks rt_answer_framer_get_remarks (RtAnswerFramer *self);
RtCompleteness rt_answer_framer_get_completeness (RtAnswerFramer *self);
guint64 rt_answer_framer_get_body_bytes (RtAnswerFramer *self);
gboolean rt_answer_framer_can_reuse (RtAnswerFramer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAnswerFramer, rt_answer_framer_free)

G_END_DECLS
