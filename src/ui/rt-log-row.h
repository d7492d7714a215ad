/* One of the recent exchanges. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_LOG_ROW (rt_log_row_get_type ())
G_DECLARE_FINAL_TYPE (RtLogRow, rt_log_row, RT, LOG_ROW, GtkWidget)

GtkWidget *rt_log_row_new (void);
void rt_log_row_set_exchange (RtLogRow *self, RtExchange *exchange);

G_END_DECLS
