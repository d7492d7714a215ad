/* Tests of the Cookie field as a server reads it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-cookie-field.h"

static void
assert_cookies (const RtHeaderList *fields, const char *expected)
{
  g_autoptr (GPtrArray) pairs = rt_cookie_field_read (fields);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < pairs->len; i++)
    {
      const RtCookiePair *pair = g_ptr_array_index (pairs, i);

      g_string_append_printf (text, "[%s|%s]", pair->name, pair->value);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_keeps_order_and_duplicates (void)
{
  static const struct
  {
    const char *value;
    const char *expected;
  } cases[] = {
    { "", "" },
    { " ; ;", "" },
    { "a=1", "[a|1]" },
    { "b=2; a=1; b=3", "[b|2][a|1][b|3]" },
    { "a=b=c;  d = \"e f\" ", "[a|b=c][d | \"e f\"]" },
    { "nameless; =empty; novalue=", "[|nameless][|empty][novalue|]" },
    { "raw=\xff, x", "[raw|\xff, x]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtHeaderList) fields = rt_header_list_new ();

      rt_header_list_append_received (fields, "cookie", cases[i].value);
      assert_cookies (fields, cases[i].expected);
    }
}

static void
test_takes_every_field (void)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();

  assert_cookies (fields, "");
  rt_header_list_append_received (fields, "Cookie", "a=1");
  rt_header_list_append_received (fields, "Cookies", "x=1");
  rt_header_list_append_received (fields, "COOKIE", "b=2");
  assert_cookies (fields, "[a|1][b|2]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cookie-field/keeps-order-and-duplicates",
                   test_keeps_order_and_duplicates);
  g_test_add_func ("/cookie-field/takes-every-field", test_takes_every_field);
  return g_test_run ();
}
