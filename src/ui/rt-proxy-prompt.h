/* Asks the user who asks, when a proxy wants to know. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"
#include "core/proxy/rt-proxy-logins.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "answered": what was asked of is to be sent again. */
#define RT_TYPE_PROXY_PROMPT (rt_proxy_prompt_get_type ())
G_DECLARE_FINAL_TYPE (RtProxyPrompt, rt_proxy_prompt, RT, PROXY_PROMPT, GObject)

RtProxyPrompt *rt_proxy_prompt_new (GtkWidget *asker, RtProxyLogins *logins);

void rt_proxy_prompt_begin (RtProxyPrompt *self);
void rt_proxy_prompt_look (RtProxyPrompt *self, RtExchange *exchange);

G_END_DECLS
