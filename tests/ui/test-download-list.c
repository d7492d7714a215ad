/* The list of the Resume page, however long, and what can be done in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proxy/rt-proxy-policy.h"
#include "core/transfer/rt-download-private.h"
#include "core/transfer/rt-metalink.h"
#include "core/wire/rt-error.h"
#include "pages/resume/rt-download-list.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-resume-page.h"
#include "tests/ui/rt-test-widget.h"

#include <adwaita.h>

#define N_MANY 2000

/* GtkListView makes about 200 rows ahead, however many there are. */
#define N_ROWS_MAX 300

typedef RtTestResumePage Fixture;

static void
test_order (Fixture *f, gconstpointer unused)
{
  RtDownload *first, *second;

  rt_test_resume_page_add (f, 3);
  first = rt_test_resume_page_get (f, 0);
  second = rt_test_resume_page_get (f, 1);
  gtk_widget_activate_action (f->list, "downloads.move", "i", -1); /* it is the first */
  g_assert_true (rt_test_resume_page_get (f, 0) == first);
  gtk_widget_activate_action (f->list, "downloads.move", "i", 1);
  g_assert_true (rt_test_resume_page_get (f, 0) == second);
  g_assert_true (rt_test_resume_page_get (f, 1) == first);
  g_assert_cmpstr (rt_test_resume_page_get_title (f), ==, "file0"); /* it stays chosen */
}

/* Moves one of three beside another one, as a drag does. */
static void
assert_moved (Fixture *f, guint from, guint place, gboolean is_after, const char *order)
{
  RtDownloadList *list = RT_DOWNLOAD_LIST (f->list);
  g_autoptr (GString) names = g_string_new (NULL);
  RtDownload *moved = rt_test_resume_page_get (f, from);

  rt_download_list_move_beside (
      list, moved, place < 3 ? rt_test_resume_page_get (f, place) : NULL, is_after);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *address = rt_test_resume_page_dup_address (f, i);

      g_string_append_c (names, address[strlen (address) - 1]);
    }
  g_assert_cmpstr (names->str, ==, order);
  g_assert_true (rt_download_list_get_chosen (list) == moved);
}

static void
test_order_by_drag (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtDownload) removed = NULL;

  rt_test_resume_page_add (f, 3);
  assert_moved (f, 0, 1, FALSE, "012"); /* where it is */
  assert_moved (f, 0, 1, TRUE, "102");
  assert_moved (f, 2, 0, FALSE, "210");
  assert_moved (f, 0, 3, TRUE, "102"); /* beyond the last row */
  assert_moved (f, 1, 1, TRUE, "102"); /* onto itself */
  removed = g_object_ref (rt_test_resume_page_get (f, 1));
  rt_download_queue_remove (f->queue, removed);
  rt_download_list_move_beside (RT_DOWNLOAD_LIST (f->list), removed, NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (f->downloads), ==, 2);
}

static const RtReplayStep whole[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                        "Content-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n"
                        "0123456789"),
        RT_REPLAY_END };

/* Answers the question which digest it must be. */
static void
verify (Fixture *f, const char *digest)
{
  GtkWidget *question;
  GtkWidget *button;
  GtkEditable *entry;

  gtk_widget_activate_action (f->list, "downloads.verify", NULL);
  question = rt_test_find_question ();
  g_assert_nonnull (question);
  button = rt_test_find_button (question, "Verify");
  entry = GTK_EDITABLE (rt_test_find_type (question, GTK_TYPE_ENTRY));
  gtk_editable_set_text (entry, "no digest");
  g_assert_false (gtk_widget_is_sensitive (button));
  gtk_editable_set_text (entry, digest);
  rt_test_answer ("Verify");
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
  rt_test_wait_until (NULL, rt_download_get_state (rt_test_resume_page_get (f, 0))
                                == RT_DOWNLOAD_DONE);
  g_assert_null (strstr (rt_test_resume_page_get_facts (f), "right"));
  verify (f, "781e5e245d69b566979b86e28d23f2c7"); /* of 0123456789 */
  rt_test_wait_until (
      NULL,
      strstr (rt_test_resume_page_get_facts (f), "The digest (md5) is right.") != NULL);

  verify (f, "00000000000000000000000000000000");
  rt_test_wait_until (NULL, strstr (rt_test_resume_page_get_facts (f),
                                    "The file is not what it should be")
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
  rt_test_wait_until (NULL, rt_download_get_state (rt_test_resume_page_get (f, 0))
                                == RT_DOWNLOAD_DONE);
  g_assert_false (gtk_widget_get_visible (repair));
  rt_test_resume_page_write_file (f, "file", "01234x6789");
  verify (f, "");
  rt_test_wait_until (NULL, gtk_widget_get_visible (repair));
  g_assert_true (gtk_widget_get_sensitive (repair));
  g_assert_nonnull (strstr (rt_test_resume_page_get_facts (f), "Repair it"));
  rt_replay_add_script (server, half);
  gtk_widget_activate (repair);
  rt_test_wait_until (NULL, rt_download_get_state (rt_test_resume_page_get (f, 0))
                                == RT_DOWNLOAD_DONE);
  g_assert_false (gtk_widget_get_visible (repair));
  g_assert_cmpint (rt_download_get_news (rt_test_resume_page_get (f, 0))->fetched, ==, 5);
}

/* Over a proxy that lets nobody in who does not say who it is. */
static void
add_over_proxy (Fixture *f, RtReplay *proxy)
{
  g_autofree char *place
      = g_strdup_printf ("http://127.0.0.1:%u", rt_replay_get_port (proxy));
  g_autoptr (RtProxyPolicy) policy = rt_proxy_policy_new (
      place, NULL, rt_workbench_get_proxy_logins (f->workbench), NULL);
  g_autoptr (RtRequest) plain = rt_request_new ("GET", "http://site.invalid/file", NULL);
  g_autoptr (RtRequest) request
      = rt_request_with_proxy_source (plain, RT_PROXY_SOURCE (policy));
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);

  g_ptr_array_add (plans, rt_download_plan_new (request, f->dir->path));
  rt_download_queue_add (f->queue, plans);
}

/* The user is asked for the name and the password, again where they are wrong, and the right
 * ones are kept if that is wished. */
static void
test_sign_in (Fixture *f, gconstpointer unused)
{
  static const RtReplayStep asks[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                          "Content-Length: 0\r\n\r\n"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) proxy = rt_replay_new (asks);
  GtkWidget *button = rt_test_find (f->list, "sign_in");
  GtkWidget *question = NULL;

  for (guint i = 0; i < 3; i++)
    rt_replay_add_script (proxy, asks);
  rt_replay_add_script (proxy, whole);
  add_over_proxy (f, proxy);
  rt_test_wait_until (NULL, gtk_widget_get_visible (button));
  for (guint i = 0; i < 2; i++)
    {
      if (i == 0)
        gtk_widget_activate (button);
      rt_test_wait_until (NULL, (question = rt_test_find_question ()) != NULL);
      gtk_editable_set_text (
          GTK_EDITABLE (rt_test_find_type (question, ADW_TYPE_ENTRY_ROW)), "ann");
      gtk_editable_set_text (
          GTK_EDITABLE (rt_test_find_type (question, ADW_TYPE_PASSWORD_ENTRY_ROW)),
          i == 0 ? "wrong" : "open sesame");
      rt_test_answer ("Sign In");
    }
  rt_test_wait_until (NULL, rt_download_get_state (rt_test_resume_page_get (f, 0))
                                == RT_DOWNLOAD_DONE);
  g_assert_false (gtk_widget_get_visible (button));
  g_assert_null (rt_test_find_question ());
}

/* Whatever the user is asked. */
static void
test_narrow (Fixture *f, gconstpointer unused)
{
  static const RtErrorCode codes[] = { RT_ERROR_REMOTE_CHANGED, RT_ERROR_LINK_EXPIRED,
                                       RT_ERROR_PROXY_LOGIN, RT_ERROR_DISK_FULL };

  rt_test_resume_page_add (f, 1);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      RtDownloadNews *news = rt_download_news_new ();
      int width;

      news->state = RT_DOWNLOAD_FAILED;
      news->error = g_error_new_literal (RT_ERROR, codes[i], "it is so");
      rt_download_take_news (rt_test_resume_page_get (f, 0), news);
      gtk_widget_measure (f->page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL,
                          NULL);
      g_assert_cmpint (width, <=, 360);
    }
}

/* What was added last is seen, however long the list is. */
static void
test_added_one_is_seen (Fixture *f, gconstpointer unused)
{
  GtkWidget *view = rt_test_find_type (f->list, GTK_TYPE_LIST_VIEW);
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));

  rt_test_resume_page_add (f, 20);
  rt_test_wait_for_frames (f->page, 5);
  g_assert_cmpfloat (gtk_adjustment_get_value (place), ==, 0);
  rt_page_open_address (RT_PAGE (f->page), "http://localhost:9/last");
  rt_test_wait_until (NULL, gtk_adjustment_get_value (place)
                                    + gtk_adjustment_get_page_size (place)
                                >= gtk_adjustment_get_upper (place) - 1);
}

/* A long list is as quick as a short one because only what is near is made: how long a turn
 * takes is told by the benchmark download-list. */
static void
test_many (Fixture *f, gconstpointer unused)
{
  GtkWidget *view;
  guint n_rows = 0;

  rt_test_resume_page_add (f, N_MANY);
  rt_test_wait_for_frames (f->page, 5);
  view = rt_test_find_type (f->list, GTK_TYPE_LIST_VIEW);
  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n_rows++;
  g_assert_cmpuint (n_rows, >, 0);
  g_assert_cmpuint (n_rows, <, N_ROWS_MAX);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/download-list/" name, Fixture, NULL, rt_test_resume_page_set_up, func,   \
              rt_test_resume_page_tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("order/keys", test_order);
  ADD ("order/drag", test_order_by_drag);
  ADD ("verify", test_verify);
  ADD ("repair", test_repair);
  ADD ("sign-in", test_sign_in);
  ADD ("narrow", test_narrow);
  ADD ("added-one-is-seen", test_added_one_is_seen);
  ADD ("many", test_many);
  return g_test_run ();
}
