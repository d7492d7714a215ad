/* What protects the connection, whether it can be trusted, and trusting it by hand. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-security-view.h"

#include "core/http/rt-uri.h"
#include "core/wire/rt-error-words.h"
#include "ui/rt-certificate-card.h"
#include "ui/rt-exchange-text.h"
#include "ui/rt-format.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define USUAL_TRUST_DAYS 30

struct _RtSecurityView
{
  GtkWidget parent_instance;

  RtHop *hop;     /* nullable */
  RtTlsInfo *tls; /* what is drawn, nullable */
  RtProxy *proxy; /* whose certificate it is; NULL: the site's */

  GtkWidget *scroller;
  GtkImage *icon;
  GtkLabel *summary;
  GtkLabel *details;
  GtkLabel *errors;
  GtkWidget *decision;
  GtkButton *go_back;
  AdwSplitButton *trust_until;
  GtkBox *chain;
};

enum
{
  TRUST,
  GO_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
trust (RtSecurityView *self, int days)
{
  GUri *uri = rt_request_get_uri (rt_hop_get_request (self->hop));
  const RtCertificate *leaf = g_ptr_array_index (self->tls->certificates, 0);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) until = days > 0 ? g_date_time_add_days (now, days) : NULL;

  if (self->proxy != NULL)
    g_signal_emit (self, signals[TRUST], 0, self->proxy->uri, (guint)self->proxy->port,
                   leaf->sha256, until);
  else
    g_signal_emit (self, signals[TRUST], 0, g_uri_get_host (uri),
                   (guint)rt_uri_get_port (uri), leaf->sha256, until);
}

static void
on_trust (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtSecurityView *self = RT_SECURITY_VIEW (widget);

  if (self->tls != NULL && self->tls->certificates->len > 0)
    trust (self, g_variant_get_int32 (parameter));
}

static void
on_go_back (RtSecurityView *self)
{
  g_signal_emit (self, signals[GO_BACK], 0);
}

static char *
dup_until (RtSecurityView *self, int days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) until = g_date_time_add_days (now, days);
  g_autofree char *date = rt_format_date (until);

  /* Translators: %s is a date. */
  return g_strdup_printf (self->proxy != NULL ? _ ("Trust This Proxy Until %s")
                                              : _ ("Trust This Host Until %s"),
                          date);
}

static void
fill_trust_menu (RtSecurityView *self)
{
  static const int choices[] = { 1, 7, 30, 90, 365 };
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *usual = dup_until (self, USUAL_TRUST_DAYS);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autofree char *label = dup_until (self, choices[i]);
      g_autofree char *action = g_strdup_printf ("security.trust(%d)", choices[i]);

      g_menu_append (menu, label, action);
    }
  adw_split_button_set_label (self->trust_until, usual);
  adw_split_button_set_menu_model (self->trust_until, G_MENU_MODEL (menu));
}

/* Of a server of one's own the only error is an authority that is unknown to the system,
 * and that one the user knows. */
static char *
dup_errors (const RtTlsInfo *tls)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (tls->grounds == RT_TLS_GROUNDS_OWN_SERVER)
    return g_strdup ("");
  for (guint bit = 1; bit <= G_TLS_CERTIFICATE_GENERIC_ERROR; bit <<= 1)
    {
      const char *line = tls->errors & bit
                             ? rt_tls_flag_to_sentence ((GTlsCertificateFlags)bit)
                             : NULL;

      if (line != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", _ (line));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
set_summary (RtSecurityView *self, const char *icon, const char *text)
{
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->summary, text);
}

static void
show_summary (RtSecurityView *self, const char *host)
{
  g_autofree char *text = NULL;
  const RtTlsInfo *tls = self->tls;

  if (self->proxy != NULL)
    /* Translators: the address of a proxy. */
    text = g_strdup_printf (_ ("The certificate of the proxy %s is not trusted. Nothing "
                               "was said to the site"),
                            self->proxy->uri);
  else if (tls->grounds == RT_TLS_GROUNDS_OWN_SERVER)
    text = g_strdup_printf (
        /* Translators: %s is the name of a host. */
        _ ("Encrypted; %s is a server of your own, whose authority you chose to trust"),
        host);
  else if (tls->grounds == RT_TLS_GROUNDS_PIN)
    /* Translators: %s is the name of a host. */
    text = g_strdup_printf (_ ("Encrypted; you chose to trust this certificate of %s"),
                            host);
  else if (tls->errors != 0)
    /* Translators: %s is the name of a host. */
    text = g_strdup_printf (_ ("The certificate of %s is not trusted"), host);
  else if (tls->version == NULL)
    /* Translators: %s is the name of a host. */
    text = g_strdup_printf (_ ("No secure connection to %s was agreed on"), host);
  else
    /* Translators: %s is the name of a host. */
    text = g_strdup_printf (_ ("Encrypted, and %s has proved its name"), host);
  set_summary (self,
               (tls->errors == 0 || tls->grounds == RT_TLS_GROUNDS_OWN_SERVER)
                       && tls->version != NULL
                   ? "channel-secure-symbolic"
                   : "channel-insecure-symbolic",
               text);
}

static void
show_chain (RtSecurityView *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chain))) != NULL)
    gtk_box_remove (self->chain, child);
  for (guint i = 0; self->tls != NULL && i < self->tls->certificates->len; i++)
    gtk_box_append (
        self->chain,
        rt_certificate_card_new (g_ptr_array_index (self->tls->certificates, i), i, now));
}

static void
show_tls (RtSecurityView *self, const char *host, gboolean refused)
{
  g_autofree char *errors = dup_errors (self->tls);
  g_autofree char *details = NULL;

  show_summary (self, host);
  if (self->tls->version != NULL && self->tls->cipher != NULL)
    details = g_strdup_printf ("%s · %s", self->tls->version, self->tls->cipher);
  gtk_label_set_label (self->details, details != NULL ? details : "");
  gtk_label_set_label (self->errors, errors);
  gtk_widget_set_visible (GTK_WIDGET (self->details), details != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->errors), errors[0] != '\0');
  gtk_widget_set_visible (self->decision, refused && self->tls->certificates->len > 0);
  if (refused)
    fill_trust_menu (self);
}

static void
show_plain (RtSecurityView *self, const char *host, gboolean http)
{
  g_autofree char *text = NULL;

  if (http)
    /* Translators: %s is the name of a host. */
    text = g_strdup_printf (
        _ ("Plain http: whoever is between here and %s can read and change it"), host);
  else
    text = g_strdup (_ ("There was no handshake yet"));
  set_summary (self, http ? "channel-insecure-symbolic" : "channel-secure-symbolic",
               text);
  gtk_widget_hide (GTK_WIDGET (self->details));
  gtk_widget_hide (GTK_WIDGET (self->errors));
  gtk_widget_hide (self->decision);
}

/* Nothing was said to the site then: what there is to see is the proxy's. */
static const RtProxyReport *
find_refused_proxy (RtExchange *exchange, RtHop *hop)
{
  const RtProxyReport *way = hop != NULL ? rt_hop_get_report (hop)->proxy : NULL;

  return way != NULL && way->tls != NULL && hop == rt_exchange_get_last_hop (exchange)
                 && g_error_matches (rt_exchange_get_error (exchange), RT_ERROR,
                                     RT_ERROR_PROXY_CERTIFICATE)
             ? way
             : NULL;
}

static void
rt_security_view_show (RtExchangePane *pane, RtExchange *exchange, RtHop *hop)
{
  RtSecurityView *self = RT_SECURITY_VIEW (pane);
  RtRequest *request
      = hop != NULL ? rt_hop_get_request (hop) : rt_exchange_get_request (exchange);
  g_autofree char *host = rt_request_dup_host_text (request);
  const GError *error = rt_exchange_get_error (exchange);
  const RtProxyReport *refused_proxy = find_refused_proxy (exchange, hop);
  RtTlsInfo *tls = refused_proxy != NULL ? refused_proxy->tls
                   : hop != NULL         ? rt_hop_get_report (hop)->tls
                                         : NULL;
  gboolean refused = refused_proxy != NULL
                     || (g_error_matches (error, RT_ERROR, RT_ERROR_CERTIFICATE)
                         && hop == rt_exchange_get_last_hop (exchange));
  gboolean same = tls != NULL && tls == self->tls;

  g_set_object (&self->hop, hop);
  g_clear_pointer (&self->proxy, rt_proxy_unref);
  if (refused_proxy != NULL)
    self->proxy = rt_proxy_ref (refused_proxy->proxy);
  if (!same)
    {
      g_clear_pointer (&self->tls, rt_tls_info_unref);
      self->tls = tls != NULL ? rt_tls_info_ref (tls) : NULL;
      show_chain (self);
    }
  if (self->tls != NULL)
    show_tls (self, host, refused);
  else
    show_plain (self, host,
                g_str_equal (g_uri_get_scheme (rt_request_get_uri (request)), "http"));
}

static void
rt_security_view_pane_init (RtExchangePaneInterface *iface)
{
  iface->show = rt_security_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtSecurityView,
                               rt_security_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RT_TYPE_EXCHANGE_PANE,
                                                      rt_security_view_pane_init))

static void
rt_security_view_dispose (GObject *object)
{
  RtSecurityView *self = RT_SECURITY_VIEW (object);

  g_clear_object (&self->hop);
  g_clear_pointer (&self->tls, rt_tls_info_unref);
  g_clear_pointer (&self->proxy, rt_proxy_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_SECURITY_VIEW);
  G_OBJECT_CLASS (rt_security_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-security-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtSecurityView, scroller);
  gtk_widget_class_bind_template_child (widget_class, RtSecurityView, icon);
  gtk_widget_class_bind_template_child (widget_class, RtSecurityView, summary);
  gtk_widget_class_bind_template_child (widget_class, RtSecurityView, details);
  gtk_widget_class_bind_template_child (widget_class, RtSecurityView, errors);
  gtk_widget_class_bind_template_child (widget_class, RtSecurityView, decision);
  gtk_widget_class_bind_template_child (widget_class, RtSecurityView, go_back);
  gtk_widget_class_bind_template_child (widget_class, RtSecurityView, trust_until);
  gtk_widget_class_bind_template_child (widget_class, RtSecurityView, chain);
  gtk_widget_class_bind_template_callback (widget_class, on_go_back);
}

static void
rt_security_view_class_init (RtSecurityViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_security_view_dispose;

  /**
   * RtSecurityView::trust:
   * @self: the view
   * @host: the host's name in ASCII, or the address of a proxy with its scheme
   * @port: its port
   * @sha256: fingerprint of the certificate
   * @until: (nullable): the end of the trust; %NULL means the end of this session
   *
   * The user trusts a refused certificate for one host and port.
   */
  signals[TRUST] = g_signal_new ("trust", RT_TYPE_SECURITY_VIEW, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING,
                                 G_TYPE_UINT, G_TYPE_STRING, G_TYPE_DATE_TIME);

  /**
   * RtSecurityView::go-back:
   * @self: the view
   *
   * The user does not trust the certificate.
   */
  signals[GO_BACK] = g_signal_new ("go-back", RT_TYPE_SECURITY_VIEW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ADW_TYPE_SPLIT_BUTTON);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "security.trust", "i", on_trust);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_security_view_init (RtSecurityView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
