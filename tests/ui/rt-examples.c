/* Exchanges as the transport would have written them, made without a network. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-examples.h"

#include "core/wire/rt-error.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define ORIGIN 1000000

static const char page[]
    = "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n"
      "  <meta charset=\"utf-8\">\n  <title>Welcome to Example</title>\n"
      "  <link rel=\"stylesheet\" href=\"/static/stylesheets/style.css\">\n</head>\n"
      "<body class=\"example home\" id=\"homepage\">\n  <div id=\"touchnav-wrapper\">\n"
      "    <div id=\"nojs\" class=\"do-not-print\">\n"
      "      <p><strong>Notice:</strong> While JavaScript is not essential for this "
      "website,\n      your interaction with the content will be limited.</p>\n"
      "    </div>\n  </div>\n</body>\n</html>\n";

static const char json[]
    = "{\"name\": \"roundtrip\", \"stars\": 4711, \"tags\": [\"http\", \"gtk\"], "
      "\"owner\": {\"login\": \"ada\", \"url\": \"https://api.example.org/users/ada\"}, "
      "\"licence\": null, \"open\": true}";

static const char missing[] = "<!doctype html>\n<title>Not Found</title>\n"
                              "<h1>Nothing here</h1>\n<p>Try the front page.</p>\n";

static RtMessageHead *
parse (const char *text, RtHeadKind kind)
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
static gint64
set_timings (RtWireReport *report, gint64 start_us, const int *phases_ms)
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

static RtTlsInfo *
make_tls (GTlsCertificateFlags errors, int to_days)
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
static gint64
add_report (RtHop *hop,
            const char *head,
            const void *body,
            gsize length,
            gint64 start_us,
            const int *phases_ms,
            RtTlsInfo *tls)
{
  g_autofree char *request_head = dup_request_head (rt_hop_get_request (hop));
  g_autoptr (RtWireReport) report = rt_wire_report_new ();
  gint64 end = set_timings (report, start_us, phases_ms);

  report->remote_address
      = g_strdup (tls != NULL ? "151.101.0.223:443" : "151.101.0.223:80");
  report->tls = tls;
  report->request_head = parse (request_head, RT_HEAD_REQUEST);
  report->answer_head = parse (head, RT_HEAD_ANSWER);
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

static void
set_body (RtExchange *exchange,
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

static RtExchange *
begin (const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, &error);
  RtExchange *exchange;

  g_assert_no_error (error);
  exchange = rt_exchange_new (request);
  rt_exchange_begin (exchange, ORIGIN);
  return exchange;
}

RtExchange *
rt_example_answer (const char *address, const char *head, const void *body, gsize length)
{
  static const int phases[RT_N_PHASES] = { 14, 11, 0, 0, -1, 38, 54 };
  RtExchange *exchange = begin (address);
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  gint64 end = add_report (hop, head, body, length, ORIGIN, phases, NULL);

  set_body (exchange, body, length, (gint64)length, length, NULL);
  rt_exchange_end (exchange, end, NULL);
  return exchange;
}

RtExchange *
rt_example_failure (const char *address, int code)
{
  g_autoptr (GError) error
      = g_error_new_literal (RT_ERROR, code, "what the log says about it");
  RtExchange *exchange = begin (address);

  rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  rt_exchange_end (exchange, ORIGIN + 182000, error);
  return exchange;
}

RtExchange *
rt_example_in_state (const char *address, RtExchangeState state)
{
  RtExchange *exchange = begin (address);
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  g_autoptr (RtWireReport) report = rt_wire_report_new ();

  rt_exchange_begin (exchange, g_get_monotonic_time () - 340000);
  report->timings.start[RT_PHASE_RESOLVE] = rt_exchange_get_origin_us (exchange);
  if (state > RT_EXCHANGE_RESOLVING)
    {
      report->timings.end[RT_PHASE_RESOLVE]
          = report->timings.start[RT_PHASE_RESOLVE] + 34000;
      report->timings.start[RT_PHASE_CONNECT] = report->timings.end[RT_PHASE_RESOLVE];
      report->remote_address = g_strdup ("151.101.0.223:443");
    }
  rt_hop_set_report (hop, report);
  rt_exchange_set_state (exchange, state);
  return exchange;
}

/* http to https, then a page that came with gzip. */
static RtExchange *
make_page (void)
{
  static const int first[RT_N_PHASES] = { 14, 11, 0, 0, -1, 21, 0 };
  static const int second[RT_N_PHASES] = { 0, 12, 0, 29, -1, 38, 54 };
  static const char *const gzip[] = { "gzip", NULL };
  RtExchange *exchange = begin ("http://www.example.org/");
  g_autoptr (RtRequest) next = rt_request_new ("GET", "https://www.example.org/", NULL);
  g_autoptr (GPtrArray) dropped = rt_dropped_headers_new ();
  RtDroppedHeader *header = g_new0 (RtDroppedHeader, 1);
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  gint64 end;

  end = add_report (hop,
                    "HTTP/1.1 301 Moved Permanently\r\nServer: Varnish\r\n"
                    "Location: https://www.example.org/\r\nContent-Length: 0",
                    NULL, 0, ORIGIN, first, NULL);
  header->name = g_strdup ("Authorization");
  header->why = RT_DROP_ORIGIN;
  g_ptr_array_add (dropped, header);
  hop = rt_exchange_add_hop (exchange, next, dropped);
  end = add_report (
      hop,
      "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Sun, 22 Nov 2026 22:46:26 GMT\r\n"
      "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
      "Content-Length: 12342\r\nVary: Accept-Encoding\r\n"
      "Strict-Transport-Security: max-age=63072000; includeSubDomains; preload\r\n"
      "Set-Cookie: session=5f2b8c1d; Path=/; Secure; HttpOnly; SameSite=Lax\r\n"
      "Set-Cookie: theme=light; Path=/\r\nETag: \"3e25-5f1c9a\"",
      "\x1f\x8b\x08", 3, end, second, make_tls (0, 71));
  set_body (exchange, page, strlen (page), 12342, 12342, gzip);
  rt_body_set_counts (rt_exchange_get_body (exchange), 12342, 74800);
  rt_exchange_end (exchange, end, NULL);
  return exchange;
}

static RtExchange *
make_certificate_refusal (void)
{
  g_autoptr (GError) error
      = g_error_new_literal (RT_ERROR, RT_ERROR_CERTIFICATE, "refused");
  RtExchange *exchange = begin ("https://www.example.org/");
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  g_autoptr (RtWireReport) report = rt_wire_report_new ();
  static const int phases[RT_N_PHASES] = { 14, 11, 0, 29, 0, 0, 0 };

  set_timings (report, ORIGIN, phases);
  report->remote_address = g_strdup ("151.101.0.223:443");
  report->tls = make_tls (G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED, -3);
  rt_hop_set_report (hop, report);
  rt_exchange_end (exchange, ORIGIN + 54000, error);
  return exchange;
}

static RtExchange *
make_cut (void)
{
  g_autoptr (GError) error = g_error_new_literal (RT_ERROR, RT_ERROR_BODY_CUT, "cut");
  static const int phases[RT_N_PHASES] = { 0, 0, 0, 0, -1, 20, 2100 };
  static const char head[]
      = "HTTP/1.1 200\r\nContent-Type: text/plain\r\nContent-Length: 5678";
  g_autofree char *text = g_strnfill (1234, 'x');
  RtExchange *exchange = begin ("http://files.example.org/list.txt");
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);

  for (guint i = 60; i < 1234; i += 61)
    text[i] = '\n';
  add_report (hop, head, text, 1234, ORIGIN, phases, NULL);
  ((RtWireReport *)rt_hop_get_report (hop))->reused = TRUE;
  set_body (exchange, text, 1234, 5678, 1234, NULL);
  rt_exchange_end (exchange, ORIGIN + 2120300, error);
  return exchange;
}

/* Nothing of a body came to be shown: its bytes are no gzip, or there are none. */
static RtExchange *
make_without_body (int code, guint64 wire)
{
  static const char *const gzip[] = { "gzip", NULL };
  static const int phases[RT_N_PHASES] = { 0, 9, 0, 0, -1, 20, 4 };
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
                             "Content-Encoding: gzip\r\nContent-Length: 1234";
  g_autoptr (GError) error = g_error_new_literal (RT_ERROR, code, "not to be shown");
  RtExchange *exchange = begin ("http://files.example.org/list.txt");
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  gint64 end = add_report (hop, head, NULL, 0, ORIGIN, phases, NULL);

  set_body (exchange, "", 0, 1234, wire, gzip);
  rt_exchange_end (exchange, end, error);
  return exchange;
}

static RtExchange *
make_downgrade (void)
{
  static const int phases[RT_N_PHASES] = { 9, 12, 0, 31, -1, 40, 0 };
  RtExchange *exchange = begin ("https://www.example.org/login");
  g_autoptr (RtRequest) next
      = rt_request_new ("GET", "http://www.example.org/login", NULL);
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  gint64 end = add_report (hop,
                           "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n"
                           "Location: http://www.example.org/login",
                           NULL, 0, ORIGIN, phases, make_tls (0, 71));

  set_body (exchange, "", 0, 0, 0, NULL);
  rt_exchange_set_stop (exchange, RT_STOP_DOWNGRADE, next);
  rt_exchange_end (exchange, end, NULL);
  return exchange;
}

static void
add_connect (GPtrArray *steps, const char *request, const char *answer)
{
  RtConnectStep *step = g_new0 (RtConnectStep, 1);

  step->request_head = parse (request, RT_HEAD_REQUEST);
  step->answer_head = parse (answer, RT_HEAD_ANSWER);
  step->sent = g_bytes_ref (step->request_head->raw);
  step->received = g_bytes_ref (step->answer_head->raw);
  step->received_bytes = g_bytes_get_size (step->received);
  step->end_us = 9000;
  g_ptr_array_add (steps, step);
}

/* Through a proxy that wants to know who asks. */
static RtExchange *
make_tunnel (void)
{
  static const int phases[RT_N_PHASES] = { 0, 3, 9, 31, -1, 20, 4 };
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json";
  RtExchange *exchange = begin ("https://api.example.org/projects/roundtrip");
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  gint64 end
      = add_report (hop, head, json, strlen (json), ORIGIN, phases, make_tls (0, 71));
  RtWireReport *report = (RtWireReport *)rt_hop_get_report (hop);
  g_autoptr (RtProxy) proxy = rt_proxy_new (RT_PROXY_HTTP, "proxy.test", 3128, NULL);

  report->proxy = rt_proxy_report_new (proxy, RT_WAY_SET, NULL);
  report->proxy->is_tunnel = TRUE;
  add_connect (report->proxy->steps,
               "CONNECT api.example.org:443 HTTP/1.1\r\nHost: api.example.org:443",
               "HTTP/1.1 407 Proxy Authentication Required\r\n"
               "Proxy-Authenticate: Basic realm=\"office\"\r\nContent-Length: 0");
  add_connect (report->proxy->steps,
               "CONNECT api.example.org:443 HTTP/1.1\r\nHost: api.example.org:443\r\n"
               "Proxy-Authorization: Basic YW5uOnNlc2FtZQ==",
               "HTTP/1.1 200 Connection established");
  set_body (exchange, json, strlen (json), -1, strlen (json), NULL);
  rt_exchange_end (exchange, end, NULL);
  return exchange;
}

static RtExchange *
make_image (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 480, 320);
  g_autofree char *png = NULL;
  gsize length;

  for (int y = 0; y < 320; y++)
    for (int x = 0; x < 480; x++)
      {
        guchar *pixel = gdk_pixbuf_get_pixels (pixbuf)
                        + y * gdk_pixbuf_get_rowstride (pixbuf) + x * 3;

        pixel[0] = (guchar)(x / 2);
        pixel[1] = (guchar)(y / 2 + 60);
        pixel[2] = 180;
      }
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &png, &length, "png", NULL, NULL));
  return rt_example_answer ("http://images.example.org/sky.png",
                            "HTTP/1.1 200 OK\r\nContent-Type: image/png", png, length);
}

static RtExchange *
make_receiving (void)
{
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n"
                             "Content-Length: 4000000";
  static const int phases[RT_N_PHASES] = { 14, 11, 0, 0, -1, 38, 54 };
  RtExchange *exchange = begin ("http://images.example.org/large.jpg");
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  RtBody *body = rt_exchange_get_body (exchange);

  add_report (hop, head, NULL, 0, ORIGIN, phases, NULL);
  rt_body_begin (body, "image/jpeg", NULL, NULL, 4000000, FALSE);
  rt_body_set_counts (body, 1200000, 1200000);
  rt_exchange_set_state (exchange, RT_EXCHANGE_RECEIVING);
  return exchange;
}

const char *const *
rt_example_names (void)
{
  static const char *const names[]
      = { "page",      "json",      "missing",  "image",     "certificate", "cut",
          "downgrade", "undecoded", "bodyless", "receiving", "resolving",   "refused",
          "empty",     "binary",    "tunnel",   NULL };

  return names;
}

RtExchange *
rt_example_new (const char *name)
{
  if (g_str_equal (name, "page"))
    return make_page ();
  if (g_str_equal (name, "json"))
    return rt_example_answer ("http://api.example.org/projects/roundtrip",
                              "HTTP/1.1 200 OK\r\nContent-Type: application/json", json,
                              strlen (json));
  if (g_str_equal (name, "missing"))
    return rt_example_answer ("http://www.example.org/nowhere",
                              "HTTP/1.1 404 Not Found\r\nContent-Type: text/html",
                              missing, strlen (missing));
  if (g_str_equal (name, "image"))
    return make_image ();
  if (g_str_equal (name, "certificate"))
    return make_certificate_refusal ();
  if (g_str_equal (name, "cut"))
    return make_cut ();
  if (g_str_equal (name, "undecoded"))
    return make_without_body (RT_ERROR_BAD_CODING, 1234);
  if (g_str_equal (name, "bodyless"))
    return make_without_body (RT_ERROR_BODY_CUT, 0);
  if (g_str_equal (name, "downgrade"))
    return make_downgrade ();
  if (g_str_equal (name, "receiving"))
    return make_receiving ();
  if (g_str_equal (name, "resolving"))
    return rt_example_in_state ("https://www.example.org/", RT_EXCHANGE_RESOLVING);
  if (g_str_equal (name, "refused"))
    return rt_example_failure ("http://localhost:8000/", RT_ERROR_REFUSED);
  if (g_str_equal (name, "binary"))
    return rt_example_answer ("http://files.example.org/thing.bin",
                              "HTTP/1.1 200 OK\r\n"
                              "Content-Type: application/octet-stream",
                              "\x7f\x45LF\2\1\1\0\0\0\0\0 and some letters \xff\xfe\x10",
                              34);
  if (g_str_equal (name, "tunnel"))
    return make_tunnel ();
  if (g_str_equal (name, "empty"))
    return rt_example_answer ("http://www.example.org/ping", "HTTP/1.1 200 OK", "", 0);
  return NULL;
}
