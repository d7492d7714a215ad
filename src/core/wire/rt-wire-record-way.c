/* What a wire record takes down of the way to the server. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-wire-record-private.h"

/**
 * rt_wire_record_set_connection:
 * @self: a record
 * @remote_address: (nullable): the peer, such as `[::1]:80`
 * @tls: (nullable): what the handshake came to
 * @reused: whether the connection was kept from an earlier exchange
 *
 * Takes down which connection carries the request.
 */
void
rt_wire_record_set_connection (RtWireRecord *self,
                               const char *remote_address,
                               RtTlsInfo *tls,
                               gboolean reused)
{
  g_mutex_lock (&self->lock);
  g_free (self->remote_address);
  self->remote_address = g_strdup (remote_address);
  g_clear_pointer (&self->tls, rt_tls_info_unref);
  self->tls = tls != NULL ? rt_tls_info_ref (tls) : NULL;
  self->reused = reused;
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_set_proxy:
 * @self: a record
 * @proxy: (nullable): which way the request goes
 *
 * Takes down the way that was chosen, or what is known of it from a kept connection.
 */
void
rt_wire_record_set_proxy (RtWireRecord *self, RtProxyReport *proxy)
{
  g_mutex_lock (&self->lock);
  if (proxy != NULL)
    rt_proxy_report_ref (proxy);
  g_clear_pointer (&self->proxy, rt_proxy_report_unref);
  self->proxy = proxy;
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_set_local_end:
 * @self: a record
 * @local_address: (nullable): our end of the connection, such as `[::1]:40000`
 * @ends: (nullable): where a server of ours hands over what it sees of this client
 *
 * Takes down where the request leaves from.
 */
void
rt_wire_record_set_local_end (RtWireRecord *self,
                              const char *local_address,
                              RtBothEnds *ends)
{
  g_mutex_lock (&self->lock);
  g_free (self->local_address);
  self->local_address = g_strdup (local_address);
  if (ends != NULL)
    rt_both_ends_ref (ends);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  self->ends = ends;
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_set_tunnel:
 * @self: a record
 * @is_tunnel: whether the proxy only passes bytes on
 * @tls: (nullable): what the handshake with the proxy came to
 * @steps: (element-type RtConnectStep): what was said to it; not changed from now on
 *
 * Takes down how the proxy was passed, if there is one.
 */
void
rt_wire_record_set_tunnel (RtWireRecord *self,
                           gboolean is_tunnel,
                           RtTlsInfo *tls,
                           GPtrArray *steps)
{
  RtProxyReport *passed;

  g_mutex_lock (&self->lock);
  if (self->proxy != NULL)
    {
      passed = rt_proxy_report_with_tunnel (self->proxy, is_tunnel, tls, steps);
      rt_proxy_report_unref (self->proxy);
      self->proxy = passed;
    }
  g_mutex_unlock (&self->lock);
}

/**
 * rt_wire_record_dup_proxy:
 * @self: a record
 *
 * Returns: (transfer full) (nullable): which way the request goes, as far as that is known
 */
RtProxyReport *
rt_wire_record_dup_proxy (RtWireRecord *self)
{
  RtProxyReport *proxy;

  g_mutex_lock (&self->lock);
  proxy = self->proxy != NULL ? rt_proxy_report_ref (self->proxy) : NULL;
  g_mutex_unlock (&self->lock);
  return proxy;
}
