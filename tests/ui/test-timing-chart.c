/* The chart of the phases says in words what it draws. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-examples.h"
#include "ui/rt-timing-chart.h"

#include <adwaita.h>

static void
test_chart_speaks (void)
{
  GtkWidget *chart = g_object_ref_sink (rt_timing_chart_new ());
  g_autoptr (RtExchange) page = rt_example_new ("page");
  RtHop *hop = rt_exchange_get_last_hop (page);

  rt_timing_chart_show (RT_TIMING_CHART (chart), rt_hop_get_report (hop),
                        rt_exchange_get_origin_us (page),
                        rt_exchange_get_elapsed_us (page));
  gtk_test_accessible_assert_property (
      chart, GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Connect 12 ms, TLS 1.3 29 ms, Send <1 ms, Wait 38 ms, Receive 54 ms");
  g_object_unref (chart);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/timing-chart/speaks", test_chart_speaks);
  return g_test_run ();
}
