/* What is behind the value of a cookie. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RT_COOKIE_CODING_NONE,
  RT_COOKIE_CODING_JWT,
  RT_COOKIE_CODING_BASE64,
  RT_COOKIE_CODING_PERCENT,
} RtCookieCoding;

char *rt_cookie_decode (const char *value, RtCookieCoding *coding);

G_END_DECLS
