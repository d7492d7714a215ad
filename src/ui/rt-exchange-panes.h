/* The views on an exchange, the row that chooses one, and what can be taken out of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "trust" as in RtExchangeView.  The panes are called body, fields, hops, timing,
 * security, server, raw and compare. */
#define RT_TYPE_EXCHANGE_PANES (rt_exchange_panes_get_type ())
G_DECLARE_FINAL_TYPE (RtExchangePanes, rt_exchange_panes, RT, EXCHANGE_PANES, GtkWidget)

gboolean rt_exchange_panes_prepare (RtExchangePanes *self);
void rt_exchange_panes_show (RtExchangePanes *self, RtExchange *exchange);
void rt_exchange_panes_set_previous (RtExchangePanes *self, RtExchange *previous);
void rt_exchange_panes_set_visible (RtExchangePanes *self, const char *name);

G_END_DECLS
