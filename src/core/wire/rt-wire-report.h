/* What was seen on the wire of one request and its answer: an immutable snapshot. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-both-ends.h"
#include "core/wire/rt-message-head.h"
#include "core/wire/rt-proxy-report.h"
#include "core/wire/rt-timings.h"
#include "core/wire/rt-tls-info.h"

G_BEGIN_DECLS

/* How many raw bytes of each direction are kept; beyond, they are only counted. */
#define RT_WIRE_KEPT_BYTES (1024 * 1024)

typedef enum
{
  RT_COMPLETE_UNKNOWN, /* the end of the connection is the end of the body, or not there yet */
  RT_COMPLETE_YES, /* the framing says that all came */
  RT_COMPLETE_NO,  /* the framing says that something is missing */
} RtCompleteness;

/* The lane makes one at every step and hands it over; nobody changes it afterwards. */
typedef struct
{
  gatomicrefcount ref_count;
  RtTimings timings;
  char *remote_address; /* "127.0.0.1:80" or "[::1]:80"; NULL before it is known;
                                  with a proxy, the proxy's */
  RtProxyReport *proxy; /* NULL: nobody has chosen a way */
  char *local_address;  /* our end, likewise */
  RtBothEnds *ends;     /* of the connection; NULL: no server of ours knows of it */
  gboolean reused;      /* the connection was kept from an earlier exchange */
  RtTlsInfo *tls;       /* nullable */
  RtMessageHead *request_head; /* as sent; NULL before it is */
  RtMessageHead *answer_head;  /* NULL before it came */
  GPtrArray *informational;    /* of RtMessageHead, the 1xx answers */
  RtHeaderList *trailers;      /* nullable */
  GBytes *sent;                /* raw, the first RT_WIRE_KEPT_BYTES; NULL while it runs */
  GBytes *received;            /* likewise */
  guint64 sent_bytes;          /* all of them, head and framing included */
  guint64 received_bytes;
  guint64 body_bytes; /* body as received: without chunk framing, before decoding */
  RtCompleteness completeness;
  RtRemarks remarks; /* of the answer, head and framing */
} RtWireReport;

RtWireReport *rt_wire_report_new (void);
RtWireReport *rt_wire_report_copy (const RtWireReport *self);
RtWireReport *rt_wire_report_ref (RtWireReport *self);
void rt_wire_report_unref (RtWireReport *self);

RtServerSide *rt_wire_report_find_server_side (const RtWireReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtWireReport, rt_wire_report_unref)

G_END_DECLS
