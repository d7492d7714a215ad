/* One end of a connection, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *rt_endpoint_to_text (GSocketAddress *address);

G_END_DECLS
