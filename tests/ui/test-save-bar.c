/* Saving a body and a record, and what is said of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-examples.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-save-bar.h"

#include <adwaita.h>
#include <string.h>

static gboolean
is_saving (RtSaveBar *bar)
{
  return gtk_widget_get_visible (rt_test_find (GTK_WIDGET (bar), "progress"));
}

static void
test_saves (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "out");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RtExchange) exchange = rt_example_new ("json");
  RtSaveBar *bar
      = RT_SAVE_BAR (g_object_ref_sink (g_object_new (RT_TYPE_SAVE_BAR, NULL)));
  g_autofree char *name = rt_save_bar_choose_name (exchange);
  g_autofree char *contents = NULL;

  g_assert_cmpstr (name, ==, "roundtrip");
  rt_save_bar_save_body (bar, exchange, TRUE, file);
  g_assert_true (is_saving (bar));
  rt_test_wait_until (NULL, !is_saving (bar));
  g_assert_cmpstr (rt_test_get_label (GTK_WIDGET (bar), "label"), ==, "Saved as “out”");
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "{\"name\": \"roundtrip\""));
  g_clear_pointer (&contents, g_free);
  rt_save_bar_save_har (bar, exchange, FALSE, file);
  rt_test_wait_until (NULL, !is_saving (bar));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_nonnull (strstr (contents, "\"1.2\""));
  g_object_unref (bar);
}

static void
test_says_why_it_did_not_save (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/out");
  g_autoptr (RtExchange) exchange = rt_example_new ("json");
  RtSaveBar *bar
      = RT_SAVE_BAR (g_object_ref_sink (g_object_new (RT_TYPE_SAVE_BAR, NULL)));

  rt_save_bar_save_body (bar, exchange, TRUE, file);
  rt_test_wait_until (NULL, !is_saving (bar));
  g_test_message ("%s", rt_test_get_label (GTK_WIDGET (bar), "label"));
  g_assert_false (
      g_str_has_prefix (rt_test_get_label (GTK_WIDGET (bar), "label"), "Saved"));
  g_object_unref (bar);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/save-bar/saves", test_saves);
  g_test_add_func ("/save-bar/says-why-it-did-not", test_says_why_it_did_not_save);
  return g_test_run ();
}
