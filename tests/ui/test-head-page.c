/* The HEAD check page, with the local server of statuses. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-settings.h"
#include "core/check/rt-check-list.h"
#include "pages/head/rt-check-columns.h"
#include "pages/head/rt-check-settings.h"
#include "pages/head/rt-check-view.h"
#include "pages/head/rt-head-page.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-page.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-compare-view.h"

#include <adwaita.h>
#include <string.h>

typedef RtTestPage Fixture;

static GtkWidget *
find (Fixture *fixture, const char *id)
{
  return rt_test_page_find (fixture, id);
}

static const char *
get_counts (Fixture *fixture)
{
  return gtk_label_get_text (GTK_LABEL (find (fixture, "counts")));
}

static gboolean
begins (Fixture *fixture, const char *words)
{
  return g_str_has_prefix (get_counts (fixture), words);
}

static void
open_path (Fixture *fixture, const char *path)
{
  g_autofree char *address = g_strconcat (fixture->address, path, NULL);

  rt_page_open_address (fixture->page, address);
}

static GListModel *
get_rows (Fixture *fixture)
{
  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (find (fixture, "rows"))));
}

static void
set_verdict (Fixture *fixture, RtCheckVerdict verdict)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (fixture, "verdict")), verdict + 1);
}

static RtCheckItem *
get_item (Fixture *fixture, guint position)
{
  g_autoptr (RtCheckItem) item = g_list_model_get_item (get_rows (fixture), position);

  return item; /* the list holds what is shown */
}

static const char *
get_button_label (Fixture *fixture)
{
  return gtk_button_get_label (GTK_BUTTON (find (fixture, "check")));
}

static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  g_assert_false (gtk_widget_get_visible (find (fixture, "view")));
  open_path (fixture, "200");
  rt_test_wait_until (NULL, begins (fixture, "1 of 1 checked · 1 exist"));
  open_path (fixture, "404");
  rt_test_wait_until (NULL,
                      begins (fixture, "2 of 2 checked · 1 exist · 0 moved · 1 mis"));
  g_assert_true (gtk_widget_get_visible (find (fixture, "view")));
  /* The same once more is the same row. */
  open_path (fixture, "404");
  rt_test_wait_until (NULL, begins (fixture, "1 of 2 checked"));
  rt_test_wait_until (NULL, begins (fixture, "2 of 2 checked"));
  rt_test_wait_until (NULL, g_str_equal (get_button_label (fixture), "_Check"));
}

static void
test_trial (Fixture *fixture, gconstpointer data)
{
  rt_page_open_trial (fixture->page, fixture->address, NULL);
  rt_test_wait_until (NULL, g_str_equal (get_button_label (fixture), "_Stop"));
  rt_test_wait_until (
      NULL, begins (fixture, "14 of 14 checked · 5 exist · 3 moved · 2 missing"));

  set_verdict (fixture, RT_CHECK_MISSING);
  rt_test_wait_until (NULL, g_list_model_get_n_items (get_rows (fixture)) == 2);
  g_assert_true (
      g_str_has_suffix (rt_check_item_get_address (get_item (fixture, 0)), "404"));
  gtk_widget_activate_action (find (fixture, "view"), "check.descending", NULL);
  rt_test_wait_until (
      NULL, g_str_has_suffix (rt_check_item_get_address (get_item (fixture, 0)), "410"));
  set_verdict (fixture, RT_CHECK_PENDING);
  rt_test_wait_until (NULL, g_str_equal (gtk_stack_get_visible_child_name (
                                             GTK_STACK (find (fixture, "stack"))),
                                         "empty"));
}

static GtkButton *
find_title (Fixture *fixture, RtCheckColumn column)
{
  GtkWidget *title = gtk_widget_get_first_child (find (fixture, "titles"));

  for (guint i = 0; i < column; i++)
    title = gtk_widget_get_next_sibling (title);
  return GTK_BUTTON (title);
}

static gboolean
first_ends (Fixture *fixture, const char *end)
{
  return g_list_model_get_n_items (get_rows (fixture)) > 0
         && g_str_has_suffix (rt_check_item_get_address (get_item (fixture, 0)), end);
}

/* Up, down, and as they were; no titles where there is no room for columns. */
static void
test_titles (Fixture *fixture, gconstpointer data)
{
  GtkButton *address = find_title (fixture, RT_CHECK_COLUMN_ADDRESS);
  GtkButton *verdict = find_title (fixture, RT_CHECK_COLUMN_VERDICT);

  rt_page_open_trial (fixture->page, fixture->address, NULL);
  rt_test_wait_until (NULL, begins (fixture, "14 of 14 checked"));
  rt_test_wait_until (NULL, gtk_widget_get_mapped (GTK_WIDGET (address)));
  g_signal_emit_by_name (address, "clicked");
  rt_test_wait_until (NULL, first_ends (fixture, "127.0.0.1:1/"));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (address), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Sorted, ascending");
  g_signal_emit_by_name (address, "clicked");
  rt_test_wait_until (NULL, first_ends (fixture, "/slow/2"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (address),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Sorted, descending");
  g_signal_emit_by_name (verdict, "clicked");
  rt_test_wait_until (NULL, first_ends (fixture, "/200"));
  g_signal_emit_by_name (verdict, "clicked");
  rt_test_wait_until (NULL, first_ends (fixture, "127.0.0.1:1/"));
  g_signal_emit_by_name (verdict, "clicked");
  rt_test_wait_until (NULL, first_ends (fixture, "/200"));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (verdict), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Sort by this");
  gtk_window_set_default_size (fixture->window, 360, 640);
  rt_test_wait_until (NULL, !gtk_widget_get_mapped (GTK_WIDGET (address)));
}

static void
test_stop_and_go_on (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = find (fixture, "check");

  open_path (fixture, "slow/2");
  rt_test_wait_until (NULL, begins (fixture, "0 of 1 checked"));
  g_assert_cmpstr (get_button_label (fixture), ==, "_Stop");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (get_button_label (fixture), ==, "_Go On");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (get_button_label (fixture), ==, "_Stop");
  rt_test_wait_until (NULL, begins (fixture, "1 of 1 checked · 1 exist"));
}

static void
test_recheck_selected (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *selection;

  open_path (fixture, "200");
  rt_test_wait_until (NULL, begins (fixture, "1 of 1 checked"));
  selection = gtk_list_view_get_model (GTK_LIST_VIEW (find (fixture, "rows")));
  gtk_selection_model_select_item (selection, 0, TRUE);
  rt_test_wait_until (NULL, g_str_equal (get_button_label (fixture), "_Check"));
  gtk_widget_activate_action (find (fixture, "view"), "check.recheck", NULL);
  g_assert_true (begins (fixture, "0 of 1 checked"));
  rt_test_wait_until (NULL, begins (fixture, "1 of 1 checked"));
}

static void
test_links_of_a_page (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "head.links", "s",
                              fixture->address);
  rt_test_wait_until (NULL, g_list_model_get_n_items (get_rows (fixture)) > 20);
}

/* HEAD is asked, then GET, and the two are side by side. */
static void
test_compare (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *selection;
  RtExchange *exchange;
  GtkWidget *view;

  open_path (fixture, "head/length");
  rt_test_wait_until (NULL, begins (fixture, "1 of 1 checked"));
  selection = gtk_list_view_get_model (GTK_LIST_VIEW (find (fixture, "rows")));
  gtk_selection_model_select_item (selection, 0, TRUE);
  gtk_widget_activate_action (find (fixture, "view"), "check.compare", NULL);
  rt_test_wait_until (
      NULL, (exchange = rt_page_get_exchange (fixture->page)) != NULL
                && g_str_equal (
                    rt_request_get_method (rt_exchange_get_request (exchange)), "GET")
                && rt_exchange_is_over (exchange) && !rt_page_get_busy (fixture->page));
  rt_test_wait_until (
      NULL, rt_test_find_type (GTK_WIDGET (fixture->page), RT_TYPE_COMPARE_VIEW) != NULL);
  view = rt_test_find_type (GTK_WIDGET (fixture->page), RT_TYPE_COMPARE_VIEW);
  g_assert_true (gtk_widget_get_mapped (view));
  g_assert_cmpstr (rt_test_get_label (view, "summary"), !=, "");
}

static void
test_bad_address (Fixture *fixture, gconstpointer data)
{
  rt_page_open_address (fixture->page, "not an address");
  g_assert_false (gtk_widget_get_visible (find (fixture, "view")));
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  RtCheckSettings *settings = RT_CHECK_SETTINGS (find (fixture, "settings"));
  GtkEditable *good = GTK_EDITABLE (find (fixture, "good"));
  RtCheckOptions options;

  rt_check_settings_read (settings, &options);
  g_assert_cmpuint (options.n_jobs, ==, 4);
  g_assert_cmpuint (options.per_host, ==, 2);
  g_assert_cmpuint (options.delay_ms, ==, 100);
  g_assert_true (options.with_get);
  g_assert_false (options.with_made_up);
  gtk_widget_activate_action (GTK_WIDGET (settings), "settings.good", "s", "200..=299");
  rt_check_settings_read (settings, &options);
  g_assert_true (rt_code_ranges_contain (&options.good, 204));
  gtk_editable_set_text (good, "nonsense");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (good), "error"));
  rt_check_settings_read (settings, &options);
  g_assert_true (rt_code_ranges_contain (&options.good, 204));
}

/* What is chosen on one page is what the next one begins with. */
static void
test_settings_are_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtSettings) kept = rt_settings_new ();
  RtWorkbench *workbench = rt_page_get_workbench (fixture->page);
  RtCheckOptions options;
  RtPage *next;
  GtkWidget *settings;

  rt_settings_bind_page (kept, G_OBJECT (fixture->page));
  gtk_editable_set_text (GTK_EDITABLE (find (fixture, "good")), "200..=204");
  gtk_editable_set_text (GTK_EDITABLE (find (fixture, "good")), "nonsense");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find (fixture, "jobs")), 9);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find (fixture, "per_host")), 8);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find (fixture, "delay")), 70);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find (fixture, "tries")), 6);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find (fixture, "patience")), 50);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "with_get")), FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "with_made_up")), TRUE);

  next = g_object_ref_sink (
      g_object_new (RT_TYPE_HEAD_PAGE, "workbench", workbench, NULL));
  rt_settings_bind_page (kept, G_OBJECT (next));
  settings = rt_test_find (GTK_WIDGET (next), "settings");
  rt_check_settings_read (RT_CHECK_SETTINGS (settings), &options);
  g_assert_true (rt_code_ranges_contain (&options.good, 204));
  g_assert_false (rt_code_ranges_contain (&options.good, 301));
  g_assert_cmpuint (options.n_jobs, ==, 9);
  g_assert_cmpuint (options.per_host, ==, 8);
  g_assert_cmpuint (options.delay_ms, ==, 70);
  g_assert_cmpuint (options.n_tries, ==, 6);
  g_assert_cmpuint (rt_check_settings_get_patience (RT_CHECK_SETTINGS (settings)), ==,
                    50);
  g_assert_false (options.with_get);
  g_assert_true (options.with_made_up);
  g_object_unref (next);
}

static void
add (const char *path, RtTestPageFunc test)
{
  rt_test_page_add (path, RT_TYPE_HEAD_PAGE, "status", test, NULL);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/head-page/addresses", test_addresses);
  add ("/head-page/trial", test_trial);
  add ("/head-page/titles", test_titles);
  add ("/head-page/stop-and-go-on", test_stop_and_go_on);
  add ("/head-page/recheck-selected", test_recheck_selected);
  add ("/head-page/links-of-a-page", test_links_of_a_page);
  add ("/head-page/compare", test_compare);
  add ("/head-page/bad-address", test_bad_address);
  add ("/head-page/settings", test_settings);
  add ("/head-page/settings-are-kept", test_settings_are_kept);
  return g_test_run ();
}
