/* One open connection, over which requests are asked one after the other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"
#include "core/wire/rt-answer-framer.h"

G_BEGIN_DECLS

typedef struct _RtClientLink RtClientLink;

RtClientLink *
rt_client_link_new (const RtRequest *request, gsize piece, GCancellable *cancellable);
void rt_client_link_free (RtClientLink *self);

gboolean
rt_client_link_connect (RtClientLink *self, const RtRequest *request, GError **error);
void rt_client_link_set_deadline (RtClientLink *self, gint64 deadline_us);
void rt_client_link_limit_piece (RtClientLink *self, gsize most);

gboolean
rt_client_link_ask (RtClientLink *self, const RtRequest *request, GError **error);
RtWireReport *rt_client_link_report (RtClientLink *self, gboolean is_over);
RtAnswerFramer *rt_client_link_get_framer (RtClientLink *self);
gssize rt_client_link_read (RtClientLink *self, const guint8 **data, GError **error);
gboolean rt_client_link_can_ask_again (RtClientLink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtClientLink, rt_client_link_free)

G_END_DECLS
