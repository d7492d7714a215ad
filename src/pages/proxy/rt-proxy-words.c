/* What the ways that requests can take are called, and the kinds of proxies. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/proxy/rt-proxy-words.h"

#include <glib/gi18n.h>

const char *
rt_proxy_mode_to_title (RtProxyMode mode)
{
  switch (mode)
    {
    case RT_PROXY_MODE_NONE:
      return _ ("Without a Proxy");
    case RT_PROXY_MODE_SYSTEM:
      return _ ("System Settings");
    case RT_PROXY_MODE_MANUAL:
      return _ ("One Proxy");
    case RT_PROXY_MODE_SCRIPT:
      return _ ("Script");
    }
  g_return_val_if_reached (NULL);
}

const char *
rt_proxy_mode_to_sentence (RtProxyMode mode)
{
  switch (mode)
    {
    case RT_PROXY_MODE_NONE:
      return _ ("This computer looks the name up and connects itself");
    case RT_PROXY_MODE_SYSTEM:
      return _ ("What the settings of the desktop, or http_proxy and its like, say");
    case RT_PROXY_MODE_MANUAL:
      return _ ("All goes through it, but for the exceptions");
    case RT_PROXY_MODE_SCRIPT:
      return _ ("A script (PAC) is asked for each address");
    }
  g_return_val_if_reached (NULL);
}

const char *
rt_proxy_kind_to_sentence (RtProxyKind kind)
{
  switch (kind)
    {
    case RT_PROXY_HTTP:
      return _ ("The proxy looks names up. It reads what is sent to http:// addresses");
    case RT_PROXY_HTTPS:
      return _ ("As HTTP, and nobody on the way to the proxy can read along");
    case RT_PROXY_SOCKS4:
      return _ ("This computer looks names up, for addresses of IPv4 only");
    case RT_PROXY_SOCKS4A:
    case RT_PROXY_SOCKS5:
      return _ ("The proxy looks names up");
    }
  g_return_val_if_reached (NULL);
}
