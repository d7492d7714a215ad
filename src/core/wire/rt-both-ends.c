/* Brings together what our client and a server of ours saw of one exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-both-ends.h"

/* How many connections are known, and exchanges of each: the newest. */
#define CLIENTS_MAX 500
#define SIDES_MAX 100

struct _RtBothEnds
{
  gatomicrefcount ref_count;

  GMutex lock;         /* guards all below */
  GHashTable *clients; /* char *, borrowed from the queue → GQueue of RtServerSide */
  GQueue order;        /* of char *, the oldest first */
};

/**
 * rt_server_side_new:
 *
 * Makes an empty one, for whoever fills it in and hands it over.
 *
 * Returns: (transfer full): the side
 */
RtServerSide *
rt_server_side_new (void)
{
  RtServerSide *self = g_new0 (RtServerSide, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

void
rt_server_side_unref (RtServerSide *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->head, g_bytes_unref);
  g_clear_pointer (&self->fields, rt_header_list_unref);
  g_clear_pointer (&self->composed, rt_header_list_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_free (self->method);
  g_free (self->target);
  g_free (self);
}

static void
free_sides (gpointer sides)
{
  g_queue_free_full (sides, (GDestroyNotify)rt_server_side_unref);
}

/**
 * rt_both_ends_new:
 *
 * Returns: (transfer full): one that knows of no connection
 */
RtBothEnds *
rt_both_ends_new (void)
{
  RtBothEnds *self = g_new0 (RtBothEnds, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_queue_init (&self->order);
  self->clients = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_sides);
  return self;
}

RtBothEnds *
rt_both_ends_ref (RtBothEnds *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_both_ends_unref (RtBothEnds *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->clients);
  g_queue_clear_full (&self->order, g_free);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * rt_both_ends_expect:
 * @self: both ends
 * @client: address and port of a connection of ours, such as `127.0.0.1:40000`
 *
 * Has a server that meets this client keep what it sees.  To be called when the connection
 * stands and before the first byte goes over it.
 */
void
rt_both_ends_expect (RtBothEnds *self, const char *client)
{
  g_mutex_lock (&self->lock);
  if (!g_hash_table_contains (self->clients, client))
    {
      char *key = g_strdup (client);

      g_queue_push_tail (&self->order, key);
      g_hash_table_insert (self->clients, key, g_queue_new ());
    }
  if (self->order.length > CLIENTS_MAX)
    {
      g_autofree char *oldest = g_queue_pop_head (&self->order);

      g_hash_table_remove (self->clients, oldest);
    }
  g_mutex_unlock (&self->lock);
}

gboolean
rt_both_ends_expects (RtBothEnds *self, const char *client)
{
  gboolean is_expected;

  g_mutex_lock (&self->lock);
  is_expected = g_hash_table_contains (self->clients, client);
  g_mutex_unlock (&self->lock);
  return is_expected;
}

/**
 * rt_both_ends_add:
 * @self: both ends
 * @client: who was answered, address and port
 * @side: (transfer full): what the server saw
 *
 * Hands over what a server saw, once its answer is out.
 */
void
rt_both_ends_add (RtBothEnds *self, const char *client, RtServerSide *side)
{
  GQueue *sides;

  g_mutex_lock (&self->lock);
  sides = g_hash_table_lookup (self->clients, client);
  if (sides != NULL)
    g_queue_push_tail (sides, g_steal_pointer (&side));
  if (sides != NULL && sides->length > SIDES_MAX)
    rt_server_side_unref (g_queue_pop_head (sides));
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&side, rt_server_side_unref);
}

/* Ports are used again, and connections kept: the first request that was whole after its
 * first byte left is the one. */
static RtServerSide *
find (GQueue *sides, gint64 sent_us)
{
  for (GList *at = sides->head; at != NULL; at = at->next)
    {
      RtServerSide *side = at->data;

      if (side->asked_us >= sent_us)
        return side;
    }
  return NULL;
}

/**
 * rt_both_ends_find:
 * @self: both ends
 * @client: our end of the connection, address and port
 * @sent_us: when the first byte of the request left, in monotonic time
 *
 * Returns: (transfer full) (nullable): what the server saw of the request; %NULL if it is
 *   none of ours, or has not answered yet
 */
RtServerSide *
rt_both_ends_find (RtBothEnds *self, const char *client, gint64 sent_us)
{
  RtServerSide *side = NULL;
  GQueue *sides;

  g_mutex_lock (&self->lock);
  sides = g_hash_table_lookup (self->clients, client);
  if (sides != NULL)
    side = find (sides, sent_us);
  if (side != NULL)
    g_atomic_ref_count_inc (&side->ref_count);
  g_mutex_unlock (&self->lock);
  return side;
}
