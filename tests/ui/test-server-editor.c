/* The editor of a server on the Servers page, and the faults in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/servers/rt-fault-limits.h"
#include "pages/servers/rt-fault-row.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-servers-page.h"
#include "tests/ui/rt-test-widget.h"

typedef RtTestServersPage Fixture;

static void
test_adds (Fixture *fixture, gconstpointer data)
{
  guint n = rt_test_servers_page_count_cards (fixture);
  GtkWidget *editor;
  const RtServerSettings *settings;

  gtk_widget_activate_action (fixture->page, "servers.add", "s", "echo");
  editor = rt_test_servers_page_get_editor (fixture);
  /* Those that are there have 8800. */
  g_assert_cmpint (
      gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (rt_test_find (editor, "port"))),
      ==, 8801);
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (editor, "name")), " Mine ");
  g_assert_false (gtk_widget_get_visible (rt_test_find (editor, "visible_time_row")));
  gtk_switch_set_active (GTK_SWITCH (rt_test_find (editor, "visible_switch")), TRUE);
  g_assert_true (gtk_widget_get_visible (rt_test_find (editor, "visible_time_row")));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rt_test_find (editor, "visible_minutes")),
                             20);
  gtk_switch_set_active (GTK_SWITCH (rt_test_find (editor, "coded")), TRUE);
  gtk_switch_set_active (GTK_SWITCH (rt_test_find (editor, "shared")), TRUE);
  rt_test_click (editor, "save");
  rt_test_wait_until (NULL, rt_test_servers_page_count_cards (fixture) == n + 1);
  settings = rt_rack_server_get_settings (rt_test_servers_page_get_server (fixture, n));
  g_assert_cmpstr (settings->title, ==, "Mine");
  g_assert_cmpstr (settings->recipe->id, ==, "echo");
  g_assert_true (settings->is_visible);
  g_assert_cmpuint (settings->visible_s, ==, 20 * 60);
  g_assert_true (settings->is_coded);
  g_assert_true (settings->is_shared);
  g_assert_false (settings->is_secure);

  /* Closed, it adds nothing. */
  gtk_widget_activate_action (fixture->page, "servers.add", "s", "hello");
  gtk_window_close (GTK_WINDOW (rt_test_servers_page_get_editor (fixture)));
  g_assert_cmpuint (rt_test_servers_page_count_cards (fixture), ==, n + 1);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  GtkWidget *editor;
  const RtServerSettings *settings;

  gtk_widget_activate_action (rt_test_servers_page_get_card (fixture, 0), "card.edit",
                              NULL);
  editor = rt_test_servers_page_get_editor (fixture);
  gtk_switch_set_active (GTK_SWITCH (rt_test_find (editor, "secure")), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rt_test_find (editor, "workers")), 3);
  rt_test_click (editor, "save");
  settings = rt_rack_server_get_settings (rt_test_servers_page_get_server (fixture, 0));
  g_assert_true (settings->is_secure);
  g_assert_cmpuint (settings->n_workers, ==, 3);
  g_assert_cmpuint (settings->port, ==, 4443);
  /* The name was left alone, so it follows the language and the rest. */
  g_assert_null (settings->title);
  g_assert_cmpstr (
      rt_test_get_label (rt_test_servers_page_get_card (fixture, 0), "title"), ==,
      "Hello (TLS)");
}

static RtFaultRow *
find_fault (GtkWidget *top, const char *id)
{
  RtFaultRow *row = NULL;

  if (RT_IS_FAULT_ROW (top)
      && g_str_equal (rt_fault_row_get_fault (RT_FAULT_ROW (top))->id, id))
    return RT_FAULT_ROW (top);
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL && row == NULL;
       child = gtk_widget_get_next_sibling (child))
    row = find_fault (child, id);
  return row;
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_servers_page_get_server (fixture, 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  const char *const before[] = { "delay=250;every=2", "self-signed", NULL };
  const char *const in_between[]
      = { "delay=250;every=2", "cut=1000", "self-signed", NULL };
  const char *const after[] = { "delay=250;every=2", "cut=1000", NULL };
  const RtServerSettings *settings_after;
  GtkWidget *editor;

  settings->faults = g_strdupv ((char **)before);
  rt_rack_server_set_settings (server, settings);
  g_assert_nonnull (
      strstr (rt_test_get_label (rt_test_servers_page_get_card (fixture, 0), "facts"),
              "2 faults"));
  gtk_widget_activate_action (rt_test_servers_page_get_card (fixture, 0), "card.edit",
                              NULL);
  editor = rt_test_servers_page_get_editor (fixture);
  /* They come one by one; what has not come yet stays as it is. */
  rt_test_wait_until (NULL, find_fault (editor, "cut") != NULL);
  rt_fault_row_read (find_fault (editor, "cut"), "cut=1000");
  rt_test_click (editor, "save");
  settings_after = rt_rack_server_get_settings (server);
  g_assert_true (g_strv_equal ((const char *const *)settings_after->faults, in_between));

  gtk_widget_activate_action (rt_test_servers_page_get_card (fixture, 0), "card.edit",
                              NULL);
  editor = rt_test_servers_page_get_editor (fixture);
  rt_test_wait_until (NULL, find_fault (editor, "self-signed") != NULL);
  /* Without TLS there is no certificate that could be wrong. */
  g_assert_false (
      gtk_widget_get_sensitive (GTK_WIDGET (find_fault (editor, "self-signed"))));
  g_assert_null (find_fault (editor, "tls-1.2"));
  rt_test_click (editor, "save");
  settings_after = rt_rack_server_get_settings (server);
  g_assert_true (g_strv_equal ((const char *const *)settings_after->faults, after));
}

static GtkWidget *
find_limits (GtkWidget *top)
{
  return rt_test_find_type (top, RT_TYPE_FAULT_LIMITS);
}

static void
test_fault_limits (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_servers_page_get_server (fixture, 0);
  GtkWidget *editor;
  GtkWidget *row;
  GtkWidget *limits;
  const RtServerSettings *settings;

  gtk_widget_activate_action (rt_test_servers_page_get_card (fixture, 0), "card.edit",
                              NULL);
  editor = rt_test_servers_page_get_editor (fixture);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (rt_test_find (editor, "faults")),
                                 TRUE);
  rt_test_wait_until (NULL, find_fault (editor, "jitter") != NULL);
  row = GTK_WIDGET (find_fault (editor, "jitter"));
  rt_fault_row_read (RT_FAULT_ROW (row), "jitter=9;path=/old;after=1");
  gtk_menu_button_popup (GTK_MENU_BUTTON (rt_test_find_type (row, GTK_TYPE_MENU_BUTTON)));
  limits = find_limits (row);
  g_assert_nonnull (limits);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (rt_test_find (limits, "path"))),
                   ==, "/old");
  g_assert_cmpfloat (
      gtk_spin_button_get_value (GTK_SPIN_BUTTON (rt_test_find (limits, "after"))), ==,
      1);
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (limits, "path")), " /a;b* ");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rt_test_find (limits, "after")), 4);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rt_test_find (limits, "every")), 3);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rt_test_find (limits, "first")), 2);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rt_test_find (limits, "seed")), 7);
  g_assert_nonnull (
      strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
              "only /a?b*\302\240· after 4 requests\302\240· one request in 3\302\240· "
              "2 times at most"));
  rt_test_click (editor, "save");
  settings = rt_rack_server_get_settings (server);
  g_assert_cmpstr (settings->faults[0], ==,
                   "jitter=9;path=/a?b*;after=4;every=3;first=2;seed=7");
  g_assert_null (settings->faults[1]);
  rt_test_servers_page_set_port (fixture, 0, 0);
  rt_test_servers_page_start (fixture, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rt_test_servers_page_add_test ("/server-editor/adds", test_adds);
  rt_test_servers_page_add_test ("/server-editor/edits", test_edits);
  rt_test_servers_page_add_test ("/server-editor/faults", test_faults);
  rt_test_servers_page_add_test ("/server-editor/limits-of-a-fault", test_fault_limits);
  return g_test_run ();
}
