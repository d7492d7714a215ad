/* Which address is asked next: not too many of a host at once, and not too fast. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times are in µs of any clock that only goes forward.  Not for several threads. */
typedef struct _RtCheckQueue RtCheckQueue;

RtCheckQueue *rt_check_queue_new (guint per_host, guint delay_ms, GDestroyNotify free);
void rt_check_queue_free (RtCheckQueue *self);

void rt_check_queue_add (RtCheckQueue *self,
                         const char *host,
                         gpointer job,
                         gboolean is_first,
                         gint64 now_us);
void rt_check_queue_add_later (RtCheckQueue *self,
                               const char *host,
                               gpointer job,
                               gint64 due_us);
void rt_check_queue_hold (RtCheckQueue *self, const char *host, gint64 until_us);

gpointer rt_check_queue_take (RtCheckQueue *self, gint64 now_us, gint64 *next_us);
void rt_check_queue_release (RtCheckQueue *self, const char *host, gint64 now_us);
gboolean rt_check_queue_is_ready (RtCheckQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCheckQueue, rt_check_queue_free)

G_END_DECLS
