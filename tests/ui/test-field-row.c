/* The fields of both sides, as rows and as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-examples.h"
#include "ui/rt-field-row.h"

#include <adwaita.h>
#include <string.h>

static void
test_lists_fields (void)
{
  g_autoptr (RtExchange) page = rt_example_new ("page");
  g_autoptr (GPtrArray) rows
      = rt_field_rows_for_hop (page, rt_exchange_get_last_hop (page));
  g_autofree char *text = rt_field_rows_to_text (rows);

  g_assert_true (g_str_has_prefix (text, "# Request: GET / HTTP/1.1\nHost: "));
  g_assert_nonnull (strstr (text, "\nAuthorization: left out: this is another site\n"));
  g_assert_nonnull (strstr (text, "\n\n# Response: 200 OK\nServer: nginx\nDate: "));
  g_assert_nonnull (strstr (text, "\nSet-Cookie: theme=light; Path=/\nETag: "));
}

static void
test_lists_a_tunnel (void)
{
  g_autoptr (RtExchange) exchange = rt_example_new ("tunnel");
  RtHop *hop = rt_exchange_get_last_hop (exchange);
  g_autoptr (GPtrArray) rows = rt_field_rows_for_hop (exchange, hop);
  g_autofree char *text = rt_field_rows_to_text (rows);
  g_autoptr (RtWireReport) kept = rt_wire_report_copy (rt_hop_get_report (hop));
  g_autoptr (GPtrArray) later = NULL;

  g_assert_true (g_str_has_prefix (
      text, "# To the proxy: CONNECT api.example.org:443 HTTP/1.1\n"
            "Host: api.example.org:443\n\n"
            "# From the proxy: 407 Proxy Authentication Required\n"
            "Proxy-Authenticate: Basic realm=\"office\"\n"
            "Content-Length: 0\n\n"
            "# To the proxy: CONNECT api.example.org:443 HTTP/1.1\n"
            "Host: api.example.org:443\n"
            "Proxy-Authorization: Basic YW5uOnNlc2FtZQ==\n\n"
            "# From the proxy: 200 Connection established\n\n"
            "# Request: GET /projects/roundtrip HTTP/1.1\nHost: api.example.org\n"));
  g_assert_nonnull (strstr (text, "\n\n# Response: 200 OK\nContent-Type: "));
  kept->reused = TRUE;
  rt_hop_set_report (hop, kept);
  later = rt_field_rows_for_hop (exchange, hop);
  g_assert_cmpstr (rt_field_row_get_name (later->pdata[0]), ==,
                   "To the proxy, when this connection was made: "
                   "CONNECT api.example.org:443 HTTP/1.1");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/field-row/lists-both-sides", test_lists_fields);
  g_test_add_func ("/field-row/lists-a-tunnel", test_lists_a_tunnel);
  return g_test_run ();
}
