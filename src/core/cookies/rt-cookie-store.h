/* The table of a jar, in a file or in memory: SQL and no rules. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie.h"

G_BEGIN_DECLS

/* For one thread at a time.  What fails makes the store remember it until the next
 * rt_cookie_store_begin(), and rt_cookie_store_end() undoes all that was done since. */
typedef struct _RtCookieStore RtCookieStore;

RtCookieStore *rt_cookie_store_open (const char *path, GError **error);
void rt_cookie_store_free (RtCookieStore *self);

void rt_cookie_store_begin (RtCookieStore *self);
gboolean rt_cookie_store_end (RtCookieStore *self, GError **error);

GPtrArray *rt_cookie_store_list (RtCookieStore *self);
GPtrArray *rt_cookie_store_list_named (RtCookieStore *self, const char *name);
RtCookie *rt_cookie_store_find (RtCookieStore *self, const RtCookie *cookie);

void rt_cookie_store_put (RtCookieStore *self, const RtCookie *cookie);
void rt_cookie_store_remove (RtCookieStore *self, const RtCookie *cookie);
void rt_cookie_store_touch (RtCookieStore *self, const RtCookie *cookie, gint64 now_us);
void rt_cookie_store_sweep (RtCookieStore *self, gint64 now_us);
GPtrArray *rt_cookie_store_evict (RtCookieStore *self,
                                  const char *domain,
                                  guint site_limit,
                                  guint limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCookieStore, rt_cookie_store_free)

G_END_DECLS
