/* What `http_proxy` and its like say. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-proxy.h"

G_BEGIN_DECLS

gboolean
rt_proxy_environment_find (GUri *uri, RtProxy **proxy, char **detail, GError **error);

G_END_DECLS
