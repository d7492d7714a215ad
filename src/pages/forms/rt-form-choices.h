/* The choices that a field of a form offers: one of them, or several. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_FORM_CHOICES (rt_form_choices_get_type ())
G_DECLARE_FINAL_TYPE (RtFormChoices, rt_form_choices, RT, FORM_CHOICES, GtkWidget)

GtkWidget *rt_form_choices_new (RtFormDraft *draft, RtFormControl *control);

G_END_DECLS
