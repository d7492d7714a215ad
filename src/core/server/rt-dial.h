/* Connects to where a proxy's client wants to go. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @server is to be taken over; %NULL on error, which is of the domain RT_ERROR. */
typedef void (*RtDialDone) (GSocketConnection *server,
                            const GError *error,
                            gpointer data);

void rt_dial (const char *host,
              guint16 port,
              guint16 own_port,
              GCancellable *cancellable,
              RtDialDone done,
              gpointer data);

G_END_DECLS
