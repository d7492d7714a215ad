/* The Forms page, with the local server of forms. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server.h"
#include "core/server/rt-status-answer.h"
#include "pages/download/rt-download-page.h"
#include "pages/forms/rt-form-files.h"
#include "pages/forms/rt-forms-page.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-form.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-exchange-head.h"

#include <adwaita.h>
#include <string.h>

typedef RtTestPage Fixture;

static void
test_opens (Fixture *fixture, gconstpointer data)
{
  GtkWidget *address = GTK_WIDGET (rt_test_find (GTK_WIDGET (fixture->page), "address"));

  g_assert_null (rt_page_get_exchange (fixture->page));
  g_assert_false (gtk_widget_get_visible (rt_test_page_find (fixture, "editor")));
  g_assert_nonnull (rt_test_find_type (GTK_WIDGET (fixture->page), ADW_TYPE_STATUS_PAGE));
  rt_page_focus_address (fixture->page);
  g_assert_true (
      gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), address));
}

static void
test_finds_and_sends (Fixture *fixture, gconstpointer data)
{
  rt_test_form_open_path (fixture, "sign-up");
  g_assert_false (gtk_widget_get_visible (
      rt_test_find (rt_test_page_find (fixture, "editor"), "note")));
  g_assert_false (gtk_check_button_get_active (
      GTK_CHECK_BUTTON (rt_test_page_find (fixture, "refresh"))));
  rt_test_form_type_value (fixture, "signup-user-name", "Grace Hopper");
  rt_test_form_type_value (fixture, "signup-user-email", " g@example.com ");
  rt_test_form_type_value (fixture, "signup-user-password", "a&b=c");
  rt_test_form_send (fixture);
  g_assert_cmpuint (rt_test_page_count_log (fixture), ==, 2);
  rt_test_form_assert_received (
      fixture, "<pre>signup-user-name=Grace+Hopper&amp;signup-user-email="
               "g%40example.com&amp;signup-user-password=a%26b%3Dc</pre>");
  /* The form is still there, filled in. */
  rt_test_form_send (fixture);
  rt_test_form_assert_received (fixture, "Grace+Hopper");
}

static void
assert_asked_as (Fixture *fixture, const char *user_agent)
{
  RtRequest *request = rt_exchange_get_request (rt_page_get_exchange (fixture->page));
  const char *value = rt_header_list_find (rt_request_get_fields (request), "User-Agent");

  g_assert_nonnull (value);
  g_assert_true (g_str_has_prefix (value, user_agent));
}

/* The page is asked for as somebody else, and its form is sent so. */
static void
test_identity (Fixture *fixture, gconstpointer data)
{
  RtWorkbench *workbench = rt_page_get_workbench (fixture->page);
  RtAgentBook *book = rt_workbench_get_agents (workbench);
  GtkWidget *identity = rt_test_page_find (fixture, "identity");

  rt_test_form_open_path (fixture, "sign-up");
  assert_asked_as (fixture, "Roundtrip/");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (identity),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Identity: Roundtrip, as it is");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rt_test_page_find (fixture, "agents")),
                              rt_agent_book_find (book, "curl"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (identity),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Identity: curl");
  rt_test_form_open_path (fixture, "sign-up");
  assert_asked_as (fixture, "curl/");
  rt_test_form_type_value (fixture, "signup-user-name", "Grace");
  rt_test_form_send (fixture);
  assert_asked_as (fixture, "curl/");
  rt_test_form_assert_received (fixture, "Grace");
}

static void
test_refreshes_tokens (Fixture *fixture, gconstpointer data)
{
  RtFormControl *token;
  g_autofree char *before = NULL;

  rt_test_form_open_path (fixture, "token-and-cookie");
  token = rt_form_row_get_control (
      RT_FORM_ROW (rt_test_form_get_row (fixture, "csrf-token")));
  g_assert_true (token->is_token);
  g_assert_true (gtk_widget_get_visible (
      rt_test_find (rt_test_form_get_row (fixture, "csrf-token"), "token")));
  before = g_strdup (token->value);
  rt_test_form_type_value (fixture, "signup-user-name", "kept");
  g_assert_true (gtk_check_button_get_active (
      GTK_CHECK_BUTTON (rt_test_page_find (fixture, "refresh"))));
  rt_test_form_send (fixture);
  g_assert_cmpuint (rt_test_page_count_log (fixture), ==, 3);
  g_assert_cmpuint (rt_exchange_get_status (rt_page_get_exchange (fixture->page)), ==,
                    200);
  rt_test_form_assert_received (fixture, "kept");
  g_assert_cmpstr (token->value, !=, before);
  rt_test_form_assert_received (fixture, token->value);
}

static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  RtRequest *request;

  /* The page that shows what came has no form. */
  rt_test_form_open_path (fixture, "show");
  g_assert_true (gtk_widget_get_visible (
      rt_test_find (rt_test_page_find (fixture, "editor"), "note")));
  g_assert_true (gtk_widget_get_visible (rt_test_page_find (fixture, "way")));
  rt_test_form_type_value (fixture, "signup-user-name", "by hand");
  rt_test_form_send (fixture);
  /* GET, then POST: a page was fetched before it already. */
  g_assert_cmpuint (rt_test_page_count_log (fixture), ==, 3);
  rt_test_form_assert_received (fixture,
                                "signup-user-name=by+hand&amp;signup-user-email=&amp;");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (rt_test_page_find (fixture, "refresh")),
                               FALSE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rt_test_page_find (fixture, "way")),
                              RT_FORM_WAY_GET);
  rt_test_form_send (fixture);
  g_assert_cmpuint (rt_test_page_count_log (fixture), ==, 4);
  request = rt_exchange_get_request (rt_page_get_exchange (fixture->page));
  g_assert_cmpstr (rt_request_get_method (request), ==, "GET");
  g_assert_true (g_str_has_prefix (g_uri_get_query (rt_request_get_uri (request)),
                                   "signup-user-name=by+hand&"));
}

static void
test_ways (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *way;

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "form.by-hand", NULL);
  way = GTK_DROP_DOWN (rt_test_page_find (fixture, "way"));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (rt_test_page_find (fixture, "preview_button")), TRUE);
  /* It has no address yet. */
  rt_test_wait_until (NULL, rt_test_form_previews (fixture, "www.example.org"));
  rt_address_bar_set_text (RT_ADDRESS_BAR (rt_test_page_find (fixture, "address")),
                           "example.com/page?a=b");
  rt_test_form_type_value (fixture, "signup-user-name", "é");
  rt_test_wait_until (NULL,
                      rt_test_form_previews (fixture, "POST /page?a=b HTTP/1.1\\r\\n\n"));
  rt_test_wait_until (NULL,
                      rt_test_form_previews (fixture, "\nsignup-user-name=%C3%A9&"));
  gtk_drop_down_set_selected (way, RT_FORM_WAY_MULTIPART);
  rt_test_wait_until (NULL, rt_test_form_previews (
                                fixture, "; name=\"signup-user-name\"\\r\\n\n\\r\\n\né"));
  gtk_drop_down_set_selected (way, RT_FORM_WAY_PLAIN);
  rt_test_wait_until (NULL,
                      rt_test_form_previews (fixture, "\nsignup-user-name=é\\r\\n\n"));
  gtk_drop_down_set_selected (way, RT_FORM_WAY_GET);
  rt_test_wait_until (
      NULL, rt_test_form_previews (fixture, "GET /page?signup-user-name=%C3%A9&"));
  g_assert_cmpuint (rt_test_page_count_log (fixture), ==, 0);
}

static void
test_sends_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir->path, "note.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (RtPage) download = g_object_ref_sink (
      g_object_new (RT_TYPE_DOWNLOAD_PAGE, "workbench", fixture->workbench, NULL));
  RtExchange *exchange;
  GPtrArray *parts;
  GtkWidget *chosen;
  GtkWidget *words;
  GtkEditable *type;

  g_assert_true (g_file_set_contents (path, "twelve bytes", -1, NULL));
  g_list_store_append (files, file);
  rt_test_form_open_path (fixture, "files");
  chosen = rt_test_find_type (rt_test_form_get_row (fixture, "one"), RT_TYPE_FORM_FILES);
  rt_form_files_set (RT_FORM_FILES (chosen), G_LIST_MODEL (files));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (rt_test_page_find (fixture, "preview_button")), TRUE);
  rt_test_wait_until (NULL, rt_test_form_previews (fixture, "… 12 bytes of “note.txt”"));
  g_assert_true (gtk_widget_get_visible (
      rt_test_find (rt_test_page_find (fixture, "preview"), "boundary")));
  rt_test_form_send (fixture);
  rt_test_form_assert_received (fixture, "note.txt");
  rt_test_form_assert_received (fixture, "<td>12<td>text/plain");

  /* Its type can be another; one that no field can have is refused in words. */
  type = GTK_EDITABLE (rt_test_form_open_popover (chosen, GTK_TYPE_ENTRY));
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (type)), ==, "text/plain");
  words = gtk_widget_get_next_sibling (GTK_WIDGET (type));
  gtk_editable_set_text (type, "te\001xt");
  g_assert_true (gtk_widget_get_visible (words));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (words)), "“text/plain”"));
  gtk_editable_set_text (type, "text/x-own; charset=utf-8");
  g_assert_false (gtk_widget_get_visible (words));
  rt_test_wait_until (
      NULL, rt_test_form_previews (fixture, "Content-Type: text/x-own; charset=utf-8"));
  gtk_menu_button_popdown (
      GTK_MENU_BUTTON (rt_test_find_type (chosen, GTK_TYPE_MENU_BUTTON)));
  rt_test_form_send (fixture);
  rt_test_form_assert_received (fixture, "<td>12<td>text/x-own");

  /* Gone back to on the other page, it is no request without a body. */
  exchange = rt_page_get_exchange (fixture->page);
  parts = rt_request_get_body_parts (rt_exchange_get_request (exchange));
  g_assert_nonnull (parts);
  rt_page_look_at (download, exchange);
  RT_PAGE_GET_CLASS (download)->submit (download);
  g_assert_true (rt_page_get_exchange (download) != exchange);
  g_assert_true (rt_request_get_body_parts (
                     rt_exchange_get_request (rt_page_get_exchange (download)))
                 == parts);
  rt_test_wait_until (NULL, !rt_page_get_busy (download));
  rt_page_open_address (download, fixture->address);
  rt_test_wait_until (NULL, !rt_page_get_busy (download));
}

static void
test_sends_nothing (Fixture *fixture, gconstpointer data)
{
  rt_test_form_open_path (fixture, "token");
  rt_test_page_stop_server (fixture);
  rt_test_form_send (fixture);
  g_assert_cmpint (rt_exchange_get_state (rt_page_get_exchange (fixture->page)), ==,
                   RT_EXCHANGE_FAILED);
  g_assert_cmpuint (rt_test_page_count_log (fixture), ==, 2);
  g_assert_true (gtk_widget_get_visible (
      rt_test_find (rt_test_page_find (fixture, "editor"), "note")));
}

/* A page with a form, whose address has moved to where @state says, with its method. */
static RtAnswer *
handle_moved (gpointer state, const RtQuestion *question)
{
  static const char page[]
      = "<form method=post action=/go?308><input name=word value=sent></form>";
  RtAnswer *answer;
  g_autoptr (GBytes) bytes = NULL;

  if (g_str_equal (question->path, "/go"))
    return rt_status_answer_new_redirect (
        (guint)g_ascii_strtoull (question->query, NULL, 10), state);
  answer = rt_answer_new (200);
  bytes = g_bytes_new_static (page, sizeof page - 1);
  rt_answer_set_type (answer, "text/html; charset=utf-8");
  rt_answer_add_bytes (answer, bytes);
  return answer;
}

static gpointer
open_moved (const char *folder, GError **error)
{
  return g_strdup (folder);
}

static char *
start_moved (RtServer *server, const char *location)
{
  static const RtRecipe recipe = { .id = "moved",
                                   .body_limit = 1000,
                                   .open = open_moved,
                                   .close = g_free,
                                   .handle = handle_moved };
  const RtServerOptions options
      = { .recipe = &recipe, .n_workers = 1, .folder = location };
  g_autoptr (GError) error = NULL;

  rt_server_start (server, &options, &error);
  g_assert_no_error (error);
  return rt_server_build_address (server);
}

/* What was meant for one server does not go on to another before the user says so. */
static void
test_asks_before_resending (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_strconcat (fixture->address, "show", NULL);
  g_autoptr (RtServer) moved = rt_server_new ();
  g_autofree char *own = fixture->address;
  GtkWidget *button;
  guint n;

  fixture->address = start_moved (moved, elsewhere);
  rt_test_form_open_path (fixture, "");
  rt_test_form_send (fixture);
  g_assert_cmpuint (rt_server_get_counts (moved).n_requests, ==, 2);
  g_assert_cmpuint (rt_server_get_counts (fixture->server).n_requests, ==, 0);
  button = rt_test_find (
      rt_test_find_type (GTK_WIDGET (fixture->page), RT_TYPE_EXCHANGE_HEAD), "button");
  rt_test_wait_until (NULL, gtk_widget_get_visible (button));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Send It There");
  n = rt_test_page_count_log (fixture);
  g_signal_emit_by_name (button, "clicked");
  rt_test_wait_until (NULL, rt_test_page_count_log (fixture) > n
                                && rt_test_form_is_ready (fixture));
  g_assert_cmpuint (rt_server_get_counts (fixture->server).n_requests, ==, 1);
  rt_test_form_assert_received (fixture, "<pre>word=sent</pre>");
}

static void
test_fits (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { "controls", "files", "buttons", "show" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      int minimum;

      rt_test_form_open_path (fixture, paths[i]);
      gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1,
                          &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
}

static void
add (const char *path, RtTestPageFunc test)
{
  rt_test_page_add (path, RT_TYPE_FORMS_PAGE, "form", test, NULL);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/forms-page/opens-empty", test_opens);
  add ("/forms-page/finds-and-sends", test_finds_and_sends);
  add ("/forms-page/identity", test_identity);
  add ("/forms-page/refreshes-tokens", test_refreshes_tokens);
  add ("/forms-page/fills-in-by-hand", test_by_hand);
  add ("/forms-page/previews-each-way", test_ways);
  add ("/forms-page/sends-files", test_sends_files);
  add ("/forms-page/sends-nothing-without-the-page", test_sends_nothing);
  add ("/forms-page/asks-before-resending", test_asks_before_resending);
  add ("/forms-page/fits-into-360-pixels", test_fits);
  return g_test_run ();
}
