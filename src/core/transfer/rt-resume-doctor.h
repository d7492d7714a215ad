/* Finds out whether a download could be resumed, by asking. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-transport.h"
#include "core/transfer/rt-resume-diagnosis.h"

G_BEGIN_DECLS

/* Signal: "updated", when there is one more answer, and at the end. */
#define RT_TYPE_RESUME_DOCTOR (rt_resume_doctor_get_type ())
G_DECLARE_FINAL_TYPE (RtResumeDoctor, rt_resume_doctor, RT, RESUME_DOCTOR, GObject)

RtResumeDoctor *rt_resume_doctor_new (RtTransport *transport);

void rt_resume_doctor_ask (RtResumeDoctor *self, RtRequest *request);
void rt_resume_doctor_stop (RtResumeDoctor *self);

gboolean rt_resume_doctor_is_busy (RtResumeDoctor *self);
const RtDiagnosis *rt_resume_doctor_get_diagnosis (RtResumeDoctor *self);
RtExchange *rt_resume_doctor_get_exchange (RtResumeDoctor *self, RtProbeKind kind);

G_END_DECLS
