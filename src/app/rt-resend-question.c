/* Asks before a request that may change something is sent once more. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-resend-question.h"

#include "core/http/rt-method.h"
#include "ui/rt-question.h"

#include <glib/gi18n.h>

/* Whether it reached the server: else nothing can have come of it. */
static gboolean
was_sent (RtExchange *exchange)
{
  g_autoptr (RtHop) first = g_list_model_get_item (rt_exchange_get_hops (exchange), 0);

  return first != NULL && rt_hop_get_report (first)->request_head != NULL;
}

/**
 * rt_resend_question_ask:
 * @page: the page that is to send its request once more
 *
 * Asks, and has the page send it where that is wanted, if the request may do again what it
 * has done, as browsers ask before a form is sent again.
 *
 * Returns: %FALSE if there is nothing to ask
 */
gboolean
rt_resend_question_ask (RtPage *page)
{
  RtExchange *exchange = rt_page_get_exchange (page);
  const char *method = exchange != NULL
                           ? rt_request_get_method (rt_exchange_get_request (exchange))
                           : NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (method == NULL || rt_method_is_safe (method) || !was_sent (exchange))
    return FALSE;
  /* Translators: the method of a request, such as POST. */
  body = g_strdup_printf (
      _ ("%s may do again what it has done already, such as placing an order."), method);
  dialog = rt_question_new (_ ("Send the Request Again?"), body, "send",
                            _ ("_Send Again"), ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (dialog, "response::send", G_CALLBACK (rt_page_send_again),
                           page, G_CONNECT_SWAPPED);
  rt_question_present (dialog, GTK_WIDGET (page));
  return TRUE;
}
