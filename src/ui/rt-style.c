/* Loads the look of our own widgets. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-style.h"

#include <gtk/gtk.h>

/**
 * rt_style_ensure:
 *
 * Loads the style sheet for the default display, once. The class of a widget that looks
 * wrong without it calls this.
 */
void
rt_style_ensure (void)
{
  static gsize loaded;

  if (g_once_init_enter (&loaded))
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (
          provider, "/io/github/roundtriphttp/Roundtrip/ui/rt-ui.css");
      gtk_style_context_add_provider_for_display (
          gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
          GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
      g_once_init_leave (&loaded, 1);
    }
}
