/* What can be taken out of an exchange: copies and files. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-exchange-panes.h"

G_BEGIN_DECLS

void rt_exchange_exports_install (GtkWidgetClass *widget_class);
void rt_exchange_exports_update (RtExchangePanes *panes);

G_END_DECLS
