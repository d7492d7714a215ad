/* What the views on an exchange have, for what is taken out of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-body-view.h"
#include "ui/rt-exchange-panes.h"
#include "ui/rt-save-bar.h"

G_BEGIN_DECLS

RtExchange *rt_exchange_panes_get_exchange (RtExchangePanes *self);
RtHop *rt_exchange_panes_get_hop (RtExchangePanes *self);
RtBodyView *rt_exchange_panes_get_body_view (RtExchangePanes *self);
RtSaveBar *rt_exchange_panes_get_save_bar (RtExchangePanes *self);

G_END_DECLS
