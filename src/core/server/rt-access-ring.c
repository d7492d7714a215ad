/* The newest lines of an access log, numbered in the order in which they came. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-access-ring.h"

#include <gio/gio.h>

/* So many are let go at once; for more, a thread has the time. */
#define FREED_AT_ONCE 2000

RtAccessRing *
rt_access_ring_new (guint capacity)
{
  RtAccessRing *self = g_new0 (RtAccessRing, 1);

  self->capacity = capacity;
  self->entries = g_ptr_array_new ();
  return self;
}

void
rt_access_ring_free (RtAccessRing *self)
{
  rt_access_ring_make_room (self, self->capacity);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

guint
rt_access_ring_get_length (const RtAccessRing *self)
{
  return (guint)(self->end - self->begin);
}

static gpointer *
get_place (const RtAccessRing *self, guint64 number)
{
  return &self->entries->pdata[number % self->capacity];
}

static GPtrArray *
steal_oldest (RtAccessRing *self, guint n)
{
  GPtrArray *entries = g_ptr_array_new_full (n, (GDestroyNotify)rt_access_entry_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (entries, g_steal_pointer (get_place (self, self->begin++)));
  return entries;
}

static void
free_entries (GTask *task, gpointer source, gpointer entries, GCancellable *cancellable)
{
  g_ptr_array_set_size (entries, 0);
  g_task_return_boolean (task, TRUE);
}

static void
let_go (GPtrArray *entries)
{
  g_autoptr (GTask) task = NULL;

  if (entries->len <= FREED_AT_ONCE)
    {
      g_ptr_array_unref (entries);
      return;
    }
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, let_go);
  g_task_set_task_data (task, entries, (GDestroyNotify)g_ptr_array_unref);
  g_task_run_in_thread (task, free_entries);
}

/**
 * rt_access_ring_get:
 * @self: a ring
 * @number: from begin on, before end
 *
 * Returns: (transfer none): the entry with that number
 */
RtAccessEntry *
rt_access_ring_get (const RtAccessRing *self, guint64 number)
{
  g_return_val_if_fail (number >= self->begin && number < self->end, NULL);

  return *get_place (self, number);
}

/**
 * rt_access_ring_dup_entries:
 * @self: a ring
 *
 * Returns: (transfer full) (element-type RtAccessEntry): all entries, oldest first
 */
GPtrArray *
rt_access_ring_dup_entries (const RtAccessRing *self)
{
  GPtrArray *entries = g_ptr_array_new_full (rt_access_ring_get_length (self),
                                             (GDestroyNotify)rt_access_entry_unref);

  for (guint64 i = self->begin; i < self->end; i++)
    g_ptr_array_add (entries, rt_access_entry_ref (*get_place (self, i)));
  return entries;
}

/**
 * rt_access_ring_make_room:
 * @self: a ring
 * @n: how many entries are to be added; no more than it can hold
 *
 * Lets the oldest entries go that are in the way.
 *
 * Returns: how many these were
 */
guint
rt_access_ring_make_room (RtAccessRing *self, guint n)
{
  guint length = rt_access_ring_get_length (self);
  guint n_gone = length + n > self->capacity ? length + n - self->capacity : 0;

  g_return_val_if_fail (n <= self->capacity, 0);
  if (n_gone > 0)
    let_go (steal_oldest (self, n_gone));
  return n_gone;
}

/**
 * rt_access_ring_take:
 * @self: a ring with room for @entries
 * @entries: (element-type RtAccessEntry) (transfer full): what to add
 */
void
rt_access_ring_take (RtAccessRing *self, GPtrArray *entries)
{
  g_return_if_fail (rt_access_ring_get_length (self) + entries->len <= self->capacity);

  for (guint i = 0; i < entries->len; i++)
    {
      guint place = (guint)(self->end % self->capacity);

      if (place >= self->entries->len)
        g_ptr_array_set_size (self->entries, (int)place + 1);
      *get_place (self, self->end++) = entries->pdata[i];
    }
  g_ptr_array_set_free_func (entries, NULL);
  g_ptr_array_unref (entries);
}

/**
 * rt_access_ring_steal:
 * @self: a ring
 *
 * Empties the ring.
 *
 * Returns: (transfer full) (element-type RtAccessEntry): what was in it, oldest first
 */
GPtrArray *
rt_access_ring_steal (RtAccessRing *self)
{
  return steal_oldest (self, rt_access_ring_get_length (self));
}
