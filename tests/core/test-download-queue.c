/* Tests of RtDownloadQueue: who runs when, and what another run of the program finds. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-queue.h"
#include "tests/lib/rt-test-wait.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#define N_MANY 2000

/* Where nobody listens: each waits for its next try, and lets others try. */
static void
test_server_that_is_down (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  guint n_queued = 0;

  for (guint i = 0; i < RT_QUEUE_AT_WORK_MAX + 5; i++)
    {
      RtDownloadPlan *plan = rt_test_queue_make_plan (f, "http://127.0.0.1:9/file");

      plan->tries = 0;
      g_ptr_array_add (plans, plan);
    }
  rt_download_queue_add (f->queue, plans);
  rt_test_wait_until (NULL,
                      rt_download_queue_count_at_work (f->queue) == RT_QUEUE_AT_WORK_MAX);
  rt_test_queue_wait_for_state (rt_test_queue_get (f, RT_QUEUE_AT_WORK_MAX - 1),
                                RT_DOWNLOAD_WAITING);
  for (guint i = 0; i < rt_test_queue_count (f); i++)
    n_queued += rt_download_get_state (rt_test_queue_get (f, i)) == RT_DOWNLOAD_QUEUED;
  g_assert_cmpuint (n_queued, ==, 5);
}

static void
test_one_after_the_other (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) first_server = rt_replay_new (rt_test_queue_stuck);
  g_autoptr (RtReplay) second_server = rt_replay_new (rt_test_queue_whole);
  g_autoptr (RtReplay) third_server = rt_replay_new (rt_test_queue_whole);
  RtDownload *first, *second, *third;
  guint n_running;

  rt_replay_add_script (first_server, rt_test_queue_rest);
  g_object_set (rt_download_queue_get_terms (f->queue), "running-max", 1, NULL);
  first = rt_test_queue_add (f, first_server, "/first");
  second = rt_test_queue_add (f, second_server, "/second");
  third = rt_test_queue_add (f, third_server, "/third");
  rt_download_queue_move (f->queue, third, 1);
  rt_test_queue_wait_for_bytes (first, 4);
  g_object_get (f->queue, "n-running", &n_running, NULL);
  g_assert_cmpuint (n_running, ==, 1);
  g_assert_cmpint (rt_download_get_state (second), ==, RT_DOWNLOAD_QUEUED);
  g_assert_cmpint (rt_download_get_state (third), ==, RT_DOWNLOAD_QUEUED);

  rt_download_queue_pause (f->queue, second);
  rt_download_queue_pause (f->queue, first);
  rt_test_queue_wait_for_state (third, RT_DOWNLOAD_DONE);
  g_assert_cmpint (rt_download_get_state (first), ==, RT_DOWNLOAD_PAUSED);
  g_assert_cmpuint (rt_replay_get_n_connections (second_server), ==, 0);

  rt_download_queue_resume (f->queue, second);
  rt_test_queue_wait_for_state (second, RT_DOWNLOAD_DONE);
  rt_download_queue_resume (f->queue, first);
  rt_test_queue_wait_for_state (first, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "first", "0123456789");
  rt_replay_open_gate (first_server);
}

/* Resumed before it has stopped, it goes on after it has. */
static void
test_change_of_mind (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  RtDownload *download = rt_test_queue_add (f, server, "/file");

  rt_replay_add_script (server, rt_test_queue_rest);
  rt_test_queue_wait_for_bytes (download, 4);
  rt_download_queue_pause (f->queue, download);
  rt_download_queue_resume (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

static void
test_finished_and_paused_stay_so (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) quick = rt_replay_new (rt_test_queue_whole);
  g_autoptr (RtReplay) slow = rt_replay_new (rt_test_queue_stuck);
  RtDownload *done = rt_test_queue_add (f, quick, "/done");
  RtDownload *paused = rt_test_queue_add (f, slow, "/paused");
  guint n_steps;
  GStatBuf status;

  rt_test_queue_wait_for_state (done, RT_DOWNLOAD_DONE);
  rt_test_queue_wait_for_bytes (paused, 4);
  rt_download_queue_pause (f->queue, paused);
  rt_test_queue_wait_for_state (paused, RT_DOWNLOAD_PAUSED);
  n_steps = rt_download_get_steps (done)->len;
  g_clear_object (&f->queue);
  g_assert_cmpint (g_stat (g_file_peek_path (f->file), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  rt_test_queue_open (f);
  g_assert_cmpuint (rt_test_queue_count (f), ==, 2);
  g_assert_cmpint (rt_download_get_state (rt_test_queue_get (f, 0)), ==,
                   RT_DOWNLOAD_DONE);
  g_assert_cmpuint (rt_download_get_steps (rt_test_queue_get (f, 0))->len, ==, n_steps);
  g_assert_cmpint (rt_download_get_state (rt_test_queue_get (f, 1)), ==,
                   RT_DOWNLOAD_PAUSED);
  g_assert_cmpint (rt_download_get_news (rt_test_queue_get (f, 1))->received, ==, 4);

  rt_replay_add_script (slow, rt_test_queue_rest);
  rt_download_queue_resume (f->queue, rt_test_queue_get (f, 1));
  rt_test_queue_wait_for_state (rt_test_queue_get (f, 1), RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "paused", "0123456789");
  rt_replay_open_gate (slow);
}

static void
test_running_goes_on (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  RtDownload *download = rt_test_queue_add (f, server, "/file");

  rt_replay_add_script (server, rt_test_queue_rest);
  rt_test_queue_wait_for_bytes (download, 4);
  rt_test_queue_reopen (f);
  rt_test_queue_wait_for_state (rt_test_queue_get (f, 0), RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

/* What the killed program does: downloads until it is killed. */
G_NORETURN static void
run_child (const char *folder, const char *address)
{
  RtTestDir dir = { .path = (char *)folder };
  g_autofree char *path = rt_test_dir_build (&dir, "queue");
  RtTestQueue f = { .dir = &dir, .file = g_file_new_for_path (path) };
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();

  prctl (PR_SET_PDEATHSIG, SIGKILL); /* not longer than the test */
  rt_test_queue_open (&f);
  g_ptr_array_add (plans, rt_test_queue_make_plan (&f, address));
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
test_survives_a_kill (RtTestQueue *f, gconstpointer program)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  g_autofree char *address = rt_replay_build_address (server, "/file");
  g_autoptr (GSubprocess) child = NULL;

  /* So few bytes are not worth a claim while more may come: they are fetched again. */
  rt_replay_add_script (server, rt_test_queue_whole);
  g_clear_object (&f->queue);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, program, f->dir->path, address,
                            NULL);
  g_assert_nonnull (child);
  rt_test_wait_until (NULL, is_in_file (f->file, "file.part"));
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));

  rt_test_queue_open (f);
  g_assert_cmpuint (rt_test_queue_count (f), ==, 1);
  rt_test_wait_until (
      NULL, rt_download_state_is_over (rt_download_get_state (rt_test_queue_get (f, 0))));
  g_assert_cmpint (rt_download_get_state (rt_test_queue_get (f, 0)), ==,
                   RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

/* A line that was torn, or is not ours, costs nothing but itself. */
static void
test_bad_lines_are_passed_over (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_whole);
  g_autofree char *text = NULL;
  g_autofree char *spoilt = NULL;

  rt_test_queue_wait_for_state (rt_test_queue_add (f, server, "/file"), RT_DOWNLOAD_DONE);
  g_clear_object (&f->queue);
  g_assert_true (g_file_get_contents (g_file_peek_path (f->file), &text, NULL, NULL));
  spoilt = g_strdup_printf ("hello\n{\"requests\":[]}\n%s{\"requests\":[{\"addr", text);
  g_assert_true (g_file_set_contents (g_file_peek_path (f->file), spoilt, -1, NULL));
  rt_test_queue_open (f);
  g_assert_cmpuint (rt_test_queue_count (f), ==, 1);
  g_assert_cmpint (rt_download_get_state (rt_test_queue_get (f, 0)), ==,
                   RT_DOWNLOAD_DONE);
}

static void
test_remove_and_restore (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  g_autoptr (RtDownload) download = g_object_ref (rt_test_queue_add (f, server, "/file"));
  guint position;

  rt_replay_add_script (server, rt_test_queue_rest);
  rt_test_queue_wait_for_bytes (download, 4);
  position = rt_download_queue_remove (f->queue, download);
  g_assert_cmpuint (rt_test_queue_count (f), ==, 0);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_PAUSED);
  rt_download_queue_restore (f->queue, download, position);
  rt_download_queue_resume (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
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
test_schedule (RtTestQueue *f, gconstpointer unused)
{
  RtDownloadTerms *terms = rt_download_queue_get_terms (f->queue);
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  RtDownload *download = rt_test_queue_add (f, server, "/file");

  rt_replay_add_script (server, rt_test_queue_rest);
  rt_test_queue_wait_for_bytes (download, 4);
  set_past_schedule (terms);
  g_assert_cmpint (rt_download_terms_get_hold (terms), ==, RT_HOLD_SCHEDULE);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_QUEUED);
  g_assert_cmpuint (rt_download_queue_count_at_work (f->queue), ==, 0);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 1);

  g_object_set (terms, "has-schedule", FALSE, NULL);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

static void
on_ended (RtDownloadQueue *queue, RtDownload *download, guint *n_ended)
{
  (*n_ended)++;
}

/* Only what ends by itself is told. */
static void
test_tells_of_ends (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) quick = rt_replay_new (rt_test_queue_whole);
  g_autoptr (RtReplay) closed = rt_replay_new (rt_test_queue_forbidden);
  g_autoptr (RtReplay) slow = rt_replay_new (rt_test_queue_stuck);
  guint n_ended = 0;
  RtDownload *download;

  g_signal_connect (f->queue, "ended", G_CALLBACK (on_ended), &n_ended);
  download = rt_test_queue_add (f, slow, "/slow");
  rt_test_queue_wait_for_bytes (download, 4);
  rt_download_queue_pause (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_PAUSED);
  g_assert_cmpuint (n_ended, ==, 0);
  rt_test_queue_wait_for_state (rt_test_queue_add (f, quick, "/quick"), RT_DOWNLOAD_DONE);
  g_assert_cmpuint (n_ended, ==, 1);
  rt_test_queue_wait_for_state (rt_test_queue_add (f, closed, "/closed"),
                                RT_DOWNLOAD_FAILED);
  g_assert_cmpuint (n_ended, ==, 2);
  rt_replay_open_gate (slow);
}

static gboolean
is_loaded (RtDownloadQueue *queue)
{
  gboolean loaded;

  g_object_get (queue, "loaded", &loaded, NULL);
  return loaded;
}

/* A long list is there again, in its order. */
static void
test_many (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  RtDownload *first;
  RtRequest *request;

  set_past_schedule (rt_download_queue_get_terms (f->queue));
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *address = g_strdup_printf ("http://localhost:9/file%u", i);

      g_ptr_array_add (plans, rt_test_queue_make_plan (f, address));
    }
  rt_download_queue_add (f->queue, plans);
  rt_download_queue_move (f->queue, rt_test_queue_get (f, N_MANY - 1), 0);
  g_clear_object (&f->queue);

  f->queue = rt_download_queue_new (f->file, NULL, NULL, NULL, NULL);
  set_past_schedule (rt_download_queue_get_terms (f->queue));
  rt_test_wait_until (NULL, is_loaded (f->queue));
  g_assert_cmpuint (rt_test_queue_count (f), ==, N_MANY);
  first = rt_test_queue_get (f, 0);
  g_assert_cmpint (rt_download_get_state (first), ==, RT_DOWNLOAD_QUEUED);
  request = g_ptr_array_index (rt_download_get_plan (first)->requests, 0);
  g_assert_cmpstr (g_uri_get_path (rt_request_get_uri (request)), ==, "/file1999");
}

#define ADD(name, func)                                                                  \
  g_test_add ("/download-queue/" name, RtTestQueue, argv[0], rt_test_queue_set_up, func, \
              rt_test_queue_tear_down)

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
  ADD ("ends", test_tells_of_ends);
  ADD ("server-that-is-down", test_server_that_is_down);
  ADD ("many", test_many);
  return g_test_run ();
}
