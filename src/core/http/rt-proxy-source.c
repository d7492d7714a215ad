/* Who says which way a request takes: straight to the site, or through a proxy. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-proxy-source.h"

G_DEFINE_INTERFACE (RtProxySource, rt_proxy_source, G_TYPE_OBJECT)

static void
rt_proxy_source_default_init (RtProxySourceInterface *iface)
{
}

static void
free_way (gpointer proxy)
{
  if (proxy != NULL)
    rt_proxy_unref (proxy);
}

/**
 * rt_proxy_choice_new:
 * @reason: why
 * @detail: (nullable): what decided it
 * @first: (nullable): the first proxy to try; %NULL: none, straight to the site
 *
 * Makes a choice of one way.
 *
 * Returns: (transfer full): the choice
 */
RtProxyChoice *
rt_proxy_choice_new (RtWayReason reason, const char *detail, RtProxy *first)
{
  RtProxyChoice *self = g_new0 (RtProxyChoice, 1);

  self->reason = reason;
  self->detail = g_strdup (detail);
  self->proxies = g_ptr_array_new_with_free_func (free_way);
  rt_proxy_choice_add (self, first);
  return self;
}

/* Another, for when those before it cannot be reached. */
void
rt_proxy_choice_add (RtProxyChoice *self, RtProxy *proxy)
{
  g_ptr_array_add (self->proxies, proxy != NULL ? rt_proxy_ref (proxy) : NULL);
}

void
rt_proxy_choice_free (RtProxyChoice *self)
{
  g_free (self->detail);
  g_ptr_array_unref (self->proxies);
  g_free (self);
}

/**
 * rt_proxy_choice_make_report:
 * @self: a choice
 * @index: which of its ways is taken
 *
 * Returns: (transfer full): what is known of the way before it is gone
 */
RtProxyReport *
rt_proxy_choice_make_report (const RtProxyChoice *self, guint index)
{
  return rt_proxy_report_new (self->proxies->pdata[index],
                              index > 0 ? RT_WAY_FALLBACK : self->reason, self->detail);
}

/**
 * rt_proxy_source_choose:
 * @self: a source
 * @uri: where the request goes
 * @cancellable: (nullable): ends the waiting
 * @error: return location for a #GError, or %NULL
 *
 * Chooses the way of one request.  May take its time.
 *
 * Errors: %RT_ERROR_PROXY_SCRIPT, %RT_ERROR_BAD_PROXY, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the ways to try
 */
RtProxyChoice *
rt_proxy_source_choose (RtProxySource *self,
                        GUri *uri,
                        GCancellable *cancellable,
                        GError **error)
{
  return RT_PROXY_SOURCE_GET_IFACE (self)->choose (self, uri, cancellable, error);
}

/**
 * rt_proxy_source_write:
 * @self: a source
 *
 * Writes down how it chooses, for a file.  Who asks, and so any password, is not in it.
 *
 * Returns: (transfer full): what rt_proxy_source_read() reads
 */
char *
rt_proxy_source_write (RtProxySource *self)
{
  return RT_PROXY_SOURCE_GET_IFACE (self)->write (self);
}

/**
 * rt_proxy_source_read:
 * @self: a source
 * @text: what rt_proxy_source_write() gave, or anything else
 *
 * Makes a source that chooses as the one that was written.  What a proxy gets to know of
 * who asks is what @self tells it.  In any thread.
 *
 * Returns: (transfer full) (nullable): the source; %NULL if @text makes no sense
 */
RtProxySource *
rt_proxy_source_read (RtProxySource *self, const char *text)
{
  return RT_PROXY_SOURCE_GET_IFACE (self)->read (self, text);
}
