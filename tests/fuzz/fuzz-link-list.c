/* Any bytes as a list of addresses of any kind. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-link-list.h"
#include "core/http/rt-uri.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static const char *const names[] = { "x.txt", "x.csv", "x.md", "x.html", "x.xml" };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GUri) base = rt_uri_parse ("https://base.example/dir/", NULL, NULL, NULL);

  if (size == 0)
    return 0;
  bytes = g_bytes_new (data + 1, size - 1);
  {
    g_autoptr (RtLinkList) list
        = rt_link_list_read (bytes, names[data[0] % G_N_ELEMENTS (names)], NULL,
                             data[0] >= 128 ? base : NULL, NULL, NULL);

    /* What is no address is said to be none, and what is one can be asked for. */
    for (guint i = 0; list != NULL && i < list->entries->len; i++)
      {
        const RtCheckEntry *entry = list->entries->pdata[i];
        g_autoptr (GUri) uri = rt_uri_parse (entry->address, NULL, NULL, NULL);

        g_assert_true (g_utf8_validate (entry->address, -1, NULL));
        g_assert_true (entry->is_bad || uri != NULL);
        if (!entry->is_bad)
          g_assert_null (g_uri_get_userinfo (uri));
      }
  }
  return 0;
}
