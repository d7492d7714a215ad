/* Runs every trial of resuming, one after another, in a thread of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rt-resume-trial.h"

G_BEGIN_DECLS

/* Signal: "updated", when a trial begins or is over. */
#define RT_TYPE_RESUME_LAB (rt_resume_lab_get_type ())
G_DECLARE_FINAL_TYPE (RtResumeLab, rt_resume_lab, RT, RESUME_LAB, GObject)

RtResumeLab *rt_resume_lab_new (void);

void rt_resume_lab_start (RtResumeLab *self);
void rt_resume_lab_stop (RtResumeLab *self);
void rt_resume_lab_wait (RtResumeLab *self);

gboolean rt_resume_lab_is_running (RtResumeLab *self);
guint rt_resume_lab_get_n_trials (RtResumeLab *self);
guint rt_resume_lab_get_n_over (RtResumeLab *self);
guint rt_resume_lab_get_n_wrong (RtResumeLab *self);
const RtTrialResult *rt_resume_lab_get_result (RtResumeLab *self, guint index);

G_END_DECLS
