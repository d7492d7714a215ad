/* Where the program begins. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-application.h"
#include "rt-config.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char *argv[])
{
  /* The build folder keeps its translations elsewhere: see build-aux/run. */
  const char *folder = g_getenv ("ROUNDTRIP_LOCALE_DIR");
  g_autoptr (RtApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : RT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = rt_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
