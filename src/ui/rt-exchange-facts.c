/* The line of facts about an exchange, and what was odd about its answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-exchange-text.h"

#include "core/wire/rt-remark-words.h"
#include "ui/rt-format.h"
#include "ui/rt-way-words.h"

#include <glib/gi18n.h>

static void
take (GPtrArray *facts, char *fact)
{
  g_ptr_array_add (facts, fact);
}

static void
add_sizes (GPtrArray *facts, RtBody *body)
{
  guint64 wire = rt_body_get_wire_bytes (body);
  guint64 decoded = rt_body_get_decoded_bytes (body);
  const char *const *codings = rt_body_get_codings (body);
  const char *unknown = rt_body_get_unknown_coding (body);
  g_autofree char *wire_text = g_format_size (wire);
  g_autofree char *decoded_text = g_format_size (decoded);

  if (wire == 0)
    {
      if (rt_body_is_forbidden (body))
        take (facts, g_strdup (_ ("no body by definition")));
      return;
    }
  /* Translators: a size, as it was transferred. */
  take (facts, g_strdup_printf (_ ("%s over the wire"), wire_text));
  if (unknown != NULL)
    /* Translators: %s is a content coding, such as compress. */
    take (facts, g_strdup_printf (_ ("unknown coding “%s”, shown as received"), unknown));
  else if (codings != NULL && codings[0] != NULL)
    {
      g_autofree char *names = g_strjoinv (", ", (char **)codings);
      g_autofree char *ratio = rt_format_ratio (decoded, wire);

      if (decoded == 0)
        /* Translators: names of codings such as gzip. */
        take (facts, g_strdup_printf (_ ("nothing decoded, %s"), names));
      else
        /* Translators: a size, names of codings such as gzip, a factor such as ×6.1. */
        take (facts,
              g_strdup_printf (_ ("%s decoded, %s %s"), decoded_text, names, ratio));
    }
}

/* Less came than was announced: it was cut, or a download has left the rest to another
 * connection. */
static void
add_shortage (GPtrArray *facts, guint64 wire, guint64 expected, gboolean is_cut)
{
  g_autofree char *got = rt_format_count (wire);
  g_autofree char *all = rt_format_count (expected);

  take (facts, g_strdup_printf (
                   /* Translators: two numbers of bytes. */
                   is_cut ? _ ("cut: got %s of %s bytes")
                          /* Translators: two numbers of bytes. */
                          : _ ("no more was wanted: got %s of %s bytes"),
                   got, all));
}

/* Whether all of the body came, where that is in doubt.  One that does not decode is not
 * complete either, but the sentence says so, and nothing of it need be missing. */
static void
add_completeness (GPtrArray *facts, RtExchange *exchange)
{
  RtBody *body = rt_exchange_get_body (exchange);
  guint64 wire = rt_body_get_wire_bytes (body);
  gint64 expected = rt_body_get_expected_bytes (body);
  gboolean is_short = expected >= 0 && (guint64)expected > wire;

  if (!rt_exchange_is_over (exchange) || rt_body_is_forbidden (body)
      || g_error_matches (rt_exchange_get_error (exchange), RT_ERROR,
                          RT_ERROR_BAD_CODING))
    return;
  switch (rt_body_get_completeness (body))
    {
    case RT_COMPLETE_YES:
      break;
    case RT_COMPLETE_UNKNOWN:
      if (rt_exchange_get_state (exchange) != RT_EXCHANGE_DONE)
        break;
      if (is_short)
        add_shortage (facts, wire, (guint64)expected, FALSE);
      else
        take (facts, g_strdup (_ ("no length given, so perhaps not all")));
      break;
    case RT_COMPLETE_NO:
      if (is_short)
        add_shortage (facts, wire, (guint64)expected, TRUE);
      else
        take (facts, g_strdup (_ ("cut before its end")));
      break;
    }
}

/* The address without the port that its scheme stands for. */
static char *
dup_short_address (const char *address, GUri *uri)
{
  g_autofree char *port = NULL;

  port = g_strdup_printf (":%u",
                          g_str_equal (g_uri_get_scheme (uri), "https") ? 443u : 80u);
  if (g_str_has_suffix (address, port))
    return g_strndup (address, strlen (address) - strlen (port));
  return g_strdup (address);
}

/* Who was spoken to: the site, or the proxy on the way to it.  That there is none is worth a
 * word where a rule of the user's decided it. */
static void
add_peer (GPtrArray *facts, RtHop *hop)
{
  const RtWireReport *report = rt_hop_get_report (hop);
  const RtProxyReport *way = report->proxy;
  gboolean is_through = way != NULL && way->proxy != NULL;

  if (is_through || (way != NULL && way->reason == RT_WAY_BYPASS))
    take (facts, rt_way_dup_sentence (way));
  if (!is_through && report->remote_address != NULL)
    take (facts, dup_short_address (report->remote_address,
                                    rt_request_get_uri (rt_hop_get_request (hop))));
}

static void
add_connection (GPtrArray *facts, RtHop *hop)
{
  const RtWireReport *report = rt_hop_get_report (hop);

  if (report->answer_head != NULL)
    take (facts, g_strdup_printf ("HTTP/1.%u", report->answer_head->minor_version));
  add_peer (facts, hop);
  if (report->tls != NULL && report->tls->version != NULL)
    take (facts, g_strdup (report->tls->version));
  if (report->tls != NULL && report->tls->grounds == RT_TLS_GROUNDS_PIN)
    take (facts, g_strdup (_ ("certificate trusted by you")));
  if (report->tls != NULL && report->tls->grounds == RT_TLS_GROUNDS_OWN_SERVER)
    take (facts, g_strdup (_ ("a server of your own")));
  if (report->reused)
    take (facts, g_strdup (_ ("reused connection")));
}

/**
 * rt_exchange_dup_facts:
 * @exchange: an exchange
 *
 * Gives what is known about @exchange in a line of short facts.
 *
 * Returns: (transfer full): the facts, joined by " · "; may be ""
 */
char *
rt_exchange_dup_facts (RtExchange *exchange)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  RtHop *hop = rt_exchange_get_last_hop (exchange);
  guint hops = g_list_model_get_n_items (rt_exchange_get_hops (exchange));

  if (hop != NULL && rt_hop_get_status (hop) != 0)
    {
      add_sizes (facts, rt_exchange_get_body (exchange));
      add_completeness (facts, exchange);
    }
  if (hop != NULL)
    add_connection (facts, hop);
  if (hops > 1)
    take (facts,
          g_strdup_printf (ngettext ("%u redirect", "%u redirects", hops - 1), hops - 1));
  g_ptr_array_add (facts, NULL);
  return g_strjoinv (" · ", (char **)facts->pdata);
}

/**
 * rt_exchange_dup_remarks:
 * @exchange: an exchange
 *
 * Says what was odd about the last answer, and was read all the same.
 *
 * Returns: (transfer full) (nullable): sentences, or %NULL if nothing was odd
 */
char *
rt_exchange_dup_remarks (RtExchange *exchange)
{
  RtHop *hop = rt_exchange_get_last_hop (exchange);
  g_autoptr (GString) text = NULL;
  RtRemarks remarks;

  if (hop == NULL)
    return NULL;
  remarks = rt_hop_get_report (hop)->remarks;
  text = g_string_new (NULL);
  for (guint bit = 1; bit <= RT_REMARK_LAST; bit <<= 1)
    {
      const char *sentence = rt_remark_to_sentence (remarks & bit);

      if (sentence == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, _ (sentence));
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
