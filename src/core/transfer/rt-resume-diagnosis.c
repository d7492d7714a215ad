/* Whether a download can be resumed, by the answers to a few questions: a pure rule. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-resume-diagnosis.h"

#include "core/transfer/rt-byte-range.h"
#include "core/transfer/rt-resume-decision.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the judges of single answers know of the others. */
typedef struct
{
  const RtProbeAnswer *answers;
  RtIdentity *known; /* of the file, by the first two answers */
  gboolean gives_parts;
} Case;

static void
find (RtFinding *finding, RtFindingGrade grade, const char *section, RtNote *note)
{
  *finding = (RtFinding){ grade, note, section };
}

static const char *
find_coding (const RtProbeAnswer *answer)
{
  const char *coding = rt_header_list_find (answer->fields, "Content-Encoding");

  return coding != NULL && g_ascii_strcasecmp (coding, "identity") != 0 ? coding : NULL;
}

/* FALSE if it has none, or more than one, or one that makes no sense. */
static gboolean
read_range (const RtProbeAnswer *answer, RtByteRange *range)
{
  const char *value = rt_header_list_find (answer->fields, "Content-Range");

  return value != NULL && rt_header_list_count (answer->fields, "Content-Range") == 1
         && rt_byte_range_parse (range, value, NULL);
}

static gint64
read_length (const RtProbeAnswer *answer)
{
  const char *text = rt_header_list_find (answer->fields, "Content-Length");
  guint64 length;

  return text != NULL
                 && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &length, NULL)
             ? (gint64)length
             : -1;
}

static RtIdentity *
identify (const RtProbeAnswer *answer)
{
  RtByteRange range = { 0, -1, -1 };
  gint64 total = -1;

  if (answer->status == 206 && read_range (answer, &range))
    total = range.total;
  else if (answer->status == 200)
    total = read_length (answer);
  return rt_identity_new_from_answer (answer->fields, total);
}

static gboolean
is_of_file (const RtProbeAnswer *answer)
{
  return answer->status == 200 || answer->status == 206;
}

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
  if (n_answered > RT_PROBE_FIRST && is_of_file (&answers[RT_PROBE_FIRST]))
    return identify (&answers[RT_PROBE_FIRST]);
  if (n_answered > RT_PROBE_HEAD && is_of_file (&answers[RT_PROBE_HEAD]))
    return identify (&answers[RT_PROBE_HEAD]);
  return rt_identity_new ();
}

/* What every answer may come to that does not bring the file. */
static void
judge_refusal (RtFinding *finding, guint status)
{
  char number[24];

  rt_note_number (number, status);
  if (status == 0)
    find (finding, RT_FINDING_BAD, "RFC 9112 §9.5",
          rt_note_new (N_ ("There was no answer that can be used."), NULL));
  else if (rt_resume_is_trouble (status))
    find (finding, RT_FINDING_BAD, "RFC 9110 §10.2.3",
          rt_note_new (N_ ("The server has trouble now (%s)."), number, NULL));
  else if (status == 416)
    find (finding, RT_FINDING_BAD, "RFC 9110 §15.5.17",
          rt_note_new (N_ ("The server refuses parts (416)."), NULL));
  else
    find (finding, RT_FINDING_BAD, "RFC 9110 §15",
          rt_note_new (N_ ("The server answers %s, which is no file."), number, NULL));
}

static void
judge_coding (RtFinding *finding, const char *coding)
{
  find (finding, RT_FINDING_BAD, "RFC 9110 §12.5.3",
        rt_note_new (N_ ("The file comes compressed (%s), although that was ruled out."),
                     coding, NULL));
}

static void
judge_head (RtFinding *finding, const Case *c)
{
  const RtProbeAnswer *answer = &c->answers[RT_PROBE_HEAD];
  const char *ranges;
  g_autoptr (RtIdentity) seen = NULL;
  const char *total;

  if (!is_of_file (answer))
    {
      if (answer->status == 0 || !is_of_file (&c->answers[RT_PROBE_FIRST]))
        judge_refusal (finding, answer->status);
      else
        find (finding, RT_FINDING_NOTE, "RFC 9110 §9.3.2",
              rt_note_new (N_ ("The server does not answer HEAD as it answers GET (%s). "
                               "The other questions tell as much."),
                           RT_NOTE_NUMBER (answer->status), NULL));
      return;
    }
  if (find_coding (answer) != NULL)
    {
      judge_coding (finding, find_coding (answer));
      return;
    }
  ranges = rt_header_list_find (answer->fields, "Accept-Ranges");
  seen = identify (answer);
  total = RT_NOTE_NUMBER (seen->total);
  if (ranges != NULL && g_ascii_strcasecmp (ranges, "none") == 0)
    find (finding, RT_FINDING_NOTE, "RFC 9110 §14.3",
          rt_note_new (N_ ("The server says that it gives no parts."), NULL));
  else if (seen->total < 0)
    find (finding, RT_FINDING_NOTE, "RFC 9110 §8.6",
          rt_note_new (N_ ("The server does not say how long the file is."), NULL));
  else if (rt_identity_is_etag_strong (seen))
    find (finding, RT_FINDING_GOOD, "RFC 9110 §8.8.3",
          rt_note_new (N_ ("The file has %s bytes, and a strong ETag tells its states "
                           "apart."),
                       total, NULL));
  else if (rt_identity_has_validator (seen))
    find (finding, RT_FINDING_GOOD, "RFC 9110 §8.8.2.2",
          rt_note_new (N_ ("The file has %s bytes, and its date tells its states apart."),
                       total, NULL));
  else if (seen->etag != NULL || seen->last_modified != NULL)
    find (finding, RT_FINDING_NOTE, "RFC 9110 §8.8.1",
          rt_note_new (N_ ("The file has %s bytes. What should tell its states apart is "
                           "weak: it does not vouch for every byte."),
                       total, NULL));
  else
    find (finding, RT_FINDING_NOTE, "RFC 9110 §8.8",
          rt_note_new (N_ ("The file has %s bytes, and nothing tells its states apart."),
                       total, NULL));
}

static void
judge_unusable_range (RtFinding *finding, const RtProbeAnswer *answer)
{
  const char *value = rt_header_list_find (answer->fields, "Content-Range");

  if (value == NULL)
    find (finding, RT_FINDING_BAD, "RFC 9110 §15.3.7.1",
          rt_note_new (N_ ("A part comes, and nothing says which part it is."), NULL));
  else
    find (finding, RT_FINDING_BAD, "RFC 9110 §14.4",
          rt_note_new (N_ ("Another part comes than was asked for: %s."), value, NULL));
}

/* Each answer so far says the same of the file, but for the coded one. */
static gboolean
is_stable (const Case *c)
{
  for (guint i = RT_PROBE_HEAD; i <= RT_PROBE_OTHER; i++)
    {
      g_autoptr (RtIdentity) seen = NULL;

      if (!is_of_file (&c->answers[i]))
        continue;
      seen = identify (&c->answers[i]);
      if (rt_identity_compare (c->known, seen) == RT_AGREEMENT_DIFFERENT)
        return FALSE;
    }
  return TRUE;
}

static void
judge_first (RtFinding *finding, const Case *c)
{
  const RtProbeAnswer *answer = &c->answers[RT_PROBE_FIRST];
  RtByteRange range;

  if (!is_of_file (answer))
    judge_refusal (finding, answer->status);
  else if (find_coding (answer) != NULL)
    judge_coding (finding, find_coding (answer));
  else if (answer->status == 200)
    find (finding, RT_FINDING_BAD, "RFC 9110 §14.2",
          rt_note_new (N_ ("The server gives no parts: the whole file comes."), NULL));
  else if (!read_range (answer, &range) || range.first != 0 || range.last != 0)
    judge_unusable_range (finding, answer);
  else if (answer->received > 1)
    find (
        finding, RT_FINDING_NOTE, "RFC 9110 §14.4",
        rt_note_new (N_ ("One byte was asked for, and %s came. What is too much is left "
                         "out."),
                     RT_NOTE_NUMBER (answer->received), NULL));
  else if (range.total < 0)
    find (finding, RT_FINDING_NOTE, "RFC 9110 §14.4",
          rt_note_new (N_ ("The server gives parts, and does not say of how many bytes."),
                       NULL));
  else
    find (
        finding, RT_FINDING_GOOD, "RFC 9110 §14.4",
        rt_note_new (N_ ("The server gives parts, and says where each belongs."), NULL));
}

static void
judge_suffix (RtFinding *finding, const Case *c)
{
  const RtProbeAnswer *answer = &c->answers[RT_PROBE_SUFFIX];
  RtByteRange range;

  if (answer->status == 206 && !read_range (answer, &range))
    judge_unusable_range (finding, answer);
  else if (answer->status == 206 && range.last + 1 != range.total && range.total >= 0)
    judge_unusable_range (finding, answer);
  else if (answer->status == 206 && range.first < range.last)
    find (finding, RT_FINDING_NOTE, "RFC 9110 §14.4",
          rt_note_new (N_ ("One byte was asked for, and %s come. Each goes to its own "
                           "place."),
                       RT_NOTE_NUMBER (range.last - range.first + 1), NULL));
  else if (answer->status == 206)
    find (finding, RT_FINDING_GOOD, "RFC 9110 §14.1.2",
          rt_note_new (N_ ("The server counts from the end, too."), NULL));
  else if (answer->status == 200 || answer->status == 416)
    find (finding, RT_FINDING_NOTE, "RFC 9110 §14.1.2",
          rt_note_new (N_ ("The server does not count from the end. That is not needed."),
                       NULL));
  else
    judge_refusal (finding, answer->status);
}

static void
judge_same (RtFinding *finding, const Case *c)
{
  const RtProbeAnswer *answer = &c->answers[RT_PROBE_SAME];

  if (!rt_identity_has_validator (c->known))
    find (finding, RT_FINDING_NOTE, "RFC 9110 §13.1.5",
          rt_note_new (N_ ("This was not asked: the file has no strong ETag and no date "
                           "that could be sent."),
                       NULL));
  else if (answer->status == 206)
    find (finding, RT_FINDING_GOOD, "RFC 9110 §13.1.5",
          rt_note_new (N_ ("Nothing has changed, and the server goes on."), NULL));
  else if (answer->status == 200 && !c->gives_parts)
    find (finding, RT_FINDING_NOTE, "RFC 9110 §13.1.5",
          rt_note_new (N_ ("The whole file comes, as it does without If-Range."), NULL));
  else if (answer->status == 200)
    find (
        finding, RT_FINDING_BAD, "RFC 9110 §13.1.5",
        rt_note_new (N_ ("The whole file comes, although the server was told what it had "
                         "itself said of it."),
                     NULL));
  else
    judge_refusal (finding, answer->status);
}

static void
judge_other (RtFinding *finding, const Case *c)
{
  const RtProbeAnswer *answer = &c->answers[RT_PROBE_OTHER];

  if (answer->status == 206)
    find (finding, RT_FINDING_BAD, "RFC 9110 §13.1.5",
          rt_note_new (N_ ("The server ignores If-Range: after a change, the rest of "
                           "another file would come."),
                       NULL));
  else if (answer->status == 200 && !c->gives_parts)
    find (finding, RT_FINDING_NOTE, "RFC 9110 §13.1.5",
          rt_note_new (N_ ("The whole file comes, as it does without If-Range."), NULL));
  else if (answer->status == 200)
    find (finding, RT_FINDING_GOOD, "RFC 9110 §13.1.5",
          rt_note_new (N_ ("The whole file comes, as it should after a change."), NULL));
  else
    judge_refusal (finding, answer->status);
}

/* Two bodies must not share a strong tag. */
static gboolean
shares_etag (const Case *c, const RtProbeAnswer *answer)
{
  const char *etag = rt_header_list_find (answer->fields, "ETag");

  return etag != NULL && rt_identity_is_etag_strong (c->known)
         && find_coding (&c->answers[RT_PROBE_FIRST]) == NULL
         && strcmp (etag, c->known->etag) == 0;
}

static void
judge_coded (RtFinding *finding, const Case *c)
{
  const RtProbeAnswer *answer = &c->answers[RT_PROBE_CODED];

  if (!is_of_file (answer))
    judge_refusal (finding, answer->status);
  else if (find_coding (answer) != NULL && shares_etag (c, answer))
    find (
        finding, RT_FINDING_BAD, "RFC 9110 §8.8.3.3",
        rt_note_new (N_ ("The compressed file has the ETag of the plain one, so the two "
                         "could be mixed up. Roundtrip asks for the plain one only."),
                     NULL));
  else if (find_coding (answer) != NULL)
    find (finding, RT_FINDING_NOTE, "RFC 9110 §8.4",
          rt_note_new (N_ ("Who takes gzip gets the file compressed, and its parts are "
                           "others. Roundtrip asks for the plain one only."),
                       NULL));
  else if (answer->status == 206)
    find (finding, RT_FINDING_GOOD, "RFC 9110 §8.4",
          rt_note_new (N_ ("Parts stay parts of the file."), NULL));
  else
    find (finding, RT_FINDING_NOTE, "RFC 9110 §14.2",
          rt_note_new (N_ ("The whole file comes, and not compressed."), NULL));
}

static void
conclude (RtDiagnosis *self, RtResumability resumability, RtNote *verdict)
{
  self->resumability = resumability;
  self->verdict = verdict;
}

static void
conclude_parts (RtDiagnosis *self, const Case *c)
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
make_verdict (RtDiagnosis *self, const Case *c)
{
  const RtProbeAnswer *first = &c->answers[RT_PROBE_FIRST];

  if (first->status == 0)
    conclude (
        self, RT_RESUMABLE_NO_ANSWER,
        rt_note_new (N_ ("Nobody knows: the server gives no answer that can be used."),
                     NULL));
  else if (!is_of_file (first) && first->status != 416)
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

static gboolean
gives_parts (const RtProbeAnswer *first)
{
  RtByteRange range;

  return first->status == 206 && find_coding (first) == NULL && read_range (first, &range)
         && range.first == 0 && range.last == 0;
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
  static void (*const judges[]) (RtFinding * finding, const Case *c) = {
    [RT_PROBE_HEAD] = judge_head,     [RT_PROBE_FIRST] = judge_first,
    [RT_PROBE_SUFFIX] = judge_suffix, [RT_PROBE_SAME] = judge_same,
    [RT_PROBE_OTHER] = judge_other,   [RT_PROBE_CODED] = judge_coded,
  };
  RtProbeAnswer all[RT_N_PROBES] = { 0 };
  g_autoptr (RtIdentity) known = rt_diagnosis_identify (answers, n_answered);
  Case c = { all, known, FALSE };

  G_STATIC_ASSERT (G_N_ELEMENTS (judges) == RT_N_PROBES);
  *self = (RtDiagnosis){ .resumability = RT_RESUMABLE_UNKNOWN };
  for (guint i = 0; i < n_answered; i++)
    all[i] = answers[i];
  c.gives_parts = gives_parts (&all[RT_PROBE_FIRST]);
  for (guint i = 0; i < n_answered; i++)
    judges[i](&self->findings[i], &c);
  if (n_answered == RT_N_PROBES
      || (n_answered > RT_PROBE_FIRST && !is_of_file (&all[RT_PROBE_FIRST])))
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
rt_finding_grade_to_id (RtFindingGrade grade)
{
  static const char *const ids[] = {
    [RT_FINDING_NONE] = "none",
    [RT_FINDING_GOOD] = "good",
    [RT_FINDING_NOTE] = "note",
    [RT_FINDING_BAD] = "bad",
  };

  return ids[grade];
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
