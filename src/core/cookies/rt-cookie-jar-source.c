/* A jar, as what sends the requests sees it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-cookie-jar-source.h"

#include "core/cookies/rt-cookie-jar.h"
#include "core/cookies/rt-cookie-visit.h"

static char *
compose (GPtrArray *asked)
{
  GString *value = NULL;

  for (guint i = 0; i < asked->len; i++)
    {
      const RtCookieVerdict *verdict = asked->pdata[i];

      if (verdict->rule != RT_COOKIE_RULE_SENT)
        continue;
      if (value == NULL)
        value = g_string_new (NULL);
      else
        g_string_append (value, "; ");
      if (*verdict->cookie->name != '\0')
        g_string_append_printf (value, "%s=", verdict->cookie->name);
      g_string_append (value, verdict->cookie->value);
    }
  return value != NULL ? g_string_free (value, FALSE) : NULL;
}

static GObject *
look_up (RtCookieSource *source, const RtCookieQuestion *question, char **value)
{
  g_autoptr (GPtrArray) received = rt_cookie_verdicts_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) asked
      = rt_cookie_jar_judge (RT_COOKIE_JAR (source), question, &error);

  if (asked == NULL)
    {
      /* The request can go without; that the jar is broken shows when something comes. */
      g_message ("%s", error->message);
      asked = rt_cookie_verdicts_new ();
    }
  *value = compose (asked);
  return G_OBJECT (rt_cookie_visit_new (asked, received));
}

static GObject *
take (RtCookieSource *source,
      const RtCookieQuestion *question,
      GObject *record,
      const RtHeaderList *fields)
{
  GPtrArray *asked = rt_cookie_visit_get_asked (RT_COOKIE_VISIT (record));
  g_autoptr (GPtrArray) received
      = rt_cookie_jar_receive (RT_COOKIE_JAR (source), question, asked, fields);

  return G_OBJECT (rt_cookie_visit_new (asked, received));
}

void
rt_cookie_jar_source_init (RtCookieSourceInterface *iface)
{
  iface->look_up = look_up;
  iface->receive = take;
}
