/* Numbers and ports that no server has. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-vacancy.h"

#include "core/server/rt-rack-server.h"

static gboolean
has_number (GPtrArray *servers, const RtRecipe *recipe, guint number)
{
  for (guint i = 0; i < servers->len; i++)
    {
      const RtServerSettings *other = rt_rack_server_get_settings (servers->pdata[i]);

      if (other->recipe == recipe && other->number == number)
        return TRUE;
    }
  return FALSE;
}

/**
 * rt_server_vacancy_find_number:
 * @settings: of a server that is new
 * @servers: (element-type RtRackServer): all others
 *
 * Finds a number that tells it from others of its recipe.
 *
 * Returns: the first from the one in @settings on that none of them has; at least 1
 */
guint
rt_server_vacancy_find_number (const RtServerSettings *settings, GPtrArray *servers)
{
  guint number = MAX (settings->number, 1);

  while (has_number (servers, settings->recipe, number))
    number++;
  return number;
}

static gboolean
has_port (GListModel *servers, guint16 port)
{
  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr (RtRackServer) server = g_list_model_get_item (servers, i);

      if (rt_rack_server_get_settings (server)->port == port)
        return TRUE;
    }
  return FALSE;
}

/**
 * rt_server_vacancy_find_port:
 * @port: the one that a new server would like to have
 * @servers: of #RtRackServer: all others
 *
 * Returns: the first from @port on that is set for none of the servers
 */
guint16
rt_server_vacancy_find_port (guint16 port, GListModel *servers)
{
  while (port != 0 && has_port (servers, port))
    port++;
  return port;
}
