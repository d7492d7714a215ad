/* Cookies to try a client with: a row each, and what is to become of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-cookie-examples.h"

#include "core/wire/rt-http-date.h"

#include <string.h>

/* What “§” names is RFC 6265bis, draft-ietf-httpbis-rfc6265bis. */
static const RtCookieExample examples[] = {
  { "plain",
    { "plain=1" },
    RT_COOKIE_STORED,
    "Until the client ends, for this host and for /set/ (the default path, §5.1.4)" },
  { "path", { "path=1; Path=/" }, RT_COOKIE_STORED, "For every path of this host" },
  { "path-elsewhere",
    { "path-elsewhere=1; Path=/login" },
    RT_COOKIE_STORED,
    "Comes back to /login and below only: a path protects nothing (§8.6)" },
  { "path-odd",
    { "path-odd=1; Path=relative" },
    RT_COOKIE_STORED,
    "A path without a slash counts as none (§5.6.4)" },
  { "path-twice",
    { "path-twice=1; Path=/nowhere; Path=/" },
    RT_COOKIE_STORED,
    "The last attribute of a name counts (§5.7)" },
  { "domain",
    { "domain=1; Domain={host}; Path=/" },
    RT_COOKIE_STORED,
    "For this host, and all hosts below it" },
  { "domain-dot",
    { "domain-dot=1; Domain=.{host}; Path=/" },
    RT_COOKIE_STORED,
    "A dot before a domain means nothing (§5.6.3)" },
  { "domain-empty",
    { "domain-empty=1; Domain=; Path=/" },
    RT_COOKIE_STORED,
    "An empty domain is none: for this host alone (§5.7)" },
  { "domain-foreign",
    { "domain-foreign=1; Domain=example.com; Path=/" },
    RT_COOKIE_REFUSED,
    "Another host's domain (§5.7)" },
  { "domain-below",
    { "domain-below=1; Domain=below.{host}; Path=/" },
    RT_COOKIE_REFUSED,
    "A host may not set cookies for a host below it (§5.7)" },
  { "domain-suffix",
    { "domain-suffix=1; Domain=com; Path=/" },
    RT_COOKIE_REFUSED,
    "Everybody under a public suffix would get it (§5.7)" },
  { "domain-twice",
    { "domain-twice=1; Domain=example.com; Domain={host}; Path=/" },
    RT_COOKIE_STORED,
    "The last domain counts (§5.7)" },

  { "expires",
    { "expires=1; Expires={soon}; Path=/" },
    RT_COOKIE_STORED,
    "For an hour, however often the client is started" },
  { "expires-past",
    { "expires-past=1; Path=/", "expires-past=; Expires={past}; Path=/" },
    RT_COOKIE_EXPIRED,
    "A date in the past removes the cookie (§5.7)" },
  { "expires-rfc850",
    { "expires-rfc850=1; Expires=Sunday, 06-Nov-33 08:49:37 GMT" },
    RT_COOKIE_STORED,
    "A year of two digits up to 69 is of this century (§5.1.1)" },
  { "expires-last-century",
    { "expires-last-century=1; Expires=Monday, 06-Nov-95 08:49:37 GMT" },
    RT_COOKIE_EXPIRED,
    "A year from 70 to 99 is of the last century (§5.1.1)" },
  { "expires-asctime",
    { "expires-asctime=1; Expires=Sun Nov  6 08:49:37 2033" },
    RT_COOKIE_STORED,
    "The date of C's asctime() is one (§5.1.1)" },
  { "expires-loose",
    { "expires-loose=1; Expires=8:49:37 2033 whatever 6 november" },
    RT_COOKIE_STORED,
    "Parts of a date may come in any order (§5.1.1)" },
  { "expires-rubbish",
    { "expires-rubbish=1; Expires=tomorrow" },
    RT_COOKIE_STORED,
    "What is no date counts as none: until the client ends (§5.6.1)" },
  { "expires-no-day",
    { "expires-no-day=1; Expires=Wed, 32 Nov 2033 08:49:37 GMT" },
    RT_COOKIE_STORED,
    "There is no 32nd: until the client ends (§5.1.1)" },
  { "max-age", { "max-age=1; Max-Age=3600; Path=/" }, RT_COOKIE_STORED, "For an hour" },
  { "max-age-zero",
    { "max-age-zero=1; Path=/", "max-age-zero=; Max-Age=0; Path=/" },
    RT_COOKIE_EXPIRED,
    "Zero seconds removes the cookie (§5.6.2)" },
  { "max-age-negative",
    { "max-age-negative=1; Max-Age=-1; Path=/" },
    RT_COOKIE_EXPIRED,
    "So does less than zero (§5.6.2)" },
  { "max-age-first",
    { "max-age-first=1; Expires={past}; Max-Age=3600; Path=/" },
    RT_COOKIE_STORED,
    "Max-Age counts more than Expires (§5.7)" },
  { "max-age-rubbish",
    { "max-age-rubbish=1; Max-Age=1h; Path=/" },
    RT_COOKIE_STORED,
    "What is no number counts as none (§5.6.2)" },
  { "max-age-long",
    { "max-age-long=1; Max-Age=99999999999; Path=/" },
    RT_COOKIE_STORED,
    "For 400 days, which is the most there may be (§5.5)" },

  { "secure",
    { "secure=1; Secure; Path=/" },
    RT_COOKIE_STORED_IF_SAFE,
    "Only TLS sets it (§5.7); some clients count this machine itself as safe" },
  { "http-only",
    { "http-only=1; HttpOnly; Path=/" },
    RT_COOKIE_STORED,
    "Scripts of a page do not see it" },
  { "same-site-strict",
    { "same-site-strict=1; SameSite=Strict; Path=/" },
    RT_COOKIE_STORED,
    "Comes back from this site's own pages only (§5.8.3)" },
  { "same-site-lax",
    { "same-site-lax=1; SameSite=Lax; Path=/" },
    RT_COOKIE_STORED,
    "Comes back when somebody follows a link from another site, too (§5.8.3)" },
  { "same-site-none",
    { "same-site-none=1; SameSite=None; Secure; Path=/" },
    RT_COOKIE_STORED_IF_SAFE,
    "Comes back always; has to be Secure for that (§5.7)" },
  { "same-site-none-plain",
    { "same-site-none-plain=1; SameSite=None; Path=/" },
    RT_COOKIE_REFUSED,
    "SameSite=None without Secure (§5.7)" },
  { "same-site-odd",
    { "same-site-odd=1; SameSite=Odd; Path=/" },
    RT_COOKIE_STORED,
    "An unknown word is as none at all: Lax by default (§5.6.7)" },
  { "partitioned",
    { "partitioned=1; Secure; SameSite=None; Partitioned; Path=/" },
    RT_COOKIE_STORED_IF_SAFE,
    "A jar of its own for each site it is embedded in (CHIPS)" },
  { "partitioned-plain",
    { "partitioned-plain=1; Partitioned; Path=/" },
    RT_COOKIE_REFUSED,
    "Partitioned without Secure (CHIPS)" },

  { "host-prefix",
    { "__Host-good=1; Secure; Path=/" },
    RT_COOKIE_STORED_IF_SAFE,
    "A name that begins with __Host- promises Secure, Path=/ and no Domain (§4.1.3)" },
  { "host-prefix-not-secure",
    { "__Host-not-secure=1; Path=/" },
    RT_COOKIE_REFUSED,
    "__Host- without Secure (§5.7)" },
  { "host-prefix-domain",
    { "__Host-domain=1; Secure; Domain={host}; Path=/" },
    RT_COOKIE_REFUSED,
    "__Host- with a domain (§5.7)" },
  { "host-prefix-path",
    { "__Host-path=1; Secure; Path=/set" },
    RT_COOKIE_REFUSED,
    "__Host- with another path (§5.7)" },
  { "host-prefix-no-path",
    { "__Host-no-path=1; Secure" },
    RT_COOKIE_REFUSED,
    "__Host- without a path: the default path is /set (§5.7)" },
  { "host-prefix-case",
    { "__hOST-case=1; Path=/" },
    RT_COOKIE_REFUSED,
    "Prefixes count in any case (§5.7)" },
  { "secure-prefix",
    { "__Secure-good=1; Secure; Path=/" },
    RT_COOKIE_STORED_IF_SAFE,
    "A name that begins with __Secure- promises Secure (§4.1.3)" },
  { "secure-prefix-not-secure",
    { "__Secure-not-secure=1; Path=/" },
    RT_COOKIE_REFUSED,
    "__Secure- without Secure (§5.7)" },
  { "prefix-without-name",
    { "=__Host-sneaky=1; Path=/" },
    RT_COOKIE_REFUSED,
    "Without a name, a value that looks like a prefixed cookie would be read as one "
    "(§5.7)" },

  { "without-name",
    { "without-name; Path=/" },
    RT_COOKIE_STORED,
    "A value without a name (§5.6)" },
  { "nothing", { "=; Path=/" }, RT_COOKIE_REFUSED, "Neither name nor value (§5.7)" },
  { "empty", { "empty=; Path=/" }, RT_COOKIE_STORED, "A name without a value" },
  { "spaces",
    { "spaces   =  in the middle  ; Path=/" },
    RT_COOKIE_STORED,
    "White space around name and value is dropped (§5.6)" },
  { "quotes",
    { "quotes=\"kept\"; Path=/" },
    RT_COOKIE_STORED,
    "Quotes are part of the value" },
  { "equals",
    { "equals=a=b=c; Path=/" },
    RT_COOKIE_STORED,
    "The name ends at the first equals sign (§5.6)" },
  { "comma",
    { "comma=one, two; Path=/" },
    RT_COOKIE_STORED,
    "A comma is part of the value, and does not begin another cookie" },
  { "utf-8",
    { "utf-8=gr\303\274n; Path=/" },
    RT_COOKIE_STORED,
    "Bytes beyond ASCII come back as they are (§5.6)" },
  { "tab",
    { "tab=a\tb; Path=/" },
    RT_COOKIE_STORED,
    "The one control character that is allowed (§5.6)" },
  { "control",
    { "control=a\001b; Path=/" },
    RT_COOKIE_REFUSED,
    "A control character (§5.6)" },
  { "case",
    { "case=1; pAtH=/; mAx-AgE=3600; hTTPoNLY" },
    RT_COOKIE_STORED,
    "Attributes have any case (§5.6)" },
  { "unknown",
    { "unknown=1; Colour=blue; Path=/" },
    RT_COOKIE_STORED,
    "Unknown attributes are passed over (§5.6)" },
  { "large",
    { "large={fill:4091}; Path=/" },
    RT_COOKIE_STORED,
    "4096 bytes of name and value are the most (§5.6)" },
  { "too-large",
    { "too-large={fill:4088}; Path=/" },
    RT_COOKIE_REFUSED,
    "4097 bytes of name and value (§5.6)" },
  { "long-attribute",
    { "long-attribute=1; Path=/; Path=/{fill:1024}" },
    RT_COOKIE_STORED,
    "An attribute beyond 1024 bytes is passed over (§5.6)" },

  { "three",
    { "three-a=1; Path=/", "three-b=2; Path=/", "three-c=3; Path=/" },
    RT_COOKIE_STORED,
    "Three cookies of one answer, a field each" },
  { "twice",
    { "twice=first; Path=/", "twice=second; Path=/" },
    RT_COOKIE_STORED,
    "The second replaces the first, and keeps its place (§5.7)" },
};

/**
 * rt_cookie_example_get:
 * @index: from 0
 *
 * Gives the rows of the table one after another.
 *
 * Returns: (transfer none) (nullable): the row, %NULL after the last one
 */
const RtCookieExample *
rt_cookie_example_get (guint index)
{
  return index < G_N_ELEMENTS (examples) ? &examples[index] : NULL;
}

const RtCookieExample *
rt_cookie_example_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    if (strcmp (examples[i].id, id) == 0)
      return &examples[i];
  return NULL;
}

static char *
dup_host (const RtQuestion *question)
{
  const char *host = question->authority != NULL ? question->authority : "localhost";
  const char *end = host[0] == '[' ? strchr (host, ']') : NULL;

  return end != NULL ? g_strndup (host, (gsize)(end + 1 - host))
                     : g_strndup (host, strcspn (host, ":"));
}

/**
 * rt_cookie_example_fill:
 * @cookie: a cookie of the table
 * @question: what asks for it
 *
 * Fills in what depends on the server and the time.
 *
 * Returns: (transfer full): the value for Set-Cookie; bytes
 */
char *
rt_cookie_example_fill (const char *cookie, const RtQuestion *question)
{
  gint64 now_s = question->now_us / G_USEC_PER_SEC;
  g_autofree char *host = dup_host (question);
  g_autofree char *past = rt_http_date_format (0);
  g_autofree char *soon = rt_http_date_format (now_s + 3600);
  GString *filled = g_string_new (cookie);
  const char *fill;

  g_string_replace (filled, "{host}", host, 0);
  g_string_replace (filled, "{past}", past, 0);
  g_string_replace (filled, "{soon}", soon, 0);
  fill = strstr (filled->str, "{fill:");
  if (fill != NULL)
    {
      gssize at = fill - filled->str;
      guint count = (guint)g_ascii_strtoull (fill + 6, NULL, 10);
      g_autofree char *letters = g_strnfill (count, 'x');

      g_string_erase (filled, at, (gssize)strcspn (fill, "}") + 1);
      g_string_insert (filled, at, letters);
    }
  return g_string_free (filled, FALSE);
}

/**
 * rt_cookie_example_get_verdict:
 * @self: a row
 * @question: what asks for it
 *
 * Says what a client is to do with the last cookie of the row.
 *
 * Returns: (transfer none): one of `stored`, `expired`, `refused`
 */
const char *
rt_cookie_example_get_verdict (const RtCookieExample *self, const RtQuestion *question)
{
  switch (self->fate)
    {
    case RT_COOKIE_STORED:
      return "stored";
    case RT_COOKIE_STORED_IF_SAFE:
      return question->peer->tls_version != NULL ? "stored" : "refused";
    case RT_COOKIE_EXPIRED:
      return "expired";
    case RT_COOKIE_REFUSED:
      return "refused";
    }
  g_return_val_if_reached ("refused");
}
