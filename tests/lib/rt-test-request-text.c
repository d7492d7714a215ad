/* A request in words, as a test writes it down and a failed one can show it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-request-text.h"

#include <string.h>

/* A request in words: "METHOD address", then "Name: value" lines. */
RtRequest *
rt_test_request_text_read (const char *method,
                           const char *address,
                           const char *lines,
                           const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) plain = rt_request_new (method, address, &error);
  g_autoptr (RtRequest) changed = NULL;
  g_autoptr (RtHeaderList) fields = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  if (lines == NULL)
    {
      changed = rt_request_ref (plain);
    }
  else
    {
      g_auto (GStrv) split = g_strsplit (lines, "\n", -1);

      fields = rt_header_list_new ();
      for (guint i = 0; split[i] != NULL && *split[i] != '\0'; i++)
        {
          char *colon = strchr (split[i], ':');
          *colon = '\0';
          g_assert_true (rt_header_list_append (fields, split[i], colon + 1, NULL));
        }
      changed = rt_request_with_fields (plain, fields);
    }
  if (body == NULL)
    return g_steal_pointer (&changed);
  bytes = g_bytes_new (body, strlen (body));
  return rt_request_with_body (changed, bytes);
}

char *
rt_test_request_text_fields (const RtRequest *request)
{
  RtHeaderList *fields = rt_request_get_fields (request);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      g_string_append_printf (text, "%s: %s\n", header->name, header->value);
    }
  return g_string_free (text, FALSE);
}

/* All that a request is, as text that a failed test can show. */
char *
rt_test_request_text_write (const RtRequest *request)
{
  const RtRequestOptions *options = rt_request_get_options (request);
  GString *text = g_string_new (NULL);
  g_autofree char *address = rt_request_dup_address (request);
  g_autofree char *fields = rt_test_request_text_fields (request);
  GFile *file = rt_request_get_body_file (request);
  GBytes *body = rt_request_get_body (request);

  g_string_append_printf (text, "%s %s\n%s", rt_request_get_method (request), address,
                          fields);
  g_string_append_printf (text, "%u %u %u %u %d\n", options->redirect_limit,
                          options->connect_timeout_s, options->idle_timeout_s,
                          options->total_timeout_s, (int)options->family);
  for (guint i = 0; i < rt_request_get_connect_to (request)->len; i++)
    {
      RtConnectTo *rule = g_ptr_array_index (rt_request_get_connect_to (request), i);
      g_string_append_printf (text, "%s:%u:%s\n", rule->host, rule->port, rule->address);
    }
  if (file != NULL)
    g_string_append_printf (text, "file %s\n", g_file_peek_path (file));
  if (body != NULL)
    {
      gsize length;
      const guchar *data = g_bytes_get_data (body, &length);
      g_autofree char *base64
          = g_base64_encode (data != NULL ? data : (guchar *)"", length);
      g_string_append_printf (text, "body %s\n", base64);
    }
  return g_string_free (text, FALSE);
}
