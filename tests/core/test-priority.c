/* Tests of rt_priority_prepare(): what it is for needs a process of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-priority.h"

#include <gio/gio.h>
#include <sys/resource.h>
#include <unistd.h>

#define NOBODY 65534

static void
tell_priority (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_int (task, getpriority (PRIO_PROCESS, 0));
}

/* Gives the priority of a thread of the pool. */
static int
run_task (void)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  int priority;

  g_task_run_in_thread_sync (task, tell_priority);
  priority = (int)g_task_propagate_int (task, &error);
  g_assert_no_error (error);
  return priority;
}

static gpointer
work (gpointer data)
{
  rt_priority_lower ();
  return GINT_TO_POINTER (run_task ());
}

/* GLib's complaint would end this test, as every warning does. */
static void
test_pool (void)
{
  int priority = getpriority (PRIO_PROCESS, 0);
  int lower;

  lower = GPOINTER_TO_INT (g_thread_join (g_thread_new ("work", work, NULL)));
  g_assert_cmpint (lower, >, priority);
  g_assert_cmpint (run_task (), ==, lower);
  g_assert_cmpint (getpriority (PRIO_PROCESS, 0), ==, priority);
}

int
main (int argc, char *argv[])
{
  /* The administrator may do what users may not. */
  if (geteuid () == 0 && setresuid (NOBODY, NOBODY, NOBODY) != 0)
    return 77;
  rt_priority_prepare ();
  g_type_ensure (G_TYPE_TASK); /* as the window's thread does early on */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/priority/pool", test_pool);
  return g_test_run ();
}
