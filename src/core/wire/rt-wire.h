/* The wire under a session: a socket that only we can reach, and real connections. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-both-ends.h"
#include "core/wire/rt-route.h"
#include "core/wire/rt-wire-record.h"

G_BEGIN_DECLS

/* One for each session, used by one thread that sends one request at a time. */
typedef struct _RtWire RtWire;

RtWire *rt_wire_new (RtBothEnds *ends, GError **error);
void rt_wire_free (RtWire *self);

GSocketConnectable *rt_wire_get_connectable (RtWire *self);
char *rt_wire_prepare (RtWire *self, RtRoute *route, RtWireRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtWire, rt_wire_free)

G_END_DECLS
