/* Which address is asked next: not too many of a host at once, and not too fast. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-queue.h"

typedef enum
{
  RESTS, /* has no job, or runs as many as it may */
  READY, /* has a job that may start now */
  TIMED, /* has a job that may start at a moment to come */
} HostState;

typedef struct
{
  GQueue jobs;
  guint n_running;
  gint64 next_us; /* no request before */
  HostState state;
} Host;

/* What happens at a moment to come: a host may go on, or a job joins its host. */
typedef struct
{
  gint64 due_us;
  guint64 order; /* of those with the same moment, the first comes first */
  Host *host;
  gpointer job; /* nullable */
} Event;

struct _RtCheckQueue
{
  guint per_host;
  gint64 delay_us;
  GDestroyNotify free;

  GHashTable *hosts; /* name → Host */
  GQueue ready;      /* of Host, which take turns */
  GSequence *events; /* of Event */
  guint64 n_events;
};

static int
compare_events (gconstpointer a, gconstpointer b, gpointer data)
{
  const Event *left = a;
  const Event *right = b;

  if (left->due_us != right->due_us)
    return left->due_us < right->due_us ? -1 : 1;
  return (left->order > right->order) - (left->order < right->order);
}

/**
 * rt_check_queue_new:
 * @per_host: how many requests a host gets at once, at least 1
 * @delay_ms: how much time is between the beginnings of two of them
 * @free: frees what is left in the end
 *
 * Returns: (transfer full): an empty queue
 */
RtCheckQueue *
rt_check_queue_new (guint per_host, guint delay_ms, GDestroyNotify free)
{
  RtCheckQueue *self = g_new0 (RtCheckQueue, 1);

  self->per_host = per_host;
  self->delay_us = (gint64)delay_ms * 1000;
  self->free = free;
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->events = g_sequence_new (g_free);
  return self;
}

void
rt_check_queue_free (RtCheckQueue *self)
{
  GHashTableIter iter;
  gpointer value;

  for (GSequenceIter *i = g_sequence_get_begin_iter (self->events);
       !g_sequence_iter_is_end (i); i = g_sequence_iter_next (i))
    {
      Event *event = g_sequence_get (i);

      if (event->job != NULL)
        self->free (event->job);
    }
  g_sequence_free (self->events);
  g_hash_table_iter_init (&iter, self->hosts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_queue_clear_full (&((Host *)value)->jobs, self->free);
  g_queue_clear (&self->ready);
  g_hash_table_unref (self->hosts);
  g_free (self);
}

static void
plan (RtCheckQueue *self, Host *host, gpointer job, gint64 due_us)
{
  Event *event = g_new (Event, 1);

  *event = (Event){ due_us, self->n_events++, host, job };
  g_sequence_insert_sorted (self->events, event, compare_events, NULL);
}

static Host *
find_host (RtCheckQueue *self, const char *name)
{
  Host *host = g_hash_table_lookup (self->hosts, name);

  if (host == NULL)
    {
      host = g_new0 (Host, 1);
      g_hash_table_insert (self->hosts, g_strdup (name), host);
    }
  return host;
}

/* Puts a host that rests where it belongs. */
static void
place (RtCheckQueue *self, Host *host, gint64 now_us)
{
  if (host->state != RESTS || host->jobs.length == 0 || host->n_running >= self->per_host)
    return;
  if (host->next_us > now_us)
    {
      host->state = TIMED;
      plan (self, host, NULL, host->next_us);
      return;
    }
  host->state = READY;
  g_queue_push_tail (&self->ready, host);
}

/**
 * rt_check_queue_add:
 * @self: a queue
 * @host: whom the job is for
 * @job: (transfer full): what is to be done
 * @is_first: whether it goes before the others of its host
 * @now_us: the time
 */
void
rt_check_queue_add (RtCheckQueue *self,
                    const char *host,
                    gpointer job,
                    gboolean is_first,
                    gint64 now_us)
{
  Host *found = find_host (self, host);

  if (is_first)
    g_queue_push_head (&found->jobs, job);
  else
    g_queue_push_tail (&found->jobs, job);
  place (self, found, now_us);
}

/* Like the former, but not before a moment. */
void
rt_check_queue_add_later (RtCheckQueue *self,
                          const char *host,
                          gpointer job,
                          gint64 due_us)
{
  plan (self, find_host (self, host), job, due_us);
}

/* Leaves a host alone until a moment. */
void
rt_check_queue_hold (RtCheckQueue *self, const char *host, gint64 until_us)
{
  Host *found = find_host (self, host);

  found->next_us = MAX (found->next_us, until_us);
}

/* What was planned for this moment, or earlier. */
static void
catch_up (RtCheckQueue *self, gint64 now_us)
{
  while (!g_sequence_is_empty (self->events))
    {
      GSequenceIter *first = g_sequence_get_begin_iter (self->events);
      Event event = *(Event *)g_sequence_get (first);

      if (event.due_us > now_us)
        return;
      g_sequence_remove (first);
      if (event.job != NULL)
        g_queue_push_head (&event.host->jobs, event.job);
      else
        event.host->state = RESTS;
      place (self, event.host, now_us);
    }
}

/**
 * rt_check_queue_take:
 * @self: a queue
 * @now_us: the time
 * @next_us: (out): when to ask again where there is none; %G_MAXINT64: when something is
 *   added or released
 *
 * Takes the next job that may start now.  Its host is to be released once the request is
 * over.
 *
 * Returns: (transfer full) (nullable): the job
 */
gpointer
rt_check_queue_take (RtCheckQueue *self, gint64 now_us, gint64 *next_us)
{
  Host *host;
  gpointer job;

  catch_up (self, now_us);
  while ((host = g_queue_pop_head (&self->ready)) != NULL)
    {
      host->state = RESTS;
      if (host->next_us <= now_us)
        break;
      place (self, host, now_us); /* it was put on hold meanwhile */
    }
  if (host == NULL)
    {
      *next_us
          = g_sequence_is_empty (self->events)
                ? G_MAXINT64
                : ((Event *)g_sequence_get (g_sequence_get_begin_iter (self->events)))
                      ->due_us;
      return NULL;
    }
  job = g_queue_pop_head (&host->jobs);
  host->n_running++;
  host->next_us = MAX (host->next_us, now_us + self->delay_us);
  place (self, host, now_us);
  return job;
}

/* A request to a host is over. */
void
rt_check_queue_release (RtCheckQueue *self, const char *host, gint64 now_us)
{
  Host *found = find_host (self, host);

  g_return_if_fail (found->n_running > 0);

  found->n_running--;
  place (self, found, now_us);
}

/* Whether a job can be taken at once. */
gboolean
rt_check_queue_is_ready (RtCheckQueue *self)
{
  return self->ready.length > 0;
}
