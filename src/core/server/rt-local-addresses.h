/* The addresses of this computer in its networks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One address of an interface, as getifaddrs(3) has it. */
typedef struct
{
  const char *interface;
  guint flags; /* IFF_UP and so on */
  GInetAddress *address;
} RtLocalAddress;

GStrv rt_local_addresses_choose (const RtLocalAddress *all, guint n);
GStrv rt_local_addresses_of (const char *bound);
char *rt_local_addresses_find_unnamed (const char *bound, GTlsCertificate *certificate);

G_END_DECLS
