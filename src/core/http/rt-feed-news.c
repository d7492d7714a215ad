/* What a lane has to tell of an exchange, and what it changes in the record. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-feed-news.h"

#include "core/http/rt-exchange-private.h"

RtNews *
rt_news_new (RtNewsKind kind)
{
  RtNews *self = g_new0 (RtNews, 1);

  self->kind = kind;
  return self;
}

void
rt_news_free (RtNews *self)
{
  g_clear_pointer (&self->request, rt_request_unref);
  g_clear_pointer (&self->dropped, g_ptr_array_unref);
  g_clear_object (&self->cookies);
  g_clear_pointer (&self->report, rt_wire_report_unref);
  g_free (self->content_type);
  g_strfreev (self->codings);
  g_free (self->unknown_coding);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_clear_pointer (&self->spool, rt_spool_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* What a hop that is no longer the last still has to say about itself is welcome, but the
 * exchange has gone on. */
static gboolean
is_last_hop (RtExchange *exchange, guint hop)
{
  return hop + 1 == g_list_model_get_n_items (rt_exchange_get_hops (exchange));
}

void
rt_news_apply (RtNews *self, RtExchange *exchange)
{
  RtBody *body = rt_exchange_get_body (exchange);

  switch (self->kind)
    {
    case RT_NEWS_BEGIN:
      rt_exchange_begin (exchange, self->time_us);
      rt_exchange_set_request_body_length (exchange, self->length);
      break;
    case RT_NEWS_HOP:
      rt_exchange_add_hop (exchange, self->request, self->dropped);
      break;
    case RT_NEWS_COOKIES:
      {
        g_autoptr (RtHop) hop
            = g_list_model_get_item (rt_exchange_get_hops (exchange), self->hop);
        rt_hop_set_cookies (hop, self->cookies);
        break;
      }
    case RT_NEWS_STATE:
      if (is_last_hop (exchange, self->hop))
        rt_exchange_set_state (exchange, self->state);
      break;
    case RT_NEWS_REPORT:
      {
        g_autoptr (RtHop) hop
            = g_list_model_get_item (rt_exchange_get_hops (exchange), self->hop);
        rt_hop_set_report (hop, self->report);
        break;
      }
    case RT_NEWS_BODY_BEGIN:
      rt_body_begin (body, self->content_type, (const char *const *)self->codings,
                     self->unknown_coding, self->length, self->forbidden);
      break;
    case RT_NEWS_PREVIEW:
      {
        g_autoptr (GBytes) bytes
            = g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));
        rt_body_append_preview (body, bytes);
        break;
      }
    case RT_NEWS_COUNTS:
      rt_body_set_counts (body, self->wire_bytes, self->decoded_bytes);
      break;
    case RT_NEWS_SENT:
      rt_exchange_set_progress (exchange, self->wire_bytes);
      break;
    case RT_NEWS_BODY_END:
      rt_body_end (body, self->completeness, self->spool);
      break;
    case RT_NEWS_STOP:
      rt_exchange_set_stop (exchange, self->stop, self->request);
      break;
    case RT_NEWS_END:
      rt_exchange_end (exchange, self->time_us, self->error);
      break;
    }
}

/* These come faster than they are shown. */
gboolean
rt_news_is_progress (const RtNews *self)
{
  return self->kind == RT_NEWS_PREVIEW || self->kind == RT_NEWS_COUNTS
         || self->kind == RT_NEWS_SENT || self->kind == RT_NEWS_REPORT;
}
