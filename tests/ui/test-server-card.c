/* The card of a server on the Servers page, with real servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-reach.h"
#include "pages/servers/rt-server-activity.h"
#include "pages/servers/rt-server-editor.h"
#include "pages/servers/rt-trust-guide.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-servers-page.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-access-row.h"
#include "ui/rt-access-view.h"
#include "ui/rt-certificate-card.h"
#include "ui/rt-qr-code.h"

typedef RtTestServersPage Fixture;

static void
test_starts_and_stops (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = rt_test_servers_page_get_card (fixture, 0);
  RtRackServer *server = rt_test_servers_page_get_server (fixture, 0);
  g_autofree char *address = NULL;

  rt_test_servers_page_set_port (fixture, 0, 0);
  g_assert_null (rt_test_find_type (card, RT_TYPE_SERVER_ACTIVITY));
  rt_test_click (card, "toggle");
  rt_test_servers_page_wait_for (fixture, 0, RT_SERVER_STARTING);
  g_assert_false (gtk_widget_is_sensitive (rt_test_find (card, "toggle")));
  rt_test_servers_page_wait_for (fixture, 0, RT_SERVER_RUNNING);
  address = rt_server_reach_build_local (server);
  g_assert_cmpstr (rt_test_get_label (card, "address"), ==, address);
  gtk_test_accessible_assert_property (rt_test_find (card, "toggle"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Stop Hello");

  rt_test_servers_page_ask (fixture, 0);
  rt_test_wait_until (NULL, gtk_widget_get_visible (rt_test_find (card, "last")));
  g_assert_nonnull (
      strstr (rt_access_row_get_text (RT_ACCESS_ROW (rt_test_find (card, "last"))),
              "GET /asked"));
  rt_test_wait_until (NULL,
                      strstr (rt_test_get_label (card, "traffic"), "18 bytes") != NULL);

  rt_test_click (card, "toggle");
  rt_test_servers_page_wait_for (fixture, 0, RT_SERVER_STOPPED);
  g_assert_false (gtk_widget_get_visible (rt_test_find (card, "controls")));
  /* What it was asked can still be read. */
  g_assert_true (gtk_widget_get_mapped (rt_test_find (card, "last")));
}

static void
test_keeps_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *toggle = rt_test_find (rt_test_servers_page_get_card (fixture, 0), "toggle");

  rt_test_servers_page_set_port (fixture, 0, 0);
  gtk_widget_grab_focus (toggle);
  rt_test_servers_page_start (fixture, 0);
  g_assert_true (gtk_window_get_focus (fixture->window) == toggle);
  rt_test_click (rt_test_servers_page_get_card (fixture, 0), "toggle");
  g_assert_false (gtk_widget_is_sensitive (toggle));
  rt_test_servers_page_wait_for (fixture, 0, RT_SERVER_STOPPED);
  g_assert_true (gtk_window_get_focus (fixture->window) == toggle);

  /* Unless the user has gone elsewhere meanwhile. */
  rt_test_click (rt_test_servers_page_get_card (fixture, 0), "toggle");
  gtk_widget_grab_focus (
      rt_test_find (rt_test_servers_page_get_card (fixture, 1), "toggle"));
  rt_test_servers_page_wait_for (fixture, 0, RT_SERVER_RUNNING);
  g_assert_false (gtk_window_get_focus (fixture->window) == toggle);
}

static void
test_whole_log (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = rt_test_servers_page_get_card (fixture, 0);
  GtkSelectionModel *rows;
  GtkWidget *view;

  rt_test_servers_page_set_port (fixture, 0, 0);
  rt_test_servers_page_start (fixture, 0);
  rt_test_servers_page_ask (fixture, 0);
  rt_test_wait_until (NULL, gtk_widget_get_visible (rt_test_find (card, "last")));
  g_assert_null (rt_test_find_type (card, RT_TYPE_ACCESS_VIEW));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (rt_test_find (card, "expand")), TRUE);
  view = rt_test_find_type (card, RT_TYPE_ACCESS_VIEW);
  rows = gtk_list_view_get_model (GTK_LIST_VIEW (rt_test_find (view, "rows")));
  g_assert_true (gtk_multi_selection_get_model (GTK_MULTI_SELECTION (rows))
                 == G_LIST_MODEL (rt_rack_server_get_log (
                     rt_test_servers_page_get_server (fixture, 0))));
  rt_test_wait_until (NULL, gtk_widget_get_mapped (view));
  g_assert_false (gtk_widget_get_visible (rt_test_find (card, "last_lines")));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (rt_test_find (card, "expand")), FALSE);
  g_assert_false (gtk_widget_get_visible (view));
}

static void
test_port_is_taken (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = rt_test_servers_page_get_card (fixture, 1);
  RtRackServer *server = rt_test_servers_page_get_server (fixture, 1);

  rt_test_servers_page_set_port (fixture, 0, 0);
  rt_test_servers_page_start (fixture, 0);
  rt_test_servers_page_set_port (fixture, 1, rt_test_servers_page_get_port (fixture, 0));
  rt_test_click (card, "toggle");
  rt_test_servers_page_wait_for (fixture, 1, RT_SERVER_FAILED);
  g_assert_true (gtk_widget_get_visible (rt_test_find (card, "trouble")));
  g_assert_nonnull (strstr (rt_test_get_label (card, "trouble_words"), "servers here"));
  rt_test_click (card, "next_port");
  rt_test_servers_page_wait_for (fixture, 1, RT_SERVER_RUNNING);
  g_assert_false (gtk_widget_get_visible (rt_test_find (card, "trouble")));
  g_assert_cmpuint (rt_test_servers_page_get_port (fixture, 1), ==,
                    rt_rack_server_get_settings (server)->port);

  card = rt_test_servers_page_get_card (fixture, 4);
  rt_test_servers_page_set_port (fixture, 4, rt_test_servers_page_get_port (fixture, 0));
  rt_test_click (card, "toggle");
  rt_test_servers_page_wait_for (fixture, 4, RT_SERVER_FAILED);
  rt_test_click (card, "any_port");
  rt_test_servers_page_wait_for (fixture, 4, RT_SERVER_RUNNING);
}

static void
test_asks_before_everything (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_servers_page_get_server (fixture, 2);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));

  g_assert_true (settings->recipe->has_folder);
  rt_server_settings_set_text (&settings->folder, "/");
  settings->port = 0;
  rt_rack_server_set_settings (server, settings);
  rt_test_click (rt_test_servers_page_get_card (fixture, 2), "toggle");
  rt_test_wait_until (NULL, rt_test_find_question () != NULL);
  rt_test_answer ("Cancel");
  g_assert_cmpint (rt_rack_server_get_state (server), ==, RT_SERVER_STOPPED);

  rt_test_click (rt_test_servers_page_get_card (fixture, 2), "toggle");
  rt_test_wait_until (NULL, rt_test_find_question () != NULL);
  rt_test_answer ("Serve Everything");
  rt_test_servers_page_wait_for (fixture, 2, RT_SERVER_RUNNING);
}

static void
test_on_the_network (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = rt_test_servers_page_get_card (fixture, 0);
  RtRackServer *server = rt_test_servers_page_get_server (fixture, 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  g_auto (GStrv) addresses = NULL;
  GtkMenuButton *button;
  GtkWidget *code;

  settings->port = 0;
  settings->is_visible = TRUE;
  rt_rack_server_set_settings (server, settings);
  rt_test_servers_page_start (fixture, 0);
  button = GTK_MENU_BUTTON (rt_test_find (card, "addresses"));
  g_assert_true (gtk_widget_is_visible (GTK_WIDGET (button)));
  g_assert_nonnull (strstr (rt_test_get_label (card, "warning_words"), "network"));
  gtk_menu_button_popup (button);
  code = rt_test_find (GTK_WIDGET (gtk_menu_button_get_popover (button)), "code");
  addresses = rt_server_reach_build_all (server);
  g_assert_cmpstr (rt_qr_code_get_text (RT_QR_CODE (code)), ==, addresses[0]);
}

/* A proxy has no page to be opened, and passes everything on as it is. */
static void
test_proxy (Fixture *fixture, gconstpointer data)
{
  guint position = rt_test_servers_page_count_cards (fixture) - 2;
  GtkWidget *card = rt_test_servers_page_get_card (fixture, position);
  GtkWindow *editor;

  g_assert_cmpstr (
      rt_rack_server_get_settings (rt_test_servers_page_get_server (fixture, position))
          ->recipe->id,
      ==, "proxy");
  rt_test_servers_page_set_port (fixture, position, 0);
  rt_test_servers_page_start (fixture, position);
  g_assert_true (gtk_widget_is_visible (rt_test_find (card, "address")));
  g_assert_false (gtk_widget_is_visible (rt_test_find (card, "open")));
  g_assert_false (gtk_widget_is_visible (rt_test_find (card, "fetch")));
  gtk_widget_activate_action (card, "card.edit", NULL);
  editor = rt_test_servers_page_find_dialog (fixture, RT_TYPE_SERVER_EDITOR);
  g_assert_false (gtk_widget_is_visible (rt_test_find (GTK_WIDGET (editor), "faults")));
  g_assert_false (
      gtk_widget_is_visible (rt_test_find (GTK_WIDGET (editor), "visible_row")));
  gtk_window_destroy (editor);

  rt_test_servers_page_set_port (fixture, 0, 0);
  rt_test_servers_page_start (fixture, 0);
  g_assert_true (gtk_widget_is_visible (
      rt_test_find (rt_test_servers_page_get_card (fixture, 0), "fetch")));
}

static void
test_how_to_trust (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = rt_test_servers_page_get_card (fixture, 3);
  GtkWindow *guide;
  GtkWidget *stack;
  gboolean is_trusting;

  /* Only of a server that speaks TLS. */
  gtk_widget_activate_action (rt_test_servers_page_get_card (fixture, 0), "card.trust",
                              NULL);
  g_assert_null (rt_test_servers_page_find_dialog (fixture, RT_TYPE_TRUST_GUIDE));
  gtk_widget_activate_action (card, "card.trust", NULL);
  guide = rt_test_servers_page_find_dialog (fixture, RT_TYPE_TRUST_GUIDE);
  g_assert_nonnull (guide);
  stack = rt_test_find (GTK_WIDGET (guide), "stack");
  rt_test_wait_until (
      NULL,
      g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "guide") == 0);
  g_assert_nonnull (rt_test_find_type (GTK_WIDGET (guide), RT_TYPE_CERTIFICATE_CARD));
  gtk_switch_set_active (GTK_SWITCH (rt_test_find (GTK_WIDGET (guide), "own_servers")),
                         TRUE);
  g_object_get (rt_workbench_get_trust (fixture->workbench), "own-servers", &is_trusting,
                NULL);
  g_assert_true (is_trusting);
  gtk_window_close (guide);

  /* Closed at once, it is not filled any more. */
  gtk_widget_activate_action (card, "card.trust", NULL);
  gtk_window_destroy (rt_test_servers_page_find_dialog (fixture, RT_TYPE_TRUST_GUIDE));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rt_test_servers_page_add_test ("/server-card/starts-and-stops", test_starts_and_stops);
  rt_test_servers_page_add_test ("/server-card/keeps-the-focus-on-its-button",
                                 test_keeps_focus);
  rt_test_servers_page_add_test ("/server-card/shows-the-whole-log", test_whole_log);
  rt_test_servers_page_add_test ("/server-card/port-is-taken", test_port_is_taken);
  rt_test_servers_page_add_test ("/server-card/asks-before-serving-everything",
                                 test_asks_before_everything);
  rt_test_servers_page_add_test ("/server-card/on-the-network", test_on_the_network);
  rt_test_servers_page_add_test ("/server-card/proxy", test_proxy);
  rt_test_servers_page_add_test ("/server-card/how-to-trust-it", test_how_to_trust);
  return g_test_run ();
}
