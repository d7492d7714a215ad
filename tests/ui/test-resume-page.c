/* The Resume page: its list, however long, and what can be done in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-metalink.h"
#include "pages/resume/rt-download-list.h"
#include "pages/resume/rt-resume-page.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"

#include <adwaita.h>
#include <time.h>
#include <unistd.h>

#define N_MANY 2000

/* What a turn of the main loop may take, of the processor's time: others may use it too. */
#define TURN_US_MAX 16000

typedef struct
{
  RtTestDir *dir;
  RtWorkbench *workbench;
  RtDownloadQueue *queue; /* borrowed */
  GListModel *downloads;  /* borrowed */
  GtkWindow *window;
  GtkWidget *page;
  GtkWidget *list;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  f->dir = rt_test_dir_new ();
  f->workbench = rt_workbench_new (NULL, NULL);
  f->queue = rt_workbench_get_queue (f->workbench);
  f->downloads = rt_download_queue_get_downloads (f->queue);
  f->page = g_object_new (RT_TYPE_RESUME_PAGE, "workbench", f->workbench, NULL);
  f->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (f->window, 900, 700);
  gtk_window_set_child (f->window, f->page);
  gtk_window_present (f->window);
  f->list = rt_test_find_type (f->page, RT_TYPE_DOWNLOAD_LIST);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  gtk_window_destroy (f->window);
  g_clear_object (&f->workbench);
  rt_test_dir_free (f->dir);
}

/* Where nobody answers, and paused, so that nobody asks. */
static void
add (Fixture *f, guint n)
{
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  guint before = g_list_model_get_n_items (f->downloads);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *address = g_strdup_printf ("http://localhost:9/file%u", i);
      g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);

      g_ptr_array_add (plans, rt_download_plan_new (request, f->dir->path));
    }
  rt_download_queue_add (f->queue, plans);
  for (guint i = before; i < before + n; i++)
    {
      g_autoptr (RtDownload) download = g_list_model_get_item (f->downloads, i);

      rt_download_queue_pause (f->queue, download);
    }
}

static RtDownload *
get (Fixture *f, guint position)
{
  g_autoptr (RtDownload) download = g_list_model_get_item (f->downloads, position);

  return download; /* the queue keeps it alive */
}

static const char *
get_title (Fixture *f)
{
  return gtk_label_get_text (GTK_LABEL (rt_test_find (f->list, "title")));
}

static const char *
get_facts (Fixture *f)
{
  return gtk_label_get_text (GTK_LABEL (rt_test_find (f->list, "facts")));
}

static void
test_empty_until_something_is_added (Fixture *f, gconstpointer unused)
{
  GtkStack *stack = GTK_STACK (rt_test_find (f->page, "stack"));

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  add (f, 2);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "list");
  g_assert_cmpstr (get_title (f), ==, "file0");
  g_assert_cmpstr (get_facts (f), ==, "Paused");
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
  g_assert_cmpstr (get_title (f), ==, "b"); /* what was added last is chosen */
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

static char *
dup_address (Fixture *f, guint position)
{
  RtDownloadPlan *plan = rt_download_get_plan (get (f, position));

  return rt_request_dup_address (g_ptr_array_index (plan->requests, 0));
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
      g_autofree char *address = dup_address (f, i);

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
  g_assert_cmpstr (get_title (f), ==, "b");
}

static void
write_file (Fixture *f, const char *name, const char *text)
{
  g_autofree char *path = rt_test_dir_build (f->dir, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static const char metalink[]
    = "<metalink xmlns='urn:ietf:params:xml:ns:metalink'><file name='one'>"
      "<url>http://localhost:9/1</url><url>http://localhost:9/mirror</url></file>"
      "<file name='two'><url>http://localhost:9/2</url></file></metalink>";

static void
test_drop_metalink (Fixture *f, gconstpointer unused)
{
  write_file (f, "files.meta4", metalink);
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

  write_file (f, "empty", "");
  write_file (f, "text", "Dear Sir or Madam,");
  write_file (f, "long", metalink);
  g_assert_no_errno (truncate (path, RT_METALINK_BYTES_MAX + 1));
  assert_complaint (f, "empty", "no Metalink file that can be used");
  assert_complaint (f, "text", "no Metalink file that can be used");
  assert_complaint (f, "long", "too long to be read");
  assert_complaint (f, "nowhere", "could not be read");
}

static void
test_order (Fixture *f, gconstpointer unused)
{
  RtDownload *first, *second;

  add (f, 3);
  first = get (f, 0);
  second = get (f, 1);
  gtk_widget_activate_action (f->list, "downloads.move", "i", -1); /* it is the first */
  g_assert_true (get (f, 0) == first);
  gtk_widget_activate_action (f->list, "downloads.move", "i", 1);
  g_assert_true (get (f, 0) == second);
  g_assert_true (get (f, 1) == first);
  g_assert_cmpstr (get_title (f), ==, "file0"); /* it stays chosen */
}

/* Moves one of three beside another one, as a drag does. */
static void
assert_moved (Fixture *f, guint from, guint place, gboolean is_after, const char *order)
{
  RtDownloadList *list = RT_DOWNLOAD_LIST (f->list);
  g_autoptr (GString) names = g_string_new (NULL);
  RtDownload *moved = get (f, from);

  rt_download_list_move_beside (list, moved, place < 3 ? get (f, place) : NULL, is_after);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *address = dup_address (f, i);

      g_string_append_c (names, address[strlen (address) - 1]);
    }
  g_assert_cmpstr (names->str, ==, order);
  g_assert_true (rt_download_list_get_chosen (list) == moved);
}

static void
test_order_by_drag (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtDownload) removed = NULL;

  add (f, 3);
  assert_moved (f, 0, 1, FALSE, "012"); /* where it is */
  assert_moved (f, 0, 1, TRUE, "102");
  assert_moved (f, 2, 0, FALSE, "210");
  assert_moved (f, 0, 3, TRUE, "102"); /* beyond the last row */
  assert_moved (f, 1, 1, TRUE, "102"); /* onto itself */
  removed = g_object_ref (get (f, 1));
  rt_download_queue_remove (f->queue, removed);
  rt_download_list_move_beside (RT_DOWNLOAD_LIST (f->list), removed, NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (f->downloads), ==, 2);
}

/* Of a download that has no file nobody is asked. */
static void
test_remove_and_undo (Fixture *f, gconstpointer unused)
{
  RtDownload *first;

  add (f, 2);
  first = get (f, 0);
  gtk_widget_activate_action (f->list, "downloads.remove", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (f->downloads), ==, 1);
  g_assert_cmpstr (get_title (f), ==, "file1");
  gtk_widget_activate_action (f->list, "downloads.restore", "u", 1u);
  g_assert_cmpuint (g_list_model_get_n_items (f->downloads), ==, 2);
  g_assert_true (get (f, 0) == first);
}

static const RtReplayStep whole[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                        "Content-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n"
                        "0123456789"),
        RT_REPLAY_END };

/* Nullable. */
static AdwMessageDialog *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window); /* GTK keeps it alive */
    }
  return NULL;
}

/* Answers the question which digest it must be. */
static void
verify (Fixture *f, const char *digest)
{
  AdwMessageDialog *question;
  GtkEditable *entry;

  gtk_widget_activate_action (f->list, "downloads.verify", NULL);
  question = find_question ();
  g_assert_nonnull (question);
  entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (question));
  gtk_editable_set_text (entry, "no digest");
  g_assert_false (adw_message_dialog_get_response_enabled (question, "verify"));
  gtk_editable_set_text (entry, digest);
  g_assert_true (adw_message_dialog_get_response_enabled (question, "verify"));
  adw_message_dialog_response (question, "verify");
}

static void
test_verify (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (whole);
  g_autofree char *address = rt_replay_build_address (server, "/file");
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  GtkButton *toggle = GTK_BUTTON (rt_test_find (f->list, "toggle"));
  GtkLabel *log = GTK_LABEL (rt_test_find (f->list, "log"));

  g_ptr_array_add (plans, rt_download_plan_new (request, f->dir->path));
  rt_download_queue_add (f->queue, plans);
  rt_test_wait_until (NULL, rt_download_get_state (get (f, 0)) == RT_DOWNLOAD_DONE);
  g_assert_null (strstr (get_facts (f), "right"));
  verify (f, "781e5e245d69b566979b86e28d23f2c7"); /* of 0123456789 */
  rt_test_wait_until (NULL, strstr (get_facts (f), "The digest (md5) is right.") != NULL);

  verify (f, "00000000000000000000000000000000");
  rt_test_wait_until (NULL, strstr (get_facts (f), "The file is not what it should be")
                                != NULL);
  g_assert_nonnull (strstr (gtk_label_get_text (log), "it should be"));
  g_assert_cmpstr (gtk_button_get_label (toggle), ==, "_Download Again");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (toggle)));
}

/* As a document says it: two pieces of five bytes. */
static void
expect_pieces (RtDownloadPlan *plan)
{
  static const char text[]
      = "<metalink xmlns='urn:ietf:params:xml:ns:metalink'><file name='f'><size>10</size>"
        "<pieces length='5' type='md5'><hash>4100c4d44da9177247e44a5fc1546778</hash>"
        "<hash>099ebea48ea9666a7da2177267983138</hash></pieces>"
        "<url>http://localhost:9/</url></file></metalink>";
  g_autoptr (GPtrArray) files = rt_metalink_parse (text, strlen (text));

  g_assert_nonnull (files);
  rt_download_plan_expect (plan, g_ptr_array_index (files, 0));
}

/* What can be repaired has a button for it, and nothing else has. */
static void
test_repair (Fixture *f, gconstpointer unused)
{
  static const RtReplayStep half[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                          "Content-Range: bytes 5-9/10\r\nContent-Length: 5\r\n\r\n"
                          "56789"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (whole);
  g_autofree char *address = rt_replay_build_address (server, "/file");
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  GtkWidget *repair = rt_test_find (f->list, "repair");

  g_ptr_array_add (plans, rt_download_plan_new (request, f->dir->path));
  expect_pieces (plans->pdata[0]);
  rt_download_queue_add (f->queue, plans);
  rt_test_wait_until (NULL, rt_download_get_state (get (f, 0)) == RT_DOWNLOAD_DONE);
  g_assert_false (gtk_widget_get_visible (repair));
  write_file (f, "file", "01234x6789");
  verify (f, "");
  rt_test_wait_until (NULL, gtk_widget_get_visible (repair));
  g_assert_true (gtk_widget_get_sensitive (repair));
  rt_replay_add_script (server, half);
  gtk_widget_activate (repair);
  rt_test_wait_until (NULL, rt_download_get_state (get (f, 0)) == RT_DOWNLOAD_DONE);
  g_assert_false (gtk_widget_get_visible (repair));
  g_assert_cmpint (rt_download_get_news (get (f, 0))->fetched, ==, 5);
}

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
test_many (Fixture *f, gconstpointer unused)
{
  gint64 longest_us = 0;
  gint64 begin_us;

  add (f, 1);
  rt_test_wait_for_frames (f->page, 5); /* what is made once is made */
  begin_us = get_cpu_us ();
  add (f, N_MANY);
  g_test_message ("added in %" G_GINT64_FORMAT " us", get_cpu_us () - begin_us);
  for (guint i = 0; i < 300; i++)
    {
      begin_us = get_cpu_us ();
      rt_test_iterate (NULL, g_get_monotonic_time (), "nothing");
      longest_us = MAX (longest_us, get_cpu_us () - begin_us);
    }
  g_test_message ("the longest turn: %" G_GINT64_FORMAT " us", longest_us);
  g_assert_cmpint (longest_us, <, TURN_US_MAX);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/resume-page/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("empty", test_empty_until_something_is_added);
  ADD ("several-addresses", test_several_addresses);
  ADD ("drop/links", test_drop_links);
  ADD ("drop/text", test_drop_text);
  ADD ("drop/metalink", test_drop_metalink);
  ADD ("drop/no-metalink", test_drop_what_is_no_metalink);
  ADD ("order/keys", test_order);
  ADD ("order/drag", test_order_by_drag);
  ADD ("remove", test_remove_and_undo);
  ADD ("verify", test_verify);
  ADD ("repair", test_repair);
  ADD ("many", test_many);
  return g_test_run ();
}
