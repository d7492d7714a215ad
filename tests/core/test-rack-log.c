/* Tests of the log that each RtRackServer writes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-rack.h"
#include "tests/lib/rt-test-wait.h"

#include <glib/gstdio.h>
#include <string.h>

static gboolean
has_line (const char *path, const char *line)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, line) != NULL;
}

static void
test_log_on_disk (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_rack_add (fixture, "hello", 0);
  g_autofree char *path = g_build_filename (fixture->log_folder, "hello-any-2.log", NULL);
  GStatBuf status;

  g_assert_null (rt_rack_server_get_launch (server));
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *target = g_strdup_printf ("/start-%d", i);
      g_autofree char *line = g_strdup_printf ("\"GET %s HTTP/1.1\" 200 18", target);

      rt_test_rack_start (server);
      g_assert_cmpstr (rt_rack_server_get_launch (server)->log_path, ==, path);
      rt_test_rack_assert_says (rt_test_rack_get_port (server), target,
                                "Hello from server!");
      rt_rack_server_stop (server);
      rt_test_rack_wait_for (server, RT_SERVER_STOPPED);
      rt_test_wait_until (NULL, has_line (path, line));
    }
  /* What was written first is still there. */
  g_assert_true (has_line (path, "\"GET /start-0 HTTP/1.1\" 200 18"));
  g_assert_null (rt_rack_server_get_launch (server)->log_error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* Those of one recipe that take any port may run at the same time. */
static void
test_a_log_for_each (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *first = rt_test_rack_add (fixture, "hello", 0);
  RtRackServer *second = rt_test_rack_add (fixture, "hello", 0);
  g_autofree char *first_path = NULL;

  rt_test_rack_start (first);
  rt_test_rack_start (second);
  first_path = g_strdup (rt_rack_server_get_launch (first)->log_path);
  g_assert_cmpstr (first_path, !=, rt_rack_server_get_launch (second)->log_path);
  rt_test_rack_assert_says (rt_test_rack_get_port (first), "/first",
                            "Hello from server!");
  rt_test_rack_assert_says (rt_test_rack_get_port (second), "/second",
                            "Hello from server!");
  rt_test_wait_until (NULL, has_line (first_path, "\"GET /first HTTP/1.1\""));
  rt_test_wait_until (NULL, has_line (rt_rack_server_get_launch (second)->log_path,
                                      "\"GET /second HTTP/1.1\""));
  g_assert_false (has_line (first_path, "/second"));

  /* The next time, too, and whichever of them is there. */
  rt_server_rack_remove (fixture->rack,
                         rt_test_rack_get (fixture, rt_test_rack_count (fixture) - 2));
  rt_test_rack_reopen (fixture);
  second = rt_test_rack_get (fixture, rt_test_rack_count (fixture) - 1);
  g_assert_cmpuint (rt_rack_server_get_settings (second)->port, ==, 0);
  rt_test_rack_start (second);
  g_assert_cmpstr (rt_rack_server_get_launch (second)->log_path, !=, first_path);
}

/* What was asked in the last moment is not in the list yet. */
static void
test_log_of_the_last_moment (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_rack_add (fixture, "hello", 0);
  g_autofree char *path = NULL;

  rt_test_rack_start (server);
  path = g_strdup (rt_rack_server_get_launch (server)->log_path);
  for (int i = 0; i < 3; i++)
    rt_test_rack_assert_says (rt_test_rack_get_port (server), "/last",
                              "Hello from server!");
  g_clear_object (&fixture->rack);
  g_assert_true (has_line (path, "\"GET /last HTTP/1.1\" 200 18"));
}

/* No reason not to serve, but it is said. */
static void
test_no_log (RtTestRack *fixture, gconstpointer data)
{
  RtRackServer *server = rt_test_rack_add (fixture, "hello", 0);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->log_folder, "no folder", -1, &error);
  g_assert_no_error (error);
  rt_test_rack_start (server);
  g_assert_error (rt_rack_server_get_launch (server)->log_error, RT_ERROR, RT_ERROR_FILE);
  rt_test_rack_assert_says (rt_test_rack_get_port (server), "/", "Hello from server!");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rt_test_rack_add_test ("/rack-server/writes-its-log", test_log_on_disk);
  rt_test_rack_add_test ("/rack-server/a-log-for-each", test_a_log_for_each);
  rt_test_rack_add_test ("/rack-server/log-of-the-last-moment",
                         test_log_of_the_last_moment);
  rt_test_rack_add_test ("/rack-server/serves-without-a-log", test_no_log);
  return g_test_run ();
}
