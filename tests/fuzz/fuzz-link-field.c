/* Any bytes as the value of Link. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-link-field.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GPtrArray) targets = rt_link_field_find_duplicates (text);

  for (guint i = 0; i < targets->len; i++)
    {
      const char *target = g_ptr_array_index (targets, i);

      g_assert_nonnull (strstr (text, target));
      g_assert_null (strchr (target, '>'));
    }
  return 0;
}
