/* Tests of what the user decides of a download: a new link, a file that has changed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-download-choice.h"

#include "tests/lib/rt-test-queue.h"

/* The link has expired: with another one the bytes are compared, and kept. */
static void
test_new_link (RtTestQueue *f, gconstpointer unused)
{
  static const RtReplayStep all_of_it[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"other\"\r\n"
                          "Content-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n"
                          "0123456789"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  g_autoptr (RtReplay) other = rt_replay_new (all_of_it);
  g_autofree char *address = rt_replay_build_address (other, "/signed?again");
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  RtDownload *download = rt_test_queue_add (f, server, "/file");

  rt_replay_add_script (server, rt_test_queue_forbidden);
  rt_test_queue_fail (f, download);
  g_assert_cmpint (rt_download_get_choice (download), ==, RT_CHOICE_EXPIRED);

  rt_download_set_link (f->queue, download, request);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  g_assert_cmpint (rt_download_get_news (download)->fetched, ==, 6);
  rt_test_queue_assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

static RtDownload *
add_changed (RtTestQueue *f, RtReplay *server)
{
  RtDownload *download = rt_test_queue_add (f, server, "/file");

  rt_replay_add_script (server, rt_test_queue_changed);
  rt_replay_add_script (server, rt_test_queue_changed);
  rt_test_queue_fail (f, download);
  g_assert_cmpint (rt_download_get_choice (download), ==, RT_CHOICE_CHANGED);
  return download;
}

static void
test_changed_keep_both (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  RtDownload *download = add_changed (f, server);

  rt_download_choose (f->queue, download, RT_IF_CHANGED_RESTART);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "new");
  rt_test_queue_assert_file (f, "file.part~", "0123");
  rt_replay_open_gate (server);
}

static void
test_changed_replace (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  RtDownload *download = add_changed (f, server);

  rt_download_choose (f->queue, download, RT_IF_CHANGED_REPLACE);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "new");
  g_assert_false (rt_test_queue_is_there (f, "file.part~"));
  rt_replay_open_gate (server);
}

static void
test_changed_keep_old (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  RtDownload *download = add_changed (f, server);

  rt_download_choose (f->queue, download, RT_IF_CHANGED_KEEP);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_CANCELLED);
  rt_test_queue_assert_file (f, "file.part", "0123");
  g_assert_false (rt_test_queue_is_there (f, "file"));
  rt_replay_open_gate (server);
}

#define ADD(name, test)                                                                  \
  g_test_add ("/download-choice/" name, RtTestQueue, NULL, rt_test_queue_set_up, test,   \
              rt_test_queue_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("new-link", test_new_link);
  ADD ("changed-keep-both", test_changed_keep_both);
  ADD ("changed-replace", test_changed_replace);
  ADD ("changed-keep-old", test_changed_keep_old);
  return g_test_run ();
}
