/* One cookie with all that a jar knows about it: an immutable value. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (RtCookie, rt_cookie, rt_cookie_ref, rt_cookie_unref)

static void
clear (gpointer data)
{
  RtCookie *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self->domain);
  g_free (self->path);
}

/**
 * rt_cookie_new:
 * @model: a cookie, often one on the stack; what it points to is copied
 *
 * Makes a cookie like @model.
 *
 * Returns: (transfer full): the cookie
 */
RtCookie *
rt_cookie_new (const RtCookie *model)
{
  RtCookie *self = g_atomic_rc_box_new (RtCookie);

  *self = *model;
  self->name = g_strdup (model->name);
  self->value = g_strdup (model->value);
  self->domain = g_strdup (model->domain);
  self->path = g_strdup (model->path);
  return self;
}

RtCookie *
rt_cookie_ref (RtCookie *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rt_cookie_unref (RtCookie *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* For a hash table of cookies that are the same in everything. */
guint
rt_cookie_hash (gconstpointer self)
{
  const RtCookie *cookie = self;

  return g_str_hash (cookie->name) ^ g_str_hash (cookie->domain) * 31
         ^ g_str_hash (cookie->path) * 127;
}

/**
 * rt_cookie_is_like:
 * @self: a cookie
 * @other: a cookie
 *
 * Says whether one takes the place of the other: name, domain and path are the same.  For
 * a hash table, rt_cookie_hash() goes with it.
 *
 * Returns: %TRUE if it does
 */
gboolean
rt_cookie_is_like (gconstpointer self, gconstpointer other)
{
  const RtCookie *a = self;
  const RtCookie *b = other;

  return g_str_equal (a->name, b->name) && g_str_equal (a->domain, b->domain)
         && g_str_equal (a->path, b->path) && a->host_only == b->host_only;
}

gboolean
rt_cookie_equal (gconstpointer self, gconstpointer other)
{
  const RtCookie *a = self;
  const RtCookie *b = other;

  return rt_cookie_is_like (a, b) && g_str_equal (a->value, b->value)
         && a->expires_s == b->expires_s && a->created_us == b->created_us
         && a->used_us == b->used_us && a->same_site == b->same_site
         && a->secure == b->secure && a->http_only == b->http_only
         && a->partitioned == b->partitioned;
}

/**
 * rt_cookie_get_size:
 * @self: a cookie
 *
 * Gives what the limit counts: the bytes of name and value.
 *
 * Returns: the size in bytes
 */
gsize
rt_cookie_get_size (const RtCookie *self)
{
  return strlen (self->name) + strlen (self->value);
}

gboolean
rt_cookie_is_past (const RtCookie *self, gint64 now_us)
{
  return self->expires_s != RT_COOKIE_SESSION
         && self->expires_s <= now_us / G_USEC_PER_SEC;
}

/* Servers take the prefixes of a name in any case, and so do we. */
gboolean
rt_cookie_has_prefix (const RtCookie *self, const char *prefix)
{
  return g_ascii_strncasecmp (self->name, prefix, strlen (prefix)) == 0;
}

/**
 * rt_cookie_text_has_control:
 * @text: some bytes
 *
 * Looks for control characters; TAB does not count.
 *
 * Source: [RFC 6265bis
 * §5.6](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6),
 * step 1
 *
 * Returns: %TRUE if there is one
 */
gboolean
rt_cookie_text_has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if (((guchar)*text < 0x20 && *text != '\t') || *text == 0x7f)
      return TRUE;
  return FALSE;
}

/**
 * rt_cookie_check_form:
 * @self: a cookie
 *
 * Looks at name and value: a cookie that passes can be sent.
 *
 * Source: [RFC 6265bis
 * §5.7](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7),
 * steps 2 to 4
 *
 * Returns: %RT_COOKIE_RULE_STORED if there is nothing against it, else the rule
 */
RtCookieRule
rt_cookie_check_form (const RtCookie *self)
{
  if (*self->name == '\0' && *self->value == '\0')
    return RT_COOKIE_RULE_EMPTY;
  if (rt_cookie_text_has_control (self->name) || rt_cookie_text_has_control (self->value))
    return RT_COOKIE_RULE_CONTROL;
  if (rt_cookie_get_size (self) > RT_COOKIE_BYTES_MAX)
    return RT_COOKIE_RULE_TOO_LONG;
  return RT_COOKIE_RULE_STORED;
}

static RtCookieRule
check_host_prefix (const RtCookie *self, gboolean has_domain, gboolean has_path)
{
  if (!self->secure)
    return RT_COOKIE_RULE_HOST_PREFIX_SECURE;
  if (has_domain)
    return RT_COOKIE_RULE_HOST_PREFIX_DOMAIN;
  return has_path && g_str_equal (self->path, "/") ? RT_COOKIE_RULE_STORED
                                                   : RT_COOKIE_RULE_HOST_PREFIX_PATH;
}

static gboolean
looks_prefixed (const char *value)
{
  return g_ascii_strncasecmp (value, "__Secure-", strlen ("__Secure-")) == 0
         || g_ascii_strncasecmp (value, "__Host-", strlen ("__Host-")) == 0;
}

/**
 * rt_cookie_check_attributes:
 * @self: a cookie
 * @has_domain: whether a domain was said, even one that comes to nothing
 * @has_path: whether the path was said, and not taken from the address
 *
 * Looks at the attributes that need one another.  A cookie with the prefix __Host- may
 * name no domain at all, as Chromium has it, even where the name of the host itself would
 * leave it with the host alone.
 *
 * Source: [RFC 6265bis
 * §5.7](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7),
 * steps 19 to 22
 *
 * Returns: %RT_COOKIE_RULE_STORED if there is nothing against it, else the rule
 */
RtCookieRule
rt_cookie_check_attributes (const RtCookie *self, gboolean has_domain, gboolean has_path)
{
  if (self->same_site == RT_SAME_SITE_NONE && !self->secure)
    return RT_COOKIE_RULE_NONE_NOT_SECURE;
  if (self->partitioned && !self->secure)
    return RT_COOKIE_RULE_PARTITIONED_NOT_SECURE;
  if (rt_cookie_has_prefix (self, "__Secure-") && !self->secure)
    return RT_COOKIE_RULE_SECURE_PREFIX;
  if (rt_cookie_has_prefix (self, "__Host-"))
    return check_host_prefix (self, has_domain, has_path);
  if (*self->name == '\0' && looks_prefixed (self->value))
    return RT_COOKIE_RULE_NAMELESS_PREFIX;
  return RT_COOKIE_RULE_STORED;
}

/* As the attribute has it; "" where nothing was said. */
const char *
rt_same_site_to_word (RtSameSite same_site)
{
  static const char *const words[] = { "", "None", "Lax", "Strict" };

  return words[same_site];
}
