/* Brings the cookies of other programs into a jar, and says what came of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-jar.h"

G_BEGIN_DECLS

gboolean rt_cli_import_file (RtCookieJar *jar, const char *path, GError **error);
gboolean rt_cli_import_firefox (RtCookieJar *jar, const char *profile, GError **error);

G_END_DECLS
