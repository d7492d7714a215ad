/* How many bytes a second may be read, whoever reads them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RtRateLimit RtRateLimit;

RtRateLimit *rt_rate_limit_new (gint64 bytes_per_s);
RtRateLimit *rt_rate_limit_ref (RtRateLimit *self);
void rt_rate_limit_unref (RtRateLimit *self);

gint64 rt_rate_limit_get_rate (RtRateLimit *self);
void rt_rate_limit_set_rate (RtRateLimit *self, gint64 bytes_per_s);
gint64 rt_rate_limit_pay (RtRateLimit *self, gsize n, gint64 now_us);

gsize rt_rate_limits_get_slice (GPtrArray *limits, gsize most);
void rt_rate_limits_pay_and_wait (GPtrArray *limits, gsize n, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtRateLimit, rt_rate_limit_unref)

G_END_DECLS
