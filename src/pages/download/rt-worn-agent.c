/* The identity that edited fields come from, and the address that they are fit for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/download/rt-worn-agent.h"

void
rt_worn_agent_set (RtWornAgent *self, RtAgent *agent, GUri *uri)
{
  GUri *kept = g_uri_ref (uri);

  g_set_object (&self->agent, agent);
  g_clear_pointer (&self->uri, g_uri_unref);
  self->uri = kept;
}

static RtHeaderList *
make_fields (RtAgent *agent, GUri *uri)
{
  return agent != NULL && uri != NULL ? rt_agent_make_fields (agent, uri, FALSE)
                                      : rt_request_make_default_fields ();
}

/**
 * rt_worn_agent_change:
 * @self: what the fields come from so far
 * @fields: the fields as they were edited
 * @to: (nullable): what they are to come from; %NULL: ourselves
 * @uri: where they are to go
 *
 * Fits fields to another identity, another address or both.  What the user has written or
 * taken out stays as it is, and so does the order where nothing changes.
 *
 * Returns: (transfer full): the fields
 */
RtHeaderList *
rt_worn_agent_change (RtWornAgent *self,
                      const RtHeaderList *fields,
                      RtAgent *to,
                      GUri *uri)
{
  g_autoptr (RtHeaderList) old = make_fields (self->agent, self->uri);
  g_autoptr (RtHeaderList) fresh = make_fields (to, uri);

  rt_worn_agent_set (self, to, uri);
  return rt_header_list_equal (old, fresh) ? rt_header_list_copy (fields)
                                           : rt_agent_refit (fields, old, fresh);
}

void
rt_worn_agent_clear (RtWornAgent *self)
{
  g_clear_object (&self->agent);
  g_clear_pointer (&self->uri, g_uri_unref);
}
