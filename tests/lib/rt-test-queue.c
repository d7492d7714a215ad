/* A queue of downloads in a folder of its own, and servers for them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-queue.h"

#include "core/transfer/rt-download-choice.h"
#include "tests/lib/rt-test-wait.h"

const RtReplayStep rt_test_queue_whole[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                        "Content-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n"
                        "0123456789"),
        RT_REPLAY_END };
const RtReplayStep rt_test_queue_stuck[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                        "Content-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n0123"),
        RT_REPLAY_GATE, RT_REPLAY_END };
const RtReplayStep rt_test_queue_rest[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                        "Content-Range: bytes 4-9/10\r\nContent-Length: 6\r\n\r\n456789"),
        RT_REPLAY_END };
const RtReplayStep rt_test_queue_forbidden[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
        RT_REPLAY_END };
const RtReplayStep rt_test_queue_changed[] = {
  RT_REPLAY_READ,
  RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 3\r\n\r\nnew"),
  RT_REPLAY_END
};

static gboolean
is_loaded (RtDownloadQueue *queue)
{
  gboolean loaded;

  g_object_get (queue, "loaded", &loaded, NULL);
  return loaded;
}

void
rt_test_queue_open (RtTestQueue *f)
{
  f->queue = rt_download_queue_new (f->file, f->trust, f->usual, f->jars,
                                    G_NETWORK_MONITOR (f->network));
  rt_test_wait_until (NULL, is_loaded (f->queue));
}

void
rt_test_queue_reopen (RtTestQueue *f)
{
  g_clear_object (&f->queue);
  rt_test_queue_open (f);
}

void
rt_test_queue_set_up (RtTestQueue *f, gconstpointer unused)
{
  g_autofree char *path = NULL;

  f->dir = rt_test_dir_new ();
  f->network = rt_test_network_new ();
  path = rt_test_dir_build (f->dir, "queue");
  f->file = g_file_new_for_path (path);
  rt_test_queue_open (f);
}

void
rt_test_queue_tear_down (RtTestQueue *f, gconstpointer unused)
{
  g_clear_object (&f->queue);
  g_clear_object (&f->trust);
  g_clear_object (&f->usual);
  g_clear_object (&f->jars);
  g_object_unref (f->file);
  g_object_unref (f->network);
  rt_test_dir_free (f->dir);
}

RtDownloadPlan *
rt_test_queue_make_plan (RtTestQueue *f, const char *address)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  RtDownloadPlan *plan = rt_download_plan_new (request, f->dir->path);

  plan->if_changed = RT_IF_CHANGED_FAIL;
  plan->tries = 2;
  return plan;
}

RtDownload *
rt_test_queue_get (RtTestQueue *f, guint position)
{
  g_autoptr (RtDownload) download
      = g_list_model_get_item (rt_download_queue_get_downloads (f->queue), position);

  return download; /* the queue keeps it alive */
}

guint
rt_test_queue_count (RtTestQueue *f)
{
  return g_list_model_get_n_items (rt_download_queue_get_downloads (f->queue));
}

/* Adds one, and gives it. */
RtDownload *
rt_test_queue_add (RtTestQueue *f, RtReplay *server, const char *path)
{
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  g_autofree char *address = rt_replay_build_address (server, path);

  g_ptr_array_add (plans, rt_test_queue_make_plan (f, address));
  rt_download_queue_add (f->queue, plans);
  return rt_test_queue_get (f, rt_test_queue_count (f) - 1);
}

void
rt_test_queue_wait_for_state (RtDownload *download, RtDownloadState expected)
{
  rt_test_wait_until (NULL, rt_download_get_state (download) == expected);
}

void
rt_test_queue_wait_for_bytes (RtDownload *download, gint64 n)
{
  rt_test_wait_until (NULL, rt_download_get_news (download)->received == n);
}

/* Stops one that is stuck after four bytes, and lets it fail when it goes on. */
void
rt_test_queue_fail (RtTestQueue *f, RtDownload *download)
{
  rt_test_queue_wait_for_bytes (download, 4);
  rt_download_queue_pause (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_PAUSED);
  g_assert_cmpint (rt_download_get_choice (download), ==, RT_CHOICE_NONE);
  rt_download_queue_resume (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_FAILED);
}

void
rt_test_queue_assert_file (RtTestQueue *f, const char *name, const char *expected)
{
  g_autofree char *path = rt_test_dir_build (f->dir, name);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

gboolean
rt_test_queue_is_there (RtTestQueue *f, const char *name)
{
  g_autofree char *path = rt_test_dir_build (f->dir, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}
