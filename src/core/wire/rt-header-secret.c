/* Which fields are for one origin only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-header-secret.h"

#include <string.h>

/* Parts of field names that tell of a credential.  A field too many is dropped rather
 * than one too few: "X-Monkey" stays home, too. */
static const char *const secret_parts[]
    = { "auth",  "cookie",  "credential", "csrf",      "key",
        "passw", "session", "secret",     "signature", "token" };

/**
 * rt_header_is_secret:
 * @name: the name of a field that is sent
 *
 * Tells by its name whether a field may hold a credential: it stays with its origin, and
 * out of logs and exports.  A server's challenge, such as WWW-Authenticate, holds none.
 *
 * Returns: %TRUE if it may
 */
gboolean
rt_header_is_secret (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (g_str_has_suffix (lower, "-authenticate"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (secret_parts); i++)
    if (strstr (lower, secret_parts[i]) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * rt_header_is_bound:
 * @name: the name of a field that is sent
 *
 * Tells whether a field is meant for the origin that it was made for, and for no other: it is
 * secret, or names that origin.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_header_is_bound (const char *name)
{
  return rt_header_is_secret (name) || g_ascii_strcasecmp (name, "Host") == 0;
}

/**
 * rt_header_list_without_bound:
 * @self: the fields of a request
 *
 * Leaves out what is not for another origin.
 *
 * Returns: (transfer full): the fields that are
 */
RtHeaderList *
rt_header_list_without_bound (const RtHeaderList *self)
{
  RtHeaderList *kept = rt_header_list_new ();

  for (guint i = 0; i < rt_header_list_get_length (self); i++)
    {
      const RtHeader *field = rt_header_list_get (self, i);

      if (!rt_header_is_bound (field->name))
        rt_header_list_append_received (kept, field->name, field->value);
    }
  return kept;
}
