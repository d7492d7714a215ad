/* What can be taken out of an exchange: copies and files. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-exchange-exports.h"

#include "core/http/rt-curl-command.h"
#include "ui/rt-exchange-pane.h"
#include "ui/rt-exchange-panes-private.h"
#include "ui/rt-field-row.h"

#include <glib/gi18n.h>

static void
on_copy_body (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangePanes *panes = RT_EXCHANGE_PANES (widget);
  RtExchange *exchange = rt_exchange_panes_get_exchange (panes);
  RtBodyView *body = rt_exchange_panes_get_body_view (panes);

  if (exchange == NULL)
    return;
  rt_exchange_pane_show (RT_EXCHANGE_PANE (body), exchange,
                         rt_exchange_panes_get_hop (panes));
  rt_body_view_copy (body);
}

static void
on_copy_fields (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangePanes *panes = RT_EXCHANGE_PANES (widget);
  RtExchange *exchange = rt_exchange_panes_get_exchange (panes);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = NULL;

  if (exchange == NULL)
    return;
  rows = rt_field_rows_for_hop (exchange, rt_exchange_panes_get_hop (panes));
  text = rt_field_rows_to_text (rows);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

/* With the cookies that came from a jar on the way. */
static RtRequest *
dup_sent_request (RtExchange *exchange, RtHop *first)
{
  RtRequest *request = rt_exchange_get_request (exchange);
  const RtHeaderList *sent = first != NULL ? rt_hop_get_sent_fields (first) : NULL;
  const char *cookie = sent != NULL ? rt_header_list_find (sent, "Cookie") : NULL;
  RtRequest *with_cookie = NULL;

  if (cookie != NULL
      && rt_header_list_find (rt_request_get_fields (request), "Cookie") == NULL)
    with_cookie = rt_request_with_header (request, "Cookie", cookie, NULL);
  return with_cookie != NULL ? with_cookie : rt_request_ref (request);
}

static void
on_copy_curl (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangePanes *panes = RT_EXCHANGE_PANES (widget);
  RtExchange *exchange = rt_exchange_panes_get_exchange (panes);
  g_autoptr (RtHop) hop = NULL;
  g_autoptr (RtRequest) request = NULL;
  const RtProxyReport *way = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *masked = NULL;
  gboolean with_secrets = g_str_equal (action, "exchange.copy-curl-with-secrets");

  if (exchange == NULL)
    return;
  hop = g_list_model_get_item (rt_exchange_get_hops (exchange), 0);
  way = hop != NULL ? rt_hop_get_report (hop)->proxy : NULL;
  request = dup_sent_request (exchange, hop);
  whole = rt_curl_command_format_with_secrets (request, way);
  masked = rt_curl_command_format (request, way);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          with_secrets ? whole : masked);
  if (!with_secrets && !g_str_equal (whole, masked))
    gtk_widget_activate_action (
        widget, "win.toast", "s",
        _ ("Copied with *** in place of passwords, tokens and cookies"));
}

static void
on_save_body (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangePanes *panes = RT_EXCHANGE_PANES (widget);
  RtExchange *exchange = rt_exchange_panes_get_exchange (panes);

  if (exchange != NULL)
    rt_save_bar_ask_for_body (rt_exchange_panes_get_save_bar (panes), exchange,
                              g_str_equal (action, "exchange.save-decoded"));
}

static void
on_save_har (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtExchangePanes *panes = RT_EXCHANGE_PANES (widget);
  RtExchange *exchange = rt_exchange_panes_get_exchange (panes);

  if (exchange != NULL)
    rt_save_bar_ask_for_har (rt_exchange_panes_get_save_bar (panes), exchange,
                             g_str_equal (action, "exchange.save-har-with-secrets"));
}

/**
 * rt_exchange_exports_install:
 * @widget_class: of #RtExchangePanes
 *
 * Gives the panes the actions of the menus Copy and Save.
 */
void
rt_exchange_exports_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "exchange.copy-body", NULL,
                                   on_copy_body);
  gtk_widget_class_install_action (widget_class, "exchange.copy-fields", NULL,
                                   on_copy_fields);
  gtk_widget_class_install_action (widget_class, "exchange.copy-curl", NULL,
                                   on_copy_curl);
  gtk_widget_class_install_action (widget_class, "exchange.copy-curl-with-secrets", NULL,
                                   on_copy_curl);
  gtk_widget_class_install_action (widget_class, "exchange.save-decoded", NULL,
                                   on_save_body);
  gtk_widget_class_install_action (widget_class, "exchange.save-received", NULL,
                                   on_save_body);
  gtk_widget_class_install_action (widget_class, "exchange.save-har", NULL, on_save_har);
  gtk_widget_class_install_action (widget_class, "exchange.save-har-with-secrets", NULL,
                                   on_save_har);
}

/**
 * rt_exchange_exports_update:
 * @panes: panes that show an exchange
 *
 * Offers what there is to be copied and saved of it now.
 */
void
rt_exchange_exports_update (RtExchangePanes *panes)
{
  GtkWidget *widget = GTK_WIDGET (panes);
  RtExchange *exchange = rt_exchange_panes_get_exchange (panes);
  gboolean over = rt_exchange_is_over (exchange);
  RtBody *body = rt_exchange_get_body (exchange);
  GBytes *preview = rt_body_get_preview (body);
  gboolean has_body = preview != NULL && g_bytes_get_size (preview) > 0;
  gboolean can_save = over && has_body && rt_body_can_save (body);

  gtk_widget_action_set_enabled (widget, "exchange.copy-body", has_body);
  gtk_widget_action_set_enabled (widget, "exchange.save-decoded", can_save);
  gtk_widget_action_set_enabled (widget, "exchange.save-received", can_save);
  gtk_widget_action_set_enabled (widget, "exchange.save-har", over);
  gtk_widget_action_set_enabled (widget, "exchange.save-har-with-secrets", over);
}
