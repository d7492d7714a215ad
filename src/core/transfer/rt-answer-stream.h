/* Sends a request and hands the answer's body over as it comes, in the caller's thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-past-hop.h"
#include "core/http/rt-redirect.h"
#include "core/wire/rt-wire-report.h"

G_BEGIN_DECLS

typedef struct _RtAnswerStream RtAnswerStream;

RtAnswerStream *
rt_answer_stream_open (RtRequest *request, GCancellable *cancellable, GError **error);
RtAnswerStream *rt_answer_stream_open_recorded (RtRequest *request,
                                                GPtrArray *hops,
                                                GCancellable *cancellable,
                                                GError **error);
GPtrArray *rt_answer_stream_finish_hops (RtAnswerStream *self, GPtrArray *hops);
void rt_answer_stream_free (RtAnswerStream *self);

RtRequest *rt_answer_stream_get_request (RtAnswerStream *self);
guint rt_answer_stream_get_n_redirects (RtAnswerStream *self);
const RtMessageHead *rt_answer_stream_get_head (RtAnswerStream *self);
gint64 rt_answer_stream_get_length (RtAnswerStream *self);

void rt_answer_stream_limit_piece (RtAnswerStream *self, gsize most);
gssize rt_answer_stream_read (RtAnswerStream *self, const guint8 **data, GError **error);
RtCompleteness rt_answer_stream_get_completeness (RtAnswerStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAnswerStream, rt_answer_stream_free)

G_END_DECLS
