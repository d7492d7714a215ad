/* Secrets are masked by the names they go by, and nothing else is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-mask.h"

typedef struct
{
  const char *text;
  const char *masked;
} Row;

static void
test_pairs (void)
{
  static const Row rows[] = {
    { "", "" },
    { "a=1&b", "a=1&b" },
    { "a=1&token=2&c=3", "a=1&token=***&c=3" },
    { "API_Key=x=y", "API_Key=***" },
    { "token", "token" },
    { "password=", "password=***" },
    { "&&token=1&", "&&token=***&" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *masked = rt_mask_pairs (rows[i].text);

      g_assert_cmpstr (masked, ==, rows[i].masked);
    }
}

static void
test_address (void)
{
  static const Row rows[] = {
    { "http://h/a?b=c", "http://h/a?b=c" },
    { "http://ann:pw@h/", "http://***@h/" },
    { "//ann@h/?token=1", "//***@h/?token=***" },
    { "/a?session=1#f", "/a?session=***#f" },
    { "https://h/#access_token=1&state=2", "https://h/#access_token=***&state=2" },
    { "/?code=1#id_token=x#y?z", "/?code=1#id_token=***" },
    { "http://a:b@h#f", "http://***@h#f" },
    { "/a//b@c", "/a//b@c" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *masked = rt_mask_address (rows[i].text);

      g_assert_cmpstr (masked, ==, rows[i].masked);
    }
}

static void
test_field (void)
{
  static const struct
  {
    const char *name;
    Row row;
  } rows[] = {
    { "Authorization", { "Basic eA==", "***" } },
    { "Set-Cookie", { "a=b", "***" } },
    { "Location", { "/?token=1", "/?token=***" } },
    { "Content-Location", { "/?token=1", "/?token=***" } },
    { "referer", { "/?token=1", "/?token=***" } },
    { "X-Other", { "/?token=1", "/?token=1" } },
    { "WWW-Authenticate", { "Basic", "Basic" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *masked = rt_mask_field (rows[i].name, rows[i].row.text);

      g_assert_cmpstr (masked, ==, rows[i].row.masked);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask/pairs", test_pairs);
  g_test_add_func ("/mask/address", test_address);
  g_test_add_func ("/mask/field", test_field);
  return g_test_run ();
}
