/* A window with the Download page in sight, for tests. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-window.h"

#include "app/rt-application.h"
#include "app/rt-window.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"

const RtReplayStep rt_test_window_hello[] = {
  RT_REPLAY_READ,
  RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  RT_REPLAY_END,
};

static void
set_up (RtTestWindow *fixture, gconstpointer data)
{
  fixture->application = (gpointer)data;
  fixture->workbench = rt_workbench_new (NULL, NULL);
  fixture->settings = rt_settings_new ();
  fixture->window
      = rt_window_new (fixture->application, fixture->workbench, fixture->settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->page = RT_PAGE (rt_test_find_type (fixture->window, RT_TYPE_PAGE));
  fixture->address = GTK_EDITABLE (rt_test_find (fixture->window, "entry"));
  fixture->send = GTK_BUTTON (rt_test_find (fixture->window, "send"));
}

static void
tear_down (RtTestWindow *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->workbench);
}

RtExchange *
rt_test_window_send (RtTestWindow *fixture)
{
  g_signal_emit_by_name (fixture->send, "clicked");
  rt_test_wait_until (NULL, !rt_page_get_busy (fixture->page));
  return rt_page_get_exchange (fixture->page);
}

void
rt_test_window_fill_in (RtTestWindow *fixture, RtReplay *server, const char *path)
{
  g_autofree char *address = rt_replay_build_address (server, path);

  gtk_editable_set_text (fixture->address, address);
}

/* Runs them in one application, as a process can have one only. */
int
rt_test_window_run (int argc, char **argv, const RtTestWindowCase *tests, guint n_tests)
{
  g_autoptr (RtApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application = rt_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  for (guint i = 0; i < n_tests; i++)
    g_test_add (tests[i].name, RtTestWindow, application, set_up, tests[i].test,
                tear_down);
  return g_test_run ();
}
