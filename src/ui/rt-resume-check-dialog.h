/* Asks an address whether a download from there could be resumed, and shows each answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rt-workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_RESUME_CHECK_DIALOG (rt_resume_check_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RtResumeCheckDialog,
                      rt_resume_check_dialog,
                      RT,
                      RESUME_CHECK_DIALOG,
                      AdwWindow)

GtkWidget *rt_resume_check_dialog_new (GtkWindow *parent,
                                       RtWorkbench *workbench,
                                       const char *address);
void rt_resume_check_dialog_ask (RtResumeCheckDialog *self);

G_END_DECLS
