/* Tests of RtAcceptEncoding: which coding an answer may have. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-accept-encoding.h"

#define ALL                                                                              \
  (RT_CODED_BIT (RT_CODED_BR) | RT_CODED_BIT (RT_CODED_ZSTD)                             \
   | RT_CODED_BIT (RT_CODED_GZIP) | RT_CODED_BIT (RT_CODED_IDENTITY))
#define PLAIN RT_CODED_BIT (RT_CODED_IDENTITY)
#define GZIP (PLAIN | RT_CODED_BIT (RT_CODED_GZIP))

static void
test_choice (void)
{
  static const struct
  {
    const char *value;
    guint available;
    RtCoded expected;
  } cases[] = {
    { NULL, ALL, RT_CODED_IDENTITY },
    { "", ALL, RT_CODED_IDENTITY },
    { "gzip", ALL, RT_CODED_GZIP },
    { "GZip", ALL, RT_CODED_GZIP },
    { "x-gzip", ALL, RT_CODED_GZIP },
    { "gzip, br, zstd", ALL, RT_CODED_BR },
    { "gzip, zstd", ALL, RT_CODED_ZSTD },
    { "gzip, deflate, br", GZIP, RT_CODED_GZIP },
    { "gzip;q=0", ALL, RT_CODED_IDENTITY },
    { "gzip;q=0.000", ALL, RT_CODED_IDENTITY },
    { "gzip;q=0.001", ALL, RT_CODED_GZIP },
    { "gzip ; Q=1.000", ALL, RT_CODED_GZIP },
    { "br;q=0.5, gzip;q=0.8", ALL, RT_CODED_GZIP },
    { "gzip;q=0.5, identity", ALL, RT_CODED_IDENTITY },
    { "gzip;q=0.5, identity;q=0.2", ALL, RT_CODED_GZIP },
    { "*", ALL, RT_CODED_BR },
    { "*;q=0.5, gzip", ALL, RT_CODED_GZIP },
    { "gzip;q=0, *", GZIP, RT_CODED_IDENTITY },
    { "br", GZIP, RT_CODED_IDENTITY },
    { "identity;q=0", PLAIN, RT_CODED_NONE },
    { "identity;q=0, gzip", GZIP, RT_CODED_GZIP },
    { "*;q=0", ALL, RT_CODED_NONE },
    { "*;q=0, identity;q=0.1", ALL, RT_CODED_IDENTITY },
    { "*;q=0, gzip", ALL, RT_CODED_GZIP },
    { "gzip;q=2", ALL, RT_CODED_IDENTITY },
    { "gzip;q=1.001", ALL, RT_CODED_IDENTITY },
    { "gzip;q=0.1234", ALL, RT_CODED_IDENTITY },
    { "gzip;q=-1", ALL, RT_CODED_IDENTITY },
    { "gzip;q=", ALL, RT_CODED_IDENTITY },
    { "gzip;q=.5", ALL, RT_CODED_IDENTITY },
    { "gzip;level=9", ALL, RT_CODED_IDENTITY },
    { ",, gzip,", ALL, RT_CODED_GZIP },
    { "gzipx", ALL, RT_CODED_IDENTITY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].value != NULL ? cases[i].value : "no field");
      g_assert_cmpint (rt_accept_encoding_choose (cases[i].value, cases[i].available), ==,
                       cases[i].expected);
    }
}

static void
test_names (void)
{
  g_assert_cmpstr (rt_coded_get_name (RT_CODED_GZIP), ==, "gzip");
  g_assert_cmpstr (rt_coded_get_name (RT_CODED_IDENTITY), ==, "identity");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accept-encoding/chooses-by-weight-then-by-size", test_choice);
  g_test_add_func ("/accept-encoding/names-are-those-of-the-field", test_names);
  return g_test_run ();
}
