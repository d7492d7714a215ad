/* The order of the fields of a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rt_form_order_move (GPtrArray *controls, guint from, guint to);
void rt_form_order_merge (GPtrArray *controls, GPtrArray *wanted);
gboolean rt_form_order_holds (GPtrArray *controls, GPtrArray *wanted);

G_END_DECLS
