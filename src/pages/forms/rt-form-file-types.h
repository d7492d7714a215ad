/* The media types of the files that a field sends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_FORM_FILE_TYPES (rt_form_file_types_get_type ())
G_DECLARE_FINAL_TYPE (RtFormFileTypes, rt_form_file_types, RT, FORM_FILE_TYPES, GtkWidget)

GtkWidget *rt_form_file_types_new (RtFormDraft *draft, RtFormControl *control);

G_END_DECLS
