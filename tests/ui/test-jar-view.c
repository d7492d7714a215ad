/* The jar on the Cookies page: what is in it, what can be done with it, and several of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/cookies/rt-cookie-editor.h"
#include "pages/cookies/rt-cookies-page.h"
#include "pages/cookies/rt-firefox-dialog.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-cookies-page.h"
#include "tests/ui/rt-test-toasts.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-jar-chooser.h"

typedef RtTestPage Fixture;

static GListModel *
get_table (Fixture *fixture)
{
  GtkWidget *list
      = rt_test_find (rt_test_find (rt_test_page_find (fixture, "jar"), "table"), "rows");

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static void
select_row (Fixture *fixture, guint n_rows, guint row)
{
  rt_test_wait_until (NULL, g_list_model_get_n_items (get_table (fixture)) == n_rows);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_table (fixture)), row, TRUE);
}

static void
test_deletes_and_undoes (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *action;
    guint n_left;
  } cases[] = { { "jar.delete", 1 }, { "jar.clear-domain", 0 }, { "jar.clear-all", 0 } };

  rt_test_cookies_page_sign_in (fixture);
  rt_test_cookies_page_show_part (fixture, "jar");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      select_row (fixture, 2, 0);
      rt_test_cookies_page_act (fixture, "jar", cases[i].action);
      rt_test_wait_until (NULL, g_list_model_get_n_items (get_table (fixture))
                                    == cases[i].n_left);
      g_assert_cmpuint (rt_test_cookies_page_count_cookies (fixture), ==,
                        cases[i].n_left);
      rt_test_toasts_undo (fixture->toasts);
      rt_test_wait_until (NULL, g_list_model_get_n_items (get_table (fixture)) == 2);
      rt_test_wait_for_frames (GTK_WIDGET (fixture->page), 2);
    }
}

static void
test_searches (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search;

  rt_test_cookies_page_sign_in (fixture);
  rt_test_cookies_page_show_part (fixture, "jar");
  search = rt_test_find (rt_test_page_find (fixture, "jar"), "search");
  rt_test_wait_until (NULL, g_list_model_get_n_items (get_table (fixture)) == 2);
  gtk_editable_set_text (GTK_EDITABLE (search), "VISITS");
  rt_test_wait_until (NULL,
                      rt_test_cookies_page_shows (fixture, "jar", "1 of 2 cookies"));
  gtk_editable_set_text (GTK_EDITABLE (search), "nothing");
  rt_test_wait_until (NULL,
                      rt_test_cookies_page_shows (fixture, "jar", "No cookie matches"));
}

static void
type (GtkWidget *editor, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (editor, id)), text);
}

static gboolean
refuses (GtkWidget *editor, const char *words)
{
  return !gtk_widget_get_sensitive (rt_test_find (editor, "save"))
         && rt_test_has_label (rt_test_find (editor, "trouble"), words);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  GtkWidget *editor;

  rt_test_cookies_page_show_part (fixture, "jar");
  rt_test_cookies_page_act (fixture, "jar", "jar.add");
  editor = rt_test_find_window (RT_TYPE_COOKIE_EDITOR);
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
  g_signal_emit_by_name (rt_test_find (editor, "save"), "clicked");
  select_row (fixture, 1, 0);
  g_assert_null (rt_test_find_window (RT_TYPE_COOKIE_EDITOR));

  rt_test_cookies_page_act (fixture, "jar", "jar.edit");
  editor = rt_test_find_window (RT_TYPE_COOKIE_EDITOR);
  type (editor, "name", "b");
  g_signal_emit_by_name (rt_test_find (editor, "save"), "clicked");
  rt_test_wait_until (NULL,
                      rt_test_has_label (GTK_WIDGET (fixture->toasts), "is changed"));
  g_assert_cmpuint (rt_test_cookies_page_count_cookies (fixture), ==, 1);
}

static void
test_decodes_and_hides (Fixture *fixture, gconstpointer data)
{
  GtkWidget *decoded;

  rt_test_cookies_page_put (fixture, "a", "SGVsbG8sIHdvcmxk");
  rt_test_cookies_page_show_part (fixture, "jar");
  select_row (fixture, 1, 0);
  decoded = rt_test_find (rt_test_page_find (fixture, "jar"), "decoded");
  rt_test_wait_until (NULL, gtk_widget_get_visible (decoded));
  g_assert_true (rt_test_has_label (decoded, "Hello, world"));
  rt_test_cookies_page_act (fixture, "jars", "cookies.hide-values");
  g_assert_false (gtk_widget_get_visible (decoded));
}

static void
test_named_jars (Fixture *fixture, gconstpointer data)
{
  RtCookieJars *jars = rt_workbench_get_jars (fixture->workbench);
  RtNamedJar *work = rt_cookie_jars_add (jars, "Work");
  GtkWidget *bar = rt_test_page_find (fixture, "jars");

  rt_jar_chooser_set_jar (RT_JAR_CHOOSER (rt_test_find (bar, "chooser")), work);
  g_assert_true (rt_test_cookies_page_get_jar (fixture) == work);
  g_assert_true (rt_cookie_jars_get_chosen (jars, "cookies") == work);
  gtk_widget_activate_action (bar, "jars.keep", NULL);
  rt_test_wait_until (NULL, rt_named_jar_get_keeps (work));
  rt_test_cookies_page_sign_in (fixture);
  g_assert_cmpuint (rt_test_cookies_page_count_cookies (fixture), ==, 2);
  rt_test_cookies_page_act (fixture, "jars", "jars.remove");
  g_assert_null (rt_named_jar_get_name (rt_test_cookies_page_get_jar (fixture)));
  g_assert_cmpuint (rt_test_cookies_page_count_cookies (fixture), ==, 0);
  rt_test_wait_until (NULL, rt_test_has_label (GTK_WIDGET (fixture->toasts), "Work"));
  rt_test_toasts_undo (fixture->toasts);
  rt_test_wait_until (NULL,
                      rt_cookie_jars_find (jars, "Work") != NULL
                          && rt_named_jar_get_keeps (rt_cookie_jars_find (jars, "Work")));
  g_assert_cmpuint (rt_test_cookies_page_count_cookies (fixture), ==, 2);
  /* A lane may hold the jar a little longer: its file must not go while the folder does. */
  gtk_widget_activate_action (bar, "jars.keep", NULL);
  rt_test_wait_until (NULL, !rt_named_jar_get_keeps (work));
}

static void
on_imported (RtCookieJar *jar, RtCookieImport *import, gpointer user_data)
{
  *(guint *)user_data = import->n_kept + 1;
}

/* Where the home folder has no Firefox, the dialog says so and imports nothing. */
static void
test_no_firefox (Fixture *fixture, gconstpointer data)
{
  guint n_kept = 0;
  GtkWidget *dialog;

  rt_firefox_dialog_open (GTK_WIDGET (fixture->page),
                          rt_named_jar_get_jar (rt_test_cookies_page_get_jar (fixture)),
                          on_imported, &n_kept);
  dialog = rt_test_find_window (RT_TYPE_FIREFOX_DIALOG);
  rt_test_wait_until (NULL, rt_test_has_label (dialog, "no profile of Firefox"));
  g_assert_false (gtk_widget_get_sensitive (rt_test_find (dialog, "import")));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpuint (n_kept, ==, 0);
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
  add ("/jar-view/deletes-and-undoes", test_deletes_and_undoes);
  add ("/jar-view/searches", test_searches);
  add ("/jar-view/edits", test_edits);
  add ("/jar-view/decodes-and-hides", test_decodes_and_hides);
  add ("/jar-view/named-jars", test_named_jars);
  add ("/jar-view/no-firefox", test_no_firefox);
  return g_test_run ();
}
