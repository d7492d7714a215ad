/* How requests get to their sites: through which proxy, and which of them without. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/proxy/rt-proxy-policy.h"

#include "core/http/rt-uri.h"
#include "core/proxy/rt-bypass-list.h"
#include "core/proxy/rt-proxy-address.h"
#include "core/proxy/rt-proxy-script.h"

#include <string.h>

/* Immutable: a change makes a new one, which shares what does not change. */
struct _RtProxyPolicy
{
  GObject parent_instance;

  RtBypassList *bypass;  /* nullable */
  RtProxy *proxy;        /* nullable: somebody else chooses */
  RtProxyScript *script; /* nullable: without @proxy, too, the system chooses */
  GPtrArray *logins;     /* of RtProxy: what a proxy in the same place gets to know */
};

/* Credentials belong to a place, however the proxy there was found. */
static RtProxy *
dup_with_login (RtProxyPolicy *self, RtProxy *proxy)
{
  if (proxy == NULL)
    return NULL;
  for (guint i = self->logins->len; i > 0; i--)
    if (rt_proxy_has_same_place (self->logins->pdata[i - 1], proxy))
      return rt_proxy_ref (self->logins->pdata[i - 1]);
  return rt_proxy_ref (proxy);
}

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
make_choice (RtProxyPolicy *self, RtWayReason reason, GPtrArray *proxies)
{
  g_autofree char *detail = describe (proxies);
  RtProxyChoice *choice = NULL;

  for (guint i = 0; i < proxies->len; i++)
    {
      RtProxy *proxy = dup_with_login (self, proxies->pdata[i]);

      if (choice == NULL)
        choice = rt_proxy_choice_new (reason, detail, proxy);
      else
        rt_proxy_choice_add (choice, proxy);
      g_clear_pointer (&proxy, rt_proxy_unref);
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
ask_others (RtProxyPolicy *self, GUri *uri, GCancellable *cancellable, GError **error)
{
  g_autofree char *address = dup_told_address (uri);
  g_auto (GStrv) answer
      = self->script != NULL
            ? rt_proxy_script_run (self->script, address, cancellable, error)
            : g_proxy_resolver_lookup (g_proxy_resolver_get_default (), address,
                                       cancellable, error);
  g_autoptr (GPtrArray) proxies = NULL;

  if (answer == NULL)
    return NULL;
  proxies = rt_proxy_addresses_parse ((const char *const *)answer, error);
  if (proxies == NULL)
    return NULL;
  return make_choice (self, self->script != NULL ? RT_WAY_SCRIPT : RT_WAY_SYSTEM,
                      proxies);
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
  g_autoptr (RtProxy) proxy = NULL;

  if (entry != NULL)
    return rt_proxy_choice_new (RT_WAY_BYPASS, entry, NULL);
  if (self->proxy == NULL)
    return ask_others (self, uri, cancellable, error);
  proxy = dup_with_login (self, self->proxy);
  return rt_proxy_choice_new (RT_WAY_SET, NULL, proxy);
}

static void
rt_proxy_policy_source_init (RtProxySourceInterface *iface)
{
  iface->choose = rt_proxy_policy_choose;
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

  g_clear_pointer (&self->bypass, rt_bypass_list_unref);
  g_clear_pointer (&self->proxy, rt_proxy_unref);
  g_clear_pointer (&self->script, rt_proxy_script_unref);
  g_ptr_array_unref (self->logins);
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
  self->logins = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_proxy_unref);
}

static RtProxyPolicy *
new_with_bypass (const char *bypass, GError **error)
{
  g_autoptr (RtProxyPolicy) self = g_object_new (RT_TYPE_PROXY_POLICY, NULL);

  if (bypass == NULL)
    return g_steal_pointer (&self);
  self->bypass = rt_bypass_list_parse (bypass, error);
  return self->bypass != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * rt_proxy_policy_new:
 * @proxy: as rt_proxy_address_parse() reads it
 * @bypass: (nullable): what is reached without it, as rt_bypass_list_parse() reads it
 * @error: return location for a #GError, or %NULL
 *
 * Makes a policy of one proxy.
 *
 * Errors: %RT_ERROR_BAD_PROXY
 *
 * Returns: (transfer full) (nullable): the policy
 */
RtProxyPolicy *
rt_proxy_policy_new (const char *proxy, const char *bypass, GError **error)
{
  g_autoptr (RtProxyPolicy) self = new_with_bypass (bypass, error);

  if (self == NULL)
    return NULL;
  self->proxy = rt_proxy_address_parse (proxy, error);
  return self->proxy != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * rt_proxy_policy_new_system:
 * @bypass: (nullable): what is reached without a proxy besides
 * @error: return location for a #GError, or %NULL
 *
 * Makes a policy that asks the settings of the system (or what stands in `http_proxy` and
 * its like) at every hop.
 *
 * Errors: %RT_ERROR_BAD_PROXY
 *
 * Returns: (transfer full) (nullable): the policy
 */
RtProxyPolicy *
rt_proxy_policy_new_system (const char *bypass, GError **error)
{
  return new_with_bypass (bypass, error);
}

/**
 * rt_proxy_policy_new_script:
 * @address: of a script, as rt_proxy_script_new() takes it
 * @bypass: (nullable): what is reached without a proxy besides
 * @error: return location for a #GError, or %NULL
 *
 * Makes a policy that asks a script at every hop.
 *
 * Errors: %RT_ERROR_BAD_PROXY, %RT_ERROR_PROXY_SCRIPT
 *
 * Returns: (transfer full) (nullable): the policy
 */
RtProxyPolicy *
rt_proxy_policy_new_script (const char *address, const char *bypass, GError **error)
{
  g_autoptr (RtProxyPolicy) self = new_with_bypass (bypass, error);

  if (self == NULL)
    return NULL;
  self->script = rt_proxy_script_new (address, error);
  return self->script != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * rt_proxy_policy_with_login:
 * @self: a policy
 * @proxy: the proxy that asks for it
 * @user: the name
 * @password: the password
 *
 * Makes a policy that says who asks, to this proxy and to no other.
 *
 * Returns: (transfer full): the policy
 */
RtProxyPolicy *
rt_proxy_policy_with_login (RtProxyPolicy *self,
                            const RtProxy *proxy,
                            const char *user,
                            const char *password)
{
  RtProxyPolicy *changed = g_object_new (RT_TYPE_PROXY_POLICY, NULL);
  g_autoptr (RtProxyAuth) auth = rt_proxy_auth_new (user, password);

  changed->bypass = self->bypass != NULL ? rt_bypass_list_ref (self->bypass) : NULL;
  changed->proxy = self->proxy != NULL ? rt_proxy_ref (self->proxy) : NULL;
  changed->script = self->script != NULL ? rt_proxy_script_ref (self->script) : NULL;
  for (guint i = 0; i < self->logins->len; i++)
    g_ptr_array_add (changed->logins, rt_proxy_ref (self->logins->pdata[i]));
  g_ptr_array_add (changed->logins,
                   rt_proxy_new (proxy->kind, proxy->host, proxy->port, auth));
  return changed;
}
