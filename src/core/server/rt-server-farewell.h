/* The end of a connection, so that the client can read what was said last. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RtServerFarewell RtServerFarewell;

RtServerFarewell *rt_server_farewell_begin (GIOStream *io,
                                            GSocket *socket,
                                            GSourceFunc done,
                                            gpointer data,
                                            GDestroyNotify destroy_data);
RtServerFarewell *rt_server_farewell_begin_reset (GSocket *socket,
                                                  GSourceFunc done,
                                                  gpointer data,
                                                  GDestroyNotify destroy_data);
void rt_server_farewell_free (RtServerFarewell *self);

G_END_DECLS
