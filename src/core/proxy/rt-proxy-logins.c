/* Who asks, for each proxy that wants to know: until the program ends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/proxy/rt-proxy-logins.h"

#include <string.h>

struct _RtProxyLogins
{
  GObject parent_instance;

  GMutex lock;
  GHashTable *proxies; /* of RtProxy with its login, by its URI */
};

G_DEFINE_FINAL_TYPE (RtProxyLogins, rt_proxy_logins, G_TYPE_OBJECT)

static void
rt_proxy_logins_finalize (GObject *object)
{
  RtProxyLogins *self = RT_PROXY_LOGINS (object);

  g_hash_table_unref (self->proxies);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (rt_proxy_logins_parent_class)->finalize (object);
}

static void
rt_proxy_logins_class_init (RtProxyLoginsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_proxy_logins_finalize;
}

static void
rt_proxy_logins_init (RtProxyLogins *self)
{
  g_mutex_init (&self->lock);
  self->proxies = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify)rt_proxy_unref);
}

RtProxyLogins *
rt_proxy_logins_new (void)
{
  return g_object_new (RT_TYPE_PROXY_LOGINS, NULL);
}

static void
keep (RtProxyLogins *self, RtProxy *proxy)
{
  g_hash_table_replace (self->proxies, proxy->uri, proxy);
}

static gboolean
says_the_same (RtProxyAuth *auth, const char *user, const char *password)
{
  return strcmp (rt_proxy_auth_get_user (auth), user) == 0
         && strcmp (rt_proxy_auth_get_password (auth), password) == 0;
}

/**
 * rt_proxy_logins_set:
 * @self: logins
 * @proxy: the proxy that asks for it
 * @user: the name
 * @password: the password
 *
 * From now on the proxy in this place gets to know who asks, and no other does.
 */
void
rt_proxy_logins_set (RtProxyLogins *self,
                     const RtProxy *proxy,
                     const char *user,
                     const char *password)
{
  g_autoptr (RtProxyAuth) auth = rt_proxy_auth_new (user, password);
  const RtProxy *before;

  g_mutex_lock (&self->lock);
  before = g_hash_table_lookup (self->proxies, proxy->uri);
  /* What a nonce was used for is remembered with it. */
  if (before == NULL || !says_the_same (before->auth, user, password))
    keep (self, rt_proxy_new (proxy->kind, proxy->host, proxy->port, auth));
  g_mutex_unlock (&self->lock);
}

/**
 * rt_proxy_logins_dup:
 * @self: logins
 * @proxy: a proxy
 *
 * Returns: (transfer full) (nullable): what the proxy in this place gets to know
 */
RtProxyAuth *
rt_proxy_logins_dup (RtProxyLogins *self, const RtProxy *proxy)
{
  const RtProxy *known;
  RtProxyAuth *auth = NULL;

  g_mutex_lock (&self->lock);
  known = g_hash_table_lookup (self->proxies, proxy->uri);
  if (known != NULL)
    auth = rt_proxy_auth_ref (known->auth);
  g_mutex_unlock (&self->lock);
  return auth;
}

/**
 * rt_proxy_logins_apply:
 * @self: logins
 * @proxy: a proxy, however it was found
 *
 * Gives it the login of its place.  One that it brings itself is kept, unless another is
 * known: so what its nonce was used for is remembered.
 *
 * Returns: (transfer full): the proxy, with a login if there is one
 */
RtProxy *
rt_proxy_logins_apply (RtProxyLogins *self, RtProxy *proxy)
{
  RtProxy *known;

  g_mutex_lock (&self->lock);
  known = g_hash_table_lookup (self->proxies, proxy->uri);
  if (known == NULL && proxy->auth != NULL)
    keep (self, rt_proxy_ref (proxy));
  known = rt_proxy_ref (known != NULL ? known : proxy);
  g_mutex_unlock (&self->lock);
  return known;
}
