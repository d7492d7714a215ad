/* The raw view: every byte can be read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rt-raw-view.h"

#include <adwaita.h>

static void
test_shows_every_byte (void)
{
  static const char raw[] = "GET / HTTP/1.1\r\nA: \tb\0\xff\xc3\xa4\x7f\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (raw, sizeof raw - 1);
  g_autofree char *text = rt_raw_text (bytes);

  g_assert_cmpstr (text, ==, "GET / HTTP/1.1\\r\\n\nA: \tb\\x00\\xff\xc3\xa4\\x7f\\n\n");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/raw-view/shows-every-byte", test_shows_every_byte);
  return g_test_run ();
}
