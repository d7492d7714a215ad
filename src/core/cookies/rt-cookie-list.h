/* The cookies of a jar as a list, which can be searched and sorted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-item.h"
#include "core/cookies/rt-cookie-jar.h"

G_BEGIN_DECLS

/* What a jar knows of a cookie, in the order in which it is shown. */
typedef enum
{
  RT_COOKIE_COLUMN_NAME,
  RT_COOKIE_COLUMN_VALUE,
  RT_COOKIE_COLUMN_DOMAIN,
  RT_COOKIE_COLUMN_PATH,
  RT_COOKIE_COLUMN_EXPIRES,
  RT_COOKIE_COLUMN_SIZE,
  RT_COOKIE_COLUMN_SECURE,
  RT_COOKIE_COLUMN_HTTP_ONLY,
  RT_COOKIE_COLUMN_SAME_SITE,
  RT_COOKIE_COLUMN_HOST_ONLY,
  RT_COOKIE_COLUMN_PARTITIONED,
  RT_COOKIE_COLUMN_CREATED,
  RT_COOKIE_COLUMN_USED,
  RT_COOKIE_N_COLUMNS,
} RtCookieColumn;

/* A GListModel of RtCookieItem, for the main thread: the jar is read in another.  Signal
 * "loaded" when that is done, or has failed. */
#define RT_TYPE_COOKIE_LIST (rt_cookie_list_get_type ())
G_DECLARE_FINAL_TYPE (RtCookieList, rt_cookie_list, RT, COOKIE_LIST, GObject)

RtCookieList *rt_cookie_list_new (void);

RtCookieJar *rt_cookie_list_get_jar (RtCookieList *self);
void rt_cookie_list_set_jar (RtCookieList *self, RtCookieJar *jar);
void rt_cookie_list_set_filter (RtCookieList *self, const char *words);
RtCookieColumn rt_cookie_list_get_order (RtCookieList *self, gboolean *descending);
void
rt_cookie_list_set_order (RtCookieList *self, RtCookieColumn column, gboolean descending);
void rt_cookie_list_reload (RtCookieList *self);

guint rt_cookie_list_get_n_all (RtCookieList *self);
RtCookie *rt_cookie_list_get (RtCookieList *self, guint position);
const GError *rt_cookie_list_get_error (RtCookieList *self);

G_END_DECLS
