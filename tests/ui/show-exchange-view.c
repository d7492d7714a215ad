/* Draws an example exchange into a PNG file, to be looked at. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-examples.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-exchange-view.h"

#include "rt-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdlib.h>

#define SETTLE_MS 700

static GtkWidget *
find_stack (GtkWidget *widget, const char *page)
{
  if (GTK_IS_STACK (widget) && gtk_stack_get_child_by_name (GTK_STACK (widget), page))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_stack (child, page);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
on_settled (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
settle (void)
{
  gboolean settled = FALSE;

  g_timeout_add (SETTLE_MS, on_settled, &settled);
  while (!settled)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  GtkWidget *window;
  GtkWidget *view;
  g_autoptr (RtExchange) exchange = NULL;
  g_autoptr (RtExchange) previous = NULL;
  g_autoptr (GdkTexture) picture = NULL;

  if (argc != 7)
    {
      g_printerr ("usage: %s EXAMPLE PANE WIDTH HEIGHT light|dark FILE.png\n", argv[0]);
      return 2;
    }
  setlocale (LC_ALL, "");
  if (g_getenv ("ROUNDTRIP_LOCALE_DIR") != NULL)
    bindtextdomain (GETTEXT_PACKAGE, g_getenv ("ROUNDTRIP_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (argv[5], "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  exchange = rt_example_new (argv[1]);
  view = rt_exchange_view_new ();
  if (g_str_equal (argv[2], "compare"))
    previous = rt_example_new ("missing");
  rt_exchange_view_set_previous (RT_EXCHANGE_VIEW (view), previous);
  rt_exchange_view_set_exchange (RT_EXCHANGE_VIEW (view), exchange);
  gtk_stack_set_visible_child_name (GTK_STACK (find_stack (view, "security")), argv[2]);
  window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), atoi (argv[3]), atoi (argv[4]));
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  picture = rt_test_draw (window);
  gdk_texture_save_to_png (picture, argv[6]);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
