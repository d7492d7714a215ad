/* Tests of rt_crc32c. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-crc32c.h"

/* RFC 3720 §B.4, and the check value of the catalogues. */
static void
test_known_values (void)
{
  guint8 zeros[32] = { 0 };
  guint8 ones[32];
  guint8 up[32];

  for (guint i = 0; i < 32; i++)
    {
      ones[i] = 0xff;
      up[i] = (guint8)i;
    }
  g_assert_cmphex (rt_crc32c (0, "123456789", 9), ==, 0xe3069283);
  g_assert_cmphex (rt_crc32c (0, zeros, 32), ==, 0x8a9136aa);
  g_assert_cmphex (rt_crc32c (0, ones, 32), ==, 0x62a8ab43);
  g_assert_cmphex (rt_crc32c (0, up, 32), ==, 0x46dd794e);
  g_assert_cmphex (rt_crc32c (0, NULL, 0), ==, 0);
}

/* However the bytes are split, and with or without the machine's help. */
static void
test_pieces (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3720);
  guint8 data[100];

  for (guint i = 0; i < sizeof data; i++)
    data[i] = (guint8)g_rand_int (rand);
  for (guint length = 0; length <= sizeof data; length++)
    {
      guint32 whole = rt_crc32c_portable (0, data, length);

      g_assert_cmphex (rt_crc32c (0, data, length), ==, whole);
      for (guint cut = 0; cut <= length; cut++)
        g_assert_cmphex (rt_crc32c (rt_crc32c (0, data, cut), data + cut, length - cut),
                         ==, whole);
    }
}

/* Long enough for what is done several bytes at a time, and not a multiple of it. */
static void
test_long (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  g_autofree guint8 *data = g_malloc (100000);

  for (guint i = 0; i < 100000; i++)
    data[i] = (guint8)g_rand_int (rand);
  for (guint i = 0; i < 200; i++)
    {
      guint first = (guint)g_rand_int_range (rand, 0, 1000);
      guint length = (guint)g_rand_int_range (rand, 0, 99000);
      guint32 before = g_rand_int (rand);

      g_assert_cmphex (rt_crc32c (before, data + first, length), ==,
                       rt_crc32c_portable (before, data + first, length));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crc32c/known-values", test_known_values);
  g_test_add_func ("/crc32c/pieces", test_pieces);
  g_test_add_func ("/crc32c/long", test_long);
  return g_test_run ();
}
