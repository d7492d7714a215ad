/* The fields of a request and its answer, as they were on the wire. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-exchange-pane.h"

G_BEGIN_DECLS

#define RT_TYPE_FIELDS_VIEW (rt_fields_view_get_type ())
G_DECLARE_FINAL_TYPE (RtFieldsView, rt_fields_view, RT, FIELDS_VIEW, GtkWidget)

void rt_fields_view_show_server_side (RtFieldsView *self);

G_END_DECLS
