/* One Set-Cookie field, taken apart. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-set-cookie.h"

#include "core/cookies/rt-cookie-date.h"

#include <string.h>

/* What the field says about time; Max-Age goes before Expires, wherever they stand. */
typedef struct
{
  gint64 now_s;
  gint64 max_age; /* the last that counts, as a date; G_MAXINT64 where there is none */
  gint64 expires; /* likewise */
} Times;

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t';
}

static char *
dup_trimmed (const char *start, const char *end)
{
  while (start < end && is_space (*start))
    start++;
  while (end > start && is_space (end[-1]))
    end--;
  return g_strndup (start, end - start);
}

/* No cookie is kept for longer than the limit, whatever the server asks for. */
static gint64
cap (RtSetCookie *self, const Times *times, gint64 date)
{
  if (date <= times->now_s + RT_COOKIE_AGE_MAX_S)
    return date;
  self->remarks |= RT_COOKIE_REMARK_EXPIRY_CAPPED;
  return times->now_s + RT_COOKIE_AGE_MAX_S;
}

static void
read_expires (RtSetCookie *self, Times *times, const char *value)
{
  gint64 date;

  if (rt_cookie_date_parse (value, &date))
    times->expires = date;
  else
    self->remarks |= RT_COOKIE_REMARK_BAD_EXPIRY;
}

/* Digits, perhaps behind a minus; a number too big to be read is big enough. */
static void
read_max_age (RtSetCookie *self, Times *times, const char *value)
{
  const char *digits = *value == '-' ? value + 1 : value;
  guint64 seconds;

  if (*digits == '\0' || digits[strspn (digits, "0123456789")] != '\0')
    {
      self->remarks |= RT_COOKIE_REMARK_BAD_EXPIRY;
      return;
    }
  seconds = MIN (g_ascii_strtoull (digits, NULL, 10), G_MAXINT32);
  times->max_age = *value == '-' || seconds == 0 ? 0 : times->now_s + (gint64)seconds;
}

static void
read_same_site (RtSetCookie *self, const char *value)
{
  self->same_site = RT_SAME_SITE_DEFAULT;
  for (RtSameSite s = RT_SAME_SITE_NONE; s <= RT_SAME_SITE_STRICT; s++)
    if (g_ascii_strcasecmp (value, rt_same_site_to_word (s)) == 0)
      self->same_site = s;
}

static void
read_attribute (RtSetCookie *self, Times *times, const char *name, const char *value)
{
  if (g_ascii_strcasecmp (name, "Expires") == 0)
    read_expires (self, times, value);
  else if (g_ascii_strcasecmp (name, "Max-Age") == 0)
    read_max_age (self, times, value);
  else if (g_ascii_strcasecmp (name, "Domain") == 0)
    {
      g_free (self->domain);
      self->domain = g_ascii_strdown (*value == '.' ? value + 1 : value, -1);
    }
  else if (g_ascii_strcasecmp (name, "Path") == 0)
    {
      self->has_path = TRUE;
      g_free (self->path);
      self->path = *value == '/' ? g_strdup (value) : NULL;
    }
  else if (g_ascii_strcasecmp (name, "Secure") == 0)
    self->secure = TRUE;
  else if (g_ascii_strcasecmp (name, "HttpOnly") == 0)
    self->http_only = TRUE;
  else if (g_ascii_strcasecmp (name, "SameSite") == 0)
    read_same_site (self, value);
  else if (g_ascii_strcasecmp (name, "Partitioned") == 0)
    self->partitioned = TRUE;
}

static void
read_attributes (RtSetCookie *self, Times *times, const char *text)
{
  while (*text == ';')
    {
      const char *start = text + 1;
      const char *end = start + strcspn (start, ";");
      const char *equals = memchr (start, '=', end - start);
      g_autofree char *name = dup_trimmed (start, equals != NULL ? equals : end);
      g_autofree char *value = dup_trimmed (equals != NULL ? equals + 1 : end, end);

      if (strlen (value) > RT_COOKIE_ATTRIBUTE_BYTES_MAX)
        self->remarks |= RT_COOKIE_REMARK_LONG_ATTRIBUTE;
      else
        read_attribute (self, times, name, value);
      text = end;
    }
}

static void
read_pair (RtSetCookie *self, const char *start, const char *end)
{
  const char *equals = memchr (start, '=', end - start);

  self->name = equals != NULL ? dup_trimmed (start, equals) : g_strdup ("");
  self->value = dup_trimmed (equals != NULL ? equals + 1 : start, end);
}

/**
 * rt_set_cookie_parse:
 * @field: the value of one Set-Cookie field; never several joined
 * @now_s: seconds since 1970
 *
 * Takes the field apart as browsers do.  Nothing is refused here.
 *
 * Source: [RFC 6265bis
 * §5.6](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6)
 *
 * Returns: (transfer full): the parts
 */
RtSetCookie *
rt_set_cookie_parse (const char *field, gint64 now_s)
{
  RtSetCookie *self = g_new0 (RtSetCookie, 1);
  const char *end = field + strcspn (field, ";");
  Times times = { now_s, G_MAXINT64, G_MAXINT64 };

  self->has_control = rt_cookie_text_has_control (field);
  read_pair (self, field, end);
  read_attributes (self, &times, end);
  if (times.max_age != G_MAXINT64)
    self->expires_s = cap (self, &times, times.max_age);
  else if (times.expires != G_MAXINT64)
    self->expires_s = cap (self, &times, times.expires);
  else
    self->expires_s = RT_COOKIE_SESSION;

  if (self->same_site == RT_SAME_SITE_DEFAULT)
    self->remarks |= RT_COOKIE_REMARK_LAX_BY_DEFAULT;
  if (self->partitioned)
    self->remarks |= RT_COOKIE_REMARK_PARTITIONED;
  return self;
}

void
rt_set_cookie_free (RtSetCookie *self)
{
  g_free (self->name);
  g_free (self->value);
  g_free (self->domain);
  g_free (self->path);
  g_free (self);
}
