/* One cookie with all that a jar knows about it: an immutable value. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-rule.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define RT_TYPE_COOKIE (rt_cookie_get_type ())

/* How long a cookie lives that has no date: as long as the session. */
#define RT_COOKIE_SESSION G_MAXINT64

/* RFC 6265bis §5.6. */
#define RT_COOKIE_BYTES_MAX 4096

typedef enum
{
  RT_SAME_SITE_DEFAULT, /* nothing was said: counts as Lax */
  RT_SAME_SITE_NONE,
  RT_SAME_SITE_LAX,
  RT_SAME_SITE_STRICT,
} RtSameSite;

/* Name, value and path are bytes as received: they may not be UTF-8.  Not to be changed
 * once it is made. */
typedef struct
{
  char *name;   /* may be "" if the value is not */
  char *value;  /* likewise */
  char *domain; /* a canonical host, without a leading dot */
  char *path;   /* begins with '/' */
  gint64 expires_s;
  gint64 created_us; /* since 1970; a replaced cookie hands its own on */
  gint64 used_us;    /* since 1970: when it was sent last, else when it was set */
  RtSameSite same_site;
  gboolean host_only; /* goes to the host domain only, else also to those below it */
  gboolean secure;
  gboolean http_only;
  gboolean partitioned;
} RtCookie;

GType rt_cookie_get_type (void);

RtCookie *rt_cookie_new (const RtCookie *model);
RtCookie *rt_cookie_ref (RtCookie *self);
void rt_cookie_unref (RtCookie *self);

gboolean rt_cookie_text_has_control (const char *text);

guint rt_cookie_hash (gconstpointer self);
gboolean rt_cookie_is_like (gconstpointer self, gconstpointer other);
gboolean rt_cookie_equal (gconstpointer self, gconstpointer other);

gsize rt_cookie_get_size (const RtCookie *self);
gboolean rt_cookie_is_past (const RtCookie *self, gint64 now_us);
gboolean rt_cookie_has_prefix (const RtCookie *self, const char *prefix);

/* The rules that a cookie obeys or breaks whatever request it came with. */
RtCookieRule rt_cookie_check_form (const RtCookie *self);
RtCookieRule
rt_cookie_check_attributes (const RtCookie *self, gboolean has_domain, gboolean has_path);

const char *rt_same_site_to_word (RtSameSite same_site);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCookie, rt_cookie_unref)

G_END_DECLS
