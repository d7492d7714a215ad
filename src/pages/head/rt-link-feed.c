/* Lists of addresses, from wherever they come, and from what these lists lead to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-link-feed.h"

#include "pages/head/rt-link-source.h"
#include "ui/rt-error-text.h"
#include "ui/rt-file-question.h"

#include <glib/gi18n.h>
#include <string.h>

/* An index of sitemaps may name as many as this. */
#define SITEMAPS_MAX 50000

struct _RtLinkFeed
{
  GObject parent_instance;

  RtPage *page; /* borrowed: it owns this */
  GCancellable *cancellable;
  GQueue pages;           /* of char *: whose links are still to be read */
  GHashTable *seen_pages; /* all of these so far */
  RtExchange *flight;     /* the one that is fetched, nullable */
};

G_DEFINE_FINAL_TYPE (RtLinkFeed, rt_link_feed, G_TYPE_OBJECT)

enum
{
  FOUND,
  TROUBLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tell_trouble (RtLinkFeed *self, const char *words)
{
  g_signal_emit (self, signals[TROUBLE], 0, words);
}

/* FALSE: @address is none. */
static gboolean
send (RtLinkFeed *self, const char *address)
{
  RtWorkbench *workbench = rt_page_get_workbench (self->page);
  RtRequestOptions options = *rt_workbench_get_request_options (workbench);
  g_autoptr (RtRequest) bare = rt_request_new ("GET", address, NULL);
  g_autoptr (RtRequest) request = NULL;

  if (bare == NULL)
    return FALSE;
  options.flags |= RT_REQUEST_KEEP_BODY;
  request = rt_request_with_options (bare, &options);
  rt_page_send (self->page, request);
  g_set_object (&self->flight, rt_page_get_exchange (self->page));
  return TRUE;
}

/* The next page whose links are to be read. */
static void
fetch_next (RtLinkFeed *self)
{
  g_autofree char *address = g_queue_pop_head (&self->pages);

  g_clear_object (&self->flight);
  if (address != NULL && !send (self, address))
    tell_trouble (self, _ ("A list leads to what is no web address"));
}

static void
take_list (RtLinkFeed *self, RtLinkList *list)
{
  for (guint i = 0; i < list->sitemaps->len; i++)
    if (g_hash_table_size (self->seen_pages) < SITEMAPS_MAX
        && g_hash_table_add (self->seen_pages, g_strdup (list->sitemaps->pdata[i])))
      g_queue_push_tail (&self->pages, g_strdup (list->sitemaps->pdata[i]));
  g_signal_emit (self, signals[FOUND], 0, list);
}

/* FALSE: nobody wants it any more. */
static gboolean
take_result (RtLinkFeed *self, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtLinkList) list = rt_link_source_read_finish (result, &error);
  g_autofree char *title = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (list != NULL)
    take_list (self, list);
  else
    {
      title = rt_error_dup_title (error, NULL);
      tell_trouble (self, title);
    }
  return TRUE;
}

static void
on_page_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtLinkFeed) self = user_data;

  if (take_result (self, result))
    fetch_next (self);
}

static void
on_list_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtLinkFeed) self = user_data;

  if (take_result (self, result) && self->flight == NULL)
    fetch_next (self);
}

static void
on_busy_changed (RtLinkFeed *self)
{
  RtExchange *exchange = rt_page_get_exchange (self->page);

  if (rt_page_get_busy (self->page) || exchange == NULL || self->flight != exchange)
    return;
  if (rt_exchange_get_state (exchange) == RT_EXCHANGE_DONE)
    rt_link_source_read_page_async (exchange, self->cancellable, on_page_read,
                                    g_object_ref (self));
  else
    g_clear_object (&self->flight);
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtLinkFeed) self = user_data;
  g_autofree char *text
      = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL)
    rt_link_feed_take_text (self, text);
  else if (!g_cancellable_is_cancelled (self->cancellable))
    tell_trouble (self, _ ("There is no text to paste"));
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtLinkFeed) self = user_data;
  g_autoptr (GFile) file = rt_file_question_ask_finish (GTK_WIDGET (source), result);

  if (file != NULL)
    rt_link_source_read_file_async (file, self->cancellable, on_list_read,
                                    g_object_ref (self));
}

static void
rt_link_feed_finalize (GObject *object)
{
  RtLinkFeed *self = RT_LINK_FEED (object);

  g_queue_clear_full (&self->pages, g_free);
  g_hash_table_unref (self->seen_pages);
  g_object_unref (self->cancellable);
  g_clear_object (&self->flight);
  G_OBJECT_CLASS (rt_link_feed_parent_class)->finalize (object);
}

static void
rt_link_feed_class_init (RtLinkFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_link_feed_finalize;

  /**
   * RtLinkFeed::found:
   * @self: a feed
   * @list: (type gpointer): an #RtLinkList
   *
   * A list was read.  What it leads to follows by itself.
   */
  signals[FOUND] = g_signal_new ("found", RT_TYPE_LINK_FEED, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  /**
   * RtLinkFeed::trouble:
   * @self: a feed
   * @words: what is wrong
   *
   * A list could not be read.
   */
  signals[TROUBLE] = g_signal_new ("trouble", RT_TYPE_LINK_FEED, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rt_link_feed_init (RtLinkFeed *self)
{
  self->cancellable = g_cancellable_new ();
  self->seen_pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * rt_link_feed_new:
 * @page: what sends for it, and owns it
 *
 * Returns: (transfer full): a feed
 */
RtLinkFeed *
rt_link_feed_new (RtPage *page)
{
  RtLinkFeed *self = g_object_new (RT_TYPE_LINK_FEED, NULL);

  self->page = page;
  g_signal_connect_object (page, "notify::busy", G_CALLBACK (on_busy_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* Gives up all that is being read: the page goes. */
void
rt_link_feed_stop (RtLinkFeed *self)
{
  g_return_if_fail (RT_IS_LINK_FEED (self));

  g_cancellable_cancel (self->cancellable);
}

void
rt_link_feed_take_text (RtLinkFeed *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_return_if_fail (RT_IS_LINK_FEED (self));

  rt_link_list_read_async (bytes, NULL, NULL, NULL, self->cancellable, on_list_read,
                           g_object_ref (self));
}

void
rt_link_feed_paste (RtLinkFeed *self)
{
  g_return_if_fail (RT_IS_LINK_FEED (self));

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->page)),
                                 self->cancellable, on_pasted, g_object_ref (self));
}

/* Asks for a file. */
void
rt_link_feed_open (RtLinkFeed *self)
{
  g_return_if_fail (RT_IS_LINK_FEED (self));

  rt_file_question_ask_async (GTK_WIDGET (self->page), _ ("Open a List"),
                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, on_file_chosen,
                              g_object_ref (self));
}

/**
 * rt_link_feed_fetch:
 * @self: a feed
 * @address: of a page with links, or of a list
 *
 * Fetches a page and reads its links.
 *
 * Returns: %FALSE if @address is none
 */
gboolean
rt_link_feed_fetch (RtLinkFeed *self, const char *address)
{
  g_return_val_if_fail (RT_IS_LINK_FEED (self), FALSE);

  return send (self, address);
}

/* What lists led to so far is not followed, and may be read again. */
void
rt_link_feed_forget (RtLinkFeed *self)
{
  g_return_if_fail (RT_IS_LINK_FEED (self));

  g_queue_clear_full (&self->pages, g_free);
  g_hash_table_remove_all (self->seen_pages);
}
