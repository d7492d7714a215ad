/* Where an address is typed, and how far its exchange is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-address-history.h"
#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "activate", when the text is an address and the user wants it; "changed", when
 * it is another text; "command-pasted" (const char *), a curl command in place of an
 * address. */
#define RT_TYPE_ADDRESS_BAR (rt_address_bar_get_type ())
G_DECLARE_FINAL_TYPE (RtAddressBar, rt_address_bar, RT, ADDRESS_BAR, GtkWidget)

const char *rt_address_bar_get_text (RtAddressBar *self);
const char *rt_address_bar_get_shown (RtAddressBar *self);
gboolean rt_address_bar_has_login (RtAddressBar *self, const char *authorization);
void rt_address_bar_set_text (RtAddressBar *self, const char *text);
void rt_address_bar_set_history (RtAddressBar *self, RtAddressHistory *history);
void rt_address_bar_set_exchange (RtAddressBar *self, RtExchange *exchange);
void rt_address_bar_submit (RtAddressBar *self);
void rt_address_bar_complain (RtAddressBar *self, const char *words);

G_END_DECLS
