/* The rules for one cookie and one request: pure, without a jar. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-judge.h"

#include "core/cookies/rt-cookie-scope.h"
#include "core/http/rt-method.h"

#include <gio/gio.h>
#include <string.h>

/* What Chromium allows. */
#define LAX_ALLOWING_UNSAFE_US (2 * 60 * G_USEC_PER_SEC)

/* TLS makes a connection secure, and nothing else does: a browser trusts plain http to
 * this computer, but then nobody could see here what happens on a real network. */
static gboolean
is_secure (const RtCookieQuestion *question)
{
  return g_str_equal (g_uri_get_scheme (question->uri), "https");
}

static gboolean
is_cross_site (const RtCookieQuestion *question)
{
  return question->context != RT_COOKIE_CONTEXT_NAVIGATION;
}

/* Whether Lax is satisfied although another site leads here.  A form that was sent by POST
 * and redirected is a GET by then, which the first request cannot be. */
static gboolean
is_followed_link (const RtCookieQuestion *question)
{
  switch (question->context)
    {
    case RT_COOKIE_CONTEXT_NAVIGATION:
    case RT_COOKIE_CONTEXT_LINK:
      return rt_method_is_safe (question->method);
    case RT_COOKIE_CONTEXT_POST:
      return question->redirected && rt_method_is_safe (question->method);
    case RT_COOKIE_CONTEXT_SUBRESOURCE:
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

static RtCookieRule
judge_same_site (const RtCookie *cookie, const RtCookieQuestion *question)
{
  if (!is_cross_site (question))
    return RT_COOKIE_RULE_SENT;
  switch (cookie->same_site)
    {
    case RT_SAME_SITE_NONE:
      return RT_COOKIE_RULE_SENT;
    case RT_SAME_SITE_STRICT:
      return RT_COOKIE_RULE_STRICT;
    case RT_SAME_SITE_LAX:
      return is_followed_link (question) ? RT_COOKIE_RULE_SENT : RT_COOKIE_RULE_LAX;
    case RT_SAME_SITE_DEFAULT:
      return is_followed_link (question) ? RT_COOKIE_RULE_SENT
                                         : RT_COOKIE_RULE_LAX_BY_DEFAULT;
    }
  g_return_val_if_reached (RT_COOKIE_RULE_STRICT);
}

/**
 * rt_cookie_judge_to_send:
 * @cookie: a cookie of the jar
 * @question: the request at hand
 *
 * Decides whether @cookie goes along.
 *
 * Source: [RFC 6265bis
 * §5.8.3](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.8.3),
 * step 3
 *
 * Returns: %RT_COOKIE_RULE_SENT if it does, else the rule that keeps it back
 */
RtCookieRule
rt_cookie_judge_to_send (const RtCookie *cookie, const RtCookieQuestion *question)
{
  const char *host = g_uri_get_host (question->uri);
  RtCookieRule rule;

  if (!rt_cookie_scope_host_matches (host, cookie->domain))
    return RT_COOKIE_RULE_OTHER_DOMAIN;
  if (cookie->host_only && !g_str_equal (host, cookie->domain))
    return RT_COOKIE_RULE_OTHER_HOST;
  if (rt_cookie_is_past (cookie, question->now_us))
    return RT_COOKIE_RULE_PAST;
  if (!cookie->host_only && rt_cookie_scope_is_public_suffix (cookie->domain))
    return RT_COOKIE_RULE_DOMAIN_BECAME_SUFFIX;
  if (!rt_cookie_scope_path_matches (g_uri_get_path (question->uri), cookie->path))
    return RT_COOKIE_RULE_OTHER_PATH;
  if (cookie->secure && !is_secure (question))
    return RT_COOKIE_RULE_NOT_SECURE;
  rule = judge_same_site (cookie, question);
  if (rule == RT_COOKIE_RULE_SENT && question->set_by_hand)
    return RT_COOKIE_RULE_SET_BY_HAND;
  return rule;
}

/**
 * rt_cookie_judge_remark:
 * @cookie: a cookie
 * @rule: what decided about it
 * @question: the request at hand
 *
 * Finds what there is to say about the decision: where browsers differ.
 *
 * Returns: the remarks
 */
RtCookieRemarks
rt_cookie_judge_remark (const RtCookie *cookie,
                        RtCookieRule rule,
                        const RtCookieQuestion *question)
{
  if ((rule == RT_COOKIE_RULE_SECURE_FROM_HTTP || rule == RT_COOKIE_RULE_NOT_SECURE)
      && rt_cookie_scope_is_this_computer (g_uri_get_host (question->uri)))
    return RT_COOKIE_REMARK_THIS_COMPUTER;
  if (rule == RT_COOKIE_RULE_LAX_BY_DEFAULT
      && question->context != RT_COOKIE_CONTEXT_SUBRESOURCE
      && question->now_us - cookie->created_us < LAX_ALLOWING_UNSAFE_US)
    return RT_COOKIE_REMARK_LAX_ALLOWING_UNSAFE;
  return RT_COOKIE_REMARK_NONE;
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar)*text >= 0x80)
      return FALSE;
  return TRUE;
}

/* Steps 7 to 10: from the Domain attribute to the domain of the cookie. */
static RtCookieRule
place (RtCookie *model, const char *host, const char *domain, RtCookieRemarks *remarks)
{
  model->host_only = TRUE;
  model->domain = (char *)host;
  if (domain == NULL || *domain == '\0')
    return RT_COOKIE_RULE_STORED;
  /* No other host is below an address or below a name that everybody may register at. */
  if (g_str_equal (domain, host)
      && (g_hostname_is_ip_address (host) || rt_cookie_scope_is_public_suffix (host)))
    {
      *remarks |= RT_COOKIE_REMARK_DOMAIN_IGNORED;
      return RT_COOKIE_RULE_STORED;
    }
  model->host_only = FALSE;
  model->domain = (char *)domain;
  if (!is_ascii (domain))
    return RT_COOKIE_RULE_DOMAIN_NOT_ASCII;
  if (rt_cookie_scope_is_public_suffix (domain))
    return RT_COOKIE_RULE_PUBLIC_SUFFIX;
  return rt_cookie_scope_host_matches (host, domain) ? RT_COOKIE_RULE_STORED
                                                     : RT_COOKIE_RULE_FOREIGN_DOMAIN;
}

/* Newer prefixes, whose names still move: worth a remark, not a refusal. */
static gboolean
breaks_http_prefix (const RtCookie *cookie, gboolean has_path)
{
  gboolean host_bound = cookie->host_only && has_path && g_str_equal (cookie->path, "/");

  if (rt_cookie_has_prefix (cookie, "__Host-Http-"))
    return !(cookie->secure && cookie->http_only && host_bound);
  return rt_cookie_has_prefix (cookie, "__Http-")
         && !(cookie->secure && cookie->http_only);
}

/**
 * rt_cookie_judge_make:
 * @set: what a server sent
 * @question: the request that it was an answer to
 * @rule: (out): %RT_COOKIE_RULE_STORED if there is nothing against it, else the rule
 * @remarks: (out): what else there is to say
 *
 * Makes the cookie that is meant, even if it is to be refused.  What depends on other
 * cookies of the jar is not decided here.
 *
 * Source: [RFC 6265bis
 * §5.7](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7)
 *
 * Returns: (transfer full): the cookie
 */
RtCookie *
rt_cookie_judge_make (const RtSetCookie *set,
                      const RtCookieQuestion *question,
                      RtCookieRule *rule,
                      RtCookieRemarks *remarks)
{
  g_autofree char *default_path = rt_cookie_scope_dup_default_path (question->uri);
  RtCookie model = {
    .name = set->name,
    .value = set->value,
    .path = set->path != NULL ? set->path : default_path,
    .expires_s = set->expires_s,
    .created_us = question->now_us,
    .used_us = question->now_us,
    .same_site = set->same_site,
    .secure = set->secure,
    .http_only = set->http_only,
    .partitioned = set->partitioned,
  };
  RtCookieRule placed;

  *remarks = set->remarks;
  placed = place (&model, g_uri_get_host (question->uri), set->domain, remarks);
  if (breaks_http_prefix (&model, set->has_path))
    *remarks |= RT_COOKIE_REMARK_HTTP_PREFIX;

  *rule = set->has_control ? RT_COOKIE_RULE_CONTROL : rt_cookie_check_form (&model);
  if (*rule == RT_COOKIE_RULE_STORED)
    *rule = placed;
  if (*rule == RT_COOKIE_RULE_STORED && model.secure && !is_secure (question))
    *rule = RT_COOKIE_RULE_SECURE_FROM_HTTP;
  if (*rule == RT_COOKIE_RULE_STORED && model.same_site != RT_SAME_SITE_NONE
      && question->context == RT_COOKIE_CONTEXT_SUBRESOURCE)
    *rule = RT_COOKIE_RULE_SET_CROSS_SITE;
  if (*rule == RT_COOKIE_RULE_STORED)
    *rule = rt_cookie_check_attributes (
        &model, set->domain != NULL && *set->domain != '\0', set->has_path);
  *remarks |= rt_cookie_judge_remark (&model, *rule, question);
  return rt_cookie_new (&model);
}

/**
 * rt_cookie_judge_to_keep:
 * @cookie: a cookie that no server has set just now
 *
 * Decides whether @cookie may be kept: what no server may set is refused wherever it
 * comes from.
 *
 * Returns: %RT_COOKIE_RULE_STORED if there is nothing against it, else the rule
 */
RtCookieRule
rt_cookie_judge_to_keep (const RtCookie *cookie)
{
  RtCookieRule rule = rt_cookie_check_form (cookie);

  if (rule == RT_COOKIE_RULE_STORED && !cookie->host_only
      && rt_cookie_scope_is_public_suffix (cookie->domain))
    rule = RT_COOKIE_RULE_PUBLIC_SUFFIX;
  if (rule == RT_COOKIE_RULE_STORED)
    rule = rt_cookie_check_attributes (cookie, !cookie->host_only, TRUE);
  return rule;
}

/**
 * rt_cookie_judge_hides:
 * @cookie: a cookie that is about to be stored
 * @other: a cookie of the jar with the same name
 * @question: the request that @cookie came with
 *
 * Says whether @cookie, which came over plain http, would be sent in the place of @other,
 * which is Secure.
 *
 * Source: [RFC 6265bis
 * §5.7](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7),
 * step 16
 *
 * Returns: %TRUE if it would
 */
gboolean
rt_cookie_judge_hides (const RtCookie *cookie,
                       const RtCookie *other,
                       const RtCookieQuestion *question)
{
  return other->secure && !cookie->secure && !is_secure (question)
         && (rt_cookie_scope_host_matches (other->domain, cookie->domain)
             || rt_cookie_scope_host_matches (cookie->domain, other->domain))
         && rt_cookie_scope_path_matches (cookie->path, other->path);
}
