/* Any bytes as a pasted command: what is taken is written and read back as itself. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-curl-command.h"
#include "core/proxy/rt-proxy-address.h"
#include "core/proxy/rt-proxy-policy.h"
#include "core/wire/rt-error.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

static char *
describe (const RtRequest *request)
{
  const RtRequestOptions *options = rt_request_get_options (request);
  g_autoptr (RtHeaderList) fields = rt_request_compose_fields (request);
  g_autofree char *address = rt_request_dup_address (request);
  g_autoptr (RtRoute) route = rt_request_dup_route (request, NULL);
  GFile *file = rt_request_get_body_file (request);
  GBytes *body = rt_request_get_body (request);
  gsize length = 0;
  const guint8 *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  g_autofree char *base64 = length > 0 ? g_base64_encode (data, length) : g_strdup ("");
  GString *text = g_string_new (NULL);

  g_string_printf (
      text, "%s %s %s %u %u %u %u %d %s %s\n", rt_request_get_method (request), address,
      route->connect_to, options->redirect_limit, options->connect_timeout_s,
      options->idle_timeout_s, options->total_timeout_s, (int)options->family,
      file != NULL ? g_file_peek_path (file) : "", base64);
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      g_assert_true (rt_header_check (header->name, header->value, NULL));
      g_string_append_printf (text, "%s: %s\n", header->name, header->value);
    }
  return g_string_free (text, FALSE);
}

/* It is a way, or it is refused; and what it says is what a command for it says. */
static void
check_way (const RtRequest *request, const RtCurlWay *way)
{
  g_autoptr (RtProxyLogins) logins = rt_proxy_logins_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RtProxyPolicy) policy = rt_proxy_policy_new_for_curl (way, logins, &error);
  g_autofree char *place = NULL;
  g_autoptr (RtProxy) proxy = NULL;
  g_autoptr (RtProxyReport) taken = NULL;
  g_autofree char *command = NULL;
  g_auto (RtCurlWay) read = { 0 };
  g_autoptr (RtRequest) again = NULL;
  g_autoptr (RtProxyPolicy) same = NULL;
  g_autofree char *place_again = NULL;

  g_assert_true ((policy == NULL) == (error != NULL));
  place = policy != NULL ? rt_proxy_policy_dup_place (policy) : NULL;
  if (place == NULL)
    return;
  proxy = rt_proxy_address_parse (place, &error);
  g_assert_no_error (error);
  taken = rt_proxy_report_new (proxy, RT_WAY_SET, NULL);
  command = rt_curl_command_format (request, taken);
  again = rt_curl_command_parse (command, &read, NULL, &error);
  g_assert_no_error (error);
  same = rt_proxy_policy_new_for_curl (&read, logins, &error);
  g_assert_no_error (error);
  place_again = rt_proxy_policy_dup_place (same);
  g_assert_cmpstr (place_again, ==, place);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GError) error = NULL;
  g_auto (RtCurlWay) way = { 0 };
  g_autoptr (RtRequest) request = rt_curl_command_parse (text, &way, NULL, &error);
  g_autoptr (RtRequest) again = NULL;
  g_autofree char *command = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true ((request == NULL) == (error != NULL));
  if (request == NULL)
    {
      g_assert_true (error->domain == RT_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  command = rt_curl_command_format_with_secrets (request, NULL);
  again = rt_curl_command_parse (command, NULL, NULL, &error);
  g_assert_no_error (error);
  before = describe (request);
  after = describe (again);
  g_assert_cmpstr (before, ==, after);
  check_way (request, &way);
  return 0;
}
