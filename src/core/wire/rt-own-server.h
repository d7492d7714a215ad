/* Whether this computer's own authority vouches for one of its own servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rt_own_server_is_named (const char *host);
gboolean rt_own_server_is_at (GInetAddress *address);
GTlsCertificateFlags rt_own_server_verify (const char *authority,
                                           GTlsCertificate *certificate,
                                           GSocketConnectable *identity);

G_END_DECLS
