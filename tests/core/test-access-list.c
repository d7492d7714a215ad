/* Tests of RtAccessList: the ring, the filter, pausing, exporting. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-access-list.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

#define CAPACITY 10

/* The list, and a copy of it that knows only what items-changed says. */
typedef struct
{
  RtAccessList *list;
  GPtrArray *copy; /* of RtAccessItem */
  guint n_signals;
  guint n_made; /* the next line's number */
} Fixture;

static void
on_items_changed (GListModel *list,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  Fixture *fixture)
{
  fixture->n_signals++;
  g_assert_cmpuint (position + n_removed, <=, fixture->copy->len);
  if (n_removed > 0)
    g_ptr_array_remove_range (fixture->copy, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (fixture->copy, (int)(position + i),
                        g_list_model_get_item (list, position + i));
  g_assert_cmpuint (fixture->copy->len, ==, g_list_model_get_n_items (list));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  guint capacity = data != NULL ? GPOINTER_TO_UINT (data) : CAPACITY;

  fixture->list = rt_access_list_new (capacity);
  fixture->copy = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (on_items_changed),
                    fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->list);
  g_ptr_array_unref (fixture->copy);
}

/* Line N asks for /N; every third is refused. */
static void
append (Fixture *fixture, guint n)
{
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);

  for (guint i = 0; i < n; i++)
    {
      RtAccessEntry *entry = rt_access_entry_new ("127.0.0.1", NULL);

      entry->request = g_strdup_printf ("GET /%u HTTP/1.1", fixture->n_made);
      entry->agent = g_strdup (fixture->n_made % 2 == 0 ? "Curl/7" : NULL);
      entry->status = fixture->n_made % 3 == 0 ? 404 : 200;
      fixture->n_made++;
      g_ptr_array_add (entries, entry);
    }
  rt_access_list_append (fixture->list, entries, 0);
}

static void
append_numbers (GString *text, gpointer item)
{
  const RtAccessEntry *entry = rt_access_item_get_entry (item);
  g_autofree char *method = NULL;
  g_autofree char *target = NULL;

  g_assert_true (rt_access_entry_split_request (entry, &method, &target));
  g_string_append_printf (text, "%s ", target + 1);
}

/* Both what the list holds and what it told. */
static void
assert_shows (Fixture *fixture, const char *numbers)
{
  g_autoptr (GString) held = g_string_new (NULL);
  g_autoptr (GString) told = g_string_new (NULL);
  GListModel *model = G_LIST_MODEL (fixture->list);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (RtAccessItem) item = g_list_model_get_item (model, i);

      append_numbers (held, item);
    }
  for (guint i = 0; i < fixture->copy->len; i++)
    append_numbers (told, fixture->copy->pdata[i]);
  g_assert_cmpstr (g_strchomp (held->str), ==, numbers);
  g_assert_cmpstr (g_strchomp (told->str), ==, numbers);
  g_assert_null (g_list_model_get_item (model, g_list_model_get_n_items (model)));
}

static void
wait_for_search (Fixture *fixture)
{
  rt_test_wait_until (NULL, !rt_access_list_is_searching (fixture->list));
}

static void
test_ring (Fixture *fixture, gconstpointer data)
{
  append (fixture, 4);
  append (fixture, 0);
  assert_shows (fixture, "0 1 2 3");
  g_assert_cmpuint (fixture->n_signals, ==, 1);
  append (fixture, 6);
  assert_shows (fixture, "0 1 2 3 4 5 6 7 8 9");
  append (fixture, 3);
  assert_shows (fixture, "3 4 5 6 7 8 9 10 11 12");
  append (fixture, 25);
  assert_shows (fixture, "28 29 30 31 32 33 34 35 36 37");
  rt_access_list_clear (fixture->list);
  assert_shows (fixture, "");
  append (fixture, 2);
  assert_shows (fixture, "38 39");
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  append (fixture, 8);
  rt_access_list_set_filter (fixture->list, "cURL", 0);
  wait_for_search (fixture);
  assert_shows (fixture, "0 2 4 6");
  rt_access_list_set_filter (fixture->list, "curl", 4);
  wait_for_search (fixture);
  assert_shows (fixture, "0 6");
  rt_access_list_set_filter (fixture->list, "404", 0);
  wait_for_search (fixture);
  assert_shows (fixture, "0 3 6");
  rt_access_list_set_filter (fixture->list, "/5 ", 0);
  wait_for_search (fixture);
  assert_shows (fixture, "5");
  rt_access_list_set_filter (fixture->list, "127.0", 2);
  wait_for_search (fixture);
  assert_shows (fixture, "1 2 4 5 7");
  rt_access_list_set_filter (fixture->list, "nothing", 0);
  wait_for_search (fixture);
  assert_shows (fixture, "");
  rt_access_list_set_filter (fixture->list, "", 0);
  assert_shows (fixture, "");
  append (fixture, 0);
  wait_for_search (fixture);
  assert_shows (fixture, "0 1 2 3 4 5 6 7");
}

static void
test_filter_while_appending (Fixture *fixture, gconstpointer data)
{
  append (fixture, CAPACITY);
  rt_access_list_set_filter (fixture->list, NULL, 4);
  /* Before the search has begun, and so that lines it has not seen are gone. */
  append (fixture, 5);
  assert_shows (fixture, "12");
  wait_for_search (fixture);
  assert_shows (fixture, "6 9 12");
  append (fixture, 3);
  assert_shows (fixture, "9 12 15");
  append (fixture, 30);
  assert_shows (fixture, "39 42 45");
  rt_access_list_clear (fixture->list);
  assert_shows (fixture, "");
  append (fixture, 4);
  assert_shows (fixture, "48 51");
  rt_access_list_set_filter (fixture->list, NULL, 0);
  append (fixture, 8);
  assert_shows (fixture, "");
  wait_for_search (fixture);
  assert_shows (fixture, "50 51 52 53 54 55 56 57 58 59");
}

static int
get_number (Fixture *fixture, guint index)
{
  g_autoptr (GString) number = g_string_new (NULL);

  append_numbers (number, fixture->copy->pdata[index]);
  return atoi (number->str);
}

/* So many that the search takes more than one turn; and some that it has not seen yet are
 * gone before it comes to them. */
static void
test_search_in_turns (Fixture *fixture, gconstpointer data)
{
  int last = GPOINTER_TO_INT (data) - 2;
  guint n_turns = 0;

  append (fixture, GPOINTER_TO_UINT (data));
  rt_access_list_set_filter (fixture->list, "curl", 0);
  g_assert_true (rt_access_list_is_searching (fixture->list));
  for (; rt_access_list_is_searching (fixture->list); n_turns++)
    {
      g_main_context_iteration (NULL, TRUE);
      /* What is found first is the newest. */
      if (n_turns == 0)
        g_assert_cmpint (get_number (fixture, fixture->copy->len - 1), ==, last);
      append (fixture, 2);
    }
  g_assert_cmpuint (n_turns, >, 1);
  g_assert_cmpuint (fixture->copy->len, ==, GPOINTER_TO_UINT (data) / 2);
  for (guint i = 1; i < fixture->copy->len; i++)
    g_assert_cmpint (get_number (fixture, i), ==, get_number (fixture, i - 1) + 2);
}

static void
test_pause (Fixture *fixture, gconstpointer data)
{
  append (fixture, 3);
  rt_access_list_set_paused (fixture->list, TRUE);
  append (fixture, 4);
  assert_shows (fixture, "0 1 2");
  g_assert_cmpuint (rt_access_list_get_n_waiting (fixture->list), ==, 4);
  g_assert_cmpuint (rt_access_list_get_n_lines (fixture->list), ==, 3);
  rt_access_list_set_paused (fixture->list, FALSE);
  assert_shows (fixture, "0 1 2 3 4 5 6");
  g_assert_cmpuint (rt_access_list_get_n_waiting (fixture->list), ==, 0);
  g_assert_cmpuint (fixture->n_signals, ==, 2);

  rt_access_list_set_paused (fixture->list, TRUE);
  append (fixture, 8);
  append (fixture, 8);
  g_assert_cmpuint (rt_access_list_get_n_waiting (fixture->list), ==, CAPACITY);
  assert_shows (fixture, "0 1 2 3 4 5 6");
  rt_access_list_set_filter (fixture->list, NULL, 2);
  wait_for_search (fixture);
  assert_shows (fixture, "1 2 4 5");
  rt_access_list_set_paused (fixture->list, FALSE);
  assert_shows (fixture, "13 14 16 17 19 20 22");
}

/* More than are looked at as they come. */
static void
test_pause_with_filter (Fixture *fixture, gconstpointer data)
{
  rt_access_list_set_filter (fixture->list, "curl", 0);
  wait_for_search (fixture);
  append (fixture, 2);
  rt_access_list_set_paused (fixture->list, TRUE);
  append (fixture, GPOINTER_TO_UINT (data) - 2);
  rt_access_list_set_paused (fixture->list, FALSE);
  g_assert_true (rt_access_list_is_searching (fixture->list));
  wait_for_search (fixture);
  g_assert_cmpuint (fixture->copy->len, ==, GPOINTER_TO_UINT (data) / 2);
}

/* Long lines may be few, or they would take all memory that there is. */
static void
test_memory (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);
  guint length;

  for (guint i = 0; i < 100; i++)
    {
      RtAccessEntry *entry = rt_access_entry_new ("::1", NULL);

      entry->request = g_strnfill (1024 * 1024, 'x');
      g_ptr_array_add (entries, entry);
    }
  rt_access_list_append (fixture->list, entries, 0);
  length = g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
  g_assert_cmpuint (length, ==, 63);
  rt_access_list_append (fixture->list, entries, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, length);
  g_assert_cmpuint (fixture->copy->len, ==, length);
  /* A short one takes the place of one long one, and the rest stays. */
  append (fixture, 1);
  g_assert_cmpuint (fixture->copy->len, >=, length);
}

static void
test_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  rt_access_list_append (fixture->list, none, 3);
  rt_access_list_append (fixture->list, none, 4);
  g_assert_cmpuint (rt_access_list_get_n_lost (fixture->list), ==, 7);
  rt_access_list_clear (fixture->list);
  g_assert_cmpuint (rt_access_list_get_n_lost (fixture->list), ==, 0);
}

typedef struct
{
  gboolean is_over;
  GError *error;
} Export;

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = data;

  rt_access_list_export_finish (RT_ACCESS_LIST (source), result, &export->error);
  export->is_over = TRUE;
}

static void
export_to (Fixture *fixture, const char *path, Export *export)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  export->is_over = FALSE;
  rt_access_list_export_async (fixture->list, file, NULL, on_exported, export);
  rt_test_wait_until (NULL, export->is_over);
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "access.log");
  g_autofree char *nowhere = rt_test_dir_build (dir, "no/access.log");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Export export = { 0 };

  append (fixture, 7);
  rt_access_list_set_filter (fixture->list, NULL, 4);
  export_to (fixture, path, &export);
  g_assert_no_error (export.error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *part = g_strdup_printf ("\"GET /%u HTTP/1.1\" 404 0 ", i * 3);

      g_assert_nonnull (strstr (lines[i], part));
    }
  g_assert_cmpstr (lines[3], ==, "");

  export_to (fixture, nowhere, &export);
  g_assert_error (export.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&export.error);
  wait_for_search (fixture);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer), guint capacity)
{
  g_test_add (name, Fixture, GUINT_TO_POINTER (capacity), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/access-list/keeps-the-newest", test_ring, 0);
  add ("/access-list/filter/text-and-status", test_filter, 0);
  add ("/access-list/filter/while-lines-come-and-go", test_filter_while_appending, 0);
  add ("/access-list/filter/searches-in-turns-newest-first", test_search_in_turns,
       100000);
  add ("/access-list/pause/what-comes-waits", test_pause, 0);
  add ("/access-list/pause/what-waited-is-filtered", test_pause_with_filter, 10000);
  add ("/access-list/bounds-its-memory", test_memory, 1000);
  add ("/access-list/counts-what-was-lost", test_lost, 0);
  add ("/access-list/export/what-passes-the-filter", test_export, 0);
  return g_test_run ();
}
