/* The fields of a form, edited as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_FORM_TEXT_DIALOG (rt_form_text_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RtFormTextDialog,
                      rt_form_text_dialog,
                      RT,
                      FORM_TEXT_DIALOG,
                      AdwWindow)

void rt_form_text_dialog_open (GtkWidget *widget, RtFormDraft *draft);

G_END_DECLS
