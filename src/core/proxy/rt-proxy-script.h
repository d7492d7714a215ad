/* A script that chooses proxies, run by GLib's PACRunner. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RtProxyScript RtProxyScript;

RtProxyScript *rt_proxy_script_new (const char *address, GError **error);
void rt_proxy_script_free (RtProxyScript *self);
const char *rt_proxy_script_get_uri (RtProxyScript *self);
GStrv rt_proxy_script_run (RtProxyScript *self,
                           const char *address,
                           GCancellable *cancellable,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtProxyScript, rt_proxy_script_free)

G_END_DECLS
