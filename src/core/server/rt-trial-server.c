/* Servers to try something out with, which are gone with the program. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-trial-server.h"

#include "core/server/rt-server-reach.h"

/* NULL: there is none, or it is about to stop. */
static RtRackServer *
find (RtServerRack *rack, const RtServerSettings *wanted)
{
  GListModel *servers = rt_server_rack_get_servers (rack);

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr (RtRackServer) server = g_list_model_get_item (servers, i);
      const RtServerSettings *settings = rt_rack_server_get_settings (server);

      if (settings->is_trial && rt_server_settings_runs_alike (settings, wanted)
          && rt_rack_server_get_state (server) != RT_SERVER_STOPPING)
        return server;
    }
  return NULL;
}

/**
 * rt_trial_server_start:
 * @rack: where the server is seen to run, as long as the program does
 * @settings: what is set for it
 *
 * Starts a server on any free port, which the rack does not remember.  One that was started
 * for the same is used again.
 *
 * Returns: (transfer none): the server, which runs or starts
 */
RtRackServer *
rt_trial_server_start (RtServerRack *rack, const RtServerSettings *settings)
{
  g_autoptr (RtServerSettings) trial = rt_server_settings_copy (settings);
  RtRackServer *server;

  trial->port = 0;
  trial->is_trial = TRUE;
  server = find (rack, trial);
  if (server == NULL)
    server = rt_server_rack_add (rack, trial);
  rt_rack_server_start (server);
  return server;
}

/**
 * rt_trial_server_is_at:
 * @rack: where it would be seen
 * @address: an address
 *
 * Says whether a server answers there that will be gone with the program.
 *
 * Returns: %TRUE if the address is not worth remembering
 */
gboolean
rt_trial_server_is_at (RtServerRack *rack, const char *address)
{
  GListModel *servers = rt_server_rack_get_servers (rack);

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr (RtRackServer) server = g_list_model_get_item (servers, i);
      g_autofree char *start = rt_server_reach_build_local (server);

      if (rt_rack_server_get_settings (server)->is_trial && start != NULL
          && g_str_has_prefix (address, start))
        return TRUE;
    }
  return FALSE;
}
