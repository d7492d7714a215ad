/* What one of the user's servers is doing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-state.h"

GType
rt_server_state_get_type (void)
{
  static gsize type;
  static const GEnumValue values[] = {
    { RT_SERVER_STOPPED, "RT_SERVER_STOPPED", "stopped" },
    { RT_SERVER_STARTING, "RT_SERVER_STARTING", "starting" },
    { RT_SERVER_RUNNING, "RT_SERVER_RUNNING", "running" },
    { RT_SERVER_STOPPING, "RT_SERVER_STOPPING", "stopping" },
    { RT_SERVER_FAILED, "RT_SERVER_FAILED", "failed" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("RtServerState", values));
  return type;
}

/**
 * rt_server_state_may_become:
 * @from: what it does now
 * @to: what it may do next
 *
 * The one table of allowed steps.
 *
 * Returns: %TRUE if the step is allowed
 */
gboolean
rt_server_state_may_become (RtServerState from, RtServerState to)
{
  switch (from)
    {
    case RT_SERVER_STOPPED:
      return to == RT_SERVER_STARTING;
    case RT_SERVER_FAILED:
      return to == RT_SERVER_STARTING || to == RT_SERVER_STOPPED;
    case RT_SERVER_STARTING:
      return to == RT_SERVER_RUNNING || to == RT_SERVER_FAILED;
    case RT_SERVER_RUNNING:
      return to == RT_SERVER_STOPPING;
    case RT_SERVER_STOPPING:
      return to == RT_SERVER_STOPPED;
    }
  g_return_val_if_reached (FALSE);
}
