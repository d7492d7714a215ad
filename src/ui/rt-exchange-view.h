/* The one widget that shows an exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals, for what only a page can do:
 * "send" (RtRequest *): the user wants this sent, in place of what is shown.
 * "trust" (const char *host, guint port, const char *sha256, GDateTime *until): the user
 * trusts this certificate for this host and port; without @until, for this session. */
#define RT_TYPE_EXCHANGE_VIEW (rt_exchange_view_get_type ())
G_DECLARE_FINAL_TYPE (RtExchangeView, rt_exchange_view, RT, EXCHANGE_VIEW, GtkWidget)

GtkWidget *rt_exchange_view_new (void);
gboolean rt_exchange_view_prepare (RtExchangeView *self);
void rt_exchange_view_set_exchange (RtExchangeView *self, RtExchange *exchange);
void rt_exchange_view_set_previous (RtExchangeView *self, RtExchange *previous);
void rt_exchange_view_compare_with (RtExchangeView *self, RtExchange *previous);

G_END_DECLS
