/* Which way a request went, why, and what was said to the proxy: an immutable snapshot. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-proxy-report.h"

static void
step_free (gpointer data)
{
  RtConnectStep *step = data;

  g_clear_pointer (&step->request_head, rt_message_head_unref);
  g_clear_pointer (&step->answer_head, rt_message_head_unref);
  g_clear_pointer (&step->sent, g_bytes_unref);
  g_clear_pointer (&step->received, g_bytes_unref);
  g_free (step);
}

/**
 * rt_connect_steps_new:
 *
 * Makes an empty list of #RtConnectStep.
 *
 * Returns: (transfer full): the list
 */
GPtrArray *
rt_connect_steps_new (void)
{
  return g_ptr_array_new_with_free_func (step_free);
}

/* The stable name that programs see. */
const char *
rt_way_reason_to_id (RtWayReason reason)
{
  switch (reason)
    {
    case RT_WAY_SET:
      return "set";
    case RT_WAY_BYPASS:
      return "bypass";
    case RT_WAY_LOCAL:
      return "local";
    case RT_WAY_ENVIRONMENT:
      return "environment";
    case RT_WAY_SYSTEM:
      return "system";
    case RT_WAY_SCRIPT:
      return "script";
    case RT_WAY_FALLBACK:
      return "fallback";
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_proxy_report_new:
 * @proxy: (nullable): the proxy; %NULL: straight to the site
 * @reason: why
 * @detail: (nullable): what decided it
 *
 * Makes a report of a way that is not gone yet.
 *
 * Returns: (transfer full): the report
 */
RtProxyReport *
rt_proxy_report_new (RtProxy *proxy, RtWayReason reason, const char *detail)
{
  RtProxyReport *self = g_new0 (RtProxyReport, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->proxy = proxy != NULL ? rt_proxy_ref (proxy) : NULL;
  self->reason = reason;
  self->detail = g_strdup (detail);
  self->steps = rt_connect_steps_new ();
  return self;
}

/**
 * rt_proxy_report_with_tunnel:
 * @self: a report
 * @is_tunnel: whether the proxy only passes bytes on
 * @tls: (nullable): of the connection to the proxy
 * @steps: (element-type RtConnectStep): what was said to it; not changed from now on
 *
 * Returns: (transfer full): a report of the same way, and of what happened on it
 */
RtProxyReport *
rt_proxy_report_with_tunnel (const RtProxyReport *self,
                             gboolean is_tunnel,
                             RtTlsInfo *tls,
                             GPtrArray *steps)
{
  RtProxyReport *changed = rt_proxy_report_new (self->proxy, self->reason, self->detail);

  changed->is_tunnel = is_tunnel;
  changed->tls = tls != NULL ? rt_tls_info_ref (tls) : NULL;
  g_ptr_array_unref (changed->steps);
  changed->steps = g_ptr_array_ref (steps);
  return changed;
}

RtProxyReport *
rt_proxy_report_ref (RtProxyReport *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_proxy_report_unref (RtProxyReport *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->proxy, rt_proxy_unref);
  g_free (self->detail);
  g_clear_pointer (&self->tls, rt_tls_info_unref);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/* Of the last answer to CONNECT; 0 where there was none. */
guint
rt_proxy_report_get_status (const RtProxyReport *self)
{
  const RtConnectStep *last
      = self->steps->len > 0 ? self->steps->pdata[self->steps->len - 1] : NULL;

  return last != NULL && last->answer_head != NULL ? last->answer_head->status : 0;
}
