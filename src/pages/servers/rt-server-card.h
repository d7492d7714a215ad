/* One server on its card. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-rack-server.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_SERVER_CARD (rt_server_card_get_type ())
G_DECLARE_FINAL_TYPE (RtServerCard, rt_server_card, RT, SERVER_CARD, GtkWidget)

GtkWidget *rt_server_card_new (RtRackServer *server);

RtRackServer *rt_server_card_get_server (RtServerCard *self);
void rt_server_card_focus_toggle (RtServerCard *self);

G_END_DECLS
