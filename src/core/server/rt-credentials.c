/* The name and the password that clients of a proxy have to give. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-credentials.h"

#include <gnutls/gnutls.h>
#include <string.h>

/**
 * rt_credentials_match:
 * @credentials: “name:password”
 * @given: (array length=length): what a client gave, in the same form
 * @length: of @given
 *
 * Compares, in a time that tells nothing about the letters.
 *
 * Returns: %TRUE if they are the same
 */
gboolean
rt_credentials_match (const char *credentials, const char *given, gsize length)
{
  return strlen (credentials) == length
         && gnutls_memcmp (credentials, given, length) == 0;
}

/**
 * rt_credentials_match_basic:
 * @credentials: “name:password”
 * @field: the value of Proxy-Authorization
 *
 * Reads credentials of the scheme Basic, and compares them.
 *
 * Source: [RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)
 *
 * Returns: %TRUE if they are the same
 */
gboolean
rt_credentials_match_basic (const char *credentials, const char *field)
{
  g_autofree guchar *given = NULL;
  gsize length;

  if (g_ascii_strncasecmp (field, "Basic ", 6) != 0)
    return FALSE;
  given = g_base64_decode (field + 6 + strspn (field + 6, " "), &length);
  return rt_credentials_match (credentials, (const char *)given, length);
}
