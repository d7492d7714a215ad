/* From what a person types to an http or https URI. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-address.h"

#include "core/http/rt-host-name.h"
#include "core/http/rt-percent.h"
#include "core/wire/rt-error.h"

#include <string.h>

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, RT_ERROR, RT_ERROR_BAD_ADDRESS, why);
  return FALSE;
}

/* White space of any script, and the marks that come along when text is copied. */
static char *
trim (const char *text)
{
  const char *end;

  while (*text != '\0'
         && (g_unichar_isspace (g_utf8_get_char (text))
             || g_unichar_iszerowidth (g_utf8_get_char (text))))
    text = g_utf8_next_char (text);
  end = text + strlen (text);
  while (end > text)
    {
      const char *previous = g_utf8_prev_char (end);
      gunichar c = g_utf8_get_char (previous);

      if (!g_unichar_isspace (c) && !g_unichar_iszerowidth (c))
        break;
      end = previous;
    }
  return g_strndup (text, (gsize)(end - text));
}

/* "example.com:8080/a" and "me:pw@example.com" look as if they had a scheme, and so does
 * the bare address "fe80::1".  What stands before the colon is a scheme if it is one of
 * ours, if slashes follow, or if nothing else makes sense. */
static gboolean
has_scheme (const char *text)
{
  g_autofree char *scheme = g_uri_parse_scheme (text);
  const char *rest;
  gsize authority;
  gsize digits;

  if (scheme == NULL)
    return FALSE;
  if (rt_uri_scheme_is_http (scheme))
    return TRUE;
  rest = text + strlen (scheme) + 1;
  if (g_str_has_prefix (rest, "//") || g_ascii_strcasecmp (scheme, "mailto") == 0)
    return TRUE;
  authority = strcspn (rest, "/\\?#");
  digits = strspn (rest, "0123456789");
  return !((digits == authority && (digits > 0 || *rest == '\0'))
           || memchr (rest, '@', authority) != NULL
           || memchr (rest, ':', authority) != NULL || strchr (scheme, '.') != NULL
           || g_ascii_strcasecmp (scheme, "localhost") == 0);
}

static char *
decode (const char *text, gsize length, GError **error)
{
  g_autoptr (GString) out = rt_percent_decode (text, length);

  for (gsize i = 0; i < out->len; i++)
    if ((guchar)out->str[i] < 0x20 || out->str[i] == 0x7f)
      {
        refuse (error, "the user name or password holds a control character");
        return NULL;
      }
  if (!g_utf8_validate_len (out->str, out->len, NULL))
    {
      refuse (error, "the user name or password is no UTF-8");
      return NULL;
    }
  return g_strdup (out->str);
}

static gboolean
take_userinfo (RtAddress *self, const char *userinfo, GError **error)
{
  const char *colon = strchr (userinfo, ':');
  gsize user_length = colon != NULL ? (gsize)(colon - userinfo) : strlen (userinfo);

  if (*userinfo == '\0')
    return TRUE;
  self->user = decode (userinfo, user_length, error);
  if (self->user == NULL)
    return FALSE;
  if (strchr (self->user, ':') != NULL)
    return refuse (error, "the user name holds a ':'");
  if (colon != NULL)
    {
      self->password = decode (colon + 1, strlen (colon + 1), error);
      return self->password != NULL;
    }
  return TRUE;
}

static GUri *
parse_without_scheme (const char *text, char **userinfo, GError **error)
{
  const char *rest = g_str_has_prefix (text, "//") ? text + 2 : text;
  g_autofree char *as_https = g_strconcat ("https://", rest, NULL);
  g_autofree char *as_http = g_strconcat ("http://", rest, NULL);
  g_autoptr (GUri) uri = NULL;

  if (strchr ("/\\?#", *rest) != NULL)
    {
      refuse (error, "the address has no host");
      return NULL;
    }
  uri = rt_uri_parse (as_https, NULL, userinfo, error);
  if (uri == NULL || !rt_host_name_is_local (g_uri_get_host (uri)))
    return g_steal_pointer (&uri);
  g_clear_pointer (userinfo, g_free);
  return rt_uri_parse (as_http, NULL, userinfo, error);
}

/**
 * rt_address_parse:
 * @text: what was typed or pasted
 * @error: return location for a #GError, or %NULL
 *
 * Makes a URI of what people type.  Without a scheme it is https, but http for this
 * machine and private addresses.  User name and password are taken out.
 *
 * Errors: %RT_ERROR_BAD_ADDRESS, with words for what is wrong.
 *
 * Returns: (transfer full) (nullable): the address
 */
RtAddress *
rt_address_parse (const char *text, GError **error)
{
  g_autoptr (RtAddress) self = g_new0 (RtAddress, 1);
  g_autofree char *trimmed = NULL;
  g_autofree char *userinfo = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    {
      refuse (error, "the address is no UTF-8");
      return NULL;
    }
  trimmed = trim (text);
  if (*trimmed == '\0')
    {
      refuse (error, "the address is empty");
      return NULL;
    }
  self->scheme_added = !has_scheme (trimmed);
  if (self->scheme_added)
    self->uri = parse_without_scheme (trimmed, &userinfo, error);
  else
    self->uri = rt_uri_parse (trimmed, NULL, &userinfo, error);
  if (self->uri == NULL)
    return NULL;
  if (userinfo != NULL && !take_userinfo (self, userinfo, error))
    return NULL;
  self->unicode_host = rt_host_name_to_unicode (g_uri_get_host (self->uri));
  self->mixed_scripts
      = self->unicode_host != NULL && rt_host_name_mixes_scripts (self->unicode_host);
  return g_steal_pointer (&self);
}

void
rt_address_free (RtAddress *self)
{
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self->user);
  g_free (self->password);
  g_free (self->unicode_host);
  g_free (self);
}
