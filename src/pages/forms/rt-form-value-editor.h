/* Where the value of a field is filled in, in the way of its kind. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_FORM_VALUE_EDITOR (rt_form_value_editor_get_type ())
G_DECLARE_FINAL_TYPE (RtFormValueEditor,
                      rt_form_value_editor,
                      RT,
                      FORM_VALUE_EDITOR,
                      GtkWidget)

GtkWidget *rt_form_value_editor_new (RtFormDraft *draft, RtFormControl *control);

GtkCheckButton *rt_form_value_editor_get_check (RtFormValueEditor *self);

G_END_DECLS
