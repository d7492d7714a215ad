/* Which request goes over a wire now. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-route.h"
#include "core/wire/rt-wire-record.h"

G_BEGIN_DECLS

/* Shared by a wire and its links; the links may
 * outlive the wire by the moment they take to notice. */
typedef struct _RtWireTurn RtWireTurn;

RtWireTurn *rt_wire_turn_new (void);
RtWireTurn *rt_wire_turn_ref (RtWireTurn *self);
void rt_wire_turn_unref (RtWireTurn *self);
void rt_wire_turn_set (RtWireTurn *self, RtRoute *route, RtWireRecord *record);
gboolean rt_wire_turn_get (RtWireTurn *self, RtRoute **route, RtWireRecord **record);

G_END_DECLS
