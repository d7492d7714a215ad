/* Where clients can reach one of the user's servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-reach.h"

#include "core/server/rt-local-addresses.h"

static const RtServerLaunch *
find_running (RtRackServer *server)
{
  return rt_rack_server_get_state (server) == RT_SERVER_RUNNING
             ? rt_rack_server_get_launch (server)
             : NULL;
}

static gboolean
is_seen (RtRackServer *server)
{
  const RtServerLaunch *launch = find_running (server);

  return launch != NULL && launch->settings->is_visible;
}

/**
 * rt_server_reach_build_local:
 * @server: a server
 *
 * Says where this machine can reach it.
 *
 * Returns: (transfer full) (nullable): a URI; %NULL if it does not run
 */
char *
rt_server_reach_build_local (RtRackServer *server)
{
  const RtServerLaunch *launch = find_running (server);

  return launch != NULL ? rt_server_build_address (launch->server) : NULL;
}

/**
 * rt_server_reach_build:
 * @server: a server
 * @host: a name that others know this machine by
 *
 * Says where others can reach it.
 *
 * Returns: (transfer full) (nullable): a URI; %NULL if it does not run, or is for this
 *   machine only
 */
char *
rt_server_reach_build (RtRackServer *server, const char *host)
{
  return is_seen (server) ? rt_server_build_address_at (
             rt_rack_server_get_launch (server)->server, host)
                          : NULL;
}

/**
 * rt_server_reach_build_all:
 * @server: a server
 *
 * Says where others can reach it, as this machine's networks are now.
 *
 * Returns: (transfer full): URIs, best first; none if it does not run, or is for this
 *   machine only
 */
GStrv
rt_server_reach_build_all (RtRackServer *server)
{
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();
  g_auto (GStrv) hosts = is_seen (server) ? rt_local_addresses_of ("*") : NULL;

  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    {
      g_autofree char *uri = rt_server_reach_build (server, hosts[i]);

      g_strv_builder_add (uris, uri);
    }
  return g_strv_builder_end (uris);
}
