/* Tests of downloads to a disk that is full, on one of their own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-queue.h"
#include "tests/lib/rt-test-wait.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <sys/mount.h>

#define MIB (1024 * 1024)

/* A file of 3 MiB. */
static const RtReplayStep big[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                        "Content-Range: bytes 0-3145727/3145728\r\n"
                        "Content-Length: 3145728\r\n\r\n0123"),
        RT_REPLAY_GATE, RT_REPLAY_END };

static const char *no_disk; /* why there is none */

static void
set_up (RtTestQueue *f, gconstpointer unused)
{
  rt_test_queue_set_up (f, NULL);
  if (no_disk == NULL)
    g_assert_cmpint (
        mount ("tmpfs", f->dir->path, "tmpfs", MS_NOSUID | MS_NODEV, "size=8m"), ==, 0);
}

static void
tear_down (RtTestQueue *f, gconstpointer unused)
{
  g_clear_object (&f->queue);
  if (no_disk == NULL)
    umount2 (f->dir->path, MNT_DETACH);
  rt_test_queue_tear_down (f, NULL);
}

/* Leaves half a MiB. */
static char *
fill_disk (RtTestQueue *f)
{
  g_autofree char *ballast = g_malloc0 (15 * MIB / 2);
  char *path = rt_test_dir_build (f->dir, "ballast");

  g_assert_true (g_file_set_contents (path, ballast, 15 * MIB / 2, NULL));
  return path;
}

static gboolean
is_held (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);

  return news->state == RT_DOWNLOAD_PAUSED
         && g_error_matches (news->error, RT_ERROR, RT_ERROR_DISK_FULL);
}

static void
on_ended (RtDownloadQueue *queue, RtDownload *download, guint *n_ended)
{
  (*n_ended)++;
}

static void
test_all_pause_and_go_on (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) small_server = rt_replay_new (rt_test_queue_stuck);
  g_autoptr (RtReplay) big_server = rt_replay_new (big);
  g_autofree char *ballast = NULL;
  RtDownload *small_one, *big_one;
  guint n_ended = 0;
  const RtStep *last;

  if (no_disk != NULL)
    {
      g_test_skip (no_disk);
      return;
    }
  rt_replay_add_script (small_server, rt_test_queue_rest);
  rt_replay_add_script (big_server, big);
  rt_replay_add_script (big_server, big);
  g_signal_connect (f->queue, "ended", G_CALLBACK (on_ended), &n_ended);
  small_one = rt_test_queue_add (f, small_server, "/small");
  rt_test_queue_wait_for_bytes (small_one, 4);
  ballast = fill_disk (f);
  big_one = rt_test_queue_add (f, big_server, "/big");
  rt_test_wait_until (NULL, is_held (big_one));
  rt_test_wait_until (NULL, is_held (small_one));
  /* With a little less it would fail again, again and again. */
  g_assert_cmpint (rt_download_get_news (big_one)->space_wanted, ==, 3 * MIB);
  g_assert_cmpint (rt_download_get_news (small_one)->received, ==, 4);
  last = g_ptr_array_index (rt_download_get_steps (small_one),
                            rt_download_get_steps (small_one)->len - 1);
  g_assert_cmpint (last->kind, ==, RT_STEP_WARNING);
  g_assert_cmpuint (n_ended, ==, 1); /* the user is told once */

  /* To go on is allowed, and comes to the same. */
  rt_download_queue_resume (f->queue, big_one);
  rt_test_wait_until (NULL, rt_replay_get_n_connections (big_server) == 2);
  rt_test_wait_until (NULL, is_held (big_one));
  g_assert_true (is_held (small_one));

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  rt_test_queue_wait_for_state (small_one, RT_DOWNLOAD_DONE);
  rt_test_queue_wait_for_state (big_one, RT_DOWNLOAD_RUNNING);
  rt_test_queue_assert_file (f, "small", "0123456789");
  rt_replay_open_gate (small_server);
  rt_replay_open_gate (big_server);
}

/* In another run, too. */
static void
test_restored_one_goes_on (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (big);
  g_autofree char *ballast = NULL;
  RtDownload *download;

  if (no_disk != NULL)
    {
      g_test_skip (no_disk);
      return;
    }
  rt_replay_add_script (server, big);
  ballast = fill_disk (f);
  download = rt_test_queue_add (f, server, "/big");
  rt_test_wait_until (NULL, is_held (download));
  rt_test_queue_reopen (f);
  download = rt_test_queue_get (f, 0);
  g_assert_true (is_held (download));
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_RUNNING);
  rt_replay_open_gate (server);
}

#define ADD(name, test)                                                                  \
  g_test_add ("/download-space/" name, RtTestQueue, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Nobody else sees what is mounted here. */
  if (unshare (CLONE_NEWNS) != 0
      || mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
    no_disk = "no file system may be mounted here: only root can";
  ADD ("all", test_all_pause_and_go_on);
  ADD ("restored", test_restored_one_goes_on);
  return g_test_run ();
}
