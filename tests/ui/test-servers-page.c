/* The Servers page, with real servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-reach.h"
#include "core/wire/rt-error.h"
#include "pages/servers/rt-fault-limits.h"
#include "pages/servers/rt-fault-row.h"
#include "pages/servers/rt-server-activity.h"
#include "pages/servers/rt-server-card.h"
#include "pages/servers/rt-server-editor.h"
#include "pages/servers/rt-servers-page.h"
#include "pages/servers/rt-trust-guide.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-access-row.h"
#include "ui/rt-access-view.h"
#include "ui/rt-certificate-card.h"
#include "ui/rt-qr-code.h"

typedef struct
{
  RtTestDir *dir;
  RtWorkbench *workbench;
  RtServerRack *rack; /* borrowed */
  GtkWindow *window;
  GtkWidget *page;
} Fixture;

static GtkWidget *
get_card (Fixture *fixture, guint position)
{
  GtkWidget *card = gtk_widget_get_first_child (rt_test_find (fixture->page, "cards"));

  while (position-- > 0 && card != NULL)
    card = gtk_widget_get_next_sibling (card);
  return card;
}

static guint
count_cards (Fixture *fixture)
{
  guint n = 0;

  while (get_card (fixture, n) != NULL)
    n++;
  return n;
}

static guint
count_servers (Fixture *fixture)
{
  return g_list_model_get_n_items (rt_server_rack_get_servers (fixture->rack));
}

static void
open_page (Fixture *fixture)
{
  fixture->workbench = rt_workbench_new (fixture->dir->path, fixture->dir->path);
  fixture->rack = rt_workbench_get_rack (fixture->workbench);
  fixture->page
      = g_object_new (RT_TYPE_SERVERS_PAGE, "workbench", fixture->workbench, NULL);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 1100, 750);
  gtk_window_set_child (fixture->window, fixture->page);
  gtk_window_present (fixture->window);
  /* They come one by one. */
  rt_test_wait_until (NULL, count_cards (fixture) == count_servers (fixture));
}

static void
close_page (Fixture *fixture)
{
  gtk_window_destroy (fixture->window);
  g_clear_object (&fixture->workbench);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = rt_test_dir_new ();
  open_page (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_page (fixture);
  rt_test_dir_free (fixture->dir);
}

static RtRackServer *
get_server (Fixture *fixture, guint position)
{
  return rt_server_card_get_server (RT_SERVER_CARD (get_card (fixture, position)));
}

static void
set_port (Fixture *fixture, guint position, guint16 port)
{
  RtRackServer *server = get_server (fixture, position);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));

  settings->port = port;
  rt_rack_server_set_settings (server, settings);
}

static void
click (GtkWidget *top, const char *id)
{
  GtkWidget *button = rt_test_find (top, id);

  g_assert_true (gtk_widget_get_visible (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static const char *
get_words (GtkWidget *top, const char *id)
{
  return gtk_label_get_label (GTK_LABEL (rt_test_find (top, id)));
}

static void
wait_for (RtRackServer *server, RtServerState state)
{
  rt_test_wait_until (NULL, rt_rack_server_get_state (server) == state);
}

static void
start (Fixture *fixture, guint position)
{
  click (get_card (fixture, position), "toggle");
  wait_for (get_server (fixture, position), RT_SERVER_RUNNING);
}

static guint16
get_port (RtRackServer *server)
{
  g_autofree char *address = rt_server_reach_build_local (server);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return (guint16)g_uri_get_port (uri);
}

/* The dialog or the editor that belongs to the page's window. */
static GtkWindow *
find_dialog (Fixture *fixture, GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type)
          && gtk_window_get_transient_for (window) == fixture->window)
        return window;
    }
  return NULL;
}

static void
test_opens (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_cards (fixture), >, 2);
  g_assert_cmpstr (get_words (get_card (fixture, 0), "title"), ==, "Hello");
  gtk_test_accessible_assert_property (rt_test_find (get_card (fixture, 0), "toggle"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Start Hello");
  g_assert_false (rt_page_can_send (RT_PAGE (fixture->page)));
  g_assert_false (gtk_widget_get_visible (rt_test_find (fixture->page, "bottom")));
  rt_page_focus_address (RT_PAGE (fixture->page));
  g_assert_true (gtk_window_get_focus (fixture->window)
                 == rt_test_find (get_card (fixture, 0), "toggle"));
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(GBytes **)data
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  g_assert_no_error (error);
}

static void
ask (guint16 port)
{
  static const char request[] = "GET /asked HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  g_autoptr (GBytes) answer = NULL;

  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             request, sizeof request - 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_input_stream_read_bytes_async (
      g_io_stream_get_input_stream (G_IO_STREAM (connection)), 4096, 0, NULL, on_answer,
      &answer);
  rt_test_wait_until (NULL, answer != NULL);
}

static void
test_starts_and_stops (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = get_card (fixture, 0);
  RtRackServer *server = get_server (fixture, 0);
  g_autofree char *address = NULL;

  set_port (fixture, 0, 0);
  g_assert_null (rt_test_find_type (card, RT_TYPE_SERVER_ACTIVITY));
  click (card, "toggle");
  wait_for (server, RT_SERVER_STARTING);
  g_assert_false (gtk_widget_is_sensitive (rt_test_find (card, "toggle")));
  wait_for (server, RT_SERVER_RUNNING);
  address = rt_server_reach_build_local (server);
  g_assert_cmpstr (get_words (card, "address"), ==, address);
  gtk_test_accessible_assert_property (rt_test_find (card, "toggle"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Stop Hello");

  ask (get_port (server));
  rt_test_wait_until (NULL, gtk_widget_get_visible (rt_test_find (card, "last")));
  g_assert_nonnull (
      strstr (rt_access_row_get_text (RT_ACCESS_ROW (rt_test_find (card, "last"))),
              "GET /asked"));
  rt_test_wait_until (NULL, strstr (get_words (card, "traffic"), "18 bytes") != NULL);

  click (card, "toggle");
  wait_for (server, RT_SERVER_STOPPED);
  g_assert_false (gtk_widget_get_visible (rt_test_find (card, "controls")));
  /* What it was asked can still be read. */
  g_assert_true (gtk_widget_get_mapped (rt_test_find (card, "last")));
}

static void
test_keeps_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *toggle = rt_test_find (get_card (fixture, 0), "toggle");

  set_port (fixture, 0, 0);
  gtk_widget_grab_focus (toggle);
  start (fixture, 0);
  g_assert_true (gtk_window_get_focus (fixture->window) == toggle);
  click (get_card (fixture, 0), "toggle");
  g_assert_false (gtk_widget_is_sensitive (toggle));
  wait_for (get_server (fixture, 0), RT_SERVER_STOPPED);
  g_assert_true (gtk_window_get_focus (fixture->window) == toggle);

  /* Unless the user has gone elsewhere meanwhile. */
  click (get_card (fixture, 0), "toggle");
  gtk_widget_grab_focus (rt_test_find (get_card (fixture, 1), "toggle"));
  wait_for (get_server (fixture, 0), RT_SERVER_RUNNING);
  g_assert_false (gtk_window_get_focus (fixture->window) == toggle);
}

static void
test_whole_log (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = get_card (fixture, 0);
  GtkSelectionModel *rows;
  GtkWidget *view;

  set_port (fixture, 0, 0);
  start (fixture, 0);
  ask (get_port (get_server (fixture, 0)));
  rt_test_wait_until (NULL, gtk_widget_get_visible (rt_test_find (card, "last")));
  g_assert_null (rt_test_find_type (card, RT_TYPE_ACCESS_VIEW));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (rt_test_find (card, "expand")), TRUE);
  view = rt_test_find_type (card, RT_TYPE_ACCESS_VIEW);
  rows = gtk_list_view_get_model (GTK_LIST_VIEW (rt_test_find (view, "rows")));
  g_assert_true (gtk_multi_selection_get_model (GTK_MULTI_SELECTION (rows))
                 == G_LIST_MODEL (rt_rack_server_get_log (get_server (fixture, 0))));
  rt_test_wait_until (NULL, gtk_widget_get_mapped (view));
  g_assert_false (gtk_widget_get_visible (rt_test_find (card, "last_lines")));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (rt_test_find (card, "expand")), FALSE);
  g_assert_false (gtk_widget_get_visible (view));
}

static void
test_port_is_taken (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = get_card (fixture, 1);
  RtRackServer *server = get_server (fixture, 1);

  set_port (fixture, 0, 0);
  start (fixture, 0);
  set_port (fixture, 1, get_port (get_server (fixture, 0)));
  click (card, "toggle");
  wait_for (server, RT_SERVER_FAILED);
  g_assert_true (gtk_widget_get_visible (rt_test_find (card, "trouble")));
  g_assert_nonnull (strstr (get_words (card, "trouble_words"), "servers here"));
  click (card, "next_port");
  wait_for (server, RT_SERVER_RUNNING);
  g_assert_false (gtk_widget_get_visible (rt_test_find (card, "trouble")));
  g_assert_cmpuint (get_port (server), ==, rt_rack_server_get_settings (server)->port);

  card = get_card (fixture, 4);
  server = get_server (fixture, 4);
  set_port (fixture, 4, get_port (get_server (fixture, 0)));
  click (card, "toggle");
  wait_for (server, RT_SERVER_FAILED);
  click (card, "any_port");
  wait_for (server, RT_SERVER_RUNNING);
}

static void
test_removes_and_restores (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = get_server (fixture, 1);
  guint n = count_cards (fixture);

  gtk_widget_activate_action (get_card (fixture, 1), "card.remove", NULL);
  g_assert_cmpuint (count_cards (fixture), ==, n - 1);
  gtk_widget_activate_action (fixture->page, "servers.restore", "u", 1u);
  g_assert_cmpuint (count_cards (fixture), ==, n);
  g_assert_true (get_server (fixture, 1) == server);
  /* There is nothing more to put back. */
  gtk_widget_activate_action (fixture->page, "servers.restore", "u", 1u);
  g_assert_cmpuint (count_cards (fixture), ==, n);
}

static void
test_is_empty (Fixture *fixture, gconstpointer data)
{
  GtkStack *stack = GTK_STACK (rt_test_find (fixture->page, "stack"));

  while (count_cards (fixture) > 0)
    gtk_widget_activate_action (get_card (fixture, 0), "card.remove", NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  rt_page_focus_address (RT_PAGE (fixture->page));
  close_page (fixture);
  open_page (fixture);
  g_assert_cmpuint (count_cards (fixture), ==, 0);
}

static GtkWidget *
open_editor (Fixture *fixture)
{
  GtkWindow *editor = find_dialog (fixture, RT_TYPE_SERVER_EDITOR);

  g_assert_nonnull (editor);
  return GTK_WIDGET (editor);
}

static void
test_adds (Fixture *fixture, gconstpointer data)
{
  guint n = count_cards (fixture);
  GtkWidget *editor;
  const RtServerSettings *settings;

  gtk_widget_activate_action (fixture->page, "servers.add", "s", "echo");
  editor = open_editor (fixture);
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
  click (editor, "save");
  rt_test_wait_until (NULL, count_cards (fixture) == n + 1);
  settings = rt_rack_server_get_settings (get_server (fixture, n));
  g_assert_cmpstr (settings->title, ==, "Mine");
  g_assert_cmpstr (settings->recipe->id, ==, "echo");
  g_assert_true (settings->is_visible);
  g_assert_cmpuint (settings->visible_s, ==, 20 * 60);
  g_assert_true (settings->is_coded);
  g_assert_false (settings->is_secure);

  /* Closed, it adds nothing. */
  gtk_widget_activate_action (fixture->page, "servers.add", "s", "hello");
  gtk_window_close (GTK_WINDOW (open_editor (fixture)));
  g_assert_cmpuint (count_cards (fixture), ==, n + 1);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  GtkWidget *editor;
  const RtServerSettings *settings;

  gtk_widget_activate_action (get_card (fixture, 0), "card.edit", NULL);
  editor = open_editor (fixture);
  gtk_switch_set_active (GTK_SWITCH (rt_test_find (editor, "secure")), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rt_test_find (editor, "workers")), 3);
  click (editor, "save");
  settings = rt_rack_server_get_settings (get_server (fixture, 0));
  g_assert_true (settings->is_secure);
  g_assert_cmpuint (settings->n_workers, ==, 3);
  g_assert_cmpuint (settings->port, ==, 4443);
  /* The name was left alone, so it follows the language and the rest. */
  g_assert_null (settings->title);
  g_assert_cmpstr (get_words (get_card (fixture, 0), "title"), ==, "Hello (TLS)");
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
  RtRackServer *server = get_server (fixture, 0);
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
  g_assert_nonnull (strstr (get_words (get_card (fixture, 0), "facts"), "2 faults"));
  gtk_widget_activate_action (get_card (fixture, 0), "card.edit", NULL);
  editor = open_editor (fixture);
  /* They come one by one; what has not come yet stays as it is. */
  rt_test_wait_until (NULL, find_fault (editor, "cut") != NULL);
  rt_fault_row_read (find_fault (editor, "cut"), "cut=1000");
  click (editor, "save");
  settings_after = rt_rack_server_get_settings (server);
  g_assert_true (g_strv_equal ((const char *const *)settings_after->faults, in_between));

  gtk_widget_activate_action (get_card (fixture, 0), "card.edit", NULL);
  editor = open_editor (fixture);
  rt_test_wait_until (NULL, find_fault (editor, "self-signed") != NULL);
  /* Without TLS there is no certificate that could be wrong. */
  g_assert_false (
      gtk_widget_get_sensitive (GTK_WIDGET (find_fault (editor, "self-signed"))));
  g_assert_null (find_fault (editor, "tls-1.2"));
  click (editor, "save");
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
  RtRackServer *server = get_server (fixture, 0);
  GtkWidget *editor;
  GtkWidget *row;
  GtkWidget *limits;
  const RtServerSettings *settings;

  gtk_widget_activate_action (get_card (fixture, 0), "card.edit", NULL);
  editor = open_editor (fixture);
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
  click (editor, "save");
  settings = rt_rack_server_get_settings (server);
  g_assert_cmpstr (settings->faults[0], ==,
                   "jitter=9;path=/a?b*;after=4;every=3;first=2;seed=7");
  g_assert_null (settings->faults[1]);
  start (fixture, 0);
}

static void
test_asks_before_everything (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = get_server (fixture, 2);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  GtkWindow *dialog;

  g_assert_true (settings->recipe->has_folder);
  rt_server_settings_set_text (&settings->folder, "/");
  settings->port = 0;
  rt_rack_server_set_settings (server, settings);
  click (get_card (fixture, 2), "toggle");
  rt_test_wait_until (NULL, find_dialog (fixture, ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = find_dialog (fixture, ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_destroy (dialog);
  g_assert_cmpint (rt_rack_server_get_state (server), ==, RT_SERVER_STOPPED);

  click (get_card (fixture, 2), "toggle");
  rt_test_wait_until (NULL, find_dialog (fixture, ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = find_dialog (fixture, ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "serve");
  gtk_window_destroy (dialog);
  wait_for (server, RT_SERVER_RUNNING);
}

static void
test_offers_again (Fixture *fixture, gconstpointer data)
{
  GtkInfoBar *offer = GTK_INFO_BAR (rt_test_find (fixture->page, "offer"));

  g_assert_false (gtk_info_bar_get_revealed (offer));
  set_port (fixture, 0, 0);
  start (fixture, 0);
  close_page (fixture);
  open_page (fixture);
  offer = GTK_INFO_BAR (rt_test_find (fixture->page, "offer"));
  g_assert_true (gtk_info_bar_get_revealed (offer));
  g_assert_cmpint (rt_rack_server_get_state (get_server (fixture, 0)), ==,
                   RT_SERVER_STOPPED);
  click (fixture->page, "start_again");
  wait_for (get_server (fixture, 0), RT_SERVER_RUNNING);
  g_assert_false (gtk_info_bar_get_revealed (offer));

  close_page (fixture);
  open_page (fixture);
  offer = GTK_INFO_BAR (rt_test_find (fixture->page, "offer"));
  g_assert_true (gtk_info_bar_get_revealed (offer));
  gtk_info_bar_response (offer, GTK_RESPONSE_CLOSE);
  g_assert_false (gtk_info_bar_get_revealed (offer));
  close_page (fixture);
  open_page (fixture);
  g_assert_false (
      gtk_info_bar_get_revealed (GTK_INFO_BAR (rt_test_find (fixture->page, "offer"))));
}

static void
test_on_the_network (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = get_card (fixture, 0);
  RtRackServer *server = get_server (fixture, 0);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));
  g_auto (GStrv) addresses = NULL;
  GtkMenuButton *button;
  GtkWidget *code;

  settings->port = 0;
  settings->is_visible = TRUE;
  rt_rack_server_set_settings (server, settings);
  start (fixture, 0);
  button = GTK_MENU_BUTTON (rt_test_find (card, "addresses"));
  g_assert_true (gtk_widget_is_visible (GTK_WIDGET (button)));
  g_assert_nonnull (strstr (get_words (card, "warning_words"), "network"));
  gtk_menu_button_popup (button);
  code = rt_test_find (GTK_WIDGET (gtk_menu_button_get_popover (button)), "code");
  addresses = rt_server_reach_build_all (server);
  g_assert_cmpstr (rt_qr_code_get_text (RT_QR_CODE (code)), ==, addresses[0]);
}

/* A proxy has no page to be opened, and passes everything on as it is. */
static void
test_proxy (Fixture *fixture, gconstpointer data)
{
  guint position = count_cards (fixture) - 2;
  GtkWidget *card = get_card (fixture, position);
  GtkWindow *editor;

  g_assert_cmpstr (
      rt_rack_server_get_settings (get_server (fixture, position))->recipe->id, ==,
      "proxy");
  set_port (fixture, position, 0);
  start (fixture, position);
  g_assert_true (gtk_widget_is_visible (rt_test_find (card, "address")));
  g_assert_false (gtk_widget_is_visible (rt_test_find (card, "open")));
  g_assert_false (gtk_widget_is_visible (rt_test_find (card, "fetch")));
  gtk_widget_activate_action (card, "card.edit", NULL);
  editor = find_dialog (fixture, RT_TYPE_SERVER_EDITOR);
  g_assert_false (gtk_widget_is_visible (rt_test_find (GTK_WIDGET (editor), "faults")));
  g_assert_false (
      gtk_widget_is_visible (rt_test_find (GTK_WIDGET (editor), "visible_row")));
  gtk_window_destroy (editor);

  set_port (fixture, 0, 0);
  start (fixture, 0);
  g_assert_true (gtk_widget_is_visible (rt_test_find (get_card (fixture, 0), "fetch")));
}

static void
test_how_to_trust (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = get_card (fixture, 3);
  GtkWindow *guide;
  GtkWidget *stack;

  /* Only of a server that speaks TLS. */
  gtk_widget_activate_action (get_card (fixture, 0), "card.trust", NULL);
  g_assert_null (find_dialog (fixture, RT_TYPE_TRUST_GUIDE));
  gtk_widget_activate_action (card, "card.trust", NULL);
  guide = find_dialog (fixture, RT_TYPE_TRUST_GUIDE);
  g_assert_nonnull (guide);
  stack = rt_test_find (GTK_WIDGET (guide), "stack");
  rt_test_wait_until (
      NULL,
      g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "guide") == 0);
  g_assert_nonnull (rt_test_find_type (GTK_WIDGET (guide), RT_TYPE_CERTIFICATE_CARD));
  gtk_switch_set_active (GTK_SWITCH (rt_test_find (GTK_WIDGET (guide), "own_servers")),
                         TRUE);
  g_assert_true (rt_trust_get_own_servers (rt_workbench_get_trust (fixture->workbench)));
  gtk_window_close (guide);

  /* Closed at once, it is not filled any more. */
  gtk_widget_activate_action (card, "card.trust", NULL);
  gtk_window_destroy (find_dialog (fixture, RT_TYPE_TRUST_GUIDE));
}

static void
assert_fits (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
test_fits (Fixture *fixture, gconstpointer data)
{
  set_port (fixture, 0, 0);
  start (fixture, 0);
  ask (get_port (get_server (fixture, 0)));
  set_port (fixture, 1, get_port (get_server (fixture, 0)));
  click (get_card (fixture, 1), "toggle");
  wait_for (get_server (fixture, 1), RT_SERVER_FAILED);
  assert_fits (fixture->page);
  gtk_widget_activate_action (fixture->page, "servers.add", "s", "files");
  assert_fits (open_editor (fixture));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/servers-page/opens-with-a-card-for-each", test_opens);
  add ("/servers-page/starts-and-stops", test_starts_and_stops);
  add ("/servers-page/keeps-the-focus-on-its-button", test_keeps_focus);
  add ("/servers-page/shows-the-whole-log", test_whole_log);
  add ("/servers-page/port-is-taken", test_port_is_taken);
  add ("/servers-page/removes-and-restores", test_removes_and_restores);
  add ("/servers-page/is-empty", test_is_empty);
  add ("/servers-page/adds", test_adds);
  add ("/servers-page/edits", test_edits);
  add ("/servers-page/faults", test_faults);
  add ("/servers-page/limits-of-a-fault", test_fault_limits);
  add ("/servers-page/asks-before-serving-everything", test_asks_before_everything);
  add ("/servers-page/offers-what-was-running", test_offers_again);
  add ("/servers-page/on-the-network", test_on_the_network);
  add ("/servers-page/proxy", test_proxy);
  add ("/servers-page/how-to-trust-it", test_how_to_trust);
  add ("/servers-page/fits-into-360-pixels", test_fits);
  return g_test_run ();
}
