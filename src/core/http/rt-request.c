/* What to send: an immutable value. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-request.h"

#include "core/http/rt-content-decoder.h"
#include "core/http/rt-login.h"
#include "core/http/rt-request-private.h"
#include "core/wire/rt-error.h"
#include "rt-config.h"

G_DEFINE_BOXED_TYPE (RtRequest, rt_request, rt_request_ref, rt_request_unref)

/* Whether @method may be sent to a site. */
gboolean
rt_request_check_method (const char *method, GError **error)
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

static void
add_authorization (RtHeaderList *fields, const RtAddress *address)
{
  g_autoptr (RtLogin) login
      = rt_login_new (address->uri, address->user, address->password);
  g_autofree char *value = rt_login_dup_authorization (login);

  rt_header_list_append (fields, "Authorization", value, NULL);
}

/**
 * rt_request_make_default_fields:
 *
 * Gives the fields that a request has of our own: User-Agent, Accept and Accept-Encoding.
 *
 * Returns: (transfer full): the fields
 */
RtHeaderList *
rt_request_make_default_fields (void)
{
  RtHeaderList *fields = rt_header_list_new ();

  rt_header_list_append (fields, "User-Agent", "Roundtrip/" RT_VERSION, NULL);
  rt_header_list_append (fields, "Accept", "*/*", NULL);
  rt_header_list_append (fields, "Accept-Encoding", rt_content_codings_accepted (), NULL);
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

  if (!rt_request_check_method (method, error))
    return NULL;
  parsed = rt_address_parse (address, error);
  if (parsed == NULL)
    return NULL;

  self = g_new0 (RtRequest, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->method = g_strdup (method);
  self->uri = g_uri_ref (parsed->uri);
  self->fields = rt_request_make_default_fields ();
  if (parsed->user != NULL)
    add_authorization (self->fields, parsed);
  self->options = RT_REQUEST_OPTIONS_DEFAULT;
  self->connect_to = rt_connect_to_list_new ();
  self->pins = rt_pin_list_new ();
  return self;
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
  g_clear_pointer (&self->body_parts, g_ptr_array_unref);
  g_ptr_array_unref (self->connect_to);
  g_ptr_array_unref (self->pins);
  g_clear_object (&self->anchors);
  g_free (self->own_authority);
  g_clear_object (&self->cookie_source);
  g_clear_object (&self->field_source);
  g_clear_object (&self->proxy_source);
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

GPtrArray *
rt_request_get_body_parts (const RtRequest *self)
{
  return self->body_parts;
}

gboolean
rt_request_has_body (const RtRequest *self)
{
  return self->body != NULL || self->body_file != NULL || self->body_parts != NULL;
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

const char *
rt_request_get_own_authority (const RtRequest *self)
{
  return self->own_authority;
}

RtCookieSource *
rt_request_get_cookie_source (const RtRequest *self)
{
  return self->cookie_source;
}

RtFieldSource *
rt_request_get_field_source (const RtRequest *self)
{
  return self->field_source;
}

RtProxySource *
rt_request_get_proxy_source (const RtRequest *self)
{
  return self->proxy_source;
}
