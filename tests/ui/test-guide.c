/* The guide: a page for every tab, the same in every language. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-guide.h"
#include "pages/rt-pages.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"

/* What is shown in a language, a line for each thing. */
static guint
count_lines (RtGuide *guide, const char *language, const char *page)
{
  GtkWidget *content = rt_test_find (GTK_WIDGET (guide), "content");
  guint n_lines = 0;

  g_setenv ("LANGUAGE", language, TRUE);
  rt_guide_show (guide, page);
  for (GtkWidget *line = gtk_widget_get_first_child (content); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    n_lines++;
  return n_lines;
}

static void
test_has_every_page (void)
{
  RtGuide *guide = rt_guide_new (NULL);
  guint n_pages;
  const RtPageRow *rows = rt_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      guint n_lines = count_lines (guide, "en", rows[i].name);

      g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (guide)), ==, rows[i].title);
      /* What it is for, a heading, and things to try. */
      g_assert_cmpuint (n_lines, >=, 5);
      g_assert_cmpuint (count_lines (guide, "zh_CN", rows[i].name), ==, n_lines);
    }
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (guide)), ==, "服务器");
  count_lines (guide, "tlh", "servers");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (guide)), ==, "Servers");
  gtk_window_destroy (GTK_WINDOW (guide));
}

/* A picture of the page is there in each language, and says what it shows. */
static void
test_has_pictures (void)
{
  RtGuide *guide = rt_guide_new (NULL);
  static const char *const languages[] = { "en", "zh_CN" };
  guint n_pages;
  const RtPageRow *rows = rt_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
      {
        GtkPicture *picture;

        count_lines (guide, languages[l], rows[i].name);
        picture = GTK_PICTURE (rt_test_find_type (GTK_WIDGET (guide), GTK_TYPE_PICTURE));
        rt_test_wait_until (NULL, gtk_picture_get_paintable (picture) != NULL);
        g_assert_cmpstr (gtk_picture_get_alternative_text (picture), !=, "");
      }
  gtk_window_destroy (GTK_WINDOW (guide));
}

static void
test_is_narrow_enough (void)
{
  RtGuide *guide = rt_guide_new (NULL);
  int minimum;

  rt_guide_show (guide, "resume");
  gtk_widget_measure (GTK_WIDGET (guide), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_window_destroy (GTK_WINDOW (guide));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/guide/has-every-page", test_has_every_page);
  g_test_add_func ("/guide/has-pictures", test_has_pictures);
  g_test_add_func ("/guide/is-narrow-enough", test_is_narrow_enough);
  return g_test_run ();
}
