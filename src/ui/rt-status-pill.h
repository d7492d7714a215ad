/* A status in a coloured pill: always in words, too. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_STATUS_PILL (rt_status_pill_get_type ())
G_DECLARE_FINAL_TYPE (RtStatusPill, rt_status_pill, RT, STATUS_PILL, GtkWidget)

GtkWidget *rt_status_pill_new (void);
const char *rt_status_pill_get_text (RtStatusPill *self);
void rt_status_pill_show_exchange (RtStatusPill *self, RtExchange *exchange);
void rt_status_pill_show_hop (RtStatusPill *self, RtHop *hop, gboolean over);

G_END_DECLS
