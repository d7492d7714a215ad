/* Addresses as a page writes them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-address.h"

#include "core/forms/rt-form-text.h"
#include "core/http/rt-uri.h"

#include <string.h>

/* What a browser leaves out before it reads an address. */
static char *
clean (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *end;

  while (*text != '\0' && (guchar)*text <= ' ')
    text++;
  end = text + strlen (text);
  while (end > text && (guchar)end[-1] <= ' ')
    end--;
  for (; text < end; text++)
    if (strchr ("\t\n\r", *text) == NULL)
      g_string_append_c (out, *text);
  return g_string_free (out, FALSE);
}

/* The path is always UTF-8, the query is in the page's encoding. */
static char *
encode_query (const char *address, const RtEncoding *encoding)
{
  const char *query = strchr (address, '?');
  const char *fragment = strchr (address, '#');
  g_autofree char *text = NULL;
  g_autoptr (GString) encoded = NULL;

  if (query == NULL || (fragment != NULL && fragment < query))
    return g_strdup (address);
  text = fragment != NULL ? g_strndup (query, fragment - query) : g_strdup (query);
  encoded
      = rt_form_text_encode (rt_encoding_get_output (encoding), text, RT_FORM_TEXT_URL);
  g_string_insert_len (encoded, 0, address, query - address);
  return g_strconcat (encoded->str, fragment, NULL);
}

/**
 * rt_form_address_resolve:
 * @address: the value of an attribute, UTF-8
 * @base: what it is relative to
 * @encoding: of the page
 * @error: return location for a #GError, or %NULL
 *
 * Errors: those of rt_uri_parse().
 *
 * Source: [HTML §2.4.1](https://html.spec.whatwg.org/multipage/urls-and-fetching.html#encoding-parsing-a-url)
 *
 * Returns: (transfer full): the address it stands for, or %NULL on error
 */
GUri *
rt_form_address_resolve (const char *address,
                         GUri *base,
                         const RtEncoding *encoding,
                         GError **error)
{
  g_autofree char *cleaned = clean (address);
  g_autofree char *encoded = encode_query (cleaned, encoding);

  return rt_uri_parse (encoded, base, NULL, error);
}
