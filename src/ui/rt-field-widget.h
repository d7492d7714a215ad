/* How a row of the fields view looks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-field-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_FIELD_WIDGET (rt_field_widget_get_type ())
G_DECLARE_FINAL_TYPE (RtFieldWidget, rt_field_widget, RT, FIELD_WIDGET, GtkWidget)

GtkWidget *rt_field_widget_new (void);
void rt_field_widget_set_row (RtFieldWidget *self, RtFieldRow *row);

G_END_DECLS
