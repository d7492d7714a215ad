/* Tests of downloads while the network goes, comes back, and costs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-queue.h"
#include "tests/lib/rt-test-wait.h"

static const RtReplayStep busy[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 3000\r\n"
                        "Content-Length: 0\r\n\r\n"),
        RT_REPLAY_END };

/* It would wait for most of an hour. */
static void
test_back (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (busy);
  RtDownload *download = rt_test_queue_add (f, server, "/file");

  rt_replay_add_script (server, rt_test_queue_whole);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_WAITING);
  rt_test_network_set_available (f->network, FALSE);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_WAITING);
  rt_test_network_set_available (f->network, TRUE);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "0123456789");
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 2);
}

static void
test_metered (RtTestQueue *f, gconstpointer unused)
{
  RtDownloadTerms *terms = rt_download_queue_get_terms (f->queue);
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  RtDownload *download = rt_test_queue_add (f, server, "/file");

  rt_replay_add_script (server, rt_test_queue_rest);
  rt_test_queue_wait_for_bytes (download, 4);
  rt_test_network_set_metered (f->network, TRUE);
  g_assert_cmpint (rt_download_terms_get_hold (terms), ==, RT_HOLD_NONE);

  g_object_set (terms, "spare-metered", TRUE, NULL);
  g_assert_cmpint (rt_download_terms_get_hold (terms), ==, RT_HOLD_METERED);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_QUEUED);
  g_assert_cmpuint (rt_download_queue_count_at_work (f->queue), ==, 0);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 1);

  rt_test_network_set_metered (f->network, FALSE);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

#define ADD(name, test)                                                                  \
  g_test_add ("/download-network/" name, RtTestQueue, NULL, rt_test_queue_set_up, test,  \
              rt_test_queue_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("back", test_back);
  ADD ("metered", test_metered);
  return g_test_run ();
}
