/* Colours of our own: they can be read, by the rule of WCAG 2.1 §1.4.3. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-style.h"

#include <adwaita.h>
#include <math.h>

#define LEAST_RATIO 4.5

static GdkRGBA
put_over (const GdkRGBA *upper, const GdkRGBA *lower)
{
  return (GdkRGBA){ upper->red * upper->alpha + lower->red * (1 - upper->alpha),
                    upper->green * upper->alpha + lower->green * (1 - upper->alpha),
                    upper->blue * upper->alpha + lower->blue * (1 - upper->alpha), 1 };
}

static double
get_linear (float channel)
{
  return channel <= 0.03928f ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (const GdkRGBA *colour)
{
  return 0.2126 * get_linear (colour->red) + 0.7152 * get_linear (colour->green)
         + 0.0722 * get_linear (colour->blue);
}

static double
get_ratio (const GdkRGBA *a, const GdkRGBA *b)
{
  double x = get_luminance (a) + 0.05;
  double y = get_luminance (b) + 0.05;

  return MAX (x, y) / MIN (x, y);
}

/* What is drawn at the left of a label, before its text. */
static GdkRGBA
get_background (GtkWidget *label)
{
  g_autoptr (GdkTexture) texture = rt_test_draw (label);
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new0 (guint32, (gsize)(width * height));
  guint32 pixel;
  float alpha;

  gdk_texture_download (texture, (guchar *)pixels, (gsize)width * 4);
  /* Premultiplied; in the middle of the height, 4 pixels from the left. */
  pixel = pixels[height / 2 * width + 4];
  alpha = (float)(pixel >> 24) / 255;
  if (alpha == 0)
    return (GdkRGBA){ 0 };
  return (GdkRGBA){ (float)(pixel >> 16 & 255) / 255 / alpha,
                    (float)(pixel >> 8 & 255) / 255 / alpha,
                    (float)(pixel & 255) / 255 / alpha, alpha };
}

static void
assert_readable (GtkWidget *label, const char *classes, const char *scheme)
{
  static const char *const grounds[] = { "window_bg_color", "view_bg_color" };
  GtkStyleContext *style = gtk_widget_get_style_context (label);
  GdkRGBA text, background = get_background (label);

  gtk_style_context_get_color (style, &text);
  text.alpha *= (float)gtk_widget_get_opacity (label);
  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      GdkRGBA ground, behind, shown;
      double ratio;

      g_assert_true (gtk_style_context_lookup_color (style, grounds[i], &ground));
      behind = put_over (&background, &ground);
      shown = put_over (&text, &behind);
      ratio = get_ratio (&shown, &behind);
      g_test_message ("%s on %s, %s: %.2f", classes, grounds[i], scheme, ratio);
      if (ratio < LEAST_RATIO)
        g_test_fail ();
    }
}

static void
test_readable (void)
{
  static const char *const looks[]
      = { "badge",         "badge success", "badge elsewhere",
          "badge refused", "badge failure", "remark" };
  static const struct
  {
    AdwColorScheme scheme;
    const char *name;
  } schemes[] = { { ADW_COLOR_SCHEME_FORCE_LIGHT, "light" },
                  { ADW_COLOR_SCHEME_FORCE_DARK, "dark" } };
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  rt_style_ensure ();
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  for (guint s = 0; s < G_N_ELEMENTS (schemes); s++)
    for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
      {
        GtkWidget *label = gtk_label_new ("Words");
        g_auto (GStrv) classes = g_strsplit (looks[i], " ", -1);

        adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                            schemes[s].scheme);
        gtk_widget_set_css_classes (label, (const char **)classes);
        /* So that nothing but the background is at the left. */
        gtk_widget_set_size_request (label, 160, -1);
        gtk_widget_set_halign (label, GTK_ALIGN_START);
        gtk_box_append (GTK_BOX (box), label);
        rt_test_wait_until (NULL, gtk_widget_get_mapped (label));
        assert_readable (label, looks[i], schemes[s].name);
      }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/contrast/words-can-be-read", test_readable);
  return g_test_run ();
}
