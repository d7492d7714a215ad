/* The proxy that the options of a client command name. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-proxy.h"

#include "cli/rt-cli-print.h"
#include "core/proxy/rt-proxy-address.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define PASSWORD_VARIABLE "ROUNDTRIP_PROXY_PASSWORD"
#define SCRIPT_PREFIX "pac+"

/* Reads a line of the terminal without showing it; NULL without a terminal. */
static char *
ask_for_password (const RtProxy *proxy)
{
  struct termios shown;
  struct termios hidden;
  char line[1024];
  gboolean has_line;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, &shown) != 0)
    return NULL;
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t)ECHO;
  /* Before the question is asked: nothing of the answer may be lost or seen. */
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  /* Translators: the address of a proxy; a password is typed behind it. */
  g_printerr (_ ("Password for the proxy %s: "), proxy->uri);
  has_line = fgets (line, sizeof line, stdin) != NULL;
  tcsetattr (STDIN_FILENO, TCSADRAIN, &shown);
  g_printerr ("\n");
  if (!has_line)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  return g_strdup (line);
}

/* Where the password is in the address, others may have seen it already. */
static gboolean
find_password (RtProxyLogins *logins, const char *text, GError **error)
{
  g_autoptr (RtProxy) proxy = rt_proxy_address_parse (text, error);
  g_autofree char *password = g_strdup (g_getenv (PASSWORD_VARIABLE));

  if (proxy == NULL || proxy->auth == NULL)
    return proxy != NULL;
  if (*rt_proxy_auth_get_password (proxy->auth) != '\0')
    {
      rt_cli_note (_ ("Other users of this computer can read a password on the command "
                      "line; put it into %s instead"),
                   PASSWORD_VARIABLE);
      return TRUE;
    }
  if (password == NULL && proxy->kind != RT_PROXY_SOCKS4
      && proxy->kind != RT_PROXY_SOCKS4A)
    password = ask_for_password (proxy);
  rt_proxy_logins_set (logins, proxy, rt_proxy_auth_get_user (proxy->auth),
                       password != NULL ? password : "");
  return TRUE;
}

static RtProxyPolicy *
make_policy (const char *text, const char *bypass, GError **error)
{
  g_autoptr (RtProxyLogins) logins = rt_proxy_logins_new ();

  if (strcmp (text, "none") == 0)
    return rt_proxy_policy_new_none ();
  if (strcmp (text, "system") == 0)
    return rt_proxy_policy_new_system (bypass, logins, error);
  if (g_str_has_prefix (text, SCRIPT_PREFIX))
    return rt_proxy_policy_new_script (text + strlen (SCRIPT_PREFIX), bypass, logins,
                                       error);
  return find_password (logins, text, error)
             ? rt_proxy_policy_new (text, bypass, logins, error)
             : NULL;
}

/**
 * rt_cli_proxy_find:
 * @text: (nullable): what `--proxy` names; %NULL: what the system says
 * @bypass: (nullable): what `--no-proxy` names
 * @error: return location for a #GError, or %NULL
 *
 * Understands the two options.  May ask for a password.
 *
 * Errors: %RT_ERROR_BAD_PROXY, %RT_ERROR_PROXY_SCRIPT
 *
 * Returns: (transfer full) (nullable): how to get to a site
 */
RtProxyPolicy *
rt_cli_proxy_find (const char *text, const char *bypass, GError **error)
{
  return make_policy (text != NULL ? text : "system", bypass, error);
}
