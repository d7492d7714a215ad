/* What the settings of the desktop say of proxies. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proxy/rt-proxy-settings.h"

#include "core/proxy/rt-proxy-address.h"

#include <string.h>

#define SCHEMA "org.gnome.system.proxy"

/* NULL: this desktop keeps them elsewhere. */
static GSettings *
open_settings (void)
{
  g_autoptr (GSettingsSchema) schema = g_settings_schema_source_lookup (
      g_settings_schema_source_get_default (), SCHEMA, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/* The resolver does not say which entry it was, so the same rule is asked for each. */
static gboolean
is_excepted (char *entry, const char *address)
{
  char *entries[] = { entry, NULL };
  g_autoptr (GProxyResolver) rule
      = g_simple_proxy_resolver_new ("http://proxy.invalid:1", entries);
  g_auto (GStrv) answer = g_proxy_resolver_lookup (rule, address, NULL, NULL);

  return answer != NULL && g_strcmp0 (answer[0], "direct://") == 0;
}

static char *
find_exception (GSettings *settings, const char *address)
{
  g_auto (GStrv) entries = g_settings_get_strv (settings, "ignore-hosts");

  for (guint i = 0; entries[i] != NULL; i++)
    if (is_excepted (entries[i], address))
      return g_strdup (entries[i]);
  return NULL;
}

/* The resolver answers; these settings say why, on the desktop whose they are. */
static void
explain (RtProxySettings *self, const char *address)
{
  gboolean is_direct = self->proxies->len == 1 && self->proxies->pdata[0] == NULL;
  g_autoptr (GSettings) settings = open_settings ();
  g_autofree char *mode
      = settings != NULL ? g_settings_get_string (settings, "mode") : g_strdup ("none");

  if (is_direct && strcmp (mode, "manual") == 0)
    self->exception = find_exception (settings, address);
  self->may_change
      = strcmp (mode, "auto") == 0 || (!is_direct && strcmp (mode, "manual") != 0);
}

/**
 * rt_proxy_settings_ask:
 * @self: (out caller-allocates): what they say
 * @address: of a request
 * @cancellable: (nullable): ends the waiting
 * @error: return location for a #GError, or %NULL
 *
 * Asks the settings of the desktop.  A script may be behind them, so it may take its time.
 *
 * Errors: %RT_ERROR_BAD_PROXY, those of g_proxy_resolver_lookup()
 *
 * Returns: %TRUE if @self was filled in
 */
gboolean
rt_proxy_settings_ask (RtProxySettings *self,
                       const char *address,
                       GCancellable *cancellable,
                       GError **error)
{
  g_auto (GStrv) answer = g_proxy_resolver_lookup (g_proxy_resolver_get_default (),
                                                   address, cancellable, error);

  *self = (RtProxySettings){ 0 };
  if (answer != NULL)
    self->proxies = rt_proxy_addresses_parse ((const char *const *)answer, error);
  if (self->proxies == NULL)
    return FALSE;
  explain (self, address);
  return TRUE;
}

void
rt_proxy_settings_clear (RtProxySettings *self)
{
  g_clear_pointer (&self->proxies, g_ptr_array_unref);
  g_clear_pointer (&self->exception, g_free);
}
