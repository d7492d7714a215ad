/* Finding in a text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-text-pane.h"

#include <adwaita.h>

static void
test_finds (void)
{
  GtkWidget *pane = g_object_new (RT_TYPE_TEXT_PANE, NULL);
  g_autoptr (GBytes) text = g_bytes_new_static ("one two one\nthree one\n", 22);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *entry;

  gtk_window_set_child (GTK_WINDOW (window), pane);
  gtk_window_present (GTK_WINDOW (window));
  rt_text_pane_set_text (RT_TEXT_PANE (pane), text, "text/plain");
  rt_test_wait_until (NULL, rt_text_pane_get_lines (RT_TEXT_PANE (pane)) == 2);
  rt_text_pane_find (RT_TEXT_PANE (pane));
  entry = rt_test_find (pane, "entry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "one");
  rt_test_wait_until (NULL, g_str_equal (rt_test_get_label (pane, "count"), "1 of 3"));
  g_signal_emit_by_name (entry, "next-match");
  rt_test_wait_until (NULL, g_str_equal (rt_test_get_label (pane, "count"), "2 of 3"));
  g_signal_emit_by_name (entry, "previous-match");
  rt_test_wait_until (NULL, g_str_equal (rt_test_get_label (pane, "count"), "1 of 3"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "four");
  rt_test_wait_until (NULL, g_str_equal (rt_test_get_label (pane, "count"), "Not found"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/find-bar/finds", test_finds);
  return g_test_run ();
}
