/* The connections of a download that are at work. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-crew.h"

/* How fast a rate forgets: half of it is of the last second or so. */
#define SAMPLE_EVERY_US (G_USEC_PER_SEC / 4)
#define SAMPLE_WEIGHT 0.2

struct _RtCrew
{
  GPtrArray *members; /* of RtCrewMember */
  guint n_ever;
};

static gboolean
has_connection (RtCrew *self, guint connection)
{
  for (guint i = 0; i < self->members->len; i++)
    if (rt_crew_get (self, i)->connection == connection)
      return TRUE;
  return FALSE;
}

static void
free_member (gpointer data)
{
  RtCrewMember *member = data;

  rt_segment_unref (member->segment);
  g_free (member);
}

RtCrew *
rt_crew_new (void)
{
  RtCrew *self = g_new0 (RtCrew, 1);

  self->members = g_ptr_array_new_with_free_func (free_member);
  return self;
}

void
rt_crew_free (RtCrew *self)
{
  g_ptr_array_unref (self->members);
  g_free (self);
}

guint
rt_crew_get_size (RtCrew *self)
{
  return self->members->len;
}

RtCrewMember *
rt_crew_get (RtCrew *self, guint index)
{
  return g_ptr_array_index (self->members, index);
}

RtCrewMember *
rt_crew_find (RtCrew *self, RtSegment *segment)
{
  for (guint i = 0; i < self->members->len; i++)
    if (rt_crew_get (self, i)->segment == segment)
      return rt_crew_get (self, i);
  return NULL;
}

/**
 * rt_crew_add:
 * @self: a crew
 * @segment: (transfer full): a segment that was started
 * @source: which address it asks
 * @is_leader: whether what it learns counts for all
 *
 * Returns: (transfer none): the member
 */
RtCrewMember *
rt_crew_add (RtCrew *self, RtSegment *segment, guint source, gboolean is_leader)
{
  RtCrewMember *member = g_new0 (RtCrewMember, 1);

  member->segment = segment;
  member->source = source;
  member->number = ++self->n_ever;
  while (has_connection (self, ++member->connection))
    ;
  member->is_leader = is_leader;
  g_ptr_array_add (self->members, member);
  return member;
}

/* Whose work it shared works alone from now on. */
void
rt_crew_remove (RtCrew *self, RtSegment *segment)
{
  RtCrewMember *member = rt_crew_find (self, segment);
  RtCrewMember *other;

  if (member == NULL)
    return;
  other = member->twin_of != NULL ? rt_crew_find (self, member->twin_of) : NULL;
  if (other != NULL)
    other->has_twin = FALSE;
  g_ptr_array_remove (self->members, member);
}

/* They stay in the crew until they have ended. */
void
rt_crew_dismiss_all (RtCrew *self, RtSegment *except)
{
  for (guint i = 0; i < self->members->len; i++)
    if (rt_crew_get (self, i)->segment != except)
      rt_segment_dismiss (rt_crew_get (self, i)->segment);
}

/* Its first byte is about to come. */
void
rt_crew_begin (RtCrew *self, RtSegment *segment)
{
  RtCrewMember *member = rt_crew_find (self, segment);

  member->is_receiving = TRUE;
  member->sampled_us = g_get_monotonic_time ();
  member->sampled_position = rt_segment_get_position (segment);
}

/**
 * rt_crew_sample:
 * @self: a crew
 *
 * Takes the rates anew.  To be called now and then.
 */
void
rt_crew_sample (RtCrew *self)
{
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < self->members->len; i++)
    {
      RtCrewMember *member = rt_crew_get (self, i);
      gint64 elapsed_us = now_us - member->sampled_us;
      gint64 position;
      double rate;

      if (!member->is_receiving || elapsed_us < SAMPLE_EVERY_US)
        continue;
      position = rt_segment_get_position (member->segment);
      rate = (double)(position - member->sampled_position) * G_USEC_PER_SEC
             / (double)elapsed_us;
      member->rate = member->rate == 0
                         ? rate
                         : member->rate * (1 - SAMPLE_WEIGHT) + rate * SAMPLE_WEIGHT;
      member->sampled_us = now_us;
      member->sampled_position = position;
    }
}

double
rt_crew_get_rate (RtCrew *self)
{
  double rate = 0;

  for (guint i = 0; i < self->members->len; i++)
    rate += rt_crew_get (self, i)->rate;
  return rate;
}

static RtShare *
make_shares (RtCrew *self)
{
  RtShare *shares = g_new0 (RtShare, self->members->len);
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < self->members->len; i++)
    {
      const RtCrewMember *member = rt_crew_get (self, i);

      shares[i].position = rt_segment_get_position (member->segment);
      shares[i].end = rt_segment_get_end (member->segment);
      shares[i].rate = member->rate;
      shares[i].slow_us = member->slow_since_us != 0 ? now_us - member->slow_since_us : 0;
      shares[i].has_twin = member->has_twin || member->twin_of != NULL;
    }
  return shares;
}

/**
 * rt_crew_find_work:
 * @self: a crew
 * @file: what they work at; how long it is must be known
 *
 * Finds something to do for one more connection.
 *
 * Returns: what; see rt_work_share_next()
 */
RtWork
rt_crew_find_work (RtCrew *self, RtPartFile *file)
{
  g_autofree RtShare *shares = make_shares (self);
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (RtExtent));
  gint64 from = 0;
  RtExtent gap;

  while (rt_part_file_find_missing (file, from, &gap.first, &gap.end))
    {
      g_array_append_val (gaps, gap);
      from = gap.end;
    }
  return rt_work_share_next ((const RtExtent *)gaps->data, gaps->len, shares,
                             self->members->len);
}

/**
 * rt_crew_find_slow:
 * @self: a crew
 *
 * Finds a member that is not worth keeping.  To be called now and then.
 *
 * Returns: its index, or -1
 */
int
rt_crew_find_slow (RtCrew *self)
{
  g_autofree RtShare *shares = make_shares (self);
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < self->members->len; i++)
    {
      RtCrewMember *member = rt_crew_get (self, i);

      if (!member->is_receiving || !rt_work_share_is_slow (shares, self->members->len, i))
        member->slow_since_us = 0;
      else if (member->slow_since_us == 0)
        member->slow_since_us = now_us;
    }
  return rt_work_share_find_slow (shares, self->members->len);
}
