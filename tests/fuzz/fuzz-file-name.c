/* Any bytes as a suggested name: what comes of it is a plain file in one folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-content-disposition.h"
#include "core/transfer/rt-file-name.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

static void
check (const char *text)
{
  g_autofree char *name = rt_file_name_sanitize (text);
  g_autofree char *again = NULL;

  if (name == NULL)
    return;
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_cmpuint (strlen (name), <=, RT_FILE_NAME_BYTES_MAX);
  g_assert_null (strpbrk (name, "/\\\r\n\t\x7f"));
  g_assert_true (strchr (".~ ", *name) == NULL);
  g_assert_true (strchr (". ", name[strlen (name) - 1]) == NULL);
  again = rt_file_name_sanitize (name);
  g_assert_cmpstr (again, ==, name);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autofree char *suggested = rt_content_disposition_find_file_name (text);

  check (text);
  if (suggested != NULL)
    {
      g_assert_true (g_utf8_validate (suggested, -1, NULL));
      check (suggested);
    }
  return 0;
}
