/* The QR code, read back by a reader of QR codes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-qr-code.h"

#include <adwaita.h>
#include <string.h>

#define ADDRESS "https://192.168.178.123:4443/a%20path/?q=1&r=%C3%A4"

typedef struct
{
  GtkWindow *window;
  GtkWidget *code;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->code = g_object_new (RT_TYPE_QR_CODE, NULL);
  gtk_widget_set_halign (fixture->code, GTK_ALIGN_START);
  gtk_widget_set_valign (fixture->code, GTK_ALIGN_START);
  gtk_window_set_child (fixture->window, fixture->code);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
}

static void
show (Fixture *fixture, const char *text, int size)
{
  rt_qr_code_set_text (RT_QR_CODE (fixture->code), text);
  gtk_widget_set_size_request (fixture->code, size, size);
  gtk_window_present (fixture->window);
  rt_test_wait_until (NULL, gtk_widget_get_width (fixture->code) >= MAX (size, 1));
}

/* What the reader made of the picture; NULL: it is not here. */
static char *
read_back (Fixture *fixture)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "code.png");
  g_autofree char *reader = g_find_program_in_path ("zbarimg");
  g_autoptr (GdkTexture) texture = rt_test_draw (fixture->code);
  g_autoptr (GError) error = NULL;
  const char *argv[]
      = { reader, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path, NULL };
  char *text = NULL;

  if (reader == NULL)
    return NULL;
  g_assert_true (gdk_texture_save_to_png (texture, path));
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text,
                NULL, NULL, &error);
  g_assert_no_error (error);
  return g_strchomp (text);
}

static void
assert_read (Fixture *fixture, const char *text, int size)
{
  g_autofree char *got = NULL;

  show (fixture, text, size);
  got = read_back (fixture);
  if (got == NULL)
    g_test_skip ("zbarimg is not here");
  else
    g_assert_cmpstr (got, ==, text);
}

static void
test_read (Fixture *fixture, gconstpointer text)
{
  assert_read (fixture, text, -1);
}

/* Also where its modules do not fill the room that there is. */
static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  for (int size = 90; size < 500; size += 57)
    assert_read (fixture, ADDRESS, size);
}

static void
test_dark_theme (Fixture *fixture, gconstpointer data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  assert_read (fixture, ADDRESS, 200);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
}

/* Black or white, and nothing in between; and white all around. */
static void
test_is_crisp (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;
  int width;
  guint n_dark = 0;

  show (fixture, ADDRESS, -1);
  texture = rt_test_draw (fixture->code);
  width = gdk_texture_get_width (texture);
  g_assert_cmpint (width, ==, gdk_texture_get_height (texture));
  pixels = g_new (guint32, width * width);
  gdk_texture_download (texture, (guchar *)pixels, (gsize)width * 4);
  for (int i = 0; i < width * width; i++)
    {
      int x = i % width;
      int y = i / width;

      g_assert_true (pixels[i] == 0xffffffff || pixels[i] == 0xff000000);
      if (x < 20 || y < 20 || x >= width - 20 || y >= width - 20)
        g_assert_cmphex (pixels[i], ==, 0xffffffff);
      else if (pixels[i] == 0xff000000)
        n_dark++;
    }
  g_assert_cmpuint (n_dark, >, (guint)(width * width) / 10);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (5000, 'x');

  rt_qr_code_set_text (RT_QR_CODE (fixture->code), ADDRESS);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->code),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "QR code of " ADDRESS);
  /* No more than its place is missing where there is no code. */
  rt_qr_code_set_text (RT_QR_CODE (fixture->code), huge);
  g_assert_cmpstr (rt_qr_code_get_text (RT_QR_CODE (fixture->code)), ==, huge);
  gtk_window_present (fixture->window);
  rt_qr_code_set_text (RT_QR_CODE (fixture->code), NULL);
  g_assert_null (rt_qr_code_get_text (RT_QR_CODE (fixture->code)));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer), gconstpointer data)
{
  g_test_add (name, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_autofree char *longest = g_strnfill (2000, 'u');

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/qr-code/is-read/address", test_read, ADDRESS);
  add ("/qr-code/is-read/short", test_read, "http://10.0.0.1/");
  add ("/qr-code/is-read/address-of-ipv6", test_read, "http://[2001:db8::a:1]:8800/");
  add ("/qr-code/is-read/wide-characters", test_read, "文字");
  add ("/qr-code/is-read/long", test_read, longest);
  add ("/qr-code/is-read/at-any-size", test_sizes, NULL);
  add ("/qr-code/is-read/in-the-dark-theme", test_dark_theme, NULL);
  add ("/qr-code/is-crisp", test_is_crisp, NULL);
  add ("/qr-code/says-what-it-is", test_words, NULL);
  return g_test_run ();
}
