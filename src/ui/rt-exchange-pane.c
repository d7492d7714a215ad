/* One of the views on an exchange: body, fields, hops, … */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-exchange-pane.h"

G_DEFINE_INTERFACE (RtExchangePane, rt_exchange_pane, GTK_TYPE_WIDGET)

static void
rt_exchange_pane_default_init (RtExchangePaneInterface *iface)
{
}

/**
 * rt_exchange_pane_show:
 * @self: a pane
 * @exchange: the exchange to show
 * @hop: (nullable): the hop of it that the user chose, or its last; %NULL before the
 *   first
 *
 * Brings what @self shows up to date.
 */
void
rt_exchange_pane_show (RtExchangePane *self, RtExchange *exchange, RtHop *hop)
{
  g_return_if_fail (RT_IS_EXCHANGE_PANE (self));

  RT_EXCHANGE_PANE_GET_IFACE (self)->show (self, exchange, hop);
}

gboolean
rt_exchange_pane_can_find (RtExchangePane *self)
{
  g_return_val_if_fail (RT_IS_EXCHANGE_PANE (self), FALSE);

  return RT_EXCHANGE_PANE_GET_IFACE (self)->find != NULL;
}

/**
 * rt_exchange_pane_find:
 * @self: a pane that can find
 *
 * Opens the search in @self and puts the keyboard there.
 */
void
rt_exchange_pane_find (RtExchangePane *self)
{
  g_return_if_fail (rt_exchange_pane_can_find (self));

  RT_EXCHANGE_PANE_GET_IFACE (self)->find (self);
}
