/* What two texts differ in, beyond what differs with every answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-text.h"

#include "core/http/rt-text-diff.h"

#include <string.h>

#define SHOWN_LINES 5
#define SHOWN_CHARACTERS 200

/* Where a text is not the same a second time.  Lines count from 0. */
typedef struct
{
  gsize n_lines;
  gboolean *is_noisy; /* of each line: it was not there again */
  guint *n_inserted;  /* of each line, and of the end: lines that came before it then */
} Noise;

static gsize
count_lines (GBytes *text)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    n += data[i] == '\n';
  return n + (length > 0 && data[length - 1] != '\n');
}

static gboolean
noise_init (Noise *noise, GBytes *text, GBytes *again, GCancellable *cancellable)
{
  g_autoptr (GArray) runs
      = again != NULL ? rt_text_diff (text, again, cancellable, NULL) : NULL;

  noise->n_lines = count_lines (text);
  noise->is_noisy = g_new0 (gboolean, noise->n_lines + 1);
  noise->n_inserted = g_new0 (guint, noise->n_lines + 1);
  for (guint i = 0; runs != NULL && i < runs->len; i++)
    {
      const RtTextRun *run = &g_array_index (runs, RtTextRun, i);
      gsize line = run->old_line - 1;

      if (run->kind == RT_TEXT_ADDED)
        noise->n_inserted[line] += run->n_lines;
      else if (run->kind == RT_TEXT_REMOVED)
        for (gsize j = 0; j < run->n_lines; j++)
          noise->is_noisy[line + j] = TRUE;
    }
  return again == NULL || runs != NULL;
}

static void
noise_clear (Noise *noise)
{
  g_free (noise->is_noisy);
  g_free (noise->n_inserted);
}

/* Whether the lines from @start on are such as change by themselves, so that there may
 * stand @n_others in their place. */
static gboolean
covers (const Noise *noise, gsize start, gsize n, gsize n_others)
{
  gsize room = noise->n_inserted[start];

  for (gsize i = start; i < start + n; i++)
    {
      if (!noise->is_noisy[i])
        return FALSE;
      room += noise->n_inserted[i + 1];
    }
  return n_others <= MAX (n, room);
}

/* Adds some of the lines of a run to what is shown. */
static void
show (char **shown, GBytes *text, const RtTextRun *run)
{
  const char *data = g_bytes_get_data (text, NULL);
  g_autofree char *part = g_strndup (data + run->start, run->length);
  g_auto (GStrv) lines = g_strsplit (part, "\n", -1);
  g_autoptr (GString) all = g_string_new (*shown);
  guint n = 0;

  for (const char *p = all->str; *p != '\0'; p++)
    n += *p == '\n';
  n += all->len > 0;
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0' && n < SHOWN_LINES; i++, n++)
    {
      g_autofree char *valid = g_utf8_make_valid (lines[i], -1);
      gboolean is_long = g_utf8_strlen (valid, -1) > SHOWN_CHARACTERS;
      g_autofree char *begin = g_utf8_substring (
          valid, 0, is_long ? SHOWN_CHARACTERS : g_utf8_strlen (valid, -1));

      g_string_append_printf (all, "%s%s%s", all->len > 0 ? "\n" : "", begin,
                              is_long ? "…" : "");
    }
  g_free (*shown);
  *shown = g_strdup (all->str);
}

/* One place where the texts differ: what was removed there, what was added, or both. */
typedef struct
{
  const RtTextRun *removed; /* nullable */
  const RtTextRun *added;   /* nullable */
} Place;

static gboolean
is_at_end (const Place *place, const Noise *old_noise, const Noise *new_noise)
{
  const RtTextRun *run = place->removed != NULL ? place->removed : place->added;
  gsize n_removed = place->removed != NULL ? place->removed->n_lines : 0;
  gsize n_added = place->added != NULL ? place->added->n_lines : 0;

  return run->old_line - 1 + n_removed == old_noise->n_lines
         || run->new_line - 1 + n_added == new_noise->n_lines;
}

static void
judge (RtAgentText *self,
       const Place *place,
       GBytes *const *texts,
       const Noise *old_noise,
       const Noise *new_noise,
       gboolean is_cut)
{
  const RtTextRun *run = place->removed != NULL ? place->removed : place->added;
  gsize n_removed = place->removed != NULL ? place->removed->n_lines : 0;
  gsize n_added = place->added != NULL ? place->added->n_lines : 0;

  /* Where only the beginning came, both ends are where they are by chance. */
  if (is_cut && is_at_end (place, old_noise, new_noise))
    return;
  if (covers (old_noise, run->old_line - 1, n_removed, n_added)
      || covers (new_noise, run->new_line - 1, n_added, n_removed))
    {
      self->n_noise += MAX (n_removed, n_added);
      return;
    }
  self->n_removed += n_removed;
  self->n_added += n_added;
  if (place->removed != NULL)
    show (&self->removed, texts[0], place->removed);
  if (place->added != NULL)
    show (&self->added, texts[1], place->added);
}

static void
judge_all (RtAgentText *self,
           const GArray *runs,
           GBytes *const *texts,
           const Noise *old_noise,
           const Noise *new_noise,
           gboolean is_cut)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const RtTextRun *run = &g_array_index (runs, RtTextRun, i);
      const RtTextRun *next = i + 1 < runs->len ? run + 1 : NULL;
      Place place = { NULL, NULL };

      if (run->kind == RT_TEXT_SAME)
        continue;
      if (run->kind == RT_TEXT_ADDED)
        place.added = run;
      else
        place.removed = run;
      if (place.removed != NULL && next != NULL && next->kind == RT_TEXT_ADDED)
        {
          place.added = next;
          i++;
        }
      judge (self, &place, texts, old_noise, new_noise, is_cut);
    }
}

/**
 * rt_agent_text_compare:
 * @old_text: a text, a piece on each line
 * @old_again: (nullable): what came in its place a second time
 * @new_text: another text
 * @new_again: (nullable): what came in its place a second time
 * @is_cut: whether only the beginnings came
 * @cancellable: (nullable): to stop it
 *
 * Finds what @new_text differs from @old_text in.  A place where one of them is not the
 * same a second time is noise, as long as nothing stands there that is longer than what
 * changes there by itself.
 *
 * Returns: (transfer full) (nullable): the difference; %NULL if it was cancelled
 */
RtAgentText *
rt_agent_text_compare (GBytes *old_text,
                       GBytes *old_again,
                       GBytes *new_text,
                       GBytes *new_again,
                       gboolean is_cut,
                       GCancellable *cancellable)
{
  RtAgentText *self = g_new0 (RtAgentText, 1);
  GBytes *const texts[] = { old_text, new_text };
  g_autoptr (GArray) runs = rt_text_diff (old_text, new_text, cancellable, NULL);
  Noise old_noise;
  Noise new_noise;
  gboolean done = runs != NULL;

  done = noise_init (&old_noise, old_text, old_again, cancellable) && done;
  done = noise_init (&new_noise, new_text, new_again, cancellable) && done;
  if (done)
    judge_all (self, runs, texts, &old_noise, &new_noise, is_cut);
  else
    g_clear_pointer (&self, rt_agent_text_free);
  noise_clear (&old_noise);
  noise_clear (&new_noise);
  return self;
}

void
rt_agent_text_free (RtAgentText *self)
{
  g_free (self->removed);
  g_free (self->added);
  g_free (self);
}
