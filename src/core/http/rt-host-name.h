/* The host of an address: a name in ASCII or Unicode, or an address literal. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rt_host_name_normalize (const char *text, GError **error);
char *rt_host_name_normalize_ipv6 (const char *text, GError **error);
char *rt_host_name_to_unicode (const char *host);
gboolean rt_host_name_mixes_scripts (const char *host);
gboolean rt_host_name_is_local (const char *host);
gboolean rt_host_name_is_loopback (const char *host);

G_END_DECLS
