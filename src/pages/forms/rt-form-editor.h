/* Which form is filled in, its fields, and what it sends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_FORM_EDITOR (rt_form_editor_get_type ())
G_DECLARE_FINAL_TYPE (RtFormEditor, rt_form_editor, RT, FORM_EDITOR, GtkWidget)

RtFormDraft *rt_form_editor_get_draft (RtFormEditor *self);
void rt_form_editor_set_page (RtFormEditor *self, RtFormDraft *draft);
void rt_form_editor_set_base (RtFormEditor *self, RtRequest *base);
gboolean rt_form_editor_get_refreshes (RtFormEditor *self);
void rt_form_editor_set_note (RtFormEditor *self, const char *words);

G_END_DECLS
