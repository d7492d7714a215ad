/* What the parts of a wire record share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-wire-record.h"

G_BEGIN_DECLS

struct _RtWireRecord
{
  gatomicrefcount ref_count;

  /* given at construction, never changed */
  char *method;
  GBytes *head; /* nullable; set before the record is in use */
  guint idle_timeout_s;
  GCancellable *cancellable;
  RtWireRecordFunc func;
  gpointer user_data;
  GDestroyNotify destroy;

  GMutex lock; /* guards all below */
  RtTimings timings;
  char *remote_address;
  RtProxyReport *proxy; /* nullable */
  char *local_address;
  RtBothEnds *ends;
  gboolean reused;
  RtTlsInfo *tls;
  GByteArray *sent; /* the first RT_WIRE_KEPT_BYTES */
  GByteArray *received;
  guint64 sent_bytes;
  guint64 received_bytes;
  guint64 request_bytes; /* head and body together; 0 while unknown */
  RtMessageHead *request_head;
  RtMessageHead *answer_head;
  GPtrArray *informational; /* of RtMessageHead */
  RtHeaderList *trailers;
  guint64 body_bytes;
  RtCompleteness completeness;
  RtRemarks remarks;
  GError *error; /* the first that happened */
};

/* Tells the lane that there is something new.  Without the lock. */
void rt_wire_record_tell (RtWireRecord *self, RtPhase phase);

G_END_DECLS
