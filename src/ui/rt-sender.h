/* Sends the requests of a page, one at a time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rt-workbench.h"

G_BEGIN_DECLS

#define RT_TYPE_SENDER (rt_sender_get_type ())
G_DECLARE_FINAL_TYPE (RtSender, rt_sender, RT, SENDER, GObject)

RtSender *rt_sender_new (RtWorkbench *workbench);
RtExchange *rt_sender_send (RtSender *self, RtRequest *request, RtTransport *transport);
void rt_sender_stop (RtSender *self);
RtExchange *rt_sender_get_exchange (RtSender *self);
gboolean rt_sender_get_busy (RtSender *self);

G_END_DECLS
