/* One of the views on an exchange: body, fields, hops, … */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_EXCHANGE_PANE (rt_exchange_pane_get_type ())
G_DECLARE_INTERFACE (RtExchangePane, rt_exchange_pane, RT, EXCHANGE_PANE, GtkWidget)

struct _RtExchangePaneInterface
{
  GTypeInterface parent_iface;

  /* Draw what is new.  Called for the visible pane only. */
  void (*show) (RtExchangePane *self, RtExchange *exchange, RtHop *hop);
  /* Open the pane's own search; optional. */
  void (*find) (RtExchangePane *self);
};

void rt_exchange_pane_show (RtExchangePane *self, RtExchange *exchange, RtHop *hop);
gboolean rt_exchange_pane_can_find (RtExchangePane *self);
void rt_exchange_pane_find (RtExchangePane *self);

G_END_DECLS
