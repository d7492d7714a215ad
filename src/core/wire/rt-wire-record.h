/* Takes down what happens on the wire of one request and its answer, from any thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-answer-framer.h"
#include "core/wire/rt-wire-report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Written by the wire's threads, read by the lane: everything is behind one lock. */
typedef struct _RtWireRecord RtWireRecord;

/* Something new is in the record: a phase began, or the answer's head came.  Called from a
 * thread of the wire, without the lock. */
typedef void (*RtWireRecordFunc) (RtWireRecord *record,
                                  RtPhase phase,
                                  gpointer user_data);

RtWireRecord *rt_wire_record_new (const char *method,
                                  guint idle_timeout_s,
                                  GCancellable *cancellable,
                                  RtWireRecordFunc func,
                                  gpointer user_data,
                                  GDestroyNotify destroy);
RtWireRecord *rt_wire_record_ref (RtWireRecord *self);
void rt_wire_record_unref (RtWireRecord *self);

void rt_wire_record_set_head (RtWireRecord *self, GBytes *head);
GBytes *rt_wire_record_get_head (RtWireRecord *self);
const char *rt_wire_record_get_method (RtWireRecord *self);
guint rt_wire_record_get_idle_timeout (RtWireRecord *self);
GCancellable *rt_wire_record_get_cancellable (RtWireRecord *self);

void rt_wire_record_restart (RtWireRecord *self);
void rt_wire_record_begin (RtWireRecord *self, RtPhase phase);
void rt_wire_record_end (RtWireRecord *self, RtPhase phase);
void rt_wire_record_set_connection (RtWireRecord *self,
                                    const char *remote_address,
                                    RtTlsInfo *tls,
                                    gboolean reused);
void rt_wire_record_set_proxy (RtWireRecord *self, RtProxyReport *proxy);
void rt_wire_record_set_tunnel (RtWireRecord *self,
                                gboolean is_tunnel,
                                RtTlsInfo *tls,
                                GPtrArray *steps);
RtProxyReport *rt_wire_record_dup_proxy (RtWireRecord *self);
void rt_wire_record_set_local_end (RtWireRecord *self,
                                   const char *local_address,
                                   RtBothEnds *ends);
void rt_wire_record_add_sent (RtWireRecord *self,
                              const guint8 *data,
                              gsize length,
                              gint64 since_us);
void rt_wire_record_add_received (RtWireRecord *self, const guint8 *data, gsize length);
void rt_wire_record_set_answer (RtWireRecord *self, RtAnswerFramer *framer);
void rt_wire_record_add_remarks (RtWireRecord *self, RtRemarks remarks);
void rt_wire_record_fail (RtWireRecord *self, const GError *error);
void rt_wire_record_finish (RtWireRecord *self);

GError *rt_wire_record_dup_error (RtWireRecord *self);
guint64 rt_wire_record_get_sent_bytes (RtWireRecord *self);
guint64 rt_wire_record_get_request_bytes (RtWireRecord *self);
gboolean rt_wire_record_is_sent (RtWireRecord *self);
gboolean rt_wire_record_expects_continue (RtWireRecord *self);
RtWireReport *rt_wire_record_report (RtWireRecord *self, gboolean with_raw);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtWireRecord, rt_wire_record_unref)

G_END_DECLS
