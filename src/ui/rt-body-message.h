/* What is said while a body is on its way, and where there is none. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_BODY_MESSAGE (rt_body_message_get_type ())
G_DECLARE_FINAL_TYPE (RtBodyMessage, rt_body_message, RT, BODY_MESSAGE, GtkWidget)

void rt_body_message_show (RtBodyMessage *self, RtExchange *exchange);

G_END_DECLS
