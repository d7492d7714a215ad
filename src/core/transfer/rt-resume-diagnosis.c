/* Whether a download can be resumed, by the answers to a few questions: a pure rule. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-resume-diagnosis.h"

#include <glib/gi18n.h>

/**
 * rt_diagnosis_identify:
 * @answers: (array length=n_answered): what came, in the order of #RtProbeKind
 * @n_answered: how many questions are over
 *
 * Finds out what the answers tell of the file.
 *
 * Returns: (transfer full): that; nothing is known where no answer brought the file
 */
RtIdentity *
rt_diagnosis_identify (const RtProbeAnswer *answers, guint n_answered)
{
  if (n_answered > RT_PROBE_FIRST
      && rt_probe_answer_is_of_file (&answers[RT_PROBE_FIRST]))
    return rt_probe_answer_identify (&answers[RT_PROBE_FIRST]);
  if (n_answered > RT_PROBE_HEAD && rt_probe_answer_is_of_file (&answers[RT_PROBE_HEAD]))
    return rt_probe_answer_identify (&answers[RT_PROBE_HEAD]);
  return rt_identity_new ();
}

/* Each answer so far says the same of the file, but for the coded one. */
static gboolean
is_stable (const RtProbeCase *c)
{
  for (guint i = RT_PROBE_HEAD; i <= RT_PROBE_OTHER; i++)
    {
      g_autoptr (RtIdentity) seen = NULL;

      if (!rt_probe_answer_is_of_file (&c->answers[i]))
        continue;
      seen = rt_probe_answer_identify (&c->answers[i]);
      if (rt_identity_compare (c->known, seen) == RT_AGREEMENT_DIFFERENT)
        return FALSE;
    }
  return TRUE;
}

static void
conclude (RtDiagnosis *self, RtResumability resumability, RtNote *verdict)
{
  self->resumability = resumability;
  self->verdict = verdict;
}

static void
conclude_parts (RtDiagnosis *self, const RtProbeCase *c)
{
  gboolean asked = rt_identity_has_validator (c->known);

  if (!is_stable (c))
    conclude (
        self, RT_RESUMABLE_NOT,
        rt_note_new (N_ ("No: each answer tells of another file, so what is on disk "
                         "never fits and the download begins again."),
                     NULL));
  else if (asked && c->answers[RT_PROBE_SAME].status == 206
           && c->answers[RT_PROBE_OTHER].status == 200)
    conclude (
        self, RT_RESUMABLE_SAFELY,
        rt_note_new (N_ ("Yes: the server gives parts, and starts again by itself if "
                         "the file has changed."),
                     NULL));
  else if (asked)
    conclude (
        self, RT_RESUMABLE_COMPARED,
        rt_note_new (N_ ("Yes, with care: If-Range cannot be relied on, so Roundtrip "
                         "looks at each answer to see whether it is still the same "
                         "file."),
                     NULL));
  else
    conclude (
        self, RT_RESUMABLE_COMPARED,
        rt_note_new (N_ ("Yes, with care: nothing says for sure whether it is still "
                         "the same file, so Roundtrip fetches 64 KiB again and "
                         "compares them."),
                     NULL));
}

static void
make_verdict (RtDiagnosis *self, const RtProbeCase *c)
{
  const RtProbeAnswer *first = &c->answers[RT_PROBE_FIRST];

  if (first->status == 0)
    conclude (
        self, RT_RESUMABLE_NO_ANSWER,
        rt_note_new (N_ ("Nobody knows: the server gives no answer that can be used."),
                     NULL));
  else if (!rt_probe_answer_is_of_file (first) && first->status != 416)
    conclude (
        self, RT_RESUMABLE_NO_FILE,
        rt_note_new (N_ ("Nobody knows: the server does not give the file now (%s)."),
                     RT_NOTE_NUMBER (first->status), NULL));
  else if (c->gives_parts)
    conclude_parts (self, c);
  else if (first->status == 206)
    conclude (
        self, RT_RESUMABLE_NOT,
        rt_note_new (N_ ("No: parts come that have no place in the file, so Roundtrip "
                         "fetches the whole file again."),
                     NULL));
  else
    conclude (
        self, RT_RESUMABLE_NOT,
        rt_note_new (N_ ("No: the whole file comes each time. Roundtrip compares what "
                         "is on disk with it."),
                     NULL));
}

/**
 * rt_diagnosis_make:
 * @self: (out caller-allocates): where to put the diagnosis
 * @answers: (array length=n_answered): what came, in the order of #RtProbeKind; of a
 *   question that could not be asked, zeros
 * @n_answered: how many questions are over
 *
 * Judges each answer.  There is a verdict when all are there, or when the first two show
 * that there is nothing to be had: then the others need not be asked.
 *
 * Source: [RFC 9110 §14](https://www.rfc-editor.org/rfc/rfc9110#section-14)
 */
void
rt_diagnosis_make (RtDiagnosis *self, const RtProbeAnswer *answers, guint n_answered)
{
  RtProbeAnswer all[RT_N_PROBES] = { 0 };
  g_autoptr (RtIdentity) known = rt_diagnosis_identify (answers, n_answered);
  RtProbeCase c = { all, known, FALSE };

  *self = (RtDiagnosis){ .resumability = RT_RESUMABLE_UNKNOWN };
  for (guint i = 0; i < n_answered; i++)
    all[i] = answers[i];
  c.gives_parts = rt_probe_answer_gives_parts (&all[RT_PROBE_FIRST]);
  for (guint i = 0; i < n_answered; i++)
    rt_finding_judge (&self->findings[i], (RtProbeKind)i, &c);
  if (n_answered == RT_N_PROBES
      || (n_answered > RT_PROBE_FIRST
          && !rt_probe_answer_is_of_file (&all[RT_PROBE_FIRST])))
    make_verdict (self, &c);
}

void
rt_diagnosis_clear (RtDiagnosis *self)
{
  for (guint i = 0; i < RT_N_PROBES; i++)
    g_clear_pointer (&self->findings[i].note, rt_note_unref);
  g_clear_pointer (&self->verdict, rt_note_unref);
  *self = (RtDiagnosis){ .resumability = RT_RESUMABLE_UNKNOWN };
}

/* For programs. */
const char *
rt_resumability_to_id (RtResumability resumability)
{
  static const char *const ids[] = {
    [RT_RESUMABLE_UNKNOWN] = "unknown",   [RT_RESUMABLE_SAFELY] = "safely",
    [RT_RESUMABLE_COMPARED] = "compared", [RT_RESUMABLE_NOT] = "not",
    [RT_RESUMABLE_NO_FILE] = "no-file",   [RT_RESUMABLE_NO_ANSWER] = "no-answer",
  };

  return ids[resumability];
}
