/* Shows an exchange as it was sent and received, while it happens. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-trace.h"

#include "cli/rt-cli-field-lines.h"
#include "cli/rt-cli-print.h"
#include "core/cookies/rt-cookie-visit.h"
#include "core/http/rt-mask.h"
#include "core/wire/rt-remark-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RtCliTrace
{
  RtExchange *exchange;
  gboolean show_secrets;

  /* How far the printing has come: the hop, and what of it. */
  guint hop;
  gboolean begun;
  gboolean connection;
  gboolean request;
  guint informational;
  gboolean answer;
};

static void G_GNUC_PRINTF (1, 2) say (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  rt_cli_print_line ("* ", format, arguments);
  va_end (arguments);
}

static void
print_way (const RtProxyReport *way)
{
  const char *uri = way->proxy != NULL ? way->proxy->uri : NULL;

  switch (way->reason)
    {
    case RT_WAY_SET:
      say (_ ("Through the proxy %s"), uri);
      break;
    case RT_WAY_BYPASS:
      /* Translators: an entry of a list. */
      say (_ ("Without a proxy, because of the exception “%s”"), way->detail);
      break;
    case RT_WAY_LOCAL:
      say (_ ("Without a proxy: it is this computer"));
      break;
    case RT_WAY_ENVIRONMENT:
      /* Translators: a variable and its value, such as “http_proxy=http://a.example:80”. */
      say (_ ("The environment says: %s"), way->detail);
      break;
    case RT_WAY_SYSTEM:
      /* Translators: one or more addresses, or “direct”. */
      say (_ ("The system’s settings say: %s"), way->detail);
      break;
    case RT_WAY_SCRIPT:
      /* Translators: one or more addresses, or “direct”. */
      say (_ ("The script says: %s"), way->detail);
      break;
    case RT_WAY_FALLBACK:
      if (uri != NULL)
        say (_ ("That proxy cannot be reached; next is %s"), uri);
      else
        say (_ ("That proxy cannot be reached; next is to go without one"));
      break;
    }
}

/* What was said to the proxy, once for each connection. */
static void
print_proxy (const RtCliTrace *self, const RtWireReport *report)
{
  const RtProxyReport *way = report->proxy;

  if (way == NULL)
    return;
  print_way (way);
  if (way->tls != NULL && way->tls->certificates->len > 0)
    {
      const RtCertificate *leaf = way->tls->certificates->pdata[0];

      say (_ ("Certificate of the proxy: %s, SHA-256 %s"), leaf->subject, leaf->sha256);
    }
  for (guint i = 0; !report->reused && i < way->steps->len; i++)
    {
      const RtConnectStep *step = way->steps->pdata[i];

      rt_cli_print_head (step->request_head, self->show_secrets);
      if (step->answer_head != NULL)
        rt_cli_print_head (step->answer_head, self->show_secrets);
    }
}

static void
print_connection (const RtWireReport *report)
{
  const RtTlsInfo *tls = report->tls;

  if (report->remote_address != NULL && report->reused)
    say (_ ("Goes on with the connection to %s"), report->remote_address);
  else if (report->remote_address != NULL)
    say (_ ("Connected to %s"), report->remote_address);
  if (tls == NULL)
    return;
  if (tls->version != NULL)
    say ("%s, %s", tls->version, tls->cipher != NULL ? tls->cipher : "?");
  if (tls->certificates->len > 0)
    {
      const RtCertificate *leaf = g_ptr_array_index (tls->certificates, 0);

      say (_ ("Certificate of %s, issued by %s"), leaf->subject, leaf->issuer);
      say (_ ("SHA-256 %s"), leaf->sha256);
    }
  switch (tls->grounds)
    {
    case RT_TLS_GROUNDS_NONE:
      break;
    case RT_TLS_GROUNDS_PIN:
      say (_ ("Accepted because of --pin"));
      break;
    case RT_TLS_GROUNDS_OWN_SERVER:
      say (_ ("Accepted because of --trust-local: it is a server of this computer"));
      break;
    }
}

static void
print_dropped (RtHop *hop)
{
  GPtrArray *dropped = rt_hop_get_dropped (hop);

  for (guint i = 0; dropped != NULL && i < dropped->len; i++)
    {
      const RtDroppedHeader *field = g_ptr_array_index (dropped, i);

      switch (field->why)
        {
        case RT_DROP_ORIGIN:
          say (_ ("“%s” is not sent: it belongs to another site"), field->name);
          break;
        case RT_DROP_METHOD:
          say (_ ("“%s” is not sent: there is no body any more"), field->name);
          break;
        case RT_DROP_FRAMING:
          say (_ ("“%s” is not sent as given: it says how long the body really is"),
               field->name);
          break;
        case RT_DROP_PROXY:
          say (_ ("“%s” is not sent: only the proxy that is chosen gets its password"),
               field->name);
          break;
        }
    }
}

/* A cookie that goes along, or is kept, shows by itself.  Those of other domains, of which
 * there may be many, are no surprise. */
static void
print_cookies (GPtrArray *verdicts)
{
  for (guint i = 0; i < verdicts->len; i++)
    {
      const RtCookieVerdict *verdict = verdicts->pdata[i];
      RtCookieOutcome outcome = rt_cookie_verdict_get_outcome (verdict);
      const char *name = verdict->cookie->name;
      const char *why = _ (rt_cookie_rule_to_sentence (verdict->rule));

      if (outcome == RT_COOKIE_REFUSED)
        /* Translators: the name of a cookie, and a sentence. */
        say (_ ("The cookie “%s” is refused: %s"), name, why);
      else if (outcome == RT_COOKIE_WITHHELD
               && verdict->rule != RT_COOKIE_RULE_OTHER_DOMAIN)
        /* Translators: the name of a cookie, and a sentence. */
        say (_ ("The cookie “%s” is not sent: %s"), name, why);
    }
}

static void
print_remarks (guint remarks)
{
  for (guint bit = 1; bit <= RT_REMARK_LAST; bit <<= 1)
    {
      const char *sentence = rt_remark_to_sentence (remarks & bit);

      if (sentence != NULL)
        say ("%s", _ (sentence));
    }
}

/* Prints what is new in a hop; @is_over says that nothing more will come. */
static void
print_hop (RtCliTrace *self, RtHop *hop, gboolean is_over)
{
  const RtWireReport *report = rt_hop_get_report (hop);
  RtRequest *request = rt_hop_get_request (hop);
  RtCookieVisit *cookies = RT_COOKIE_VISIT (rt_hop_get_cookies (hop));

  if (!self->begun)
    {
      g_autofree char *sent = rt_request_dup_address (request);
      g_autofree char *address
          = self->show_secrets ? g_strdup (sent) : rt_mask_address (sent);

      self->begun = TRUE;
      say ("%s %s", rt_request_get_method (request), address);
      print_dropped (hop);
    }
  if (!self->connection && (report->request_head != NULL || is_over))
    {
      self->connection = TRUE;
      if (cookies != NULL)
        print_cookies (rt_cookie_visit_get_asked (cookies));
      print_proxy (self, report);
      print_connection (report);
    }
  if (!self->request && report->request_head != NULL)
    {
      self->request = TRUE;
      rt_cli_print_head (report->request_head, self->show_secrets);
    }
  while (report->informational != NULL
         && self->informational < report->informational->len)
    rt_cli_print_head (g_ptr_array_index (report->informational, self->informational++),
                       self->show_secrets);
  if (!self->answer && report->answer_head != NULL)
    {
      self->answer = TRUE;
      rt_cli_print_head (report->answer_head, self->show_secrets);
    }
  if (is_over && report->trailers != NULL
      && rt_header_list_get_length (report->trailers) > 0)
    {
      say (_ ("Fields after the body:"));
      rt_cli_print_trailers (report->trailers, self->show_secrets);
    }
  if (is_over)
    print_remarks (report->remarks);
  if (is_over && cookies != NULL)
    print_cookies (rt_cookie_visit_get_received (cookies));
}

/**
 * rt_cli_trace_new:
 * @exchange: an exchange that may not have begun
 * @show_secrets: whether passwords and cookies are shown
 *
 * Makes a printer that has printed nothing yet.
 *
 * Returns: (transfer full): the printer
 */
RtCliTrace *
rt_cli_trace_new (RtExchange *exchange, gboolean show_secrets)
{
  RtCliTrace *self = g_new0 (RtCliTrace, 1);

  self->exchange = g_object_ref (exchange);
  self->show_secrets = show_secrets;
  return self;
}

void
rt_cli_trace_free (RtCliTrace *self)
{
  g_object_unref (self->exchange);
  g_free (self);
}

/**
 * rt_cli_trace_update:
 * @self: a printer
 *
 * Prints on standard error what is new since the last call. Call it once more when the
 * exchange is over.
 */
void
rt_cli_trace_update (RtCliTrace *self)
{
  GListModel *hops = rt_exchange_get_hops (self->exchange);
  guint count = g_list_model_get_n_items (hops);
  gboolean is_over = rt_exchange_is_over (self->exchange);

  while (self->hop < count)
    {
      g_autoptr (RtHop) hop = g_list_model_get_item (hops, self->hop);
      gboolean hop_is_over = self->hop + 1 < count || is_over;

      print_hop (self, hop, hop_is_over);
      if (!hop_is_over)
        return;
      self->hop++;
      self->begun = self->connection = self->request = self->answer = FALSE;
      self->informational = 0;
    }
}
