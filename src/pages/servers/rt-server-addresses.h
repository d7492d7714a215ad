/* Where others on the network can reach a server, for people and for phones. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_SERVER_ADDRESSES (rt_server_addresses_get_type ())
G_DECLARE_FINAL_TYPE (RtServerAddresses,
                      rt_server_addresses,
                      RT,
                      SERVER_ADDRESSES,
                      GtkWidget)

GtkWidget *rt_server_addresses_new (const char *const *addresses);
void rt_server_addresses_add (RtServerAddresses *self, const char *address);

G_END_DECLS
