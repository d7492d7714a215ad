/* Secrets by the names they go by, blotted out in what is shown and exported. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-mask.h"

#include "core/wire/rt-header-secret.h"

#include <string.h>

/**
 * rt_mask_pairs:
 * @pairs: such as `a=1&token=2`, a query or the body of a form
 *
 * Masks the values of names that speak of secrets.
 *
 * Returns: (transfer full): the pairs
 */
char *
rt_mask_pairs (const char *pairs)
{
  g_auto (GStrv) parts = g_strsplit (pairs, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');
      g_autofree char *name
          = equals != NULL ? g_strndup (parts[i], equals - parts[i]) : NULL;

      if (name == NULL || !rt_header_is_secret (name))
        continue;
      g_free (parts[i]);
      parts[i] = g_strconcat (name, "=" RT_MASK, NULL);
    }
  return g_strjoinv ("&", parts);
}

/* `http://ann:pw@host/`: our own addresses have no such thing, but a server's may.  Gives
 * the first @length bytes, which end before query and fragment. */
static char *
mask_user (const char *address, gsize length)
{
  const char *slashes = g_strstr_len (address, length, "//");
  const char *end = address + length;
  const char *start = slashes != NULL ? slashes + 2 : end;
  const char *at;

  if (slashes == NULL || (slashes > address && slashes[-1] != ':'))
    return g_strndup (address, length);
  at = g_strrstr_len (start, MIN (strcspn (start, "/"), (gsize)(end - start)), "@");
  if (at == NULL)
    return g_strndup (address, length);
  return g_strdup_printf ("%.*s" RT_MASK "%.*s", (int)(start - address), address,
                          (int)(end - at), at);
}

/* Takes a query or a fragment, @length bytes with the mark that it begins with. */
static void
append_masked (GString *masked, const char *part, gsize length)
{
  g_autofree char *pairs = NULL;
  g_autofree char *masked_pairs = NULL;

  if (length == 0)
    return;
  pairs = g_strndup (part + 1, length - 1);
  masked_pairs = rt_mask_pairs (pairs);
  g_string_append_c (masked, *part);
  g_string_append (masked, masked_pairs);
}

/**
 * rt_mask_address:
 * @address: an address or a reference to one, such as the target of a request
 *
 * Masks user and password, and in the query and the fragment what speaks of secrets.  In a
 * fragment, OAuth hands an access_token over.
 *
 * Source: [RFC 6749 §4.2.2](https://www.rfc-editor.org/rfc/rfc6749#section-4.2.2)
 *
 * Returns: (transfer full): the address
 */
char *
rt_mask_address (const char *address)
{
  const char *query = address + strcspn (address, "?#");
  const char *fragment = query + strcspn (query, "#");
  g_autofree char *before = mask_user (address, (gsize)(query - address));
  g_autoptr (GString) masked = g_string_new (before);

  append_masked (masked, query, (gsize)(fragment - query));
  append_masked (masked, fragment, strlen (fragment));
  return g_string_free (g_steal_pointer (&masked), FALSE);
}

/**
 * rt_mask_field:
 * @name: the name of a field
 * @value: its value
 *
 * Masks a credential, and what is one in an address.
 *
 * Returns: (transfer full): the value
 */
char *
rt_mask_field (const char *name, const char *value)
{
  if (rt_header_is_secret (name))
    return g_strdup (RT_MASK);
  if (g_ascii_strcasecmp (name, "Location") == 0
      || g_ascii_strcasecmp (name, "Content-Location") == 0
      || g_ascii_strcasecmp (name, "Referer") == 0)
    return rt_mask_address (value);
  return g_strdup (value);
}
