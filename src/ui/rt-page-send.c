/* What a page sends, and which exchange it shows. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-page-private.h"

static void
on_busy (RtPage *self)
{
  RtPagePrivate *priv = rt_page_get_private (self);

  g_object_notify (G_OBJECT (self), "busy");
  if (!rt_sender_get_busy (priv->sender))
    rt_proxy_prompt_look (priv->prompt, rt_sender_get_exchange (priv->sender));
}

/* Shows @exchange, with the one before it for the same address to compare with. */
static void
set_exchange (RtPage *self, RtExchange *exchange)
{
  RtPagePrivate *priv = rt_page_get_private (self);
  RtExchangeLog *log = rt_workbench_get_log (priv->workbench);
  RtExchangeView *view;

  if (!g_set_object (&priv->exchange, exchange))
    return;

  view = rt_exchange_bin_get_view (priv->bottom);
  rt_exchange_view_set_previous (view, rt_exchange_log_get_previous (log, exchange));
  rt_exchange_view_set_exchange (view, exchange);
  g_object_notify (G_OBJECT (self), "exchange");
}

static void
launch (RtPage *self, RtRequest *request)
{
  RtPagePrivate *priv = rt_page_get_private (self);

  set_exchange (self, rt_sender_send (priv->sender, request, priv->transport));
  on_busy (self);
}

static void
on_prompt_answered (RtPage *self)
{
  RtPagePrivate *priv = rt_page_get_private (self);
  RtExchange *refused = rt_sender_get_exchange (priv->sender);
  g_autoptr (RtRequest) request = rt_request_ref (rt_exchange_get_request (refused));

  launch (self, request);
}

/* Once the page has a workbench. */
void
rt_page_set_up_sending (RtPage *self)
{
  RtPagePrivate *priv = rt_page_get_private (self);

  priv->sender = rt_sender_new (priv->workbench);
  g_signal_connect_object (priv->sender, "notify::busy", G_CALLBACK (on_busy), self,
                           G_CONNECT_SWAPPED);
  priv->prompt = rt_proxy_prompt_new (GTK_WIDGET (self),
                                      rt_workbench_get_proxy_logins (priv->workbench));
  g_signal_connect_object (priv->prompt, "answered", G_CALLBACK (on_prompt_answered),
                           self, G_CONNECT_SWAPPED);
}

gboolean
rt_page_get_busy (RtPage *self)
{
  RtPagePrivate *priv = rt_page_get_private (self);

  g_return_val_if_fail (RT_IS_PAGE (self), FALSE);

  /* A template asks before the page has a workbench. */
  return priv->sender != NULL && rt_sender_get_busy (priv->sender);
}

/**
 * rt_page_send:
 * @self: a page
 * @request: what to send
 *
 * Stops what is in flight, sends @request as rt_workbench_prepare() makes it, and shows what
 * comes of it.
 */
void
rt_page_send (RtPage *self, RtRequest *request)
{
  RtPagePrivate *priv = rt_page_get_private (self);

  g_return_if_fail (RT_IS_PAGE (self));

  rt_page_send_over (self, request, rt_workbench_get_transport (priv->workbench));
}

/**
 * rt_page_send_over:
 * @self: a page
 * @request: what to send
 * @transport: what sends it: one of the page's own has no connections from before
 *
 * As rt_page_send().
 */
void
rt_page_send_over (RtPage *self, RtRequest *request, RtTransport *transport)
{
  RtPagePrivate *priv = rt_page_get_private (self);

  g_return_if_fail (RT_IS_PAGE (self));

  rt_proxy_prompt_begin (priv->prompt);
  g_set_object (&priv->transport, transport);
  launch (self, request);
}

/**
 * rt_page_look_at:
 * @self: a page
 * @exchange: an earlier exchange
 *
 * Goes back to @exchange, with its request in the controls.  What is in flight goes on.
 */
void
rt_page_look_at (RtPage *self, RtExchange *exchange)
{
  g_return_if_fail (RT_IS_PAGE (self));

  RT_PAGE_GET_CLASS (self)->read_request (self, rt_exchange_get_request (exchange));
  set_exchange (self, exchange);
}

/**
 * rt_page_compare_with:
 * @self: a page that shows an exchange
 * @previous: another exchange
 *
 * Compares what is shown with @previous, in place of with what asked for the same before.
 */
void
rt_page_compare_with (RtPage *self, RtExchange *previous)
{
  RtPagePrivate *priv = rt_page_get_private (self);

  g_return_if_fail (RT_IS_PAGE (self));

  g_return_if_fail (priv->exchange != NULL);

  rt_exchange_view_compare_with (rt_exchange_bin_get_view (priv->bottom), previous);
}

/**
 * rt_page_stop:
 * @self: a page
 *
 * Cancels what is in flight.
 */
void
rt_page_stop (RtPage *self)
{
  RtPagePrivate *priv = rt_page_get_private (self);

  g_return_if_fail (RT_IS_PAGE (self));

  rt_sender_stop (priv->sender);
}

/**
 * rt_page_send_again:
 * @self: a page
 *
 * Sends the request that is looked at once more, or what the controls say if there is none.
 */
void
rt_page_send_again (RtPage *self)
{
  RtPagePrivate *priv = rt_page_get_private (self);

  g_return_if_fail (RT_IS_PAGE (self));

  if (priv->exchange != NULL)
    rt_page_send (self, rt_exchange_get_request (priv->exchange));
  else
    RT_PAGE_GET_CLASS (self)->submit (self);
}
