/* What an exchange came to, in words for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-exchange-text.h"

#include "core/http/rt-host-name.h"
#include "ui/rt-error-text.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>

/**
 * rt_request_dup_host_text:
 * @request: a request
 *
 * Gives the name of the host that @request goes to, in the letters of its language.  One
 * that mixes scripts may imitate another and stays in ASCII.
 *
 * Returns: (transfer full): the name
 */
char *
rt_request_dup_host_text (const RtRequest *request)
{
  const char *host = g_uri_get_host (rt_request_get_uri (request));
  g_autofree char *unicode = NULL;

  if (host == NULL)
    return g_strdup ("");
  unicode = rt_host_name_to_unicode (host);
  if (unicode == NULL || rt_host_name_mixes_scripts (unicode))
    return g_strdup (host);
  return g_steal_pointer (&unicode);
}

static RtRequest *
get_last_request (RtExchange *exchange)
{
  RtHop *hop = rt_exchange_get_last_hop (exchange);

  return hop != NULL ? rt_hop_get_request (hop) : rt_exchange_get_request (exchange);
}

static const char *
get_remote_address (RtExchange *exchange)
{
  RtHop *hop = rt_exchange_get_last_hop (exchange);

  return hop != NULL ? rt_hop_get_report (hop)->remote_address : NULL;
}

static char *
dup_sending (RtExchange *exchange)
{
  guint64 done = rt_exchange_get_sent_body_bytes (exchange);
  gint64 total = rt_exchange_get_request_body_length (exchange);
  g_autofree char *done_text = g_format_size (done);
  g_autofree char *total_text = NULL;

  if (total == 0 || (total < 0 && done == 0))
    return g_strdup (_ ("Sending…"));
  if (total < 0)
    /* Translators: %s is a size, such as 3.4 MB. */
    return g_strdup_printf (_ ("Sending… %s"), done_text);
  total_text = g_format_size ((guint64)total);
  /* Translators: two sizes, such as 3.4 MB of 12.0 MB. */
  return g_strdup_printf (_ ("Sending… %s of %s"), done_text, total_text);
}

static char *
dup_receiving (RtExchange *exchange)
{
  RtBody *body = rt_exchange_get_body (exchange);
  guint64 done = rt_body_get_wire_bytes (body);
  gint64 total = rt_body_get_expected_bytes (body);
  g_autofree char *done_text = g_format_size (done);
  g_autofree char *total_text = NULL;

  if (total < 0)
    /* Translators: %s is a size, such as 1.2 MB. */
    return g_strdup_printf (_ ("Receiving… %s"), done_text);
  total_text = g_format_size ((guint64)total);
  /* Translators: two sizes, such as 1.2 MB of 4.0 MB. */
  return g_strdup_printf (_ ("Receiving… %s of %s"), done_text, total_text);
}

static gboolean
is_page (RtExchange *exchange)
{
  const char *type = rt_body_get_content_type (rt_exchange_get_body (exchange));

  return type != NULL
         && (g_ascii_strncasecmp (type, "text/html", 9) == 0
             || g_ascii_strncasecmp (type, "application/xhtml+xml", 21) == 0);
}

/* A success, in which the server did what it was asked for. */
static char *
dup_success (RtExchange *exchange, const char *host, const char *time)
{
  const char *method = rt_request_get_method (get_last_request (exchange));

  if (g_str_equal (method, "HEAD"))
    /* Translators: a host, then a duration. */
    return g_strdup_printf (_ ("Got the fields from %s in %s"), host, time);
  if (is_page (exchange))
    /* Translators: a host, then a duration. */
    return g_strdup_printf (_ ("Got the page from %s in %s"), host, time);
  /* Translators: a host, then a duration. */
  return g_strdup_printf (_ ("Got the answer from %s in %s"), host, time);
}

static char *
dup_redirection (RtExchange *exchange, guint status, const char *host, const char *time)
{
  RtRequest *next = rt_exchange_get_next (exchange);
  g_autofree char *there = next != NULL ? rt_request_dup_host_text (next) : NULL;

  if (status == 304)
    /* Translators: a host, then a duration. */
    return g_strdup_printf (_ ("Nothing new at %s, answered in %s"), host, time);
  if (there != NULL && !g_str_equal (there, host))
    /* Translators: a host, another host, then a duration. */
    return g_strdup_printf (_ ("%s points to %s, answered in %s"), host, there, time);
  /* Translators: a host, then a duration. */
  return g_strdup_printf (_ ("%s points elsewhere, answered in %s"), host, time);
}

static char *
dup_refusal (guint status, const char *host, const char *time)
{
  switch (status)
    {
    case 401:
      /* Translators: a host, then a duration. */
      return g_strdup_printf (_ ("%s wants to know who you are, answered in %s"), host,
                              time);
    case 403:
      /* Translators: a host, then a duration. */
      return g_strdup_printf (_ ("%s does not show you this, answered in %s"), host,
                              time);
    case 404:
      /* Translators: a host, then a duration. */
      return g_strdup_printf (_ ("%s has nothing at this address, answered in %s"), host,
                              time);
    case 405:
      /* Translators: a host, then a duration. */
      return g_strdup_printf (_ ("%s does not take this method here, answered in %s"),
                              host, time);
    case 410:
      /* Translators: a host, then a duration. */
      return g_strdup_printf (_ ("%s had this once; it is gone, answered in %s"), host,
                              time);
    case 429:
      /* Translators: a host, then a duration. */
      return g_strdup_printf (_ ("%s asks for fewer requests, answered in %s"), host,
                              time);
    default:
      /* Translators: a host, then a duration. */
      return g_strdup_printf (_ ("%s does not accept this request, answered in %s"), host,
                              time);
    }
}

static char *
dup_done (RtExchange *exchange, const char *host)
{
  guint status = rt_exchange_get_status (exchange);
  g_autofree char *time = rt_format_duration (rt_exchange_get_elapsed_us (exchange));

  switch (status / 100)
    {
    case 2:
      return dup_success (exchange, host, time);
    case 3:
      return dup_redirection (exchange, status, host, time);
    case 4:
      return dup_refusal (status, host, time);
    case 5:
      if (status == 503)
        /* Translators: a host, then a duration. */
        return g_strdup_printf (_ ("%s is busy or resting, answered in %s"), host, time);
      /* Translators: a host, then a duration. */
      return g_strdup_printf (_ ("%s has a problem of its own, answered in %s"), host,
                              time);
    default:
      /* Translators: a host, then a duration. */
      return g_strdup_printf (_ ("Got the answer from %s in %s"), host, time);
    }
}

static char *
dup_cancelled (RtExchange *exchange)
{
  guint64 bytes = rt_body_get_wire_bytes (rt_exchange_get_body (exchange));
  g_autofree char *time = rt_format_duration (rt_exchange_get_elapsed_us (exchange));
  g_autofree char *size = g_format_size (bytes);

  if (bytes == 0)
    /* Translators: %s is a duration. */
    return g_strdup_printf (_ ("Cancelled after %s"), time);
  /* Translators: a duration, then a size. */
  return g_strdup_printf (_ ("Cancelled after %s, when %s had come"), time, size);
}

/**
 * rt_exchange_dup_sentence:
 * @exchange: an exchange
 *
 * Says in one sentence how far @exchange has come or what it came to.
 *
 * Returns: (transfer full): a sentence without full stop
 */
char *
rt_exchange_dup_sentence (RtExchange *exchange)
{
  g_autofree char *host = rt_request_dup_host_text (get_last_request (exchange));
  const char *address = get_remote_address (exchange);

  switch (rt_exchange_get_state (exchange))
    {
    case RT_EXCHANGE_IDLE:
      return g_strdup (_ ("Getting ready…"));
    case RT_EXCHANGE_RESOLVING:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("Looking up %s…"), host);
    case RT_EXCHANGE_CONNECTING:
      /* Translators: %s is a host or its address. */
      return g_strdup_printf (_ ("Connecting to %s…"), address != NULL ? address : host);
    case RT_EXCHANGE_PROXYING:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("Asking the proxy for a way to %s…"), host);
    case RT_EXCHANGE_HANDSHAKING:
      /* Translators: the TLS handshake; %s is the name of a host. */
      return g_strdup_printf (_ ("Shaking hands with %s…"), host);
    case RT_EXCHANGE_SENDING:
      return dup_sending (exchange);
    case RT_EXCHANGE_WAITING:
      return g_strdup (_ ("Waiting for the answer…"));
    case RT_EXCHANGE_RECEIVING:
      return dup_receiving (exchange);
    case RT_EXCHANGE_DONE:
      return dup_done (exchange, host);
    case RT_EXCHANGE_FAILED:
      return rt_error_dup_title (rt_exchange_get_error (exchange), host);
    case RT_EXCHANGE_CANCELLED:
      return dup_cancelled (exchange);
    }
  g_return_val_if_reached (NULL);
}

static const char *
stop_to_text (RtRedirectStop stop)
{
  switch (stop)
    {
    case RT_STOP_NONE:
      return NULL;
    case RT_STOP_NOT_FOLLOWED:
      return _ ("The redirect was not followed, because following is switched off.");
    case RT_STOP_NO_LOCATION:
      return _ (
          "The server says “elsewhere”, but not where: there is no Location field.");
    case RT_STOP_BAD_LOCATION:
      return _ ("The server says “elsewhere”, but its Location field is no address.");
    case RT_STOP_SCHEME:
      return _ ("The redirect leads to another kind of address than http or https, and "
                "was not followed.");
    case RT_STOP_DOWNGRADE:
      return _ ("The redirect leads from https to plain http, where others can read "
                "along. It was not followed.");
    case RT_STOP_RESEND:
      return _ ("The redirect asks to send the body to another site. It was not "
                "followed.");
    case RT_STOP_LIMIT:
      return _ ("This is one redirect more than allowed. The limit can be raised under "
                "More Options.");
    case RT_STOP_LOOP:
      return _ ("Hops shows the circle. A missing cookie is often the cause.");
    }
  g_return_val_if_reached (NULL);
}

static RtAction
stop_to_action (RtRedirectStop stop)
{
  switch (stop)
    {
    case RT_STOP_NOT_FOLLOWED:
    case RT_STOP_LIMIT:
      return RT_ACTION_FOLLOW;
    case RT_STOP_DOWNGRADE:
      return RT_ACTION_FOLLOW_ANYWAY;
    case RT_STOP_RESEND:
      return RT_ACTION_SEND_THERE;
    case RT_STOP_NONE:
    case RT_STOP_NO_LOCATION:
    case RT_STOP_BAD_LOCATION:
    case RT_STOP_SCHEME:
    case RT_STOP_LOOP:
      return RT_ACTION_NONE;
    }
  g_return_val_if_reached (RT_ACTION_NONE);
}

/**
 * rt_exchange_dup_advice:
 * @exchange: an exchange
 *
 * Says what a person can do next, where something went wrong or a redirect was not
 * followed.
 *
 * Returns: (transfer full) (nullable): one or two sentences
 */
char *
rt_exchange_dup_advice (RtExchange *exchange)
{
  RtRedirectStop stop = rt_exchange_get_stop (exchange);
  const GError *error = rt_exchange_get_error (exchange);

  if (stop != RT_STOP_NONE)
    return g_strdup (stop_to_text (stop));
  return error != NULL ? rt_error_dup_hint (error) : NULL;
}

/**
 * rt_exchange_get_action:
 * @exchange: an exchange
 *
 * Says which button belongs beside the advice.
 *
 * Returns: the action; never one that cannot be done
 */
RtAction
rt_exchange_get_action (RtExchange *exchange)
{
  RtRedirectStop stop = rt_exchange_get_stop (exchange);
  const GError *error = rt_exchange_get_error (exchange);
  RtAction action = RT_ACTION_NONE;

  if (!rt_exchange_is_over (exchange))
    return RT_ACTION_NONE;
  if (stop != RT_STOP_NONE)
    action = stop_to_action (stop);
  else if (rt_exchange_get_state (exchange) == RT_EXCHANGE_CANCELLED)
    action = RT_ACTION_TRY_AGAIN;
  else if (error != NULL)
    action = rt_error_get_action (error);

  switch (action)
    {
    case RT_ACTION_FOLLOW:
    case RT_ACTION_FOLLOW_ANYWAY:
    case RT_ACTION_SEND_THERE:
      return rt_exchange_get_next (exchange) != NULL ? action : RT_ACTION_NONE;
    case RT_ACTION_NONE:
    case RT_ACTION_TRY_AGAIN:
    case RT_ACTION_SHOW_CERTIFICATE:
    case RT_ACTION_DECODE_ANYWAY:
      return action;
    }
  g_return_val_if_reached (RT_ACTION_NONE);
}
