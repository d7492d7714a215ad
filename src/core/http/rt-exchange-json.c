/* The record of an exchange as JSON, for programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-exchange-json.h"

#include "core/http/rt-charset.h"
#include "core/http/rt-mask.h"
#include "core/wire/rt-error.h"
#include "core/wire/rt-remark-words.h"

#include <json-glib/json-glib.h>

/* What did not happen, or is not known, is left out: never 0, never "". */

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  json_builder_set_member_name (builder, name);
  if (g_utf8_validate (value, -1, NULL))
    {
      json_builder_add_string_value (builder, value);
    }
  else
    {
      g_autofree char *text = rt_header_value_to_utf8 (value);
      json_builder_add_string_value (builder, text);
    }
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_strings (JsonBuilder *builder, const char *name, const char *const *values)
{
  if (values == NULL || values[0] == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (; *values != NULL; values++)
    json_builder_add_string_value (builder, *values);
  json_builder_end_array (builder);
}

static void
add_fields (JsonBuilder *builder,
            const char *name,
            const RtHeaderList *fields,
            gboolean mask_secrets)
{
  if (fields == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      g_autofree char *shown = mask_secrets ? rt_mask_field (header->name, header->value)
                                            : g_strdup (header->value);
      g_autofree char *field = rt_header_value_to_utf8 (header->name);
      g_autofree char *value = rt_header_value_to_utf8 (shown);

      json_builder_begin_array (builder);
      json_builder_add_string_value (builder, field);
      json_builder_add_string_value (builder, value);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

static void
add_version (JsonBuilder *builder, const RtMessageHead *head)
{
  g_autofree char *version = g_strdup_printf ("HTTP/1.%u", head->minor_version);

  add_string (builder, "version", version);
}

static void
add_request (JsonBuilder *builder, const RtMessageHead *head, gboolean mask_secrets)
{
  g_autofree char *target = NULL;

  if (head == NULL)
    return;
  target = mask_secrets ? rt_mask_address (head->target) : g_strdup (head->target);
  json_builder_set_member_name (builder, "request");
  json_builder_begin_object (builder);
  add_string (builder, "method", head->method);
  add_string (builder, "target", target);
  add_version (builder, head);
  add_fields (builder, "fields", head->fields, mask_secrets);
  json_builder_end_object (builder);
}

static void
add_head (JsonBuilder *builder, const RtMessageHead *head, gboolean mask_secrets)
{
  add_int (builder, "status", head->status);
  add_string (builder, "reason", head->reason);
  add_version (builder, head);
  add_fields (builder, "fields", head->fields, mask_secrets);
}

static void
add_remarks (JsonBuilder *builder, guint remarks)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint bit = 1; bit <= RT_REMARK_LAST; bit <<= 1)
    if ((remarks & bit) != 0)
      g_ptr_array_add (ids, (gpointer)rt_remark_to_id (bit));
  g_ptr_array_add (ids, NULL);
  add_strings (builder, "remarks", (const char *const *)ids->pdata);
}

static void
add_response (JsonBuilder *builder, const RtWireReport *report, gboolean mask_secrets)
{
  const RtMessageHead *head = report->answer_head;

  if (head == NULL)
    return;
  json_builder_set_member_name (builder, "response");
  json_builder_begin_object (builder);
  add_head (builder, head, mask_secrets);
  add_fields (builder, "trailers", report->trailers, mask_secrets);
  add_remarks (builder, report->remarks);
  if (report->informational->len > 0)
    {
      json_builder_set_member_name (builder, "informational");
      json_builder_begin_array (builder);
      for (guint i = 0; i < report->informational->len; i++)
        {
          const RtMessageHead *early = report->informational->pdata[i];
          json_builder_begin_object (builder);
          add_int (builder, "status", early->status);
          add_fields (builder, "fields", early->fields, mask_secrets);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
add_timings (JsonBuilder *builder, const RtTimings *timings, gint64 origin)
{
  json_builder_set_member_name (builder, "timings");
  json_builder_begin_object (builder);
  for (guint i = 0; i < RT_N_PHASES; i++)
    {
      gint64 start, end;

      if (!rt_timings_get (timings, i, origin, &start, &end))
        continue;
      json_builder_set_member_name (builder, rt_phase_to_id (i));
      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, start);
      if (end >= 0)
        json_builder_add_int_value (builder, end);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
add_date (JsonBuilder *builder, const char *name, GDateTime *date)
{
  g_autofree char *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  add_string (builder, name, text);
}

static void
add_tls (JsonBuilder *builder, const RtTlsInfo *tls)
{
  g_auto (GStrv) errors = NULL;

  if (tls == NULL)
    return;
  errors = rt_tls_info_dup_error_ids (tls);
  json_builder_set_member_name (builder, "tls");
  json_builder_begin_object (builder);
  add_string (builder, "version", tls->version);
  add_string (builder, "cipher", tls->cipher);
  json_builder_set_member_name (builder, "certificates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tls->certificates->len; i++)
    {
      const RtCertificate *certificate = tls->certificates->pdata[i];

      json_builder_begin_object (builder);
      add_string (builder, "subject", certificate->subject);
      add_string (builder, "issuer", certificate->issuer);
      add_date (builder, "not_before", certificate->not_before);
      add_date (builder, "not_after", certificate->not_after);
      add_strings (builder, "sans", (const char *const *)certificate->sans);
      add_string (builder, "sha256", certificate->sha256);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_strings (builder, "errors", (const char *const *)errors);
  add_string (builder, "accepted_by", rt_tls_grounds_to_id (tls->grounds));
  json_builder_end_object (builder);
}

static void
add_connect (JsonBuilder *builder, const RtConnectStep *step, gboolean mask_secrets)
{
  json_builder_begin_object (builder);
  add_request (builder, step->request_head, mask_secrets);
  if (step->answer_head != NULL)
    {
      json_builder_set_member_name (builder, "response");
      json_builder_begin_object (builder);
      add_head (builder, step->answer_head, mask_secrets);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

/* The proxy and its answer to CONNECT; a way without one has only the reason. */
static void
add_proxy (JsonBuilder *builder, const RtProxyReport *report, gboolean mask_secrets)
{
  if (report == NULL)
    return;
  json_builder_set_member_name (builder, "proxy");
  json_builder_begin_object (builder);
  add_string (builder, "uri", report->proxy != NULL ? report->proxy->uri : NULL);
  if (rt_proxy_report_get_status (report) != 0)
    add_int (builder, "status", rt_proxy_report_get_status (report));
  add_string (builder, "why", rt_way_reason_to_id (report->reason));
  add_string (builder, "detail", report->detail);
  if (report->steps->len > 0)
    {
      json_builder_set_member_name (builder, "connect");
      json_builder_begin_array (builder);
      for (guint i = 0; i < report->steps->len; i++)
        add_connect (builder, report->steps->pdata[i], mask_secrets);
      json_builder_end_array (builder);
    }
  add_tls (builder, report->tls);
  json_builder_end_object (builder);
}

static const char *
drop_reason_to_name (RtDropReason why)
{
  switch (why)
    {
    case RT_DROP_ORIGIN:
      return "other-origin";
    case RT_DROP_METHOD:
      return "no-body";
    case RT_DROP_FRAMING:
      return "framing";
    case RT_DROP_PROXY:
      return "proxy";
    }
  g_return_val_if_reached (NULL);
}

static void
add_dropped (JsonBuilder *builder, const GPtrArray *dropped)
{
  if (dropped->len == 0)
    return;
  json_builder_set_member_name (builder, "dropped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < dropped->len; i++)
    {
      const RtDroppedHeader *header = dropped->pdata[i];

      json_builder_begin_object (builder);
      add_string (builder, "name", header->name);
      add_string (builder, "why", drop_reason_to_name (header->why));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_hop (JsonBuilder *builder, RtHop *hop, gint64 origin, gboolean mask_secrets)
{
  const RtWireReport *report = rt_hop_get_report (hop);

  json_builder_begin_object (builder);
  add_request (builder, report->request_head, mask_secrets);
  add_response (builder, report, mask_secrets);
  add_string (builder, "remote_address", report->remote_address);
  if (report->remote_address != NULL)
    {
      json_builder_set_member_name (builder, "reused");
      json_builder_add_boolean_value (builder, report->reused);
    }
  add_proxy (builder, report->proxy, mask_secrets);
  add_timings (builder, &report->timings, origin);
  add_tls (builder, report->tls);
  add_dropped (builder, rt_hop_get_dropped (hop));
  json_builder_end_object (builder);
}

/* Only text is in a character set. */
static void
add_charset (JsonBuilder *builder, RtBody *body)
{
  GBytes *preview = rt_body_get_preview (body);
  gboolean cut = rt_body_get_decoded_bytes (body) > g_bytes_get_size (preview);
  RtCharset charset
      = rt_charset_detect (preview, cut, rt_body_get_content_type (body), NULL);

  if (g_bytes_get_size (preview) == 0
      || rt_charset_looks_binary (charset.encoding, preview))
    return;
  add_string (builder, "charset", charset.encoding->name);
  add_string (builder, "charset_from", rt_charset_rule_to_id (charset.rule));
}

static void
add_body (JsonBuilder *builder, RtExchange *exchange)
{
  RtBody *body = rt_exchange_get_body (exchange);

  if (rt_exchange_get_status (exchange) == 0)
    return;
  json_builder_set_member_name (builder, "body");
  json_builder_begin_object (builder);
  add_int (builder, "wire_bytes", rt_body_get_wire_bytes (body));
  add_int (builder, "decoded_bytes", rt_body_get_decoded_bytes (body));
  json_builder_set_member_name (builder, "complete");
  if (rt_body_get_completeness (body) == RT_COMPLETE_UNKNOWN)
    json_builder_add_string_value (builder, "unknown");
  else
    json_builder_add_boolean_value (builder,
                                    rt_body_get_completeness (body) == RT_COMPLETE_YES);
  add_strings (builder, "codings", rt_body_get_codings (body));
  add_string (builder, "type", rt_body_get_content_type (body));
  add_charset (builder, body);
  json_builder_end_object (builder);
}

static void
add_error (JsonBuilder *builder, const GError *error)
{
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  add_string (builder, "code",
              error->domain == RT_ERROR ? rt_error_code_to_id (error->code) : "other");
  add_string (builder, "message", error->message);
  json_builder_end_object (builder);
}

/**
 * rt_exchange_to_json:
 * @exchange: an exchange that is over
 * @mask_secrets: whether credentials are replaced by `***`
 *
 * Writes the record as one JSON object.  Times are in µs since the exchange began.
 *
 * Returns: (transfer full): the text, in one line without line end
 */
char *
rt_exchange_to_json (RtExchange *exchange, gboolean mask_secrets)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  GListModel *hops = rt_exchange_get_hops (exchange);
  RtExchangeState state = rt_exchange_get_state (exchange);
  gint64 origin = rt_exchange_get_origin_us (exchange);

  json_builder_begin_object (builder);
  add_string (builder, "state",
              state == RT_EXCHANGE_DONE     ? "done"
              : state == RT_EXCHANGE_FAILED ? "failed"
                                            : "cancelled");
  add_error (builder, rt_exchange_get_error (exchange));
  json_builder_set_member_name (builder, "hops");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (hops); i++)
    {
      g_autoptr (RtHop) hop = g_list_model_get_item (hops, i);
      add_hop (builder, hop, origin, mask_secrets);
    }
  json_builder_end_array (builder);
  add_body (builder, exchange);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
