/* Reads the requests of one connection out of its bytes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-question.h"

G_BEGIN_DECLS

#define RT_REQUEST_HEAD_BYTES_MAX 32768

typedef enum
{
  RT_READER_IDLE,    /* not a byte of the next request is there */
  RT_READER_HEAD,    /* its head is not whole */
  RT_READER_ASKED,   /* its head is whole: is its body to come? */
  RT_READER_BODY,    /* its body is not whole */
  RT_READER_WHOLE,   /* it can be taken */
  RT_READER_REFUSED, /* nothing that follows can be understood */
} RtReaderPhase;

typedef struct _RtRequestReader RtRequestReader;

RtRequestReader *rt_request_reader_new (guint64 body_limit);
void rt_request_reader_free (RtRequestReader *self);

gsize rt_request_reader_push (RtRequestReader *self, const guint8 *data, gsize length);
void rt_request_reader_let_body_come (RtRequestReader *self);
void rt_request_reader_skip_body (RtRequestReader *self);
void rt_request_reader_refuse (RtRequestReader *self, guint status);

RtReaderPhase rt_request_reader_get_phase (const RtRequestReader *self);
guint rt_request_reader_get_status (const RtRequestReader *self);
const char *rt_request_reader_get_refused_line (const RtRequestReader *self);
RtQuestion *rt_request_reader_get_question (const RtRequestReader *self);
RtQuestion *rt_request_reader_steal_question (RtRequestReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtRequestReader, rt_request_reader_free)

G_END_DECLS
