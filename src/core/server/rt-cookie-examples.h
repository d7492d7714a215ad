/* Cookies to try a client with: a row each, and what is to become of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-question.h"

G_BEGIN_DECLS

typedef enum
{
  RT_COOKIE_STORED,
  RT_COOKIE_STORED_IF_SAFE, /* over TLS; refused over plain HTTP */
  RT_COOKIE_EXPIRED,
  RT_COOKIE_REFUSED,
} RtCookieFate;

/* One row of a constant table.  In a cookie, {host} stands for the server's name, {past}
 * and {soon} for dates, and {fill:N} for so many letters. */
typedef struct
{
  const char *id;
  const char *cookies[3]; /* values of Set-Cookie, NULL after the last one */
  RtCookieFate fate;      /* of the last of them */
  const char *why;
} RtCookieExample;

const RtCookieExample *rt_cookie_example_get (guint index);
const RtCookieExample *rt_cookie_example_find (const char *id);
char *rt_cookie_example_fill (const char *cookie, const RtQuestion *question);
const char *rt_cookie_example_get_verdict (const RtCookieExample *self,
                                           const RtQuestion *question);

G_END_DECLS
