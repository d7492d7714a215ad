/* The window with the Download page, from the address to the answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-application.h"
#include "app/rt-preferences.h"
#include "app/rt-window.h"
#include "core/wire/rt-error.h"
#include "pages/rt-pages.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-certificates.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-body-view.h"
#include "ui/rt-exchange-view.h"
#include "ui/rt-fields-view.h"
#include "ui/rt-page.h"
#include "ui/rt-pair-editor.h"
#include "ui/rt-pane-switcher.h"
#include "ui/rt-raw-view.h"

#include <gtksourceview/gtksource.h>
#include <unistd.h>

typedef struct
{
  GtkApplication *application; /* borrowed: a process can have one only */
  RtWorkbench *workbench;
  RtSettings *settings;
  GtkWidget *window;
  RtPage *page;
  GtkEditable *address;
  GtkButton *send;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = (gpointer)data;
  fixture->workbench = rt_workbench_new (NULL, NULL);
  fixture->settings = rt_settings_new ();
  fixture->window
      = rt_window_new (fixture->application, fixture->workbench, fixture->settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->page = RT_PAGE (rt_test_find_type (fixture->window, RT_TYPE_PAGE));
  fixture->address = GTK_EDITABLE (rt_test_find (fixture->window, "entry"));
  fixture->send = GTK_BUTTON (rt_test_find (fixture->window, "send"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->workbench);
}

static RtExchange *
send_and_wait (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->send, "clicked");
  rt_test_wait_until (NULL, !rt_page_get_busy (fixture->page));
  return rt_page_get_exchange (fixture->page);
}

static void
open_address (Fixture *fixture, RtReplay *server, const char *path)
{
  g_autofree char *address = rt_replay_build_address (server, path);

  gtk_editable_set_text (fixture->address, address);
}

static const RtReplayStep hello[] = {
  RT_REPLAY_READ,
  RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  RT_REPLAY_END,
};

static void
test_opens (Fixture *fixture, gconstpointer data)
{
  GtkListBox *tabs = GTK_LIST_BOX (rt_test_find (fixture->window, "tabs"));
  GtkWidget *tab = GTK_WIDGET (gtk_list_box_get_row_at_index (tabs, 0));

  g_assert_nonnull (tab);
  gtk_test_accessible_assert_role (tabs, GTK_ACCESSIBLE_ROLE_TAB_LIST);
  gtk_test_accessible_assert_role (tab, GTK_ACCESSIBLE_ROLE_TAB);
  gtk_test_accessible_assert_property (tab, GTK_ACCESSIBLE_PROPERTY_LABEL, "Download");
  g_assert_null (rt_page_get_exchange (fixture->page));
  g_assert_null (rt_test_find_type (fixture->window, RT_TYPE_EXCHANGE_VIEW));
}

static void
test_sends (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (hello);
  RtExchange *exchange;
  GtkWidget *view;

  open_address (fixture, server, "/");
  exchange = send_and_wait (fixture);
  g_assert_cmpint (rt_exchange_get_state (exchange), ==, RT_EXCHANGE_DONE);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);
  view = rt_test_find_type (fixture->window, RT_TYPE_EXCHANGE_VIEW);
  g_assert_true (rt_exchange_view_get_exchange (RT_EXCHANGE_VIEW (view)) == exchange);
  g_assert_true (rt_body_can_save (rt_exchange_get_body (exchange)));
  g_assert_cmpuint (g_list_model_get_n_items (rt_address_history_get_addresses (
                        rt_workbench_get_history (fixture->workbench))),
                    ==, 1);
}

static void
test_sends_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (hello);
  RtExchange *first;
  RtExchange *second;
  GtkWidget *view;

  rt_replay_add_script (server, hello);
  open_address (fixture, server, "/");
  first = send_and_wait (fixture);
  gtk_widget_activate_action (fixture->window, "win.send-again", NULL);
  rt_test_wait_until (NULL, !rt_page_get_busy (fixture->page));
  second = rt_page_get_exchange (fixture->page);
  g_assert_true (first != second);
  g_assert_cmpint (rt_exchange_get_state (second), ==, RT_EXCHANGE_DONE);
  view = rt_test_find_type (fixture->window, RT_TYPE_EXCHANGE_VIEW);
  g_assert_true (rt_exchange_view_get_previous (RT_EXCHANGE_VIEW (view)) == first);
}

/* Presses Tab until the focus is where it was, and tells whether it came to @target. */
static gboolean
goes_round (Fixture *fixture, GtkWidget *target)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);
  GtkWidget *start = GTK_WIDGET (fixture->send);
  GtkWidget *focus = NULL;
  gboolean reached = FALSE;

  g_assert_nonnull (target);
  rt_test_wait_until (NULL, gtk_widget_get_mapped (target));
  /* Where the focus goes next depends on where everything is. */
  rt_test_wait_for_frames (fixture->window, 2);
  gtk_widget_grab_focus (start);
  for (guint n = 0; focus != start && n < 60; n++)
    {
      gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (window);
      reached |= focus == target || gtk_widget_is_ancestor (focus, target);
    }
  return reached && focus == start;
}

/* Tab goes through all of the window, and is caught nowhere. */
static void
test_tab_goes_round (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (hello);
  GtkWidget *window = fixture->window;
  GtkStack *panes;

  open_address (fixture, server, "/");
  send_and_wait (fixture);
  panes = GTK_STACK (gtk_widget_get_ancestor (
      rt_test_find_type (window, RT_TYPE_BODY_VIEW), GTK_TYPE_STACK));
  g_assert_true (goes_round (fixture, rt_test_find_type (window, RT_TYPE_PANE_SWITCHER)));
  rt_test_wait_until (NULL, rt_test_find_type (window, GTK_SOURCE_TYPE_VIEW) != NULL);
  g_assert_true (goes_round (fixture, rt_test_find_type (window, GTK_SOURCE_TYPE_VIEW)));
  g_assert_true (goes_round (fixture, rt_test_find (window, "tabs")));
  gtk_stack_set_visible_child_name (panes, "fields");
  g_assert_true (goes_round (fixture, rt_test_find_type (window, RT_TYPE_FIELDS_VIEW)));
  gtk_stack_set_visible_child_name (panes, "raw");
  g_assert_true (goes_round (fixture, rt_test_find_type (window, RT_TYPE_RAW_VIEW)));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (rt_test_find (window, "more")), TRUE);
  g_assert_true (goes_round (fixture, rt_test_find_type (window, RT_TYPE_PAIR_EDITOR)));
}

static void
check_stop (Fixture *fixture, void (*stop) (Fixture *))
{
  static const RtReplayStep silent[] = { RT_REPLAY_READ, RT_REPLAY_GATE, RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (silent);
  RtExchange *exchange;

  open_address (fixture, server, "/");
  g_signal_emit_by_name (fixture->send, "clicked");
  exchange = rt_page_get_exchange (fixture->page);
  rt_test_wait_until (NULL, rt_exchange_get_state (exchange) == RT_EXCHANGE_WAITING);
  g_assert_cmpstr (gtk_button_get_label (fixture->send), ==, "_Stop");
  gtk_test_accessible_assert_property (fixture->send, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Stop");

  stop (fixture);
  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  g_assert_cmpint (rt_exchange_get_state (exchange), ==, RT_EXCHANGE_CANCELLED);
  g_assert_cmpstr (gtk_button_get_label (fixture->send), ==, "_Send");
  gtk_test_accessible_assert_property (fixture->send, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Send");
  rt_replay_open_gate (server);
}

static void
press_send (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->send, "clicked");
}

static void
activate_stop (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->window, "win.stop", NULL);
}

static void
test_stops_by_button (Fixture *fixture, gconstpointer data)
{
  check_stop (fixture, press_send);
}

static void
test_stops_by_action (Fixture *fixture, gconstpointer data)
{
  check_stop (fixture, activate_stop);
}

static void
test_sends_what_is_set (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (hello);
  g_autofree char *received = NULL;
  GtkDropDown *method = GTK_DROP_DOWN (rt_test_find (fixture->window, "method"));
  GtkWidget *body = rt_test_find (fixture->window, "body");
  GtkDropDown *source = GTK_DROP_DOWN (rt_test_find (body, "source"));
  GtkTextView *text = GTK_TEXT_VIEW (rt_test_find (body, "text"));

  open_address (fixture, server, "/path?x=1");
  gtk_drop_down_set_selected (method, 2);
  gtk_drop_down_set_selected (source, 1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (text), "{\"a\": 1}", -1);
  gtk_widget_activate_action (body, "body.type", "s", "application/json");
  send_and_wait (fixture);

  received = rt_replay_dup_text (server, 0);
  g_assert_true (g_str_has_prefix (received, "POST /path?x=1 HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (received, "\r\nContent-Type: application/json\r\n"));
  g_assert_true (g_str_has_suffix (received, "\r\n\r\n{\"a\": 1}"));

  /* A body is for methods that have one. */
  rt_replay_add_script (server, hello);
  gtk_drop_down_set_selected (method, 0);
  send_and_wait (fixture);
  g_assert_null (rt_request_get_body (
      rt_exchange_get_request (rt_page_get_exchange (fixture->page))));
}

static void
test_other_method (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (hello);
  g_autofree char *received = NULL;
  GtkWidget *other = rt_test_find (fixture->window, "other_method");

  open_address (fixture, server, "/");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rt_test_find (fixture->window, "method")),
                              7);
  g_assert_true (gtk_widget_get_visible (other));
  gtk_editable_set_text (GTK_EDITABLE (other), "BAD METHOD");
  g_signal_emit_by_name (fixture->send, "clicked");
  g_assert_null (rt_page_get_exchange (fixture->page));

  gtk_editable_set_text (GTK_EDITABLE (other), "PROPFIND");
  send_and_wait (fixture);
  received = rt_replay_dup_text (server, 0);
  g_assert_true (g_str_has_prefix (received, "PROPFIND / HTTP/1.1\r\n"));
}

static void
test_command (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (hello);
  g_autofree char *address = rt_replay_build_address (server, "/");
  g_autofree char *command
      = g_strdup_printf ("curl %s -X PUT -H 'X-One: 1' --data-raw 'a b'", address);
  g_autofree char *received = NULL;
  int position = 0;

  gtk_editable_insert_text (gtk_editable_get_delegate (fixture->address), command, -1,
                            &position);
  g_assert_cmpstr (gtk_editable_get_text (fixture->address), ==, address);
  send_and_wait (fixture);
  received = rt_replay_dup_text (server, 0);
  g_assert_true (g_str_has_prefix (received, "PUT / HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (received, "\r\nX-One: 1\r\n"));
  g_assert_true (g_str_has_suffix (received, "\r\n\r\na b"));
}

/* Refused, then trusted for this host and port: the request is sent again by itself. */
/* Letter by letter it is no paste; Enter fills the page in, and sends nothing yet. */
static void
test_typed_command (Fixture *fixture, gconstpointer data)
{
  static const char command[] = "curl localhost:9 -H 'X-One: 1'";
  GtkEditable *text = gtk_editable_get_delegate (fixture->address);

  for (int at = 0; command[at] != '\0';)
    gtk_editable_insert_text (text, command + at, 1, &at);
  g_assert_cmpstr (gtk_editable_get_text (fixture->address), ==, command);
  g_signal_emit_by_name (fixture->send, "clicked");
  g_assert_cmpstr (gtk_editable_get_text (fixture->address), ==, "http://localhost:9/");
  g_assert_null (rt_page_get_exchange (fixture->page));
}

static void
test_trusts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtTestCertificates) made = rt_test_certificates_new ();
  GTlsCertificate *certificate = made->certificates[RT_TEST_SELF_SIGNED];
  g_autoptr (RtReplay) server = rt_replay_new_full (hello, FALSE, certificate);
  g_autofree char *sha256 = rt_certificate_fingerprint (certificate);
  RtExchange *exchange;

  rt_replay_add_script (server, hello);
  open_address (fixture, server, "/");
  exchange = send_and_wait (fixture);
  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, RT_ERROR_CERTIFICATE);

  g_signal_emit_by_name (rt_test_find_type (fixture->window, RT_TYPE_EXCHANGE_VIEW),
                         "trust", "127.0.0.1", (guint)rt_replay_get_port (server), sha256,
                         NULL);
  rt_test_wait_until (NULL, !rt_page_get_busy (fixture->page));
  exchange = rt_page_get_exchange (fixture->page);
  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);
}

static void
test_opens_an_address (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (hello);
  g_autofree char *address = rt_replay_build_address (server, "/given");

  rt_window_open_address (RT_WINDOW (fixture->window), address);
  rt_test_wait_until (NULL, !rt_page_get_busy (fixture->page));
  g_assert_cmpuint (rt_exchange_get_status (rt_page_get_exchange (fixture->page)), ==,
                    200);
}

static void
test_divider (Fixture *fixture, gconstpointer data)
{
  GtkPaned *paned = GTK_PANED (rt_test_find (fixture->window, "paned"));
  int divider;

  g_object_get (fixture->settings, "divider", &divider, NULL);
  g_assert_cmpint (divider, ==, -1);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (rt_test_find (fixture->window, "more")), TRUE);
  gtk_paned_set_position (paned, 345);
  g_object_get (fixture->settings, "divider", &divider, NULL);
  g_assert_cmpint (divider, ==, 345);
  g_object_set (fixture->settings, "divider", -1, NULL);
}

static void
test_goes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (hello);
  RtExchangeLog *log = rt_workbench_get_log (fixture->workbench);
  GtkMenuButton *button = GTK_MENU_BUTTON (rt_test_find (fixture->window, "log_button"));
  RtExchange *first;
  GtkWidget *list;

  rt_replay_add_script (server, hello);
  open_address (fixture, server, "/one");
  first = send_and_wait (fixture);
  open_address (fixture, server, "/two");
  g_assert_true (send_and_wait (fixture) != first);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 2);

  /* The newest is on top, so the first is the second row. */
  gtk_menu_button_popup (button);
  list = rt_test_find (GTK_WIDGET (gtk_menu_button_get_popover (button)), "list");
  g_signal_emit_by_name (list, "activate", 1);
  g_assert_true (rt_page_get_exchange (fixture->page) == first);
  g_assert_true (g_str_has_suffix (gtk_editable_get_text (fixture->address), "/one"));
}

static void
test_does_not_fetch_by_itself (Fixture *fixture, gconstpointer data)
{
  GtkWidget *second;
  RtPage *page;

  rt_address_history_add (rt_workbench_get_history (fixture->workbench),
                          "http://127.0.0.1:9/");
  second = rt_window_new (fixture->application, fixture->workbench, fixture->settings);
  page = RT_PAGE (rt_test_find_type (second, RT_TYPE_PAGE));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (rt_test_find (second, "entry"))),
                   ==, "http://127.0.0.1:9/");
  g_assert_null (rt_page_get_exchange (page));
  gtk_window_destroy (GTK_WINDOW (second));
}

static void
test_preferences (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = rt_preferences_new (fixture->settings, fixture->workbench);
  RtRequestOptions options;

  gtk_switch_set_active (GTK_SWITCH (rt_test_find (window, "follow_redirects")), FALSE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rt_test_find (window, "idle_timeout")), 7);
  options = rt_settings_get_request_options (fixture->settings);
  g_assert_cmpuint (options.redirect_limit, ==, 0);
  g_assert_cmpuint (options.idle_timeout_s, ==, 7);

  rt_trust_add (rt_workbench_get_trust (fixture->workbench), "a.example", 443,
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", NULL);
  gtk_widget_activate_action (window, "trust.remove", "u", 0);
  g_assert_cmpuint (g_list_model_get_n_items (rt_trust_get_entries (
                        rt_workbench_get_trust (fixture->workbench))),
                    ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_shortcuts (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (window), "Keyboard Shortcuts") == 0)
        return GTK_WIDGET (window);
    }
  return NULL;
}

static void
test_shows_shortcuts (Fixture *fixture, gconstpointer data)
{
  int minimum;

  g_action_group_activate_action (
      G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (fixture->window))),
      "shortcuts", NULL);
  gtk_widget_measure (find_shortcuts (), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_window_destroy (GTK_WINDOW (find_shortcuts ()));
}

static void
test_shortcuts (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (fixture->window, "win.page", "i", 0);
  gtk_widget_activate_action (fixture->window, "win.page", "i", 7);
  gtk_widget_activate_action (fixture->window, "win.step-page", "i", -1);
  gtk_widget_activate_action (fixture->window, "win.page", "i", 0);
  gtk_widget_activate_action (fixture->window, "win.focus-address", NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)),
                                         GTK_WIDGET (fixture->address)));
}

static RtPage *
get_shown_page (Fixture *fixture)
{
  GtkWidget *stack = rt_test_find_type (fixture->window, ADW_TYPE_VIEW_STACK);

  return RT_PAGE (adw_view_stack_get_visible_child (ADW_VIEW_STACK (stack)));
}

static void
show_page (Fixture *fixture, const char *name)
{
  guint n_pages;
  const RtPageRow *pages = rt_pages_get (&n_pages);
  guint i = 0;

  while (i < n_pages && !g_str_equal (pages[i].name, name))
    i++;
  gtk_widget_activate_action (fixture->window, "win.page", "i", (int)i);
}

/* From a page that sends nothing, an address and an exchange lead to the first one. */
static void
test_fetches_for_a_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (hello);
  g_autofree char *address = rt_replay_build_address (server, "/given");
  RtExchange *exchange;
  GtkWidget *list;

  show_page (fixture, "servers");
  g_assert_false (rt_page_can_send (get_shown_page (fixture)));
  gtk_widget_activate_action (fixture->window, "win.send-again", NULL);
  gtk_widget_activate_action (fixture->window, "win.fetch", "s", address);
  g_assert_true (get_shown_page (fixture) == fixture->page);
  rt_test_wait_until (NULL, !rt_page_get_busy (fixture->page));
  exchange = rt_page_get_exchange (fixture->page);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);

  show_page (fixture, "servers");
  gtk_menu_button_popup (GTK_MENU_BUTTON (rt_test_find (fixture->window, "log_button")));
  list = rt_test_find (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (
                           rt_test_find (fixture->window, "log_button")))),
                       "list");
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_true (get_shown_page (fixture) == fixture->page);
}

static GtkWindow *
find_question (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window)
          && gtk_window_get_transient_for (window) == GTK_WINDOW (fixture->window))
        return window;
    }
  return NULL;
}

/* What the servers are sending is not cut off without a question. */
static void
test_asks_before_closing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "big");
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_new (rt_recipe_find ("files"));
  RtServerRack *rack = rt_workbench_get_rack (fixture->workbench);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  const char *request = "GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n";
  RtRackServer *server;
  GtkWindow *question;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, 64 * 1024 * 1024), ==, 0);
  rt_server_settings_set_text (&settings->folder, dir->path);
  settings->port = 0;
  server = rt_server_rack_add (rack, settings);
  rt_rack_server_start (server);
  rt_test_wait_until (NULL, rt_rack_server_get_state (server) == RT_SERVER_RUNNING);
  address = rt_rack_server_build_address (server);
  connection = g_socket_client_connect_to_uri (client, address, 0, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             request, strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  rt_test_wait_until (NULL, rt_server_rack_count_running_answers (rack) == 1);

  gtk_window_close (GTK_WINDOW (fixture->window));
  question = find_question (fixture);
  g_assert_nonnull (question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "cancel");
  gtk_window_destroy (question);
  g_assert_true (gtk_widget_get_visible (fixture->window));

  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  rt_test_wait_until (NULL, rt_server_rack_count_running_answers (rack) == 0);
  g_object_ref_sink (fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_null (find_question (fixture));
  g_assert_false (gtk_widget_get_visible (fixture->window));
  g_object_unref (fixture->window);
  fixture->window = NULL;
}

/* Nor are downloads stopped. */
static void
test_asks_before_downloads_stop (Fixture *fixture, gconstpointer data)
{
  static const RtReplayStep stuck[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123"),
          RT_REPLAY_GATE, RT_REPLAY_END };
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  g_autofree char *address = rt_replay_build_address (server, "/file");
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  RtDownloadQueue *queue = rt_workbench_get_queue (fixture->workbench);
  g_autoptr (RtDownload) download = NULL;
  GtkWindow *question;

  g_ptr_array_add (plans, rt_download_plan_new (request, dir->path));
  rt_download_queue_add (queue, plans);
  download = g_list_model_get_item (rt_download_queue_get_downloads (queue), 0);
  rt_test_wait_until (NULL, rt_download_get_news (download)->received == 4);

  gtk_window_close (GTK_WINDOW (fixture->window));
  question = find_question (fixture);
  g_assert_nonnull (question);
  /* As Escape does it: that closes the question, not what it asks about. */
  gtk_window_close (question);
  g_assert_null (find_question (fixture));
  g_assert_true (gtk_widget_get_visible (fixture->window));

  rt_download_queue_pause (queue, download);
  rt_test_wait_until (NULL, rt_download_get_state (download) == RT_DOWNLOAD_PAUSED);
  g_assert_cmpuint (rt_download_queue_count_at_work (queue), ==, 0);
  rt_replay_open_gate (server);
}

static void
assert_fits (Fixture *fixture, const char *font)
{
  GtkStack *options = GTK_STACK (rt_test_find (fixture->window, "options"));
  const char *parts[] = { "fields", "body", "connection" };

  g_object_set (gtk_settings_get_default (), "gtk-font-name", font, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      int minimum;

      gtk_stack_set_visible_child_name (options, parts[i]);
      gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1,
                          &minimum, NULL, NULL, NULL);
      g_test_message ("%s in %s needs %d", parts[i], font, minimum);
      g_assert_cmpint (minimum, <=, 360);
    }
}

static void
test_fits (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *font = NULL;

  g_object_get (settings, "gtk-font-name", &font, NULL);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (rt_test_find (fixture->window, "more")), TRUE);
  assert_fits (fixture, "Cantarell 16.5"); /* large text */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rt_test_find (fixture->window, "method")),
                              7);
  assert_fits (fixture, "Cantarell 11");
  g_object_set (settings, "gtk-font-name", font, NULL);
}

static gboolean
shows (GtkWidget *top, const char *words)
{
  if (GTK_IS_LABEL (top) && g_str_equal (gtk_label_get_text (GTK_LABEL (top)), words))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, words))
      return TRUE;
  return FALSE;
}

/* What is said is no markup: a file may be called like this. */
static void
test_toasts (Fixture *fixture, gconstpointer data)
{
  const char *words = "Exported to <this> & that";

  g_assert_false (shows (fixture->window, words));
  gtk_widget_activate_action (fixture->window, "win.toast", "s", words);
  g_assert_true (shows (fixture->window, words));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/window/opens-on-its-page", test_opens },
    { "/window/sends", test_sends },
    { "/window/tab-goes-round", test_tab_goes_round },
    { "/window/sends-again-and-compares", test_sends_again },
    { "/window/stops/by-button", test_stops_by_button },
    { "/window/stops/by-action", test_stops_by_action },
    { "/window/sends-what-is-set", test_sends_what_is_set },
    { "/window/sends-another-method", test_other_method },
    { "/window/takes-a-curl-command", test_command },
    { "/window/takes-a-typed-curl-command", test_typed_command },
    { "/window/trusts-a-certificate", test_trusts },
    { "/window/opens-an-address", test_opens_an_address },
    { "/window/keeps-the-divider", test_divider },
    { "/window/goes-back-to-an-exchange", test_goes_back },
    { "/window/fetches-nothing-by-itself", test_does_not_fetch_by_itself },
    { "/window/fits-into-360-pixels", test_fits },
    { "/window/fetches-for-a-page", test_fetches_for_a_page },
    { "/window/asks-before-closing", test_asks_before_closing },
    { "/window/asks-before-downloads-stop", test_asks_before_downloads_stop },
    { "/window/preferences", test_preferences },
    { "/window/shows-its-shortcuts", test_shows_shortcuts },
    { "/window/shortcuts", test_shortcuts },
    { "/window/toasts", test_toasts },
  };
  g_autoptr (RtApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application = rt_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, application, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
