/* Requests that differ from another in one thing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-request-private.h"

#include "core/http/rt-uri.h"

/* Copies may share their parts: no part changes once it belongs to a request. */
static RtRequest *
copy (const RtRequest *self)
{
  RtRequest *copied = g_new0 (RtRequest, 1);

  g_atomic_ref_count_init (&copied->ref_count);
  copied->method = g_strdup (self->method);
  copied->uri = g_uri_ref (self->uri);
  copied->fields = rt_header_list_ref (self->fields);
  copied->body = self->body != NULL ? g_bytes_ref (self->body) : NULL;
  g_set_object (&copied->body_file, self->body_file);
  copied->body_parts
      = self->body_parts != NULL ? g_ptr_array_ref (self->body_parts) : NULL;
  copied->options = self->options;
  copied->connect_to = g_ptr_array_ref (self->connect_to);
  copied->pins = g_ptr_array_ref (self->pins);
  g_set_object (&copied->anchors, self->anchors);
  copied->own_authority = g_strdup (self->own_authority);
  g_set_object (&copied->cookie_source, self->cookie_source);
  g_set_object (&copied->field_source, self->field_source);
  g_set_object (&copied->proxy_source, self->proxy_source);
  return copied;
}

/**
 * rt_request_with_method:
 * @self: a request
 * @method: a method, in the case in which it is sent
 * @error: return location for a #GError, or %NULL
 *
 * Errors: %RT_ERROR_BAD_FIELD if @method is no token or CONNECT.
 *
 * Returns: (transfer full) (nullable): a request with that method
 */
RtRequest *
rt_request_with_method (const RtRequest *self, const char *method, GError **error)
{
  RtRequest *changed;

  if (!rt_request_check_method (method, error))
    return NULL;
  changed = copy (self);
  g_free (changed->method);
  changed->method = g_strdup (method);
  return changed;
}

static RtRequest *
move (const RtRequest *self, GUri *uri, gboolean redirected)
{
  RtRequest *changed = copy (self);

  if (self->field_source != NULL)
    {
      rt_header_list_unref (changed->fields);
      changed->fields = rt_field_source_refit (self->field_source, self->fields,
                                               self->uri, uri, redirected);
    }
  g_uri_unref (changed->uri);
  changed->uri = g_uri_ref (uri);
  return changed;
}

/**
 * rt_request_with_uri:
 * @self: a request
 * @uri: a URI that came from rt_uri_parse() or rt_address_parse()
 *
 * Returns: (transfer full): a request to @uri, with what its field source sends there;
 *   all else is unchanged
 */
RtRequest *
rt_request_with_uri (const RtRequest *self, GUri *uri)
{
  g_return_val_if_fail (rt_uri_scheme_is_http (g_uri_get_scheme (uri)), NULL);
  g_return_val_if_fail (g_uri_get_userinfo (uri) == NULL, NULL);

  return move (self, uri, FALSE);
}

/**
 * rt_request_redirected_to:
 * @self: a request
 * @uri: where its answer leads to, from rt_uri_parse()
 *
 * Does what rt_request_with_uri() does, for a redirect.
 *
 * Returns: (transfer full): the request to @uri
 */
RtRequest *
rt_request_redirected_to (const RtRequest *self, GUri *uri)
{
  g_return_val_if_fail (rt_uri_scheme_is_http (g_uri_get_scheme (uri)), NULL);

  return move (self, uri, TRUE);
}

/**
 * rt_request_with_fields:
 * @self: a request
 * @fields: fields that pass rt_header_check(); they are copied
 *
 * Returns: (transfer full): a request with those fields and no others
 */
RtRequest *
rt_request_with_fields (const RtRequest *self, const RtHeaderList *fields)
{
  RtRequest *changed;

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      g_return_val_if_fail (rt_header_check (header->name, header->value, NULL), NULL);
    }
  changed = copy (self);
  rt_header_list_unref (changed->fields);
  changed->fields = rt_header_list_copy (fields);
  return changed;
}

/**
 * rt_request_with_header:
 * @self: a request
 * @name: a field name
 * @value: a field value
 * @error: return location for a #GError, or %NULL
 *
 * Gives the first field called @name this value and drops the others; if there is none,
 * adds one at the end.
 *
 * Errors: %RT_ERROR_BAD_FIELD
 *
 * Returns: (transfer full) (nullable): the changed request
 */
RtRequest *
rt_request_with_header (const RtRequest *self,
                        const char *name,
                        const char *value,
                        GError **error)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_copy (self->fields);

  if (!rt_header_list_set (fields, name, value, error))
    return NULL;
  return rt_request_with_fields (self, fields);
}

/**
 * rt_request_with_body:
 * @self: a request
 * @body: (nullable): the body; %NULL for none
 *
 * Returns: (transfer full): a request with that body; files are let go
 */
RtRequest *
rt_request_with_body (const RtRequest *self, GBytes *body)
{
  RtRequest *changed = copy (self);

  g_clear_pointer (&changed->body, g_bytes_unref);
  g_clear_object (&changed->body_file);
  g_clear_pointer (&changed->body_parts, g_ptr_array_unref);
  changed->body = body != NULL ? g_bytes_ref (body) : NULL;
  return changed;
}

/**
 * rt_request_with_body_file:
 * @self: a request
 * @file: (nullable): a file to stream as the body; %NULL for none
 *
 * Returns: (transfer full): a request with that body; a body in memory is let go
 */
RtRequest *
rt_request_with_body_file (const RtRequest *self, GFile *file)
{
  RtRequest *changed = rt_request_with_body (self, NULL);

  g_set_object (&changed->body_file, file);
  return changed;
}

/**
 * rt_request_with_body_parts:
 * @self: a request
 * @parts: (element-type RtBodyPart): what to stream as the body, one after another
 *
 * Returns: (transfer full): a request with that body; a body in memory is let go
 */
RtRequest *
rt_request_with_body_parts (const RtRequest *self, GPtrArray *parts)
{
  RtRequest *changed = rt_request_with_body (self, NULL);

  changed->body_parts = g_ptr_array_ref (parts);
  return changed;
}

/**
 * rt_request_with_options:
 * @self: a request
 * @options: options; they are copied
 *
 * Returns: (transfer full): a request with those options
 */
RtRequest *
rt_request_with_options (const RtRequest *self, const RtRequestOptions *options)
{
  RtRequest *changed = copy (self);

  changed->options = *options;
  return changed;
}

/**
 * rt_request_with_connect_to:
 * @self: a request
 * @host: a host name in any form, or "*" for every host
 * @port: a port, or 0 for every port
 * @address: the address literal to connect to, with or without brackets
 * @error: return location for a #GError, or %NULL
 *
 * Adds a rule "connect there, keep the name".  The first rule that fits is used.
 *
 * Errors: %RT_ERROR_BAD_ADDRESS if @host or @address is none.
 *
 * Returns: (transfer full) (nullable): a request with one more rule
 */
RtRequest *
rt_request_with_connect_to (const RtRequest *self,
                            const char *host,
                            guint16 port,
                            const char *address,
                            GError **error)
{
  RtRequest *changed;
  GPtrArray *list
      = rt_connect_to_list_with (self->connect_to, host, port, address, error);

  if (list == NULL)
    return NULL;
  changed = copy (self);
  g_ptr_array_unref (changed->connect_to);
  changed->connect_to = list;
  return changed;
}

/**
 * rt_request_with_pins:
 * @self: a request
 * @pins: (element-type RtPin): pins, which are not changed from now on
 *
 * Returns: (transfer full): a request with those pins and no others
 */
RtRequest *
rt_request_with_pins (const RtRequest *self, GPtrArray *pins)
{
  RtRequest *changed = copy (self);

  g_ptr_array_unref (changed->pins);
  changed->pins = g_ptr_array_ref (pins);
  return changed;
}

/**
 * rt_request_with_pin:
 * @self: a request
 * @host: (nullable): an ASCII host; %NULL or "*" for whatever host the request goes to
 * @port: a port, or 0 for every port
 * @sha256: the fingerprint of a leaf, hex in any case, with or without colons
 *
 * Adds a certificate that the user trusts.
 *
 * Returns: (transfer full): a request with one more pin
 */
RtRequest *
rt_request_with_pin (const RtRequest *self,
                     const char *host,
                     guint16 port,
                     const char *sha256)
{
  g_autoptr (GPtrArray) pins = rt_pin_list_copy (self->pins);

  rt_pin_list_add (pins, host, port, sha256);
  return rt_request_with_pins (self, pins);
}

/**
 * rt_request_with_anchors:
 * @self: a request
 * @anchors: (nullable): what to trust in place of the system's roots; %NULL for these
 *
 * Returns: (transfer full): a request that trusts @anchors
 */
RtRequest *
rt_request_with_anchors (const RtRequest *self, GTlsDatabase *anchors)
{
  RtRequest *changed = copy (self);

  g_set_object (&changed->anchors, anchors);
  return changed;
}

/**
 * rt_request_with_own_authority:
 * @self: a request
 * @path: (nullable): the file with the certificate of this computer's own authority
 *
 * Trusts that authority, too, but only for servers of this computer: for its names and at
 * its addresses.  The file is read when such a server is met.
 *
 * Returns: (transfer full): a request that trusts our own servers; with %NULL, one that
 *   does not
 */
RtRequest *
rt_request_with_own_authority (const RtRequest *self, const char *path)
{
  RtRequest *changed = copy (self);

  g_free (changed->own_authority);
  changed->own_authority = g_strdup (path);
  return changed;
}

/**
 * rt_request_with_cookie_source:
 * @self: a request
 * @source: (nullable): where its cookies come from and go to; %NULL: nowhere
 *
 * Returns: (transfer full): a request with the cookies of @source
 */
RtRequest *
rt_request_with_cookie_source (const RtRequest *self, RtCookieSource *source)
{
  RtRequest *changed = copy (self);

  g_set_object (&changed->cookie_source, source);
  return changed;
}

/**
 * rt_request_with_field_source:
 * @self: a request
 * @source: (nullable): what changes its fields when it goes elsewhere; %NULL: nothing
 *
 * Returns: (transfer full): a request with that source; its fields stay as they are
 */
RtRequest *
rt_request_with_field_source (const RtRequest *self, RtFieldSource *source)
{
  RtRequest *changed = copy (self);

  g_set_object (&changed->field_source, source);
  return changed;
}

/**
 * rt_request_with_proxy_source:
 * @self: a request
 * @source: (nullable): who says which way each of its hops takes; %NULL: straight to the
 *   site
 *
 * Returns: (transfer full): a request with that source
 */
RtRequest *
rt_request_with_proxy_source (const RtRequest *self, RtProxySource *source)
{
  RtRequest *changed = copy (self);

  g_set_object (&changed->proxy_source, source);
  return changed;
}

/**
 * rt_request_with_usual_proxy_source:
 * @self: a request
 * @source: (nullable): who says which way it takes if nobody has said it
 *
 * Returns: (transfer full): a request with a source of its own, or else with that one
 */
RtRequest *
rt_request_with_usual_proxy_source (const RtRequest *self, RtProxySource *source)
{
  return rt_request_with_proxy_source (
      self, self->proxy_source != NULL ? self->proxy_source : source);
}
