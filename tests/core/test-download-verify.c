/* Tests of finished files that are verified, downloaded again, and repaired. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-queue.h"

#include <glib/gstdio.h>

/* The second half of the file. */
static const RtReplayStep half[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                        "Content-Range: bytes 5-9/10\r\nContent-Length: 5\r\n\r\n56789"),
        RT_REPLAY_END };

static void
on_ended (RtDownloadQueue *queue, RtDownload *download, guint *n_ended)
{
  (*n_ended)++;
}

/* What is verified is told nobody; what is wrong is fetched again beside it. */
static void
test_verify (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_whole);
  g_autofree char *path = rt_test_dir_build (f->dir, "file");
  RtDownload *download = rt_test_queue_add (f, server, "/file");
  const RtDownloadNews *news;
  guint n_ended = 0;
  RtDigest digest;

  rt_replay_add_script (server, rt_test_queue_whole);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  g_signal_connect (f->queue, "ended", G_CALLBACK (on_ended), &n_ended);
  /* of 0123456789 */
  g_assert_true (rt_digest_parse (&digest, "781e5e245d69b566979b86e28d23f2c7"));
  rt_download_queue_verify (f->queue, download, &digest);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_VERIFYING);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  news = rt_download_get_news (download);
  g_assert_true (news->is_verified);
  g_assert_cmpint (news->received, ==, 10);

  g_assert_true (g_file_set_contents (path, "012345678X", -1, NULL));
  rt_download_queue_verify (f->queue, download, &digest);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_FAILED);
  g_assert_error (rt_download_get_news (download)->error, RT_ERROR, RT_ERROR_DAMAGED);
  g_assert_true (rt_download_is_whole (download));
  g_assert_cmpuint (n_ended, ==, 0);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 1);

  rt_test_queue_reopen (f);
  download = rt_test_queue_get (f, 0);
  g_assert_true (rt_download_is_whole (download));
  rt_download_queue_resume (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "012345678X");
  rt_test_queue_assert_file (f, "file (1)", "0123456789");
}

/* Stopped, or the program ended meanwhile: the file is finished as before. */
static void
test_verify_stopped (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_whole);
  RtDownload *download = rt_test_queue_add (f, server, "/file");
  RtDigest digest;

  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  g_assert_true (rt_digest_parse (&digest, "00000000000000000000000000000000"));
  rt_download_queue_verify (f->queue, download, &digest);
  rt_download_queue_pause (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_download_queue_verify (f->queue, download, &digest);
  rt_test_queue_reopen (f);
  g_assert_cmpint (rt_download_get_state (rt_test_queue_get (f, 0)), ==,
                   RT_DOWNLOAD_DONE);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 1);
}

/* In two pieces, as a Metalink document may tell them. */
static RtDownload *
add_in_pieces (RtTestQueue *f, RtReplay *server)
{
  g_autofree char *address = rt_replay_build_address (server, "/file");
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  RtDownloadPlan *plan = rt_test_queue_make_plan (f, address);
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (RtDigest));
  RtDigest digest;

  plan->size = 10;
  g_assert_true (rt_digest_parse (&digest, "4100c4d44da9177247e44a5fc1546778"));
  g_array_append_val (pieces, digest);
  g_assert_true (rt_digest_parse (&digest, "099ebea48ea9666a7da2177267983138"));
  g_array_append_val (pieces, digest);
  rt_download_plan_set_pieces (plan, pieces, 5);
  g_ptr_array_add (plans, plan);
  rt_download_queue_add (f->queue, plans);
  return rt_test_queue_get (f, 0);
}

static RtDownload *
add_damaged (RtTestQueue *f, RtReplay *server)
{
  g_autofree char *path = rt_test_dir_build (f->dir, "file");
  const RtDigest none = { 0 };
  RtDownload *download = add_in_pieces (f, server);

  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  g_assert_false (rt_download_queue_can_repair (f->queue, download));
  g_assert_true (g_file_set_contents (path, "012345678X", -1, NULL));
  rt_download_queue_verify (f->queue, download, &none);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_FAILED);
  g_assert_true (rt_download_queue_can_repair (f->queue, download));
  return download;
}

static void
test_repair (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_whole);
  RtDownload *download = add_damaged (f, server);

  rt_replay_add_script (server, half);
  rt_download_queue_repair (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "0123456789");
  g_assert_false (rt_test_queue_is_there (f, "file.part"));
  g_assert_false (rt_test_queue_is_there (f, "file.part.journal"));
  g_assert_false (rt_test_queue_is_there (f, "file (1)"));
  g_assert_cmpint (rt_download_get_news (download)->fetched, ==, 5);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 2);
}

/* What is right stays where it is, and the file does not look finished meanwhile. */
static void
test_repair_that_fails (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_whole);
  RtDownload *download = add_damaged (f, server);

  rt_replay_add_script (server, rt_test_queue_forbidden);
  rt_download_queue_repair (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_FAILED);
  g_assert_false (rt_test_queue_is_there (f, "file"));
  g_assert_cmpint (rt_download_get_news (download)->received, ==, 5);

  /* Nothing vouches for the file now: what is there is compared. */
  rt_replay_add_script (server, rt_test_queue_whole);
  rt_test_queue_reopen (f);
  download = rt_test_queue_get (f, 0);
  rt_download_queue_resume (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "0123456789");
  g_assert_cmpint (rt_download_get_news (download)->fetched, ==, 5);
}

#define ADD(name, test)                                                                  \
  g_test_add ("/download-verify/" name, RtTestQueue, NULL, rt_test_queue_set_up, test,   \
              rt_test_queue_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("verify", test_verify);
  ADD ("stopped", test_verify_stopped);
  ADD ("repair", test_repair);
  ADD ("repair-fails", test_repair_that_fails);
  return g_test_run ();
}
