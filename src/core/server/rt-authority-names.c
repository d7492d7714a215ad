/* What this computer is called, and what its authority may issue certificates for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-authority-names.h"

#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>

#define DNS_NAME_MAX 253
#define DNS_LABEL_MAX 63

/**
 * rt_dns_name_is_valid:
 * @name: a name in lower case
 *
 * Says whether a certificate can be made out to @name: letters, digits, and dashes inside.
 *
 * Source: [RFC 1123 §2.1](https://www.rfc-editor.org/rfc/rfc1123#section-2.1)
 *
 * Returns: %TRUE if so
 */
gboolean
rt_dns_name_is_valid (const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  if (strlen (name) > DNS_NAME_MAX || g_hostname_is_ip_address (name))
    return FALSE;
  for (guint i = 0; labels[i] != NULL; i++)
    {
      gsize length = strlen (labels[i]);

      if (length == 0 || length > DNS_LABEL_MAX || labels[i][0] == '-'
          || labels[i][length - 1] == '-'
          || strspn (labels[i], "abcdefghijklmnopqrstuvwxyz0123456789-") != length)
        return FALSE;
    }
  return labels[0] != NULL;
}

/* To permit a name permits all below it, so a computer called "dev" must not have an
 * authority for all of the domain "dev". */
static gboolean
is_own_name (const char *name)
{
  return rt_dns_name_is_valid (name) && !soup_tld_domain_is_public_suffix (name);
}

/**
 * rt_authority_names_dup_local:
 * @host_name: what this computer is called
 *
 * Gives the name that this computer has in the local network, if it says its name there.
 *
 * Source: [RFC 6762 §3](https://www.rfc-editor.org/rfc/rfc6762#section-3)
 *
 * Returns: (transfer full) (nullable): such as `workbench.local`; %NULL if none can be made
 *   of @host_name
 */
char *
rt_authority_names_dup_local (const char *host_name)
{
  g_autofree char *lower = g_ascii_strdown (host_name, -1);
  g_autofree char *label = g_strndup (lower, strcspn (lower, "."));
  g_autofree char *local = g_strconcat (label, ".local", NULL);

  return !g_hostname_is_ip_address (lower) && rt_dns_name_is_valid (local)
             ? g_steal_pointer (&local)
             : NULL;
}

/**
 * rt_authority_names_own:
 * @host_name: what this computer is called
 *
 * Gives what every local server can be reached as from this computer, and the name that
 * it has in the local network.
 *
 * Returns: (transfer full): names and addresses, `localhost` first
 */
GStrv
rt_authority_names_own (const char *host_name)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree char *lower = g_ascii_strdown (host_name, -1);
  g_autofree char *local = rt_authority_names_dup_local (host_name);

  g_strv_builder_add_many (names, "localhost", "127.0.0.1", "::1", NULL);
  if (is_own_name (lower))
    g_strv_builder_add (names, lower);
  if (local != NULL)
    g_strv_builder_add (names, local);
  return g_strv_builder_end (names);
}

/**
 * rt_authority_names_permitted:
 * @host_name: what this computer is called
 *
 * Gives what a certificate of this computer's authority may be for: names that mean this
 * computer or one in the local network, and loopback, private and link-local addresses. A
 * name permits all below it.
 *
 * Source: [RFC 5280 §4.2.1.10](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10)
 *
 * Returns: (transfer full): names, and ranges such as `10.0.0.0/8`
 */
GStrv
rt_authority_names_permitted (const char *host_name)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree char *lower = g_ascii_strdown (host_name, -1);

  g_strv_builder_add_many (names, "localhost", "local", "127.0.0.0/8", "10.0.0.0/8",
                           "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1/128",
                           "fc00::/7", "fe80::/10", NULL);
  if (is_own_name (lower))
    g_strv_builder_add (names, lower);
  return g_strv_builder_end (names);
}

/* Whether a certificate of that authority may be for a name in lower case, or an address. */
static gboolean
permits (gnutls_x509_name_constraints_t constraints, const char *name)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (name);
  gnutls_x509_subject_alt_name_t type = GNUTLS_SAN_DNSNAME;
  gnutls_datum_t datum = { (unsigned char *)name, (unsigned int)strlen (name) };

  if (address != NULL)
    {
      type = GNUTLS_SAN_IPADDRESS;
      datum.data = (unsigned char *)g_inet_address_to_bytes (address);
      datum.size = (unsigned int)g_inet_address_get_native_size (address);
    }
  else if (!rt_dns_name_is_valid (name))
    return FALSE;
  return gnutls_x509_name_constraints_check (constraints, type, &datum) != 0;
}

static void
add (GPtrArray *all, gnutls_x509_name_constraints_t constraints, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (permits (constraints, lower)
      && !g_ptr_array_find_with_equal_func (all, lower, g_str_equal, NULL))
    g_ptr_array_add (all, g_steal_pointer (&lower));
}

/**
 * rt_authority_names_join:
 * @own: names and addresses
 * @more: (nullable): further ones
 * @constraints: what an authority may vouch for
 *
 * Gives each name of both lists that may stand in a certificate of that authority, in
 * lower case and once.
 *
 * Returns: (transfer full): the names
 */
GStrv
rt_authority_names_join (const char *const *own,
                         const char *const *more,
                         gnutls_x509_name_constraints_t constraints)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; own[i] != NULL; i++)
    add (all, constraints, own[i]);
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    add (all, constraints, more[i]);
  g_ptr_array_add (all, NULL);
  return (GStrv)g_ptr_array_steal (all, NULL);
}
