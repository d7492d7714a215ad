/* The rules about cookies: each in one sentence, and where it is written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What became of a cookie. */
typedef enum
{
  /* of one that a server set */
  RT_COOKIE_STORED,
  RT_COOKIE_REPLACED,
  RT_COOKIE_EXPIRED,
  RT_COOKIE_REFUSED,
  /* of one in the jar, when a request was made */
  RT_COOKIE_SENT,
  RT_COOKIE_WITHHELD,
} RtCookieOutcome;

/* Why: the rule that decided. */
typedef enum
{
  RT_COOKIE_RULE_STORED,
  RT_COOKIE_RULE_REPLACED,
  RT_COOKIE_RULE_EXPIRED_REMOVED,
  RT_COOKIE_RULE_EXPIRED_NOTHING,
  RT_COOKIE_RULE_CONTROL,
  RT_COOKIE_RULE_TOO_LONG,
  RT_COOKIE_RULE_EMPTY,
  RT_COOKIE_RULE_DOMAIN_NOT_ASCII,
  RT_COOKIE_RULE_PUBLIC_SUFFIX,
  RT_COOKIE_RULE_FOREIGN_DOMAIN,
  RT_COOKIE_RULE_SECURE_FROM_HTTP,
  RT_COOKIE_RULE_SECURE_OVERLAID,
  RT_COOKIE_RULE_SET_CROSS_SITE,
  RT_COOKIE_RULE_NONE_NOT_SECURE,
  RT_COOKIE_RULE_SECURE_PREFIX,
  RT_COOKIE_RULE_HOST_PREFIX_SECURE,
  RT_COOKIE_RULE_HOST_PREFIX_DOMAIN,
  RT_COOKIE_RULE_HOST_PREFIX_PATH,
  RT_COOKIE_RULE_NAMELESS_PREFIX,
  RT_COOKIE_RULE_PARTITIONED_NOT_SECURE,
  RT_COOKIE_RULE_JAR_FULL,
  RT_COOKIE_RULE_JAR_BROKEN,
  RT_COOKIE_RULE_SENT,
  RT_COOKIE_RULE_OTHER_HOST,
  RT_COOKIE_RULE_OTHER_DOMAIN,
  RT_COOKIE_RULE_DOMAIN_BECAME_SUFFIX,
  RT_COOKIE_RULE_OTHER_PATH,
  RT_COOKIE_RULE_NOT_SECURE,
  RT_COOKIE_RULE_STRICT,
  RT_COOKIE_RULE_LAX,
  RT_COOKIE_RULE_LAX_BY_DEFAULT,
  RT_COOKIE_RULE_PAST,
  RT_COOKIE_RULE_SET_BY_HAND,
} RtCookieRule;

/* What else there is to say. */
typedef enum
{
  RT_COOKIE_REMARK_NONE = 0,
  RT_COOKIE_REMARK_LAX_BY_DEFAULT = 1 << 0,
  RT_COOKIE_REMARK_EXPIRY_CAPPED = 1 << 1,
  RT_COOKIE_REMARK_BAD_EXPIRY = 1 << 2,
  RT_COOKIE_REMARK_LONG_ATTRIBUTE = 1 << 3,
  RT_COOKIE_REMARK_DOMAIN_IGNORED = 1 << 4,
  RT_COOKIE_REMARK_HTTP_PREFIX = 1 << 5,
  RT_COOKIE_REMARK_PARTITIONED = 1 << 6,
  RT_COOKIE_REMARK_THIS_COMPUTER = 1 << 7,
  RT_COOKIE_REMARK_LAX_ALLOWING_UNSAFE = 1 << 8,
} RtCookieRemarks;

#define RT_COOKIE_REMARK_LAST RT_COOKIE_REMARK_LAX_ALLOWING_UNSAFE

RtCookieOutcome rt_cookie_rule_to_outcome (RtCookieRule rule);
const char *rt_cookie_rule_to_sentence (RtCookieRule rule);
const char *rt_cookie_rule_to_section (RtCookieRule rule);

const char *rt_cookie_outcome_to_id (RtCookieOutcome outcome);
const char *rt_cookie_outcome_to_word (RtCookieOutcome outcome);

const char *rt_cookie_remark_to_sentence (RtCookieRemarks remark);
const char *rt_cookie_remark_to_section (RtCookieRemarks remark);

G_END_DECLS
