/* The security view: what is trusted by hand, and what needs no trust. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-examples.h"
#include "tests/ui/rt-test-exchange-view.h"
#include "tests/ui/rt-test-widget.h"

#include <adwaita.h>
#include <string.h>

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
find_security (RtTestExchangeView *self)
{
  return rt_test_find_type (GTK_WIDGET (self->view), g_type_from_name ("RtSecurityView"));
}

/* Where the button of @exchange leads; @trust is told what is trusted there. */
static GtkWidget *
open_security (RtTestExchangeView *self, RtExchange *exchange, Trust *trust)
{
  rt_test_exchange_view_set_up (self, 900);
  g_signal_connect (self->view, "trust", G_CALLBACK (on_trust), trust);
  rt_exchange_view_set_exchange (self->view, exchange);
  g_signal_emit_by_name (rt_test_find (GTK_WIDGET (self->head), "button"), "clicked");
  g_assert_cmpstr (rt_test_exchange_view_get_visible (self), ==, "security");
  return find_security (self);
}

static void
test_trusts_by_hand (void)
{
  RtTestExchangeView self;
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
  rt_test_exchange_view_tear_down (&self);
}

/* Nothing was said to the site: the certificate, and the trust, are the proxy's. */
static void
test_trusts_a_proxy (void)
{
  RtTestExchangeView self;
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
  rt_test_exchange_view_tear_down (&self);
}

/* Its only flaw is that the system does not know its authority, which the user does. */
static void
test_own_server (void)
{
  RtTestExchangeView self;
  g_autoptr (RtExchange) exchange = rt_example_new ("page");
  RtHop *hop = rt_exchange_get_last_hop (exchange);
  RtTlsInfo *tls = rt_hop_get_report (hop)->tls;
  GtkWidget *security;

  tls->errors = G_TLS_CERTIFICATE_UNKNOWN_CA;
  tls->grounds = RT_TLS_GROUNDS_OWN_SERVER;
  rt_test_exchange_view_set_up (&self, 900);
  rt_exchange_view_set_exchange (self.view, exchange);
  rt_exchange_panes_set_visible (self.panes, "security");
  security = find_security (&self);
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (rt_test_find (security, "icon"))),
                   ==, "channel-secure-symbolic");
  g_assert_false (gtk_widget_get_visible (rt_test_find (security, "errors")));
  rt_test_exchange_view_tear_down (&self);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/security-view/trusts-by-hand", test_trusts_by_hand);
  g_test_add_func ("/security-view/trusts-a-proxy", test_trusts_a_proxy);
  g_test_add_func ("/security-view/knows-a-server-of-ones-own", test_own_server);
  return g_test_run ();
}
