/* Who asks, for each proxy that wants to know: until the program ends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-proxy.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* May be used by any thread. */
#define RT_TYPE_PROXY_LOGINS (rt_proxy_logins_get_type ())
G_DECLARE_FINAL_TYPE (RtProxyLogins, rt_proxy_logins, RT, PROXY_LOGINS, GObject)

RtProxyLogins *rt_proxy_logins_new (void);

void rt_proxy_logins_set (RtProxyLogins *self,
                          const RtProxy *proxy,
                          const char *user,
                          const char *password);
RtProxyAuth *rt_proxy_logins_dup (RtProxyLogins *self, const RtProxy *proxy);
RtProxy *rt_proxy_logins_apply (RtProxyLogins *self, RtProxy *proxy);

G_END_DECLS
