/* What SoupServer writes to in place of the connection. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-file-window.h"
#include "core/server/rt-server-witness.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_TYPE_SERVER_OUTPUT (rt_server_output_get_type ())
G_DECLARE_FINAL_TYPE (RtServerOutput,
                      rt_server_output,
                      RT,
                      SERVER_OUTPUT,
                      GFilterOutputStream)

RtServerOutput *rt_server_output_new (GOutputStream *base);
void rt_server_output_hold_next (RtServerOutput *self);
void rt_server_output_begin_copy (RtServerOutput *self);
GBytes *rt_server_output_end_copy (RtServerOutput *self);
void rt_server_output_set_witness (RtServerOutput *self, RtServerWitness *witness);
RtFileWindow *rt_server_output_get_window (RtServerOutput *self);
void rt_server_output_wake (RtServerOutput *self);
void rt_server_output_detach (RtServerOutput *self);

guint rt_server_output_say_status (GOutputStream *base,
                                   guint status,
                                   const char *more,
                                   gboolean is_head);
void rt_server_output_say_continue (GOutputStream *base);

G_END_DECLS
