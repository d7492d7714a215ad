/* The answer as libsoup gets to read it, on its way there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-framing.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A status that makes libsoup do nothing but read, and the framing as we understood it: the
 * real head is in the record.  Used by one link. */
typedef struct _RtLocalAnswer RtLocalAnswer;

RtLocalAnswer *rt_local_answer_new (void);
void rt_local_answer_free (RtLocalAnswer *self);

void rt_local_answer_put_continue (RtLocalAnswer *self);
void rt_local_answer_put_head (RtLocalAnswer *self, RtFraming framing, gint64 length);
void rt_local_answer_put_body (RtLocalAnswer *self, const guint8 *data, gsize length);
void rt_local_answer_put_end (RtLocalAnswer *self);

gboolean rt_local_answer_is_empty (RtLocalAnswer *self);
void rt_local_answer_clear (RtLocalAnswer *self);
gboolean rt_local_answer_send (RtLocalAnswer *self, GSocket *socket, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtLocalAnswer, rt_local_answer_free)

G_END_DECLS
