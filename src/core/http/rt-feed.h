/* Brings news from a lane's thread to the record, in batches, in the owner's thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

/* Written by any thread; what is written is applied to the exchange in the context it was
 * made for, in order: at most 60 times a second, and 10 while only counters move.  After
 * the end nothing is taken. */
typedef struct _RtFeed RtFeed;

/* Called in the owner's thread, once, after the end has been applied. */
typedef void (*RtFeedEndFunc) (RtExchange *exchange, gpointer user_data);

RtFeed *rt_feed_new (RtExchange *exchange, RtFeedEndFunc func, gpointer user_data);
RtFeed *rt_feed_ref (RtFeed *self);
void rt_feed_unref (RtFeed *self);

void rt_feed_begin (RtFeed *self, gint64 origin_us, gint64 request_body_length);
void rt_feed_hop (RtFeed *self, RtRequest *request, GPtrArray *dropped);
void rt_feed_cookies (RtFeed *self, guint hop, GObject *cookies);
void rt_feed_state (RtFeed *self, guint hop, RtExchangeState state);
void rt_feed_report (RtFeed *self, guint hop, RtWireReport *report);
void rt_feed_body_begin (RtFeed *self,
                         const char *content_type,
                         const char *const *codings,
                         const char *unknown_coding,
                         gint64 expected_bytes,
                         gboolean forbidden);
void rt_feed_preview (RtFeed *self, const guint8 *data, gsize length);
void rt_feed_counts (RtFeed *self, guint64 wire_bytes, guint64 decoded_bytes);
void rt_feed_sent (RtFeed *self, guint64 sent_body_bytes);
void rt_feed_body_end (RtFeed *self, RtCompleteness completeness, RtSpool *spool);
void rt_feed_stop (RtFeed *self, RtRedirectStop stop, RtRequest *next);
void rt_feed_end (RtFeed *self, gint64 end_us, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtFeed, rt_feed_unref)

G_END_DECLS
