/* Any text in any syntax: each token takes some of it, and none goes beyond the end. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-syntax.h"
#include "tests/fuzz/rt-fuzz.h"

/* In one piece, or in pieces of @step. */
static void
check (RtSyntax syntax, const char *text, gsize length, gsize step)
{
  RtScanner scanner = { .syntax = syntax };
  const char *at = text;

  for (gsize start = 0; start < length; start += step)
    {
      const char *end = text + MIN (start + step, length);

      while (at < end)
        {
          const char *before = at;
          RtToken token = rt_scanner_next (&scanner, &at, end);

          g_assert_true (at > before && at <= end);
          g_assert_cmpuint (token, <, RT_N_TOKENS);
        }
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  for (int syntax = RT_SYNTAX_NONE; syntax <= RT_SYNTAX_DIFF; syntax++)
    {
      check ((RtSyntax)syntax, (const char *)data, size, MAX (size, 1));
      check ((RtSyntax)syntax, (const char *)data, size, 3);
    }
  return 0;
}
