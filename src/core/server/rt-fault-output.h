/* Holds bytes back on their way to the client, and writes heads that SoupServer would not. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-fault-tally.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_TYPE_FAULT_OUTPUT (rt_fault_output_get_type ())
G_DECLARE_FINAL_TYPE (RtFaultOutput,
                      rt_fault_output,
                      RT,
                      FAULT_OUTPUT,
                      GFilterOutputStream)

RtFaultOutput *
rt_fault_output_new (GOutputStream *base, void (*moved) (gpointer data), gpointer data);
void rt_fault_output_detach (RtFaultOutput *self);
void rt_fault_output_begin (RtFaultOutput *self, const RtFaultStrike *strike);
gboolean rt_fault_output_is_holding (const RtFaultOutput *self);

G_END_DECLS
