/* Threads that work stand back behind the one that shows what they do. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-priority.h"

#include <sys/resource.h>

/* How far: where all cores are busy with a fast answer, the window would stall. */
#define NICE 5

/**
 * rt_priority_lower:
 *
 * Lowers the priority of this thread and of those that it starts: on Linux each has its
 * own.  Should it not be allowed, things are as they were.
 */
void
rt_priority_lower (void)
{
  setpriority (PRIO_PROCESS, 0, getpriority (PRIO_PROCESS, 0) + NICE);
}

static void
do_nothing (gpointer data, gpointer user_data)
{
}

static gpointer
make_pool (gpointer data)
{
  rt_priority_lower ();
  g_thread_pool_free (g_thread_pool_new (do_nothing, NULL, 1, FALSE, NULL), TRUE, TRUE);
  return NULL;
}

/**
 * rt_priority_prepare:
 *
 * Lowers the priority of all threads of GLib's pools, of those of #GTask, too.  Comes
 * before anything else of a program.
 *
 * GLib gives each of them the priority of the thread that has made the first pool, whoever
 * starts it.  A thread of a lowered one may not have more than that, and GLib complains.
 */
void
rt_priority_prepare (void)
{
  g_thread_join (g_thread_new ("rt-priority", make_pool, NULL));
}
