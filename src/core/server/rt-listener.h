/* The sockets that a server listens on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GPtrArray *
rt_listener_open (const char *address, guint16 port, guint n_workers, GError **error);
guint16 rt_listener_get_port (GPtrArray *groups);
guint16 rt_listener_find_port (const char *address, guint16 after);

G_END_DECLS
