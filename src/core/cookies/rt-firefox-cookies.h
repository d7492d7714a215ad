/* The cookies of a Firefox profile, which is only read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie.h"

G_BEGIN_DECLS

/* What no container and no site is called. */
#define RT_FIREFOX_PRIVATE "private window"

/* A cookie, and where Firefox keeps it apart from others. */
typedef struct
{
  RtCookie *cookie;
  char *container; /* the name of a container tab, nullable */
  char *partition; /* the site that embedded this one, nullable */
  gboolean private_browsing;
} RtFirefoxCookie;

const char *rt_firefox_cookie_get_place (const RtFirefoxCookie *self);

GPtrArray *rt_firefox_cookies_read (const char *profile, gint64 now_us, GError **error);

G_END_DECLS
