/* The rules about cookies: each in one sentence, and where it is written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-rule.h"

#include <glib/gi18n.h>

/* Step numbers are those of draft 22, which is the last. */
#define BIS "RFC 6265bis "
#define LAYERED "draft-ietf-httpbis-layered-cookies "
#define CHIPS "draft-cutler-httpbis-partitioned-cookies"

/**
 * rt_cookie_rule_to_outcome:
 * @rule: a rule
 *
 * Says what becomes of a cookie that @rule decides about.
 *
 * Returns: the outcome
 */
RtCookieOutcome
rt_cookie_rule_to_outcome (RtCookieRule rule)
{
  if (rule == RT_COOKIE_RULE_STORED)
    return RT_COOKIE_STORED;
  if (rule == RT_COOKIE_RULE_REPLACED)
    return RT_COOKIE_REPLACED;
  if (rule <= RT_COOKIE_RULE_EXPIRED_NOTHING)
    return RT_COOKIE_EXPIRED;
  if (rule < RT_COOKIE_RULE_SENT)
    return RT_COOKIE_REFUSED;
  return rule == RT_COOKIE_RULE_SENT ? RT_COOKIE_SENT : RT_COOKIE_WITHHELD;
}

/**
 * rt_cookie_rule_to_sentence:
 * @rule: a rule
 *
 * Puts the rule into a sentence about the cookie.
 *
 * Returns: (transfer none): the sentence, marked for translation
 */
const char *
rt_cookie_rule_to_sentence (RtCookieRule rule)
{
  switch (rule)
    {
    case RT_COOKIE_RULE_STORED:
      return N_ ("There was no such cookie yet; it is kept.");
    case RT_COOKIE_RULE_REPLACED:
      return N_ ("It takes the place of the cookie with the same name, domain and path.");
    case RT_COOKIE_RULE_EXPIRED_REMOVED:
      return N_ ("Its time is over already, which removes the cookie that was there.");
    case RT_COOKIE_RULE_EXPIRED_NOTHING:
      return N_ ("Its time is over already, and there was no such cookie to remove.");
    case RT_COOKIE_RULE_CONTROL:
      return N_ ("It holds a control character.");
    case RT_COOKIE_RULE_TOO_LONG:
      return N_ ("Name and value together are longer than 4096 bytes.");
    case RT_COOKIE_RULE_EMPTY:
      return N_ ("It has neither a name nor a value.");
    case RT_COOKIE_RULE_DOMAIN_NOT_ASCII:
      return N_ ("Its Domain is not written in ASCII.");
    case RT_COOKIE_RULE_PUBLIC_SUFFIX:
      return N_ ("Its Domain is a public suffix, shared by sites that do not belong "
                 "together.");
    case RT_COOKIE_RULE_FOREIGN_DOMAIN:
      return N_ ("The host that set it does not belong to its Domain.");
    case RT_COOKIE_RULE_SECURE_FROM_HTTP:
      return N_ ("It is Secure, but came over plain http.");
    case RT_COOKIE_RULE_SECURE_OVERLAID:
      return N_ ("It came over plain http and would hide a Secure cookie of that name.");
    case RT_COOKIE_RULE_SET_CROSS_SITE:
      return N_ ("Only SameSite=None lets a part of another site’s page set a cookie.");
    case RT_COOKIE_RULE_NONE_NOT_SECURE:
      return N_ ("SameSite=None needs Secure.");
    case RT_COOKIE_RULE_SECURE_PREFIX:
      return N_ ("A name that begins with __Secure- needs Secure.");
    case RT_COOKIE_RULE_HOST_PREFIX_SECURE:
      return N_ ("A name that begins with __Host- needs Secure.");
    case RT_COOKIE_RULE_HOST_PREFIX_DOMAIN:
      return N_ ("A name that begins with __Host- may have no Domain.");
    case RT_COOKIE_RULE_HOST_PREFIX_PATH:
      return N_ ("A name that begins with __Host- needs Path=/.");
    case RT_COOKIE_RULE_NAMELESS_PREFIX:
      return N_ ("It has no name, and its value looks like a name with a prefix.");
    case RT_COOKIE_RULE_PARTITIONED_NOT_SECURE:
      return N_ ("Partitioned needs Secure.");
    case RT_COOKIE_RULE_JAR_FULL:
      return N_ ("There are too many cookies, and this is the first that has to go.");
    case RT_COOKIE_RULE_JAR_BROKEN:
      return N_ ("The jar could not be read or written.");
    case RT_COOKIE_RULE_SENT:
      return N_ ("Host, path, connection and site fit.");
    case RT_COOKIE_RULE_OTHER_HOST:
      return N_ ("It had no Domain and goes only to the very host that set it.");
    case RT_COOKIE_RULE_OTHER_DOMAIN:
      return N_ ("The host does not belong to its domain.");
    case RT_COOKIE_RULE_DOMAIN_BECAME_SUFFIX:
      return N_ ("Its domain is a public suffix by now.");
    case RT_COOKIE_RULE_OTHER_PATH:
      return N_ ("The address lies outside its path.");
    case RT_COOKIE_RULE_NOT_SECURE:
      return N_ ("It is Secure, and the connection is plain http.");
    case RT_COOKIE_RULE_STRICT:
      return N_ ("SameSite=Strict: it does not go along when another site leads here.");
    case RT_COOKIE_RULE_LAX:
      return N_ ("SameSite=Lax: when another site leads here, it goes along with a "
                 "followed link only.");
    case RT_COOKIE_RULE_LAX_BY_DEFAULT:
      return N_ ("Without SameSite it counts as Lax: when another site leads here, it "
                 "goes along with a followed link only.");
    case RT_COOKIE_RULE_PAST:
      return N_ ("Its time is over.");
    case RT_COOKIE_RULE_SET_BY_HAND:
      return N_ ("The request has a Cookie field of its own, which is sent as written.");
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_cookie_rule_to_section:
 * @rule: a rule
 *
 * Says where the rule is written.
 *
 * Returns: (transfer none) (nullable): document and section; %NULL if it is our own rule
 */
const char *
rt_cookie_rule_to_section (RtCookieRule rule)
{
  switch (rule)
    {
    case RT_COOKIE_RULE_STORED:
      return BIS "§5.7 (24)";
    case RT_COOKIE_RULE_REPLACED:
      return BIS "§5.7 (23)";
    case RT_COOKIE_RULE_EXPIRED_REMOVED:
    case RT_COOKIE_RULE_EXPIRED_NOTHING:
    case RT_COOKIE_RULE_JAR_FULL:
    case RT_COOKIE_RULE_PAST:
      return BIS "§5.7";
    case RT_COOKIE_RULE_CONTROL:
      return BIS "§5.6 (1)";
    case RT_COOKIE_RULE_TOO_LONG:
      return BIS "§5.6 (5)";
    case RT_COOKIE_RULE_EMPTY:
      return BIS "§5.7 (2)";
    case RT_COOKIE_RULE_DOMAIN_NOT_ASCII:
      return BIS "§5.7 (8)";
    case RT_COOKIE_RULE_PUBLIC_SUFFIX:
      return BIS "§5.7 (9)";
    case RT_COOKIE_RULE_FOREIGN_DOMAIN:
      return BIS "§5.7 (10)";
    case RT_COOKIE_RULE_SECURE_FROM_HTTP:
      return BIS "§5.7 (13)";
    case RT_COOKIE_RULE_SECURE_OVERLAID:
      return BIS "§5.7 (16)";
    case RT_COOKIE_RULE_SET_CROSS_SITE:
      return BIS "§5.7 (18)";
    case RT_COOKIE_RULE_NONE_NOT_SECURE:
      return BIS "§5.7 (19)";
    case RT_COOKIE_RULE_SECURE_PREFIX:
      return BIS "§5.7 (20)";
    case RT_COOKIE_RULE_HOST_PREFIX_SECURE:
    case RT_COOKIE_RULE_HOST_PREFIX_DOMAIN:
    case RT_COOKIE_RULE_HOST_PREFIX_PATH:
      return BIS "§5.7 (21)";
    case RT_COOKIE_RULE_NAMELESS_PREFIX:
      return BIS "§5.7 (22)";
    case RT_COOKIE_RULE_PARTITIONED_NOT_SECURE:
      return CHIPS;
    case RT_COOKIE_RULE_SENT:
    case RT_COOKIE_RULE_OTHER_HOST:
    case RT_COOKIE_RULE_OTHER_DOMAIN:
    case RT_COOKIE_RULE_DOMAIN_BECAME_SUFFIX:
    case RT_COOKIE_RULE_OTHER_PATH:
    case RT_COOKIE_RULE_NOT_SECURE:
      return BIS "§5.8.3 (3)";
    case RT_COOKIE_RULE_STRICT:
    case RT_COOKIE_RULE_LAX:
    case RT_COOKIE_RULE_LAX_BY_DEFAULT:
      return BIS "§5.6.7.1, §5.8.3 (3)";
    case RT_COOKIE_RULE_JAR_BROKEN:
    case RT_COOKIE_RULE_SET_BY_HAND:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

/* For programs: stable. */
const char *
rt_cookie_outcome_to_id (RtCookieOutcome outcome)
{
  static const char *const ids[]
      = { "stored", "replaced", "expired", "refused", "sent", "withheld" };

  return ids[outcome];
}

/* For people: marked for translation. */
const char *
rt_cookie_outcome_to_word (RtCookieOutcome outcome)
{
  switch (outcome)
    {
    case RT_COOKIE_STORED:
      return N_ ("Stored");
    case RT_COOKIE_REPLACED:
      return N_ ("Replaced");
    case RT_COOKIE_EXPIRED:
      return N_ ("Expired");
    case RT_COOKIE_REFUSED:
      return N_ ("Refused");
    case RT_COOKIE_SENT:
      return N_ ("Sent");
    case RT_COOKIE_WITHHELD:
      return N_ ("Withheld");
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_cookie_remark_to_sentence:
 * @remark: one remark
 *
 * Puts a remark into a sentence about the cookie.
 *
 * Returns: (transfer none) (nullable): the sentence, marked for translation
 */
const char *
rt_cookie_remark_to_sentence (RtCookieRemarks remark)
{
  switch (remark)
    {
    case RT_COOKIE_REMARK_NONE:
      return NULL;
    case RT_COOKIE_REMARK_LAX_BY_DEFAULT:
      return N_ ("It has no SameSite and counts as Lax.");
    case RT_COOKIE_REMARK_EXPIRY_CAPPED:
      return N_ ("It is kept for 400 days, not for as long as the server asked.");
    case RT_COOKIE_REMARK_BAD_EXPIRY:
      return N_ ("An Expires or Max-Age that makes no sense was ignored.");
    case RT_COOKIE_REMARK_LONG_ATTRIBUTE:
      return N_ ("An attribute with more than 1024 bytes was ignored.");
    case RT_COOKIE_REMARK_DOMAIN_IGNORED:
      return N_ ("Its Domain is the host itself, which can have no other hosts below it; "
                 "it was ignored.");
    case RT_COOKIE_REMARK_HTTP_PREFIX:
      return N_ ("Newer browsers refuse it: __Http- needs Secure and HttpOnly, and "
                 "__Host-Http- also what __Host- needs.");
    case RT_COOKIE_REMARK_PARTITIONED:
      return N_ ("It is Partitioned: a browser keeps one for each site that embeds this "
                 "one.");
    case RT_COOKIE_REMARK_THIS_COMPUTER:
      return N_ ("Most browsers trust plain http to this computer itself, and would take "
                 "and send it.");
    case RT_COOKIE_REMARK_LAX_ALLOWING_UNSAFE:
      return N_ (
          "Some browsers send it all the same within two minutes after it was set.");
    }
  g_return_val_if_reached (NULL);
}

/* As rt_cookie_rule_to_section(). */
const char *
rt_cookie_remark_to_section (RtCookieRemarks remark)
{
  switch (remark)
    {
    case RT_COOKIE_REMARK_NONE:
      return NULL;
    case RT_COOKIE_REMARK_LAX_BY_DEFAULT:
      return BIS "§5.6.7";
    case RT_COOKIE_REMARK_EXPIRY_CAPPED:
      return BIS "§5.5";
    case RT_COOKIE_REMARK_BAD_EXPIRY:
      return BIS "§5.6.1, §5.6.2";
    case RT_COOKIE_REMARK_LONG_ATTRIBUTE:
      return BIS "§5.6";
    case RT_COOKIE_REMARK_DOMAIN_IGNORED:
      return BIS "§5.7 (9)";
    case RT_COOKIE_REMARK_HTTP_PREFIX:
      return LAYERED "§4.1.3";
    case RT_COOKIE_REMARK_PARTITIONED:
      return CHIPS;
    case RT_COOKIE_REMARK_LAX_ALLOWING_UNSAFE:
      return BIS "§5.6.7.2";
    case RT_COOKIE_REMARK_THIS_COMPUTER:
      return BIS "§5.8.3 (3)";
    }
  g_return_val_if_reached (NULL);
}
