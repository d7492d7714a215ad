/* Connections that are open and idle, for the next request that goes the same way. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-links.h"

typedef struct
{
  char *key;
  RtClientLink *link;
} Idle;

/* The one that was used last is the first. */
struct _RtCheckLinks
{
  guint capacity;
  GQueue idle; /* of Idle */
};

RtCheckLinks *
rt_check_links_new (guint capacity)
{
  RtCheckLinks *self = g_new0 (RtCheckLinks, 1);

  self->capacity = capacity;
  return self;
}

static RtClientLink *
idle_steal (Idle *idle)
{
  RtClientLink *link = idle->link;

  g_free (idle->key);
  g_free (idle);
  return link;
}

void
rt_check_links_free (RtCheckLinks *self)
{
  Idle *idle;

  while ((idle = g_queue_pop_head (&self->idle)) != NULL)
    rt_client_link_free (idle_steal (idle));
  g_free (self);
}

/**
 * rt_check_links_take:
 * @self: the connections
 * @key: of a route
 *
 * Returns: (transfer full) (nullable): the one that went there last
 */
RtClientLink *
rt_check_links_take (RtCheckLinks *self, const char *key)
{
  for (GList *i = self->idle.head; i != NULL; i = i->next)
    {
      Idle *idle = i->data;

      if (!g_str_equal (idle->key, key))
        continue;
      g_queue_delete_link (&self->idle, i);
      return idle_steal (idle);
    }
  return NULL;
}

/**
 * rt_check_links_put:
 * @self: the connections
 * @key: of its route
 * @link: (transfer full): a connection that can be asked again
 *
 * Returns: (transfer full) (nullable): one that there is no room for any more, to be freed
 */
RtClientLink *
rt_check_links_put (RtCheckLinks *self, const char *key, RtClientLink *link)
{
  Idle *idle = g_new (Idle, 1);

  *idle = (Idle){ g_strdup (key), link };
  g_queue_push_head (&self->idle, idle);
  return self->idle.length > self->capacity ? idle_steal (g_queue_pop_tail (&self->idle))
                                            : NULL;
}
