/* The numbers of the lines of an access log that pass a filter, ascending. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-access-matches.h"

RtAccessMatches *
rt_access_matches_new (guint capacity)
{
  RtAccessMatches *self = g_new0 (RtAccessMatches, 1);

  self->capacity = capacity;
  return self;
}

void
rt_access_matches_free (RtAccessMatches *self)
{
  g_free (self->numbers);
  g_free (self);
}

static guint64 *
get_place (const RtAccessMatches *self, guint index)
{
  return &self->numbers[(self->first + index) % self->capacity];
}

guint64
rt_access_matches_get (const RtAccessMatches *self, guint index)
{
  g_return_val_if_fail (index < self->length, 0);

  return *get_place (self, index);
}

static void
make_place (RtAccessMatches *self)
{
  g_return_if_fail (self->length < self->capacity);

  if (self->numbers == NULL)
    self->numbers = g_new (guint64, self->capacity);
  self->length++;
}

/**
 * rt_access_matches_add_below:
 * @self: the matches, fewer than there is room for
 * @number: lower than all of them
 */
void
rt_access_matches_add_below (RtAccessMatches *self, guint64 number)
{
  make_place (self);
  self->first = (self->first + self->capacity - 1) % self->capacity;
  *get_place (self, 0) = number;
}

/**
 * rt_access_matches_add_above:
 * @self: the matches, fewer than there is room for
 * @number: higher than all of them
 */
void
rt_access_matches_add_above (RtAccessMatches *self, guint64 number)
{
  make_place (self);
  *get_place (self, self->length - 1) = number;
}

/**
 * rt_access_matches_drop_below:
 * @self: the matches
 * @number: the lowest number that may stay
 */
void
rt_access_matches_drop_below (RtAccessMatches *self, guint64 number)
{
  while (self->length > 0 && *get_place (self, 0) < number)
    {
      self->first = (self->first + 1) % self->capacity;
      self->length--;
    }
}
