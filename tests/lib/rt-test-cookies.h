/* What servers set and what is sent back, without a network. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-jar.h"

G_BEGIN_DECLS

GPtrArray *rt_test_cookies_receive (RtCookieJar *jar,
                                    const char *address,
                                    gint64 now_us,
                                    const char *lines);
void rt_test_cookies_keep (RtCookieJar *jar,
                           const char *address,
                           gint64 now_us,
                           const char *lines);
RtCookieVerdict *rt_test_cookies_set (RtCookieJar *jar,
                                      const char *address,
                                      RtCookieContext context,
                                      const char *field);
void rt_test_cookies_assert_sent (RtCookieJar *jar,
                                  const char *address,
                                  gint64 now_us,
                                  const char *expected);

G_END_DECLS
