/* Reads a spooled body, as received or decoded on the way. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-spool.h"

G_BEGIN_DECLS

#define RT_TYPE_BODY_STREAM (rt_body_stream_get_type ())
G_DECLARE_FINAL_TYPE (RtBodyStream, rt_body_stream, RT, BODY_STREAM, GInputStream)

GInputStream *rt_body_stream_new (RtSpool *spool, const char *const *codings);

G_END_DECLS
