/* Which way a request went, and why, in words for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rt-way-words.h"

#include "ui/rt-format.h"

#include <glib/gi18n.h>

static char *
dup_place (const RtProxyReport *way)
{
  return way->proxy != NULL
             /* Translators: the address of a proxy. */
             ? g_strdup_printf (_ ("Through %s"), way->proxy->uri)
             : g_strdup (_ ("Straight to the site"));
}

static char *
dup_reason (const RtProxyReport *way)
{
  switch (way->reason)
    {
    case RT_WAY_SET:
      return NULL;
    case RT_WAY_BYPASS:
      /* Translators: an entry of a list. */
      return g_strdup_printf (_ ("because of the exception “%s”"), way->detail);
    case RT_WAY_LOCAL:
      return g_strdup (_ ("it is this computer"));
    case RT_WAY_ENVIRONMENT:
      /* Translators: a variable and its value, such as “http_proxy=http://a.example:80”. */
      return g_strdup_printf (_ ("the environment says: %s"), way->detail);
    case RT_WAY_SYSTEM:
      /* Translators: one or more addresses, or “direct”. */
      return g_strdup_printf (_ ("the system’s settings say: %s"), way->detail);
    case RT_WAY_SCRIPT:
      /* Translators: one or more addresses, or “direct”. */
      return g_strdup_printf (_ ("the script says: %s"), way->detail);
    case RT_WAY_FALLBACK:
      /* Translators: several addresses. */
      return g_strdup_printf (_ ("the first that could be reached of: %s"), way->detail);
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_way_dup_sentence:
 * @way: (nullable): which way a request went
 *
 * Says it, and what decided it.
 *
 * Returns: (transfer full): one line
 */
char *
rt_way_dup_sentence (const RtProxyReport *way)
{
  g_autofree char *place = NULL;
  g_autofree char *reason = NULL;

  if (way == NULL)
    return g_strdup (_ ("Straight to the site"));
  place = dup_place (way);
  reason = dup_reason (way);
  return reason != NULL ? g_strconcat (place, " · ", reason, NULL)
                        : g_steal_pointer (&place);
}

static void
append_step (GString *text, const RtConnectStep *step)
{
  g_autofree char *duration = rt_format_duration (step->end_us - step->begin_us);

  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (step->answer_head != NULL)
    /* Translators: “CONNECT a.example:443”, what the proxy answers, such as “200 OK”, and
     * how long that took. */
    g_string_append_printf (text, _ ("CONNECT %s · the proxy says %u %s · %s"),
                            step->request_head->target, step->answer_head->status,
                            step->answer_head->reason, duration);
  else
    /* Translators: “CONNECT a.example:443”, and how long it was waited for. */
    g_string_append_printf (text, _ ("CONNECT %s · no answer of the proxy · %s"),
                            step->request_head->target, duration);
}

/**
 * rt_way_dup_tunnel:
 * @way: which way a request went
 *
 * Says what was said to the proxy before the site was spoken to.
 *
 * Returns: (transfer full): a line for each CONNECT, and one for the proxy's certificate;
 *   may be empty
 */
char *
rt_way_dup_tunnel (const RtProxyReport *way)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < way->steps->len; i++)
    append_step (text, way->steps->pdata[i]);
  if (way->tls != NULL && way->tls->certificates->len > 0)
    {
      const RtCertificate *leaf = way->tls->certificates->pdata[0];

      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: the holder and the fingerprint of a certificate. */
      g_string_append_printf (text, _ ("Certificate of the proxy: %s, SHA-256 %s"),
                              leaf->subject, leaf->sha256);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
