/* Any bytes as a body: some rule wins, and what is shown is UTF-8 without NUL. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-charset.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

/* To load an encoding takes iconv longer than all the rest. */
static void
check_text (const RtEncoding *encoding, GBytes *bytes, gboolean cut)
{
  gsize length;
  g_autofree char *text = NULL;

  if (encoding->iconv != NULL && g_bytes_get_size (bytes) % 16 != 0)
    return;
  text = rt_charset_to_utf8 (encoding, bytes, cut, &length);
  g_assert_cmpuint (length, ==, strlen (text));
  g_assert_true (g_utf8_validate (text, length, NULL));
}

/* The first byte chooses an encoding by hand, the rest is the body. */
int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *label = NULL;
  const RtEncoding *chosen;
  RtCharset found;

  if (size == 0)
    return 0;
  chosen = rt_encoding_get (data[0] % 64);
  bytes = g_bytes_new (data + 1, size - 1);
  found = rt_charset_detect (bytes, data[0] & 64, NULL, NULL);
  g_assert_nonnull (found.encoding);
  check_text (found.encoding, bytes, data[0] & 64);
  if (chosen != NULL)
    check_text (chosen, bytes, data[0] & 64);
  rt_charset_looks_binary (found.encoding, bytes);

  g_assert_cmpint (rt_charset_is_utf8 (bytes, FALSE)
                       && memchr (data + 1, '\0', size - 1) == NULL,
                   ==, g_utf8_validate ((const char *)data + 1, size - 1, NULL));
  if (rt_charset_is_utf8 (bytes, FALSE))
    g_assert_true (rt_charset_is_utf8 (bytes, TRUE));

  label = g_strndup ((const char *)data, size);
  found = rt_charset_detect (bytes, FALSE, label, NULL);
  g_assert_nonnull (found.encoding);
  return 0;
}
