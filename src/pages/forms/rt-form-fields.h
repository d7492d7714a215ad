/* The fields of a form, a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_FORM_FIELDS (rt_form_fields_get_type ())
G_DECLARE_FINAL_TYPE (RtFormFields, rt_form_fields, RT, FORM_FIELDS, GtkWidget)

void rt_form_fields_set_draft (RtFormFields *self, RtFormDraft *draft);

G_END_DECLS
