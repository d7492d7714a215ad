/* Exchanges as the transport would have written them, made without a network. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-examples.h"

#include "core/wire/rt-error.h"
#include "tests/ui/rt-example-parts.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

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

RtExchange *
rt_example_answer (const char *address, const char *head, const void *body, gsize length)
{
  static const int phases[RT_N_PHASES] = { 14, 11, 0, 0, -1, 38, 54 };
  RtExchange *exchange = rt_example_begin (address);
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  gint64 end = rt_example_add_report (hop, head, body, length, RT_EXAMPLE_ORIGIN_US,
                                      phases, NULL);

  rt_example_set_body (exchange, body, length, (gint64)length, length, NULL);
  rt_exchange_end (exchange, end, NULL);
  return exchange;
}

RtExchange *
rt_example_failure (const char *address, int code)
{
  g_autoptr (GError) error
      = g_error_new_literal (RT_ERROR, code, "what the log says about it");
  RtExchange *exchange = rt_example_begin (address);

  rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  rt_exchange_end (exchange, RT_EXAMPLE_ORIGIN_US + 182000, error);
  return exchange;
}

RtExchange *
rt_example_in_state (const char *address, RtExchangeState state)
{
  RtExchange *exchange = rt_example_begin (address);
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
  RtExchange *exchange = rt_example_begin ("http://www.example.org/");
  g_autoptr (RtRequest) next = rt_request_new ("GET", "https://www.example.org/", NULL);
  g_autoptr (GPtrArray) dropped = rt_dropped_headers_new ();
  RtDroppedHeader *header = g_new0 (RtDroppedHeader, 1);
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  gint64 end;

  end = rt_example_add_report (hop,
                               "HTTP/1.1 301 Moved Permanently\r\nServer: Varnish\r\n"
                               "Location: https://www.example.org/\r\nContent-Length: 0",
                               NULL, 0, RT_EXAMPLE_ORIGIN_US, first, NULL);
  header->name = g_strdup ("Authorization");
  header->why = RT_DROP_ORIGIN;
  g_ptr_array_add (dropped, header);
  hop = rt_exchange_add_hop (exchange, next, dropped);
  end = rt_example_add_report (
      hop,
      "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Sun, 22 Nov 2026 22:46:26 GMT\r\n"
      "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
      "Content-Length: 12342\r\nVary: Accept-Encoding\r\n"
      "Strict-Transport-Security: max-age=63072000; includeSubDomains; preload\r\n"
      "Set-Cookie: session=5f2b8c1d; Path=/; Secure; HttpOnly; SameSite=Lax\r\n"
      "Set-Cookie: theme=light; Path=/\r\nETag: \"3e25-5f1c9a\"",
      "\x1f\x8b\x08", 3, end, second, rt_example_make_tls (0, 71));
  rt_example_set_body (exchange, page, strlen (page), 12342, 12342, gzip);
  rt_body_set_counts (rt_exchange_get_body (exchange), 12342, 74800);
  rt_exchange_end (exchange, end, NULL);
  return exchange;
}

static RtExchange *
make_certificate_refusal (void)
{
  g_autoptr (GError) error
      = g_error_new_literal (RT_ERROR, RT_ERROR_CERTIFICATE, "refused");
  RtExchange *exchange = rt_example_begin ("https://www.example.org/");
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  g_autoptr (RtWireReport) report = rt_wire_report_new ();
  static const int phases[RT_N_PHASES] = { 14, 11, 0, 29, 0, 0, 0 };

  rt_example_set_timings (report, RT_EXAMPLE_ORIGIN_US, phases);
  report->remote_address = g_strdup ("151.101.0.223:443");
  report->tls = rt_example_make_tls (
      G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED, -3);
  rt_hop_set_report (hop, report);
  rt_exchange_end (exchange, RT_EXAMPLE_ORIGIN_US + 54000, error);
  return exchange;
}

/* Less than was announced. */
static RtExchange *
make_short (const GError *error)
{
  static const int phases[RT_N_PHASES] = { 0, 0, 0, 0, -1, 20, 2100 };
  static const char head[]
      = "HTTP/1.1 200\r\nContent-Type: text/plain\r\nContent-Length: 5678";
  g_autofree char *text = g_strnfill (1234, 'x');
  RtExchange *exchange = rt_example_begin ("http://files.example.org/list.txt");
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);

  for (guint i = 60; i < 1234; i += 61)
    text[i] = '\n';
  rt_example_add_report (hop, head, text, 1234, RT_EXAMPLE_ORIGIN_US, phases, NULL);
  ((RtWireReport *)rt_hop_get_report (hop))->reused = TRUE;
  rt_example_set_body (exchange, text, 1234, 5678, 1234, NULL);
  if (error == NULL)
    rt_body_end (rt_exchange_get_body (exchange), RT_COMPLETE_UNKNOWN, NULL);
  rt_exchange_end (exchange, RT_EXAMPLE_ORIGIN_US + 2120300, error);
  return exchange;
}

static RtExchange *
make_cut (void)
{
  g_autoptr (GError) error = g_error_new_literal (RT_ERROR, RT_ERROR_BODY_CUT, "cut");

  return make_short (error);
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
  RtExchange *exchange = rt_example_begin ("http://files.example.org/list.txt");
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  gint64 end
      = rt_example_add_report (hop, head, NULL, 0, RT_EXAMPLE_ORIGIN_US, phases, NULL);

  rt_example_set_body (exchange, "", 0, 1234, wire, gzip);
  rt_exchange_end (exchange, end, error);
  return exchange;
}

static RtExchange *
make_downgrade (void)
{
  static const int phases[RT_N_PHASES] = { 9, 12, 0, 31, -1, 40, 0 };
  RtExchange *exchange = rt_example_begin ("https://www.example.org/login");
  g_autoptr (RtRequest) next
      = rt_request_new ("GET", "http://www.example.org/login", NULL);
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  gint64 end = rt_example_add_report (hop,
                                      "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n"
                                      "Location: http://www.example.org/login",
                                      NULL, 0, RT_EXAMPLE_ORIGIN_US, phases,
                                      rt_example_make_tls (0, 71));

  rt_example_set_body (exchange, "", 0, 0, 0, NULL);
  rt_exchange_set_stop (exchange, RT_STOP_DOWNGRADE, next);
  rt_exchange_end (exchange, end, NULL);
  return exchange;
}

static void
add_connect (GPtrArray *steps, const char *request, const char *answer)
{
  RtConnectStep *step = g_new0 (RtConnectStep, 1);

  step->request_head = rt_example_parse_head (request, RT_HEAD_REQUEST);
  step->answer_head = rt_example_parse_head (answer, RT_HEAD_ANSWER);
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
  RtExchange *exchange = rt_example_begin ("https://api.example.org/projects/roundtrip");
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  gint64 end
      = rt_example_add_report (hop, head, json, strlen (json), RT_EXAMPLE_ORIGIN_US,
                               phases, rt_example_make_tls (0, 71));
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
  rt_example_set_body (exchange, json, strlen (json), -1, strlen (json), NULL);
  rt_exchange_end (exchange, end, NULL);
  return exchange;
}

/* A proxy that TLS is spoken to has a certificate of its own. */
static RtExchange *
make_proxy_refusal (void)
{
  g_autoptr (GError) error
      = g_error_new_literal (RT_ERROR, RT_ERROR_PROXY_CERTIFICATE, "refused");
  RtExchange *exchange = rt_example_begin ("https://www.example.org/");
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  g_autoptr (RtWireReport) report = rt_wire_report_new ();
  g_autoptr (RtProxy) proxy = rt_proxy_new (RT_PROXY_HTTPS, "proxy.test", 3129, NULL);
  static const int phases[RT_N_PHASES] = { 14, 11, 29, 0, 0, 0, 0 };

  rt_example_set_timings (report, RT_EXAMPLE_ORIGIN_US, phases);
  report->remote_address = g_strdup ("192.0.2.7:3129");
  report->proxy = rt_proxy_report_new (proxy, RT_WAY_SET, NULL);
  report->proxy->tls = rt_example_make_tls (G_TLS_CERTIFICATE_UNKNOWN_CA, 71);
  rt_hop_set_report (hop, report);
  rt_exchange_end (exchange, RT_EXAMPLE_ORIGIN_US + 54000, error);
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
  RtExchange *exchange = rt_example_begin ("http://images.example.org/large.jpg");
  RtHop *hop = rt_exchange_add_hop (exchange, rt_exchange_get_request (exchange), NULL);
  RtBody *body = rt_exchange_get_body (exchange);

  rt_example_add_report (hop, head, NULL, 0, RT_EXAMPLE_ORIGIN_US, phases, NULL);
  rt_body_begin (body, "image/jpeg", NULL, NULL, 4000000, FALSE);
  rt_body_set_counts (body, 1200000, 1200000);
  rt_exchange_set_state (exchange, RT_EXCHANGE_RECEIVING);
  return exchange;
}

const char *const *
rt_example_names (void)
{
  static const char *const names[]
      = { "page",        "json",      "missing",   "image",
          "certificate", "cut",       "downgrade", "undecoded",
          "bodyless",    "receiving", "resolving", "refused",
          "empty",       "binary",    "tunnel",    "proxy-certificate",
          "part",        NULL };

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
  if (g_str_equal (name, "part"))
    return make_short (NULL);
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
  if (g_str_equal (name, "proxy-certificate"))
    return make_proxy_refusal ();
  if (g_str_equal (name, "empty"))
    return rt_example_answer ("http://www.example.org/ping", "HTTP/1.1 200 OK", "", 0);
  return NULL;
}
