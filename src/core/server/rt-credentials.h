/* The name and the password that clients of a proxy have to give. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rt_credentials_match (const char *credentials, const char *given, gsize length);
gboolean rt_credentials_match_basic (const char *credentials, const char *field);

G_END_DECLS
