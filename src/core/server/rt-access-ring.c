/* The newest lines of an access log, numbered in the order in which they came. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-access-ring.h"

/* So many are let go in one turn.  Not in a thread: it would have to share the lock of the
 * memory with this one, which just then makes widgets. */
#define FREED_AT_ONCE 2000

/* The size stands here because to look for it at every entry takes too long: memory that
 * was not used for a while is slow. */
typedef struct
{
  RtAccessEntry *entry;
  gsize bytes;
} Place;

/**
 * rt_access_ring_new:
 * @capacity: how many lines it holds at most, at least 1
 * @budget: how many bytes these may take together
 *
 * Returns: (transfer full): an empty ring
 */
RtAccessRing *
rt_access_ring_new (guint capacity, gsize budget)
{
  RtAccessRing *self = g_new0 (RtAccessRing, 1);

  self->capacity = capacity;
  self->budget = budget;
  self->places = g_array_new (FALSE, TRUE, sizeof (Place));
  return self;
}

void
rt_access_ring_free (RtAccessRing *self)
{
  rt_access_ring_clear (self);
  g_array_unref (self->places);
  g_free (self);
}

guint
rt_access_ring_get_length (const RtAccessRing *self)
{
  return (guint)(self->end - self->begin);
}

static Place *
get_place (const RtAccessRing *self, guint64 number)
{
  return &g_array_index (self->places, Place, number % self->capacity);
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

  return get_place (self, number)->entry;
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
    g_ptr_array_add (entries, rt_access_entry_ref (get_place (self, i)->entry));
  return entries;
}

static gboolean
free_some (gpointer entries)
{
  GPtrArray *array = entries;

  g_ptr_array_set_size (array, (int)(array->len - MIN (array->len, FREED_AT_ONCE)));
  return array->len > 0;
}

static void
let_go (GPtrArray *entries)
{
  g_autoptr (GSource) source = NULL;

  if (entries->len <= FREED_AT_ONCE)
    {
      g_ptr_array_unref (entries);
      return;
    }
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_LOW);
  g_source_set_callback (source, free_some, entries, (GDestroyNotify)g_ptr_array_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static Place
pull (RtAccessRing *self)
{
  Place oldest = *get_place (self, self->begin++);

  self->bytes -= oldest.bytes;
  return oldest;
}

static void
put (RtAccessRing *self, Place newest)
{
  guint index = (guint)(self->end % self->capacity);

  if (index >= self->places->len)
    g_array_set_size (self->places, index + 1);
  *get_place (self, self->end++) = newest;
  self->bytes += newest.bytes;
}

static gboolean
has_room (const RtAccessRing *self, guint n, gsize bytes)
{
  guint length = rt_access_ring_get_length (self);

  return length == 0
         || (length + n <= self->capacity && self->bytes + bytes <= self->budget);
}

/**
 * rt_access_ring_make_room:
 * @self: a ring
 * @n: how many entries are to be added
 * @bytes: how much these take
 *
 * Lets the oldest entries go that are in the way.
 */
void
rt_access_ring_make_room (RtAccessRing *self, guint n, gsize bytes)
{
  GPtrArray *gone;

  if (has_room (self, n, bytes))
    return;
  gone = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);
  while (!has_room (self, n, bytes))
    g_ptr_array_add (gone, pull (self).entry);
  let_go (gone);
}

/**
 * rt_access_ring_clear:
 * @self: a ring
 *
 * Lets all entries go.
 */
void
rt_access_ring_clear (RtAccessRing *self)
{
  rt_access_ring_make_room (self, self->capacity, 0);
}

/**
 * rt_access_ring_push:
 * @self: a ring
 * @entry: what to add
 *
 * Adds an entry, in the place of the oldest ones if there is no room.
 */
void
rt_access_ring_push (RtAccessRing *self, RtAccessEntry *entry)
{
  gsize bytes = rt_access_entry_get_size (entry);

  rt_access_ring_make_room (self, 1, bytes);
  put (self, (Place){ rt_access_entry_ref (entry), bytes });
}

/**
 * rt_access_ring_take_all:
 * @self: a ring with room for what @other holds
 * @other: another; is empty afterwards
 */
void
rt_access_ring_take_all (RtAccessRing *self, RtAccessRing *other)
{
  g_return_if_fail (rt_access_ring_get_length (self) + rt_access_ring_get_length (other)
                    <= self->capacity);

  while (other->begin < other->end)
    put (self, pull (other));
}
