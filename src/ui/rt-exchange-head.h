/* The top of the exchange view: a pill, a sentence, the facts, what to do next. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"
#include "ui/rt-error-action.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "action" (int): the button beside the advice was pressed, an RtAction. */
#define RT_TYPE_EXCHANGE_HEAD (rt_exchange_head_get_type ())
G_DECLARE_FINAL_TYPE (RtExchangeHead, rt_exchange_head, RT, EXCHANGE_HEAD, GtkWidget)

void rt_exchange_head_show (RtExchangeHead *self, RtExchange *exchange);

G_END_DECLS
