/* Bytes that are written once, then read: in memory while they are few, else in a file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Written by one thread until it is sealed; from then on immutable, and read by any. The
 * file has no name: it is gone with the last reference, whatever happens to the program. */
typedef struct _RtSpool RtSpool;

RtSpool *rt_spool_new (gsize memory_limit);
RtSpool *rt_spool_ref (RtSpool *self);
void rt_spool_unref (RtSpool *self);

gboolean
rt_spool_append (RtSpool *self, const guint8 *data, gsize length, GError **error);
void rt_spool_seal (RtSpool *self);
gssize rt_spool_read (RtSpool *self,
                      guint64 offset,
                      guint8 *buffer,
                      gsize length,
                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtSpool, rt_spool_unref)

G_END_DECLS
