/* Where a page has its exchange: what stands there before the first, and then its view. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-exchange-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "made" (RtExchangeView *): the view is there now, to be connected to. */
#define RT_TYPE_EXCHANGE_BIN (rt_exchange_bin_get_type ())
G_DECLARE_FINAL_TYPE (RtExchangeBin, rt_exchange_bin, RT, EXCHANGE_BIN, AdwBin)

void rt_exchange_bin_set_empty (RtExchangeBin *self, GtkWidget *empty);
void rt_exchange_bin_show_empty (RtExchangeBin *self, gboolean is_shown);
void rt_exchange_bin_warm_up (RtExchangeBin *self);
RtExchangeView *rt_exchange_bin_get_view (RtExchangeBin *self);

G_END_DECLS
