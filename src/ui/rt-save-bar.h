/* Saves from an exchange into a file, with progress and a way to stop. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_SAVE_BAR (rt_save_bar_get_type ())
G_DECLARE_FINAL_TYPE (RtSaveBar, rt_save_bar, RT, SAVE_BAR, GtkWidget)

void rt_save_bar_ask_for_body (RtSaveBar *self, RtExchange *exchange, gboolean decoded);
void
rt_save_bar_ask_for_har (RtSaveBar *self, RtExchange *exchange, gboolean with_secrets);
void rt_save_bar_save_body (RtSaveBar *self,
                            RtExchange *exchange,
                            gboolean decoded,
                            GFile *file);
void rt_save_bar_save_har (RtSaveBar *self,
                           RtExchange *exchange,
                           gboolean with_secrets,
                           GFile *file);
char *rt_save_bar_choose_name (RtExchange *exchange);

G_END_DECLS
