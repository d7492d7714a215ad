/* What the settings of the desktop say of proxies. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *proxies;  /* as rt_proxy_addresses_parse() gives them */
  char *exception;     /* the entry of their list that lets it go directly; nullable */
  gboolean may_change; /* another address of the same site may get another answer */
} RtProxySettings;

gboolean rt_proxy_settings_ask (RtProxySettings *self,
                                const char *address,
                                GCancellable *cancellable,
                                GError **error);
void rt_proxy_settings_clear (RtProxySettings *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RtProxySettings, rt_proxy_settings_clear)

G_END_DECLS
