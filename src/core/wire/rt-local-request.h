/* The request as libsoup writes it, on its way out with our head in the place of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Holds at most one piece, and with it our head.  Used by one link. */
typedef struct _RtLocalRequest RtLocalRequest;

RtLocalRequest *rt_local_request_new (void);
void rt_local_request_free (RtLocalRequest *self);

void rt_local_request_begin (RtLocalRequest *self);
gssize rt_local_request_receive (RtLocalRequest *self, GSocket *socket, GError **error);
void rt_local_request_replace_head (RtLocalRequest *self, GBytes *head);

const guint8 *rt_local_request_peek (RtLocalRequest *self, gsize *length);
gboolean rt_local_request_is_empty (RtLocalRequest *self);
void rt_local_request_skip (RtLocalRequest *self, gsize length);
void rt_local_request_clear (RtLocalRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtLocalRequest, rt_local_request_free)

G_END_DECLS
