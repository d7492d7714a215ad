/* Tests of RtRangeRequest: which bytes a Range field asks for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-range-request.h"

#include <string.h>

#define HUGE_NUMBER "99999999999999999999999999"

static const char *
describe (const char *value, guint64 size, char **text)
{
  RtRangeRequest request;
  GString *spans = g_string_new (NULL);

  switch (rt_range_request_read (&request, value, size))
    {
    case RT_RANGE_WHOLE:
      g_string_append (spans, "whole");
      break;
    case RT_RANGE_UNSATISFIABLE:
      g_string_append (spans, "none");
      break;
    case RT_RANGE_SPANS:
      for (guint i = 0; i < request.n_spans; i++)
        g_string_append_printf (spans, "%s%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT,
                                i > 0 ? "," : "", request.spans[i].first,
                                request.spans[i].last);
      break;
    }
  g_free (*text);
  *text = g_string_free (spans, FALSE);
  return *text;
}

typedef struct
{
  const char *value;
  guint64 size;
  const char *expected;
} Case;

static void
check_cases (const Case *cases, guint n)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s of %" G_GUINT64_FORMAT, cases[i].value, cases[i].size);
      g_assert_cmpstr (describe (cases[i].value, cases[i].size, &text), ==,
                       cases[i].expected);
    }
}

static void
test_one (void)
{
  static const Case cases[] = {
    { "bytes=0-99", 1000, "0-99" },
    { "BYTES=0-99", 1000, "0-99" },
    { "bytes=0-0", 1000, "0-0" },
    { "bytes=999-", 1000, "999-999" },
    { "bytes=0-", 1000, "0-999" },
    { "bytes=0-5000", 1000, "0-999" },
    { "bytes=-1", 1000, "999-999" },
    { "bytes=-5000", 1000, "0-999" },
    { "bytes=000-009", 1000, "0-9" },
    { "bytes= 0-9 ", 1000, "0-9" },
    { "bytes=5-" HUGE_NUMBER, 1000, "5-999" },
    { "bytes=-" HUGE_NUMBER, 1000, "0-999" },
    { "bytes=18446744073709551614-18446744073709551615", G_MAXUINT64,
      "18446744073709551614-18446744073709551614" },
    { "bytes=-1", G_MAXUINT64, "18446744073709551614-18446744073709551614" },
  };
  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_unsatisfiable (void)
{
  static const Case cases[] = {
    { "bytes=1000-", 1000, "none" },
    { "bytes=1000-2000", 1000, "none" },
    { "bytes=-0", 1000, "none" },
    { "bytes=" HUGE_NUMBER "-", 1000, "none" },
    { "bytes=1000-,2000-", 1000, "none" },
    { "bytes=0-", 0, "none" },
    { "bytes=0-0", 0, "none" },
    { "bytes=-0", 0, "none" },
  };
  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_ignored (void)
{
  static const Case cases[] = {
    { "", 1000, "whole" },
    { "bytes", 1000, "whole" },
    { "bytes=", 1000, "whole" },
    { "bytes= ", 1000, "whole" },
    { "bytes=,", 1000, "whole" },
    { "bytes =0-1", 1000, "whole" },
    { "items=0-1", 1000, "whole" },
    { "bytes=5-2", 1000, "whole" },
    { "bytes=a-b", 1000, "whole" },
    { "bytes=1", 1000, "whole" },
    { "bytes=-", 1000, "whole" },
    { "bytes=--1", 1000, "whole" },
    { "bytes=0--1", 1000, "whole" },
    { "bytes=+1-2", 1000, "whole" },
    { "bytes=1 -2", 1000, "whole" },
    { "bytes=0-1;5-6", 1000, "whole" },
    { "bytes=0x1-2", 1000, "whole" },
    { "bytes=0-1,5-2", 1000, "whole" },
    { "bytes=0-1 5-6", 1000, "whole" },
    { "bytes=0-1,x", 1000, "whole" },
    { "bytes=-5", 0, "whole" },
  };
  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_several (void)
{
  static const Case cases[] = {
    { "bytes=0-9,500-509", 1000, "0-9,500-509" },
    { "bytes=500-509,0-9", 1000, "500-509,0-9" },
    { "bytes=0-9,,500-509,", 1000, "0-9,500-509" },
    { "bytes=0-9 , 500-509", 1000, "0-9,500-509" },
    { "bytes=0-9,2000-", 1000, "0-9" },
    { "bytes=-0,0-9", 1000, "0-9" },
    { "bytes=0-9,5-19", 1000, "0-19" },
    { "bytes=0-9,10-19", 1000, "0-19" },
    { "bytes=0-9,50-59", 1000, "0-59" },
    { "bytes=0-9,89-99", 1000, "0-99" },
    { "bytes=0-9,90-99", 1000, "0-9,90-99" },
    { "bytes=0-9,500-509,5-600", 1000, "0-600" },
    { "bytes=900-909,0-9,500-509,5-600", 1000, "900-909,0-600" },
  };
  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_bombs (void)
{
  g_autoptr (GString) same = g_string_new ("bytes=0-");
  g_autoptr (GString) apart = g_string_new ("bytes=0-0");
  g_autoptr (GString) sixteen = g_string_new ("bytes=0-0");
  g_autofree char *text = NULL;
  RtRangeRequest request;

  for (guint i = 1; i < 2000; i++)
    {
      g_string_append (same, ",0-");
      g_string_append_printf (apart, ",%u-%u", i * 1000, i * 1000);
      if (i < RT_RANGE_SPANS_MAX)
        g_string_append_printf (sixteen, ",%u-%u", i * 1000, i * 1000);
    }
  g_assert_cmpstr (describe (same->str, 10000000, &text), ==, "0-9999999");
  g_assert_cmpstr (describe (apart->str, 10000000, &text), ==, "whole");
  g_assert_cmpint (rt_range_request_read (&request, sixteen->str, 10000000), ==,
                   RT_RANGE_SPANS);
  g_assert_cmpuint (request.n_spans, ==, RT_RANGE_SPANS_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/range-request/one-is-clamped-to-the-file", test_one);
  g_test_add_func ("/range-request/nothing-of-the-file", test_unsatisfiable);
  g_test_add_func ("/range-request/what-does-not-parse-is-ignored", test_ignored);
  g_test_add_func ("/range-request/several-are-joined-in-order", test_several);
  g_test_add_func ("/range-request/bombs-cost-nothing", test_bombs);
  return g_test_run ();
}
