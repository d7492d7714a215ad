/* A jar, as what sends the requests sees it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-cookie-source.h"

G_BEGIN_DECLS

void rt_cookie_jar_source_init (RtCookieSourceInterface *iface);

G_END_DECLS
