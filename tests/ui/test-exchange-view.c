/* The exchange view: every template, every state, every pane, what its buttons ask for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-examples.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-compare-view.h"
#include "ui/rt-exchange-head.h"
#include "ui/rt-exchange-panes.h"
#include "ui/rt-exchange-view.h"
#include "ui/rt-pane-switcher.h"
#include "ui/rt-raw-view.h"
#include "ui/rt-status-pill.h"
#include "ui/rt-text-pane.h"

#include "core/wire/rt-error.h"

#include <adwaita.h>
#include <string.h>

static const char *const panes[]
    = { "body", "fields", "hops", "timing", "security", "raw" };

typedef struct
{
  GtkWidget *window;
  RtExchangeView *view;
  RtExchangePanes *panes;
  RtExchangeHead *head;
} Fixture;

static void
set_up (Fixture *self, int width)
{
  self->window = gtk_window_new ();
  self->view = RT_EXCHANGE_VIEW (rt_exchange_view_new ());
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 640);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->view));
  gtk_window_present (GTK_WINDOW (self->window));
  self->panes = RT_EXCHANGE_PANES (
      rt_test_find_type (GTK_WIDGET (self->view), RT_TYPE_EXCHANGE_PANES));
  self->head = RT_EXCHANGE_HEAD (
      rt_test_find_type (GTK_WIDGET (self->view), RT_TYPE_EXCHANGE_HEAD));
  rt_test_wait_until (NULL, gtk_widget_get_mapped (GTK_WIDGET (self->view)));
}

static void
tear_down (Fixture *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

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

static const char *
get_sentence (Fixture *self)
{
  return rt_test_get_label (GTK_WIDGET (self->head), "sentence");
}

/* The name of the view in sight. */
static const char *
get_visible (Fixture *self)
{
  GtkWidget *content = rt_test_find (GTK_WIDGET (self->panes), "content");
  GtkWidget *stack = rt_test_find (content, "panes");

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

static void
test_shows_every_example (void)
{
  Fixture self;

  set_up (&self, 900);
  for (guint i = 0; rt_example_names ()[i] != NULL; i++)
    {
      g_autoptr (RtExchange) exchange = rt_example_new (rt_example_names ()[i]);

      rt_exchange_view_set_exchange (self.view, exchange);
      for (guint p = 0; p < G_N_ELEMENTS (panes); p++)
        {
          rt_exchange_panes_set_visible (self.panes, panes[p]);
          run_pending ();
          g_assert_cmpstr (get_visible (&self), ==, panes[p]);
        }
    }
  rt_exchange_view_set_exchange (self.view, NULL);
  tear_down (&self);
}

static void
test_follows_the_state (void)
{
  Fixture self;
  g_autoptr (RtExchange) exchange
      = rt_example_in_state ("https://www.example.org/", RT_EXCHANGE_RESOLVING);

  set_up (&self, 900);
  rt_exchange_view_set_exchange (self.view, exchange);
  g_assert_cmpstr (get_sentence (&self), ==, "Looking up www.example.org…");
  rt_exchange_set_state (exchange, RT_EXCHANGE_WAITING);
  rt_test_wait_until (NULL,
                      g_str_equal (get_sentence (&self), "Waiting for the answer…"));
  tear_down (&self);
}

/* What nobody sees is not drawn; it is there when the view is seen again. */
static void
test_rests_while_hidden (void)
{
  Fixture self;
  g_autoptr (RtExchange) exchange
      = rt_example_in_state ("https://www.example.org/", RT_EXCHANGE_RESOLVING);

  set_up (&self, 900);
  rt_exchange_view_set_exchange (self.view, exchange);
  gtk_widget_hide (GTK_WIDGET (self.view));
  rt_exchange_set_state (exchange, RT_EXCHANGE_WAITING);
  rt_exchange_updated (exchange);
  run_pending ();
  g_assert_cmpstr (get_sentence (&self), ==, "Looking up www.example.org…");
  gtk_widget_show (GTK_WIDGET (self.view));
  rt_test_wait_until (NULL,
                      g_str_equal (get_sentence (&self), "Waiting for the answer…"));
  tear_down (&self);
}

static void
on_send (RtExchangeView *view, RtRequest *request, RtRequest **sent)
{
  *sent = rt_request_ref (request);
}

static RtRequest *
press_action (RtExchange *exchange)
{
  Fixture self;
  RtRequest *sent = NULL;

  set_up (&self, 900);
  g_signal_connect (self.view, "send", G_CALLBACK (on_send), &sent);
  rt_exchange_view_set_exchange (self.view, exchange);
  g_signal_emit_by_name (rt_test_find (GTK_WIDGET (self.head), "button"), "clicked");
  tear_down (&self);
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

typedef struct
{
  char *host;
  guint port;
  gboolean has_end;
} Trust;

static void
on_trust (RtExchangeView *view,
          const char *host,
          guint port,
          const char *sha256,
          GDateTime *until,
          Trust *trust)
{
  g_assert_cmpuint (strlen (sha256), ==, 64);
  g_free (trust->host);
  trust->host = g_strdup (host);
  trust->port = port;
  trust->has_end = until != NULL;
}

static GtkWidget *
find_security (Fixture *self)
{
  return rt_test_find_type (GTK_WIDGET (self->view), g_type_from_name ("RtSecurityView"));
}

/* Where the button of @exchange leads; @trust is told what is trusted there. */
static GtkWidget *
open_security (Fixture *self, RtExchange *exchange, Trust *trust)
{
  set_up (self, 900);
  g_signal_connect (self->view, "trust", G_CALLBACK (on_trust), trust);
  rt_exchange_view_set_exchange (self->view, exchange);
  g_signal_emit_by_name (rt_test_find (GTK_WIDGET (self->head), "button"), "clicked");
  g_assert_cmpstr (get_visible (self), ==, "security");
  return find_security (self);
}

static void
test_trusts_by_hand (void)
{
  Fixture self;
  Trust trust = { .has_end = TRUE };
  g_autoptr (RtExchange) exchange = rt_example_new ("certificate");
  GtkWidget *security = open_security (&self, exchange, &trust);

  gtk_widget_activate_action (security, "security.trust", "i", 0);
  g_assert_cmpstr (trust.host, ==, "www.example.org");
  g_assert_cmpuint (trust.port, ==, 443);
  g_assert_false (trust.has_end);
  gtk_widget_activate_action (security, "security.trust", "i", 30);
  g_assert_true (trust.has_end);
  g_free (trust.host);
  tear_down (&self);
}

/* Nothing was said to the site: the certificate, and the trust, are the proxy's. */
static void
test_trusts_a_proxy (void)
{
  Fixture self;
  Trust trust = { .has_end = TRUE };
  g_autoptr (RtExchange) exchange = rt_example_new ("proxy-certificate");
  GtkWidget *security = open_security (&self, exchange, &trust);

  g_assert_nonnull (
      strstr (gtk_label_get_label (GTK_LABEL (rt_test_find (security, "summary"))),
              "of the proxy https://proxy.test:3129"));
  g_assert_true (gtk_widget_get_visible (rt_test_find (security, "decision")));
  gtk_widget_activate_action (security, "security.trust", "i", 30);
  g_assert_cmpstr (trust.host, ==, "https://proxy.test:3129");
  g_assert_cmpuint (trust.port, ==, 3129);
  g_assert_true (trust.has_end);
  g_free (trust.host);
  tear_down (&self);
}

/* Its only flaw is that the system does not know its authority, which the user does. */
static void
test_own_server (void)
{
  Fixture self;
  g_autoptr (RtExchange) exchange = rt_example_new ("page");
  RtHop *hop = rt_exchange_get_last_hop (exchange);
  RtTlsInfo *tls = rt_hop_get_report (hop)->tls;
  GtkWidget *security;

  tls->errors = G_TLS_CERTIFICATE_UNKNOWN_CA;
  tls->grounds = RT_TLS_GROUNDS_OWN_SERVER;
  set_up (&self, 900);
  rt_exchange_view_set_exchange (self.view, exchange);
  rt_exchange_panes_set_visible (self.panes, "security");
  security = find_security (&self);
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (rt_test_find (security, "icon"))),
                   ==, "channel-secure-symbolic");
  g_assert_false (gtk_widget_get_visible (rt_test_find (security, "errors")));
  tear_down (&self);
}

static void
test_chooses_a_hop (void)
{
  Fixture self;
  g_autoptr (RtExchange) exchange = rt_example_new ("page");
  GtkWidget *list;
  GtkWidget *raw;
  g_autofree char *text = NULL;

  set_up (&self, 900);
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
  tear_down (&self);
}

/* What was said to the proxy stands apart from what was said to the site. */
static void
test_shows_the_tunnel (void)
{
  Fixture self;
  g_autoptr (RtExchange) exchange = rt_example_new ("tunnel");
  g_autoptr (RtExchange) direct = rt_example_new ("json");
  GtkWidget *raw, *connect;
  g_autofree char *text = NULL;

  set_up (&self, 900);
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
  tear_down (&self);
}

static void
test_switches_narrow (void)
{
  Fixture self;
  g_autoptr (RtExchange) exchange = rt_example_new ("tunnel");
  GtkWidget *switcher;

  set_up (&self, 360);
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
  tear_down (&self);
}

static void
test_offers_a_comparison (void)
{
  Fixture self;
  g_autoptr (RtExchange) exchange = rt_example_new ("page");
  g_autoptr (RtExchange) previous = rt_example_new ("missing");
  g_autofree char *text = NULL;
  GtkWidget *compare;
  GtkWidget *pane;

  set_up (&self, 900);
  rt_exchange_view_set_exchange (self.view, exchange);
  rt_exchange_view_set_previous (self.view, previous);
  rt_exchange_panes_set_visible (self.panes, "compare");
  g_assert_cmpstr (get_visible (&self), ==, "compare");
  compare = rt_test_find_type (GTK_WIDGET (self.view), RT_TYPE_COMPARE_VIEW);
  g_assert_true (
      g_str_has_prefix (rt_test_get_label (compare, "summary"), "16 differences since "));
  pane = rt_test_find_type (compare, RT_TYPE_TEXT_PANE);
  rt_test_wait_until (NULL, (g_free (text), text = rt_test_dup_text (pane),
                             strstr (text, "\n-<h1>Nothing here</h1>\n") != NULL));
  rt_exchange_view_set_previous (self.view, NULL);
  g_assert_cmpstr (get_visible (&self), !=, "compare");
  tear_down (&self);
}

/* One batch of news, one drawing. */
static void
test_refreshes_once (void)
{
  Fixture self;
  guint count = 0;
  g_autoptr (RtExchange) exchange
      = rt_example_in_state ("https://www.example.org/", RT_EXCHANGE_RESOLVING);
  GtkWidget *label;

  set_up (&self, 900);
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
  tear_down (&self);
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
  g_test_add_func ("/exchange-view/trusts-by-hand", test_trusts_by_hand);
  g_test_add_func ("/exchange-view/shows-the-hop-that-was-chosen", test_chooses_a_hop);
  g_test_add_func ("/exchange-view/shows-the-tunnel", test_shows_the_tunnel);
  g_test_add_func ("/exchange-view/fits-into-360-pixels", test_switches_narrow);
  g_test_add_func ("/exchange-view/offers-a-comparison", test_offers_a_comparison);
  g_test_add_func ("/security-view/trusts-a-proxy", test_trusts_a_proxy);
  g_test_add_func ("/security-view/knows-a-server-of-ones-own", test_own_server);
  return g_test_run ();
}
