/* The longest turn of the main loop while the Servers page and its windows are made. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-application.h"
#include "app/rt-window.h"
#include "pages/rt-pages.h"
#include "pages/servers/rt-server-card.h"
#include "pages/servers/rt-server-editor.h"
#include "tests/bench/rt-bench-work.h"
#include "tests/ui/rt-test-widget.h"

#define TIMES 3

/* What the user does goes through the main loop, so that its turn is measured. */
typedef struct
{
  GtkWidget *widget;
  const char *action;
  GVariant *target;
} Doing;

static gboolean
on_do (gpointer data)
{
  const Doing *doing = data;

  gtk_widget_activate_action_variant (doing->widget, doing->action, doing->target);
  return G_SOURCE_REMOVE;
}

static void
measure (RtBenchWork *work, const char *what, GtkWidget *widget, const char *action)
{
  Doing doing = { widget, action, NULL };

  rt_bench_work_begin (work);
  g_idle_add (on_do, &doing);
  rt_bench_work_print (work, what);
}

static gboolean
on_tab (gpointer window)
{
  guint n_pages;
  const RtPageRow *rows = rt_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    if (g_str_equal (rows[i].name, "servers"))
      gtk_widget_activate_action (window, "win.page", "i", i);
  return G_SOURCE_REMOVE;
}

static gboolean
on_click (gpointer button)
{
  g_signal_emit_by_name (button, "clicked");
  return G_SOURCE_REMOVE;
}

static gboolean
on_expand (gpointer row)
{
  adw_expander_row_set_expanded (row, TRUE);
  return G_SOURCE_REMOVE;
}

static GtkWindow *
find_editor (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (RT_IS_SERVER_EDITOR (window))
        return window;
    }
  return NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (RtApplication) application = rt_application_new ();
  g_autoptr (RtWorkbench) workbench = NULL;
  g_autoptr (RtSettings) settings = NULL;
  RtBenchWork work = { 0 };
  GtkWidget *window;
  GtkWidget *card;

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  workbench = rt_workbench_new (NULL, NULL);
  settings = rt_settings_new ();
  window = rt_window_new (GTK_APPLICATION (application), workbench, settings);
  gtk_window_present (GTK_WINDOW (window));
  rt_bench_run_for (2000);
  rt_bench_work_watch (&work);
  rt_bench_work_print (&work, "nothing");

  g_idle_add (on_tab, window);
  rt_bench_work_begin (&work);
  rt_bench_work_print (&work, "the page is made");
  card = rt_test_find_type (window, RT_TYPE_SERVER_CARD);
  g_idle_add (on_click, rt_test_find (card, "toggle"));
  rt_bench_work_begin (&work);
  rt_bench_work_print (&work, "a server is started");
  g_idle_add (on_click, rt_test_find (card, "expand"));
  rt_bench_work_begin (&work);
  rt_bench_work_print (&work, "its log is shown");
  for (int i = 0; i < TIMES; i++)
    {
      GtkWindow *editor;

      measure (&work, i == 0 ? "settings are opened, the first time" : "settings again",
               card, "card.edit");
      editor = find_editor ();
      rt_bench_work_begin (&work);
      g_idle_add (on_expand, rt_test_find (GTK_WIDGET (editor), "faults"));
      rt_bench_work_print (&work, "the faults are shown");
      gtk_window_destroy (editor);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
