/* Which lines of an access log pass a filter. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-access-search.h"

#include "core/server/rt-access-matches.h"

/* A turn of the search takes no longer. */
#define SEARCH_US (1 * G_TIME_SPAN_MILLISECOND)
#define LINES_BETWEEN_LOOKS_AT_THE_CLOCK 64

/* Without a filter, all lines are found.  With one, the numbers of those that pass are
 * kept.  A new filter looks at the lines from the newest to the oldest, a few in each turn;
 * what comes meanwhile is looked at at once.
 *
 * Even where there is no filter, nothing is found until the turn after. */
struct _RtAccessSearch
{
  RtAccessRing *lines; /* borrowed */
  RtAccessSearchFunc found;
  gpointer data;

  RtAccessFilter *filter; /* nullable */
  RtAccessMatches *matches;
  guint64 searched_from; /* the lines from this number on have been looked at */
  GSource *turn;         /* nullable */
};

/**
 * rt_access_search_new:
 * @lines: where to look; must outlive the search
 * @capacity: how many lines there can be
 * @found: called when more were found later
 * @data: for @found
 *
 * Returns: (transfer full): a search without a filter, that has found everything
 */
RtAccessSearch *
rt_access_search_new (RtAccessRing *lines,
                      guint capacity,
                      RtAccessSearchFunc found,
                      gpointer data)
{
  RtAccessSearch *self = g_new0 (RtAccessSearch, 1);

  self->lines = lines;
  self->found = found;
  self->data = data;
  self->matches = rt_access_matches_new (capacity);
  return self;
}

static void
stop (RtAccessSearch *self)
{
  if (self->turn != NULL)
    g_source_destroy (self->turn);
  g_clear_pointer (&self->turn, g_source_unref);
}

void
rt_access_search_free (RtAccessSearch *self)
{
  stop (self);
  g_clear_pointer (&self->filter, rt_access_filter_free);
  rt_access_matches_free (self->matches);
  g_free (self);
}

const RtAccessFilter *
rt_access_search_get_filter (const RtAccessSearch *self)
{
  return self->filter;
}

/**
 * rt_access_search_take_filter:
 * @self: a search
 * @filter: (nullable) (transfer full): what is looked for; %NULL is everything
 *
 * Sets what rt_access_search_start() looks for.  To be called before it.
 */
void
rt_access_search_take_filter (RtAccessSearch *self, RtAccessFilter *filter)
{
  g_clear_pointer (&self->filter, rt_access_filter_free);
  self->filter = filter;
}

static gboolean
is_wanted (RtAccessSearch *self, guint64 number)
{
  return rt_access_filter_matches (self->filter,
                                   rt_access_ring_get (self->lines, number));
}

/* Looks at some more lines. */
static void
look (RtAccessSearch *self)
{
  gint64 deadline = g_get_monotonic_time () + SEARCH_US;

  for (guint i = 0; self->searched_from > self->lines->begin; i++)
    {
      if (i % LINES_BETWEEN_LOOKS_AT_THE_CLOCK == 0 && g_get_monotonic_time () > deadline)
        break;
      if (is_wanted (self, --self->searched_from))
        rt_access_matches_add_below (self->matches, self->searched_from);
    }
}

static gboolean
on_turn (gpointer data)
{
  RtAccessSearch *self = data;
  guint n_before = rt_access_search_get_n_found (self);
  gboolean is_over = self->filter == NULL;

  if (!is_over)
    {
      look (self);
      is_over = self->searched_from <= self->lines->begin;
    }
  if (is_over)
    stop (self);
  self->found (rt_access_search_get_n_found (self) - n_before, is_over, self->data);
  return G_SOURCE_CONTINUE;
}

/**
 * rt_access_search_start:
 * @self: a search
 *
 * Forgets what was found, and has all lines looked at anew, in later turns of the main
 * loop.
 */
void
rt_access_search_start (RtAccessSearch *self)
{
  stop (self);
  rt_access_matches_drop_below (self->matches, self->lines->end);
  self->searched_from = self->lines->end;
  self->turn = g_idle_source_new ();
  g_source_set_callback (self->turn, on_turn, self, NULL);
  g_source_attach (self->turn, g_main_context_get_thread_default ());
}

gboolean
rt_access_search_is_running (const RtAccessSearch *self)
{
  return self->turn != NULL;
}

guint
rt_access_search_get_n_found (const RtAccessSearch *self)
{
  if (self->filter != NULL)
    return self->matches->length;
  return self->turn != NULL ? 0 : rt_access_ring_get_length (self->lines);
}

/**
 * rt_access_search_get_found:
 * @self: a search
 * @position: below rt_access_search_get_n_found()
 *
 * Returns: (transfer none): a line that passes
 */
RtAccessEntry *
rt_access_search_get_found (const RtAccessSearch *self, guint position)
{
  guint64 number = self->filter != NULL ? rt_access_matches_get (self->matches, position)
                                        : self->lines->begin + position;

  return rt_access_ring_get (self->lines, number);
}

/**
 * rt_access_search_look_from:
 * @self: a search
 * @number: of the first of the lines that were just added
 *
 * Looks at new lines at once.
 */
void
rt_access_search_look_from (RtAccessSearch *self, guint64 number)
{
  if (self->filter == NULL)
    return;
  for (guint64 i = number; i < self->lines->end; i++)
    if (is_wanted (self, i))
      rt_access_matches_add_above (self->matches, i);
}

/**
 * rt_access_search_drop_gone:
 * @self: a search
 *
 * Forgets the lines that are no longer there.
 */
void
rt_access_search_drop_gone (RtAccessSearch *self)
{
  rt_access_matches_drop_below (self->matches, self->lines->begin);
}
