/* A user name and a password, for one origin. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-login.h"

#include <string.h>

/**
 * rt_login_new:
 * @origin: a URI of the origin that they are for
 * @user: the user name
 * @password: (nullable): the password
 *
 * Returns: (transfer full): the login
 */
RtLogin *
rt_login_new (GUri *origin, const char *user, const char *password)
{
  RtLogin *self = g_new0 (RtLogin, 1);

  self->origin = g_uri_ref (origin);
  self->user = g_strdup (user);
  self->password = g_strdup (password != NULL ? password : "");
  return self;
}

void
rt_login_free (RtLogin *self)
{
  g_uri_unref (self->origin);
  g_free (self->user);
  g_free (self->password);
  g_free (self);
}

/**
 * rt_login_dup_address:
 * @self: (nullable): a login
 * @uri: where to
 *
 * Writes the address with user name and password, as they are typed.
 *
 * Returns: (transfer full) (nullable): the address; %NULL if the login is none for @uri
 */
char *
rt_login_dup_address (const RtLogin *self, GUri *uri)
{
  g_autofree char *plain = NULL;
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;
  const char *rest;

  if (self == NULL || !rt_uri_same_origin (self->origin, uri))
    return NULL;
  plain = g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO);
  rest = strstr (plain, "://") + 3;
  user = g_uri_escape_string (self->user, NULL, TRUE);
  password = g_uri_escape_string (self->password, NULL, TRUE);
  return g_strdup_printf ("%.*s%s:%s@%s", (int)(rest - plain), plain, user, password,
                          rest);
}

/**
 * rt_login_dup_authorization:
 * @self: a login
 *
 * Source: [RFC 7617 §2](https://www.rfc-editor.org/rfc/rfc7617#section-2)
 *
 * Returns: (transfer full): the value of the field that logs in with it
 */
char *
rt_login_dup_authorization (const RtLogin *self)
{
  g_autofree char *pair = g_strdup_printf ("%s:%s", self->user, self->password);
  g_autofree char *base64 = g_base64_encode ((const guchar *)pair, strlen (pair));

  return g_strconcat ("Basic ", base64, NULL);
}
