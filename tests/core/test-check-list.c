/* Tests of RtCheckList: rows, order, stopping and going on, over real connections. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-list.h"

#include "core/check/rt-check-export.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

static RtCheckOptions
make_options (void)
{
  RtCheckOptions options = { .n_jobs = 4, .per_host = 1, .n_tries = 3, .with_get = TRUE };

  g_assert_true (rt_code_ranges_parse (&options.good, RT_CODE_RANGES_PLAIN));
  return options;
}

static RtRequest *
make_base (void)
{
  return rt_request_new ("HEAD", "http://localhost/", NULL);
}

static void
add (RtCheckList *list, const char *address)
{
  g_autoptr (GPtrArray) entries = rt_check_entries_new ();

  g_ptr_array_add (entries, rt_check_entry_new (address));
  rt_check_list_add (list, entries);
}

static void
add_path (RtCheckList *list, RtReplay *server, const char *path)
{
  g_autofree char *address = rt_replay_build_address (server, path);

  add (list, address);
}

static guint
count_rows (RtCheckList *list)
{
  return rt_check_list_get_table (list)->rows->len;
}

static const RtCheckResult *
get_result (RtCheckList *list, guint row)
{
  return rt_check_table_get (rt_check_list_get_table (list), row)->result;
}

static void
run (RtCheckList *list, const RtCheckOptions *options)
{
  g_autoptr (RtRequest) base = make_base ();

  rt_check_list_start (list, base, options);
  rt_test_wait_until (NULL, !rt_check_list_is_running (list));
}

/* HEAD and GET, over the same connection. */
static void
test_kept_connection (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"),
          RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 405 No\r\nContent-Length: 7\r\n\r\n"),
          RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 206 Part\r\nContent-Length: 1\r\n"
                          "Content-Range: bytes 0-0/700\r\n\r\nx"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtCheckList) list = rt_check_list_new ();
  RtCheckOptions options = make_options ();
  g_autofree char *sent = NULL;

  add_path (list, server, "/one");
  add_path (list, server, "/one#part"); /* the same question */
  add_path (list, server, "/two");
  run (list, &options);
  g_assert_cmpuint (count_rows (list), ==, 2);
  g_assert_cmpuint (rt_check_list_get_table (list)->sums.n_repeated, ==, 1);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 1);
  g_assert_cmpint (get_result (list, 0)->length, ==, 500);
  g_assert_cmpint (get_result (list, 1)->verdict, ==, RT_CHECK_EXISTS);
  g_assert_cmpint (get_result (list, 1)->length, ==, 700);
  g_assert_cmpint (get_result (list, 1)->head_status, ==, 405);
  g_assert_true (get_result (list, 1)->is_get);
  g_assert_cmpint (rt_check_list_get_table (list)->sums.saved, ==, 500 + 699);
  sent = rt_replay_dup_text (server, 0);
  g_assert_true (g_str_has_prefix (sent, "HEAD /one HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (sent, "Range: bytes=0-0\r\n"));
}

/* A page is not read to its end. */
static void
test_body_is_not_read (void)
{
  static const RtReplayStep first[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 501 No\r\nContent-Length: 0\r\n\r\n"),
          RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"),
          RT_REPLAY_GATE,
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (first);
  g_autoptr (RtCheckList) list = rt_check_list_new ();
  RtCheckOptions options = make_options ();

  add_path (list, server, "/big");
  run (list, &options);
  g_assert_cmpint (get_result (list, 0)->verdict, ==, RT_CHECK_EXISTS);
  g_assert_cmpint (get_result (list, 0)->length, ==, 99999999);
  rt_replay_open_gate (server);
}

static void
test_empty_page (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n"),
          RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 416 No\r\nContent-Length: 0\r\n"
                          "Content-Range: bytes */0\r\n\r\n"),
          RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtCheckList) list = rt_check_list_new ();
  RtCheckOptions options = make_options ();

  add_path (list, server, "/empty");
  run (list, &options);
  g_assert_cmpint (get_result (list, 0)->verdict, ==, RT_CHECK_EXISTS);
  g_assert_cmpint (get_result (list, 0)->attempts, ==, 3);
}

/* The server closes its end just as the connection is used again. */
static void
test_stale_connection (void)
{
  static const RtReplayStep first[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
          RT_REPLAY_READ, RT_REPLAY_RESET };
  static const RtReplayStep second[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (first);
  g_autoptr (RtCheckList) list = rt_check_list_new ();
  RtCheckOptions options = make_options ();

  rt_replay_add_script (server, second);
  add_path (list, server, "/one");
  add_path (list, server, "/two");
  run (list, &options);
  g_assert_cmpint (get_result (list, 1)->length, ==, 6);
  g_assert_cmpint (get_result (list, 1)->remarks, ==, 0);
}

static void
test_body_after_head (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtCheckList) list = rt_check_list_new ();
  RtCheckOptions options = make_options ();

  rt_replay_add_script (server, script);
  add_path (list, server, "/one");
  add_path (list, server, "/two");
  run (list, &options);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (get_result (list, i)->verdict, ==, RT_CHECK_EXISTS);
      g_assert_cmpint (get_result (list, i)->remarks, ==, RT_CHECK_HEAD_WITH_BODY);
    }
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 2);
}

/* A password goes to its own address, and not where that leads to. */
static void
test_secret_stays (void)
{
  static const RtReplayStep target[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) there = rt_replay_new (target);
  g_autofree char *location = rt_replay_build_address (there, "/there");
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 301 Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", location);
  const RtReplayStep redirect[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND_BYTES (answer, strlen (answer)), RT_REPLAY_END };
  g_autoptr (RtReplay) here = rt_replay_new (redirect);
  g_autofree char *address
      = g_strdup_printf ("http://me:pw@127.0.0.1:%u/here", rt_replay_get_port (here));
  g_autoptr (RtCheckList) list = rt_check_list_new ();
  RtCheckOptions options = make_options ();
  g_autofree char *sent_here = NULL;
  g_autofree char *sent_there = NULL;

  add (list, address);
  run (list, &options);
  g_assert_cmpint (get_result (list, 0)->verdict, ==, RT_CHECK_MOVED);
  g_assert_cmpstr (get_result (list, 0)->new_address, ==, location);
  sent_here = rt_replay_dup_text (here, 0);
  sent_there = rt_replay_dup_text (there, 0);
  g_assert_nonnull (strstr (sent_here, "Authorization: Basic"));
  g_assert_null (strstr (sent_there, "Authorization"));
  g_assert_null (
      strstr (rt_check_table_get (rt_check_list_get_table (list), 0)->address, "pw"));
}

static void
test_stop_and_go_on (void)
{
  static const RtReplayStep slow[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"),
          RT_REPLAY_READ, RT_REPLAY_GATE, RT_REPLAY_END };
  static const RtReplayStep quick[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (slow);
  g_autoptr (RtCheckList) list = rt_check_list_new ();
  g_autoptr (RtRequest) base = make_base ();
  RtCheckOptions options = make_options ();

  rt_replay_add_script (server, quick);
  add_path (list, server, "/one");
  add_path (list, server, "/two");
  rt_check_list_start (list, base, &options);
  rt_test_wait_until (NULL, rt_replay_get_n_waiting (server) == 1
                                && rt_check_list_get_table (list)->sums.n_checked == 1);
  rt_check_list_stop (list);
  g_assert_false (rt_check_list_is_running (list));
  g_assert_null (get_result (list, 1));
  rt_replay_open_gate (server);

  run (list, &options);
  g_assert_cmpint (get_result (list, 0)->length, ==, 1); /* not asked again */
  g_assert_cmpint (get_result (list, 1)->length, ==, 2);
}

static void
on_changed (RtCheckItem *item, gpointer user_data)
{
  (*(guint *)user_data)++;
}

static void
test_recheck (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"),
          RT_REPLAY_END };
  static const RtReplayStep later[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtCheckList) list = rt_check_list_new ();
  g_autoptr (RtRequest) base = make_base ();
  g_autoptr (RtCheckItem) item = NULL;
  RtCheckOptions options = make_options ();
  const guint row = 0;
  guint n_changes = 0;

  rt_replay_add_script (server, later);
  options.with_get = FALSE;
  add_path (list, server, "/one");
  rt_test_wait_until (NULL, count_rows (list) == 1);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_signal_connect (item, "changed", G_CALLBACK (on_changed), &n_changes);
  run (list, &options);
  g_assert_cmpint (rt_check_item_get_result (item)->verdict, ==, RT_CHECK_MISSING);
  g_assert_cmpuint (n_changes, ==, 1);

  rt_check_list_recheck (list, &row, 1, base, &options);
  g_assert_null (rt_check_item_get_result (item));
  rt_test_wait_until (NULL, !rt_check_list_is_running (list));
  g_assert_cmpint (rt_check_item_get_result (item)->verdict, ==, RT_CHECK_EXISTS);
  g_assert_cmpuint (n_changes, ==, 3);
}

/* --- order --- */

static void
set_results (RtCheckList *list, guint n)
{
  RtCheckTable *table = rt_check_list_get_table (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RtCheckResult) result = rt_check_result_new ();

      result->verdict = i % 3 == 0 ? RT_CHECK_MISSING : RT_CHECK_EXISTS;
      result->length = i % 7;
      rt_check_table_set_result (table, i, result);
    }
}

static void
test_order (void)
{
  g_autoptr (RtCheckList) list = rt_check_list_new ();
  GListModel *model = G_LIST_MODEL (list);
  RtCheckOrder order = { .verdicts = 1u << RT_CHECK_MISSING };
  guint n_before;

  for (guint i = 0; i < 99; i++)
    {
      g_autofree char *address = g_strdup_printf ("http://a.example/%03u", 98 - i);

      add (list, address);
    }
  rt_test_wait_until (NULL, count_rows (list) == 99);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 99);
  set_results (list, 99);

  rt_check_list_set_order (list, &order);
  rt_test_wait_until (NULL, rt_check_list_is_ordered (list));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 33);
  g_assert_cmpuint (rt_check_list_get_row (list, 1), ==, 3);

  order = (RtCheckOrder){ .key = RT_CHECK_BY_ADDRESS, .text = "/00" };
  rt_check_list_set_order (list, &order);
  rt_test_wait_until (NULL, rt_check_list_is_ordered (list));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 10);
  g_assert_cmpuint (rt_check_list_get_row (list, 0), ==, 98);

  order = (RtCheckOrder){ .key = RT_CHECK_BY_LENGTH, .is_descending = TRUE };
  rt_check_list_set_order (list, &order);
  rt_test_wait_until (NULL, rt_check_list_is_ordered (list));
  g_assert_cmpuint (rt_check_list_get_row (list, 0), ==, 6);
  g_assert_cmpuint (rt_check_list_get_row (list, 1), ==, 13);

  rt_check_list_set_frozen (list, TRUE);
  n_before = g_list_model_get_n_items (model);
  add (list, "http://a.example/new");
  rt_test_wait_until (NULL, count_rows (list) == 100);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, n_before);
  rt_check_list_set_frozen (list, FALSE);
  rt_test_wait_until (NULL, g_list_model_get_n_items (model) == 100);

  rt_check_list_clear (list);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
}

static void
test_export (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RtCheckResult) result = rt_check_result_new ();

  result->verdict = RT_CHECK_MOVED;
  result->new_address = g_strdup ("https://a.example/new,\"x\"");
  result->type = g_strdup ("=cmd|' /C calc'!A0");
  rt_check_export_append (RT_CHECK_AS_CSV, "@a", result, text);
  g_assert_true (g_str_has_prefix (text->str, "\"'@a\",moved,no,"));
  g_assert_nonnull (strstr (text->str, ",\"https://a.example/new,\"\"x\"\"\","));
  g_assert_nonnull (strstr (text->str, ",\"'=cmd|' /C calc'!A0\","));
  g_assert_true (g_str_has_suffix (text->str, "\r\n"));

  g_string_truncate (text, 0);
  rt_check_export_append (RT_CHECK_AS_MOVES, "http://a.example/old", result, text);
  g_assert_cmpstr (text->str, ==,
                   "http://a.example/old,\"https://a.example/new,\"\"x\"\"\"\r\n");
  g_string_truncate (text, 0);
  rt_check_export_append (RT_CHECK_AS_DEAD, "http://a.example/old", result, text);
  g_assert_cmpstr (text->str, ==, "");
  rt_check_export_append (RT_CHECK_AS_MARKDOWN, "http://a.example/a_b|c", result, text);
  g_assert_nonnull (strstr (text->str, "a\\_b\\|c"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check-list/kept-connection", test_kept_connection);
  g_test_add_func ("/check-list/body-is-not-read", test_body_is_not_read);
  g_test_add_func ("/check-list/empty-page", test_empty_page);
  g_test_add_func ("/check-list/stale-connection", test_stale_connection);
  g_test_add_func ("/check-list/body-after-head", test_body_after_head);
  g_test_add_func ("/check-list/secret-stays", test_secret_stays);
  g_test_add_func ("/check-list/stop-and-go-on", test_stop_and_go_on);
  g_test_add_func ("/check-list/recheck", test_recheck);
  g_test_add_func ("/check-list/order", test_order);
  g_test_add_func ("/check-list/export", test_export);
  return g_test_run ();
}
