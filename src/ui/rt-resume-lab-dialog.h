/* Tries downloads against a server that does everything wrong, and shows what came of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_RESUME_LAB_DIALOG (rt_resume_lab_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RtResumeLabDialog,
                      rt_resume_lab_dialog,
                      RT,
                      RESUME_LAB_DIALOG,
                      AdwWindow)

GtkWidget *rt_resume_lab_dialog_new (GtkWindow *parent);

G_END_DECLS
