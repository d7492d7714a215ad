/* The view of a server's access log. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-access-row.h"
#include "ui/rt-access-view.h"

#include <adwaita.h>
#include <string.h>

#define CAPACITY 500

typedef struct
{
  GtkWindow *window;
  GtkWidget *view;
  RtAccessList *list;
  guint n_made;
  char *fetched;
} Fixture;

static void
on_fetch (RtAccessView *view, const char *target, Fixture *fixture)
{
  g_free (fixture->fetched);
  fixture->fetched = g_strdup (target);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->view = g_object_new (RT_TYPE_ACCESS_VIEW, NULL);
  fixture->list = rt_access_list_new (CAPACITY);
  rt_access_view_set_list (RT_ACCESS_VIEW (fixture->view), fixture->list);
  g_signal_connect (fixture->view, "fetch", G_CALLBACK (on_fetch), fixture);
  gtk_window_set_default_size (fixture->window, 360, 400);
  gtk_window_set_child (fixture->window, fixture->view);
  gtk_window_present (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  g_assert_finalize_object (fixture->list);
  g_free (fixture->fetched);
}

static void
append (Fixture *fixture, guint n)
{
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);

  for (guint i = 0; i < n; i++)
    {
      RtAccessEntry *entry = rt_access_entry_new ("127.0.0.1", NULL);

      entry->request = g_strdup_printf ("GET /%u HTTP/1.1", fixture->n_made++);
      entry->agent = g_strdup ("curl/7");
      entry->status = fixture->n_made % 10 == 0 ? 500 : 200;
      g_ptr_array_add (entries, entry);
    }
  rt_access_list_append (fixture->list, entries, 0);
}

static const char *
get_counts (Fixture *fixture)
{
  return gtk_label_get_text (GTK_LABEL (rt_test_find (fixture->view, "counts")));
}

static GtkAdjustment *
get_adjustment (Fixture *fixture)
{
  return gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (rt_test_find (fixture->view, "scroller")));
}

static double
get_left (Fixture *fixture)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);

  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)
         - gtk_adjustment_get_value (adjustment);
}

static gboolean
is_lost (Fixture *fixture)
{
  return gtk_widget_get_visible (rt_test_find (fixture->view, "newest"));
}

/* Whether a row in sight asks for the last target that was made. */
static gboolean
shows (GtkWidget *top, const char *target)
{
  gboolean found = FALSE;

  if (RT_IS_ACCESS_ROW (top))
    return gtk_widget_get_mapped (top)
           && strstr (rt_access_row_get_text (RT_ACCESS_ROW (top)), target) != NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = shows (child, target);
  return found;
}

static gboolean
shows_newest (Fixture *fixture)
{
  g_autofree char *target = g_strdup_printf ("GET /%u ", fixture->n_made - 1);

  return get_left (fixture) < 1 && shows (fixture->view, target);
}

static void
test_follows (Fixture *fixture, gconstpointer data)
{
  /* There was no layout yet. */
  append (fixture, 60);
  rt_test_wait_until (NULL, shows_newest (fixture));
  append (fixture, 100);
  rt_test_wait_until (NULL, shows_newest (fixture));
  g_assert_false (is_lost (fixture));

  /* Lines that go at the other end change nothing. */
  for (guint i = 0; i < 20; i++)
    {
      append (fixture, 77);
      rt_test_wait_for_frames (fixture->view, 1);
      g_assert_false (is_lost (fixture));
    }
  rt_test_wait_until (NULL, shows_newest (fixture));
}

static void
test_stops_following (Fixture *fixture, gconstpointer data)
{
  double value;

  append (fixture, 200);
  rt_test_wait_until (NULL, shows_newest (fixture));
  rt_test_wait_for_frames (fixture->view, 4);
  gtk_adjustment_set_value (get_adjustment (fixture), 50);
  g_assert_true (is_lost (fixture));
  rt_test_wait_for_frames (fixture->view, 4);
  value = gtk_adjustment_get_value (get_adjustment (fixture));
  append (fixture, 100);
  rt_test_wait_for_frames (fixture->view, 4);
  g_assert_true (is_lost (fixture));
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (fixture)), ==, value);
  g_assert_false (shows_newest (fixture));

  g_signal_emit_by_name (rt_test_find (fixture->view, "newest"), "clicked");
  rt_test_wait_until (NULL, shows_newest (fixture));
  g_assert_false (is_lost (fixture));

  gtk_adjustment_set_value (get_adjustment (fixture), 50);
  rt_test_wait_for_frames (fixture->view, 4);
  /* Scrolled back down, it follows again. */
  gtk_adjustment_set_value (get_adjustment (fixture), 1e6);
  append (fixture, 10);
  rt_test_wait_until (NULL, shows_newest (fixture));
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = GTK_EDITABLE (rt_test_find (fixture->view, "entry"));

  append (fixture, 30);
  g_assert_cmpstr (get_counts (fixture), ==, "30 lines");
  gtk_editable_set_text (entry, "get /7");
  rt_test_wait_until (NULL, strcmp (get_counts (fixture), "1 of 30 lines") == 0);
  append (fixture, 50);
  g_assert_cmpstr (get_counts (fixture), ==, "11 of 80 lines");
  gtk_editable_set_text (entry, "nothing");
  rt_test_wait_until (NULL, strcmp (get_counts (fixture), "0 of 80 lines") == 0);
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (rt_test_find (fixture->view, "nothing"))), ==,
      "No line matches");
  gtk_editable_set_text (entry, "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rt_test_find (fixture->view, "status")), 4);
  rt_test_wait_until (NULL, strcmp (get_counts (fixture), "8 of 80 lines") == 0);

  /* The filter is the view's, and goes with it. */
  rt_access_view_set_list (RT_ACCESS_VIEW (fixture->view), NULL);
  rt_test_wait_until (NULL,
                      g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == 80);
  g_assert_cmpstr (get_counts (fixture), ==, "");
}

static void
test_pause (Fixture *fixture, gconstpointer data)
{
  GtkToggleButton *pause = GTK_TOGGLE_BUTTON (rt_test_find (fixture->view, "pause"));

  append (fixture, 3);
  gtk_toggle_button_set_active (pause, TRUE);
  append (fixture, 2);
  g_assert_cmpstr (get_counts (fixture), ==, "3 lines · 2 wait");
  gtk_toggle_button_set_active (pause, FALSE);
  g_assert_cmpstr (get_counts (fixture), ==, "5 lines");
  gtk_widget_activate_action (fixture->view, "access.clear", NULL);
  g_assert_cmpstr (get_counts (fixture), ==, "0 lines");
}

static void
test_fetch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);

  append (fixture, 3);
  /* Without an address, as in the log of a proxy, there is nothing to ask again. */
  g_signal_emit_by_name (rt_test_find (fixture->view, "rows"), "activate", 1);
  g_assert_null (fixture->fetched);
  rt_access_view_set_address (RT_ACCESS_VIEW (fixture->view), "http://localhost:8800/");
  g_signal_emit_by_name (rt_test_find (fixture->view, "rows"), "activate", 1);
  g_assert_cmpstr (fixture->fetched, ==, "/1");
  gtk_selection_model_select_item (
      gtk_list_view_get_model (GTK_LIST_VIEW (rt_test_find (fixture->view, "rows"))), 2,
      TRUE);
  gtk_widget_activate_action (fixture->view, "access.fetch", NULL);
  g_assert_cmpstr (fixture->fetched, ==, "/2");
  /* What could not be read cannot be asked for again. */
  g_ptr_array_add (entries, rt_access_entry_new ("::1", NULL));
  rt_access_list_append (fixture->list, entries, 0);
  g_clear_pointer (&fixture->fetched, g_free);
  g_signal_emit_by_name (rt_test_find (fixture->view, "rows"), "activate", 3);
  g_assert_null (fixture->fetched);
}

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

/* What is on the clipboard, when it begins like that. */
static char *
wait_for_clipboard (Fixture *fixture, const char *prefix)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->view);
  char *text = NULL;

  while (text == NULL || !g_str_has_prefix (text, prefix))
    {
      g_clear_pointer (&text, g_free);
      gdk_clipboard_read_text_async (clipboard, NULL, on_text_read, &text);
      rt_test_wait_until (NULL, text != NULL);
    }
  return text;
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *rows
      = gtk_list_view_get_model (GTK_LIST_VIEW (rt_test_find (fixture->view, "rows")));
  g_autofree char *lines = NULL;
  g_autofree char *commands = NULL;

  append (fixture, 5);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (fixture->view), "before");
  gtk_selection_model_select_range (rows, 1, 2, TRUE);
  gtk_widget_activate_action (fixture->view, "access.copy", NULL);
  lines = wait_for_clipboard (fixture, "127.0.0.1 - - [");
  g_assert_nonnull (strstr (lines, "] \"GET /1 HTTP/1.1\" 200 0 \"-\" \"curl/7\" "));
  g_assert_nonnull (strstr (lines, "] \"GET /2 HTTP/1.1\" 200 0 \"-\" \"curl/7\" "));
  g_assert_null (strstr (lines, "GET /0 "));
  g_assert_null (strstr (lines, "GET /3 "));

  rt_access_view_set_address (RT_ACCESS_VIEW (fixture->view), "http://localhost:8800/");
  gtk_widget_activate_action (fixture->view, "access.copy-curl", NULL);
  commands = wait_for_clipboard (fixture, "curl ");
  g_assert_nonnull (strstr (commands, "http://localhost:8800/1"));
  g_assert_nonnull (strstr (commands, "http://localhost:8800/2"));
  g_assert_nonnull (strstr (commands, "curl/7"));
}

/* Kilobytes in a line are legal, and slow to draw. */
static void
test_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);
  RtAccessEntry *entry = rt_access_entry_new ("::1", NULL);
  g_autofree char *path = g_strnfill (30000, '\xff');
  GtkWidget *row;

  entry->request = g_strdup_printf ("GET /%s HTTP/1.1", path);
  g_ptr_array_add (entries, entry);
  rt_access_list_append (fixture->list, entries, 0);
  rt_test_wait_until (NULL, shows (fixture->view, "GET /\\xFF\\xFF"));
  row = rt_test_find_type (fixture->view, RT_TYPE_ACCESS_ROW);
  g_assert_cmpuint (strlen (rt_access_row_get_text (RT_ACCESS_ROW (row))), <, 400);
  g_assert_nonnull (strstr (rt_access_row_get_text (RT_ACCESS_ROW (row)), "…  0 bytes"));
}

static void
test_is_narrow (Fixture *fixture, gconstpointer data)
{
  int minimum;

  append (fixture, 3);
  gtk_widget_measure (fixture->view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
test_has_words (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  append (fixture, 1);
  rt_test_wait_until (NULL, shows_newest (fixture));
  row = rt_test_find_type (fixture->view, RT_TYPE_ACCESS_ROW);
  g_assert_nonnull (strstr (rt_access_row_get_text (RT_ACCESS_ROW (row)),
                            "  GET /0  0 bytes  <1 ms  127.0.0.1  curl/7"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       rt_access_row_get_text (RT_ACCESS_ROW (row)));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (rt_test_find (fixture->view, "rows")),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Access log");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (rt_test_find (fixture->view, "pause")),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Pause");
}

/* A client that was not understood: in words, where there are some. */
static void
test_not_understood (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *request;
    guint status;
    const char *words;
  } rows[] = {
    { NULL, 0, "  TLS handshake failed  " },
    { NULL, 408, "  not readable  " },
    { "\x16\x03\x01", 400, "  TLS, which is not spoken here  " },
    { "nonsense", 400, "  nonsense  " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RtAccessEntry) entry = rt_access_entry_new ("127.0.0.1", NULL);
      GtkWidget *row = g_object_ref_sink (rt_access_row_new ());

      entry->request = g_strdup (rows[i].request);
      entry->status = rows[i].status;
      rt_access_row_show (RT_ACCESS_ROW (row), entry);
      g_assert_nonnull (
          strstr (rt_access_row_get_text (RT_ACCESS_ROW (row)), rows[i].words));
      g_object_unref (row);
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
  add ("/access-view/follows-the-newest-line", test_follows);
  add ("/access-view/stops-following-who-scrolls-up", test_stops_following);
  add ("/access-view/filters", test_filter);
  add ("/access-view/pauses-and-clears", test_pause);
  add ("/access-view/offers-to-fetch", test_fetch);
  add ("/access-view/copies-what-is-selected", test_copy);
  add ("/access-view/shortens-long-lines", test_long);
  add ("/access-view/fits-in-360-pixels", test_is_narrow);
  add ("/access-view/speaks-to-assistive-technology", test_has_words);
  add ("/access-view/not-understood", test_not_understood);
  return g_test_run ();
}
