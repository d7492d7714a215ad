/* Any bytes as a cookies.txt: what is read and written is read the same again. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-file.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (RtCookieFile) file = rt_cookie_file_parse ((const char *)data, size, 0);
  guint n_left_out;
  g_autofree char *written = rt_cookie_file_compose (file->cookies, &n_left_out);
  g_autoptr (RtCookieFile) again = rt_cookie_file_parse (written, strlen (written), 0);
  g_autofree char *rewritten = rt_cookie_file_compose (again->cookies, &n_left_out);

  g_assert_cmpstr (rewritten, ==, written);
  g_assert_cmpuint (n_left_out, ==, 0);
  g_assert_cmpuint (again->notes->len, ==, 0);
  for (guint i = 0; i < file->cookies->len; i++)
    {
      const RtCookie *cookie = file->cookies->pdata[i];

      g_assert_true (*cookie->path == '/');
      g_assert_true (*cookie->domain != '\0');
      g_assert_cmpint (cookie->expires_s, >, 0);
    }
  return 0;
}
