/* Dresses a request as an identity, and leaves alone what is the user's own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent.h"

/* Whether @fields has @name only as @old gave it. */
static gboolean
is_unchanged (const RtHeaderList *fields, const RtHeaderList *old, const char *name)
{
  return rt_header_list_count (fields, name) == 1
         && g_strcmp0 (rt_header_list_find (fields, name),
                       rt_header_list_find (old, name))
                == 0;
}

static void
append_all (RtHeaderList *list, const RtHeaderList *fields, const char *name)
{
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      if (g_ascii_strcasecmp (header->name, name) == 0)
        rt_header_list_append_received (list, header->name, header->value);
    }
}

/**
 * rt_agent_refit:
 * @fields: what a request has
 * @old: what an identity gave it
 * @fresh: what an identity gives it now
 *
 * Puts @fresh in the place of @old.  What is in @fields and not as @old has it is the
 * user's own and stays: in the place of a field of @fresh with its name, else at the end.
 * What @old has and @fields has not, the user took out, and it stays out.
 *
 * Returns: (transfer full): the fields
 */
RtHeaderList *
rt_agent_refit (const RtHeaderList *fields, const RtHeaderList *old, RtHeaderList *fresh)
{
  RtHeaderList *fitted = rt_header_list_new ();

  for (guint i = 0; i < rt_header_list_get_length (fresh); i++)
    {
      const RtHeader *header = rt_header_list_get (fresh, i);
      const char *name = header->name;
      gboolean is_here = rt_header_list_find (fields, name) != NULL;

      if (is_here ? is_unchanged (fields, old, name)
                  : rt_header_list_find (old, name) == NULL)
        rt_header_list_append_received (fitted, name, header->value);
      else
        append_all (fitted, fields, name);
    }
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      if (rt_header_list_find (fresh, header->name) == NULL
          && !is_unchanged (fields, old, header->name))
        rt_header_list_append_received (fitted, header->name, header->value);
    }
  return fitted;
}

/**
 * rt_agent_apply:
 * @self: an identity
 * @request: a request, dressed as another one or with our own fields
 *
 * Dresses @request as @self: with its fields, in its order, where the user has not
 * written or taken out a field.  When the request goes elsewhere, by a redirect or
 * otherwise, the fields are those that @self sends there.
 *
 * Returns: (transfer full): the request
 */
RtRequest *
rt_agent_apply (RtAgent *self, const RtRequest *request)
{
  GUri *uri = rt_request_get_uri (request);
  RtFieldSource *worn = rt_request_get_field_source (request);
  g_autoptr (RtHeaderList) old = RT_IS_AGENT (worn)
                                     ? rt_agent_make_fields (RT_AGENT (worn), uri, FALSE)
                                     : rt_request_make_default_fields ();
  g_autoptr (RtHeaderList) fresh = rt_agent_make_fields (self, uri, FALSE);
  g_autoptr (RtHeaderList) fields
      = rt_agent_refit (rt_request_get_fields (request), old, fresh);
  g_autoptr (RtRequest) dressed = rt_request_with_fields (request, fields);

  return rt_request_with_field_source (dressed, RT_FIELD_SOURCE (self));
}
