/* The bodies in an HTTP Archive: what was sent with a request, and what came. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-har-body.h"

#include "core/http/rt-mask-body.h"

static void
put_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
put_type (JsonBuilder *builder, const RtHeaderList *fields, const char *otherwise)
{
  const char *type = fields != NULL ? rt_header_list_find (fields, "Content-Type") : NULL;
  g_autofree char *text = rt_header_value_to_utf8 (type != NULL ? type : otherwise);

  put_string (builder, "mimeType", text);
}

/* As text where it is text, else in base64, which @encoding says. */
static void
put_bytes (JsonBuilder *builder, GBytes *bytes, const char *encoding)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gboolean is_text = size == 0 || g_utf8_validate_len (data, size, NULL);
  g_autofree char *text = is_text ? g_strndup (size > 0 ? data : "", size)
                                  : g_base64_encode ((const guchar *)data, size);

  put_string (builder, "text", text);
  if (!is_text)
    put_string (builder, encoding, "base64");
}

static GBytes *
mask (GBytes *body, const RtHeaderList *fields, gboolean with_secrets)
{
  const char *type = fields != NULL ? rt_header_list_find (fields, "Content-Type") : NULL;

  return with_secrets ? g_bytes_ref (body) : rt_mask_body (body, type);
}

/**
 * rt_har_put_post_data:
 * @builder: what writes the request
 * @request: a request
 * @with_secrets: whether secrets are written as they are
 *
 * Writes the body that was sent, if any.  One that was read from files is not there any
 * more.
 *
 * Source: [HTTP Archive 1.2, postData](http://www.softwareishard.com/blog/har-12-spec/#postData)
 */
void
rt_har_put_post_data (JsonBuilder *builder,
                      const RtRequest *request,
                      gboolean with_secrets)
{
  const RtHeaderList *fields = rt_request_get_fields (request);
  GBytes *body = rt_request_get_body (request);

  if (!rt_request_has_body (request))
    return;
  json_builder_set_member_name (builder, "postData");
  json_builder_begin_object (builder);
  put_type (builder, fields, "");
  json_builder_set_member_name (builder, "params");
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
  if (body != NULL)
    {
      g_autoptr (GBytes) shown = mask (body, fields, with_secrets);
      put_bytes (builder, shown, "_encoding");
    }
  else
    {
      put_string (builder, "text", "");
      put_string (builder, "comment", "the body was read from files, and was not kept");
    }
  json_builder_end_object (builder);
}

/**
 * rt_har_put_content:
 * @builder: what writes the answer
 * @body: (nullable): the body that came, if it is the last answer's
 * @fields: (nullable): the fields of the answer
 * @with_secrets: whether secrets are written as they are
 *
 * Writes the body that came, as far as it is still in memory.
 */
void
rt_har_put_content (JsonBuilder *builder,
                    RtBody *body,
                    const RtHeaderList *fields,
                    gboolean with_secrets)
{
  GBytes *preview = body != NULL ? rt_body_get_preview (body) : NULL;
  guint64 decoded = body != NULL ? rt_body_get_decoded_bytes (body) : 0;
  gsize size = preview != NULL ? g_bytes_get_size (preview) : 0;

  json_builder_set_member_name (builder, "content");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "size");
  json_builder_add_int_value (builder, (gint64)decoded);
  if (body != NULL)
    {
      json_builder_set_member_name (builder, "compression");
      json_builder_add_int_value (builder,
                                  (gint64)(decoded - rt_body_get_wire_bytes (body)));
    }
  put_type (builder, fields, "x-unknown");
  if (size > 0)
    {
      g_autoptr (GBytes) shown = mask (preview, fields, with_secrets);
      put_bytes (builder, shown, "encoding");
    }
  if (size < decoded)
    put_string (builder, "comment", "only the beginning of the body was kept");
  json_builder_end_object (builder);
}
