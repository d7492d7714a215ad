/* The recent exchanges, to go back to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange-log.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "chosen" (RtExchange *). */
#define RT_TYPE_LOG_LIST (rt_log_list_get_type ())
G_DECLARE_FINAL_TYPE (RtLogList, rt_log_list, RT, LOG_LIST, GtkWidget)

GtkWidget *rt_log_list_new (RtExchangeLog *log);

G_END_DECLS
