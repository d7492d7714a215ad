/* The Cookies page, with the local server of cookies. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/cookies/rt-cookie-parts.h"
#include "pages/cookies/rt-cookies-page.h"
#include "pages/download/rt-download-page.h"
#include "pages/forms/rt-forms-page.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-cookies-page.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-exchange-panes.h"
#include "ui/rt-jar-chooser.h"
#include "ui/rt-keyring.h"

#include <adwaita.h>
#include <string.h>

typedef RtTestPage Fixture;

static guint
get_status (Fixture *fixture)
{
  return rt_exchange_get_status (rt_page_get_exchange (fixture->page));
}

static void
test_opens (Fixture *fixture, gconstpointer data)
{
  g_assert_null (rt_page_get_exchange (fixture->page));
  g_assert_nonnull (rt_test_find_type (GTK_WIDGET (fixture->page), ADW_TYPE_STATUS_PAGE));
  rt_page_focus_address (fixture->page);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window),
                                         rt_test_page_find (fixture, "login")));
  g_assert_null (rt_named_jar_get_name (rt_test_cookies_page_get_jar (fixture)));
}

static void
test_recipe (Fixture *fixture, gconstpointer data)
{
  rt_test_cookies_page_sign_in (fixture);
  /* The form, its answer with a redirect, and the second visit. */
  g_assert_cmpuint (rt_test_page_count_log (fixture), ==, 3);
  g_assert_cmpuint (get_status (fixture), ==, 200);
  rt_test_wait_until (
      NULL, rt_test_cookies_page_shows (fixture, "view", "In the jar: visits=2"));
  g_assert_true (rt_test_cookies_page_shows (fixture, "view", "First visit"));
  g_assert_true (rt_test_cookies_page_shows (fixture, "view", "Second visit"));
  g_assert_true (rt_test_cookies_page_shows (
      fixture, "view", "There was no such cookie yet; it is kept. [RFC"));
  g_assert_true (rt_test_cookies_page_shows (fixture, "view", "Sent: visits=1"));
  g_assert_true (rt_test_cookies_page_shows (
      fixture, "view", "Received: visits=2; Path=/account; Max-Age="));
  g_assert_cmpuint (rt_test_cookies_page_count_cookies (fixture), ==, 2);
}

/* The second visit must not come over a connection of the first. */
static void
test_own_connections (Fixture *fixture, gconstpointer data)
{
  GListModel *log = G_LIST_MODEL (rt_workbench_get_log (fixture->workbench));

  rt_test_cookies_page_sign_in (fixture);
  rt_test_cookies_page_visit (fixture, "account");
  for (guint i = 0; i < g_list_model_get_n_items (log); i++)
    {
      g_autoptr (RtExchange) exchange = g_list_model_get_item (log, i);
      RtHop *hop = rt_exchange_get_last_hop (exchange);

      if (g_str_equal (g_uri_get_path (rt_request_get_uri (rt_hop_get_request (hop))),
                       "/account")
          && g_list_model_get_n_items (rt_exchange_get_hops (exchange)) == 1)
        g_assert_false (rt_hop_get_report (hop)->reused);
    }
}

static void
test_looks_at_either (Fixture *fixture, gconstpointer data)
{
  GtkWidget *first;
  RtExchange *second;

  rt_test_cookies_page_sign_in (fixture);
  second = rt_page_get_exchange (fixture->page);
  first = rt_test_find (rt_test_page_find (fixture, "view"), "first");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (first), TRUE);
  g_assert_true (rt_page_get_exchange (fixture->page) != second);
  g_assert_cmpuint (g_list_model_get_n_items (
                        rt_exchange_get_hops (rt_page_get_exchange (fixture->page))),
                    ==, 2);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (rt_test_find (rt_test_page_find (fixture, "view"), "second")),
      TRUE);
  g_assert_true (rt_page_get_exchange (fixture->page) == second);
  g_assert_true (g_str_has_suffix (
      rt_address_bar_get_text (RT_ADDRESS_BAR (rt_test_page_find (fixture, "address"))),
      "/account"));
}

static void
test_visits_only (Fixture *fixture, gconstpointer data)
{
  rt_test_cookies_page_visit (fixture, "account");
  g_assert_cmpuint (rt_test_page_count_log (fixture), ==, 1);
  g_assert_cmpuint (get_status (fixture), ==, 403);
  rt_test_wait_until (NULL,
                      rt_test_cookies_page_shows (fixture, "view", "No cookie was sent"));
  rt_test_cookies_page_sign_in (fixture);
  rt_test_cookies_page_visit (fixture, "account");
  rt_test_cookies_page_visit (fixture, "account");
  rt_test_wait_until (
      NULL, rt_test_cookies_page_shows (fixture, "view", "In the jar: visits=4"));
  g_assert_true (rt_test_cookies_page_shows (fixture, "view", "Sent: visits=2"));
  g_assert_true (rt_test_cookies_page_shows (fixture, "view", "Sent: visits=3"));
}

static void
test_wrong_address (Fixture *fixture, gconstpointer data)
{
  rt_address_bar_set_text (RT_ADDRESS_BAR (rt_test_page_find (fixture, "address")),
                           "ftp://a.example");
  g_signal_emit_by_name (rt_test_page_find (fixture, "run"), "clicked");
  g_assert_cmpuint (rt_test_page_count_log (fixture), ==, 0);
  g_assert_true (rt_test_cookies_page_is_ready (fixture));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window),
                                         rt_test_page_find (fixture, "address")));
}

/* They are posted in the order in which they are shown. */
static void
test_moves_fields (Fixture *fixture, gconstpointer data)
{
  RtLoginFields *fields = rt_cookie_parts_get_fields (
      RT_COOKIE_PARTS (rt_test_page_find (fixture, "cookies")));
  GtkWidget *rows = rt_test_find (GTK_WIDGET (fields), "rows");
  g_autoptr (GPtrArray) moved = NULL;
  g_autoptr (GPtrArray) dropped = NULL;

  rt_test_wait_for_frames (GTK_WIDGET (fixture->page), 3);
  rt_test_press (gtk_widget_get_last_child (rows), GDK_KEY_Up, GDK_ALT_MASK);
  moved = rt_login_fields_dup (fields);
  g_assert_cmpstr (((RtFormEntry *)moved->pdata[0])->name, ==, "id_password");
  g_assert_cmpstr (((RtFormEntry *)moved->pdata[1])->name, ==, "id_username");
  g_assert_true (
      rt_test_drop (gtk_widget_get_first_child (rows), gtk_widget_get_last_child (rows)));
  dropped = rt_login_fields_dup (fields);
  g_assert_cmpstr (((RtFormEntry *)dropped->pdata[0])->name, ==, "id_username");
  /* What is no row of the list has no place in it. */
  g_assert_false (rt_test_drop (rows, gtk_widget_get_last_child (rows)));
}

/* The session is SameSite=Lax: it goes along with a link of another site, but not with what
 * that site includes. */
static void
test_as_if (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *context = GTK_DROP_DOWN (rt_test_page_find (fixture, "context"));

  gtk_drop_down_set_selected (context, RT_COOKIE_CONTEXT_LINK);
  rt_test_cookies_page_sign_in (fixture);
  g_assert_cmpuint (get_status (fixture), ==, 200);
  gtk_drop_down_set_selected (context, RT_COOKIE_CONTEXT_SUBRESOURCE);
  rt_test_cookies_page_visit (fixture, "account");
  g_assert_cmpuint (get_status (fixture), ==, 403);
  rt_test_wait_until (NULL, rt_test_cookies_page_shows (fixture, "view", "SameSite=Lax"));
  /* One signs in on the site itself, whatever leads to what is visited then. */
  rt_test_cookies_page_sign_in (fixture);
  g_assert_cmpuint (get_status (fixture), ==, 403);
  g_assert_cmpuint (rt_test_cookies_page_count_cookies (fixture), ==, 2);
}

static void
test_what_if (Fixture *fixture, gconstpointer data)
{
  GtkWidget *what_if;
  GtkDropDown *context;

  rt_test_cookies_page_put (fixture, "strict", "1");
  rt_test_cookies_page_show_part (fixture, "what-if");
  what_if = rt_test_page_find (fixture, "what_if");
  context = GTK_DROP_DOWN (rt_test_page_find (fixture, "context"));
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (what_if, "address")),
                         "https://a.example/x");
  rt_test_wait_until (NULL, rt_test_has_label (what_if, "1 cookie would be sent."));
  gtk_drop_down_set_selected (context, 1);
  rt_test_wait_until (
      NULL, rt_test_has_label (what_if, "SameSite=Strict: it does not go along"));
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (what_if, "address")),
                         "https://b.example/x");
  rt_test_wait_until (NULL, rt_test_has_label (what_if, "1 cookie of another domain"));
  rt_test_cookies_page_act (fixture, "jars", "cookies.hide-values");
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (what_if, "address")), "a.example");
  rt_test_wait_until (NULL, rt_test_has_label (what_if, "strict=•••"));
  g_assert_cmpuint (rt_test_page_count_log (fixture), ==, 0);
}

/* Fields that the page's form does not have go there as they are. */
static void
test_without_a_form (Fixture *fixture, gconstpointer data)
{
  g_autofree char *login = g_strconcat (fixture->address, "account", NULL);

  rt_page_open_trial (fixture->page, login, NULL);
  rt_test_wait_until (NULL, rt_test_cookies_page_is_ready (fixture));
  g_assert_true (
      rt_test_cookies_page_shows (fixture, "view", "has no form with these fields"));
  g_assert_cmpuint (rt_test_page_count_log (fixture), ==, 3);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  rt_keyring_store_finish (result, user_data);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_null (rt_keyring_load_finish (result, user_data));
}

/* The tests' session has no keyring, and both say so. */
static void
test_no_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) kept = NULL;
  g_autoptr (GError) looked_up = NULL;

  rt_keyring_store_async (RT_KEYRING_LOGIN, "https://a.example/", "A", "secret", on_kept,
                          &kept);
  rt_keyring_load_async (RT_KEYRING_LOGIN, "https://a.example/", on_looked_up,
                         &looked_up);
  rt_test_wait_until (NULL, kept != NULL && looked_up != NULL);
}

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
fetch (RtPage *page, const char *address)
{
  rt_page_open_address (page, address);
  rt_test_wait_until (NULL, !rt_page_get_busy (page));
}

/* What a jar has added was sent, and so belongs to the command. */
static void
assert_copies_cookie (RtPage *page, const char *address)
{
  g_autofree char *setting = g_strconcat (address, "set/path", NULL);
  GtkWidget *panes = rt_test_find_type (GTK_WIDGET (page), RT_TYPE_EXCHANGE_PANES);
  g_autofree char *text = NULL;

  fetch (page, setting);
  fetch (page, address);
  gtk_widget_activate_action (panes, "exchange.copy-curl-with-secrets", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (panes), NULL, on_text_read,
                                 &text);
  rt_test_wait_until (NULL, text != NULL);
  g_assert_nonnull (strstr (text, "-H 'Cookie: path=1'"));
}

/* Another page, whose chooser has a choice without a jar of the user's. */
static void
test_other_page (Fixture *fixture, gconstpointer data)
{
  GType type = GPOINTER_TO_SIZE (data);
  RtNamedJar *work
      = rt_cookie_jars_add (rt_workbench_get_jars (fixture->workbench), "Work");
  RtCookieSource *source = RT_COOKIE_SOURCE (work);
  RtPage *page = g_object_new (type, "workbench", fixture->workbench, NULL);
  g_autoptr (RtPage) again = NULL;
  GtkWidget *chooser;

  adw_toast_overlay_set_child (fixture->toasts, GTK_WIDGET (page));
  fixture->page = page;
  chooser = rt_test_find_type (GTK_WIDGET (page), RT_TYPE_JAR_CHOOSER);
  g_assert_null (rt_jar_chooser_get_jar (RT_JAR_CHOOSER (chooser)));
  fetch (page, fixture->address);
  g_assert_true (
      rt_request_get_cookie_source (rt_exchange_get_request (rt_page_get_exchange (page)))
      != source);
  rt_jar_chooser_set_jar (RT_JAR_CHOOSER (chooser), work);
  fetch (page, fixture->address);
  g_assert_true (
      rt_request_get_cookie_source (rt_exchange_get_request (rt_page_get_exchange (page)))
      == source);
  assert_copies_cookie (page, fixture->address);

  /* What was chosen last is chosen when the page is made the next time. */
  again = g_object_ref_sink (g_object_new (type, "workbench", fixture->workbench, NULL));
  chooser = rt_test_find_type (GTK_WIDGET (again), RT_TYPE_JAR_CHOOSER);
  g_assert_true (rt_jar_chooser_get_jar (RT_JAR_CHOOSER (chooser)) == work);

  /* No other jar takes the place of one that is gone. */
  rt_cookie_jars_remove (rt_workbench_get_jars (fixture->workbench), work);
  g_assert_null (rt_jar_chooser_get_jar (RT_JAR_CHOOSER (chooser)));
}

static void
test_fits (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = { "fields", "visits", "jar", "what-if" };

  rt_test_cookies_page_sign_in (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      int minimum;

      rt_test_cookies_page_show_part (fixture, parts[i]);
      rt_test_wait_for_frames (GTK_WIDGET (fixture->page), 2);
      gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1,
                          &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
}

static void
add (const char *path, RtTestPageFunc test)
{
  rt_test_page_add (path, RT_TYPE_COOKIES_PAGE, "cookies", test, NULL);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/cookies-page/opens-empty", test_opens);
  add ("/cookies-page/recipe", test_recipe);
  add ("/cookies-page/visits-have-their-own-connections", test_own_connections);
  add ("/cookies-page/looks-at-either-visit", test_looks_at_either);
  add ("/cookies-page/visits-only", test_visits_only);
  add ("/cookies-page/wrong-address", test_wrong_address);
  add ("/cookies-page/moves-fields", test_moves_fields);
  add ("/cookies-page/as-if-another-site-led-there", test_as_if);
  add ("/cookies-page/what-if", test_what_if);
  add ("/cookies-page/without-a-form", test_without_a_form);
  add ("/cookies-page/no-keyring", test_no_keyring);
  rt_test_page_add ("/cookies-page/jars-on-download", RT_TYPE_COOKIES_PAGE, "cookies",
                    test_other_page, GSIZE_TO_POINTER (RT_TYPE_DOWNLOAD_PAGE));
  rt_test_page_add ("/cookies-page/jars-on-forms", RT_TYPE_COOKIES_PAGE, "cookies",
                    test_other_page, GSIZE_TO_POINTER (RT_TYPE_FORMS_PAGE));
  add ("/cookies-page/fits-into-360-pixels", test_fits);
  return g_test_run ();
}
