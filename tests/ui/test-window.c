/* The window: its tabs and its actions. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-preferences.h"
#include "app/rt-window.h"
#include "pages/rt-pages.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "tests/ui/rt-test-window.h"
#include "ui/rt-body-view.h"
#include "ui/rt-exchange-view.h"
#include "ui/rt-fields-view.h"
#include "ui/rt-jar-chooser.h"
#include "ui/rt-pair-editor.h"
#include "ui/rt-pane-switcher.h"
#include "ui/rt-raw-view.h"

#include <gtksourceview/gtksource.h>

static void
test_opens (RtTestWindow *fixture, gconstpointer data)
{
  GtkListBox *tabs = GTK_LIST_BOX (rt_test_find (fixture->window, "tabs"));
  GtkWidget *tab = GTK_WIDGET (gtk_list_box_get_row_at_index (tabs, 0));

  g_assert_nonnull (tab);
  gtk_test_accessible_assert_role (tabs, GTK_ACCESSIBLE_ROLE_TAB_LIST);
  gtk_test_accessible_assert_role (tab, GTK_ACCESSIBLE_ROLE_TAB);
  gtk_test_accessible_assert_property (tab, GTK_ACCESSIBLE_PROPERTY_LABEL, "Download");
  g_assert_null (rt_page_get_exchange (fixture->page));
  g_assert_null (rt_test_find_type (fixture->window, RT_TYPE_EXCHANGE_VIEW));
}

/* Presses Tab until the focus is where it was, and tells whether it came to @target. */
static gboolean
goes_round (RtTestWindow *fixture, GtkWidget *target)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);
  GtkWidget *start = GTK_WIDGET (fixture->send);
  GtkWidget *focus = NULL;
  gboolean reached = FALSE;

  g_assert_nonnull (target);
  rt_test_wait_until (NULL, gtk_widget_get_mapped (target));
  /* Where the focus goes next depends on where everything is. */
  rt_test_wait_for_frames (fixture->window, 2);
  gtk_widget_grab_focus (start);
  for (guint n = 0; focus != start && n < 60; n++)
    {
      gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (window);
      reached |= focus == target || gtk_widget_is_ancestor (focus, target);
    }
  return reached && focus == start;
}

/* Tab goes through all of the window, and is caught nowhere. */
static void
test_tab_goes_round (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_window_hello);
  GtkWidget *window = fixture->window;
  GtkStack *panes;

  rt_test_window_fill_in (fixture, server, "/");
  rt_test_window_send (fixture);
  panes = GTK_STACK (gtk_widget_get_ancestor (
      rt_test_find_type (window, RT_TYPE_BODY_VIEW), GTK_TYPE_STACK));
  g_assert_true (goes_round (fixture, rt_test_find_type (window, RT_TYPE_PANE_SWITCHER)));
  rt_test_wait_until (NULL, rt_test_find_type (window, GTK_SOURCE_TYPE_VIEW) != NULL);
  g_assert_true (goes_round (fixture, rt_test_find_type (window, GTK_SOURCE_TYPE_VIEW)));
  g_assert_true (goes_round (fixture, rt_test_find (window, "tabs")));
  gtk_stack_set_visible_child_name (panes, "fields");
  g_assert_true (goes_round (fixture, rt_test_find_type (window, RT_TYPE_FIELDS_VIEW)));
  gtk_stack_set_visible_child_name (panes, "raw");
  g_assert_true (goes_round (fixture, rt_test_find_type (window, RT_TYPE_RAW_VIEW)));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (rt_test_find (window, "more")), TRUE);
  g_assert_true (goes_round (fixture, rt_test_find_type (window, RT_TYPE_PAIR_EDITOR)));
}

static void
test_opens_an_address (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_window_hello);
  g_autofree char *address = rt_replay_build_address (server, "/given");

  rt_window_open_address (RT_WINDOW (fixture->window), address);
  rt_test_wait_until (NULL, !rt_page_get_busy (fixture->page));
  g_assert_cmpuint (rt_exchange_get_status (rt_page_get_exchange (fixture->page)), ==,
                    200);
}

static void
test_goes_back (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_window_hello);
  RtExchangeLog *log = rt_workbench_get_log (fixture->workbench);
  GtkMenuButton *button = GTK_MENU_BUTTON (rt_test_find (fixture->window, "log_button"));
  RtExchange *first;
  GtkWidget *list;

  rt_replay_add_script (server, rt_test_window_hello);
  rt_test_window_fill_in (fixture, server, "/one");
  first = rt_test_window_send (fixture);
  rt_test_window_fill_in (fixture, server, "/two");
  g_assert_true (rt_test_window_send (fixture) != first);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 2);

  /* The newest is on top, so the first is the second row. */
  gtk_menu_button_popup (button);
  list = rt_test_find (GTK_WIDGET (gtk_menu_button_get_popover (button)), "list");
  g_signal_emit_by_name (list, "activate", 1);
  g_assert_true (rt_page_get_exchange (fixture->page) == first);
  g_assert_true (g_str_has_suffix (gtk_editable_get_text (fixture->address), "/one"));
}

static void
test_does_not_fetch_by_itself (RtTestWindow *fixture, gconstpointer data)
{
  GtkWidget *second;
  RtPage *page;

  rt_address_history_add (rt_workbench_get_history (fixture->workbench),
                          "http://127.0.0.1:9/");
  second = rt_window_new (fixture->application, fixture->workbench, fixture->settings);
  page = RT_PAGE (rt_test_find_type (second, RT_TYPE_PAGE));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (rt_test_find (second, "entry"))),
                   ==, "http://127.0.0.1:9/");
  g_assert_null (rt_page_get_exchange (page));
  gtk_window_destroy (GTK_WINDOW (second));
}

static void
test_preferences (RtTestWindow *fixture, gconstpointer data)
{
  GtkWidget *window = rt_preferences_new (fixture->settings, fixture->workbench);
  RtRequestOptions options;

  gtk_switch_set_active (GTK_SWITCH (rt_test_find (window, "follow_redirects")), FALSE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rt_test_find (window, "idle_timeout")), 7);
  options = rt_settings_get_request_options (fixture->settings);
  g_assert_cmpuint (options.redirect_limit, ==, 0);
  g_assert_cmpuint (options.idle_timeout_s, ==, 7);

  rt_trust_add (rt_workbench_get_trust (fixture->workbench), "a.example", 443,
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", NULL);
  gtk_widget_activate_action (window, "trust.remove", "u", 0);
  g_assert_cmpuint (g_list_model_get_n_items (rt_trust_get_entries (
                        rt_workbench_get_trust (fixture->workbench))),
                    ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
assert_languages (RtSettings *settings, const char *expected)
{
  g_autofree char *languages = NULL;

  g_object_get (settings, "identity-languages", &languages, NULL);
  g_assert_cmpstr (languages, ==, expected);
}

static void
test_languages (RtTestWindow *fixture, gconstpointer data)
{
  GtkWidget *window = rt_preferences_new (fixture->settings, fixture->workbench);
  AdwComboRow *choice = ADW_COMBO_ROW (rt_test_find (window, "languages"));
  GtkWidget *others = rt_test_find (window, "other_languages");
  guint last = g_list_model_get_n_items (adw_combo_row_get_model (choice)) - 1;

  assert_languages (fixture->settings, "en-US");
  g_assert_false (gtk_widget_get_visible (others));
  adw_combo_row_set_selected (choice, 0);
  assert_languages (fixture->settings, "system");

  adw_combo_row_set_selected (choice, last);
  g_assert_true (gtk_widget_get_visible (others));
  assert_languages (fixture->settings, "system");
  gtk_editable_set_text (GTK_EDITABLE (others), "pt_br, x");
  g_signal_emit_by_name (others, "apply");
  g_assert_true (gtk_widget_has_css_class (others, "error"));
  assert_languages (fixture->settings, "system");
  gtk_editable_set_text (GTK_EDITABLE (others), "pt_br, en");
  g_assert_false (gtk_widget_has_css_class (others, "error"));
  g_signal_emit_by_name (others, "apply");
  assert_languages (fixture->settings, "pt-BR,en");
  g_assert_cmpuint (adw_combo_row_get_selected (choice), ==, last);

  gtk_editable_set_text (GTK_EDITABLE (others), "ZH-CN");
  g_signal_emit_by_name (others, "apply");
  g_assert_false (gtk_widget_get_visible (others));
  assert_languages (fixture->settings, "zh-CN");
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_shortcuts (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (window), "Keyboard Shortcuts") == 0)
        return GTK_WIDGET (window);
    }
  return NULL;
}

static void
test_shows_shortcuts (RtTestWindow *fixture, gconstpointer data)
{
  int minimum;

  g_action_group_activate_action (
      G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (fixture->window))),
      "shortcuts", NULL);
  gtk_widget_measure (find_shortcuts (), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_window_destroy (GTK_WINDOW (find_shortcuts ()));
}

static void
test_shortcuts (RtTestWindow *fixture, gconstpointer data)
{
  gtk_widget_activate_action (fixture->window, "win.page", "i", 0);
  gtk_widget_activate_action (fixture->window, "win.page", "i", 7);
  gtk_widget_activate_action (fixture->window, "win.step-page", "i", -1);
  gtk_widget_activate_action (fixture->window, "win.page", "i", 0);
  gtk_widget_activate_action (fixture->window, "win.focus-address", NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)),
                                         GTK_WIDGET (fixture->address)));
}

static RtPage *
get_shown_page (RtTestWindow *fixture)
{
  GtkWidget *stack = rt_test_find_type (fixture->window, ADW_TYPE_VIEW_STACK);

  return RT_PAGE (adw_view_stack_get_visible_child (ADW_VIEW_STACK (stack)));
}

static void
show_page (RtTestWindow *fixture, const char *name)
{
  guint n_pages;
  const RtPageRow *pages = rt_pages_get (&n_pages);
  guint i = 0;

  while (i < n_pages && !g_str_equal (pages[i].name, name))
    i++;
  gtk_widget_activate_action (fixture->window, "win.page", "i", (int)i);
}

/* From a page that sends nothing, an address and an exchange lead to the first one. */
static void
test_fetches_for_a_page (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_window_hello);
  g_autofree char *address = rt_replay_build_address (server, "/given");
  RtExchange *exchange;
  GtkWidget *list;

  show_page (fixture, "servers");
  g_assert_false (rt_page_can_send (get_shown_page (fixture)));
  gtk_widget_activate_action (fixture->window, "win.send-again", NULL);
  gtk_widget_activate_action (fixture->window, "win.fetch", "s", address);
  g_assert_true (get_shown_page (fixture) == fixture->page);
  rt_test_wait_until (NULL, !rt_page_get_busy (fixture->page));
  exchange = rt_page_get_exchange (fixture->page);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);

  show_page (fixture, "servers");
  gtk_menu_button_popup (GTK_MENU_BUTTON (rt_test_find (fixture->window, "log_button")));
  list = rt_test_find (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (
                           rt_test_find (fixture->window, "log_button")))),
                       "list");
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_true (get_shown_page (fixture) == fixture->page);
}

/* What the Download page shows is asked for once more, as it was: with its jar. */
static void
test_downloads_again (RtTestWindow *fixture, gconstpointer data)
{
  static const RtReplayStep gives_cookie[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nSet-Cookie: who=me\r\n"
                          "Content-Length: 5\r\n\r\nhello"),
          RT_REPLAY_END };
  RtTestDir *dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "greeting");
  g_autoptr (RtReplay) server = rt_replay_new (gives_cookie);
  RtNamedJar *jar
      = rt_cookie_jars_add (rt_workbench_get_jars (fixture->workbench), "Work");
  RtDownloadQueue *queue = rt_workbench_get_queue (fixture->workbench);
  g_autoptr (RtDownload) download = NULL;
  g_autofree char *text = NULL;
  g_autofree char *sent = NULL;

  rt_replay_add_script (server, rt_test_window_hello);
  g_object_set (rt_download_queue_get_terms (queue), "folder", dir->path, NULL);
  rt_jar_chooser_set_jar (RT_JAR_CHOOSER (rt_test_find_type (GTK_WIDGET (fixture->page),
                                                             RT_TYPE_JAR_CHOOSER)),
                          jar);
  rt_test_window_fill_in (fixture, server, "/greeting");
  rt_test_window_send (fixture);
  gtk_widget_activate_action (fixture->window, "win.download", NULL);
  download = g_list_model_get_item (rt_download_queue_get_downloads (queue), 0);
  rt_test_wait_until (NULL, rt_download_get_state (download) == RT_DOWNLOAD_DONE);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "hello");
  sent = rt_replay_dup_text (server, 1);
  g_assert_nonnull (strstr (sent, "\r\nCookie: who=me\r\n"));
  show_page (fixture, "download"); /* where the next window begins */
  rt_test_dir_free (dir);
}

/* What is said is no markup: a file may be called like this. */
static void
test_toasts (RtTestWindow *fixture, gconstpointer data)
{
  const char *words = "Exported to <this> & that";

  g_assert_false (rt_test_has_label (fixture->window, words));
  gtk_widget_activate_action (fixture->window, "win.toast", "s", words);
  g_assert_true (rt_test_has_label (fixture->window, words));
}

int
main (int argc, char *argv[])
{
  static const RtTestWindowCase tests[] = {
    { "/window/opens-on-its-page", test_opens },
    { "/window/tab-goes-round", test_tab_goes_round },
    { "/window/opens-an-address", test_opens_an_address },
    { "/window/goes-back-to-an-exchange", test_goes_back },
    { "/window/fetches-nothing-by-itself", test_does_not_fetch_by_itself },
    { "/window/fetches-for-a-page", test_fetches_for_a_page },
    { "/window/downloads-again", test_downloads_again },
    { "/window/preferences", test_preferences },
    { "/window/languages-of-identities", test_languages },
    { "/window/shows-its-shortcuts", test_shows_shortcuts },
    { "/window/shortcuts", test_shortcuts },
    { "/window/toasts", test_toasts },
  };

  return rt_test_window_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
