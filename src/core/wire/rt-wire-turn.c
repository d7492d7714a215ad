/* Which request goes over a wire now. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-wire-turn.h"

struct _RtWireTurn
{
  gatomicrefcount ref_count;
  GMutex lock;
  RtRoute *route;
  RtWireRecord *record;
};

RtWireTurn *
rt_wire_turn_new (void)
{
  RtWireTurn *self = g_new0 (RtWireTurn, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  return self;
}

RtWireTurn *
rt_wire_turn_ref (RtWireTurn *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_wire_turn_unref (RtWireTurn *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  rt_wire_turn_set (self, NULL, NULL);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
rt_wire_turn_set (RtWireTurn *self, RtRoute *route, RtWireRecord *record)
{
  g_mutex_lock (&self->lock);
  if (route != NULL)
    rt_route_ref (route);
  if (record != NULL)
    rt_wire_record_ref (record);
  g_clear_pointer (&self->route, rt_route_unref);
  g_clear_pointer (&self->record, rt_wire_record_unref);
  self->route = route;
  self->record = record;
  g_mutex_unlock (&self->lock);
}

/* Gives references of both, or returns FALSE where nothing is being sent. */
gboolean
rt_wire_turn_get (RtWireTurn *self, RtRoute **route, RtWireRecord **record)
{
  gboolean found;

  g_mutex_lock (&self->lock);
  found = self->record != NULL;
  if (found)
    {
      *route = rt_route_ref (self->route);
      *record = rt_wire_record_ref (self->record);
    }
  g_mutex_unlock (&self->lock);
  return found;
}
