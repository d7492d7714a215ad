/* One of several ways that the same request was sent on, as a row. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_WAY_ROW (rt_way_row_get_type ())
G_DECLARE_FINAL_TYPE (RtWayRow, rt_way_row, RT, WAY_ROW, GtkListBoxRow)

GtkWidget *rt_way_row_new (const char *title, RtExchange *exchange);
RtExchange *rt_way_row_get_exchange (RtWayRow *self);
void rt_way_row_compare (RtWayRow *self, RtExchange *direct);

G_END_DECLS
