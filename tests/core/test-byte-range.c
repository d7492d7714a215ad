/* Tests of RtByteRange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-byte-range.h"

#include "core/wire/rt-error.h"

static void
test_format (void)
{
  g_autofree char *closed = rt_byte_range_format (500, 999);
  g_autofree char *open = rt_byte_range_format (0, -1);
  g_autofree char *huge = rt_byte_range_format (G_MAXINT64 - 1, G_MAXINT64);

  g_assert_cmpstr (closed, ==, "bytes=500-999");
  g_assert_cmpstr (open, ==, "bytes=0-");
  g_assert_cmpstr (huge, ==, "bytes=9223372036854775806-9223372036854775807");
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    RtByteRange range;
  } cases[] = {
    { "bytes 0-99/1000", { 0, 99, 1000 } },
    { "bytes 999-999/1000", { 999, 999, 1000 } },
    { "bytes 0-0/*", { 0, 0, -1 } },
    { "Bytes 00000000000000000000001-2/3", { 1, 2, 3 } },
    { "bytes 9223372036854775805-9223372036854775806/9223372036854775807",
      { G_MAXINT64 - 2, G_MAXINT64 - 1, G_MAXINT64 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RtByteRange range = { 0 };
      g_autoptr (GError) error = NULL;

      rt_byte_range_parse (&range, cases[i].text, &error);
      g_assert_no_error (error);
      g_assert_cmpint (range.first, ==, cases[i].range.first);
      g_assert_cmpint (range.last, ==, cases[i].range.last);
      g_assert_cmpint (range.total, ==, cases[i].range.total);
    }
}

static void
test_refuses (void)
{
  static const char *const wrong[] = {
    "",
    "bytes",
    "bytes ",
    "bytes=0-99/1000",
    "bytes  0-99/1000",
    "bytes\t0-99/1000",
    " bytes 0-99/1000",
    "bytes 0-99/1000 ",
    "bytes 0-99/1000, bytes 100-199/1000",
    "bytes 0-99",
    "bytes 0-99/",
    "bytes -99/1000",
    "bytes 0-/1000",
    "bytes 0 - 99/1000",
    "bytes +0-99/1000",
    "bytes -1-99/1000",
    "bytes 99-0/1000",
    "bytes 0-1000/1000",
    "bytes 10-5/3",
    "bytes 0-0/0",
    "bytes */1000",
    "bytes 0x0-99/1000",
    "bits 0-99/1000",
    "bytes 0-9223372036854775807/9223372036854775807",
    "bytes 0-9223372036854775808/*",
    "bytes 18446744073709551616-18446744073709551617/*",
    "bytes 0-99/18446744073709551616",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      RtByteRange range = { .first = 7, .last = 8, .total = 9 };
      g_autoptr (GError) error = NULL;

      g_assert_false (rt_byte_range_parse (&range, wrong[i], &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BAD_RANGE);
      g_assert_cmpint (range.first, ==, 7);
      g_assert_cmpint (range.last, ==, 8);
      g_assert_cmpint (range.total, ==, 9);
    }
}

static void
test_unsatisfied (void)
{
  static const char *const wrong[] = { "",
                                       "bytes */*",
                                       "bytes */",
                                       "bytes 0-1/2",
                                       "bytes */-1",
                                       "bytes */1 ",
                                       "bytes */9223372036854775808" };
  gint64 total = -7;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (rt_byte_range_parse_unsatisfied (&total, wrong[i]));
  g_assert_cmpint (total, ==, -7);
  g_assert_true (rt_byte_range_parse_unsatisfied (&total, "bytes */1000"));
  g_assert_cmpint (total, ==, 1000);
  g_assert_true (rt_byte_range_parse_unsatisfied (&total, "BYTES */0"));
  g_assert_cmpint (total, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/byte-range/format", test_format);
  g_test_add_func ("/byte-range/parse", test_parse);
  g_test_add_func ("/byte-range/parse/refuses", test_refuses);
  g_test_add_func ("/byte-range/unsatisfied", test_unsatisfied);
  return g_test_run ();
}
