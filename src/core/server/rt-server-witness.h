/* Keeps what a server sees of the exchanges with our own client. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"
#include "core/wire/rt-both-ends.h"

G_BEGIN_DECLS

/* One for a connection; of a stranger, it keeps nothing. */
typedef struct _RtServerWitness RtServerWitness;

RtServerWitness *rt_server_witness_new (RtBothEnds *ends, const RtPeer *peer);
void rt_server_witness_free (RtServerWitness *self);

gboolean rt_server_witness_is_present (RtServerWitness *self);

void rt_server_witness_see_head (RtServerWitness *self, const RtQuestion *question);
void rt_server_witness_see_whole (RtServerWitness *self);
void rt_server_witness_see_composed (RtServerWitness *self, RtAnswer *answer);
void rt_server_witness_see_sent (RtServerWitness *self, const guint8 *data, gsize length);
void rt_server_witness_see_end (RtServerWitness *self, guint status);

G_END_DECLS
