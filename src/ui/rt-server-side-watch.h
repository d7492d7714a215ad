/* Shows the view on the server's side of an exchange once there is one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_SERVER_SIDE_WATCH (rt_server_side_watch_get_type ())
G_DECLARE_FINAL_TYPE (RtServerSideWatch,
                      rt_server_side_watch,
                      RT,
                      SERVER_SIDE_WATCH,
                      GObject)

RtServerSideWatch *rt_server_side_watch_new (GtkStackPage *page);
void
rt_server_side_watch_look (RtServerSideWatch *self, RtExchange *exchange, RtHop *hop);

G_END_DECLS
