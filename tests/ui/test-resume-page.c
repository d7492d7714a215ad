/* The Resume page: what is typed into it, and what is dropped onto it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-metalink.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-resume-page.h"
#include "tests/ui/rt-test-widget.h"

#include <unistd.h>

typedef RtTestResumePage Fixture;

static void
test_empty_until_something_is_added (Fixture *f, gconstpointer unused)
{
  GtkStack *stack = GTK_STACK (rt_test_find (f->page, "stack"));

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  rt_test_resume_page_add (f, 2);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "list");
  g_assert_cmpstr (rt_test_resume_page_get_title (f), ==, "file0");
  g_assert_cmpstr (rt_test_resume_page_get_facts (f), ==, "Paused");
}

static void
test_several_addresses (Fixture *f, gconstpointer unused)
{
  GtkEditable *addresses = GTK_EDITABLE (rt_test_find (f->page, "addresses"));
  GtkWidget *complaint = rt_test_find (f->page, "complaint");

  gtk_editable_set_text (addresses, "http://localhost:9/a\nfile:///etc/passwd");
  g_signal_emit_by_name (addresses, "activate");
  rt_test_wait_until (NULL, gtk_widget_get_visible (complaint));
  g_assert_cmpuint (g_list_model_get_n_items (f->downloads), ==, 0);

  gtk_editable_set_text (addresses, "http://localhost:9/a\n\n http://localhost:9/b ");
  g_assert_false (gtk_widget_get_visible (complaint));
  g_signal_emit_by_name (addresses, "activate");
  rt_test_wait_until (NULL, g_list_model_get_n_items (f->downloads) == 2);
  g_assert_cmpstr (gtk_editable_get_text (addresses), ==, "");
  g_assert_cmpstr (rt_test_resume_page_get_title (f), ==,
                   "b"); /* what was added last is chosen */

  /* Who types on while it is read loses nothing. */
  gtk_editable_set_text (addresses, "http://localhost:9/c");
  g_signal_emit_by_name (addresses, "activate");
  gtk_editable_set_text (addresses, "http://localhost:9/d");
  rt_test_wait_until (NULL, g_list_model_get_n_items (f->downloads) == 3);
  g_assert_cmpstr (gtk_editable_get_text (addresses), ==, "http://localhost:9/d");
}

/* An entry takes 64 KiB, and a list may be longer: nothing of it is cut. */
static void
test_long_list (Fixture *f, gconstpointer unused)
{
  GtkEditable *addresses = GTK_EDITABLE (rt_test_find (f->page, "addresses"));
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *last = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (list, "http://127.0.0.1:9/a/rather/long/path/file-%u\n", i);
  g_assert_cmpuint (list->len, >, GTK_ENTRY_BUFFER_MAX_SIZE);
  gtk_editable_set_text (addresses, list->str);
  rt_test_wait_until (NULL, g_list_model_get_n_items (f->downloads) == 3000);
  last = rt_test_resume_page_dup_address (f, 2999);
  g_assert_cmpstr (last, ==, "http://127.0.0.1:9/a/rather/long/path/file-2999");
  g_assert_cmpstr (gtk_editable_get_text (addresses), ==, "");
}

static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller); /* the widget keeps it alive */
    }
  return NULL;
}

static void
drop_value (Fixture *f, const GValue *value)
{
  gboolean is_taken = FALSE;

  g_signal_emit_by_name (find_drop_target (f->page), "drop", value, 9.0, 9.0, &is_taken);
  g_assert_true (is_taken);
}

/* @names: of files in the folder of the test, or links */
static void
drop_files (Fixture *f, const char *const *names)
{
  GSList *files = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = rt_test_dir_build (f->dir, names[i]);

      files = g_slist_append (files, strstr (names[i], "://") != NULL
                                         ? g_file_new_for_uri (names[i])
                                         : g_file_new_for_path (path));
    }
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  drop_value (f, &value);
  g_slist_free_full (files, g_object_unref);
}

/* Byte by byte: in a signed link each of them counts. */
static void
test_drop_links (Fixture *f, gconstpointer unused)
{
  const char *const links[] = { "http://localhost:9/a%2Fb?signature=a%20b&c=%E4",
                                "http://localhost:9/c", NULL };

  drop_files (f, links);
  rt_test_wait_until (NULL, g_list_model_get_n_items (f->downloads) == 2);
  for (guint i = 0; links[i] != NULL; i++)
    {
      g_autofree char *address = rt_test_resume_page_dup_address (f, i);

      g_assert_cmpstr (address, ==, links[i]);
    }
}

static void
test_drop_text (Fixture *f, gconstpointer unused)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_static_string (&value, "http://localhost:9/a\r\nhttp://localhost:9/b");
  drop_value (f, &value);
  rt_test_wait_until (NULL, g_list_model_get_n_items (f->downloads) == 2);
  g_assert_cmpstr (rt_test_resume_page_get_title (f), ==, "b");
}

static const char metalink[]
    = "<metalink xmlns='urn:ietf:params:xml:ns:metalink'><file name='one'>"
      "<url>http://localhost:9/1</url><url>http://localhost:9/mirror</url></file>"
      "<file name='two'><url>http://localhost:9/2</url></file></metalink>";

static void
test_drop_metalink (Fixture *f, gconstpointer unused)
{
  rt_test_resume_page_write_file (f, "files.meta4", metalink);
  drop_files (f, (const char *const[]){ "files.meta4", "http://localhost:9/3", NULL });
  rt_test_wait_until (NULL, g_list_model_get_n_items (f->downloads) == 3);
}

static void
assert_complaint (Fixture *f, const char *file, const char *words)
{
  GtkLabel *complaint = GTK_LABEL (rt_test_find (f->page, "complaint"));

  drop_files (f, (const char *const[]){ file, NULL });
  rt_test_wait_until (NULL, gtk_widget_get_visible (GTK_WIDGET (complaint)));
  g_assert_nonnull (strstr (gtk_label_get_text (complaint), words));
  g_assert_cmpuint (g_list_model_get_n_items (f->downloads), ==, 0);
}

static void
test_drop_what_is_no_metalink (Fixture *f, gconstpointer unused)
{
  g_autofree char *path = rt_test_dir_build (f->dir, "long");

  rt_test_resume_page_write_file (f, "empty", "");
  rt_test_resume_page_write_file (f, "text", "Dear Sir or Madam,");
  rt_test_resume_page_write_file (f, "long", metalink);
  g_assert_no_errno (truncate (path, RT_METALINK_BYTES_MAX + 1));
  assert_complaint (f, "empty", "no Metalink file that can be used");
  assert_complaint (f, "text", "no Metalink file that can be used");
  assert_complaint (f, "long", "too long to be read");
  assert_complaint (f, "nowhere", "could not be read");
}

#define ADD(name, func)                                                                  \
  g_test_add ("/resume-page/" name, Fixture, NULL, rt_test_resume_page_set_up, func,     \
              rt_test_resume_page_tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("empty", test_empty_until_something_is_added);
  ADD ("several-addresses", test_several_addresses);
  ADD ("long-list", test_long_list);
  ADD ("drop/links", test_drop_links);
  ADD ("drop/text", test_drop_text);
  ADD ("drop/metalink", test_drop_metalink);
  ADD ("drop/no-metalink", test_drop_what_is_no_metalink);
  return g_test_run ();
}
