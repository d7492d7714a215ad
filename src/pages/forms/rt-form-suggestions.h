/* The values that a page suggests for a field. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-control.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_FORM_SUGGESTIONS (rt_form_suggestions_get_type ())
G_DECLARE_FINAL_TYPE (RtFormSuggestions,
                      rt_form_suggestions,
                      RT,
                      FORM_SUGGESTIONS,
                      GtkWidget)

GtkWidget *rt_form_suggestions_new (RtFormControl *control, GtkWidget *entry);

G_END_DECLS
