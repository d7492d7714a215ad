/* The longest turn of the main loop while each tab is first shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-application.h"
#include "app/rt-window.h"
#include "pages/rt-pages.h"
#include "tests/bench/rt-bench-work.h"

typedef struct
{
  GtkWidget *window;
  int tab;
} Choice;

static gboolean
on_choose (gpointer data)
{
  const Choice *choice = data;

  gtk_widget_activate_action (choice->window, "win.page", "i", choice->tab);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_autoptr (RtApplication) application = rt_application_new ();
  g_autoptr (RtWorkbench) workbench = NULL;
  g_autoptr (RtSettings) settings = NULL;
  RtBenchWork work = { 0 };
  Choice choice = { 0 };
  guint n_pages;
  const RtPageRow *rows = rt_pages_get (&n_pages);

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  workbench = rt_workbench_new (NULL, NULL);
  settings = rt_settings_new ();
  choice.window = rt_window_new (GTK_APPLICATION (application), workbench, settings);
  gtk_window_present (GTK_WINDOW (choice.window));
  rt_bench_run_for (2000);
  rt_bench_work_watch (&work);
  rt_bench_work_print (&work, "nothing");
  for (choice.tab = 0; choice.tab < (int)n_pages; choice.tab++)
    {
      rt_bench_work_begin (&work);
      g_idle_add (on_choose, &choice);
      rt_bench_work_print (&work, rows[choice.tab].name);
    }
  gtk_window_destroy (GTK_WINDOW (choice.window));
  return 0;
}
