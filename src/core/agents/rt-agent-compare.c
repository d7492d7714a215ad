/* What one identity is answered that another is not. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-compare.h"

#include "core/agents/rt-agent-text.h"
#include "core/agents/rt-agent-vary.h"
#include "core/http/rt-field-noise.h"

#include <glib/gi18n.h>
#include <string.h>

/* How the body is carried, which follows from what a client can decode and from the body,
 * and that is compared itself. */
static const char *const carriage[] = {
  "Accept-Ranges", "Connection", "Content-Encoding", "Content-Length",
  "ETag",          "Keep-Alive", "Last-Modified",    "Transfer-Encoding",
};

/* Two identities, two answers each; the second ones may be NULL. */
typedef struct
{
  const RtAgentAnswer *const *old_answers;
  const RtAgentAnswer *const *new_answers;
  GPtrArray *differences;
} Comparing;

/* One fact of an answer in words; NULL: it has none. */
typedef char *(*DupFact) (const RtAgentAnswer *answer, const char *name);

static char *
dup_status (const RtAgentAnswer *answer, const char *name)
{
  guint status = rt_agent_answer_get_last_hop (answer)->status;

  return status != 0 ? g_strdup_printf ("%u", status) : NULL;
}

static char *
dup_address (const RtAgentAnswer *answer, const char *name)
{
  return g_strdup (rt_agent_answer_get_last_hop (answer)->address);
}

static char *
dup_title (const RtAgentAnswer *answer, const char *name)
{
  return g_strdup (answer->title);
}

/* The values, each on its line. */
static char *
dup_field (const RtAgentAnswer *answer, const char *name)
{
  const RtHeaderList *fields = rt_agent_answer_get_last_hop (answer)->fields;
  g_autoptr (GString) text = NULL;

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      if (g_ascii_strcasecmp (header->name, name) != 0)
        continue;
      if (text == NULL)
        text = g_string_new (header->value);
      else
        g_string_append_printf (text, "\n%s", header->value);
    }
  return text != NULL ? rt_header_value_to_utf8 (text->str) : NULL;
}

static gboolean
changes_by_itself (const RtAgentAnswer *const *answers, DupFact dup, const char *name)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (answers[1] == NULL)
    return FALSE;
  first = dup (answers[0], name);
  second = dup (answers[1], name);
  return g_strcmp0 (first, second) != 0;
}

static gboolean
is_carriage (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (carriage); i++)
    if (g_ascii_strcasecmp (name, carriage[i]) == 0)
      return TRUE;
  return FALSE;
}

static RtAgentDifferenceKind
judge (const Comparing *self,
       DupFact dup,
       const char *name,
       const char *old_text,
       const char *new_text)
{
  if (name != NULL && (is_carriage (name) || rt_field_is_new_every_time (name)))
    return RT_AGENT_DIFFERENCE_USUAL;
  if (changes_by_itself (self->old_answers, dup, name)
      || changes_by_itself (self->new_answers, dup, name))
    return RT_AGENT_DIFFERENCE_NOISE;
  if (name != NULL && old_text != NULL && new_text != NULL
      && rt_field_change_is_noise (name, old_text, new_text))
    return RT_AGENT_DIFFERENCE_NOISE;
  return RT_AGENT_DIFFERENCE_REAL;
}

static void
compare_fact (Comparing *self, RtAgentFact fact, DupFact dup, const char *name)
{
  g_autofree char *old_text = dup (self->old_answers[0], name);
  g_autofree char *new_text = dup (self->new_answers[0], name);
  RtAgentDifference *difference;

  if (g_strcmp0 (old_text, new_text) == 0)
    return;
  difference = g_new0 (RtAgentDifference, 1);
  difference->fact = fact;
  difference->kind = judge (self, dup, name, old_text, new_text);
  difference->name = g_strdup (name);
  difference->old_text = g_steal_pointer (&old_text);
  difference->new_text = g_steal_pointer (&new_text);
  g_ptr_array_add (self->differences, difference);
}

/* The names of the fields of both, each once, in the order in which they came. */
static GPtrArray *
list_names (const Comparing *self)
{
  GPtrArray *names = g_ptr_array_new ();
  const RtAgentAnswer *const answers[] = { self->old_answers[0], self->new_answers[0] };

  for (guint side = 0; side < G_N_ELEMENTS (answers); side++)
    {
      const RtHeaderList *fields = rt_agent_answer_get_last_hop (answers[side])->fields;

      for (guint i = 0; i < rt_header_list_get_length (fields); i++)
        {
          const char *name = rt_header_list_get (fields, i)->name;
          guint j = 0;

          while (j < names->len && g_ascii_strcasecmp (names->pdata[j], name) != 0)
            j++;
          if (j == names->len)
            g_ptr_array_add (names, (gpointer)name);
        }
    }
  return names;
}

static void
compare_texts (Comparing *self, GCancellable *cancellable)
{
  const RtAgentAnswer *const *olds = self->old_answers;
  const RtAgentAnswer *const *news = self->new_answers;
  g_autoptr (RtAgentText) text
      = rt_agent_text_compare (olds[0]->pieces, olds[1] != NULL ? olds[1]->pieces : NULL,
                               news[0]->pieces, news[1] != NULL ? news[1]->pieces : NULL,
                               olds[0]->is_cut || news[0]->is_cut, cancellable);
  RtAgentDifference *difference;

  if (text == NULL || text->n_removed + text->n_added + text->n_noise == 0)
    return;
  difference = g_new0 (RtAgentDifference, 1);
  difference->fact = RT_AGENT_FACT_TEXT;
  difference->kind = text->n_removed + text->n_added > 0 ? RT_AGENT_DIFFERENCE_REAL
                                                         : RT_AGENT_DIFFERENCE_NOISE;
  difference->old_text = g_steal_pointer (&text->removed);
  difference->new_text = g_steal_pointer (&text->added);
  difference->n_removed = text->n_removed;
  difference->n_added = text->n_added;
  g_ptr_array_add (self->differences, difference);
}

/* Whether a shared cache may take one answer for the other: where the two ways part, and
 * not only at their ends. */
static gboolean
is_unannounced (const RtAgentAnswer *old_answer, const RtAgentAnswer *new_answer)
{
  for (guint i = 0;; i++)
    {
      const RtAgentHop *old_hop = rt_agent_answer_get_hop (old_answer, i);
      const RtAgentHop *new_hop = rt_agent_answer_get_hop (new_answer, i);
      const RtAgentHop *old_next = rt_agent_answer_get_hop (old_answer, i + 1);
      const RtAgentHop *new_next = rt_agent_answer_get_hop (new_answer, i + 1);

      if (old_hop->status == new_hop->status && old_next != NULL && new_next != NULL
          && g_str_equal (old_next->address, new_next->address))
        continue;
      return (rt_agent_vary_is_needed (old_hop->status, old_hop->fields)
              && !rt_agent_vary_names_client (old_hop->fields))
             || (rt_agent_vary_is_needed (new_hop->status, new_hop->fields)
                 && !rt_agent_vary_names_client (new_hop->fields));
    }
}

static RtAgentVerdict
decide (const Comparing *self)
{
  const RtAgentAnswer *const *news = self->new_answers;
  RtAgentVerdict verdict = RT_AGENT_SAME;

  if (rt_agent_answer_get_last_hop (news[0])->status == 0)
    return RT_AGENT_NO_ANSWER;
  if (rt_agent_answer_is_blocked (news[0])
      || (news[1] != NULL && rt_agent_answer_is_blocked (news[1])))
    return RT_AGENT_BLOCKED;
  for (guint i = 0; i < self->differences->len; i++)
    {
      const RtAgentDifference *difference = self->differences->pdata[i];

      if (difference->kind == RT_AGENT_DIFFERENCE_REAL)
        return is_unannounced (self->old_answers[0], news[0])
                   ? RT_AGENT_DIFFERS_UNANNOUNCED
                   : RT_AGENT_DIFFERS;
      if (difference->kind == RT_AGENT_DIFFERENCE_NOISE)
        verdict = RT_AGENT_SAME_BUT_NOISE;
    }
  return verdict;
}

static void
difference_free (gpointer data)
{
  RtAgentDifference *difference = data;

  g_free (difference->name);
  g_free (difference->old_text);
  g_free (difference->new_text);
  g_free (difference);
}

/**
 * rt_agent_verdict_to_id:
 * @verdict: a verdict
 *
 * Returns: its name for programs
 */
const char *
rt_agent_verdict_to_id (RtAgentVerdict verdict)
{
  switch (verdict)
    {
    case RT_AGENT_SAME:
      return "same";
    case RT_AGENT_SAME_BUT_NOISE:
      return "same-but-noise";
    case RT_AGENT_DIFFERS:
      return "differs";
    case RT_AGENT_DIFFERS_UNANNOUNCED:
      return "differs-unannounced";
    case RT_AGENT_BLOCKED:
      return "blocked";
    case RT_AGENT_NO_ANSWER:
      return "no-answer";
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_agent_verdict_to_sentence:
 * @verdict: a verdict
 *
 * Returns: what it says, marked for translation
 */
const char *
rt_agent_verdict_to_sentence (RtAgentVerdict verdict)
{
  switch (verdict)
    {
    case RT_AGENT_SAME:
      return N_ ("Same");
    case RT_AGENT_SAME_BUT_NOISE:
      return N_ ("Same but for what changes every time");
    case RT_AGENT_DIFFERS:
      return N_ ("Differs");
    case RT_AGENT_DIFFERS_UNANNOUNCED:
      return N_ ("Differs, and Vary lacks User-Agent: caches may mix the answers up");
    case RT_AGENT_BLOCKED:
      return N_ ("Blocked");
    case RT_AGENT_NO_ANSWER:
      return N_ ("No answer");
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_agent_compare:
 * @old_answers: (array fixed-size=2): two answers to the identity that others are compared
 *   with, read; the second may be %NULL
 * @new_answers: (array fixed-size=2): two answers to another one
 * @cancellable: (nullable): to stop it, and have no difference of the text
 *
 * Finds what the one is answered and the other is not, without the noise: what differs
 * between two answers to one identity is none of its doing.  Takes too long for the main
 * thread if the bodies are big.
 *
 * Returns: (transfer full): the verdict, and what it comes from
 */
RtAgentComparison *
rt_agent_compare (const RtAgentAnswer *const *old_answers,
                  const RtAgentAnswer *const *new_answers,
                  GCancellable *cancellable)
{
  RtAgentComparison *comparison = g_new0 (RtAgentComparison, 1);
  Comparing self
      = { old_answers, new_answers, g_ptr_array_new_with_free_func (difference_free) };
  g_autoptr (GPtrArray) names = list_names (&self);

  compare_fact (&self, RT_AGENT_FACT_STATUS, dup_status, NULL);
  compare_fact (&self, RT_AGENT_FACT_ADDRESS, dup_address, NULL);
  for (guint i = 0; i < names->len; i++)
    compare_fact (&self, RT_AGENT_FACT_FIELD, dup_field, names->pdata[i]);
  compare_fact (&self, RT_AGENT_FACT_TITLE, dup_title, NULL);
  compare_texts (&self, cancellable);
  comparison->verdict = decide (&self);
  comparison->differences = self.differences;
  return comparison;
}

void
rt_agent_comparison_free (RtAgentComparison *self)
{
  g_ptr_array_unref (self->differences);
  g_free (self);
}
