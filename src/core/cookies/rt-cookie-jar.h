/* Cookies that are kept, in a file or in memory, and the rules about them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-change.h"
#include "core/cookies/rt-cookie-verdict.h"
#include "core/http/rt-cookie-source.h"

G_BEGIN_DECLS

/* For any thread; every call may have to wait for a disk, so none is for the main one. */
#define RT_TYPE_COOKIE_JAR (rt_cookie_jar_get_type ())
G_DECLARE_FINAL_TYPE (RtCookieJar, rt_cookie_jar, RT, COOKIE_JAR, GObject)

RtCookieJar *rt_cookie_jar_new (const char *path);
RtCookieJar *rt_cookie_jar_open (const char *path, GError **error);
RtCookieJar *rt_cookie_jar_new_private (void);
gboolean rt_cookie_jar_move (RtCookieJar *self, const char *path, GError **error);

GPtrArray *rt_cookie_jar_list (RtCookieJar *self, gint64 now_us, GError **error);
GPtrArray *
rt_cookie_jar_judge (RtCookieJar *self, const RtCookieQuestion *question, GError **error);

GPtrArray *rt_cookie_jar_receive (RtCookieJar *self,
                                  const RtCookieQuestion *question,
                                  GPtrArray *asked,
                                  const RtHeaderList *fields);
GPtrArray *rt_cookie_jar_import (RtCookieJar *self,
                                 GPtrArray *cookies,
                                 gint64 now_us,
                                 GError **error);
RtCookieChange *rt_cookie_jar_change (RtCookieJar *self,
                                      const RtCookieChange *change,
                                      gint64 now_us,
                                      GError **error);

G_END_DECLS
