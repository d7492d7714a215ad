/* What a visit did to the cookies of a jar, for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-visit.h"

#include "cli/rt-cli-print.h"
#include "core/cookies/rt-cookie-visit.h"

#include <glib/gi18n.h>

/* More cookies that have nothing to do with the request are only counted. */
#define OTHERS_MAX 10

static void G_GNUC_PRINTF (2, 3) print_line (const char *indent, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;
  g_autofree char *safe = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  safe = rt_cli_dup_printable (text);
  g_print ("%s%s\n", indent, safe);
}

static void
print_reason (const char *sentence, const char *section)
{
  if (section != NULL)
    /* Translators: a sentence, and where the rule is written. */
    print_line ("    ", _ ("%s [%s]"), sentence, section);
  else
    print_line ("    ", "%s", sentence);
}

static void
print_verdict (const RtCookieVerdict *verdict, gboolean hide_values)
{
  const RtCookie *cookie = verdict->cookie;
  RtCookieOutcome outcome = rt_cookie_verdict_get_outcome (verdict);

  print_line ("  ", "%s: %s%s%s", _ (rt_cookie_outcome_to_word (outcome)), cookie->name,
              *cookie->name != '\0' ? "=" : "", hide_values ? "***" : cookie->value);
  if (outcome == RT_COOKIE_SENT)
    return;
  print_reason (_ (rt_cookie_rule_to_sentence (verdict->rule)),
                rt_cookie_rule_to_section (verdict->rule));
  for (guint remark = 1; remark <= RT_COOKIE_REMARK_LAST; remark <<= 1)
    if ((verdict->remarks & remark) != 0)
      print_reason (_ (rt_cookie_remark_to_sentence (remark)),
                    rt_cookie_remark_to_section (remark));
  for (guint i = 0; verdict->evicted != NULL && i < verdict->evicted->len; i++)
    /* Translators: the name of a cookie. */
    print_line ("    ", _ ("“%s” had to go to make room."),
                ((RtCookie *)verdict->evicted->pdata[i])->name);
}

static void
print_asked (GPtrArray *verdicts, gboolean hide_values)
{
  guint n_others = 0;

  for (guint i = 0; i < verdicts->len; i++)
    n_others
        += ((RtCookieVerdict *)verdicts->pdata[i])->rule == RT_COOKIE_RULE_OTHER_DOMAIN;
  for (guint i = 0; i < verdicts->len; i++)
    {
      const RtCookieVerdict *verdict = verdicts->pdata[i];

      if (verdict->rule != RT_COOKIE_RULE_OTHER_DOMAIN || n_others <= OTHERS_MAX)
        print_verdict (verdict, hide_values);
    }
  if (n_others > OTHERS_MAX)
    print_line ("  ",
                ngettext ("Withheld: %u cookie of another domain",
                          "Withheld: %u cookies of other domains", n_others),
                n_others);
}

static void
print_hop (RtHop *hop, gboolean hide_values)
{
  g_autofree char *address = rt_request_dup_address (rt_hop_get_request (hop));
  RtCookieVisit *record = RT_COOKIE_VISIT (rt_hop_get_cookies (hop));
  GPtrArray *received;

  print_line ("", "%s %s", rt_request_get_method (rt_hop_get_request (hop)), address);
  if (record == NULL)
    return;
  print_asked (rt_cookie_visit_get_asked (record), hide_values);
  if (rt_hop_get_status (hop) == 0)
    return;
  print_line ("  ", "%u %s", rt_hop_get_status (hop), rt_hop_get_reason (hop));
  received = rt_cookie_visit_get_received (record);
  for (guint i = 0; i < received->len; i++)
    print_verdict (received->pdata[i], hide_values);
}

/**
 * rt_cli_visit_print:
 * @visit: an exchange that is over, with a jar
 * @hide_values: whether the values of cookies are kept off the screen
 *
 * Prints on standard output what was sent and withheld at each hop, and what became of
 * what the answers set.
 */
void
rt_cli_visit_print (RtExchange *visit, gboolean hide_values)
{
  GListModel *hops = rt_exchange_get_hops (visit);

  for (guint i = 0; i < g_list_model_get_n_items (hops); i++)
    {
      g_autoptr (RtHop) hop = g_list_model_get_item (hops, i);
      print_hop (hop, hide_values);
    }
}

static void
print_cookie (const RtCookie *cookie, gboolean hide_values)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s%s%s %s%s%s", cookie->host_only ? "" : ".",
                          cookie->domain, cookie->path, cookie->name,
                          *cookie->name != '\0' ? "=" : "",
                          hide_values ? "***" : cookie->value);
  if (cookie->expires_s != RT_COOKIE_SESSION)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (cookie->expires_s);
      g_autofree char *iso = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

      g_string_append_printf (text, "; Expires=%s", iso != NULL ? iso : "?");
    }
  if (cookie->secure)
    g_string_append (text, "; Secure");
  if (cookie->http_only)
    g_string_append (text, "; HttpOnly");
  if (cookie->same_site != RT_SAME_SITE_DEFAULT)
    g_string_append_printf (text, "; SameSite=%s",
                            rt_same_site_to_word (cookie->same_site));
  if (cookie->partitioned)
    g_string_append (text, "; Partitioned");
  print_line ("  ", "%s", text->str);
}

/**
 * rt_cli_visit_print_jar:
 * @cookies: (element-type RtCookie): what is in the jar
 * @hide_values: whether the values of cookies are kept off the screen
 *
 * Prints on standard output what is in the jar, a line a cookie.
 */
void
rt_cli_visit_print_jar (GPtrArray *cookies, gboolean hide_values)
{
  if (cookies->len == 0)
    print_line ("", "%s", _ ("The jar is empty."));
  else
    print_line (
        "",
        ngettext ("The jar holds %u cookie:", "The jar holds %u cookies:", cookies->len),
        cookies->len);
  for (guint i = 0; i < cookies->len; i++)
    print_cookie (cookies->pdata[i], hide_values);
}
