/* Any bytes as an address or a Location: what is taken is sound and reads back as itself. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-address.h"
#include "core/http/rt-request.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

/* Nothing may get into a request line or a Host field that could end it. */
static void
assert_printable (const char *text)
{
  for (; *text != '\0'; text++)
    g_assert_true (*text > 0x20 && *text < 0x7f);
}

static void
check (GUri *uri)
{
  g_autofree char *text = g_uri_to_string (uri);
  g_autofree char *authority = rt_uri_dup_authority (uri);
  g_autofree char *display = rt_uri_dup_display (uri);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) again = NULL;
  g_autofree char *text_again = NULL;

  assert_printable (text);
  assert_printable (authority);
  g_assert_true (g_utf8_validate (display, -1, NULL));
  g_assert_true (rt_uri_scheme_is_http (g_uri_get_scheme (uri)));
  g_assert_cmpstr (g_uri_get_host (uri), !=, "");
  g_assert_true (*g_uri_get_path (uri) == '/');
  g_assert_cmpuint (rt_uri_get_port (uri), !=, 0);
  g_assert_null (g_uri_get_userinfo (uri));

  again = rt_uri_parse (text, NULL, NULL, &error);
  g_assert_no_error (error);
  text_again = g_uri_to_string (again);
  g_assert_cmpstr (text_again, ==, text);
  g_assert_true (rt_uri_same_origin (uri, again));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) relative_error = NULL;
  g_autoptr (RtAddress) address = rt_address_parse (text, &error);
  g_autoptr (GUri) base = rt_uri_parse ("https://a.example/b/c?d#e", NULL, NULL, NULL);
  g_autoptr (GUri) relative = rt_uri_parse (text, base, NULL, &relative_error);

  g_assert_true ((address == NULL) == (error != NULL));
  g_assert_true ((relative == NULL) == (relative_error != NULL));
  if (address != NULL)
    check (address->uri);
  else
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (relative != NULL)
    check (relative);
  else
    g_assert_true (g_utf8_validate (relative_error->message, -1, NULL));
  return 0;
}
