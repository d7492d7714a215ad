/* The exchange view: every template, every state, every pane, what its buttons ask for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-examples.h"
#include "tests/ui/rt-test-exchange-view.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-compare-view.h"
#include "ui/rt-pane-switcher.h"
#include "ui/rt-raw-view.h"
#include "ui/rt-status-pill.h"
#include "ui/rt-text-pane.h"

#include "core/wire/rt-error.h"

#include <adwaita.h>
#include <string.h>

static const char *const panes[]
    = { "body", "fields", "hops", "timing", "security", "raw" };

static void
run_pending (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
on_counted (guint *count)
{
  ++*count;
}

static void
test_shows_every_example (void)
{
  RtTestExchangeView self;

  rt_test_exchange_view_set_up (&self, 900);
  for (guint i = 0; rt_example_names ()[i] != NULL; i++)
    {
      g_autoptr (RtExchange) exchange = rt_example_new (rt_example_names ()[i]);

      rt_exchange_view_set_exchange (self.view, exchange);
      for (guint p = 0; p < G_N_ELEMENTS (panes); p++)
        {
          rt_exchange_panes_set_visible (self.panes, panes[p]);
          run_pending ();
          g_assert_cmpstr (rt_test_exchange_view_get_visible (&self), ==, panes[p]);
        }
    }
  rt_exchange_view_set_exchange (self.view, NULL);
  rt_test_exchange_view_tear_down (&self);
}

static void
test_follows_the_state (void)
{
  RtTestExchangeView self;
  g_autoptr (RtExchange) exchange
      = rt_example_in_state ("https://www.example.org/", RT_EXCHANGE_RESOLVING);

  rt_test_exchange_view_set_up (&self, 900);
  rt_exchange_view_set_exchange (self.view, exchange);
  g_assert_cmpstr (rt_test_exchange_view_get_sentence (&self), ==,
                   "Looking up www.example.org…");
  rt_exchange_set_state (exchange, RT_EXCHANGE_WAITING);
  rt_test_wait_until (NULL, g_str_equal (rt_test_exchange_view_get_sentence (&self),
                                         "Waiting for the answer…"));
  rt_test_exchange_view_tear_down (&self);
}

/* What nobody sees is not drawn; it is there when the view is seen again. */
static void
test_rests_while_hidden (void)
{
  RtTestExchangeView self;
  g_autoptr (RtExchange) exchange
      = rt_example_in_state ("https://www.example.org/", RT_EXCHANGE_RESOLVING);

  rt_test_exchange_view_set_up (&self, 900);
  rt_exchange_view_set_exchange (self.view, exchange);
  gtk_widget_hide (GTK_WIDGET (self.view));
  rt_exchange_set_state (exchange, RT_EXCHANGE_WAITING);
  rt_exchange_updated (exchange);
  run_pending ();
  g_assert_cmpstr (rt_test_exchange_view_get_sentence (&self), ==,
                   "Looking up www.example.org…");
  gtk_widget_show (GTK_WIDGET (self.view));
  rt_test_wait_until (NULL, g_str_equal (rt_test_exchange_view_get_sentence (&self),
                                         "Waiting for the answer…"));
  rt_test_exchange_view_tear_down (&self);
}

static void
on_send (RtExchangeView *view, RtRequest *request, RtRequest **sent)
{
  *sent = rt_request_ref (request);
}

static RtRequest *
press_action (RtExchange *exchange)
{
  RtTestExchangeView self;
  RtRequest *sent = NULL;

  rt_test_exchange_view_set_up (&self, 900);
  g_signal_connect (self.view, "send", G_CALLBACK (on_send), &sent);
  rt_exchange_view_set_exchange (self.view, exchange);
  g_signal_emit_by_name (rt_test_find (GTK_WIDGET (self.head), "button"), "clicked");
  rt_test_exchange_view_tear_down (&self);
  return sent;
}

static void
test_sends_again (void)
{
  g_autoptr (RtExchange) exchange = rt_example_new ("refused");
  g_autoptr (RtRequest) sent = press_action (exchange);

  g_assert_true (sent == rt_exchange_get_request (exchange));
}

static void
test_follows_a_redirect (void)
{
  g_autoptr (RtExchange) exchange = rt_example_new ("downgrade");
  g_autoptr (RtRequest) sent = press_action (exchange);

  g_assert_true (sent == rt_exchange_get_next (exchange));
}

static void
test_lifts_the_bomb_guard (void)
{
  g_autoptr (RtExchange) exchange
      = rt_example_failure ("http://www.example.org/", RT_ERROR_BOMB);
  g_autoptr (RtRequest) sent = press_action (exchange);

  g_assert_true (rt_request_get_options (sent)->flags & RT_REQUEST_ALLOW_BOMB);
}

static void
test_chooses_a_hop (void)
{
  RtTestExchangeView self;
  g_autoptr (RtExchange) exchange = rt_example_new ("page");
  GtkWidget *list;
  GtkWidget *raw;
  g_autofree char *text = NULL;

  rt_test_exchange_view_set_up (&self, 900);
  rt_exchange_view_set_exchange (self.view, exchange);
  rt_exchange_panes_set_visible (self.panes, "hops");
  list = rt_test_find_type (
      rt_test_find_type (GTK_WIDGET (self.view), g_type_from_name ("RtHopsView")),
      GTK_TYPE_LIST_BOX);
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  g_assert_cmpstr (
      rt_test_get_label (
          GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1)), "dropped"),
      ==, "Left out, because this is another site: Authorization.");
  gtk_list_box_select_row (GTK_LIST_BOX (list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  rt_exchange_panes_set_visible (self.panes, "raw");
  raw = rt_test_find_type (GTK_WIDGET (self.view), RT_TYPE_RAW_VIEW);
  rt_test_wait_until (
      NULL, (g_free (text), text = rt_test_dup_text (raw),
             g_str_has_prefix (text, "HTTP/1.1 301 Moved Permanently\\r\\n\n")));
  rt_test_exchange_view_tear_down (&self);
}

/* What was said to the proxy stands apart from what was said to the site. */
static void
test_shows_the_tunnel (void)
{
  RtTestExchangeView self;
  g_autoptr (RtExchange) exchange = rt_example_new ("tunnel");
  g_autoptr (RtExchange) direct = rt_example_new ("json");
  GtkWidget *raw, *connect;
  g_autofree char *text = NULL;

  rt_test_exchange_view_set_up (&self, 900);
  rt_exchange_view_set_exchange (self.view, exchange);
  rt_exchange_panes_set_visible (self.panes, "raw");
  raw = rt_test_find_type (GTK_WIDGET (self.view), RT_TYPE_RAW_VIEW);
  connect = rt_test_find (raw, "connect_button");
  g_assert_true (gtk_widget_get_visible (connect));
  rt_test_wait_until (NULL, (g_free (text), text = rt_test_dup_text (raw),
                             g_str_has_prefix (text, "HTTP/1.1 200 OK\\r\\n\n")));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (connect), TRUE);
  rt_test_wait_until (
      NULL,
      (g_free (text), text = rt_test_dup_text (raw),
       g_str_has_prefix (text, "HTTP/1.1 407 Proxy Authentication Required\\r\\n\n")));
  g_assert_nonnull (
      strstr (text, "\n\\r\\n\nHTTP/1.1 200 Connection established\\r\\n\n"));
  g_assert_null (strstr (text, "roundtrip"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (rt_test_find (raw, "received_button")),
                                FALSE);
  rt_exchange_view_set_exchange (self.view, direct);
  rt_test_wait_until (NULL, !gtk_widget_get_visible (connect));
  rt_test_wait_until (
      NULL, (g_free (text), text = rt_test_dup_text (raw),
             g_str_has_prefix (text, "GET /projects/roundtrip HTTP/1.1\\r\\n")));
  rt_test_exchange_view_tear_down (&self);
}

static void
test_switches_narrow (void)
{
  RtTestExchangeView self;
  g_autoptr (RtExchange) exchange = rt_example_new ("tunnel");
  GtkWidget *switcher;

  rt_test_exchange_view_set_up (&self, 360);
  rt_exchange_view_set_exchange (self.view, exchange);
  switcher = rt_test_find_type (GTK_WIDGET (self.view), RT_TYPE_PANE_SWITCHER);
  rt_test_wait_until (NULL, rt_pane_switcher_is_narrow (RT_PANE_SWITCHER (switcher)));
  for (guint p = 0; p < G_N_ELEMENTS (panes); p++)
    {
      int minimum;

      rt_exchange_panes_set_visible (self.panes, panes[p]);
      run_pending ();
      gtk_widget_measure (GTK_WIDGET (self.view), GTK_ORIENTATION_HORIZONTAL, -1,
                          &minimum, NULL, NULL, NULL);
      g_test_message ("%s needs %d", panes[p], minimum);
      g_assert_cmpint (minimum, <=, 360);
    }
  rt_test_exchange_view_tear_down (&self);
}

static void
test_offers_a_comparison (void)
{
  RtTestExchangeView self;
  g_autoptr (RtExchange) exchange = rt_example_new ("page");
  g_autoptr (RtExchange) previous = rt_example_new ("missing");
  g_autofree char *text = NULL;
  GtkWidget *compare;
  GtkWidget *pane;

  rt_test_exchange_view_set_up (&self, 900);
  rt_exchange_view_set_exchange (self.view, exchange);
  rt_exchange_view_set_previous (self.view, previous);
  rt_exchange_panes_set_visible (self.panes, "compare");
  g_assert_cmpstr (rt_test_exchange_view_get_visible (&self), ==, "compare");
  compare = rt_test_find_type (GTK_WIDGET (self.view), RT_TYPE_COMPARE_VIEW);
  g_assert_true (
      g_str_has_prefix (rt_test_get_label (compare, "summary"), "16 differences since "));
  pane = rt_test_find_type (compare, RT_TYPE_TEXT_PANE);
  rt_test_wait_until (NULL, (g_free (text), text = rt_test_dup_text (pane),
                             strstr (text, "\n-<h1>Nothing here</h1>\n") != NULL));
  rt_exchange_view_set_previous (self.view, NULL);
  g_assert_cmpstr (rt_test_exchange_view_get_visible (&self), !=, "compare");
  rt_test_exchange_view_tear_down (&self);
}

/* One batch of news, one drawing. */
static void
test_refreshes_once (void)
{
  RtTestExchangeView self;
  guint count = 0;
  g_autoptr (RtExchange) exchange
      = rt_example_in_state ("https://www.example.org/", RT_EXCHANGE_RESOLVING);
  GtkWidget *label;

  rt_test_exchange_view_set_up (&self, 900);
  rt_exchange_view_set_exchange (self.view, exchange);
  label = rt_test_find_type (GTK_WIDGET (self.head), RT_TYPE_STATUS_PILL);
  label = rt_test_find_type (label, GTK_TYPE_LABEL);
  g_signal_connect_swapped (label, "notify::label", G_CALLBACK (on_counted), &count);
  rt_exchange_set_state (exchange, RT_EXCHANGE_CONNECTING);
  rt_exchange_set_state (exchange, RT_EXCHANGE_HANDSHAKING);
  rt_exchange_updated (exchange);
  rt_exchange_set_state (exchange, RT_EXCHANGE_WAITING);
  rt_exchange_updated (exchange);
  g_assert_cmpuint (count, ==, 0);
  rt_test_wait_until (NULL, count > 0);
  run_pending ();
  g_assert_cmpuint (count, ==, 1);
  rt_test_exchange_view_tear_down (&self);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/exchange-view/shows-every-example", test_shows_every_example);
  g_test_add_func ("/exchange-view/follows-the-state", test_follows_the_state);
  g_test_add_func ("/exchange-view/rests-while-hidden", test_rests_while_hidden);
  g_test_add_func ("/exchange-view/refreshes-once-for-a-batch", test_refreshes_once);
  g_test_add_func ("/exchange-view/sends-again", test_sends_again);
  g_test_add_func ("/exchange-view/follows-a-redirect", test_follows_a_redirect);
  g_test_add_func ("/exchange-view/lifts-the-bomb-guard", test_lifts_the_bomb_guard);
  g_test_add_func ("/exchange-view/shows-the-hop-that-was-chosen", test_chooses_a_hop);
  g_test_add_func ("/exchange-view/shows-the-tunnel", test_shows_the_tunnel);
  g_test_add_func ("/exchange-view/fits-into-360-pixels", test_switches_narrow);
  g_test_add_func ("/exchange-view/offers-a-comparison", test_offers_a_comparison);
  return g_test_run ();
}
