/* Tests of RtDownloadQueue: who runs when, and what another run of the program finds. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-download-queue.h"

#include "core/transfer/rt-download-choice.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>

#define N_MANY 2000

/* What a turn of the main loop may take, of the processor's time: others may use it too. */
#define TURN_US_MAX 16000

static const RtReplayStep whole[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                        "Content-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n"
                        "0123456789"),
        RT_REPLAY_END };
static const RtReplayStep stuck[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                        "Content-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n0123"),
        RT_REPLAY_GATE, RT_REPLAY_END };
static const RtReplayStep rest[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                        "Content-Range: bytes 4-9/10\r\nContent-Length: 6\r\n\r\n456789"),
        RT_REPLAY_END };
static const RtReplayStep forbidden[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
        RT_REPLAY_END };
static const RtReplayStep changed[] = {
  RT_REPLAY_READ,
  RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 3\r\n\r\nnew"),
  RT_REPLAY_END
};

typedef struct
{
  RtTestDir *dir;
  GFile *file;
  RtDownloadQueue *queue;
} Fixture;

static gboolean
is_loaded (RtDownloadQueue *queue)
{
  gboolean loaded;

  g_object_get (queue, "loaded", &loaded, NULL);
  return loaded;
}

static void
open_queue (Fixture *f)
{
  f->queue = rt_download_queue_new (f->file, NULL, NULL);
  rt_test_wait_until (NULL, is_loaded (f->queue));
}

static void
reopen_queue (Fixture *f)
{
  g_clear_object (&f->queue);
  open_queue (f);
}

static void
set_up (Fixture *f, gconstpointer unused)
{
  g_autofree char *path = NULL;

  f->dir = rt_test_dir_new ();
  path = rt_test_dir_build (f->dir, "queue");
  f->file = g_file_new_for_path (path);
  open_queue (f);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  g_clear_object (&f->queue);
  g_object_unref (f->file);
  rt_test_dir_free (f->dir);
}

static RtDownloadPlan *
make_plan (Fixture *f, const char *address)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  RtDownloadPlan *plan = rt_download_plan_new (request, f->dir->path);

  plan->if_changed = RT_IF_CHANGED_FAIL;
  plan->tries = 2;
  return plan;
}

static RtDownload *
get (Fixture *f, guint position)
{
  g_autoptr (RtDownload) download
      = g_list_model_get_item (rt_download_queue_get_downloads (f->queue), position);

  return download; /* the queue keeps it alive */
}

static guint
count (Fixture *f)
{
  return g_list_model_get_n_items (rt_download_queue_get_downloads (f->queue));
}

/* Adds one, and gives it. */
static RtDownload *
add (Fixture *f, RtReplay *server, const char *path)
{
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  g_autofree char *address = rt_replay_build_address (server, path);

  g_ptr_array_add (plans, make_plan (f, address));
  rt_download_queue_add (f->queue, plans);
  return get (f, count (f) - 1);
}

static void
wait_for_state (RtDownload *download, RtDownloadState expected)
{
  rt_test_wait_until (NULL, rt_download_get_state (download) == expected);
}

static void
wait_for_bytes (RtDownload *download, gint64 n)
{
  rt_test_wait_until (NULL, rt_download_get_news (download)->received == n);
}

static void
assert_file (Fixture *f, const char *name, const char *expected)
{
  g_autofree char *path = rt_test_dir_build (f->dir, name);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_one_after_the_other (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) first_server = rt_replay_new (stuck);
  g_autoptr (RtReplay) second_server = rt_replay_new (whole);
  g_autoptr (RtReplay) third_server = rt_replay_new (whole);
  RtDownload *first, *second, *third;
  guint n_running;

  rt_replay_add_script (first_server, rest);
  g_object_set (rt_download_queue_get_terms (f->queue), "running-max", 1, NULL);
  first = add (f, first_server, "/first");
  second = add (f, second_server, "/second");
  third = add (f, third_server, "/third");
  rt_download_queue_move (f->queue, third, 1);
  wait_for_bytes (first, 4);
  g_object_get (f->queue, "n-running", &n_running, NULL);
  g_assert_cmpuint (n_running, ==, 1);
  g_assert_cmpint (rt_download_get_state (second), ==, RT_DOWNLOAD_QUEUED);
  g_assert_cmpint (rt_download_get_state (third), ==, RT_DOWNLOAD_QUEUED);

  rt_download_queue_pause (f->queue, second);
  rt_download_queue_pause (f->queue, first);
  wait_for_state (third, RT_DOWNLOAD_DONE);
  g_assert_cmpint (rt_download_get_state (first), ==, RT_DOWNLOAD_PAUSED);
  g_assert_cmpuint (rt_replay_get_n_connections (second_server), ==, 0);

  rt_download_queue_resume (f->queue, second);
  wait_for_state (second, RT_DOWNLOAD_DONE);
  rt_download_queue_resume (f->queue, first);
  wait_for_state (first, RT_DOWNLOAD_DONE);
  assert_file (f, "first", "0123456789");
  rt_replay_open_gate (first_server);
}

/* Resumed before it has stopped, it goes on after it has. */
static void
test_change_of_mind (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  RtDownload *download = add (f, server, "/file");

  rt_replay_add_script (server, rest);
  wait_for_bytes (download, 4);
  rt_download_queue_pause (f->queue, download);
  rt_download_queue_resume (f->queue, download);
  wait_for_state (download, RT_DOWNLOAD_DONE);
  assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

static void
test_finished_and_paused_stay_so (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) quick = rt_replay_new (whole);
  g_autoptr (RtReplay) slow = rt_replay_new (stuck);
  RtDownload *done = add (f, quick, "/done");
  RtDownload *paused = add (f, slow, "/paused");
  guint n_steps;
  GStatBuf status;

  wait_for_state (done, RT_DOWNLOAD_DONE);
  wait_for_bytes (paused, 4);
  rt_download_queue_pause (f->queue, paused);
  wait_for_state (paused, RT_DOWNLOAD_PAUSED);
  n_steps = rt_download_get_steps (done)->len;
  g_clear_object (&f->queue);
  g_assert_cmpint (g_stat (g_file_peek_path (f->file), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  open_queue (f);
  g_assert_cmpuint (count (f), ==, 2);
  g_assert_cmpint (rt_download_get_state (get (f, 0)), ==, RT_DOWNLOAD_DONE);
  g_assert_cmpuint (rt_download_get_steps (get (f, 0))->len, ==, n_steps);
  g_assert_cmpint (rt_download_get_state (get (f, 1)), ==, RT_DOWNLOAD_PAUSED);
  g_assert_cmpint (rt_download_get_news (get (f, 1))->received, ==, 4);

  rt_replay_add_script (slow, rest);
  rt_download_queue_resume (f->queue, get (f, 1));
  wait_for_state (get (f, 1), RT_DOWNLOAD_DONE);
  assert_file (f, "paused", "0123456789");
  rt_replay_open_gate (slow);
}

static void
test_running_goes_on (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  RtDownload *download = add (f, server, "/file");

  rt_replay_add_script (server, rest);
  wait_for_bytes (download, 4);
  reopen_queue (f);
  wait_for_state (get (f, 0), RT_DOWNLOAD_DONE);
  assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

/* What the killed program does: downloads until it is killed. */
G_NORETURN static void
run_child (const char *folder, const char *address)
{
  RtTestDir dir = { .path = (char *)folder };
  g_autofree char *path = rt_test_dir_build (&dir, "queue");
  Fixture f = { .dir = &dir, .file = g_file_new_for_path (path) };
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();

  prctl (PR_SET_PDEATHSIG, SIGKILL); /* not longer than the test */
  open_queue (&f);
  g_ptr_array_add (plans, make_plan (&f, address));
  rt_download_queue_add (f.queue, plans);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_in_file (GFile *file, const char *words)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (g_file_peek_path (file), &text, NULL, NULL)
         && strstr (text, words) != NULL;
}

static void
test_survives_a_kill (Fixture *f, gconstpointer program)
{
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  g_autofree char *address = rt_replay_build_address (server, "/file");
  g_autoptr (GSubprocess) child = NULL;

  /* So few bytes are not worth a claim while more may come: they are fetched again. */
  rt_replay_add_script (server, whole);
  g_clear_object (&f->queue);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, program, f->dir->path, address,
                            NULL);
  g_assert_nonnull (child);
  rt_test_wait_until (NULL, is_in_file (f->file, "file.part"));
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));

  open_queue (f);
  g_assert_cmpuint (count (f), ==, 1);
  rt_test_wait_until (NULL,
                      rt_download_state_is_over (rt_download_get_state (get (f, 0))));
  g_assert_cmpint (rt_download_get_state (get (f, 0)), ==, RT_DOWNLOAD_DONE);
  assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

/* A line that was torn, or is not ours, costs nothing but itself. */
static void
test_bad_lines_are_passed_over (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (whole);
  g_autofree char *text = NULL;
  g_autofree char *spoilt = NULL;

  wait_for_state (add (f, server, "/file"), RT_DOWNLOAD_DONE);
  g_clear_object (&f->queue);
  g_assert_true (g_file_get_contents (g_file_peek_path (f->file), &text, NULL, NULL));
  spoilt = g_strdup_printf ("hello\n{\"requests\":[]}\n%s{\"requests\":[{\"addr", text);
  g_assert_true (g_file_set_contents (g_file_peek_path (f->file), spoilt, -1, NULL));
  open_queue (f);
  g_assert_cmpuint (count (f), ==, 1);
  g_assert_cmpint (rt_download_get_state (get (f, 0)), ==, RT_DOWNLOAD_DONE);
}

static void
test_remove_and_restore (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  g_autoptr (RtDownload) download = g_object_ref (add (f, server, "/file"));
  guint position;

  rt_replay_add_script (server, rest);
  wait_for_bytes (download, 4);
  position = rt_download_queue_remove (f->queue, download);
  g_assert_cmpuint (count (f), ==, 0);
  wait_for_state (download, RT_DOWNLOAD_PAUSED);
  rt_download_queue_restore (f->queue, download, position);
  rt_download_queue_resume (f->queue, download);
  wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_replay_open_gate (server);
}

/* From an hour ago until now: it is too late. */
static void
set_past_schedule (RtDownloadTerms *terms)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  guint minute = (guint)(g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now));

  g_object_set (terms, "schedule-from", (minute + 1380) % 1440, "schedule-until", minute,
                "has-schedule", TRUE, NULL);
}

static void
test_schedule (Fixture *f, gconstpointer unused)
{
  RtDownloadTerms *terms = rt_download_queue_get_terms (f->queue);
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  RtDownload *download = add (f, server, "/file");

  rt_replay_add_script (server, rest);
  wait_for_bytes (download, 4);
  set_past_schedule (terms);
  g_assert_cmpint (rt_download_terms_get_hold (terms), ==, RT_HOLD_SCHEDULE);
  wait_for_state (download, RT_DOWNLOAD_QUEUED);
  g_assert_cmpuint (rt_download_queue_count_at_work (f->queue), ==, 0);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 1);

  g_object_set (terms, "has-schedule", FALSE, NULL);
  wait_for_state (download, RT_DOWNLOAD_DONE);
  assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

/* The link has expired: with another one the bytes are compared, and kept. */
static void
test_new_link (Fixture *f, gconstpointer unused)
{
  static const RtReplayStep all_of_it[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"other\"\r\n"
                          "Content-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n"
                          "0123456789"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  g_autoptr (RtReplay) other = rt_replay_new (all_of_it);
  g_autofree char *address = rt_replay_build_address (other, "/signed?again");
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  RtDownload *download = add (f, server, "/file");

  rt_replay_add_script (server, forbidden);
  wait_for_bytes (download, 4);
  rt_download_queue_pause (f->queue, download);
  wait_for_state (download, RT_DOWNLOAD_PAUSED);
  g_assert_cmpint (rt_download_get_choice (download), ==, RT_CHOICE_NONE);
  rt_download_queue_resume (f->queue, download);
  wait_for_state (download, RT_DOWNLOAD_FAILED);
  g_assert_cmpint (rt_download_get_choice (download), ==, RT_CHOICE_EXPIRED);

  rt_download_set_link (f->queue, download, request);
  wait_for_state (download, RT_DOWNLOAD_DONE);
  g_assert_cmpint (rt_download_get_news (download)->fetched, ==, 6);
  assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

static RtDownload *
add_changed (Fixture *f, RtReplay *server)
{
  RtDownload *download = add (f, server, "/file");

  rt_replay_add_script (server, changed);
  rt_replay_add_script (server, changed);
  wait_for_bytes (download, 4);
  rt_download_queue_pause (f->queue, download);
  wait_for_state (download, RT_DOWNLOAD_PAUSED);
  rt_download_queue_resume (f->queue, download);
  wait_for_state (download, RT_DOWNLOAD_FAILED);
  g_assert_cmpint (rt_download_get_choice (download), ==, RT_CHOICE_CHANGED);
  return download;
}

static gboolean
is_there (Fixture *f, const char *name)
{
  g_autofree char *path = rt_test_dir_build (f->dir, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_changed_keep_both (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  RtDownload *download = add_changed (f, server);

  rt_download_choose (f->queue, download, RT_IF_CHANGED_RESTART);
  wait_for_state (download, RT_DOWNLOAD_DONE);
  assert_file (f, "file", "new");
  assert_file (f, "file.part~", "0123");
  rt_replay_open_gate (server);
}

static void
test_changed_replace (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  RtDownload *download = add_changed (f, server);

  rt_download_choose (f->queue, download, RT_IF_CHANGED_REPLACE);
  wait_for_state (download, RT_DOWNLOAD_DONE);
  assert_file (f, "file", "new");
  g_assert_false (is_there (f, "file.part~"));
  rt_replay_open_gate (server);
}

static void
test_changed_keep_old (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  RtDownload *download = add_changed (f, server);

  rt_download_choose (f->queue, download, RT_IF_CHANGED_KEEP);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_CANCELLED);
  assert_file (f, "file.part", "0123");
  g_assert_false (is_there (f, "file"));
  rt_replay_open_gate (server);
}

static void
on_ended (RtDownloadQueue *queue, RtDownload *download, guint *n_ended)
{
  (*n_ended)++;
}

/* Only what ends by itself is told. */
static void
test_tells_of_ends (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) quick = rt_replay_new (whole);
  g_autoptr (RtReplay) closed = rt_replay_new (forbidden);
  g_autoptr (RtReplay) slow = rt_replay_new (stuck);
  guint n_ended = 0;
  RtDownload *download;

  g_signal_connect (f->queue, "ended", G_CALLBACK (on_ended), &n_ended);
  download = add (f, slow, "/slow");
  wait_for_bytes (download, 4);
  rt_download_queue_pause (f->queue, download);
  wait_for_state (download, RT_DOWNLOAD_PAUSED);
  g_assert_cmpuint (n_ended, ==, 0);
  wait_for_state (add (f, quick, "/quick"), RT_DOWNLOAD_DONE);
  g_assert_cmpuint (n_ended, ==, 1);
  wait_for_state (add (f, closed, "/closed"), RT_DOWNLOAD_FAILED);
  g_assert_cmpuint (n_ended, ==, 2);
  rt_replay_open_gate (slow);
}

/* What is verified is told nobody; what is wrong is fetched again beside it. */
static void
test_verify (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (whole);
  g_autofree char *path = rt_test_dir_build (f->dir, "file");
  RtDownload *download = add (f, server, "/file");
  const RtDownloadNews *news;
  guint n_ended = 0;
  RtDigest digest;

  rt_replay_add_script (server, whole);
  wait_for_state (download, RT_DOWNLOAD_DONE);
  g_signal_connect (f->queue, "ended", G_CALLBACK (on_ended), &n_ended);
  /* of 0123456789 */
  g_assert_true (rt_digest_parse (&digest, "781e5e245d69b566979b86e28d23f2c7"));
  rt_download_queue_verify (f->queue, download, &digest);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_VERIFYING);
  wait_for_state (download, RT_DOWNLOAD_DONE);
  news = rt_download_get_news (download);
  g_assert_true (news->is_verified);
  g_assert_cmpint (news->received, ==, 10);

  g_assert_true (g_file_set_contents (path, "012345678X", -1, NULL));
  rt_download_queue_verify (f->queue, download, &digest);
  wait_for_state (download, RT_DOWNLOAD_FAILED);
  g_assert_error (rt_download_get_news (download)->error, RT_ERROR, RT_ERROR_DAMAGED);
  g_assert_true (rt_download_is_whole (download));
  g_assert_cmpuint (n_ended, ==, 0);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 1);

  reopen_queue (f);
  download = get (f, 0);
  g_assert_true (rt_download_is_whole (download));
  rt_download_queue_resume (f->queue, download);
  wait_for_state (download, RT_DOWNLOAD_DONE);
  assert_file (f, "file", "012345678X");
  assert_file (f, "file (1)", "0123456789");
}

/* Stopped, or the program ended meanwhile: the file is finished as before. */
static void
test_verify_stopped (Fixture *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (whole);
  RtDownload *download = add (f, server, "/file");
  RtDigest digest;

  wait_for_state (download, RT_DOWNLOAD_DONE);
  g_assert_true (rt_digest_parse (&digest, "00000000000000000000000000000000"));
  rt_download_queue_verify (f->queue, download, &digest);
  rt_download_queue_pause (f->queue, download);
  wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_download_queue_verify (f->queue, download, &digest);
  reopen_queue (f);
  g_assert_cmpint (rt_download_get_state (get (f, 0)), ==, RT_DOWNLOAD_DONE);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 1);
}

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Runs until the loop has nothing to do; gives the longest turn. */
static gint64
run_until_quiet (void)
{
  gint64 longest_us = 0;

  for (guint i = 0; i < 100000; i++)
    {
      gint64 begin_us = get_cpu_us ();

      if (!g_main_context_iteration (NULL, FALSE))
        break;
      longest_us = MAX (longest_us, get_cpu_us () - begin_us);
    }
  return longest_us;
}

static void
assert_short (const char *what, gint64 turn_us)
{
  g_test_message ("%s: %" G_GINT64_FORMAT " µs", what, turn_us);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (turn_us, <, TURN_US_MAX);
#endif
}

static void
test_many (Fixture *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  gint64 begin_us;
  gint64 longest_us = 0;

  set_past_schedule (rt_download_queue_get_terms (f->queue));
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *address = g_strdup_printf ("http://localhost:9/file%u", i);

      g_ptr_array_add (plans, make_plan (f, address));
    }
  begin_us = get_cpu_us ();
  rt_download_queue_add (f->queue, plans);
  assert_short ("adding", get_cpu_us () - begin_us);
  assert_short ("writing", run_until_quiet ());

  begin_us = get_cpu_us ();
  rt_download_queue_move (f->queue, get (f, N_MANY - 1), 0);
  assert_short ("moving", get_cpu_us () - begin_us);
  assert_short ("writing the order", run_until_quiet ());
  g_clear_object (&f->queue);

  f->queue = rt_download_queue_new (f->file, NULL, NULL);
  set_past_schedule (rt_download_queue_get_terms (f->queue));
  while (!is_loaded (f->queue))
    {
      gint64 turn_us = run_until_quiet ();

      longest_us = MAX (longest_us, turn_us);
    }
  assert_short ("reading", longest_us);
  g_assert_cmpuint (count (f), ==, N_MANY);
  g_assert_cmpint (rt_download_get_state (get (f, 0)), ==, RT_DOWNLOAD_QUEUED);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/download-queue/" name, Fixture, argv[0], set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  if (argc == 3 && argv[1][0] == '/')
    run_child (argv[1], argv[2]);
  g_test_init (&argc, &argv, NULL);
  ADD ("one-after-the-other", test_one_after_the_other);
  ADD ("change-of-mind", test_change_of_mind);
  ADD ("stays", test_finished_and_paused_stay_so);
  ADD ("goes-on", test_running_goes_on);
  ADD ("killed", test_survives_a_kill);
  ADD ("bad-lines", test_bad_lines_are_passed_over);
  ADD ("remove", test_remove_and_restore);
  ADD ("schedule", test_schedule);
  ADD ("new-link", test_new_link);
  ADD ("changed-keep-both", test_changed_keep_both);
  ADD ("changed-replace", test_changed_replace);
  ADD ("changed-keep-old", test_changed_keep_old);
  ADD ("ends", test_tells_of_ends);
  ADD ("verify", test_verify);
  ADD ("verify-stopped", test_verify_stopped);
  ADD ("many", test_many);
  return g_test_run ();
}
