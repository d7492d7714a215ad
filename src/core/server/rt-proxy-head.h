/* Heads as a proxy passes them on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-question.h"
#include "core/wire/rt-answer-framer.h"

G_BEGIN_DECLS

void rt_proxy_head_append_request (GByteArray *out,
                                   const RtQuestion *question,
                                   const char *name);
void rt_proxy_head_append_answer (GByteArray *out,
                                  const RtMessageHead *head,
                                  RtFraming framing,
                                  gint64 length,
                                  const char *name);
void rt_proxy_head_append_informational (GByteArray *out, const RtMessageHead *head);
gboolean rt_proxy_head_has_passed (const RtHeaderList *fields, const char *name);

G_END_DECLS
