/* Codes short pages, each of them once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"

G_BEGIN_DECLS

typedef struct _RtPageEncoder RtPageEncoder;

RtPageEncoder *rt_page_encoder_new (void);
void rt_page_encoder_free (RtPageEncoder *self);

RtAnswer *rt_page_encoder_encode (RtPageEncoder *self,
                                  const RtQuestion *question,
                                  RtAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtPageEncoder, rt_page_encoder_free)

G_END_DECLS
