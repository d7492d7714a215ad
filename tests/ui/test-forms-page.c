/* The Forms page, with the local server of forms. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-body-parts.h"
#include "core/server/rt-server.h"
#include "pages/download/rt-download-page.h"
#include "pages/forms/rt-form-draft.h"
#include "pages/forms/rt-form-fields.h"
#include "pages/forms/rt-form-files.h"
#include "pages/forms/rt-form-lines.h"
#include "pages/forms/rt-form-rewrite.h"
#include "pages/forms/rt-form-row.h"
#include "pages/forms/rt-form-text-dialog.h"
#include "pages/forms/rt-forms-page.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-page.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-exchange-head.h"

#include <adwaita.h>
#include <string.h>

typedef RtTestPage Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  rt_test_page_set_up (fixture, RT_TYPE_FORMS_PAGE, "form");
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

static gboolean
is_ready (Fixture *fixture)
{
  return gtk_widget_get_sensitive (find (fixture, "editor"))
         && !rt_page_get_busy (fixture->page);
}

/* Fetches a page of the server, and waits until its forms are shown. */
static void
open_path (Fixture *fixture, const char *path)
{
  g_autofree char *address = g_strconcat (fixture->address, path, NULL);

  rt_page_open_address (fixture->page, address);
  rt_test_wait_until (NULL, is_ready (fixture));
  g_assert_true (gtk_widget_get_visible (find (fixture, "editor")));
}

/* The row of a field, once it is there. */
static RtFormRow *
find_row (Fixture *fixture, const char *name)
{
  static const char *const lists[] = { "rows", "added_rows" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (GtkWidget *row = gtk_widget_get_first_child (find (fixture, lists[i]));
         row != NULL; row = gtk_widget_get_next_sibling (row))
      if (strcmp (rt_form_row_get_control (RT_FORM_ROW (row))->name, name) == 0)
        return RT_FORM_ROW (row);
  return NULL;
}

static GtkWidget *
get_row (Fixture *fixture, const char *name)
{
  rt_test_wait_until (NULL, find_row (fixture, name) != NULL);
  return GTK_WIDGET (find_row (fixture, name));
}

static void
type_value (Fixture *fixture, const char *name, const char *value)
{
  GtkWidget *editor = rt_test_find (get_row (fixture, name), "value");
  GtkWidget *entry = rt_test_find_type (editor, GTK_TYPE_EDITABLE);

  gtk_editable_set_text (GTK_EDITABLE (entry), value);
}

static guint
count_log (Fixture *fixture)
{
  return g_list_model_get_n_items (
      G_LIST_MODEL (rt_workbench_get_log (fixture->workbench)));
}

static void
send_form (Fixture *fixture)
{
  GtkWidget *button = gtk_widget_get_first_child (find (fixture, "senders"));
  guint n = count_log (fixture);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  rt_test_wait_until (NULL, count_log (fixture) > n && is_ready (fixture));
}

/* The server's answer tells what it has read. */
static void
assert_received (Fixture *fixture, const char *words)
{
  RtExchange *exchange = rt_page_get_exchange (fixture->page);
  GBytes *body = rt_body_get_preview (rt_exchange_get_body (exchange));
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  if (memmem (text, length, words, strlen (words)) == NULL)
    g_error ("'%s' is not in '%.*s'", words, (int)length, text);
}

static char *
dup_preview (Fixture *fixture)
{
  char *text;
  GtkWidget *view = rt_test_find (find (fixture, "preview"), "text");

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  return text;
}

static gboolean
previews (Fixture *fixture, const char *words)
{
  g_autofree char *text = dup_preview (fixture);

  return strstr (text, words) != NULL;
}

static void
test_opens (Fixture *fixture, gconstpointer data)
{
  GtkWidget *address = GTK_WIDGET (rt_test_find (GTK_WIDGET (fixture->page), "address"));

  g_assert_null (rt_page_get_exchange (fixture->page));
  g_assert_false (gtk_widget_get_visible (find (fixture, "editor")));
  g_assert_nonnull (rt_test_find_type (GTK_WIDGET (fixture->page), ADW_TYPE_STATUS_PAGE));
  rt_page_focus_address (fixture->page);
  g_assert_true (
      gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), address));
}

static void
test_finds_and_sends (Fixture *fixture, gconstpointer data)
{
  open_path (fixture, "sign-up");
  g_assert_false (
      gtk_widget_get_visible (rt_test_find (find (fixture, "editor"), "note")));
  g_assert_false (
      gtk_check_button_get_active (GTK_CHECK_BUTTON (find (fixture, "refresh"))));
  type_value (fixture, "signup-user-name", "Grace Hopper");
  type_value (fixture, "signup-user-email", " g@example.com ");
  type_value (fixture, "signup-user-password", "a&b=c");
  send_form (fixture);
  g_assert_cmpuint (count_log (fixture), ==, 2);
  assert_received (fixture, "<pre>signup-user-name=Grace+Hopper&amp;signup-user-email="
                            "g%40example.com&amp;signup-user-password=a%26b%3Dc</pre>");
  /* The form is still there, filled in. */
  send_form (fixture);
  assert_received (fixture, "Grace+Hopper");
}

static void
test_refreshes_tokens (Fixture *fixture, gconstpointer data)
{
  RtFormControl *token;
  g_autofree char *before = NULL;

  open_path (fixture, "token-and-cookie");
  token = rt_form_row_get_control (RT_FORM_ROW (get_row (fixture, "csrf-token")));
  g_assert_true (token->is_token);
  g_assert_true (
      gtk_widget_get_visible (rt_test_find (get_row (fixture, "csrf-token"), "token")));
  before = g_strdup (token->value);
  type_value (fixture, "signup-user-name", "kept");
  g_assert_true (
      gtk_check_button_get_active (GTK_CHECK_BUTTON (find (fixture, "refresh"))));
  send_form (fixture);
  g_assert_cmpuint (count_log (fixture), ==, 3);
  g_assert_cmpuint (rt_exchange_get_status (rt_page_get_exchange (fixture->page)), ==,
                    200);
  assert_received (fixture, "kept");
  g_assert_cmpstr (token->value, !=, before);
  assert_received (fixture, token->value);
}

static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  RtRequest *request;

  /* The page that shows what came has no form. */
  open_path (fixture, "show");
  g_assert_true (
      gtk_widget_get_visible (rt_test_find (find (fixture, "editor"), "note")));
  g_assert_true (gtk_widget_get_visible (find (fixture, "way")));
  type_value (fixture, "signup-user-name", "by hand");
  send_form (fixture);
  /* GET, then POST: a page was fetched before it already. */
  g_assert_cmpuint (count_log (fixture), ==, 3);
  assert_received (fixture, "signup-user-name=by+hand&amp;signup-user-email=&amp;");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "refresh")), FALSE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (fixture, "way")), RT_FORM_WAY_GET);
  send_form (fixture);
  g_assert_cmpuint (count_log (fixture), ==, 4);
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
  way = GTK_DROP_DOWN (find (fixture, "way"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (fixture, "preview_button")),
                                TRUE);
  /* It has no address yet. */
  rt_test_wait_until (NULL, previews (fixture, "www.example.org"));
  rt_address_bar_set_text (RT_ADDRESS_BAR (find (fixture, "address")),
                           "example.com/page?a=b");
  type_value (fixture, "signup-user-name", "é");
  rt_test_wait_until (NULL, previews (fixture, "POST /page?a=b HTTP/1.1\\r\\n\n"));
  rt_test_wait_until (NULL, previews (fixture, "\nsignup-user-name=%C3%A9&"));
  gtk_drop_down_set_selected (way, RT_FORM_WAY_MULTIPART);
  rt_test_wait_until (NULL,
                      previews (fixture, "; name=\"signup-user-name\"\\r\\n\n\\r\\n\né"));
  gtk_drop_down_set_selected (way, RT_FORM_WAY_PLAIN);
  rt_test_wait_until (NULL, previews (fixture, "\nsignup-user-name=é\\r\\n\n"));
  gtk_drop_down_set_selected (way, RT_FORM_WAY_GET);
  rt_test_wait_until (NULL, previews (fixture, "GET /page?signup-user-name=%C3%A9&"));
  g_assert_cmpuint (count_log (fixture), ==, 0);
}

static void
set_sent (Fixture *fixture, const char *name, gboolean is_sent)
{
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (rt_test_find (get_row (fixture, name), "sent")), is_sent);
}

static void
test_controls (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;
  RtFormRow *radio;

  open_path (fixture, "controls");
  row = get_row (fixture, "select");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rt_test_find_type (row, GTK_TYPE_DROP_DOWN)),
                              1);
  radio = RT_FORM_ROW (get_row (fixture, "radio"));
  g_assert_false (rt_form_row_get_control (radio)->is_checked);
  gtk_check_button_set_active (rt_form_row_get_check (radio), TRUE);
  set_sent (fixture, "text", FALSE);
  row = rt_test_find (get_row (fixture, "textarea"), "value");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (
                                rt_test_find_type (row, GTK_TYPE_TEXT_VIEW))),
                            "1\n2", -1);
  send_form (fixture);
  assert_received (fixture, "select=second&amp;");
  assert_received (fixture, "radio=1&amp;");
  assert_received (fixture, "textarea=1%0D%0A2&amp;");
  assert_received (fixture, "<pre>no-type=is+text&amp;");
}

/* What the popover of the menu button shows in @top, once it is there. */
static GtkWidget *
open_popover (GtkWidget *top, GType type)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (rt_test_find_type (top, GTK_TYPE_MENU_BUTTON));
  GtkWidget *popover;

  /* It needs a place on the screen first. */
  rt_test_wait_until (NULL, gtk_widget_get_width (GTK_WIDGET (button)) > 0);
  gtk_widget_grab_focus (GTK_WIDGET (button));
  rt_test_wait_for_frames (GTK_WIDGET (button), 3);
  gtk_menu_button_popup (button);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  rt_test_wait_until (NULL, rt_test_find_type (popover, type) != NULL);
  return rt_test_find_type (popover, type);
}

/* Of a, b and c, the page has chosen a and c. */
static void
test_several_choices (Fixture *fixture, gconstpointer data)
{
  GtkMenuButton *button;
  GtkWidget *first;

  open_path (fixture, "controls");
  button = GTK_MENU_BUTTON (
      rt_test_find_type (get_row (fixture, "many"), GTK_TYPE_MENU_BUTTON));
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, "2 of 3 chosen");
  first = open_popover (get_row (fixture, "many"), GTK_TYPE_CHECK_BUTTON);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (first)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (first), FALSE);
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, "1 of 3 chosen");
  gtk_menu_button_popdown (button);
  send_form (fixture);
  assert_received (fixture, "&amp;many=c&amp;");
}

static void
test_adds (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  open_path (fixture, "sign-up");
  g_signal_emit_by_name (find (fixture, "add"), "clicked");
  row = get_row (fixture, "");
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (row, "name_entry")), "more");
  type_value (fixture, "more", "1");
  g_signal_emit_by_name (find (fixture, "add"), "clicked");
  gtk_editable_set_text (
      GTK_EDITABLE (rt_test_find (get_row (fixture, ""), "name_entry")), "less");
  g_signal_emit_by_name (rt_test_find (get_row (fixture, "less"), "remove"), "clicked");
  g_assert_null (find_row (fixture, "less"));
  send_form (fixture);
  assert_received (fixture, "signup-user-password=&amp;more=1</pre>");
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
  open_path (fixture, "files");
  chosen = rt_test_find_type (get_row (fixture, "one"), RT_TYPE_FORM_FILES);
  rt_form_files_set (RT_FORM_FILES (chosen), G_LIST_MODEL (files));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (fixture, "preview_button")),
                                TRUE);
  rt_test_wait_until (NULL, previews (fixture, "… 12 bytes of “note.txt”"));
  g_assert_true (
      gtk_widget_get_visible (rt_test_find (find (fixture, "preview"), "boundary")));
  send_form (fixture);
  assert_received (fixture, "note.txt");
  assert_received (fixture, "<td>12<td>text/plain");

  /* Its type can be another; one that no field can have is refused in words. */
  type = GTK_EDITABLE (open_popover (chosen, GTK_TYPE_ENTRY));
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (type)), ==, "text/plain");
  words = gtk_widget_get_next_sibling (GTK_WIDGET (type));
  gtk_editable_set_text (type, "te\001xt");
  g_assert_true (gtk_widget_get_visible (words));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (words)), "“text/plain”"));
  gtk_editable_set_text (type, "text/x-own; charset=utf-8");
  g_assert_false (gtk_widget_get_visible (words));
  rt_test_wait_until (NULL,
                      previews (fixture, "Content-Type: text/x-own; charset=utf-8"));
  gtk_menu_button_popdown (
      GTK_MENU_BUTTON (rt_test_find_type (chosen, GTK_TYPE_MENU_BUTTON)));
  send_form (fixture);
  assert_received (fixture, "<td>12<td>text/x-own");

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

static RtFormDraft *
make_draft (const char *html)
{
  g_autoptr (GBytes) body = g_bytes_new (html, strlen (html));
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) base = rt_request_new ("GET", "http://localhost/", NULL);
  RtFormPage *page = rt_form_page_read (body, "text/html; charset=utf-8",
                                        rt_request_get_uri (base), NULL, &error);

  g_assert_no_error (error);
  return rt_form_draft_new (page, base);
}

static guint
count_children (GtkWidget *top)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static void
test_suggests (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  open_path (fixture, "controls");
  row = get_row (fixture, "listed");
  g_assert_null (rt_test_find_type (get_row (fixture, "text"), GTK_TYPE_MENU_BUTTON));
  g_signal_emit_by_name (open_popover (row, GTK_TYPE_LIST_VIEW), "activate", 0);
  g_assert_cmpstr (rt_form_row_get_control (RT_FORM_ROW (row))->value, ==, "l");
  /* It is a suggestion: anything else can be typed. */
  type_value (fixture, "listed", "free");
  send_form (fixture);
  assert_received (fixture, "&amp;listed=free&amp;");
}

static void
press (GtkWidget *row, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (row);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_taken;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &is_taken);
    }
}

static void
assert_sent (RtFormDraft *draft, const char *expected)
{
  g_autoptr (GPtrArray) entries
      = rt_html_form_make_entries (rt_form_draft_get_form (draft), NULL);
  GString *out = g_string_new (NULL);
  g_autofree char *all = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const RtFormEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (out, "%s%s=%s", i > 0 ? "&" : "", entry->name,
                              entry->file_name != NULL ? "FILE" : entry->value);
    }
  all = g_string_free (out, FALSE);
  g_assert_cmpstr (all, ==, expected);
}

static void
assert_shown (RtFormFields *fields, const char *expected)
{
  static const char *const lists[] = { "rows", "added_rows" };
  GString *out = g_string_new (NULL);
  g_autofree char *all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (GtkWidget *row
         = gtk_widget_get_first_child (rt_test_find (GTK_WIDGET (fields), lists[i]));
         row != NULL; row = gtk_widget_get_next_sibling (row))
      g_string_append (out, rt_form_row_get_control (RT_FORM_ROW (row))->name);
  all = g_string_free (out, FALSE);
  g_assert_cmpstr (all, ==, expected);
}

static void
test_moves (Fixture *fixture, gconstpointer data)
{
  RtFormFields *fields;
  GtkWidget *restore;
  gboolean is_taken = FALSE;

  open_path (fixture, "sign-up");
  fields = RT_FORM_FIELDS (find (fixture, "fields"));
  restore = rt_test_find (GTK_WIDGET (fields), "restore");
  g_assert_false (gtk_widget_get_visible (restore));
  press (get_row (fixture, "signup-user-password"), GDK_KEY_Up, 0);
  press (get_row (fixture, "signup-user-password"), GDK_KEY_Up, GDK_ALT_MASK);
  g_assert_true (gtk_widget_get_visible (restore));
  send_form (fixture);
  assert_received (fixture, "<pre>signup-user-name=&amp;signup-user-password=&amp;"
                            "signup-user-email=</pre>");
  /* There and back is where it was. */
  press (get_row (fixture, "signup-user-password"), GDK_KEY_Down, GDK_ALT_MASK);
  g_assert_false (gtk_widget_get_visible (restore));

  g_signal_emit_by_name (get_row (fixture, "signup-user-email"), "dropped",
                         get_row (fixture, "signup-user-name"), &is_taken);
  g_assert_true (is_taken);
  assert_shown (fields, "signup-user-emailsignup-user-namesignup-user-password");
  g_signal_emit_by_name (restore, "clicked");
  rt_test_wait_until (NULL, find_row (fixture, "signup-user-password") != NULL);
  assert_shown (fields, "signup-user-namesignup-user-emailsignup-user-password");
  send_form (fixture);
  assert_received (fixture, "<pre>signup-user-name=&amp;signup-user-email=&amp;");
}

/* Those that the page does not have can be anywhere, too. */
static void
test_moves_added (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtFormDraft) draft
      = make_draft ("<form><input name=a><input name=h type=hidden><input type=submit>"
                    "<input name=b></form>");
  RtFormFields *fields = g_object_new (RT_TYPE_FORM_FIELDS, NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *rows = rt_test_find (GTK_WIDGET (fields), "rows");
  GtkWidget *added = rt_test_find (GTK_WIDGET (fields), "added_rows");

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (fields));
  gtk_window_present (GTK_WINDOW (window));
  rt_form_draft_add (draft, "c", "");
  rt_form_draft_add (draft, "d", "");
  rt_form_fields_set_draft (fields, draft);
  rt_test_wait_until (NULL, count_children (added) == 2);
  press (gtk_widget_get_first_child (added), GDK_KEY_Up, GDK_ALT_MASK);
  assert_shown (fields, "ahcbd");
  assert_sent (draft, "a=&h=&c=&b=&d=");
  press (gtk_widget_get_first_child (rows), GDK_KEY_Down, GDK_ALT_MASK);
  assert_shown (fields, "hacbd");
  /* A hidden row is not in the way. */
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (rt_test_find (GTK_WIDGET (fields), "hidden")), FALSE);
  press (gtk_widget_get_next_sibling (gtk_widget_get_first_child (rows)), GDK_KEY_Up,
         GDK_ALT_MASK);
  assert_shown (fields, "hacbd");
  press (gtk_widget_get_last_child (rows), GDK_KEY_Down, GDK_ALT_MASK);
  assert_shown (fields, "hacdb");
  g_assert_cmpuint (count_children (added), ==, 2);
  /* What came up can be removed there, and more can be added. */
  g_signal_emit_by_name (rt_test_find (gtk_widget_get_last_child (rows), "remove"),
                         "clicked");
  rt_form_draft_add (draft, "e", "");
  rt_test_wait_until (NULL, count_children (added) == 3);
  assert_shown (fields, "hadbe");
  assert_sent (draft, "h=&a=&d=&b=&e=");
  rt_form_draft_restore_order (draft);
  assert_sent (draft, "a=&h=&b=&e=&d=");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
rewrite (RtFormDraft *draft, const char *text)
{
  RtFormLinesFault fault;
  guint line;
  g_autoptr (GPtrArray) entries = rt_form_lines_read (text, &fault, &line);

  g_assert_nonnull (entries);
  rt_form_draft_take_entries (draft, entries);
}

static char *
dup_lines (RtFormDraft *draft)
{
  g_autoptr (GPtrArray) entries = rt_form_rewrite_list (rt_form_draft_get_form (draft));

  return rt_form_lines_print (entries);
}

#define MANY_KINDS                                                                       \
  "<form><input name=a value=1><input type=hidden name=_charset_><input type=submit "    \
  "name=s><input type=file name=f><input type=radio name=r value=x checked><input "      \
  "type=radio name=r value=y><input type=checkbox name=k checked><select name=m "        \
  "multiple><option selected>p<option>q<option selected>o</select><textarea "            \
  "name=t>1\n2\\</textarea><input type=number name=n value=5><input name=off value=1 "   \
  "disabled><select name=one><option>u<option>v</select></form>"

#define MANY_LINES "a=1\n_charset_=UTF-8\nr=x\nk=on\nm=p\nm=o\nt=1\\n2\\\\\nn=5\none=u\n"

static void
test_rewrites (void)
{
  g_autoptr (RtFormDraft) draft = make_draft (MANY_KINDS);
  g_autofree char *before = dup_lines (draft);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, MANY_LINES);
  /* What was not changed does nothing. */
  rewrite (draft, before);
  after = dup_lines (draft);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (rt_form_draft_is_moved (draft));
  assert_sent (draft, "a=1&_charset_=UTF-8&f=FILE&r=x&k=on&m=p&m=o&t=1\n2\\&n=5&one=u");

  /* Other values, others left out, another order. */
  rewrite (draft, "one=v\nr=y\nm=q\na=two words \noff=1\n");
  assert_sent (draft, "one=v&r=y&m=q&a=two words &f=FILE&off=1");
  g_assert_true (rt_form_draft_is_moved (draft));

  /* What the page cannot send is sent all the same. */
  rewrite (draft, "n=five\none=w\nr=y\nr=x\na=1\na=1\nm=q\nm=q\n_charset_=x\n");
  assert_sent (draft, "n=five&one=w&r=y&r=x&a=1&f=FILE&a=1&m=q&m=q&_charset_=x");
  /* And goes with its line. */
  rewrite (draft, "");
  assert_sent (draft, "f=FILE");
  for (guint i = 0; i < rt_form_draft_get_form (draft)->controls->len; i++)
    g_assert_false (rt_form_draft_is_added (
        draft, g_ptr_array_index (rt_form_draft_get_form (draft)->controls, i)));
}

/* Fields of one name keep their values apart. */
static void
test_rewrites_same_names (void)
{
  g_autoptr (RtFormDraft) draft
      = make_draft ("<form><input name=a value=1><input type=hidden name=a value=2>"
                    "<input name=a value=3></form>");
  GPtrArray *controls = rt_form_draft_get_form (draft)->controls;
  RtFormControl *hidden = g_ptr_array_index (controls, 1);

  rewrite (draft, "a=3\na=2\na=1\n");
  assert_sent (draft, "a=3&a=2&a=1");
  g_assert_true (g_ptr_array_index (controls, 1) == hidden);
  rewrite (draft, "a=2\n");
  assert_sent (draft, "a=2");
  g_assert_false (hidden->is_disabled);
}

static void
assert_fault (const char *text, RtFormLinesFault expected, guint expected_line)
{
  RtFormLinesFault fault;
  guint line;

  g_assert_null (rt_form_lines_read (text, &fault, &line));
  g_assert_cmpint (fault, ==, expected);
  g_assert_cmpuint (line, ==, expected_line);
}

static void
test_reads_edited_lines (void)
{
  g_autoptr (GPtrArray) entries = rt_form_entries_new ();
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *text = NULL;
  RtFormLinesFault fault;
  guint line;
  GString *many = g_string_new (NULL);

  rt_form_entries_add (entries, "a=\\\r\n", " = \\n\r\n ");
  text = rt_form_lines_print (entries);
  g_assert_cmpstr (text, ==, "a\\=\\\\\\r\\n= = \\\\n\\r\\n \n");
  again = rt_form_lines_read (text, &fault, &line);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpstr (((RtFormEntry *)again->pdata[0])->name, ==, "a=\\\r\n");
  g_assert_cmpstr (((RtFormEntry *)again->pdata[0])->value, ==, " = \\n\r\n ");

  assert_fault ("a=1\n\nb", RT_FORM_LINES_NO_EQUALS, 3);
  assert_fault ("=1", RT_FORM_LINES_NO_NAME, 1);
  assert_fault ("a=C:\\x", RT_FORM_LINES_BAD_ESCAPE, 1);
  assert_fault ("a=1\na=\\", RT_FORM_LINES_BAD_ESCAPE, 2);
  assert_fault ("a\\", RT_FORM_LINES_BAD_ESCAPE, 1);
  for (guint i = 0; i <= RT_FORM_LINES_MAX; i++)
    g_string_append (many, "a=\n");
  assert_fault (many->str, RT_FORM_LINES_TOO_MANY, RT_FORM_LINES_MAX + 1);
  g_string_free (many, TRUE);
}

static GtkWidget *
find_text_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (RT_IS_FORM_TEXT_DIALOG (window))
        return window;
    }
  return NULL;
}

static void
test_edits_as_text (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;
  GtkWidget *fault;
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;

  open_path (fixture, "files");
  g_signal_emit_by_name (find (fixture, "as_text"), "clicked");
  dialog = find_text_dialog ();
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (rt_test_find (dialog, "text")));
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "text=Grün\n");
  g_assert_nonnull (strstr (
      gtk_label_get_text (GTK_LABEL (rt_test_find (dialog, "files"))), ": one, many, "));

  fault = rt_test_find (dialog, "fault");
  gtk_text_buffer_set_text (buffer, "text=1\nmore", -1);
  g_signal_emit_by_name (rt_test_find (dialog, "apply"), "clicked");
  g_assert_true (gtk_widget_get_visible (fault));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (fault)), "Line 2 "));
  gtk_text_buffer_set_text (buffer, "more=2\ntext=1", -1);
  g_assert_false (gtk_widget_get_visible (fault));
  g_signal_emit_by_name (rt_test_find (dialog, "apply"), "clicked");
  rt_test_wait_until (NULL, find_text_dialog () == NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (fixture, "preview_button")),
                                TRUE);
  rt_test_wait_until (NULL, previews (fixture, "name=\"more\"\\r\\n\n\\r\\n\n2\\r\\n"));
  rt_test_wait_until (NULL, previews (fixture, "name=\"text\"\\r\\n\n\\r\\n\n1\\r\\n"));
  get_row (fixture, "more");
}

static void
test_sends_nothing (Fixture *fixture, gconstpointer data)
{
  open_path (fixture, "token");
  rt_test_page_stop_server (fixture);
  send_form (fixture);
  g_assert_cmpint (rt_exchange_get_state (rt_page_get_exchange (fixture->page)), ==,
                   RT_EXCHANGE_FAILED);
  g_assert_cmpuint (count_log (fixture), ==, 2);
  g_assert_true (
      gtk_widget_get_visible (rt_test_find (find (fixture, "editor"), "note")));
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
    return rt_answer_new_redirect ((guint)g_ascii_strtoull (question->query, NULL, 10),
                                   state);
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
  open_path (fixture, "");
  send_form (fixture);
  g_assert_cmpuint (rt_server_get_counts (moved).n_requests, ==, 2);
  g_assert_cmpuint (rt_server_get_counts (fixture->server).n_requests, ==, 0);
  button = rt_test_find (
      rt_test_find_type (GTK_WIDGET (fixture->page), RT_TYPE_EXCHANGE_HEAD), "button");
  rt_test_wait_until (NULL, gtk_widget_get_visible (button));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Send It There");
  n = count_log (fixture);
  g_signal_emit_by_name (button, "clicked");
  rt_test_wait_until (NULL, count_log (fixture) > n && is_ready (fixture));
  g_assert_cmpuint (rt_server_get_counts (fixture->server).n_requests, ==, 1);
  assert_received (fixture, "<pre>word=sent</pre>");
}

static void
test_many_fields (void)
{
  GString *html = g_string_new ("<form>");
  RtFormFields *fields = g_object_new (RT_TYPE_FORM_FIELDS, NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *rows = rt_test_find (GTK_WIDGET (fields), "rows");
  GtkWidget *rest = rt_test_find (GTK_WIDGET (fields), "rest");
  g_autoptr (RtFormDraft) draft = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (html, "<input name=a>");
  text = g_string_free (html, FALSE);
  draft = make_draft (text);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fields));
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_present (GTK_WINDOW (window));
  rt_form_fields_set_draft (fields, draft);
  /* One at once, and one of the others a frame. */
  g_assert_cmpuint (count_children (rows), ==, 1);
  rt_test_wait_until (NULL, gtk_widget_get_visible (rest));
  g_assert_cmpuint (count_children (rows), ==, 100);
  g_signal_emit_by_name (gtk_widget_get_last_child (rest), "clicked");
  rt_test_wait_until (NULL, count_children (rows) == 200);
  rt_form_draft_add (draft, "added", "1");
  rt_test_wait_until (
      NULL, count_children (rt_test_find (GTK_WIDGET (fields), "added_rows")) == 1);
  g_assert_cmpuint (count_children (rows), ==, 200);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
assert_lines (const char *text, const char *expected)
{
  g_autoptr (GPtrArray) entries = rt_form_lines_parse (text);
  GString *out = g_string_new (NULL);
  g_autofree char *all = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const RtFormEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (out, "[%s|%s]", entry->name, entry->value);
    }
  all = g_string_free (out, FALSE);
  g_assert_cmpstr (all, ==, expected);
}

static void
test_lines (void)
{
  assert_lines ("", "");
  assert_lines ("a=1", "[a|1]");
  assert_lines ("a=1\r\n b=2+3&4 \n\nnothing\n=no name\nc=d=e", "[a|1][b|2+3&4][c|d=e]");
  assert_lines ("a=1+2&b=%C3%A9&c&d=%zz&e=%ff\n", "[a|1 2][b|é][d|%zz][e|%ff]");
}

static void
test_fits (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { "controls", "files", "buttons", "show" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      int minimum;

      open_path (fixture, paths[i]);
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
  add ("/forms-page/opens-empty", test_opens);
  add ("/forms-page/finds-and-sends", test_finds_and_sends);
  add ("/forms-page/refreshes-tokens", test_refreshes_tokens);
  add ("/forms-page/fills-in-by-hand", test_by_hand);
  add ("/forms-page/previews-each-way", test_ways);
  add ("/forms-page/fills-in-controls", test_controls);
  add ("/forms-page/chooses-several", test_several_choices);
  add ("/forms-page/adds-and-removes", test_adds);
  add ("/forms-page/sends-files", test_sends_files);
  add ("/forms-page/suggests-values", test_suggests);
  add ("/forms-page/moves-fields", test_moves);
  add ("/forms-page/moves-added-fields", test_moves_added);
  add ("/forms-page/edits-as-text", test_edits_as_text);
  add ("/forms-page/sends-nothing-without-the-page", test_sends_nothing);
  add ("/forms-page/asks-before-resending", test_asks_before_resending);
  g_test_add_func ("/forms-page/shows-some-of-many-fields", test_many_fields);
  g_test_add_func ("/forms-page/reads-lines", test_lines);
  g_test_add_func ("/forms-page/reads-edited-lines", test_reads_edited_lines);
  g_test_add_func ("/forms-page/rewrites-fields", test_rewrites);
  g_test_add_func ("/forms-page/rewrites-fields-of-one-name", test_rewrites_same_names);
  add ("/forms-page/fits-into-360-pixels", test_fits);
  return g_test_run ();
}
