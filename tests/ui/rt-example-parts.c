/* What the exchanges of the examples are put together from. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-example-parts.h"

#include <string.h>

RtMessageHead *
rt_example_parse_head (const char *text, RtHeadKind kind)
{
  g_autofree char *raw = g_strdup_printf ("%s\r\n\r\n", text);
  g_autoptr (GBytes) bytes = g_bytes_new (raw, strlen (raw));
  g_autoptr (GError) error = NULL;
  RtMessageHead *head = rt_message_head_parse (bytes, kind, &error);

  g_assert_no_error (error);
  return head;
}

static char *
dup_request_head (RtRequest *request)
{
  g_autoptr (RtHeaderList) fields = rt_request_compose_fields (request);
  g_autofree char *target = rt_request_dup_target (request);
  GString *head = g_string_new (NULL);

  g_string_append_printf (head, "%s %s HTTP/1.1", rt_request_get_method (request),
                          target);
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      g_string_append_printf (head, "\r\n%s: %s", header->name, header->value);
    }
  return g_string_free (head, FALSE);
}

/* Phases in ms, one after the other; 0 leaves one out. */
gint64
rt_example_set_timings (RtWireReport *report, gint64 start_us, const int *phases_ms)
{
  for (guint i = 0; i < RT_N_PHASES; i++)
    if (phases_ms[i] != 0)
      {
        gint64 length = phases_ms[i] < 0 ? 300 : phases_ms[i] * 1000;

        report->timings.start[i] = start_us;
        report->timings.end[i] = start_us += length;
      }
  return start_us;
}

static GBytes *
join (RtMessageHead *head, const void *body, gsize length)
{
  GByteArray *all = g_byte_array_new ();

  g_byte_array_append (all, g_bytes_get_data (head->raw, NULL),
                       (guint)g_bytes_get_size (head->raw));
  if (length > 0)
    g_byte_array_append (all, body, (guint)length);
  return g_byte_array_free_to_bytes (all);
}

static RtCertificate *
make_certificate (const char *name, const char *issuer, int from_days, int to_days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  const char *sans[]
      = { g_strdup_printf ("DNS:%s", name), g_strdup ("DNS:*.example.org"), NULL };
  RtCertificate *self = g_new0 (RtCertificate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->der = g_bytes_new_static ("der", 3);
  self->subject = g_strdup_printf ("CN=%s,O=Example Organisation,C=CH", name);
  self->issuer = g_strdup_printf ("CN=%s,O=Example Trust,C=CH", issuer);
  self->common_name = g_strdup (name);
  self->not_before = g_date_time_add_days (now, from_days);
  self->not_after = g_date_time_add_days (now, to_days);
  self->sans = g_strdupv ((char **)sans);
  self->serial = g_strdup ("04:9f:21:77:c3:0e");
  self->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  self->key = g_strdup ("ECDSA");
  self->key_bits = 256;
  self->signature = g_strdup ("ECDSA-SHA256");
  g_free ((char *)sans[0]);
  g_free ((char *)sans[1]);
  return self;
}

RtTlsInfo *
rt_example_make_tls (GTlsCertificateFlags errors, int to_days)
{
  RtTlsInfo *self = rt_tls_info_new (NULL, NULL, errors, RT_TLS_GROUNDS_NONE);

  if (errors == 0)
    {
      self->version = g_strdup ("TLS 1.3");
      self->cipher = g_strdup ("TLS_AES_256_GCM_SHA384");
    }
  g_ptr_array_add (
      self->certificates,
      make_certificate ("www.example.org", "Example Trust R3", -60, to_days));
  g_ptr_array_add (self->certificates,
                   make_certificate ("Example Trust R3", "Example Root X1", -900, 800));
  return self;
}

/* Adds the wire's side of a hop; returns when it was over. */
gint64
rt_example_add_report (RtHop *hop,
                       const char *head,
                       const void *body,
                       gsize length,
                       gint64 start_us,
                       const int *phases_ms,
                       RtTlsInfo *tls)
{
  g_autofree char *request_head = dup_request_head (rt_hop_get_request (hop));
  g_autoptr (RtWireReport) report = rt_wire_report_new ();
  gint64 end = rt_example_set_timings (report, start_us, phases_ms);

  report->remote_address
      = g_strdup (tls != NULL ? "151.101.0.223:443" : "151.101.0.223:80");
  report->tls = tls;
  report->request_head = rt_example_parse_head (request_head, RT_HEAD_REQUEST);
  report->answer_head = rt_example_parse_head (head, RT_HEAD_ANSWER);
  report->sent = join (report->request_head, NULL, 0);
  report->received = join (report->answer_head, body, length);
  report->sent_bytes = g_bytes_get_size (report->sent);
  report->received_bytes = g_bytes_get_size (report->received);
  report->body_bytes = length;
  report->completeness = RT_COMPLETE_YES;
  report->remarks = report->answer_head->remarks;
  rt_hop_set_report (hop, report);
  return end;
}

void
rt_example_set_body (RtExchange *exchange,
                     const void *data,
                     gsize length,
                     gint64 expected,
                     guint64 wire,
                     const char *const *codings)
{
  RtBody *body = rt_exchange_get_body (exchange);
  RtHeaderList *fields = rt_hop_get_received_fields (rt_exchange_get_last_hop (exchange));
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  RtSpool *spool = rt_spool_new (64 * 1024 * 1024);
  gboolean complete = expected < 0 || (guint64)expected <= wire;

  rt_body_begin (body, rt_header_list_find (fields, "Content-Type"), codings, NULL,
                 expected, FALSE);
  rt_body_append_preview (body, bytes);
  rt_body_set_counts (body, wire, length);
  g_assert_true (rt_spool_append (spool, data, length, NULL));
  rt_spool_seal (spool);
  rt_body_end (body, complete ? RT_COMPLETE_YES : RT_COMPLETE_NO,
               codings == NULL ? spool : NULL);
  rt_spool_unref (spool);
}

RtExchange *
rt_example_begin (const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, &error);
  RtExchange *exchange;

  g_assert_no_error (error);
  exchange = rt_exchange_new (request);
  rt_exchange_begin (exchange, RT_EXAMPLE_ORIGIN_US);
  return exchange;
}
