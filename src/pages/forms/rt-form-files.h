/* The files that a field of a form sends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_FORM_FILES (rt_form_files_get_type ())
G_DECLARE_FINAL_TYPE (RtFormFiles, rt_form_files, RT, FORM_FILES, GtkWidget)

GtkWidget *rt_form_files_new (RtFormDraft *draft, RtFormControl *control);

void rt_form_files_set (RtFormFiles *self, GListModel *files);

G_END_DECLS
