/* How requests get to their sites: through which proxy, and which of them without. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-curl-options.h"
#include "core/http/rt-proxy-source.h"
#include "core/proxy/rt-proxy-logins.h"

G_BEGIN_DECLS

#define RT_TYPE_PROXY_POLICY (rt_proxy_policy_get_type ())
G_DECLARE_FINAL_TYPE (RtProxyPolicy, rt_proxy_policy, RT, PROXY_POLICY, GObject)

/* A list of exceptions is as rt_bypass_list_parse() reads it, or NULL. */
RtProxyPolicy *rt_proxy_policy_new_none (void);
RtProxyPolicy *rt_proxy_policy_new (const char *proxy,
                                    const char *bypass,
                                    RtProxyLogins *logins,
                                    GError **error);
RtProxyPolicy *
rt_proxy_policy_new_system (const char *bypass, RtProxyLogins *logins, GError **error);
RtProxyPolicy *rt_proxy_policy_new_script (const char *address,
                                           const char *bypass,
                                           RtProxyLogins *logins,
                                           GError **error);
RtProxyPolicy *rt_proxy_policy_new_for_curl (const RtCurlWay *way,
                                             RtProxyLogins *logins,
                                             GError **error);

gboolean rt_proxy_policy_is_straight (RtProxyPolicy *self);
char *rt_proxy_policy_dup_place (RtProxyPolicy *self);

G_END_DECLS
