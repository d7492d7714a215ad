/* What to send: an immutable value. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-request.h"

#include "core/http/rt-address.h"
#include "core/http/rt-host-name.h"
#include "core/wire/rt-error.h"
#include "rt-config.h"

#include <string.h>

struct _RtRequest
{
  gatomicrefcount ref_count;
  char *method;
  GUri *uri; /* without user info */
  RtHeaderList *fields;
  GBytes *body; /* at most one of body and body_file is set */
  GFile *body_file;
  RtRequestOptions options;
  GPtrArray *connect_to; /* of RtConnectTo */
  GPtrArray *pins;       /* of RtPin */
  GTlsDatabase *anchors; /* nullable */
};

G_DEFINE_BOXED_TYPE (RtRequest, rt_request, rt_request_ref, rt_request_unref)

static void
free_connect_to (gpointer data)
{
  RtConnectTo *connect_to = data;

  g_free (connect_to->host);
  g_free (connect_to->address);
  g_free (connect_to);
}

static void
free_pin (gpointer data)
{
  RtPin *pin = data;

  g_free (pin->host);
  g_free (pin->sha256);
  g_free (pin);
}

static gpointer
copy_connect_to (gconstpointer source, gpointer user_data)
{
  const RtConnectTo *connect_to = source;
  RtConnectTo *copy = g_new0 (RtConnectTo, 1);

  copy->host = g_strdup (connect_to->host);
  copy->port = connect_to->port;
  copy->address = g_strdup (connect_to->address);
  return copy;
}

static gpointer
copy_pin (gconstpointer source, gpointer user_data)
{
  const RtPin *pin = source;
  RtPin *copy = g_new0 (RtPin, 1);

  copy->host = g_strdup (pin->host);
  copy->port = pin->port;
  copy->sha256 = g_strdup (pin->sha256);
  return copy;
}

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
  copied->options = self->options;
  copied->connect_to = g_ptr_array_ref (self->connect_to);
  copied->pins = g_ptr_array_ref (self->pins);
  g_set_object (&copied->anchors, self->anchors);
  return copied;
}

static gboolean
check_method (const char *method, GError **error)
{
  if (!rt_header_is_token (method))
    {
      g_autofree char *shown = g_strescape (method, NULL);
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_FIELD, "method '%.200s' is no token",
                   shown);
      return FALSE;
    }
  if (g_ascii_strcasecmp (method, "CONNECT") == 0)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_BAD_FIELD,
                           "method 'CONNECT' is for proxies");
      return FALSE;
    }
  return TRUE;
}

static RtHeaderList *
make_default_fields (const RtAddress *address)
{
  RtHeaderList *fields = rt_header_list_new ();

  rt_header_list_append (fields, "User-Agent", "Roundtrip/" RT_VERSION, NULL);
  rt_header_list_append (fields, "Accept", "*/*", NULL);
  if (address->user != NULL)
    {
      g_autofree char *pair = g_strdup_printf (
          "%s:%s", address->user, address->password != NULL ? address->password : "");
      g_autofree char *base64 = g_base64_encode ((const guchar *)pair, strlen (pair));
      g_autofree char *value = g_strconcat ("Basic ", base64, NULL);
      rt_header_list_append (fields, "Authorization", value, NULL);
    }
  return fields;
}

/**
 * rt_request_new:
 * @method: a method, in the case in which it is sent
 * @address: what was typed; see rt_address_parse()
 * @error: return location for a #GError, or %NULL
 *
 * Makes a request with our own fields and options.  User name and password in @address
 * become an Authorization field.
 *
 * Errors: %RT_ERROR_BAD_ADDRESS; %RT_ERROR_BAD_FIELD if @method is no token or CONNECT.
 *
 * Source: [RFC 7617 §2](https://www.rfc-editor.org/rfc/rfc7617#section-2)
 *
 * Returns: (transfer full) (nullable): the request
 */
RtRequest *
rt_request_new (const char *method, const char *address, GError **error)
{
  g_autoptr (RtAddress) parsed = NULL;
  RtRequest *self;

  if (!check_method (method, error))
    return NULL;
  parsed = rt_address_parse (address, error);
  if (parsed == NULL)
    return NULL;

  self = g_new0 (RtRequest, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->method = g_strdup (method);
  self->uri = g_uri_ref (parsed->uri);
  self->fields = make_default_fields (parsed);
  self->options = RT_REQUEST_OPTIONS_DEFAULT;
  self->connect_to = g_ptr_array_new_with_free_func (free_connect_to);
  self->pins = g_ptr_array_new_with_free_func (free_pin);
  return self;
}

/**
 * rt_request_new_for_uri:
 * @method: a method
 * @uri: any URI
 * @error: return location for a #GError, or %NULL
 *
 * Makes a request as rt_request_new() does.
 *
 * Errors: as rt_request_new().
 *
 * Returns: (transfer full) (nullable): the request
 */
RtRequest *
rt_request_new_for_uri (const char *method, GUri *uri, GError **error)
{
  g_autofree char *text = g_uri_to_string (uri);

  return rt_request_new (method, text, error);
}

RtRequest *
rt_request_ref (RtRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_request_unref (RtRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->method);
  g_uri_unref (self->uri);
  rt_header_list_unref (self->fields);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_object (&self->body_file);
  g_ptr_array_unref (self->connect_to);
  g_ptr_array_unref (self->pins);
  g_clear_object (&self->anchors);
  g_free (self);
}

const char *
rt_request_get_method (const RtRequest *self)
{
  return self->method;
}

GUri *
rt_request_get_uri (const RtRequest *self)
{
  return self->uri;
}

RtHeaderList *
rt_request_get_fields (const RtRequest *self)
{
  return self->fields;
}

GBytes *
rt_request_get_body (const RtRequest *self)
{
  return self->body;
}

GFile *
rt_request_get_body_file (const RtRequest *self)
{
  return self->body_file;
}

const RtRequestOptions *
rt_request_get_options (const RtRequest *self)
{
  return &self->options;
}

GPtrArray *
rt_request_get_connect_to (const RtRequest *self)
{
  return self->connect_to;
}

GPtrArray *
rt_request_get_pins (const RtRequest *self)
{
  return self->pins;
}

GTlsDatabase *
rt_request_get_anchors (const RtRequest *self)
{
  return self->anchors;
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

  if (!check_method (method, error))
    return NULL;
  changed = copy (self);
  g_free (changed->method);
  changed->method = g_strdup (method);
  return changed;
}

/**
 * rt_request_with_uri:
 * @self: a request
 * @uri: a URI that came from rt_uri_parse() or rt_address_parse()
 *
 * Returns: (transfer full): a request to @uri, fields and all else unchanged
 */
RtRequest *
rt_request_with_uri (const RtRequest *self, GUri *uri)
{
  RtRequest *changed;

  g_return_val_if_fail (rt_uri_scheme_is_http (g_uri_get_scheme (uri)), NULL);
  g_return_val_if_fail (g_uri_get_userinfo (uri) == NULL, NULL);

  changed = copy (self);
  g_uri_unref (changed->uri);
  changed->uri = g_uri_ref (uri);
  return changed;
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
 * rt_request_without_header:
 * @self: a request
 * @name: a field name
 *
 * Returns: (transfer full): a request without any field called @name
 */
RtRequest *
rt_request_without_header (const RtRequest *self, const char *name)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_copy (self->fields);

  rt_header_list_remove (fields, name);
  return rt_request_with_fields (self, fields);
}

/**
 * rt_request_with_body:
 * @self: a request
 * @body: (nullable): the body; %NULL for none
 *
 * Returns: (transfer full): a request with that body; a body file is let go
 */
RtRequest *
rt_request_with_body (const RtRequest *self, GBytes *body)
{
  RtRequest *changed = copy (self);

  g_clear_pointer (&changed->body, g_bytes_unref);
  g_clear_object (&changed->body_file);
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
  RtConnectTo *rule;
  g_autofree char *normalized = NULL;
  gsize length = strlen (address);
  g_autofree char *literal = length > 2 && address[0] == '[' && address[length - 1] == ']'
                                 ? g_strndup (address + 1, length - 2)
                                 : g_strdup (address);

  if (!g_hostname_is_ip_address (literal))
    {
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS,
                   "'%.200s' is no IP address to connect to", literal);
      return NULL;
    }
  if (g_str_equal (host, "*"))
    normalized = g_strdup (host);
  else if (g_hostname_is_ip_address (host) && strchr (host, ':') != NULL)
    normalized = rt_host_name_normalize_ipv6 (host, error);
  else
    normalized = rt_host_name_normalize (host, error);
  if (normalized == NULL)
    return NULL;

  rule = g_new0 (RtConnectTo, 1);
  rule->host = g_steal_pointer (&normalized);
  rule->port = port;
  rule->address = g_steal_pointer (&literal);
  changed = copy (self);
  g_ptr_array_unref (changed->connect_to);
  changed->connect_to = g_ptr_array_copy (self->connect_to, copy_connect_to, NULL);
  g_ptr_array_set_free_func (changed->connect_to, free_connect_to);
  g_ptr_array_add (changed->connect_to, rule);
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
  RtRequest *changed = copy (self);
  g_auto (GStrv) bytes = g_strsplit (sha256, ":", -1);
  g_autofree char *joined = g_strjoinv ("", bytes);
  RtPin *pin = g_new0 (RtPin, 1);

  pin->host = g_ascii_strdown (host != NULL ? host : "*", -1);
  pin->port = port;
  pin->sha256 = g_ascii_strdown (joined, -1);
  g_ptr_array_unref (changed->pins);
  changed->pins = g_ptr_array_copy (self->pins, copy_pin, NULL);
  g_ptr_array_set_free_func (changed->pins, free_pin);
  g_ptr_array_add (changed->pins, pin);
  return changed;
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
 * rt_request_compose_fields:
 * @self: a request
 *
 * Gives the fields in the order in which they are sent: Host first, unless the request
 * has its own Host, which stays where it is.  Framing (Content-Length and
 * Transfer-Encoding) belongs to whoever sends the body and is never in the list.
 *
 * Returns: (transfer full): the fields
 */
RtHeaderList *
rt_request_compose_fields (const RtRequest *self)
{
  RtHeaderList *composed = rt_header_list_new ();

  if (rt_header_list_find (self->fields, "Host") == NULL)
    {
      g_autofree char *authority = rt_uri_dup_authority (self->uri);
      rt_header_list_append_received (composed, "Host", authority);
    }
  for (guint i = 0; i < rt_header_list_get_length (self->fields); i++)
    {
      const RtHeader *header = rt_header_list_get (self->fields, i);
      rt_header_list_append_received (composed, header->name, header->value);
    }
  rt_header_list_remove (composed, "Content-Length");
  rt_header_list_remove (composed, "Transfer-Encoding");
  return composed;
}

/**
 * rt_request_dup_target:
 * @self: a request
 *
 * Gives path and query as the request line has them; the fragment is never sent.
 *
 * Source: [RFC 9112 §3.2.1](https://www.rfc-editor.org/rfc/rfc9112#section-3.2.1)
 *
 * Returns: (transfer full): the request target
 */
char *
rt_request_dup_target (const RtRequest *self)
{
  const char *query = g_uri_get_query (self->uri);

  return g_strconcat (g_uri_get_path (self->uri), query != NULL ? "?" : NULL, query,
                      NULL);
}

/**
 * rt_request_dup_address:
 * @self: a request
 *
 * Gives the whole URI with its fragment.  A user name or password is never in it.
 *
 * Returns: (transfer full): the address
 */
char *
rt_request_dup_address (const RtRequest *self)
{
  return g_uri_to_string (self->uri);
}

static const char *
find_connect_to (const RtRequest *self, const char *host, guint16 port)
{
  for (guint i = 0; i < self->connect_to->len; i++)
    {
      const RtConnectTo *rule = g_ptr_array_index (self->connect_to, i);

      if ((rule->port == 0 || rule->port == port)
          && (g_str_equal (rule->host, "*")
              || g_ascii_strcasecmp (rule->host, host) == 0))
        return rule->address;
    }
  return NULL;
}

static GStrv
find_pins (const RtRequest *self, const char *host, guint16 port)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) pins = NULL;

  for (guint i = 0; i < self->pins->len; i++)
    {
      const RtPin *pin = g_ptr_array_index (self->pins, i);

      if ((pin->port == 0 || pin->port == port)
          && (g_str_equal (pin->host, "*") || g_ascii_strcasecmp (pin->host, host) == 0))
        g_strv_builder_add (builder, pin->sha256);
    }
  pins = g_strv_builder_end (builder);
  return *pins != NULL ? g_steal_pointer (&pins) : NULL;
}

/**
 * rt_request_dup_route:
 * @self: a request
 *
 * Gives where the connection leads to: with the first "connect to" rule and all pins that
 * fit host and port.
 *
 * Returns: (transfer full): the route
 */
RtRoute *
rt_request_dup_route (const RtRequest *self)
{
  const char *host = g_uri_get_host (self->uri);
  guint16 port = rt_uri_get_port (self->uri);
  g_auto (GStrv) pins = find_pins (self, host, port);

  return rt_route_new (g_strcmp0 (g_uri_get_scheme (self->uri), "https") == 0, host, port,
                       find_connect_to (self, host, port), self->options.family,
                       self->anchors, (const char *const *)pins,
                       self->options.connect_timeout_s, self->options.idle_timeout_s);
}
