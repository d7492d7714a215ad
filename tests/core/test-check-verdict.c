/* Tests of the verdicts on addresses: codes, chains and errors. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-verdict.h"

static void
test_codes (void)
{
  static const struct
  {
    const char *list;
    guint code;
    gboolean is_in;
  } rows[] = {
    { "200,301,302", 301, TRUE },   { "200,301,302", 303, FALSE },
    { "200..=204,301", 204, TRUE }, { "200..204", 204, FALSE },
    { "200..204", 203, TRUE },      { "..=299", 100, TRUE },
    { "..=299", 300, FALSE },       { "400..", 599, TRUE },
    { "400..", 600, FALSE },        { " 200 , 404 ", 404, TRUE },
    { "599", 599, TRUE },           { "100", 100, TRUE },
  };
  static const char *const wrong[]
      = { "",          ",",        "20",      "2000",   "200,", "99",   "600",
          "204..=200", "200..200", "200-204", "200..=", "two",  "+200", "200 301" };
  RtCodeRanges ranges;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_true (rt_code_ranges_parse (&ranges, rows[i].list));
      g_assert_cmpint (rt_code_ranges_contain (&ranges, rows[i].code), ==, rows[i].is_in);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (rt_code_ranges_parse (&ranges, wrong[i]));
    }
}

typedef struct
{
  guint16 chain[4];
  RtRedirectStop stop;
  int error; /* 0: none */
  RtCheckRemarks remarks;
  RtCheckVerdict verdict;
  gboolean is_ok; /* with the preset */
} Row;

static const Row rows[] = {
  { { 200 }, RT_STOP_NONE, 0, 0, RT_CHECK_EXISTS, TRUE },
  { { 204 }, RT_STOP_NONE, 0, 0, RT_CHECK_EXISTS, FALSE },
  { { 301, 200 }, RT_STOP_NONE, 0, 0, RT_CHECK_MOVED, TRUE },
  { { 308, 200 }, RT_STOP_NONE, 0, 0, RT_CHECK_MOVED, FALSE },
  { { 302, 301, 200 }, RT_STOP_NONE, 0, 0, RT_CHECK_MOVED_FOR_NOW, TRUE },
  { { 303, 200 }, RT_STOP_NONE, 0, 0, RT_CHECK_MOVED_FOR_NOW, FALSE },
  { { 301, 404 }, RT_STOP_NONE, 0, 0, RT_CHECK_MISSING, FALSE },
  { { 404 }, RT_STOP_NONE, 0, 0, RT_CHECK_MISSING, FALSE },
  { { 410 }, RT_STOP_NONE, 0, 0, RT_CHECK_MISSING, FALSE },
  { { 401 }, RT_STOP_NONE, 0, 0, RT_CHECK_FORBIDDEN, FALSE },
  { { 403 }, RT_STOP_NONE, 0, 0, RT_CHECK_FORBIDDEN, FALSE },
  { { 405 }, RT_STOP_NONE, 0, 0, RT_CHECK_NOT_CHECKABLE, FALSE },
  { { 429 }, RT_STOP_NONE, 0, 0, RT_CHECK_NOT_CHECKABLE, FALSE },
  { { 500 }, RT_STOP_NONE, 0, 0, RT_CHECK_NOT_CHECKABLE, FALSE },
  { { 304 }, RT_STOP_NONE, 0, 0, RT_CHECK_NOT_CHECKABLE, FALSE },
  { { 301 }, RT_STOP_NOT_FOLLOWED, 0, 0, RT_CHECK_MOVED, TRUE },
  { { 307 }, RT_STOP_NOT_FOLLOWED, 0, 0, RT_CHECK_MOVED_FOR_NOW, FALSE },
  { { 302 }, RT_STOP_LOOP, 0, 0, RT_CHECK_NOT_CHECKABLE, FALSE },
  { { 302 }, RT_STOP_NO_LOCATION, 0, 0, RT_CHECK_NOT_CHECKABLE, FALSE },
  { { 301 }, RT_STOP_DOWNGRADE, 0, 0, RT_CHECK_NOT_CHECKABLE, FALSE },
  { { 200 }, RT_STOP_NONE, 0, RT_CHECK_SOFT_404, RT_CHECK_NOT_CHECKABLE, FALSE },
  { { 200 }, RT_STOP_NONE, 0, RT_CHECK_SITE_NEVER_404, RT_CHECK_EXISTS, TRUE },
  { { 429 }, RT_STOP_NONE, 0, RT_CHECK_LATER, RT_CHECK_NOT_CHECKABLE, FALSE },
  { { 0 }, RT_STOP_NONE, RT_ERROR_NAME_NOT_FOUND, 0, RT_CHECK_NO_SERVER, FALSE },
  { { 0 }, RT_STOP_NONE, RT_ERROR_REFUSED, 0, RT_CHECK_NO_SERVER, FALSE },
  { { 0 }, RT_STOP_NONE, RT_ERROR_CERTIFICATE, 0, RT_CHECK_NO_SERVER, FALSE },
  { { 0 }, RT_STOP_NONE, RT_ERROR_IDLE_TIMEOUT, 0, RT_CHECK_NOT_CHECKABLE, FALSE },
  { { 0 }, RT_STOP_NONE, RT_ERROR_NOT_HTTP, 0, RT_CHECK_NOT_CHECKABLE, FALSE },
  /* A redirect to a server that is gone leads to no server. */
  { { 301 }, RT_STOP_NONE, RT_ERROR_REFUSED, 0, RT_CHECK_NO_SERVER, FALSE },
};

static void
test_verdicts (void)
{
  RtCodeRanges good;

  g_assert_true (rt_code_ranges_parse (&good, RT_CODE_RANGES_PLAIN));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      guint n = 0;
      RtCheckFacts facts = { .chain = row->chain,
                             .stop = row->stop,
                             .has_error = row->error != 0,
                             .error = (RtErrorCode)row->error,
                             .remarks = row->remarks };

      while (n < G_N_ELEMENTS (row->chain) && row->chain[n] != 0)
        n++;
      facts.n_chain = n;
      g_test_message ("row %u", i);
      g_assert_cmpint (rt_check_judge (&facts), ==, row->verdict);
      g_assert_cmpint (rt_check_is_ok (&facts, &good), ==, row->is_ok);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check-verdict/codes", test_codes);
  g_test_add_func ("/check-verdict/verdicts", test_verdicts);
  return g_test_run ();
}
