/* Where a cookie goes: hosts and domains, public suffixes, paths. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rt_cookie_scope_host_matches (const char *host, const char *domain);
gboolean rt_cookie_scope_is_public_suffix (const char *domain);
gboolean rt_cookie_scope_is_this_computer (const char *host);
char *rt_cookie_scope_dup_site (const char *host);

gboolean rt_cookie_scope_path_matches (const char *request_path, const char *path);
char *rt_cookie_scope_dup_default_path (GUri *uri);

char *rt_cookie_scope_normalize_domain (const char *text);

G_END_DECLS
