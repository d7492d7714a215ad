/* A name and a password for one proxy, and how they are said to it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

/* Shared by everybody who uses the proxy, in any thread: what it has asked for before is
 * remembered behind a lock, so that it need not ask each time. */
typedef struct _RtProxyAuth RtProxyAuth;

RtProxyAuth *rt_proxy_auth_new (const char *user, const char *password);
RtProxyAuth *rt_proxy_auth_ref (RtProxyAuth *self);
void rt_proxy_auth_unref (RtProxyAuth *self);

const char *rt_proxy_auth_get_user (RtProxyAuth *self);
const char *rt_proxy_auth_get_password (RtProxyAuth *self);

char *rt_proxy_auth_authorize (RtProxyAuth *self, const char *method, const char *target);
gboolean rt_proxy_auth_take_challenge (RtProxyAuth *self,
                                       const RtHeaderList *fields,
                                       const char *refused,
                                       guint n_before);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtProxyAuth, rt_proxy_auth_unref)

G_END_DECLS
