/* A proxy policy as text, for a file; a password is never in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proxy/rt-proxy-policy-private.h"

/* A script on a server may be for those only who know a password. */
static char *
dup_script_address (RtProxyPolicy *self)
{
  const char *address = rt_proxy_script_get_uri (self->script);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_HAS_PASSWORD, NULL);

  return uri != NULL ? g_uri_to_string_partial (uri, G_URI_HIDE_PASSWORD)
                     : g_strdup (address);
}

/* The address of a proxy is without what it gets to know. */
char *
rt_proxy_policy_write (RtProxySource *source)
{
  RtProxyPolicy *self = RT_PROXY_POLICY (source);
  g_autofree char *script
      = self->mode == RT_PROXY_MODE_SCRIPT ? dup_script_address (self) : g_strdup ("");

  return g_strjoin ("\n", rt_proxy_mode_to_id (self->mode),
                    self->mode == RT_PROXY_MODE_MANUAL ? self->proxy->uri : script,
                    self->bypass_text, NULL);
}

RtProxySource *
rt_proxy_policy_read (RtProxySource *source, const char *text)
{
  RtProxyLogins *logins = RT_PROXY_POLICY (source)->logins;
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  guint n_lines = g_strv_length (lines);
  const char *bypass = n_lines > 2 ? lines[2] : NULL;
  RtProxyPolicy *policy = NULL;
  RtProxyMode mode;

  if (n_lines < 2 || !rt_proxy_mode_find (lines[0], &mode))
    return NULL;
  switch (mode)
    {
    case RT_PROXY_MODE_NONE:
      policy = rt_proxy_policy_new_none ();
      break;
    case RT_PROXY_MODE_SYSTEM:
      policy = rt_proxy_policy_new_system (bypass, logins, NULL);
      break;
    case RT_PROXY_MODE_MANUAL:
      policy = rt_proxy_policy_new (lines[1], bypass, logins, NULL);
      break;
    case RT_PROXY_MODE_SCRIPT:
      policy = rt_proxy_policy_new_script (lines[1], bypass, logins, NULL);
      break;
    }
  return policy != NULL ? RT_PROXY_SOURCE (policy) : NULL;
}
