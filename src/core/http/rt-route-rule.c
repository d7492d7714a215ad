/* Rules for where a request connects to and which certificates it accepts there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-route-rule.h"

#include "core/http/rt-host-name.h"
#include "core/wire/rt-error.h"

#include <gio/gio.h>
#include <string.h>

static void
free_connect_to (gpointer data)
{
  RtConnectTo *rule = data;

  g_free (rule->host);
  g_free (rule->address);
  g_free (rule);
}

static void
free_pin (gpointer data)
{
  RtPin *pin = data;

  g_free (pin->host);
  g_free (pin->sha256);
  g_free (pin);
}

static void
add_connect_to (GPtrArray *list, const char *host, guint16 port, const char *address)
{
  RtConnectTo *rule = g_new0 (RtConnectTo, 1);

  rule->host = g_strdup (host);
  rule->port = port;
  rule->address = g_strdup (address);
  g_ptr_array_add (list, rule);
}

static gboolean
fits (const char *rule_host, guint16 rule_port, const char *host, guint16 port)
{
  return (rule_port == 0 || rule_port == port)
         && (g_str_equal (rule_host, "*") || g_ascii_strcasecmp (rule_host, host) == 0);
}

GPtrArray *
rt_connect_to_list_new (void)
{
  return g_ptr_array_new_with_free_func (free_connect_to);
}

/**
 * rt_connect_to_list_with:
 * @list: (element-type RtConnectTo): rules; they stay as they are
 * @host: a host name in any form, or "*" for every host
 * @port: a port, or 0 for every port
 * @address: an address literal, with or without brackets
 * @error: return location for a #GError, or %NULL
 *
 * Makes a list with one more rule at its end.
 *
 * Errors: %RT_ERROR_BAD_ADDRESS if @host or @address is none.
 *
 * Returns: (transfer full) (element-type RtConnectTo) (nullable): the longer list
 */
GPtrArray *
rt_connect_to_list_with (GPtrArray *list,
                         const char *host,
                         guint16 port,
                         const char *address,
                         GError **error)
{
  gsize length = strlen (address);
  gboolean bracketed = length > 2 && address[0] == '[' && address[length - 1] == ']';
  g_autofree char *literal
      = bracketed ? g_strndup (address + 1, length - 2) : g_strdup (address);
  g_autofree char *normalized = NULL;
  GPtrArray *longer;

  if (!g_hostname_is_ip_address (literal))
    {
      g_autofree char *shown = rt_error_excerpt (literal);
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS,
                   "'%s' is no IP address to connect to", shown);
      return NULL;
    }
  if (g_str_equal (host, "*"))
    normalized = g_strdup (host);
  else if (strchr (host, ':') != NULL)
    normalized = rt_host_name_normalize_ipv6 (host, error);
  else
    normalized = rt_host_name_normalize (host, error);
  if (normalized == NULL)
    return NULL;

  longer = rt_connect_to_list_new ();
  for (guint i = 0; i < list->len; i++)
    {
      const RtConnectTo *rule = g_ptr_array_index (list, i);
      add_connect_to (longer, rule->host, rule->port, rule->address);
    }
  add_connect_to (longer, normalized, port, literal);
  return longer;
}

/**
 * rt_connect_to_list_find:
 * @list: (element-type RtConnectTo): rules
 * @host: a normalized host
 * @port: a port
 *
 * Finds the first rule that fits.
 *
 * Returns: (transfer none) (nullable): the address to connect to
 */
const char *
rt_connect_to_list_find (GPtrArray *list, const char *host, guint16 port)
{
  for (guint i = 0; i < list->len; i++)
    {
      const RtConnectTo *rule = g_ptr_array_index (list, i);

      if (fits (rule->host, rule->port, host, port))
        return rule->address;
    }
  return NULL;
}

GPtrArray *
rt_pin_list_new (void)
{
  return g_ptr_array_new_with_free_func (free_pin);
}

/**
 * rt_pin_list_add:
 * @list: (element-type RtPin): pins
 * @host: (nullable): a host; %NULL or "*" for every host
 * @port: a port, or 0 for every port
 * @sha256: a fingerprint, hex in any case, with or without colons
 *
 * Adds a pin at the end.
 */
void
rt_pin_list_add (GPtrArray *list, const char *host, guint16 port, const char *sha256)
{
  g_auto (GStrv) bytes = g_strsplit (sha256, ":", -1);
  g_autofree char *joined = g_strjoinv ("", bytes);
  RtPin *pin = g_new0 (RtPin, 1);

  pin->host = g_ascii_strdown (host != NULL ? host : "*", -1);
  pin->port = port;
  pin->sha256 = g_ascii_strdown (joined, -1);
  g_ptr_array_add (list, pin);
}

GPtrArray *
rt_pin_list_copy (GPtrArray *list)
{
  GPtrArray *copy = rt_pin_list_new ();

  for (guint i = 0; i < list->len; i++)
    {
      const RtPin *pin = g_ptr_array_index (list, i);
      rt_pin_list_add (copy, pin->host, pin->port, pin->sha256);
    }
  return copy;
}

/**
 * rt_pin_list_find:
 * @list: (element-type RtPin): pins
 * @host: a normalized host
 * @port: a port
 *
 * Finds the fingerprints that are trusted there.
 *
 * Returns: (transfer full) (nullable): the fingerprints, or %NULL if there are none
 */
GStrv
rt_pin_list_find (GPtrArray *list, const char *host, guint16 port)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) found = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const RtPin *pin = g_ptr_array_index (list, i);

      if (fits (pin->host, pin->port, host, port))
        g_strv_builder_add (builder, pin->sha256);
    }
  found = g_strv_builder_end (builder);
  return *found != NULL ? g_steal_pointer (&found) : NULL;
}
