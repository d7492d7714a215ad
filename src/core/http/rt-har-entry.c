/* The entries of an HTTP Archive: one for each hop of an exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-har-entry.h"

#include "core/http/rt-har-body.h"
#include "core/http/rt-mask.h"

#include <string.h>

/* One archive while it is written. */
typedef struct
{
  JsonBuilder *builder;
  gboolean with_secrets;
} Writer;

static void
put_string (Writer *self, const char *name, const char *value)
{
  g_autofree char *text = rt_header_value_to_utf8 (value != NULL ? value : "");

  json_builder_set_member_name (self->builder, name);
  json_builder_add_string_value (self->builder, text);
}

static void
put_int (Writer *self, const char *name, gint64 value)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_add_int_value (self->builder, value);
}

/* HAR has milliseconds; -1 is its word for "did not happen". */
static double
put_ms (Writer *self, const char *name, gint64 us)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_add_double_value (self->builder, us < 0 ? -1 : us / 1000.0);
  return MAX (us, 0) / 1000.0;
}

static void
begin_array (Writer *self, const char *name)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_begin_array (self->builder);
}

static void
begin_object (Writer *self, const char *name)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_begin_object (self->builder);
}

static char *
dup_address (Writer *self, const char *address)
{
  return self->with_secrets ? g_strdup (address) : rt_mask_address (address);
}

static char *
dup_pairs (Writer *self, const char *pairs)
{
  return self->with_secrets ? g_strdup (pairs) : rt_mask_pairs (pairs);
}

static void
put_headers (Writer *self, const RtHeaderList *fields)
{
  begin_array (self, "headers");
  for (guint i = 0; fields != NULL && i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      g_autofree char *value = self->with_secrets
                                   ? g_strdup (header->value)
                                   : rt_mask_field (header->name, header->value);

      json_builder_begin_object (self->builder);
      put_string (self, "name", header->name);
      put_string (self, "value", value);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
put_cookie (Writer *self, const char *pair)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *name
      = equals != NULL ? g_strndup (pair, equals - pair) : g_strdup ("");

  json_builder_begin_object (self->builder);
  put_string (self, "name", g_strstrip (name));
  put_string (self, "value",
              !self->with_secrets ? RT_MASK
              : equals != NULL    ? equals + 1
                                  : pair);
  json_builder_end_object (self->builder);
}

/* Names and values only: what a cookie means is said by the fields themselves. */
static void
put_cookies (Writer *self, const RtHeaderList *fields, const char *field)
{
  begin_array (self, "cookies");
  for (guint i = 0; fields != NULL && i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      g_auto (GStrv) parts = NULL;

      if (g_ascii_strcasecmp (header->name, field) != 0)
        continue;
      parts = g_strsplit (header->value, ";", -1);
      for (guint k = 0; parts[k] != NULL; k++)
        {
          put_cookie (self, g_strstrip (parts[k]));
          if (g_str_equal (field, "Set-Cookie"))
            break; /* the rest are attributes */
        }
    }
  json_builder_end_array (self->builder);
}

static void
put_query (Writer *self, GUri *uri)
{
  g_autofree char *masked = NULL;
  g_auto (GStrv) pairs = NULL;

  begin_array (self, "queryString");
  if (g_uri_get_query (uri) != NULL)
    {
      masked = dup_pairs (self, g_uri_get_query (uri));
      pairs = g_strsplit (masked, "&", -1);
    }
  for (guint i = 0; pairs != NULL && pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      if (equals != NULL)
        *equals = '\0';
      json_builder_begin_object (self->builder);
      put_string (self, "name", pairs[i]);
      put_string (self, "value", equals != NULL ? equals + 1 : "");
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
put_version (Writer *self, const RtMessageHead *head)
{
  g_autofree char *version
      = head != NULL ? g_strdup_printf ("HTTP/1.%u", head->minor_version) : NULL;

  put_string (self, "httpVersion", version);
}

static void
put_request (Writer *self, RtHop *hop)
{
  const RtWireReport *report = rt_hop_get_report (hop);
  RtRequest *request = rt_hop_get_request (hop);
  g_autofree char *address = rt_request_dup_address (request);
  g_autofree char *shown = dup_address (self, address);
  gsize head
      = report->request_head != NULL ? g_bytes_get_size (report->request_head->raw) : 0;

  begin_object (self, "request");
  put_string (self, "method", rt_request_get_method (request));
  put_string (self, "url", shown);
  put_version (self, report->request_head);
  put_cookies (self, rt_hop_get_sent_fields (hop), "Cookie");
  put_headers (self, rt_hop_get_sent_fields (hop));
  put_query (self, rt_request_get_uri (request));
  rt_har_put_post_data (self->builder, request, self->with_secrets);
  put_int (self, "headersSize", report->request_head != NULL ? (gint64)head : -1);
  put_int (self, "bodySize", report->sent_bytes - MIN (report->sent_bytes, head));
  json_builder_end_object (self->builder);
}

static void
put_response (Writer *self, RtHop *hop, RtBody *body)
{
  const RtWireReport *report = rt_hop_get_report (hop);
  const RtHeaderList *fields = rt_hop_get_received_fields (hop);
  const char *location = fields != NULL ? rt_header_list_find (fields, "Location") : NULL;
  g_autofree char *shown = dup_address (self, location != NULL ? location : "");

  begin_object (self, "response");
  put_int (self, "status", rt_hop_get_status (hop));
  put_string (self, "statusText", rt_hop_get_reason (hop));
  put_version (self, report->answer_head);
  put_cookies (self, fields, "Set-Cookie");
  put_headers (self, fields);
  rt_har_put_content (self->builder, body, fields, self->with_secrets);
  put_string (self, "redirectURL", shown);
  put_int (self, "headersSize",
           report->answer_head != NULL
               ? (gint64)g_bytes_get_size (report->answer_head->raw)
               : -1);
  put_int (self, "bodySize", report->body_bytes);
  json_builder_end_object (self->builder);
}

static gint64
get_span (const RtTimings *timings, RtPhase phase)
{
  gint64 start, end;

  if (!rt_timings_get (timings, phase, 0, &start, &end) || end < 0)
    return -1;
  return end - start;
}

/* HAR's "connect" takes in "ssl"; nothing of ours is "blocked". */
static void
put_timings (Writer *self, const RtTimings *timings)
{
  gint64 tls = get_span (timings, RT_PHASE_TLS);
  gint64 connect = get_span (timings, RT_PHASE_CONNECT);
  double total = 0;

  begin_object (self, "timings");
  put_ms (self, "blocked", -1);
  total += put_ms (self, "dns", get_span (timings, RT_PHASE_RESOLVE));
  total += put_ms (self, "connect", connect < 0 ? -1 : connect + MAX (tls, 0));
  put_ms (self, "ssl", tls);
  total += put_ms (self, "send", MAX (get_span (timings, RT_PHASE_SEND), 0));
  total += put_ms (self, "wait", MAX (get_span (timings, RT_PHASE_WAIT), 0));
  total += put_ms (self, "receive", MAX (get_span (timings, RT_PHASE_RECEIVE), 0));
  json_builder_end_object (self->builder);
  json_builder_set_member_name (self->builder, "time");
  json_builder_add_double_value (self->builder, total);
}

static void
put_address (Writer *self, const char *remote_address)
{
  const char *colon = remote_address != NULL ? strrchr (remote_address, ':') : NULL;
  g_autofree char *host
      = colon != NULL ? g_strndup (remote_address, colon - remote_address) : NULL;

  if (host == NULL)
    return;
  put_string (self, "serverIPAddress", host);
  put_string (self, "connection", colon + 1);
}

static gint64
get_begin (const RtTimings *timings, gint64 origin)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < RT_N_PHASES; i++)
    if (timings->start[i] != 0)
      first = MIN (first, timings->start[i]);
  return first == G_MAXINT64 ? 0 : MAX (first - origin, 0);
}

static void
put_connect (Writer *self, const RtConnectStep *step)
{
  json_builder_begin_object (self->builder);
  begin_object (self, "request");
  put_string (self, "method", step->request_head->method);
  put_string (self, "url", step->request_head->target);
  put_version (self, step->request_head);
  put_headers (self, step->request_head->fields);
  json_builder_end_object (self->builder);
  if (step->answer_head != NULL)
    {
      begin_object (self, "response");
      put_int (self, "status", step->answer_head->status);
      put_string (self, "statusText", step->answer_head->reason);
      put_version (self, step->answer_head);
      put_headers (self, step->answer_head->fields);
      json_builder_end_object (self->builder);
    }
  put_ms (self, "time", step->end_us - step->begin_us);
  json_builder_end_object (self->builder);
}

/* HAR has no word for a proxy; names that begin with an underscore are free. */
static void
put_proxy (Writer *self, const RtProxyReport *way)
{
  if (way == NULL || way->proxy == NULL)
    return;
  begin_object (self, "_proxy");
  put_string (self, "url", way->proxy->uri);
  put_string (self, "why", rt_way_reason_to_id (way->reason));
  begin_array (self, "connect");
  for (guint i = 0; i < way->steps->len; i++)
    put_connect (self, way->steps->pdata[i]);
  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);
}

static void
put_entry (Writer *self, RtExchange *exchange, RtHop *hop, gboolean is_last)
{
  const RtWireReport *report = rt_hop_get_report (hop);
  gint64 offset = get_begin (&report->timings, rt_exchange_get_origin_us (exchange));
  g_autoptr (GDateTime) begin
      = g_date_time_add (rt_exchange_get_started (exchange), offset);
  g_autofree char *text = g_date_time_format (begin, "%Y-%m-%dT%H:%M:%S.%fZ");
  const GError *error = rt_exchange_get_error (exchange);

  json_builder_begin_object (self->builder);
  put_string (self, "startedDateTime", text);
  put_request (self, hop);
  put_response (self, hop, is_last ? rt_exchange_get_body (exchange) : NULL);
  begin_object (self, "cache");
  json_builder_end_object (self->builder);
  put_timings (self, &report->timings);
  put_address (self, report->remote_address);
  put_proxy (self, report->proxy);
  if (is_last && error != NULL)
    put_string (self, "comment", error->message);
  json_builder_end_object (self->builder);
}

/**
 * rt_har_put_exchange:
 * @builder: stands in the array of entries
 * @exchange: an exchange
 * @with_secrets: whether credentials and cookies are written out; else they are masked
 *
 * Writes an entry for each hop of @exchange.
 */
void
rt_har_put_exchange (JsonBuilder *builder, RtExchange *exchange, gboolean with_secrets)
{
  Writer writer = { .builder = builder, .with_secrets = with_secrets };
  GListModel *hops = rt_exchange_get_hops (exchange);
  guint count = g_list_model_get_n_items (hops);

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (RtHop) hop = g_list_model_get_item (hops, i);
      put_entry (&writer, exchange, hop, i + 1 == count);
    }
}
