/* The Download page, from the address to the answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-certificates.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "tests/ui/rt-test-window.h"
#include "ui/rt-exchange-panes-private.h"
#include "ui/rt-exchange-view.h"

#include <string.h>

static void
test_sends (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_window_hello);
  RtExchange *exchange;
  GtkWidget *view;

  rt_test_window_fill_in (fixture, server, "/");
  exchange = rt_test_window_send (fixture);
  g_assert_cmpint (rt_exchange_get_state (exchange), ==, RT_EXCHANGE_DONE);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);
  view = rt_test_find_type (fixture->window, RT_TYPE_EXCHANGE_VIEW);
  g_assert_true (
      rt_exchange_panes_get_exchange (RT_EXCHANGE_PANES (rt_test_find (view, "panes")))
      == exchange);
  g_assert_true (rt_body_can_save (rt_exchange_get_body (exchange)));
  g_assert_cmpuint (g_list_model_get_n_items (rt_address_history_get_addresses (
                        rt_workbench_get_history (fixture->workbench))),
                    ==, 1);
}

/* What is offered again, and kept in a file, is the address alone. */
static void
test_remembers_no_login (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_window_hello);
  RtAddressHistory *history = rt_workbench_get_history (fixture->workbench);
  g_autofree char *address = rt_replay_build_address (server, "/");
  g_autofree char *with_login
      = g_strconcat ("http://alice:sesame@", address + strlen ("http://"), NULL);
  g_autofree char *received = NULL;
  g_auto (GStrv) remembered = NULL;

  gtk_editable_set_text (fixture->address, with_login);
  rt_test_window_send (fixture);
  received = rt_replay_dup_text (server, 0);
  g_assert_nonnull (strstr (received, "\r\nAuthorization: Basic "));
  remembered = rt_address_history_complete (history, "", 9);
  g_assert_cmpuint (g_strv_length (remembered), ==, 1);
  g_assert_cmpstr (remembered[0], ==, address);
}

static gboolean
offers_comparison (RtTestWindow *fixture)
{
  GtkWidget *panes = rt_test_find_type (fixture->window, RT_TYPE_EXCHANGE_PANES);
  GtkStack *stack = GTK_STACK (rt_test_find (rt_test_find (panes, "content"), "panes"));

  return gtk_stack_page_get_visible (
      gtk_stack_get_page (stack, gtk_stack_get_child_by_name (stack, "compare")));
}

static void
test_sends_again (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_window_hello);
  RtExchange *first;
  RtExchange *second;

  rt_replay_add_script (server, rt_test_window_hello);
  rt_test_window_fill_in (fixture, server, "/");
  first = rt_test_window_send (fixture);
  g_assert_false (offers_comparison (fixture));
  gtk_widget_activate_action (fixture->window, "win.send-again", NULL);
  rt_test_wait_until (NULL, !rt_page_get_busy (fixture->page));
  second = rt_page_get_exchange (fixture->page);
  g_assert_true (first != second);
  g_assert_cmpint (rt_exchange_get_state (second), ==, RT_EXCHANGE_DONE);
  rt_test_wait_until (NULL, offers_comparison (fixture));
}

/* Newer GTK has it called by the label in it, which shows no mark of a mnemonic. */
static void
assert_called (gpointer button, const char *name)
{
  if (!gtk_test_accessible_has_relation (button, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

/* As a browser asks before a form is sent again. */
static void
test_asks_before_it_posts_again (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_window_hello);
  g_autofree char *address = rt_replay_build_address (server, "/");
  g_autoptr (RtRequest) request = rt_request_new ("POST", address, NULL);
  RtExchange *first;

  rt_replay_add_script (server, rt_test_window_hello);
  rt_page_send (fixture->page, request);
  rt_test_wait_until (NULL, !rt_page_get_busy (fixture->page));
  first = rt_page_get_exchange (fixture->page);
  gtk_widget_activate_action (fixture->window, "win.send-again", NULL);
  rt_test_answer ("Cancel");
  g_assert_true (rt_page_get_exchange (fixture->page) == first);
  rt_test_wait_until (NULL, rt_test_find_question () == NULL);

  gtk_widget_activate_action (fixture->window, "win.send-again", NULL);
  rt_test_answer ("Send Again");
  rt_test_wait_until (NULL, !rt_page_get_busy (fixture->page));
  g_assert_true (rt_page_get_exchange (fixture->page) != first);
}

static void
check_stop (RtTestWindow *fixture, void (*stop) (RtTestWindow *))
{
  static const RtReplayStep silent[] = { RT_REPLAY_READ, RT_REPLAY_GATE, RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (silent);
  RtExchange *exchange;

  rt_test_window_fill_in (fixture, server, "/");
  g_signal_emit_by_name (fixture->send, "clicked");
  exchange = rt_page_get_exchange (fixture->page);
  rt_test_wait_until (NULL, rt_exchange_get_state (exchange) == RT_EXCHANGE_WAITING);
  g_assert_cmpstr (gtk_button_get_label (fixture->send), ==, "_Stop");
  assert_called (fixture->send, "Stop");

  stop (fixture);
  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  g_assert_cmpint (rt_exchange_get_state (exchange), ==, RT_EXCHANGE_CANCELLED);
  g_assert_cmpstr (gtk_button_get_label (fixture->send), ==, "_Send");
  assert_called (fixture->send, "Send");
  rt_replay_open_gate (server);
}

static void
press_send (RtTestWindow *fixture)
{
  g_signal_emit_by_name (fixture->send, "clicked");
}

static void
activate_stop (RtTestWindow *fixture)
{
  gtk_widget_activate_action (fixture->window, "win.stop", NULL);
}

static void
test_stops_by_button (RtTestWindow *fixture, gconstpointer data)
{
  check_stop (fixture, press_send);
}

static void
test_stops_by_action (RtTestWindow *fixture, gconstpointer data)
{
  check_stop (fixture, activate_stop);
}

static void
test_sends_what_is_set (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_window_hello);
  g_autofree char *received = NULL;
  GtkDropDown *method = GTK_DROP_DOWN (rt_test_find (fixture->window, "method"));
  GtkWidget *body = rt_test_find (fixture->window, "body");
  GtkDropDown *source = GTK_DROP_DOWN (rt_test_find (body, "source"));
  GtkTextView *text = GTK_TEXT_VIEW (rt_test_find (body, "text"));

  rt_test_window_fill_in (fixture, server, "/path?x=1");
  gtk_drop_down_set_selected (method, 2);
  gtk_drop_down_set_selected (source, 1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (text), "{\"a\": 1}", -1);
  gtk_widget_activate_action (body, "body.type", "s", "application/json");
  rt_test_window_send (fixture);

  received = rt_replay_dup_text (server, 0);
  g_assert_true (g_str_has_prefix (received, "POST /path?x=1 HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (received, "\r\nContent-Type: application/json\r\n"));
  g_assert_true (g_str_has_suffix (received, "\r\n\r\n{\"a\": 1}"));

  /* A body is for methods that have one. */
  rt_replay_add_script (server, rt_test_window_hello);
  gtk_drop_down_set_selected (method, 0);
  rt_test_window_send (fixture);
  g_assert_null (rt_request_get_body (
      rt_exchange_get_request (rt_page_get_exchange (fixture->page))));
}

static void
test_other_method (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_window_hello);
  g_autofree char *received = NULL;
  GtkWidget *other = rt_test_find (fixture->window, "other_method");

  rt_test_window_fill_in (fixture, server, "/");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rt_test_find (fixture->window, "method")),
                              7);
  g_assert_true (gtk_widget_get_visible (other));
  gtk_editable_set_text (GTK_EDITABLE (other), "BAD METHOD");
  g_signal_emit_by_name (fixture->send, "clicked");
  g_assert_null (rt_page_get_exchange (fixture->page));

  gtk_editable_set_text (GTK_EDITABLE (other), "PROPFIND");
  rt_test_window_send (fixture);
  received = rt_replay_dup_text (server, 0);
  g_assert_true (g_str_has_prefix (received, "PROPFIND / HTTP/1.1\r\n"));
}

static void
test_command (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_window_hello);
  g_autofree char *address = rt_replay_build_address (server, "/");
  g_autofree char *command
      = g_strdup_printf ("curl %s -X PUT -H 'X-One: 1' --data-raw 'a b'", address);
  g_autofree char *received = NULL;
  int position = 0;

  gtk_editable_insert_text (gtk_editable_get_delegate (fixture->address), command, -1,
                            &position);
  g_assert_cmpstr (gtk_editable_get_text (fixture->address), ==, address);
  rt_test_window_send (fixture);
  received = rt_replay_dup_text (server, 0);
  g_assert_true (g_str_has_prefix (received, "PUT / HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (received, "\r\nX-One: 1\r\n"));
  g_assert_true (g_str_has_suffix (received, "\r\n\r\na b"));
}

/* Letter by letter it is no paste; Enter fills the page in, and sends nothing yet. */
static void
test_typed_command (RtTestWindow *fixture, gconstpointer data)
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

/* Refused, then trusted for this host and port: the request is sent again by itself. */
static void
test_trusts (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtTestCertificates) made = rt_test_certificates_new ();
  GTlsCertificate *certificate = made->certificates[RT_TEST_SELF_SIGNED];
  g_autoptr (RtReplay) server
      = rt_replay_new_full (rt_test_window_hello, FALSE, certificate);
  g_autofree char *sha256 = rt_certificate_fingerprint (certificate);
  RtExchange *exchange;

  rt_replay_add_script (server, rt_test_window_hello);
  rt_test_window_fill_in (fixture, server, "/");
  exchange = rt_test_window_send (fixture);
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
test_divider (RtTestWindow *fixture, gconstpointer data)
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
assert_fits (RtTestWindow *fixture, const char *font)
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
test_fits (RtTestWindow *fixture, gconstpointer data)
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

int
main (int argc, char *argv[])
{
  static const RtTestWindowCase tests[] = {
    { "/download-page/sends", test_sends },
    { "/download-page/remembers-no-login", test_remembers_no_login },
    { "/download-page/sends-again-and-compares", test_sends_again },
    { "/download-page/asks-before-it-posts-again", test_asks_before_it_posts_again },
    { "/download-page/stops/by-button", test_stops_by_button },
    { "/download-page/stops/by-action", test_stops_by_action },
    { "/download-page/sends-what-is-set", test_sends_what_is_set },
    { "/download-page/sends-another-method", test_other_method },
    { "/download-page/takes-a-curl-command", test_command },
    { "/download-page/takes-a-typed-curl-command", test_typed_command },
    { "/download-page/trusts-a-certificate", test_trusts },
    { "/download-page/keeps-the-divider", test_divider },
    { "/download-page/fits-into-360-pixels", test_fits },
  };

  return rt_test_window_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
