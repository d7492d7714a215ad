/* Any bytes as a Metalink document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-metalink.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

/* Whatever the document is: nothing leads out of the folder, and pieces cover the file. */
static void
check (const RtMetalinkFile *file)
{
  g_assert_cmpstr (file->name, !=, "");
  g_assert_null (strpbrk (file->name, "/\\"));
  g_assert_true (file->name[0] != '.');
  g_assert_cmpint (file->size, >=, -1);
  if (file->pieces->len > 0)
    {
      gint64 n = file->pieces->len;

      g_assert_cmpint (file->piece_length, >, 0);
      g_assert_true ((file->size - 1) / file->piece_length == n - 1);
    }
  for (guint i = 0; i < file->addresses->len; i++)
    g_assert_true (g_ascii_strncasecmp (g_ptr_array_index (file->addresses, i), "http", 4)
                   == 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GPtrArray) files = rt_metalink_parse ((const char *)data, size);

  for (guint i = 0; files != NULL && i < files->len; i++)
    check (g_ptr_array_index (files, i));
  return 0;
}
