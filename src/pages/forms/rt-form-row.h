/* One field of a form: whether it is sent, what it is called, and what it holds. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"
#include "ui/rt-row-mover.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "removed", when the user wants no such field any more. */
#define RT_TYPE_FORM_ROW (rt_form_row_get_type ())
G_DECLARE_FINAL_TYPE (RtFormRow, rt_form_row, RT, FORM_ROW, GtkWidget)

GtkWidget *
rt_form_row_new (RtFormDraft *draft, RtFormControl *control, RtRowMover *mover);

RtFormControl *rt_form_row_get_control (RtFormRow *self);
GtkWidget *rt_form_row_get_naming (RtFormRow *self);
GtkCheckButton *rt_form_row_get_check (RtFormRow *self);
void rt_form_row_join (RtFormRow *self, GHashTable *groups);

G_END_DECLS
