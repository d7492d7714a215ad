/* One Set-Cookie field, taken apart. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie.h"

G_BEGIN_DECLS

/* RFC 6265bis §5.5 and §5.6. */
#define RT_COOKIE_AGE_MAX_S (400 * 24 * 60 * 60)
#define RT_COOKIE_ATTRIBUTE_BYTES_MAX 1024

typedef struct
{
  gboolean has_control; /* somewhere in the field, which is no cookie then */
  RtCookieRemarks remarks;
  char *name;
  char *value;
  char *domain; /* in lower case, without a leading dot; NULL where none was named */
  char *path;   /* NULL: the default path */
  gboolean has_path;
  gint64 expires_s;
  RtSameSite same_site;
  gboolean secure;
  gboolean http_only;
  gboolean partitioned;
} RtSetCookie;

RtSetCookie *rt_set_cookie_parse (const char *field, gint64 now_s);
void rt_set_cookie_free (RtSetCookie *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtSetCookie, rt_set_cookie_free)

G_END_DECLS
