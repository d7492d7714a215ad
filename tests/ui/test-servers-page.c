/* The Servers page, with real servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-servers-page.h"
#include "tests/ui/rt-test-toasts.h"
#include "tests/ui/rt-test-widget.h"

typedef RtTestServersPage Fixture;

static void
test_opens (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (rt_test_servers_page_count_cards (fixture), >, 2);
  g_assert_cmpstr (
      rt_test_get_label (rt_test_servers_page_get_card (fixture, 0), "title"), ==,
      "Hello");
  gtk_test_accessible_assert_property (
      rt_test_find (rt_test_servers_page_get_card (fixture, 0), "toggle"),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Start Hello");
  g_assert_false (rt_page_can_send (RT_PAGE (fixture->page)));
  g_assert_false (gtk_widget_get_visible (rt_test_find (fixture->page, "bottom")));
  rt_page_focus_address (RT_PAGE (fixture->page));
  g_assert_true (gtk_window_get_focus (fixture->window)
                 == rt_test_find (rt_test_servers_page_get_card (fixture, 0), "toggle"));
}

static void
test_removes_and_restores (Fixture *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_servers_page_get_server (fixture, 1);
  guint n = rt_test_servers_page_count_cards (fixture);

  gtk_widget_activate_action (rt_test_servers_page_get_card (fixture, 1), "card.remove",
                              NULL);
  g_assert_cmpuint (rt_test_servers_page_count_cards (fixture), ==, n - 1);
  rt_test_toasts_undo (fixture->toasts);
  g_assert_cmpuint (rt_test_servers_page_count_cards (fixture), ==, n);
  g_assert_true (rt_test_servers_page_get_server (fixture, 1) == server);
  /* There is nothing more to put back. */
  rt_test_toasts_undo (fixture->toasts);
  g_assert_cmpuint (rt_test_servers_page_count_cards (fixture), ==, n);
}

static void
test_is_empty (Fixture *fixture, gconstpointer data)
{
  GtkStack *stack = GTK_STACK (rt_test_find (fixture->page, "stack"));

  while (rt_test_servers_page_count_cards (fixture) > 0)
    gtk_widget_activate_action (rt_test_servers_page_get_card (fixture, 0), "card.remove",
                                NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  rt_page_focus_address (RT_PAGE (fixture->page));
  rt_test_servers_page_close (fixture);
  rt_test_servers_page_open (fixture);
  g_assert_cmpuint (rt_test_servers_page_count_cards (fixture), ==, 0);
}

static void
test_offers_again (Fixture *fixture, gconstpointer data)
{
  GtkInfoBar *offer = GTK_INFO_BAR (rt_test_find (fixture->page, "offer"));

  g_assert_false (gtk_info_bar_get_revealed (offer));
  rt_test_servers_page_set_port (fixture, 0, 0);
  rt_test_servers_page_start (fixture, 0);
  rt_test_servers_page_close (fixture);
  rt_test_servers_page_open (fixture);
  offer = GTK_INFO_BAR (rt_test_find (fixture->page, "offer"));
  g_assert_true (gtk_info_bar_get_revealed (offer));
  g_assert_cmpint (
      rt_rack_server_get_state (rt_test_servers_page_get_server (fixture, 0)), ==,
      RT_SERVER_STOPPED);
  rt_test_click (fixture->page, "start_again");
  rt_test_servers_page_wait_for (fixture, 0, RT_SERVER_RUNNING);
  g_assert_false (gtk_info_bar_get_revealed (offer));

  rt_test_servers_page_close (fixture);
  rt_test_servers_page_open (fixture);
  offer = GTK_INFO_BAR (rt_test_find (fixture->page, "offer"));
  g_assert_true (gtk_info_bar_get_revealed (offer));
  gtk_info_bar_response (offer, GTK_RESPONSE_CLOSE);
  g_assert_false (gtk_info_bar_get_revealed (offer));
  rt_test_servers_page_close (fixture);
  rt_test_servers_page_open (fixture);
  g_assert_false (
      gtk_info_bar_get_revealed (GTK_INFO_BAR (rt_test_find (fixture->page, "offer"))));
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
  rt_test_servers_page_set_port (fixture, 0, 0);
  rt_test_servers_page_start (fixture, 0);
  rt_test_servers_page_ask (fixture, 0);
  rt_test_servers_page_set_port (fixture, 1, rt_test_servers_page_get_port (fixture, 0));
  rt_test_click (rt_test_servers_page_get_card (fixture, 1), "toggle");
  rt_test_servers_page_wait_for (fixture, 1, RT_SERVER_FAILED);
  assert_fits (fixture->page);
  gtk_widget_activate_action (fixture->page, "servers.add", "s", "files");
  assert_fits (rt_test_servers_page_get_editor (fixture));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rt_test_servers_page_add_test ("/servers-page/opens-with-a-card-for-each", test_opens);
  rt_test_servers_page_add_test ("/servers-page/removes-and-restores",
                                 test_removes_and_restores);
  rt_test_servers_page_add_test ("/servers-page/is-empty", test_is_empty);
  rt_test_servers_page_add_test ("/servers-page/offers-what-was-running",
                                 test_offers_again);
  rt_test_servers_page_add_test ("/servers-page/fits-into-360-pixels", test_fits);
  return g_test_run ();
}
