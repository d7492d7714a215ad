/* Tests of the User-Agent page: it fits, and shows what will be sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/agents/rt-agents-page.h"

#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-page.h"
#include "tests/ui/rt-test-toasts.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-address-bar.h"

#include <string.h>

typedef struct
{
  RtWorkbench *workbench;
  GtkWindow *window;
  AdwToastOverlay *toasts;
  GtkWidget *page;
  GtkDropDown *agents;
  GtkLabel *head;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->workbench = rt_workbench_new (NULL, NULL);
  fixture->page
      = g_object_new (RT_TYPE_AGENTS_PAGE, "workbench", fixture->workbench, NULL);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->toasts = rt_test_toasts_new (fixture->page);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->toasts));
  gtk_window_present (fixture->window);
  fixture->agents = GTK_DROP_DOWN (rt_test_find (fixture->page, "agents"));
  fixture->head = GTK_LABEL (rt_test_find (fixture->page, "head"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  g_object_unref (fixture->workbench);
}

static void
choose (Fixture *fixture, const char *id)
{
  RtAgentBook *book = rt_workbench_get_agents (fixture->workbench);

  gtk_drop_down_set_selected (fixture->agents, rt_agent_book_find (book, id));
}

static void
assert_sends (Fixture *fixture, const char *words)
{
  const char *head = gtk_label_get_label (fixture->head);

  if (strstr (head, words) == NULL)
    g_error ("“%s” is not in:\n%s", words, head);
}

static void
test_fits (Fixture *fixture, gconstpointer data)
{
  GListModel *agents = gtk_drop_down_get_model (fixture->agents);

  for (guint i = 0; i < g_list_model_get_n_items (agents); i++)
    {
      int minimum;

      gtk_drop_down_set_selected (fixture->agents, i);
      gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                          NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
}

static void
test_shows_what_is_sent (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "chrome-linux");
  assert_sends (fixture, "GET / HTTP/1.1\nHost: www.example\nConnection: keep-alive\n");
  assert_sends (fixture, "Google Chrome\";v=\"156\"");
  choose (fixture, "firefox-20");
  assert_sends (fixture, "Mozilla/5.0 (Windows NT 5.1; rv:20.0) Gecko/20100101 "
                         "Firefox/20.0");
}

/* The card stands open for all to see. */
static void
test_hides_a_login (Fixture *fixture, gconstpointer data)
{
  GtkWidget *address = rt_test_find (fixture->page, "address");

  choose (fixture, "firefox-linux");
  rt_address_bar_set_text (RT_ADDRESS_BAR (address), "https://jo:secret@site.example/");
  assert_sends (fixture, "Host: site.example\n");
  assert_sends (fixture, "Authorization: ***");
  g_assert_null (strstr (gtk_label_get_label (fixture->head), "Basic"));
}

/* The brands follow, and the choice stays. */
static void
test_bumps_a_version (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = gtk_widget_get_ancestor (GTK_WIDGET (fixture->head),
                                             g_type_from_name ("RtAgentCard"));
  RtAgent *agent;

  choose (fixture, "chrome-linux");
  g_signal_emit_by_name (card, "version", "160");
  agent = gtk_drop_down_get_selected_item (fixture->agents);
  g_assert_cmpstr (rt_agent_get_id (agent), ==, "chrome-linux");
  assert_sends (fixture, "Google Chrome\";v=\"160\"");
  assert_sends (fixture, "Chrome/160.0.0.0");
  g_signal_emit_by_name (card, "version", "newest");
  assert_sends (fixture, "Chrome/160.0.0.0");
}

static void
test_deletes_and_restores (Fixture *fixture, gconstpointer data)
{
  RtAgentBook *book = rt_workbench_get_agents (fixture->workbench);
  g_autoptr (RtAgent) curl = rt_agent_book_dup_agent (book, "curl");
  g_autoptr (RtAgent) own = rt_agent_renamed (curl, "own", "My own");

  rt_agent_book_put (book, own);
  choose (fixture, "own");
  assert_sends (fixture, "User-Agent: curl/");
  gtk_widget_activate_action (fixture->page, "agents.delete", NULL);
  g_assert_cmpuint (rt_agent_book_find (book, "own"), ==, G_MAXUINT);
  assert_sends (fixture, "User-Agent: Roundtrip/");
  rt_test_toasts_undo (fixture->toasts);
  assert_sends (fixture, "User-Agent: curl/");
  /* One of ours stays. */
  choose (fixture, "curl");
  gtk_widget_activate_action (fixture->page, "agents.delete", NULL);
  g_assert_cmpuint (rt_agent_book_find (book, "curl"), !=, G_MAXUINT);
}

/* There is no room for them below the choices. */
static void
test_goes_to_the_results (RtTestPage *self, gconstpointer data)
{
  GtkWidget *viewport
      = gtk_widget_get_ancestor (rt_test_page_find (self, "compare"), GTK_TYPE_VIEWPORT);
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));

  gtk_window_set_default_size (self->window, 360, 640);
  gtk_stack_set_visible_child_name (GTK_STACK (rt_test_page_find (self, "parts")),
                                    "sides");
  rt_address_bar_set_text (RT_ADDRESS_BAR (rt_test_page_find (self, "address")),
                           self->address);
  rt_test_wait_for_frames (viewport, 2);
  g_assert_cmpfloat (gtk_adjustment_get_value (place), ==, 0);
  rt_test_click (GTK_WIDGET (self->page), "compare");
  rt_test_wait_until (NULL, gtk_adjustment_get_value (place) > 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/agents-page/fits-into-360-pixels", Fixture, NULL, set_up, test_fits,
              tear_down);
  g_test_add ("/agents-page/shows-what-is-sent", Fixture, NULL, set_up,
              test_shows_what_is_sent, tear_down);
  g_test_add ("/agents-page/hides-a-login", Fixture, NULL, set_up, test_hides_a_login,
              tear_down);
  g_test_add ("/agents-page/bumps-a-version", Fixture, NULL, set_up, test_bumps_a_version,
              tear_down);
  g_test_add ("/agents-page/deletes-and-restores", Fixture, NULL, set_up,
              test_deletes_and_restores, tear_down);
  rt_test_page_add ("/agents-page/goes-to-the-results", RT_TYPE_AGENTS_PAGE, "status",
                    test_goes_to_the_results, NULL);
  return g_test_run ();
}
