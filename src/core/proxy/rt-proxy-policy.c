/* How requests get to their sites: through which proxy, and which of them without. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/proxy/rt-proxy-policy-private.h"

#include "core/http/rt-mask.h"
#include "core/http/rt-uri.h"
#include "core/proxy/rt-proxy-address.h"
#include "core/proxy/rt-proxy-environment.h"
#include "core/proxy/rt-proxy-settings.h"
#include "core/wire/rt-own-server.h"

#include <string.h>

/* For people: a password of the system's settings is not in it. */
static char *
describe (GPtrArray *proxies)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < proxies->len; i++)
    {
      const RtProxy *proxy = proxies->pdata[i];

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                              proxy != NULL ? proxy->uri : "direct");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static RtProxyChoice *
make_choice (RtProxyPolicy *self, RtWayReason reason, const char *detail, RtProxy *proxy)
{
  g_autoptr (RtProxy) known
      = proxy != NULL ? rt_proxy_logins_apply (self->logins, proxy) : NULL;

  return rt_proxy_choice_new (reason, detail, known);
}

static RtProxyChoice *
make_choices (RtProxyPolicy *self,
              RtWayReason reason,
              const char *detail,
              GPtrArray *proxies)
{
  RtProxyChoice *choice = make_choice (self, reason, detail, proxies->pdata[0]);

  for (guint i = 1; i < proxies->len; i++)
    {
      RtProxy *proxy = proxies->pdata[i];
      g_autoptr (RtProxy) known
          = proxy != NULL ? rt_proxy_logins_apply (self->logins, proxy) : NULL;

      rt_proxy_choice_add (choice, known);
    }
  return choice;
}

/* Of what is sent over TLS nobody between here and there gets to know the path: nor does a
 * script, which could send it on in a name that it looks up. */
static char *
dup_told_address (GUri *uri)
{
  g_autofree char *authority = rt_uri_dup_authority (uri);
  gboolean is_secure = strcmp (g_uri_get_scheme (uri), "https") == 0;
  const char *query = g_uri_get_query (uri);

  return g_strconcat (g_uri_get_scheme (uri), "://", authority,
                      is_secure ? "/" : g_uri_get_path (uri),
                      !is_secure && query != NULL ? "?" : NULL, query, NULL);
}

static RtProxyChoice *
ask_script (RtProxyPolicy *self, GUri *uri, GCancellable *cancellable, GError **error)
{
  g_autofree char *address = dup_told_address (uri);
  g_auto (GStrv) answer = rt_proxy_script_run (self->script, address, cancellable, error);
  g_autoptr (GPtrArray) proxies
      = answer != NULL ? rt_proxy_addresses_parse ((const char *const *)answer, error)
                       : NULL;
  g_autofree char *detail = proxies != NULL ? describe (proxies) : NULL;
  RtProxyChoice *choice;

  if (proxies == NULL)
    return NULL;
  choice = make_choices (self, RT_WAY_SCRIPT, detail, proxies);
  choice->may_change = TRUE;
  return choice;
}

static RtProxyChoice *
ask_settings (RtProxyPolicy *self, GUri *uri, GCancellable *cancellable, GError **error)
{
  g_autofree char *address = dup_told_address (uri);
  g_auto (RtProxySettings) settings = { 0 };
  g_autofree char *detail = NULL;
  RtProxyChoice *choice;

  if (!rt_proxy_settings_ask (&settings, address, cancellable, error))
    return NULL;
  detail = settings.exception != NULL
               ? g_strconcat ("ignore-hosts=", settings.exception, NULL)
               : describe (settings.proxies);
  choice = make_choices (self, RT_WAY_SYSTEM, detail, settings.proxies);
  choice->may_change = settings.may_change;
  return choice;
}

/* What this computer itself serves needs no proxy; what somebody has put into the
 * environment is meant for this program, what is in the settings for all. */
static RtProxyChoice *
ask_system (RtProxyPolicy *self, GUri *uri, GCancellable *cancellable, GError **error)
{
  g_autoptr (RtProxy) proxy = NULL;
  g_autofree char *detail = NULL;

  if (rt_own_server_is_named (g_uri_get_host (uri)))
    return make_choice (self, RT_WAY_LOCAL, NULL, NULL);
  if (!rt_proxy_environment_find (uri, &proxy, &detail, error))
    return NULL;
  if (detail != NULL)
    return make_choice (self, RT_WAY_ENVIRONMENT, detail, proxy);
  return ask_settings (self, uri, cancellable, error);
}

static RtProxyChoice *
rt_proxy_policy_choose (RtProxySource *source,
                        GUri *uri,
                        GCancellable *cancellable,
                        GError **error)
{
  RtProxyPolicy *self = RT_PROXY_POLICY (source);
  const char *entry = self->bypass != NULL ? rt_bypass_list_find (
                          self->bypass, g_uri_get_host (uri), rt_uri_get_port (uri))
                                           : NULL;

  if (entry != NULL)
    return make_choice (self, RT_WAY_BYPASS, entry, NULL);
  switch (self->mode)
    {
    case RT_PROXY_MODE_NONE:
      return make_choice (self, RT_WAY_SET, NULL, NULL);
    case RT_PROXY_MODE_MANUAL:
      return make_choice (self, RT_WAY_SET, NULL, self->proxy);
    case RT_PROXY_MODE_SYSTEM:
      return ask_system (self, uri, cancellable, error);
    case RT_PROXY_MODE_SCRIPT:
      return ask_script (self, uri, cancellable, error);
    }
  g_return_val_if_reached (NULL);
}

static void
rt_proxy_policy_source_init (RtProxySourceInterface *iface)
{
  iface->choose = rt_proxy_policy_choose;
  iface->write = rt_proxy_policy_write;
  iface->read = rt_proxy_policy_read;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtProxyPolicy,
                               rt_proxy_policy,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RT_TYPE_PROXY_SOURCE,
                                                      rt_proxy_policy_source_init))

static void
rt_proxy_policy_finalize (GObject *object)
{
  RtProxyPolicy *self = RT_PROXY_POLICY (object);

  g_clear_pointer (&self->bypass, rt_bypass_list_free);
  g_free (self->bypass_text);
  g_clear_pointer (&self->proxy, rt_proxy_unref);
  g_clear_pointer (&self->script, rt_proxy_script_free);
  g_clear_object (&self->logins);
  G_OBJECT_CLASS (rt_proxy_policy_parent_class)->finalize (object);
}

static void
rt_proxy_policy_class_init (RtProxyPolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_proxy_policy_finalize;
}

static void
rt_proxy_policy_init (RtProxyPolicy *self)
{
}

static RtProxyPolicy *
make (RtProxyMode mode, const char *bypass, RtProxyLogins *logins, GError **error)
{
  g_autoptr (RtProxyPolicy) self = g_object_new (RT_TYPE_PROXY_POLICY, NULL);

  self->mode = mode;
  self->logins = logins != NULL ? g_object_ref (logins) : rt_proxy_logins_new ();
  if (bypass == NULL)
    return g_steal_pointer (&self);
  self->bypass = rt_bypass_list_parse (bypass, error);
  self->bypass_text = g_strdup (bypass);
  return self->bypass != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * rt_proxy_policy_new_none:
 *
 * Makes a policy that goes straight to every site.
 *
 * Returns: (transfer full): the policy
 */
RtProxyPolicy *
rt_proxy_policy_new_none (void)
{
  return make (RT_PROXY_MODE_NONE, NULL, NULL, NULL);
}

/**
 * rt_proxy_policy_new:
 * @proxy: as rt_proxy_address_parse() reads it
 * @bypass: (nullable): what is reached without it, as rt_bypass_list_parse() reads it
 * @logins: (nullable): who asks; %NULL: whoever @proxy says
 * @error: return location for a #GError, or %NULL
 *
 * Makes a policy of one proxy.
 *
 * Errors: %RT_ERROR_BAD_PROXY
 *
 * Returns: (transfer full) (nullable): the policy
 */
RtProxyPolicy *
rt_proxy_policy_new (const char *proxy,
                     const char *bypass,
                     RtProxyLogins *logins,
                     GError **error)
{
  g_autoptr (RtProxyPolicy) self = make (RT_PROXY_MODE_MANUAL, bypass, logins, error);

  if (self == NULL)
    return NULL;
  self->proxy = rt_proxy_address_parse (proxy, error);
  return self->proxy != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * rt_proxy_policy_new_system:
 * @bypass: (nullable): what is reached without a proxy besides
 * @logins: (nullable): who asks; %NULL: whoever the system says
 * @error: return location for a #GError, or %NULL
 *
 * Makes a policy that asks the system at every hop: what stands in `http_proxy` and its
 * like, and where they say nothing the settings of the desktop.  What this computer serves
 * itself is reached without a proxy.
 *
 * Errors: %RT_ERROR_BAD_PROXY
 *
 * Returns: (transfer full) (nullable): the policy
 */
RtProxyPolicy *
rt_proxy_policy_new_system (const char *bypass, RtProxyLogins *logins, GError **error)
{
  return make (RT_PROXY_MODE_SYSTEM, bypass, logins, error);
}

/**
 * rt_proxy_policy_new_script:
 * @address: of a script, as rt_proxy_script_new() takes it
 * @bypass: (nullable): what is reached without a proxy besides
 * @logins: (nullable): who asks
 * @error: return location for a #GError, or %NULL
 *
 * Makes a policy that asks a script at every hop.
 *
 * Errors: %RT_ERROR_BAD_PROXY, %RT_ERROR_PROXY_SCRIPT
 *
 * Returns: (transfer full) (nullable): the policy
 */
RtProxyPolicy *
rt_proxy_policy_new_script (const char *address,
                            const char *bypass,
                            RtProxyLogins *logins,
                            GError **error)
{
  g_autoptr (RtProxyPolicy) self = make (RT_PROXY_MODE_SCRIPT, bypass, logins, error);

  if (self == NULL)
    return NULL;
  self->script = rt_proxy_script_new (address, error);
  return self->script != NULL ? g_steal_pointer (&self) : NULL;
}

/* What curl adds to an address without a port. */
static char *
dup_curl_proxy (const char *text)
{
  g_autofree char *full = strstr (text, "://") != NULL
                              ? g_strdup (text)
                              : g_strconcat ("http://", text, NULL);
  int port = -1;

  if (g_uri_split_network (full, G_URI_FLAGS_HAS_PASSWORD, NULL, NULL, &port, NULL)
      && port == -1 && !g_str_has_prefix (full, "https:"))
    return g_strconcat (g_strchomp (full), ":1080", NULL);
  return g_steal_pointer (&full);
}

/* A name alone is asked for the rest when the proxy wants to know. */
static gboolean
take_login (RtProxyLogins *logins, const char *proxy, const char *login, GError **error)
{
  g_autoptr (RtProxy) place = rt_proxy_address_parse (proxy, error);
  const char *colon = login != NULL ? strchr (login, ':') : NULL;
  g_autofree char *user = colon != NULL ? g_strndup (login, colon - login) : NULL;

  if (place != NULL && user != NULL)
    rt_proxy_logins_set (logins, place, user, colon + 1);
  return place != NULL;
}

/**
 * rt_proxy_policy_new_for_curl:
 * @way: which way a curl command takes
 * @logins: who asks; what the command says is added
 * @error: return location for a #GError, or %NULL
 *
 * Makes the policy of a curl command.  Where it does not name a proxy, curl asks the
 * system, too.
 *
 * Errors: %RT_ERROR_BAD_PROXY
 *
 * Returns: (transfer full) (nullable): the policy
 */
RtProxyPolicy *
rt_proxy_policy_new_for_curl (const RtCurlWay *way, RtProxyLogins *logins, GError **error)
{
  g_autofree char *bypass = way->exceptions != NULL && *way->exceptions != '\0'
                                ? rt_bypass_list_translate (way->exceptions)
                                : NULL;
  g_autofree char *proxy = NULL;

  if (g_strcmp0 (way->proxy, "") == 0 || g_strcmp0 (way->exceptions, "*") == 0)
    return rt_proxy_policy_new_none ();
  if (way->proxy == NULL)
    return rt_proxy_policy_new_system (bypass, logins, error);
  proxy = dup_curl_proxy (way->proxy);
  return take_login (logins, proxy, way->login, error)
             ? rt_proxy_policy_new (proxy, bypass, logins, error)
             : NULL;
}

/* Whether it never takes a proxy. */
gboolean
rt_proxy_policy_is_straight (RtProxyPolicy *self)
{
  return self->mode == RT_PROXY_MODE_NONE;
}

/**
 * rt_proxy_policy_dup_place:
 * @self: a policy
 *
 * Returns: (transfer full) (nullable): where its proxy, or its script, is
 */
char *
rt_proxy_policy_dup_place (RtProxyPolicy *self)
{
  if (self->mode == RT_PROXY_MODE_SCRIPT)
    return rt_mask_address (rt_proxy_script_get_uri (self->script));
  return self->mode == RT_PROXY_MODE_MANUAL ? g_strdup (self->proxy->uri) : NULL;
}
