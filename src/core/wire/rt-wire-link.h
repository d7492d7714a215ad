/* Carries bytes between one connection of libsoup and the network, and takes them down. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-both-ends.h"
#include "core/wire/rt-wire-turn.h"

G_BEGIN_DECLS

/* Serves @local until it or its far end closes; blocks. */
void rt_wire_link_run (GSocketConnection *local, RtWireTurn *turn, RtBothEnds *ends);

G_END_DECLS
