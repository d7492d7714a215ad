/* Pages with something in them: each fits on a telephone, in large text as well. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/rt-pages.h"
#include "rt-config.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "tests/ui/rt-test-window.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <locale.h>

#define NARROW 360

/* What is there once a page was tried. */
static const char *const signs[][2] = {
  { "download", "RtStatusPill" }, { "cookies", ".visit-name" },
  { "forms", "RtFormRow" },       { "proxy", "RtStatusPill" },
  { "head", "RtCheckLine" },      { "resume", "RtPieceMap" },
};

static GtkWidget *
get_page (RtTestWindow *fixture)
{
  GtkWidget *stack = rt_test_find_type (fixture->window, ADW_TYPE_VIEW_STACK);

  return adw_view_stack_get_visible_child (ADW_VIEW_STACK (stack));
}

/* A type, or a style class behind a dot. */
static gboolean
is_there (GtkWidget *page, const char *sign)
{
  GType type = g_type_from_name (sign);
  GtkWidget *found = NULL;

  if (*sign == '.')
    found = rt_test_find_class (page, sign + 1);
  else if (type != 0)
    found = rt_test_find_type (page, type);
  return found != NULL && gtk_widget_get_mapped (found);
}

/* Clicks “Try It Here”, and waits for what comes of it. */
static void
try (GtkWidget *page, const char *name)
{
  GType type = g_type_from_name ("RtTrialButton");
  GtkWidget *trial = rt_test_find_type (page, type);

  if (trial == NULL)
    return;
  g_signal_emit_by_name (rt_test_find (trial, "button"), "clicked");
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (signs[i][0], name))
      rt_test_wait_until (NULL, is_there (page, signs[i][1]));
  rt_test_wait_until (NULL, !rt_page_get_busy (RT_PAGE (page)));
}

/* The widgets that make it so wide, from the outermost on. */
static void
report (GtkWidget *widget, int width)
{
  GtkWidget *widest = NULL;
  int most = 0;

  g_test_message ("%d: %s %s", width, G_OBJECT_TYPE_NAME (widget),
                  GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum = 0;

      if (gtk_widget_should_layout (child))
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                            NULL);
      if (minimum > most)
        {
          most = minimum;
          widest = child;
        }
    }
  if (widest != NULL)
    report (widest, most);
}

static void
assert_fits (GtkWidget *page, const char *what)
{
  int minimum;

  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_test_message ("%s needs %d", what, minimum);
  if (minimum <= NARROW)
    return;
  report (page, minimum);
  g_test_fail ();
}

static void
test_fits (RtTestWindow *fixture, gconstpointer data)
{
  static const char *const fonts[] = { "Cantarell 11", "Cantarell 16.5" };
  guint n_pages;
  const RtPageRow *rows = rt_pages_get (&n_pages);
  g_autofree char *font = NULL;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &font, NULL);
  for (guint i = 0; i < n_pages; i++)
    {
      GtkWidget *page;

      gtk_widget_activate_action (fixture->window, "win.page", "i", (int)i);
      page = get_page (fixture);
      try (page, rows[i].name);
      for (guint f = 0; f < G_N_ELEMENTS (fonts); f++)
        {
          g_autofree char *what = g_strdup_printf ("%s in %s", rows[i].name, fonts[f]);

          g_object_set (gtk_settings_get_default (), "gtk-font-name", fonts[f], NULL);
          assert_fits (page, what);
        }
      g_object_set (gtk_settings_get_default (), "gtk-font-name", font, NULL);
    }
}

int
main (int argc, char *argv[])
{
  static const RtTestWindowCase tests[] = { { "/widths/fit-a-telephone", test_fits } };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("ROUNDTRIP_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return rt_test_window_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
