/* Two texts, as a patch has them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rt-difference-text.h"

#include <string.h>

static void
test_patch (void)
{
  static const char old_text[] = "1\n2\n3\n4\n5\n6\n7\n8\nold\n10\n";
  static const char new_text[] = "1\n2\n3\n4\n5\n6\n7\n8\nnew\n10\n";
  g_autoptr (GBytes) old_bytes = g_bytes_new_static (old_text, strlen (old_text));
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (new_text, strlen (new_text));
  g_autoptr (GArray) runs = rt_text_diff (old_bytes, new_bytes, NULL, NULL);
  g_autoptr (GArray) none = rt_text_diff (old_bytes, old_bytes, NULL, NULL);
  g_autoptr (GBytes) patch = rt_text_runs_to_patch (runs, old_bytes, new_bytes);
  g_autoptr (GBytes) empty = rt_text_runs_to_patch (none, old_bytes, old_bytes);
  g_autofree char *text
      = g_strndup (g_bytes_get_data (patch, NULL), g_bytes_get_size (patch));

  g_assert_cmpstr (text, ==, "@@ -6 +6 @@\n 6\n 7\n 8\n-old\n+new\n 10\n");
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/difference-text/writes-a-patch", test_patch);
  return g_test_run ();
}
