/* The fields of a form on the Forms page: their controls, their order, and as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/forms/rt-form-fields.h"
#include "pages/forms/rt-form-text-dialog.h"
#include "pages/forms/rt-forms-page.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-form.h"
#include "tests/ui/rt-test-widget.h"

#include <string.h>

typedef RtTestPage Fixture;

static void
set_sent (Fixture *fixture, const char *name, gboolean is_sent)
{
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (rt_test_find (rt_test_form_get_row (fixture, name), "sent")),
      is_sent);
}

static void
test_controls (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;
  RtFormRow *radio;

  rt_test_form_open_path (fixture, "controls");
  row = rt_test_form_get_row (fixture, "select");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rt_test_find_type (row, GTK_TYPE_DROP_DOWN)),
                              1);
  radio = RT_FORM_ROW (rt_test_form_get_row (fixture, "radio"));
  g_assert_false (rt_form_row_get_control (radio)->is_checked);
  gtk_check_button_set_active (rt_form_row_get_check (radio), TRUE);
  set_sent (fixture, "text", FALSE);
  row = rt_test_find (rt_test_form_get_row (fixture, "textarea"), "value");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (
                                rt_test_find_type (row, GTK_TYPE_TEXT_VIEW))),
                            "1\n2", -1);
  rt_test_form_send (fixture);
  rt_test_form_assert_received (fixture, "select=second&amp;");
  rt_test_form_assert_received (fixture, "radio=1&amp;");
  rt_test_form_assert_received (fixture, "textarea=1%0D%0A2&amp;");
  rt_test_form_assert_received (fixture, "<pre>no-type=is+text&amp;");
}

/* Of a, b and c, the page has chosen a and c. */
static void
test_several_choices (Fixture *fixture, gconstpointer data)
{
  GtkMenuButton *button;
  GtkWidget *first;

  rt_test_form_open_path (fixture, "controls");
  button = GTK_MENU_BUTTON (
      rt_test_find_type (rt_test_form_get_row (fixture, "many"), GTK_TYPE_MENU_BUTTON));
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, "2 of 3 chosen");
  first = rt_test_form_open_popover (rt_test_form_get_row (fixture, "many"),
                                     GTK_TYPE_CHECK_BUTTON);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (first)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (first), FALSE);
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, "1 of 3 chosen");
  gtk_menu_button_popdown (button);
  rt_test_form_send (fixture);
  rt_test_form_assert_received (fixture, "&amp;many=c&amp;");
}

static void
test_adds (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  rt_test_form_open_path (fixture, "sign-up");
  g_signal_emit_by_name (rt_test_page_find (fixture, "add"), "clicked");
  row = rt_test_form_get_row (fixture, "");
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (row, "name_entry")), "more");
  rt_test_form_type_value (fixture, "more", "1");
  g_signal_emit_by_name (rt_test_page_find (fixture, "add"), "clicked");
  gtk_editable_set_text (
      GTK_EDITABLE (rt_test_find (rt_test_form_get_row (fixture, ""), "name_entry")),
      "less");
  g_signal_emit_by_name (rt_test_find (rt_test_form_get_row (fixture, "less"), "remove"),
                         "clicked");
  g_assert_null (rt_test_form_find_row (fixture, "less"));
  rt_test_form_send (fixture);
  rt_test_form_assert_received (fixture, "signup-user-password=&amp;more=1</pre>");
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

  rt_test_form_open_path (fixture, "controls");
  row = rt_test_form_get_row (fixture, "listed");
  g_assert_null (
      rt_test_find_type (rt_test_form_get_row (fixture, "text"), GTK_TYPE_MENU_BUTTON));
  g_signal_emit_by_name (rt_test_form_open_popover (row, GTK_TYPE_LIST_VIEW), "activate",
                         0);
  g_assert_cmpstr (rt_form_row_get_control (RT_FORM_ROW (row))->value, ==, "l");
  /* It is a suggestion: anything else can be typed. */
  rt_test_form_type_value (fixture, "listed", "free");
  rt_test_form_send (fixture);
  rt_test_form_assert_received (fixture, "&amp;listed=free&amp;");
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

  rt_test_form_open_path (fixture, "sign-up");
  fields = RT_FORM_FIELDS (rt_test_page_find (fixture, "fields"));
  restore = rt_test_find (GTK_WIDGET (fields), "restore");
  g_assert_false (gtk_widget_get_visible (restore));
  rt_test_press (rt_test_form_get_row (fixture, "signup-user-password"), GDK_KEY_Up, 0);
  rt_test_press (rt_test_form_get_row (fixture, "signup-user-password"), GDK_KEY_Up,
                 GDK_ALT_MASK);
  g_assert_true (gtk_widget_get_visible (restore));
  rt_test_form_send (fixture);
  rt_test_form_assert_received (fixture,
                                "<pre>signup-user-name=&amp;signup-user-password=&amp;"
                                "signup-user-email=</pre>");
  /* There and back is where it was. */
  rt_test_press (rt_test_form_get_row (fixture, "signup-user-password"), GDK_KEY_Down,
                 GDK_ALT_MASK);
  g_assert_false (gtk_widget_get_visible (restore));

  g_assert_true (rt_test_drop (rt_test_form_get_row (fixture, "signup-user-name"),
                               rt_test_form_get_row (fixture, "signup-user-email")));
  assert_shown (fields, "signup-user-emailsignup-user-namesignup-user-password");
  g_signal_emit_by_name (restore, "clicked");
  rt_test_wait_until (NULL,
                      rt_test_form_find_row (fixture, "signup-user-password") != NULL);
  assert_shown (fields, "signup-user-namesignup-user-emailsignup-user-password");
  rt_test_form_send (fixture);
  rt_test_form_assert_received (fixture,
                                "<pre>signup-user-name=&amp;signup-user-email=&amp;");
}

/* What is moved out of sight is followed, and what is typed goes on in it. */
static void
test_follows (void)
{
  GString *html = g_string_new ("<form>");
  RtFormFields *fields = g_object_new (RT_TYPE_FORM_FIELDS, NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *rows = rt_test_find (GTK_WIDGET (fields), "rows");
  GtkWidget *added = rt_test_find (GTK_WIDGET (fields), "added_rows");
  GtkAdjustment *position;
  GtkWidget *row, *focus;
  graphene_rect_t bounds;
  g_autoptr (RtFormDraft) draft = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append (html, "<input name=a>");
  text = g_string_free (html, FALSE);
  draft = rt_test_form_make_draft (text);
  rt_form_draft_add (draft, "added", "");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fields));
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 300);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_present (GTK_WINDOW (window));
  rt_form_fields_set_draft (fields, draft);
  rt_test_wait_until (NULL, count_children (added) == 1);
  position = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  row = gtk_widget_get_first_child (rows);
  gtk_widget_grab_focus (row);
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (gtk_widget_is_ancestor (focus, row));
  rt_test_wait_until (NULL, gtk_adjustment_get_value (position) == 0);
  /* Into the other list at last. */
  for (guint i = 0; i < 30; i++)
    rt_test_press (row, GDK_KEY_Down, GDK_ALT_MASK);
  rt_test_wait_until (NULL, gtk_adjustment_get_value (position) > 0);
  rt_test_wait_for_frames (window, 3);
  g_assert_true (gtk_widget_get_parent (row) == added);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == focus);
  g_assert_true (gtk_widget_compute_bounds (row, scrolled, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=,
                     gtk_widget_get_height (scrolled));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Those that the page does not have can be anywhere, too. */
static void
test_moves_added (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtFormDraft) draft = rt_test_form_make_draft (
      "<form><input name=a><input name=h type=hidden><input type=submit>"
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
  rt_test_press (gtk_widget_get_first_child (added), GDK_KEY_Up, GDK_ALT_MASK);
  assert_shown (fields, "ahcbd");
  rt_test_form_assert_sent (draft, "a=&h=&c=&b=&d=");
  rt_test_press (gtk_widget_get_first_child (rows), GDK_KEY_Down, GDK_ALT_MASK);
  assert_shown (fields, "hacbd");
  /* A hidden row is not in the way. */
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (rt_test_find (GTK_WIDGET (fields), "hidden")), FALSE);
  rt_test_press (gtk_widget_get_next_sibling (gtk_widget_get_first_child (rows)),
                 GDK_KEY_Up, GDK_ALT_MASK);
  assert_shown (fields, "hacbd");
  rt_test_press (gtk_widget_get_last_child (rows), GDK_KEY_Down, GDK_ALT_MASK);
  assert_shown (fields, "hacdb");
  g_assert_cmpuint (count_children (added), ==, 2);
  /* What came up can be removed there, and more can be added. */
  g_signal_emit_by_name (rt_test_find (gtk_widget_get_last_child (rows), "remove"),
                         "clicked");
  rt_form_draft_add (draft, "e", "");
  rt_test_wait_until (NULL, count_children (added) == 3);
  assert_shown (fields, "hadbe");
  rt_test_form_assert_sent (draft, "h=&a=&d=&b=&e=");
  rt_form_draft_restore_order (draft);
  rt_test_form_assert_sent (draft, "a=&h=&b=&e=&d=");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_edits_as_text (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;
  GtkWidget *fault;
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;

  rt_test_form_open_path (fixture, "files");
  g_signal_emit_by_name (rt_test_page_find (fixture, "as_text"), "clicked");
  dialog = rt_test_find_window (RT_TYPE_FORM_TEXT_DIALOG);
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
  rt_test_wait_until (NULL, rt_test_find_window (RT_TYPE_FORM_TEXT_DIALOG) == NULL);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (rt_test_page_find (fixture, "preview_button")), TRUE);
  rt_test_wait_until (
      NULL, rt_test_form_previews (fixture, "name=\"more\"\\r\\n\n\\r\\n\n2\\r\\n"));
  rt_test_wait_until (
      NULL, rt_test_form_previews (fixture, "name=\"text\"\\r\\n\n\\r\\n\n1\\r\\n"));
  rt_test_form_get_row (fixture, "more");
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
  draft = rt_test_form_make_draft (text);
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
add (const char *path, RtTestPageFunc test)
{
  rt_test_page_add (path, RT_TYPE_FORMS_PAGE, "form", test, NULL);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/form-fields/fills-in-controls", test_controls);
  add ("/form-fields/chooses-several", test_several_choices);
  add ("/form-fields/adds-and-removes", test_adds);
  add ("/form-fields/suggests-values", test_suggests);
  add ("/form-fields/moves-fields", test_moves);
  add ("/form-fields/moves-added-fields", test_moves_added);
  add ("/form-fields/edits-as-text", test_edits_as_text);
  g_test_add_func ("/form-fields/follows-what-is-moved", test_follows);
  g_test_add_func ("/form-fields/shows-some-of-many-fields", test_many_fields);
  return g_test_run ();
}
