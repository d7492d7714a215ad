/* What the connections of one thread wait with. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RtServerPoll RtServerPoll;

/* What is to be told of a socket. */
typedef struct
{
  /* It may be read from, or written to, again; the end is what comes last. */
  void (*ready) (gboolean is_ending, gpointer data);
  gpointer data;
} RtServerWatch;

RtServerPoll *rt_server_poll_new (GMainContext *context);
void rt_server_poll_free (RtServerPoll *self);
GMainContext *rt_server_poll_get_asleep (RtServerPoll *self);

gboolean
rt_server_poll_add (RtServerPoll *self, GSocket *socket, const RtServerWatch *watch);
void rt_server_poll_remove (RtServerPoll *self, GSocket *socket);
gboolean rt_server_poll_has_left (GSocket *socket);

/* One direction of a stream. */
typedef struct
{
  gboolean may_go; /* trying is worth a system call */
  GSource *source; /* that waits for it; NULL: none does */
} RtServerWait;

GSource *rt_server_wait_create_source (RtServerWait *self,
                                       gpointer stream,
                                       gboolean is_ready,
                                       GCancellable *cancellable);
void rt_server_wait_end (RtServerWait *self);
void rt_server_wait_clear (RtServerWait *self);

G_END_DECLS
