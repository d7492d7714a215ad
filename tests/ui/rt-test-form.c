/* Fills in forms on the Forms page, and sees what was sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-form.h"

#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"

#include <string.h>

gboolean
rt_test_form_is_ready (RtTestPage *fixture)
{
  return gtk_widget_get_sensitive (rt_test_page_find (fixture, "editor"))
         && !rt_page_get_busy (fixture->page);
}

/* Fetches a page of the server, and waits until its forms are shown. */
void
rt_test_form_open_path (RtTestPage *fixture, const char *path)
{
  g_autofree char *address = g_strconcat (fixture->address, path, NULL);

  rt_page_open_address (fixture->page, address);
  rt_test_wait_until (NULL, rt_test_form_is_ready (fixture));
  g_assert_true (gtk_widget_get_visible (rt_test_page_find (fixture, "editor")));
}

/* The row of a field, once it is there. */
RtFormRow *
rt_test_form_find_row (RtTestPage *fixture, const char *name)
{
  static const char *const lists[] = { "rows", "added_rows" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (GtkWidget *row
         = gtk_widget_get_first_child (rt_test_page_find (fixture, lists[i]));
         row != NULL; row = gtk_widget_get_next_sibling (row))
      if (strcmp (rt_form_row_get_control (RT_FORM_ROW (row))->name, name) == 0)
        return RT_FORM_ROW (row);
  return NULL;
}

GtkWidget *
rt_test_form_get_row (RtTestPage *fixture, const char *name)
{
  rt_test_wait_until (NULL, rt_test_form_find_row (fixture, name) != NULL);
  return GTK_WIDGET (rt_test_form_find_row (fixture, name));
}

void
rt_test_form_type_value (RtTestPage *fixture, const char *name, const char *value)
{
  GtkWidget *editor = rt_test_find (rt_test_form_get_row (fixture, name), "value");
  GtkWidget *entry = rt_test_find_type (editor, GTK_TYPE_EDITABLE);

  gtk_editable_set_text (GTK_EDITABLE (entry), value);
}

/* What the popover of the menu button shows in @top, once it is there. */
GtkWidget *
rt_test_form_open_popover (GtkWidget *top, GType type)
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

void
rt_test_form_send (RtTestPage *fixture)
{
  GtkWidget *button = gtk_widget_get_first_child (rt_test_page_find (fixture, "senders"));
  guint n = rt_test_page_count_log (fixture);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  rt_test_wait_until (NULL, rt_test_page_count_log (fixture) > n
                                && rt_test_form_is_ready (fixture));
}

/* The server's answer tells what it has read. */
void
rt_test_form_assert_received (RtTestPage *fixture, const char *words)
{
  RtExchange *exchange = rt_page_get_exchange (fixture->page);
  GBytes *body = rt_body_get_preview (rt_exchange_get_body (exchange));
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  if (memmem (text, length, words, strlen (words)) == NULL)
    g_error ("'%s' is not in '%.*s'", words, (int)length, text);
}

static char *
dup_preview (RtTestPage *fixture)
{
  char *text;
  GtkWidget *view = rt_test_find (rt_test_page_find (fixture, "preview"), "text");

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  return text;
}

gboolean
rt_test_form_previews (RtTestPage *fixture, const char *words)
{
  g_autofree char *text = dup_preview (fixture);

  return strstr (text, words) != NULL;
}

RtFormDraft *
rt_test_form_make_draft (const char *html)
{
  g_autoptr (GBytes) body = g_bytes_new (html, strlen (html));
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) base = rt_request_new ("GET", "http://localhost/", NULL);
  RtFormPage *page = rt_form_page_read (body, "text/html; charset=utf-8",
                                        rt_request_get_uri (base), NULL, &error);

  g_assert_no_error (error);
  return rt_form_draft_new (page, base);
}

void
rt_test_form_assert_sent (RtFormDraft *draft, const char *expected)
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
