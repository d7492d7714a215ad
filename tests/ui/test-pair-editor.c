/* The editor of names with values, as rows and as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-pair-editor.h"

#include <adwaita.h>

typedef struct
{
  GtkWindow *window;
  RtPairEditor *editor;
  GtkListBox *rows;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->editor = g_object_new (RT_TYPE_PAIR_EDITOR, NULL);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->editor));
  gtk_window_present (fixture->window);
  fixture->rows = GTK_LIST_BOX (rt_test_find (GTK_WIDGET (fixture->editor), "rows"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
}

static GtkWidget *
get_row (Fixture *fixture, int index)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (fixture->rows, index));
}

static GtkEditable *
get_entry (Fixture *fixture, int index, const char *id)
{
  return GTK_EDITABLE (rt_test_find (get_row (fixture, index), id));
}

static void
insert (GtkEditable *entry, const char *text)
{
  int position = 0;

  gtk_editable_insert_text (gtk_editable_get_delegate (entry), text, -1, &position);
}

/* "A=1 B=2", or the code of the error. */
static void
assert_fields (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtHeaderList) fields = rt_pair_editor_dup_fields (fixture->editor, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *field = rt_header_list_get (fields, i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", field->name,
                              field->value);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
set_fields (Fixture *fixture)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();

  rt_header_list_append (fields, "A", "1", NULL);
  rt_header_list_append (fields, "B", "2", NULL);
  rt_header_list_append (fields, "B", "3", NULL);
  rt_pair_editor_set_fields (fixture->editor, fields);
}

static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  set_fields (fixture);
  assert_fields (fixture, "A=1 B=2 B=3");

  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (rt_test_find (get_row (fixture, 1), "enabled")), FALSE);
  assert_fields (fixture, "A=1 B=3");
}

static void
test_adds_and_removes (Fixture *fixture, gconstpointer data)
{
  set_fields (fixture);
  g_signal_emit_by_name (rt_test_find (GTK_WIDGET (fixture->editor), "add"), "clicked");
  assert_fields (fixture, "A=1 B=2 B=3");

  gtk_editable_set_text (get_entry (fixture, 3, "name"), "X-New");
  gtk_editable_set_text (get_entry (fixture, 3, "value"), "a: b");
  assert_fields (fixture, "A=1 B=2 B=3 X-New=a: b");

  for (int i = 0; i < 4; i++)
    gtk_widget_activate_action (get_row (fixture, 0), "pairs.remove", "i", 0);
  assert_fields (fixture, "");
}

static void
test_moves (Fixture *fixture, gconstpointer data)
{
  set_fields (fixture);
  gtk_widget_activate_action (get_row (fixture, 0), "pairs.move", "(ii)", 0, 2);
  assert_fields (fixture, "B=2 B=3 A=1");
  gtk_widget_activate_action (get_row (fixture, 0), "pairs.move", "(ii)", 2, 1);
  assert_fields (fixture, "B=2 A=1 B=3");

  /* Beyond either end there is nothing. */
  gtk_widget_activate_action (get_row (fixture, 0), "pairs.move", "(ii)", 0, -1);
  gtk_widget_activate_action (get_row (fixture, 0), "pairs.move", "(ii)", 2, 3);
  assert_fields (fixture, "B=2 A=1 B=3");
}

static void
test_takes_a_block (Fixture *fixture, gconstpointer data)
{
  set_fields (fixture);
  g_signal_emit_by_name (rt_test_find (GTK_WIDGET (fixture->editor), "add"), "clicked");
  insert (get_entry (fixture, 3, "name"),
          "Accept: text/html\r\n\r\n# X-Off: 1\nX-Colon:a:b\r\n");
  assert_fields (fixture, "A=1 B=2 B=3 Accept=text/html X-Colon=a:b");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture, 4, "name")), ==, "X-Off");
}

static void
test_as_text (Fixture *fixture, gconstpointer data)
{
  GtkToggleButton *as_text
      = GTK_TOGGLE_BUTTON (rt_test_find (GTK_WIDGET (fixture->editor), "as_text"));
  GtkTextView *view = GTK_TEXT_VIEW (rt_test_find (GTK_WIDGET (fixture->editor), "text"));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *text = NULL;

  set_fields (fixture);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (rt_test_find (get_row (fixture, 0), "enabled")), FALSE);
  gtk_toggle_button_set_active (as_text, TRUE);
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "# A: 1\nB: 2\nB: 3\n");

  /* What is written counts, also before the rows are back. */
  gtk_text_buffer_set_text (buffer, "C: 4\n  D :5  ", -1);
  assert_fields (fixture, "C=4 D=5");
  gtk_toggle_button_set_active (as_text, FALSE);
  assert_fields (fixture, "C=4 D=5");
}

static void
test_refuses (Fixture *fixture, gconstpointer line)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *words;

  set_fields (fixture);
  g_signal_emit_by_name (rt_test_find (GTK_WIDGET (fixture->editor), "as_text"),
                         "clicked");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (
                                rt_test_find (GTK_WIDGET (fixture->editor), "text"))),
                            line, -1);

  g_assert_null (rt_pair_editor_dup_fields (fixture->editor, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_FIELD);
  words = rt_test_find (get_row (fixture, 0), "words");
  g_assert_true (gtk_widget_get_visible (words));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (words)), !=, "");

  /* Off, it is no one's business. */
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (rt_test_find (get_row (fixture, 0), "enabled")), FALSE);
  assert_fields (fixture, "");
}

static void
test_no_line_in_a_value (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_fields (fixture);
  insert (get_entry (fixture, 0, "value"), "x\r\nEvil: 1\r\n");
  g_assert_null (rt_pair_editor_dup_fields (fixture->editor, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_FIELD);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer), gconstpointer data)
{
  g_test_add (name, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/pair-editor/keeps-order-and-duplicates", test_keeps, NULL);
  add ("/pair-editor/adds-and-removes", test_adds_and_removes, NULL);
  add ("/pair-editor/moves", test_moves, NULL);
  add ("/pair-editor/takes-a-pasted-block", test_takes_a_block, NULL);
  add ("/pair-editor/is-text-as-well", test_as_text, NULL);
  add ("/pair-editor/refuses/space-in-name", test_refuses, "Bad Name: x");
  add ("/pair-editor/refuses/no-name", test_refuses, ": x");
  add ("/pair-editor/refuses/letters-beyond-ascii", test_refuses, "Grüße: x");
  add ("/pair-editor/refuses/control-character", test_refuses, "Name: \001");
  add ("/pair-editor/refuses/line-in-value", test_no_line_in_a_value, NULL);
  return g_test_run ();
}
