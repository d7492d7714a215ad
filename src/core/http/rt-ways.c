/* The ways that a request is tried on, one after the other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-ways.h"

#include "core/wire/rt-error.h"

/**
 * rt_ways_choose:
 * @self: (out caller-allocates): the ways
 * @request: a request
 * @cancellable: (nullable): ends the waiting
 * @error: return location for a #GError, or %NULL
 *
 * Asks the request's source of proxies, which may take its time.  Each hop is asked for
 * anew: a redirect may lead to where another way is right.
 *
 * Errors: those of rt_proxy_source_choose()
 *
 * Returns: %TRUE if there is a way to try
 */
gboolean
rt_ways_choose (RtWays *self,
                const RtRequest *request,
                GCancellable *cancellable,
                GError **error)
{
  RtProxySource *source = rt_request_get_proxy_source (request);

  *self = (RtWays){ .request = request };
  if (source == NULL)
    return TRUE;
  self->choice
      = rt_proxy_source_choose (source, rt_request_get_uri (request), cancellable, error);
  return self->choice != NULL;
}

void
rt_ways_clear (RtWays *self)
{
  g_clear_pointer (&self->choice, rt_proxy_choice_free);
}

/* Of the way that is tried now. */
RtRoute *
rt_ways_dup_route (const RtWays *self)
{
  return rt_request_dup_route (
      self->request,
      self->choice != NULL ? self->choice->proxies->pdata[self->index] : NULL);
}

/* Takes down in @record which way that is. */
void
rt_ways_describe (const RtWays *self, RtWireRecord *record)
{
  g_autoptr (RtProxyReport) report = NULL;

  /* There is nothing to tell of a way that is none but what was asked for. */
  if (self->choice == NULL
      || (self->choice->reason == RT_WAY_SET
          && self->choice->proxies->pdata[self->index] == NULL))
    return;
  report = rt_proxy_choice_make_report (self->choice, self->index);
  rt_wire_record_set_proxy (record, report);
}

/**
 * rt_ways_go_on:
 * @self: ways
 * @error: (nullable): what the one that is tried now came to
 *
 * Goes on to the next if the proxy of this one cannot be reached: then nothing was sent.
 *
 * Returns: %TRUE if there is another to try
 */
gboolean
rt_ways_go_on (RtWays *self, const GError *error)
{
  if (!g_error_matches (error, RT_ERROR, RT_ERROR_PROXY_UNREACHABLE)
      || self->index + 1 >= self->choice->proxies->len)
    return FALSE;
  self->index++;
  return TRUE;
}

/* Whether the next request to the same site may be sent on another way. */
gboolean
rt_ways_may_change (const RtWays *self)
{
  return self->choice != NULL && self->choice->may_change;
}

/**
 * rt_route_is_asked_for_login:
 * @self: a route
 * @status: of an answer that came over it
 *
 * Says whether the answer is the proxy's, and none of the site's: no cookie of it counts.
 * In a tunnel the site answers, whatever it says.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_route_is_asked_for_login (const RtRoute *self, guint status)
{
  return status == 407 && self->proxy != NULL && !rt_route_is_tunnel (self);
}

/**
 * rt_route_log_in:
 * @self: a route
 * @refused: (nullable): the Proxy-Authorization that was sent
 * @fields: of the answer, which is the proxy's
 * @n_before: how many challenges this request has met before
 *
 * Takes in what the proxy asks for.
 *
 * Returns: %TRUE if the request is worth another try
 */
gboolean
rt_route_log_in (const RtRoute *self,
                 const char *refused,
                 const RtHeaderList *fields,
                 guint n_before)
{
  return self->proxy->auth != NULL
         && rt_proxy_auth_take_challenge (self->proxy->auth, fields, refused, n_before);
}
