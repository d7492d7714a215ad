/* Who listens on a port of this machine. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int process;
  char *name; /* of the program, UTF-8 */
} RtPortOwner;

RtPortOwner *rt_port_owner_find (guint16 port);
void rt_port_owner_free (RtPortOwner *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtPortOwner, rt_port_owner_free)

G_END_DECLS
