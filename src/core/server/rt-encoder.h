/* Codes a body while it is sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-accept-encoding.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RtEncoder RtEncoder;

RtEncoder *rt_encoder_new (RtCoded coded);
void rt_encoder_free (RtEncoder *self);

GBytes *rt_encoder_push (RtEncoder *self, GBytes *piece);

GBytes *rt_encoder_code (RtCoded coded, GBytes *plain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtEncoder, rt_encoder_free)

G_END_DECLS
