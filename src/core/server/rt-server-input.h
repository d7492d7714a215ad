/* What SoupServer reads in place of the connection: one sound, plain request at a time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-request-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_TYPE_SERVER_INPUT (rt_server_input_get_type ())
G_DECLARE_FINAL_TYPE (RtServerInput,
                      rt_server_input,
                      RT,
                      SERVER_INPUT,
                      GFilterInputStream)

/* Called in the middle of a read: they must not touch the stream. */
typedef struct
{
  /* Answers what @data begins with, if that is a request of which all is known: gives its
   * length, 0 if it is to be read, -1 if the answer has no room yet, and will be asked
   * for again. */
  gssize (*known) (const guint8 *data, gsize length, gpointer user_data);
  void (*asked) (gpointer data);   /* the reader has a head */
  void (*whole) (gpointer data);   /* the reader has a request, which SoupServer gets */
  void (*refused) (gpointer data); /* the reader takes nothing more */
  void (*closed) (gpointer data);  /* there will be no further request */
} RtServerInputEvents;

RtServerInput *rt_server_input_new (GIOStream *io,
                                    RtRequestReader *reader,
                                    const RtServerInputEvents *events,
                                    gpointer data);
void rt_server_input_wake (RtServerInput *self, gboolean is_ending);
void rt_server_input_detach (RtServerInput *self);

G_END_DECLS
