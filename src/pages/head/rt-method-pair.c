/* Asks one address by HEAD and then by GET, and compares the answers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-method-pair.h"

static void
send (RtMethodPair *self, RtPage *page, RtRequest *request)
{
  rt_page_send (page, request);
  g_set_object (&self->flight, rt_page_get_exchange (page));
}

/**
 * rt_method_pair_ask:
 * @self: a pair; what it compared so far is given up
 * @page: what sends
 * @head: a request by HEAD
 * @get: the same by GET
 *
 * Asks by HEAD; the rest is for rt_method_pair_go_on().
 */
void
rt_method_pair_ask (RtMethodPair *self, RtPage *page, RtRequest *head, RtRequest *get)
{
  rt_method_pair_clear (self);
  send (self, page, head);
  self->head = g_object_ref (self->flight);
  self->get = rt_request_ref (get);
}

/**
 * rt_method_pair_go_on:
 * @self: a pair
 * @page: what sends, which may be busy no more
 *
 * Asks by GET, or compares, once that is time.  Something else that was sent meanwhile, or
 * an answer that did not come, ends it.
 */
void
rt_method_pair_go_on (RtMethodPair *self, RtPage *page)
{
  RtExchange *exchange = rt_page_get_exchange (page);
  g_autoptr (RtRequest) get = NULL;

  if (self->flight == NULL || rt_page_get_busy (page))
    return;
  if (exchange != self->flight || rt_exchange_get_state (exchange) != RT_EXCHANGE_DONE)
    {
      rt_method_pair_clear (self);
      return;
    }
  get = g_steal_pointer (&self->get);
  if (get != NULL)
    {
      send (self, page, get);
      return;
    }
  rt_page_compare_with (page, self->head);
  rt_method_pair_clear (self);
}

void
rt_method_pair_clear (RtMethodPair *self)
{
  g_clear_pointer (&self->get, rt_request_unref);
  g_clear_object (&self->head);
  g_clear_object (&self->flight);
}
