/* The ways that requests can take. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proxy/rt-proxy-mode.h"

/* The stable names. */
static const char *const ids[RT_N_PROXY_MODES] = {
  [RT_PROXY_MODE_NONE] = "none",
  [RT_PROXY_MODE_SYSTEM] = "system",
  [RT_PROXY_MODE_MANUAL] = "manual",
  [RT_PROXY_MODE_SCRIPT] = "script",
};

/* The stable name. */
const char *
rt_proxy_mode_to_id (RtProxyMode mode)
{
  return ids[mode];
}

/* FALSE: there is no mode of that name. */
gboolean
rt_proxy_mode_find (const char *id, RtProxyMode *mode)
{
  for (guint i = 0; i < RT_N_PROXY_MODES; i++)
    if (g_str_equal (ids[i], id))
      {
        *mode = (RtProxyMode)i;
        return TRUE;
      }
  return FALSE;
}
