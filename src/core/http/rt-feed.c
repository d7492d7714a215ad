/* Brings news from a lane's thread to the record, in batches, in the owner's thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-feed.h"

#include "core/http/rt-exchange-private.h"
#include "core/http/rt-feed-news.h"

/* The shortest time between two batches, and before one that only has progress to tell:
 * nobody reads a counter faster, and each change of it lays the window out anew. */
#define BATCH_US (G_USEC_PER_SEC / 60)
#define PROGRESS_US (G_USEC_PER_SEC / 10)

struct _RtFeed
{
  gatomicrefcount ref_count;

  GMutex lock;          /* guards all below */
  GSource *source;      /* borrowed: the context owns it; NULL once it is gone */
  GPtrArray *news;      /* of RtNews, oldest first */
  gint64 last_batch_us; /* monotonic */
  gboolean ended;
};

/* The source applies what the feed holds. */
typedef struct
{
  GSource source;
  RtFeed *feed;
  RtExchange *exchange;
  RtFeedEndFunc func;
  gpointer user_data;
} FeedSource;

static gboolean
feed_source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  FeedSource *self = (FeedSource *)source;
  g_autoptr (GPtrArray) batch = NULL;
  gboolean ended;

  g_mutex_lock (&self->feed->lock);
  batch = g_steal_pointer (&self->feed->news);
  self->feed->news = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_news_free);
  self->feed->last_batch_us = g_get_monotonic_time ();
  ended = self->feed->ended;
  g_source_set_ready_time (source, -1);
  g_mutex_unlock (&self->feed->lock);

  for (guint i = 0; i < batch->len; i++)
    rt_news_apply (batch->pdata[i], self->exchange);
  rt_exchange_updated (self->exchange);
  if (!ended)
    return G_SOURCE_CONTINUE;
  self->func (self->exchange, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
feed_source_finalize (GSource *source)
{
  FeedSource *self = (FeedSource *)source;

  g_mutex_lock (&self->feed->lock);
  self->feed->source = NULL;
  self->feed->ended = TRUE;
  g_mutex_unlock (&self->feed->lock);
  g_clear_object (&self->exchange);
  rt_feed_unref (self->feed);
}

static GSourceFuncs feed_source_funcs = {
  .dispatch = feed_source_dispatch,
  .finalize = feed_source_finalize,
};

/* Progress that is still waiting takes the new in, so that the queue stays short: TRUE if
 * @news is used up. */
static gboolean
merge (GPtrArray *waiting, RtNews *news)
{
  for (guint i = waiting->len; i > 0; i--)
    {
      RtNews *other = waiting->pdata[i - 1];

      if (!rt_news_is_progress (other))
        return FALSE;
      if (other->kind != news->kind || other->hop != news->hop)
        continue;
      if (news->kind == RT_NEWS_PREVIEW)
        {
          g_byte_array_append (other->bytes, news->bytes->data, news->bytes->len);
          rt_news_free (news);
        }
      else
        {
          waiting->pdata[i - 1] = news;
          rt_news_free (other);
        }
      return TRUE;
    }
  return FALSE;
}

static void
push (RtFeed *self, RtNews *news)
{
  gint64 ready = rt_news_is_progress (news) ? PROGRESS_US : BATCH_US;
  gint64 planned;

  g_mutex_lock (&self->lock);
  if (self->ended)
    {
      g_mutex_unlock (&self->lock);
      rt_news_free (news);
      return;
    }
  self->ended = news->kind == RT_NEWS_END;
  if (!merge (self->news, news))
    g_ptr_array_add (self->news, news);
  ready = self->ended ? 0 : self->last_batch_us + ready;
  planned = g_source_get_ready_time (self->source);
  if (planned == -1 || ready < planned)
    g_source_set_ready_time (self->source, ready);
  g_mutex_unlock (&self->lock);
}

/**
 * rt_feed_new:
 * @exchange: the record
 * @func: called when all is over
 * @user_data: handed to @func
 *
 * Makes a feed that applies its news in the calling thread's main context.  It keeps
 * @exchange alive until the end.
 *
 * Returns: (transfer full): the feed
 */
RtFeed *
rt_feed_new (RtExchange *exchange, RtFeedEndFunc func, gpointer user_data)
{
  RtFeed *self = g_new0 (RtFeed, 1);
  FeedSource *source;

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->news = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_news_free);
  self->source = g_source_new (&feed_source_funcs, sizeof (FeedSource));
  source = (FeedSource *)self->source;
  source->feed = rt_feed_ref (self);
  source->exchange = g_object_ref (exchange);
  source->func = func;
  source->user_data = user_data;
  g_source_set_static_name (self->source, "RtFeed");
  g_source_attach (self->source, g_main_context_get_thread_default ());
  g_source_unref (self->source);
  return self;
}

RtFeed *
rt_feed_ref (RtFeed *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_feed_unref (RtFeed *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->news);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
rt_feed_begin (RtFeed *self, gint64 origin_us, gint64 request_body_length)
{
  RtNews *news = rt_news_new (RT_NEWS_BEGIN);

  news->time_us = origin_us;
  news->length = request_body_length;
  push (self, news);
}

void
rt_feed_hop (RtFeed *self, RtRequest *request, GPtrArray *dropped)
{
  RtNews *news = rt_news_new (RT_NEWS_HOP);

  news->request = rt_request_ref (request);
  news->dropped = dropped != NULL ? g_ptr_array_ref (dropped) : NULL;
  push (self, news);
}

void
rt_feed_cookies (RtFeed *self, guint hop, GObject *cookies)
{
  RtNews *news = rt_news_new (RT_NEWS_COOKIES);

  news->hop = hop;
  news->cookies = g_object_ref (cookies);
  push (self, news);
}

void
rt_feed_state (RtFeed *self, guint hop, RtExchangeState state)
{
  RtNews *news = rt_news_new (RT_NEWS_STATE);

  news->hop = hop;
  news->state = state;
  push (self, news);
}

/* Takes over the report. */
void
rt_feed_report (RtFeed *self, guint hop, RtWireReport *report)
{
  RtNews *news = rt_news_new (RT_NEWS_REPORT);

  news->hop = hop;
  news->report = report;
  push (self, news);
}

void
rt_feed_body_begin (RtFeed *self,
                    const char *content_type,
                    const char *const *codings,
                    const char *unknown_coding,
                    gint64 expected_bytes,
                    gboolean forbidden)
{
  RtNews *news = rt_news_new (RT_NEWS_BODY_BEGIN);

  news->content_type = g_strdup (content_type);
  news->codings = g_strdupv ((char **)codings);
  news->unknown_coding = g_strdup (unknown_coding);
  news->length = expected_bytes;
  news->forbidden = forbidden;
  push (self, news);
}

void
rt_feed_preview (RtFeed *self, const guint8 *data, gsize length)
{
  RtNews *news = rt_news_new (RT_NEWS_PREVIEW);

  news->bytes = g_byte_array_sized_new (length);
  g_byte_array_append (news->bytes, data, length);
  push (self, news);
}

void
rt_feed_counts (RtFeed *self, guint64 wire_bytes, guint64 decoded_bytes)
{
  RtNews *news = rt_news_new (RT_NEWS_COUNTS);

  news->wire_bytes = wire_bytes;
  news->decoded_bytes = decoded_bytes;
  push (self, news);
}

void
rt_feed_sent (RtFeed *self, guint64 sent_body_bytes)
{
  RtNews *news = rt_news_new (RT_NEWS_SENT);

  news->wire_bytes = sent_body_bytes;
  push (self, news);
}

void
rt_feed_body_end (RtFeed *self, RtCompleteness completeness, RtSpool *spool)
{
  RtNews *news = rt_news_new (RT_NEWS_BODY_END);

  news->completeness = completeness;
  news->spool = spool != NULL ? rt_spool_ref (spool) : NULL;
  push (self, news);
}

void
rt_feed_stop (RtFeed *self, RtRedirectStop stop, RtRequest *next)
{
  RtNews *news = rt_news_new (RT_NEWS_STOP);

  news->stop = stop;
  news->request = next != NULL ? rt_request_ref (next) : NULL;
  push (self, news);
}

void
rt_feed_end (RtFeed *self, gint64 end_us, const GError *error)
{
  RtNews *news = rt_news_new (RT_NEWS_END);

  news->time_us = end_us;
  news->error = error != NULL ? g_error_copy (error) : NULL;
  push (self, news);
}
