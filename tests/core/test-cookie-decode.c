/* Tests of what is behind the values of cookies. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-decode.h"

static const struct
{
  const char *value;
  RtCookieCoding coding;
  const char *text; /* NULL: there is nothing behind it */
} cases[] = {
  { "", RT_COOKIE_CODING_NONE, NULL },
  { "plain", RT_COOKIE_CODING_NONE, NULL },
  { "1234567", RT_COOKIE_CODING_NONE, NULL },
  /* Letters that are no text in base64. */
  { "abcdefghijkl", RT_COOKIE_CODING_NONE, NULL },
  { "SGVsbG8sIHdvcmxk", RT_COOKIE_CODING_BASE64, "Hello, world" },
  { "eyJhIjoxfQ==", RT_COOKIE_CODING_BASE64, "{\n  \"a\" : 1\n}" },
  { "eyJhIjoxfQ", RT_COOKIE_CODING_BASE64, "{\n  \"a\" : 1\n}" },
  { "w6nDqcOpPz8_", RT_COOKIE_CODING_BASE64, "ééé???" },
  { "a%20b%26c", RT_COOKIE_CODING_PERCENT, "a b&c" },
  { "%7B%22a%22%3A1%7D", RT_COOKIE_CODING_PERCENT, "{\n  \"a\" : 1\n}" },
  { "100%", RT_COOKIE_CODING_NONE, NULL },
  { "%00", RT_COOKIE_CODING_NONE, NULL },
  { "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", RT_COOKIE_CODING_JWT,
    "{\n  \"alg\" : \"HS256\"\n}\n{\n  \"sub\" : \"1\"\n}" },
  { "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", RT_COOKIE_CODING_JWT,
    "{\n  \"alg\" : \"none\"\n}\n{\n  \"sub\" : \"1\"\n}" },
  { "a.b.c", RT_COOKIE_CODING_NONE, NULL },
  { "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c.d", RT_COOKIE_CODING_NONE, NULL },
};

static void
test_decodes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RtCookieCoding coding;
      g_autofree char *text = rt_cookie_decode (cases[i].value, &coding);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpint (coding, ==, cases[i].coding);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cookie-decode/decodes", test_decodes);
  return g_test_run ();
}
