/* What a visit did to the cookies of a jar, for programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-visit.h"

#include "core/cookies/rt-cookie-visit.h"
#include "core/wire/rt-error.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MASK "***"

/* What is not known is left out; sentences are not translated. */
typedef struct
{
  JsonBuilder *builder;
  gboolean hide_values;
} Writer;

static void
put_string (Writer *self, const char *name, const char *value)
{
  g_autofree char *text = value != NULL ? rt_header_value_to_utf8 (value) : NULL;

  if (text == NULL)
    return;
  json_builder_set_member_name (self->builder, name);
  json_builder_add_string_value (self->builder, text);
}

static void
put_boolean (Writer *self, const char *name, gboolean value)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_add_boolean_value (self->builder, value);
}

static void
begin_array (Writer *self, const char *name)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_begin_array (self->builder);
}

static void
put_value (Writer *self, const RtCookie *cookie)
{
  put_string (self, "value", self->hide_values ? MASK : cookie->value);
}

/* The members of a cookie; the caller has opened the object. */
static void
put_cookie (Writer *self, const RtCookie *cookie)
{
  put_string (self, "name", cookie->name);
  put_value (self, cookie);
  put_string (self, "domain", cookie->domain);
  put_boolean (self, "host_only", cookie->host_only);
  put_string (self, "path", cookie->path);
  if (cookie->expires_s != RT_COOKIE_SESSION)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (cookie->expires_s);
      g_autofree char *iso = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

      put_string (self, "expires", iso);
    }
  put_boolean (self, "secure", cookie->secure);
  put_boolean (self, "http_only", cookie->http_only);
  if (cookie->same_site != RT_SAME_SITE_DEFAULT)
    put_string (self, "same_site", rt_same_site_to_word (cookie->same_site));
  put_boolean (self, "partitioned", cookie->partitioned);
}

static void
put_remarks (Writer *self, RtCookieRemarks remarks)
{
  if (remarks == RT_COOKIE_REMARK_NONE)
    return;
  begin_array (self, "remarks");
  for (guint remark = 1; remark <= RT_COOKIE_REMARK_LAST; remark <<= 1)
    if ((remarks & remark) != 0)
      {
        json_builder_begin_object (self->builder);
        put_string (self, "what", rt_cookie_remark_to_sentence (remark));
        put_string (self, "rule", rt_cookie_remark_to_section (remark));
        json_builder_end_object (self->builder);
      }
  json_builder_end_array (self->builder);
}

static void
put_asked (Writer *self, GPtrArray *verdicts, const char *name, RtCookieOutcome outcome)
{
  begin_array (self, name);
  for (guint i = 0; i < verdicts->len; i++)
    {
      const RtCookieVerdict *verdict = verdicts->pdata[i];

      if (rt_cookie_verdict_get_outcome (verdict) != outcome)
        continue;
      json_builder_begin_object (self->builder);
      put_string (self, "name", verdict->cookie->name);
      if (outcome == RT_COOKIE_SENT)
        put_value (self, verdict->cookie);
      put_string (self, "domain", verdict->cookie->domain);
      put_string (self, "path", verdict->cookie->path);
      if (outcome != RT_COOKIE_SENT)
        {
          put_string (self, "why", rt_cookie_rule_to_sentence (verdict->rule));
          put_string (self, "rule", rt_cookie_rule_to_section (verdict->rule));
          put_remarks (self, verdict->remarks);
        }
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

/* The field as it came; without its value, name and attributes stay. */
static void
put_raw (Writer *self, const char *raw)
{
  const char *end = raw + strcspn (raw, ";");
  const char *equals = memchr (raw, '=', end - raw);
  g_autofree char *masked = g_strdup_printf (
      "%.*s" MASK "%s", equals != NULL ? (int)(equals + 1 - raw) : 0, raw, end);

  put_string (self, "raw", self->hide_values ? masked : raw);
}

static void
put_received (Writer *self, GPtrArray *verdicts)
{
  for (guint i = 0; i < verdicts->len; i++)
    {
      const RtCookieVerdict *verdict = verdicts->pdata[i];

      json_builder_begin_object (self->builder);
      put_raw (self, verdict->raw);
      put_string (self, "verdict",
                  rt_cookie_outcome_to_id (rt_cookie_verdict_get_outcome (verdict)));
      put_string (self, "why", rt_cookie_rule_to_sentence (verdict->rule));
      put_string (self, "rule", rt_cookie_rule_to_section (verdict->rule));
      json_builder_set_member_name (self->builder, "cookie");
      json_builder_begin_object (self->builder);
      put_cookie (self, verdict->cookie);
      json_builder_end_object (self->builder);
      put_remarks (self, verdict->remarks);
      json_builder_end_object (self->builder);
    }
}

static void
put_request (Writer *self, RtHop *hop, guint status)
{
  g_autofree char *address = rt_request_dup_address (rt_hop_get_request (hop));

  put_string (self, "method", rt_request_get_method (rt_hop_get_request (hop)));
  put_string (self, "url", address);
  if (status == 0)
    return;
  json_builder_set_member_name (self->builder, "status");
  json_builder_add_int_value (self->builder, status);
}

/* Sent and withheld at one hop. */
static void
put_sent (Writer *self, RtHop *hop)
{
  GPtrArray *asked
      = rt_cookie_visit_get_asked (RT_COOKIE_VISIT (rt_hop_get_cookies (hop)));

  put_asked (self, asked, "sent", RT_COOKIE_SENT);
  put_asked (self, asked, "withheld", RT_COOKIE_WITHHELD);
}

static void
put_set (Writer *self, RtHop *hop)
{
  put_received (
      self, rt_cookie_visit_get_received (RT_COOKIE_VISIT (rt_hop_get_cookies (hop))));
}

static void
put_hops (Writer *self, GListModel *hops)
{
  begin_array (self, "hops");
  for (guint i = 0; i < g_list_model_get_n_items (hops); i++)
    {
      g_autoptr (RtHop) hop = g_list_model_get_item (hops, i);

      json_builder_begin_object (self->builder);
      put_request (self, hop, rt_hop_get_status (hop));
      put_sent (self, hop);
      begin_array (self, "set");
      put_set (self, hop);
      json_builder_end_array (self->builder);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
put_error (Writer *self, const GError *error)
{
  if (error == NULL)
    return;
  json_builder_set_member_name (self->builder, "error");
  json_builder_begin_object (self->builder);
  put_string (self, "code",
              error->domain == RT_ERROR ? rt_error_code_to_id (error->code) : "other");
  put_string (self, "message", error->message);
  json_builder_end_object (self->builder);
}

/* What was asked for and sent at first, what came in the end, and all that was set. */
static void
put_visit (Writer *self, RtExchange *visit)
{
  GListModel *hops = rt_exchange_get_hops (visit);
  guint n_hops = g_list_model_get_n_items (hops);
  g_autoptr (RtHop) first = g_list_model_get_item (hops, 0);

  if (first == NULL)
    return;
  put_request (self, first, rt_exchange_get_status (visit));
  put_sent (self, first);
  begin_array (self, "set");
  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (RtHop) hop = g_list_model_get_item (hops, i);
      put_set (self, hop);
    }
  json_builder_end_array (self->builder);
  if (n_hops > 1)
    put_hops (self, hops);
}

/**
 * rt_cli_visit_to_json:
 * @visit: an exchange that is over, with a jar
 * @jar: (element-type RtCookie): what is in the jar after it
 * @hide_values: whether the values of cookies are replaced by `***`
 *
 * Writes what a visit did to the cookies as one JSON object.
 *
 * Returns: (transfer full): the text, in one line without line end
 */
char *
rt_cli_visit_to_json (RtExchange *visit, GPtrArray *jar, gboolean hide_values)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  Writer self = { builder, hide_values };

  json_builder_begin_object (builder);
  put_visit (&self, visit);
  put_error (&self, rt_exchange_get_error (visit));
  begin_array (&self, "jar");
  for (guint i = 0; i < jar->len; i++)
    {
      json_builder_begin_object (builder);
      put_cookie (&self, jar->pdata[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
