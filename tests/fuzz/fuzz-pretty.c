/* Any text as JSON or XML: only white space changes, and twice is as good as once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-pretty.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

static GByteArray *
without_spaces (const char *text, gsize length)
{
  GByteArray *bytes = g_byte_array_new ();

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      g_byte_array_append (bytes, (const guint8 *)text + i, 1);
  return bytes;
}

static void
check (RtPrettyKind kind, const char *text, gsize length)
{
  g_autoptr (RtPretty) pretty = rt_pretty_new (kind, text, length);
  g_autoptr (GByteArray) before = without_spaces (text, length);
  g_autoptr (GByteArray) after = without_spaces (pretty->text, pretty->length);

  g_assert_cmpuint (pretty->offset, <=, length);
  if (pretty->end == RT_PRETTY_FULL)
    return;
  g_assert_cmpmem (before->data, before->len, after->data, after->len);
  if (pretty->end == RT_PRETTY_WHOLE)
    {
      g_autoptr (RtPretty) again = rt_pretty_new (kind, pretty->text, pretty->length);

      g_assert_cmpint (again->end, ==, RT_PRETTY_WHOLE);
      g_assert_cmpmem (pretty->text, pretty->length, again->text, again->length);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  check (RT_PRETTY_JSON, (const char *)data, size);
  check (RT_PRETTY_XML, (const char *)data, size);
  return 0;
}
