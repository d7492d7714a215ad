/* The bytes that a form sends, before they are sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_FORM_PREVIEW (rt_form_preview_get_type ())
G_DECLARE_FINAL_TYPE (RtFormPreview, rt_form_preview, RT, FORM_PREVIEW, GtkWidget)

void rt_form_preview_set_draft (RtFormPreview *self, RtFormDraft *draft);

G_END_DECLS
