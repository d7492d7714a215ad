/* Whether answers say that they depend on who asks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-vary.h"

#include <string.h>

/* Calls for each member of a list field, without the space around it and in lower case. */
static gboolean
any_member (const RtHeaderList *fields,
            const char *name,
            gboolean (*matches) (const char *member))
{
  g_autofree char *joined = rt_header_list_join (fields, name);
  g_autofree char *lower = g_ascii_strdown (joined != NULL ? joined : "", -1);
  g_auto (GStrv) members = g_strsplit (lower, ",", -1);

  for (guint i = 0; members[i] != NULL; i++)
    if (matches (g_strstrip (members[i])))
      return TRUE;
  return FALSE;
}

static gboolean
is_client (const char *member)
{
  return strcmp (member, "*") == 0 || strcmp (member, "user-agent") == 0
         || g_str_has_prefix (member, "sec-ch-ua");
}

static gboolean
is_private (const char *directive)
{
  return strcmp (directive, "no-store") == 0 || g_str_has_prefix (directive, "private");
}

static gboolean
is_lifetime (const char *directive)
{
  return g_str_has_prefix (directive, "max-age=")
         || g_str_has_prefix (directive, "s-maxage=")
         || strcmp (directive, "public") == 0;
}

/* RFC 9110 §15.1: what a cache may keep unasked. */
static gboolean
is_kept_by_default (guint status)
{
  static const guint kept[]
      = { 200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501 };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (kept[i] == status)
      return TRUE;
  return FALSE;
}

/**
 * rt_agent_vary_names_client:
 * @fields: of an answer
 *
 * Says whether a cache is told that another client may get another answer: by User-Agent,
 * by a hint of the same meaning, or by anything at all.
 *
 * Source: [RFC 9110 §12.5.5](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5)
 *
 * Returns: %TRUE if it is
 */
gboolean
rt_agent_vary_names_client (const RtHeaderList *fields)
{
  return any_member (fields, "Vary", is_client);
}

/**
 * rt_agent_vary_is_needed:
 * @status: of an answer
 * @fields: of it
 *
 * Says whether a cache that many share may keep the answer, and so hand it to clients that
 * would have got another one.
 *
 * Source: [RFC 9111 §3](https://www.rfc-editor.org/rfc/rfc9111#section-3)
 *
 * Returns: %TRUE if it may
 */
gboolean
rt_agent_vary_is_needed (guint status, const RtHeaderList *fields)
{
  if (any_member (fields, "Cache-Control", is_private))
    return FALSE;
  return is_kept_by_default (status) || rt_header_list_find (fields, "Expires") != NULL
         || any_member (fields, "Cache-Control", is_lifetime);
}
