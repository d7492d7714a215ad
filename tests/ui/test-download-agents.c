/* Tests of the identity that a request of the Download page has. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/download/rt-download-page.h"
#include "pages/download/rt-worn-agent.h"

#include "core/agents/rt-agent-book.h"
#include "core/http/rt-uri.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-pair-editor.h"

#include <adwaita.h>

static void
assert_fields (GtkWidget *page, const char *name, const char *value)
{
  g_autoptr (RtHeaderList) fields
      = rt_pair_editor_dup_fields (RT_PAIR_EDITOR (rt_test_find (page, "fields")), NULL);

  g_assert_cmpstr (rt_header_list_find (fields, name), ==, value);
}

static void
test_dresses_the_fields (void)
{
  g_autoptr (RtWorkbench) workbench = rt_workbench_new (NULL, NULL);
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *page = g_object_new (RT_TYPE_DOWNLOAD_PAGE, "workbench", workbench, NULL);
  GtkDropDown *agents;
  RtAgentBook *book = rt_workbench_get_agents (workbench);

  gtk_window_set_child (window, page);
  gtk_window_present (window);
  agents = GTK_DROP_DOWN (rt_test_find (page, "agents"));
  assert_fields (page, "Accept", "*/*");
  gtk_drop_down_set_selected (agents, rt_agent_book_find (book, "chrome-linux"));
  assert_fields (page, "sec-ch-ua-platform", "\"Linux\"");
  gtk_drop_down_set_selected (agents, rt_agent_book_find (book, "curl"));
  assert_fields (page, "sec-ch-ua-platform", NULL);
  assert_fields (page, "User-Agent", "curl/7.88.1");
  gtk_drop_down_set_selected (agents, 0);
  assert_fields (page, "Accept-Encoding", "gzip, deflate, br, zstd");
  gtk_window_destroy (window);
}

/* The identities that are changed are others: what was chosen stays chosen. */
static void
test_changes_the_languages (void)
{
  g_autoptr (RtWorkbench) workbench = rt_workbench_new (NULL, NULL);
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *page = g_object_new (RT_TYPE_DOWNLOAD_PAGE, "workbench", workbench, NULL);
  RtAgentBook *book = rt_workbench_get_agents (workbench);
  GtkDropDown *agents = GTK_DROP_DOWN (rt_test_find (page, "agents"));

  gtk_window_set_child (window, page);
  gtk_window_present (window);
  gtk_drop_down_set_selected (agents, rt_agent_book_find (book, "firefox-linux"));
  assert_fields (page, "Accept-Language", "en-US,en;q=0.9");
  g_assert_true (rt_agent_book_set_languages (book, "de"));
  g_assert_cmpuint (gtk_drop_down_get_selected (agents), ==,
                    rt_agent_book_find (book, "firefox-linux"));
  assert_fields (page, "Accept-Language", "de,en-US;q=0.9,en;q=0.8");
  gtk_window_destroy (window);
}

static void
test_begins_with_the_usual_one (void)
{
  g_autoptr (RtWorkbench) workbench = rt_workbench_new (NULL, NULL);
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *page;

  rt_workbench_set_agent_id (workbench, "firefox-20");
  page = g_object_new (RT_TYPE_DOWNLOAD_PAGE, "workbench", workbench, NULL);
  gtk_window_set_child (window, page);
  gtk_window_present (window);
  assert_fields (page, "User-Agent",
                 "Mozilla/5.0 (Windows NT 5.1; rv:20.0) Gecko/20100101 Firefox/20.0");
  gtk_window_destroy (window);
}

static GUri *
parse (const char *address)
{
  return rt_uri_parse (address, NULL, NULL, NULL);
}

/* Hints go where they may, what is the user's own stays, and so does its order. */
static void
test_fits_the_address (void)
{
  g_autoptr (RtAgentBook) book = rt_agent_book_new (NULL);
  g_autoptr (RtAgent) chrome = rt_agent_book_dup_agent (book, "chrome-linux");
  g_autoptr (RtHeaderList) own = rt_header_list_new ();
  g_autoptr (GUri) secure = parse ("https://a.example/");
  g_autoptr (GUri) plain = parse ("http://a.example/");
  g_autoptr (RtHeaderList) untouched = NULL;
  g_autoptr (RtHeaderList) there = NULL;
  g_autoptr (RtHeaderList) here = NULL;
  RtWornAgent worn = { NULL, NULL };

  rt_header_list_append_received (own, "X-First", "1");
  rt_header_list_append_received (own, "Accept", "text/plain");
  untouched = rt_worn_agent_change (&worn, own, NULL, plain);
  g_assert_true (rt_header_list_equal (untouched, own));
  there = rt_worn_agent_change (&worn, untouched, chrome, secure);
  g_assert_nonnull (rt_header_list_find (there, "sec-ch-ua"));
  g_assert_cmpstr (rt_header_list_find (there, "Accept"), ==, "text/plain");
  here = rt_worn_agent_change (&worn, there, chrome, plain);
  g_assert_null (rt_header_list_find (here, "sec-ch-ua"));
  g_assert_cmpstr (rt_header_list_find (here, "X-First"), ==, "1");
  rt_worn_agent_clear (&worn);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/download-agents/languages-are-changed", test_changes_the_languages);
  g_test_add_func ("/download-agents/dresses-the-fields", test_dresses_the_fields);
  g_test_add_func ("/download-agents/begins-with-the-usual-one",
                   test_begins_with_the_usual_one);
  g_test_add_func ("/download-agents/fits-the-address", test_fits_the_address);
  return g_test_run ();
}
