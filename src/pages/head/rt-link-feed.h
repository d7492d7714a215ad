/* Lists of addresses, from wherever they come, and from what these lists lead to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-link-list.h"
#include "ui/rt-page.h"

G_BEGIN_DECLS

/* Signals: "found" (RtLinkList *), which may hold nothing; "trouble" (char *words). */
#define RT_TYPE_LINK_FEED (rt_link_feed_get_type ())
G_DECLARE_FINAL_TYPE (RtLinkFeed, rt_link_feed, RT, LINK_FEED, GObject)

RtLinkFeed *rt_link_feed_new (RtPage *page);
void rt_link_feed_stop (RtLinkFeed *self);

void rt_link_feed_take_text (RtLinkFeed *self, const char *text);
void rt_link_feed_paste (RtLinkFeed *self);
void rt_link_feed_open (RtLinkFeed *self);
gboolean rt_link_feed_fetch (RtLinkFeed *self, const char *address);
void rt_link_feed_forget (RtLinkFeed *self);

G_END_DECLS
