/* What an address turned out to be: pure rules. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-verdict.h"

/* Moved for good, RFC 9110 §15.4. */
gboolean
rt_check_is_permanent (guint status)
{
  return status == 301 || status == 308;
}

/* Whether there is nobody to ask, or somebody who makes no sense. */
static RtCheckVerdict
judge_error (RtErrorCode error)
{
  switch (error)
    {
    case RT_ERROR_NAME_NOT_FOUND:
    case RT_ERROR_NAME_LOOKUP:
    case RT_ERROR_REFUSED:
    case RT_ERROR_UNREACHABLE:
    case RT_ERROR_CONNECT_TIMEOUT:
    case RT_ERROR_CERTIFICATE:
    case RT_ERROR_TLS_TOO_OLD:
    case RT_ERROR_NOT_TLS:
    case RT_ERROR_CLIENT_CERTIFICATE:
    case RT_ERROR_TLS:
    case RT_ERROR_PROXY_NO_SITE:
      return RT_CHECK_NO_SERVER;
    default:
      return RT_CHECK_NOT_CHECKABLE;
    }
}

static RtCheckVerdict
judge_moved (guint first)
{
  return rt_check_is_permanent (first) ? RT_CHECK_MOVED : RT_CHECK_MOVED_FOR_NOW;
}

/**
 * rt_check_judge:
 * @facts: what is known when nothing more is asked
 *
 * Says what an address is.  One that leads to something is as its first hop says; one
 * that leads to nothing is what it leads to.
 *
 * Source: [RFC 9110 §15](https://www.rfc-editor.org/rfc/rfc9110#section-15)
 *
 * Returns: the verdict, never %RT_CHECK_PENDING
 */
RtCheckVerdict
rt_check_judge (const RtCheckFacts *facts)
{
  guint first = facts->n_chain > 0 ? facts->chain[0] : 0;
  guint last = facts->n_chain > 0 ? facts->chain[facts->n_chain - 1] : 0;

  if (facts->has_error)
    return judge_error (facts->error);
  if (facts->stop == RT_STOP_NOT_FOLLOWED)
    return judge_moved (first);
  if (facts->stop != RT_STOP_NONE
      || (facts->remarks & (RT_CHECK_LATER | RT_CHECK_SOFT_404)) != 0)
    return RT_CHECK_NOT_CHECKABLE;
  if (last >= 200 && last <= 299)
    return facts->n_chain > 1 ? judge_moved (first) : RT_CHECK_EXISTS;
  if (last == 404 || last == 410)
    return RT_CHECK_MISSING;
  if (last == 401 || last == 403 || last == 407 || last == 451)
    return RT_CHECK_FORBIDDEN;
  return RT_CHECK_NOT_CHECKABLE;
}

/**
 * rt_check_is_ok:
 * @facts: what is known when nothing more is asked
 * @good: which codes are good
 *
 * Says whether every answer on the way had a good code, and the way has an end.  With
 * redirects not followed, the one answer decides.
 *
 * Returns: %TRUE for “status is OK”
 */
gboolean
rt_check_is_ok (const RtCheckFacts *facts, const RtCodeRanges *good)
{
  if (facts->has_error || facts->n_chain == 0
      || (facts->stop != RT_STOP_NONE && facts->stop != RT_STOP_NOT_FOLLOWED)
      || (facts->remarks & (RT_CHECK_LATER | RT_CHECK_SOFT_404)) != 0)
    return FALSE;
  for (guint i = 0; i < facts->n_chain; i++)
    if (!rt_code_ranges_contain (good, facts->chain[i]))
      return FALSE;
  return TRUE;
}

/**
 * rt_check_doubts_head:
 * @status: of an answer to HEAD
 *
 * Says whether GET has to be asked before this is believed: servers that do not know HEAD
 * say so in many ways.
 *
 * Source: [RFC 9110 §9.3.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2)
 *
 * Returns: %TRUE if GET may have another answer
 */
gboolean
rt_check_doubts_head (guint status)
{
  switch (status)
    {
    case 400:
    case 403:
    case 404:
    case 405:
    case 500:
    case 501:
    case 503:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The server may be in a better mood soon. */
gboolean
rt_check_is_transient (guint status)
{
  return status == 429 || (status >= 502 && status <= 504);
}

/* The same for what went wrong on the way. */
gboolean
rt_check_may_pass (RtErrorCode error)
{
  switch (error)
    {
    case RT_ERROR_NAME_LOOKUP:
    case RT_ERROR_CONNECT_TIMEOUT:
    case RT_ERROR_IDLE_TIMEOUT:
    case RT_ERROR_TOTAL_TIMEOUT:
    case RT_ERROR_RESET:
    case RT_ERROR_NO_ANSWER:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * rt_check_verdict_to_id:
 * @verdict: a verdict
 *
 * Gives the stable name of @verdict that programs see.
 *
 * Returns: (transfer none): such as `exists`
 */
const char *
rt_check_verdict_to_id (RtCheckVerdict verdict)
{
  switch (verdict)
    {
    case RT_CHECK_PENDING:
      return "pending";
    case RT_CHECK_EXISTS:
      return "exists";
    case RT_CHECK_MOVED:
      return "moved";
    case RT_CHECK_MOVED_FOR_NOW:
      return "moved-for-now";
    case RT_CHECK_MISSING:
      return "missing";
    case RT_CHECK_FORBIDDEN:
      return "forbidden";
    case RT_CHECK_NOT_CHECKABLE:
      return "not-checkable";
    case RT_CHECK_NO_SERVER:
      return "no-server";
    }
  g_return_val_if_reached ("not-checkable");
}
