/* The pill says how an exchange went, in a word and a colour. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-examples.h"
#include "ui/rt-status-pill.h"

#include <adwaita.h>

static void
test_pill_speaks (void)
{
  GtkWidget *pill = g_object_ref_sink (rt_status_pill_new ());
  g_autoptr (RtExchange) page = rt_example_new ("page");
  g_autoptr (RtExchange) refused = rt_example_new ("refused");

  rt_status_pill_show_exchange (RT_STATUS_PILL (pill), page);
  g_assert_cmpstr (rt_status_pill_get_text (RT_STATUS_PILL (pill)), ==, "200 OK");
  g_assert_true (gtk_widget_has_css_class (pill, "success"));
  rt_status_pill_show_exchange (RT_STATUS_PILL (pill), refused);
  g_assert_cmpstr (rt_status_pill_get_text (RT_STATUS_PILL (pill)), ==, "Failed");
  g_assert_true (gtk_widget_has_css_class (pill, "failure"));
  g_object_unref (pill);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/status-pill/speaks", test_pill_speaks);
  return g_test_run ();
}
