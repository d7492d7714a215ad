/* The start line and fields of one message, parsed from the bytes that were on the wire. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

/* What was odd about a message, and how it was read all the same. */
typedef enum
{
  RT_REMARK_NONE = 0,
  RT_REMARK_BARE_LF = 1 << 0,       /* a line ended in LF alone */
  RT_REMARK_FOLDED = 1 << 1,        /* a field went on over several lines */
  RT_REMARK_NO_REASON = 1 << 2,     /* the status line had no reason phrase */
  RT_REMARK_NO_COLON = 1 << 3,      /* a line without colon was left out */
  RT_REMARK_SPACE_IN_NAME = 1 << 4, /* white space before a colon */
  RT_REMARK_BAD_NAME = 1 << 5,      /* a field name that is no token */
  RT_REMARK_CONTROL = 1 << 6,       /* NUL, CR or another control character in a value */
  RT_REMARK_NOT_UTF8 = 1 << 7,      /* a value that is not UTF-8 */
  RT_REMARK_LENGTH_REPEATED = 1 << 8,   /* the same Content-Length more than once */
  RT_REMARK_LENGTH_AND_CODING = 1 << 9, /* Content-Length beside Transfer-Encoding */
  RT_REMARK_CODING_NOT_FINAL = 1
                               << 10, /* Transfer-Encoding that does not end in chunked */
  RT_REMARK_BODY_FORBIDDEN = 1 << 11, /* a body where there must be none */
  RT_REMARK_EXTRA_BYTES = 1 << 12,    /* bytes after the end of the answer */
  RT_REMARK_LEADING_EMPTY = 1 << 13,  /* empty lines before the status line */
  RT_REMARK_OLD_VERSION = 1 << 14,    /* HTTP/1.0 */
  RT_REMARK_CHUNK_BARE_LF = 1 << 15,  /* a chunk line ended in LF alone */
  RT_REMARK_CODING_KEPT = 1 << 16,    /* a transfer coding beside chunked, unasked for */
  RT_REMARK_TRAILERS_CUT = 1 << 17, /* closed after the last chunk, before the very end */
} RtRemarks;

typedef enum
{
  RT_HEAD_REQUEST,
  RT_HEAD_ANSWER,
} RtHeadKind;

/* Immutable once parsed. */
typedef struct
{
  gatomicrefcount ref_count;
  RtHeadKind kind;
  guint minor_version;  /* of HTTP/1 */
  char *method;         /* of a request */
  char *target;         /* of a request, as on the wire */
  guint status;         /* of an answer */
  char *reason;         /* of an answer, UTF-8; may be "" */
  RtHeaderList *fields; /* in wire order and case; values as received */
  GBytes *raw;          /* from the start line to the empty line, both included */
  RtRemarks remarks;
} RtMessageHead;

RtMessageHead *rt_message_head_parse (GBytes *raw, RtHeadKind kind, GError **error);
gboolean rt_message_head_may_begin (const guint8 *data, gsize length);
RtHeaderList *
rt_message_head_parse_fields (const guint8 *data, gsize length, RtRemarks *remarks);
RtMessageHead *rt_message_head_ref (RtMessageHead *self);
void rt_message_head_unref (RtMessageHead *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtMessageHead, rt_message_head_unref)

G_END_DECLS
