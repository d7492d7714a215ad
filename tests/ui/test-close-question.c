/* What the window asks before it closes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-reach.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "tests/ui/rt-test-window.h"

#include <adwaita.h>
#include <unistd.h>

/* What the servers are sending is not cut off without a question. */
static void
test_answers (RtTestWindow *fixture, gconstpointer data)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "big");
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_new (rt_recipe_find ("files"));
  RtServerRack *rack = rt_workbench_get_rack (fixture->workbench);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  const char *request = "GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n";
  RtRackServer *server;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, 64 * 1024 * 1024), ==, 0);
  rt_server_settings_set_text (&settings->folder, dir->path);
  settings->port = 0;
  server = rt_server_rack_add (rack, settings);
  rt_rack_server_start (server);
  rt_test_wait_until (NULL, rt_rack_server_get_state (server) == RT_SERVER_RUNNING);
  address = rt_server_reach_build_local (server);
  connection = g_socket_client_connect_to_uri (client, address, 0, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             request, strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  rt_test_wait_until (NULL, rt_server_rack_count_running_answers (rack) == 1);

  gtk_window_close (GTK_WINDOW (fixture->window));
  rt_test_answer ("Cancel");
  g_assert_true (gtk_widget_get_visible (fixture->window));

  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  rt_test_wait_until (NULL, rt_server_rack_count_running_answers (rack) == 0);
  g_object_ref_sink (fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_null (rt_test_find_question ());
  g_assert_false (gtk_widget_get_visible (fixture->window));
  g_object_unref (fixture->window);
  fixture->window = NULL;
}

/* Nor are downloads stopped. */
static void
test_downloads (RtTestWindow *fixture, gconstpointer data)
{
  static const RtReplayStep stuck[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123"),
          RT_REPLAY_GATE, RT_REPLAY_END };
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autoptr (RtReplay) server = rt_replay_new (stuck);
  g_autofree char *address = rt_replay_build_address (server, "/file");
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  RtDownloadQueue *queue = rt_workbench_get_queue (fixture->workbench);
  g_autoptr (RtDownload) download = NULL;
  GtkWidget *question;

  g_ptr_array_add (plans, rt_download_plan_new (request, dir->path));
  rt_download_queue_add (queue, plans);
  download = g_list_model_get_item (rt_download_queue_get_downloads (queue), 0);
  rt_test_wait_until (NULL, rt_download_get_news (download)->received == 4);

  gtk_window_close (GTK_WINDOW (fixture->window));
  question = rt_test_find_question ();
  g_assert_nonnull (question);
  /* As Escape does it: that closes the question, not what it asks about. */
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (question)));
  g_assert_null (rt_test_find_question ());
  g_assert_true (gtk_widget_get_visible (fixture->window));

  rt_download_queue_pause (queue, download);
  rt_test_wait_until (NULL, rt_download_get_state (download) == RT_DOWNLOAD_PAUSED);
  g_assert_cmpuint (rt_download_queue_count_at_work (queue), ==, 0);
  rt_replay_open_gate (server);
}

int
main (int argc, char *argv[])
{
  static const RtTestWindowCase tests[] = {
    { "/close-question/answers-on-their-way", test_answers },
    { "/close-question/downloads", test_downloads },
  };

  return rt_test_window_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
