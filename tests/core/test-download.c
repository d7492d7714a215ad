/* Tests of RtDownload: what is in the end on disk, and what was said on the way. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-part-file.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-download.h"
#include "tests/lib/rt-test-fetch.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

#define TEN RT_TEST_DOWNLOAD_TEN
#define VALIDATORS RT_TEST_DOWNLOAD_VALIDATORS
#define PART "HTTP/1.1 206 Partial Content\r\n" VALIDATORS

/* Four bytes, where ten were to come. */
static const RtReplayStep cut[] = {
  RT_REPLAY_READ,
  RT_REPLAY_SEND (PART "Content-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n0123"),
  RT_REPLAY_END
};
static const RtReplayStep stuck[]
    = { RT_REPLAY_READ, RT_REPLAY_SEND (PART "Content-Range: bytes 0-9/10\r\n\r\n0123"),
        RT_REPLAY_GATE, RT_REPLAY_END };
static const RtReplayStep rest[] = {
  RT_REPLAY_READ,
  RT_REPLAY_SEND (PART "Content-Range: bytes 4-9/10\r\nContent-Length: 6\r\n\r\n456789"),
  RT_REPLAY_END
};
static const RtReplayStep gone[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
        RT_REPLAY_END };

static void
test_states (void)
{
  for (RtDownloadState state = 0; state < RT_N_DOWNLOAD_STATES; state++)
    {
      g_assert_nonnull (rt_download_state_to_id (state));
      g_assert_false (rt_download_state_may_follow (state, state));
      if (!rt_download_state_is_over (state))
        {
          g_assert_true (rt_download_state_may_follow (state, RT_DOWNLOAD_PAUSED));
          g_assert_true (rt_download_state_may_follow (state, RT_DOWNLOAD_FAILED));
          g_assert_true (rt_download_state_may_follow (state, RT_DOWNLOAD_CANCELLED));
        }
    }
  g_assert_false (rt_download_state_may_follow (RT_DOWNLOAD_DONE, RT_DOWNLOAD_QUEUED));
  g_assert_false (rt_download_state_may_follow (RT_DOWNLOAD_RUNNING, RT_DOWNLOAD_DONE));
  g_assert_true (rt_download_state_may_follow (RT_DOWNLOAD_PAUSED, RT_DOWNLOAD_QUEUED));
}

static void
test_whole (RtTestDownload *f, gconstpointer unused)
{
  static const RtReplayStep script[] = {
    RT_REPLAY_READ,
    RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\n" VALIDATORS "Content-Length: 10\r\n\r\n" TEN),
    RT_REPLAY_END
  };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtDownload) download = rt_test_download_new (f, server);
  const RtDownloadNews *news;
  g_autofree char *sent = NULL;

  rt_test_download_run (download);
  news = rt_download_get_news (download);
  g_assert_cmpint (news->state, ==, RT_DOWNLOAD_DONE);
  g_assert_cmpstr (news->path, ==, f->path);
  g_assert_cmpint (news->received, ==, 10);
  g_assert_cmpint (news->total, ==, 10);
  g_assert_false (news->was_there);
  g_assert_true (rt_test_download_has_told (download, "gives no parts"));
  rt_test_download_assert_file (f->path, TEN);
  g_assert_false (g_file_test (f->part, G_FILE_TEST_EXISTS));

  sent = rt_replay_dup_text (server, 0);
  g_assert_nonnull (strstr (sent, "\r\nRange: bytes=0-\r\n"));
  g_assert_nonnull (strstr (sent, "\r\nAccept-Encoding: identity\r\n"));
  g_assert_null (strstr (sent, "If-Range"));
}

/* Cut, and going on in the same run with what is needed to be sure. */
static void
test_goes_on (RtTestDownload *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (cut);
  g_autoptr (RtDownload) download = rt_test_download_new (f, server);
  g_autofree char *sent = NULL;

  rt_replay_add_script (server, rest);
  rt_test_download_finish (f, download);
  sent = rt_replay_dup_text (server, 1);
  g_assert_nonnull (strstr (sent, "\r\nRange: bytes=4-\r\n"));
  g_assert_nonnull (strstr (sent, "\r\nIf-Range: \"v0\"\r\n"));
}

/* What the server names is what the file is called, and never a path. */
static void
test_suggested_name (RtTestDownload *f, gconstpointer unused)
{
  static const RtReplayStep script[] = {
    RT_REPLAY_READ,
    RT_REPLAY_SEND (
        "HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename=\"../evil.bin\"\r\n"
        "Content-Length: 10\r\n\r\n" TEN),
    RT_REPLAY_END
  };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtDownloadPlan) plan = rt_test_download_make_plan (f, server);
  g_autoptr (RtDownload) download = NULL;
  g_autofree char *expected = rt_test_dir_build (f->dir, "evil.bin");

  g_clear_pointer (&plan->path, g_free);
  download = rt_download_new (plan);
  rt_test_download_run (download);
  g_assert_cmpstr (rt_download_get_news (download)->path, ==, expected);
  rt_test_download_assert_file (expected, TEN);
}

/* An end that says little of the file: what follows is asked for. */
static void
test_probes_an_open_end (RtTestDownload *f, gconstpointer unused)
{
  static const RtReplayStep open_end[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\n" VALIDATORS "\r\n0123"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (open_end);
  g_autoptr (RtDownload) download = rt_test_download_new (f, server);

  rt_replay_add_script (server, rest);
  rt_test_download_finish (f, download);
}

static void
test_probe_finds_the_end (RtTestDownload *f, gconstpointer unused)
{
  static const RtReplayStep open_end[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\n" VALIDATORS "\r\n" TEN),
          RT_REPLAY_END };
  static const RtReplayStep end[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 416 No\r\nContent-Range: bytes */10\r\n"
                          "Content-Length: 0\r\n\r\n"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (open_end);
  g_autoptr (RtDownload) download = rt_test_download_new (f, server);

  rt_replay_add_script (server, end);
  rt_test_download_finish (f, download);
  g_assert_false (rt_test_download_has_told (download, "nobody can tell"));
}

static void
test_says_where_nobody_can_tell (RtTestDownload *f, gconstpointer unused)
{
  static const RtReplayStep open_end[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\n\r\n" TEN), RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (open_end);
  g_autoptr (RtDownload) download = rt_test_download_new (f, server);

  rt_test_download_finish (f, download);
  g_assert_true (rt_test_download_has_told (download, "nobody can tell"));
}

static void
test_pause_keeps_and_goes_on (RtTestDownload *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  g_autoptr (RtDownload) download = rt_test_download_new (f, server);

  rt_replay_add_script (server, rest);
  rt_download_start (download);
  rt_test_wait_until (NULL, rt_download_get_news (download)->received == 4);
  rt_download_stop (download, RT_DOWNLOAD_PAUSED);
  rt_test_wait_until (NULL, rt_test_download_is_over (download));
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_PAUSED);
  rt_test_download_assert_file (f->part, "0123");
  rt_test_download_finish (f, download);
  rt_replay_open_gate (server);
}

/* What each request brought can be looked at, heads and all. */
static void
test_visits (RtTestDownload *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (cut);
  g_autoptr (RtDownload) download = rt_test_download_new (f, server);
  g_autoptr (RtExchange) exchange = NULL;
  const RtVisit *first, *second;
  const RtWireReport *report;
  GPtrArray *visits;

  rt_replay_add_script (server, rest);
  rt_test_download_run (download);
  visits = rt_download_get_visits (download);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_DONE);
  g_assert_cmpuint (visits->len, ==, 2);
  first = g_ptr_array_index (visits, 0);
  second = g_ptr_array_index (visits, 1);
  g_assert_cmpuint (first->number, ==, 1);
  g_assert_cmpuint (first->connection, ==, 1);
  g_assert_cmpint (first->brought.first, ==, 0);
  g_assert_cmpint (first->brought.end, ==, 4);
  g_assert_nonnull (first->error);
  g_assert_cmpint (second->brought.first, ==, 4);
  g_assert_cmpint (second->brought.end, ==, 10);
  g_assert_no_error (second->error);

  exchange = rt_visit_make_exchange (second);
  report = rt_hop_get_report (rt_exchange_get_last_hop (exchange));
  g_assert_cmpint (rt_exchange_get_state (exchange), ==, RT_EXCHANGE_DONE);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 206);
  g_assert_cmpstr (rt_header_list_find (report->request_head->fields, "Range"), ==,
                   "bytes=4-");
  g_assert_cmpuint (report->body_bytes, ==, 6);
  g_assert_cmpuint (rt_body_get_wire_bytes (rt_exchange_get_body (exchange)), ==, 6);
}

/* A download that is let go while it is at work keeps what it has. */
static void
test_let_go (RtTestDownload *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  RtDownload *download = rt_test_download_new (f, server);
  g_autoptr (RtPartFile) file = NULL;

  rt_download_start (download);
  rt_test_wait_until (NULL, rt_download_get_news (download)->received == 4);
  g_object_unref (download);
  file = rt_part_file_open (f->path, NULL);
  g_assert_nonnull (file);
  g_assert_cmpint (rt_part_file_get_have (file), ==, 4);
  rt_replay_open_gate (server);
}

static void
test_nothing_to_keep (RtTestDownload *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (gone);
  g_autoptr (RtDownload) download = rt_test_download_new (f, server);

  rt_test_download_run (download);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_FAILED);
  g_assert_error (rt_download_get_news (download)->error, RT_ERROR, RT_ERROR_STATUS);
  g_assert_false (g_file_test (f->part, G_FILE_TEST_EXISTS));
}

/* The first address fails, and the second gives the rest of the same file. */
static void
test_mirror (RtTestDownload *f, gconstpointer unused)
{
  static const RtReplayStep mirror[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"other\"\r\n"
                          "Content-Range: bytes 0-9/10\r\n\r\n" TEN),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (cut);
  g_autoptr (RtReplay) other = rt_replay_new (mirror);
  g_autoptr (RtDownloadPlan) plan = rt_test_download_make_plan (f, server);
  g_autoptr (RtDownload) download = NULL;
  g_autofree char *sent = NULL;

  rt_replay_add_script (server, gone);
  g_ptr_array_add (plan->requests, rt_test_request (other, "GET", "/copy"));
  download = rt_download_new (plan);
  rt_test_download_finish (f, download);
  sent = rt_replay_dup_text (other, 0);
  /* Its validators are its own, so the bytes are compared. */
  g_assert_null (strstr (sent, "If-Range"));
  g_assert_nonnull (strstr (sent, "\r\nRange: bytes=0-\r\n"));
}

/* A mirror with another file is left out, and what is on disk is not given up for it. */
static void
test_wrong_mirror (RtTestDownload *f, gconstpointer unused)
{
  static const RtReplayStep longer[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n" TEN "x"),
          RT_REPLAY_END };
  static const RtReplayStep different[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                          "Content-Range: bytes 0-9/10\r\n\r\n0x23456789"),
          RT_REPLAY_END };
  static const RtReplayStep good[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"other\"\r\n"
                          "Content-Range: bytes 0-9/10\r\n\r\n" TEN),
          RT_REPLAY_END };
  static const RtReplayStep *const mirrors[] = { longer, different, good };
  g_autoptr (RtReplay) server = rt_replay_new (cut);
  g_autoptr (GPtrArray) others
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_replay_free);
  g_autoptr (RtDownloadPlan) plan = rt_test_download_make_plan (f, server);
  g_autoptr (RtDownload) download = NULL;
  g_autofree char *old = g_strconcat (f->part, "~", NULL);

  rt_replay_add_script (server, gone);
  for (guint i = 0; i < G_N_ELEMENTS (mirrors); i++)
    {
      RtReplay *other = rt_replay_new (mirrors[i]);

      g_ptr_array_add (others, other);
      g_ptr_array_add (plan->requests, rt_test_request (other, "GET", "/copy"));
    }
  download = rt_download_new (plan);
  rt_test_download_finish (f, download);
  g_assert_true (rt_test_download_has_told (download, "the file there is another one"));
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/download/states", test_states);
  rt_test_download_add ("/download/whole", test_whole);
  rt_test_download_add ("/download/goes-on", test_goes_on);
  rt_test_download_add ("/download/suggested-name", test_suggested_name);
  rt_test_download_add ("/download/open-end", test_probes_an_open_end);
  rt_test_download_add ("/download/open-end/found", test_probe_finds_the_end);
  rt_test_download_add ("/download/open-end/unknown", test_says_where_nobody_can_tell);
  rt_test_download_add ("/download/pause", test_pause_keeps_and_goes_on);
  rt_test_download_add ("/download/visits", test_visits);
  rt_test_download_add ("/download/let-go", test_let_go);
  rt_test_download_add ("/download/nothing-to-keep", test_nothing_to_keep);
  rt_test_download_add ("/download/mirror", test_mirror);
  rt_test_download_add ("/download/wrong-mirror", test_wrong_mirror);
  return g_test_run ();
}
