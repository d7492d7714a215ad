/* http and https URIs, read as browsers read them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GUri *rt_uri_parse (const char *text, GUri *base, char **userinfo, GError **error);

gboolean rt_uri_scheme_is_http (const char *scheme);
guint16 rt_uri_get_port (GUri *uri);
gboolean rt_uri_same_origin (GUri *a, GUri *b);
gboolean rt_uri_is_trustworthy (GUri *uri);
char *rt_uri_dup_authority (GUri *uri);
char *rt_uri_dup_display (GUri *uri);

G_END_DECLS
