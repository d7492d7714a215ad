/* The Cookies page, with the local server of cookies. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/cookies/rt-cookie-editor.h"
#include "pages/cookies/rt-cookie-row.h"
#include "pages/cookies/rt-cookies-page.h"
#include "pages/cookies/rt-firefox-dialog.h"
#include "pages/cookies/rt-jar-bar.h"
#include "pages/cookies/rt-jar-view.h"
#include "pages/cookies/rt-login-keyring.h"
#include "pages/cookies/rt-what-if.h"
#include "pages/download/rt-download-page.h"
#include "pages/forms/rt-forms-page.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-page.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-jar-chooser.h"

#include <adwaita.h>
#include <string.h>
#include <time.h>

typedef RtTestPage Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  rt_test_page_set_up (fixture, RT_TYPE_COOKIES_PAGE, "cookies");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rt_test_page_tear_down (fixture);
}

static GtkWidget *
find (Fixture *fixture, const char *id)
{
  return rt_test_page_find (fixture, id);
}

static void
show_part (Fixture *fixture, const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (find (fixture, "parts")), name);
}

/* A label with this text somewhere below @top. */
static gboolean
has_label (GtkWidget *top, const char *text)
{
  if (GTK_IS_LABEL (top) && strstr (gtk_label_get_text (GTK_LABEL (top)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
shows (Fixture *fixture, const char *part, const char *text)
{
  return has_label (find (fixture, part), text);
}

static gboolean
is_ready (Fixture *fixture)
{
  return gtk_widget_get_sensitive (find (fixture, "jars"))
         && !rt_page_get_busy (fixture->page);
}

static guint
count_log (Fixture *fixture)
{
  return g_list_model_get_n_items (
      G_LIST_MODEL (rt_workbench_get_log (fixture->workbench)));
}

static void
sign_in (Fixture *fixture)
{
  g_autofree char *login = g_strconcat (fixture->address, "login", NULL);

  rt_page_open_trial (fixture->page, login, NULL);
  g_assert_false (is_ready (fixture));
  rt_test_wait_until (NULL, is_ready (fixture));
}

static void
visit (Fixture *fixture, const char *path)
{
  g_autofree char *address = g_strconcat (fixture->address, path, NULL);
  guint n = count_log (fixture);

  rt_page_open_address (fixture->page, address);
  rt_test_wait_until (NULL, count_log (fixture) > n && is_ready (fixture));
}

static guint
get_status (Fixture *fixture)
{
  return rt_exchange_get_status (rt_page_get_exchange (fixture->page));
}

static RtNamedJar *
get_jar (Fixture *fixture)
{
  return rt_jar_bar_get_jar (RT_JAR_BAR (find (fixture, "jars")));
}

static guint
count_cookies (Fixture *fixture)
{
  g_autoptr (GPtrArray) cookies = rt_cookie_jar_list (
      rt_named_jar_get_jar (get_jar (fixture)), g_get_real_time (), NULL);

  return cookies->len;
}

static void
act (Fixture *fixture, const char *part, const char *action)
{
  g_assert_true (gtk_widget_activate_action (find (fixture, part), action, NULL));
}

static GListModel *
get_table (Fixture *fixture)
{
  GtkWidget *list = rt_test_find (rt_test_find (find (fixture, "jar"), "table"), "rows");

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static void
select_row (Fixture *fixture, guint n_rows, guint row)
{
  rt_test_wait_until (NULL, g_list_model_get_n_items (get_table (fixture)) == n_rows);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_table (fixture)), row, TRUE);
}

/* What the toast offers. */
static void
undo (Fixture *fixture)
{
  GtkWidget *button = rt_test_find_type (
      gtk_widget_get_last_child (GTK_WIDGET (fixture->toasts)), GTK_TYPE_BUTTON);

  g_signal_emit_by_name (button, "clicked");
}

static void
test_opens (Fixture *fixture, gconstpointer data)
{
  g_assert_null (rt_page_get_exchange (fixture->page));
  g_assert_nonnull (rt_test_find_type (GTK_WIDGET (fixture->page), ADW_TYPE_STATUS_PAGE));
  rt_page_focus_address (fixture->page);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window),
                                         find (fixture, "login")));
  g_assert_null (rt_named_jar_get_name (get_jar (fixture)));
}

static void
test_recipe (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture);
  /* The form, its answer with a redirect, and the second visit. */
  g_assert_cmpuint (count_log (fixture), ==, 3);
  g_assert_cmpuint (get_status (fixture), ==, 200);
  rt_test_wait_until (NULL, shows (fixture, "view", "In the jar: visits=2"));
  g_assert_true (shows (fixture, "view", "First visit"));
  g_assert_true (shows (fixture, "view", "Second visit"));
  g_assert_true (
      shows (fixture, "view", "There was no such cookie yet; it is kept. [RFC"));
  g_assert_true (shows (fixture, "view", "Sent: visits=1"));
  g_assert_true (shows (fixture, "view", "Received: visits=2; Path=/account; Max-Age="));
  g_assert_cmpuint (count_cookies (fixture), ==, 2);
}

/* The second visit must not come over a connection of the first. */
static void
test_own_connections (Fixture *fixture, gconstpointer data)
{
  GListModel *log = G_LIST_MODEL (rt_workbench_get_log (fixture->workbench));

  sign_in (fixture);
  visit (fixture, "account");
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

  sign_in (fixture);
  second = rt_page_get_exchange (fixture->page);
  first = rt_test_find (find (fixture, "view"), "first");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (first), TRUE);
  g_assert_true (rt_page_get_exchange (fixture->page) != second);
  g_assert_cmpuint (g_list_model_get_n_items (
                        rt_exchange_get_hops (rt_page_get_exchange (fixture->page))),
                    ==, 2);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (rt_test_find (find (fixture, "view"), "second")), TRUE);
  g_assert_true (rt_page_get_exchange (fixture->page) == second);
  g_assert_true (g_str_has_suffix (
      rt_address_bar_get_text (RT_ADDRESS_BAR (find (fixture, "address"))), "/account"));
}

static void
test_visits_only (Fixture *fixture, gconstpointer data)
{
  visit (fixture, "account");
  g_assert_cmpuint (count_log (fixture), ==, 1);
  g_assert_cmpuint (get_status (fixture), ==, 403);
  rt_test_wait_until (NULL, shows (fixture, "view", "No cookie was sent"));
  sign_in (fixture);
  visit (fixture, "account");
  visit (fixture, "account");
  rt_test_wait_until (NULL, shows (fixture, "view", "In the jar: visits=4"));
  g_assert_true (shows (fixture, "view", "Sent: visits=2"));
  g_assert_true (shows (fixture, "view", "Sent: visits=3"));
}

static void
test_wrong_address (Fixture *fixture, gconstpointer data)
{
  rt_address_bar_set_text (RT_ADDRESS_BAR (find (fixture, "address")), "ftp://a.example");
  g_signal_emit_by_name (find (fixture, "run"), "clicked");
  g_assert_cmpuint (count_log (fixture), ==, 0);
  g_assert_true (is_ready (fixture));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window),
                                         find (fixture, "address")));
}

static void
test_deletes_and_undoes (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *action;
    guint n_left;
  } cases[] = { { "jar.delete", 1 }, { "jar.clear-domain", 0 }, { "jar.clear-all", 0 } };

  sign_in (fixture);
  show_part (fixture, "jar");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      select_row (fixture, 2, 0);
      act (fixture, "jar", cases[i].action);
      rt_test_wait_until (NULL, g_list_model_get_n_items (get_table (fixture))
                                    == cases[i].n_left);
      g_assert_cmpuint (count_cookies (fixture), ==, cases[i].n_left);
      undo (fixture);
      rt_test_wait_until (NULL, g_list_model_get_n_items (get_table (fixture)) == 2);
      rt_test_wait_for_frames (GTK_WIDGET (fixture->page), 2);
    }
}

static void
test_searches (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search;

  sign_in (fixture);
  show_part (fixture, "jar");
  search = rt_test_find (find (fixture, "jar"), "search");
  rt_test_wait_until (NULL, g_list_model_get_n_items (get_table (fixture)) == 2);
  gtk_editable_set_text (GTK_EDITABLE (search), "VISITS");
  rt_test_wait_until (NULL, shows (fixture, "jar", "1 of 2 cookies"));
  gtk_editable_set_text (GTK_EDITABLE (search), "nothing");
  rt_test_wait_until (NULL, shows (fixture, "jar", "No cookie matches"));
}

static GtkWindow *
get_dialog (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

static void
type (GtkWindow *editor, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (GTK_WIDGET (editor), id)), text);
}

static gboolean
refuses (GtkWindow *editor, const char *words)
{
  return !gtk_widget_get_sensitive (rt_test_find (GTK_WIDGET (editor), "save"))
         && has_label (rt_test_find (GTK_WIDGET (editor), "trouble"), words);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  GtkWindow *editor;

  show_part (fixture, "jar");
  act (fixture, "jar", "jar.add");
  editor = get_dialog (RT_TYPE_COOKIE_EDITOR);
  type (editor, "domain", "a.example");
  type (editor, "path", "x");
  g_assert_true (refuses (editor, "begins with"));
  type (editor, "path", "/");
  type (editor, "name", "__Host-a");
  g_assert_true (refuses (editor, "__Host- needs Secure. [RFC 6265bis §5.7 (21)]"));
  type (editor, "name", "a");
  type (editor, "expires", "soon");
  g_assert_true (refuses (editor, "2030-12-31 23:59"));
  type (editor, "expires", "2001-01-01 12:00");
  g_assert_true (refuses (editor, "Its time is over"));
  type (editor, "expires", "");
  type (editor, "value", "1");
  g_signal_emit_by_name (rt_test_find (GTK_WIDGET (editor), "save"), "clicked");
  select_row (fixture, 1, 0);
  g_assert_null (get_dialog (RT_TYPE_COOKIE_EDITOR));

  act (fixture, "jar", "jar.edit");
  editor = get_dialog (RT_TYPE_COOKIE_EDITOR);
  type (editor, "name", "b");
  g_signal_emit_by_name (rt_test_find (GTK_WIDGET (editor), "save"), "clicked");
  rt_test_wait_until (NULL, has_label (GTK_WIDGET (fixture->toasts), "is changed"));
  g_assert_cmpuint (count_cookies (fixture), ==, 1);
}

static void
put (Fixture *fixture, const char *name, const char *value)
{
  const RtCookie model = { .name = (char *)name,
                           .value = (char *)value,
                           .domain = (char *)"a.example",
                           .path = (char *)"/",
                           .host_only = TRUE,
                           .same_site = RT_SAME_SITE_STRICT,
                           .expires_s = RT_COOKIE_SESSION };
  g_autoptr (RtCookie) cookie = rt_cookie_new (&model);
  g_autoptr (RtCookieChange) change = rt_cookie_change_new ();
  g_autoptr (RtCookieChange) taken = NULL;

  rt_cookie_change_add (change, cookie);
  taken
      = rt_cookie_jar_change (rt_named_jar_get_jar (get_jar (fixture)), change, 0, NULL);
  g_assert_nonnull (taken);
  rt_jar_view_reload (RT_JAR_VIEW (find (fixture, "jar")));
}

static void
test_decodes_and_hides (Fixture *fixture, gconstpointer data)
{
  GtkWidget *decoded;

  put (fixture, "a", "SGVsbG8sIHdvcmxk");
  show_part (fixture, "jar");
  select_row (fixture, 1, 0);
  decoded = rt_test_find (find (fixture, "jar"), "decoded");
  rt_test_wait_until (NULL, gtk_widget_get_visible (decoded));
  g_assert_true (has_label (decoded, "Hello, world"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "cookies.hide-values", NULL);
  g_assert_false (gtk_widget_get_visible (decoded));
}

static void
test_what_if (Fixture *fixture, gconstpointer data)
{
  GtkWidget *what_if;
  GtkDropDown *context;

  put (fixture, "strict", "1");
  show_part (fixture, "what-if");
  what_if = find (fixture, "what_if");
  context = GTK_DROP_DOWN (rt_test_find (what_if, "context"));
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (what_if, "address")),
                         "https://a.example/x");
  rt_test_wait_until (NULL, has_label (what_if, "1 cookie would be sent."));
  gtk_drop_down_set_selected (context, 1);
  rt_test_wait_until (NULL, has_label (what_if, "SameSite=Strict: it does not go along"));
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (what_if, "address")),
                         "https://b.example/x");
  rt_test_wait_until (NULL, has_label (what_if, "1 cookie of another domain"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "cookies.hide-values", NULL);
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (what_if, "address")), "a.example");
  rt_test_wait_until (NULL, has_label (what_if, "strict=•••"));
  g_assert_cmpuint (count_log (fixture), ==, 0);
}

static void
test_named_jars (Fixture *fixture, gconstpointer data)
{
  RtCookieJars *jars = rt_workbench_get_jars (fixture->workbench);
  RtNamedJar *work = rt_cookie_jars_add (jars, "Work");
  GtkWidget *bar = find (fixture, "jars");

  rt_jar_chooser_set_jar (RT_JAR_CHOOSER (rt_test_find (bar, "chooser")), work);
  g_assert_true (get_jar (fixture) == work);
  gtk_widget_activate_action (bar, "jars.keep", NULL);
  rt_test_wait_until (NULL, rt_named_jar_get_keeps (work));
  sign_in (fixture);
  g_assert_cmpuint (count_cookies (fixture), ==, 2);
  act (fixture, "jars", "jars.remove");
  g_assert_null (rt_named_jar_get_name (get_jar (fixture)));
  g_assert_cmpuint (count_cookies (fixture), ==, 0);
  rt_test_wait_until (NULL, has_label (GTK_WIDGET (fixture->toasts), "Work"));
  undo (fixture);
  rt_test_wait_until (NULL,
                      rt_cookie_jars_find (jars, "Work") != NULL
                          && rt_named_jar_get_keeps (rt_cookie_jars_find (jars, "Work")));
  g_assert_cmpuint (count_cookies (fixture), ==, 2);
  /* A lane may hold the jar a little longer: its file must not go while the folder does. */
  gtk_widget_activate_action (bar, "jars.keep", NULL);
  rt_test_wait_until (NULL, !rt_named_jar_get_keeps (work));
}

static void
on_imported (RtCookieJar *jar, RtCookieImport *import, gpointer user_data)
{
  *(guint *)user_data = import->n_kept + 1;
}

/* Fields that the page's form does not have go there as they are. */
static void
test_without_a_form (Fixture *fixture, gconstpointer data)
{
  g_autofree char *login = g_strconcat (fixture->address, "account", NULL);

  rt_page_open_trial (fixture->page, login, NULL);
  rt_test_wait_until (NULL, is_ready (fixture));
  g_assert_true (shows (fixture, "view", "has no form with these fields"));
  g_assert_cmpuint (count_log (fixture), ==, 3);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  rt_login_keyring_store_finish (result, user_data);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) fields = rt_login_keyring_load_finish (result, user_data);

  g_assert_null (fields);
}

/* The tests' session has no keyring, and both say so. */
static void
test_no_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) fields = rt_form_entries_new ();
  g_autoptr (GError) kept = NULL;
  g_autoptr (GError) looked_up = NULL;

  rt_form_entries_add (fields, "id_password", "secret");
  rt_login_keyring_store_async ("https://a.example/", fields, on_kept, &kept);
  rt_login_keyring_load_async ("https://a.example/", on_looked_up, &looked_up);
  rt_test_wait_until (NULL, kept != NULL && looked_up != NULL);
}

/* Another page, whose chooser has a choice without a jar of the user's. */
static void
test_other_page (Fixture *fixture, gconstpointer data)
{
  GType type = GPOINTER_TO_SIZE (data);
  RtNamedJar *work
      = rt_cookie_jars_add (rt_workbench_get_jars (fixture->workbench), "Work");
  RtCookieSource *source = RT_COOKIE_SOURCE (rt_named_jar_get_jar (work));
  RtPage *page = g_object_new (type, "workbench", fixture->workbench, NULL);
  GtkWidget *chooser;

  adw_toast_overlay_set_child (fixture->toasts, GTK_WIDGET (page));
  fixture->page = page;
  chooser = rt_test_find_type (GTK_WIDGET (page), RT_TYPE_JAR_CHOOSER);
  g_assert_null (rt_jar_chooser_get_jar (RT_JAR_CHOOSER (chooser)));
  rt_page_open_address (page, fixture->address);
  rt_test_wait_until (NULL, !rt_page_get_busy (page));
  g_assert_true (
      rt_request_get_cookie_source (rt_exchange_get_request (rt_page_get_exchange (page)))
      != source);
  rt_jar_chooser_set_jar (RT_JAR_CHOOSER (chooser), work);
  rt_page_open_address (page, fixture->address);
  rt_test_wait_until (NULL, !rt_page_get_busy (page));
  g_assert_true (
      rt_request_get_cookie_source (rt_exchange_get_request (rt_page_get_exchange (page)))
      == source);
}

/* Where the home folder has no Firefox, the dialog says so and imports nothing. */
static void
test_no_firefox (Fixture *fixture, gconstpointer data)
{
  guint n_kept = 0;
  GtkWindow *dialog;

  rt_firefox_dialog_open (GTK_WIDGET (fixture->page),
                          rt_named_jar_get_jar (get_jar (fixture)), on_imported, &n_kept);
  dialog = get_dialog (RT_TYPE_FIREFOX_DIALOG);
  rt_test_wait_until (NULL, has_label (GTK_WIDGET (dialog), "no profile of Firefox"));
  g_assert_false (
      gtk_widget_get_sensitive (rt_test_find (GTK_WIDGET (dialog), "import")));
  gtk_window_destroy (dialog);
  g_assert_cmpuint (n_kept, ==, 0);
}

static void
test_fits (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = { "fields", "visits", "jar", "what-if" };

  sign_in (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      int minimum;

      show_part (fixture, parts[i]);
      rt_test_wait_for_frames (GTK_WIDGET (fixture->page), 2);
      gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1,
                          &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
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
  add ("/cookies-page/deletes-and-undoes", test_deletes_and_undoes);
  add ("/cookies-page/searches", test_searches);
  add ("/cookies-page/edits", test_edits);
  add ("/cookies-page/decodes-and-hides", test_decodes_and_hides);
  add ("/cookies-page/what-if", test_what_if);
  add ("/cookies-page/named-jars", test_named_jars);
  add ("/cookies-page/without-a-form", test_without_a_form);
  add ("/cookies-page/no-keyring", test_no_keyring);
  add ("/cookies-page/no-firefox", test_no_firefox);
  g_test_add ("/cookies-page/jars-on-download", Fixture,
              GSIZE_TO_POINTER (RT_TYPE_DOWNLOAD_PAGE), set_up, test_other_page,
              tear_down);
  g_test_add ("/cookies-page/jars-on-forms", Fixture,
              GSIZE_TO_POINTER (RT_TYPE_FORMS_PAGE), set_up, test_other_page, tear_down);
  add ("/cookies-page/fits-into-360-pixels", test_fits);
  return g_test_run ();
}
