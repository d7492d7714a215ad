/* What one answer says of whether a download can be resumed: a pure rule. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-resume-finding.h"

#include "core/transfer/rt-resume-decision.h"

#include <glib/gi18n.h>
#include <string.h>

static void
find (RtFinding *finding, RtFindingGrade grade, const char *section, RtNote *note)
{
  *finding = (RtFinding){ grade, note, section };
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
judge_head (RtFinding *finding, const RtProbeCase *c)
{
  const RtProbeAnswer *answer = &c->answers[RT_PROBE_HEAD];
  const char *ranges;
  g_autoptr (RtIdentity) seen = NULL;
  const char *total;

  if (!rt_probe_answer_is_of_file (answer))
    {
      if (answer->status == 0
          || !rt_probe_answer_is_of_file (&c->answers[RT_PROBE_FIRST]))
        judge_refusal (finding, answer->status);
      else
        find (finding, RT_FINDING_NOTE, "RFC 9110 §9.3.2",
              rt_note_new (N_ ("The server does not answer HEAD as it answers GET (%s). "
                               "The other questions tell as much."),
                           RT_NOTE_NUMBER (answer->status), NULL));
      return;
    }
  if (rt_probe_answer_find_coding (answer) != NULL)
    {
      judge_coding (finding, rt_probe_answer_find_coding (answer));
      return;
    }
  ranges = rt_header_list_find (answer->fields, "Accept-Ranges");
  seen = rt_probe_answer_identify (answer);
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

static void
judge_first (RtFinding *finding, const RtProbeCase *c)
{
  const RtProbeAnswer *answer = &c->answers[RT_PROBE_FIRST];
  RtByteRange range;

  if (!rt_probe_answer_is_of_file (answer))
    judge_refusal (finding, answer->status);
  else if (rt_probe_answer_find_coding (answer) != NULL)
    judge_coding (finding, rt_probe_answer_find_coding (answer));
  else if (answer->status == 200)
    find (finding, RT_FINDING_BAD, "RFC 9110 §14.2",
          rt_note_new (N_ ("The server gives no parts: the whole file comes."), NULL));
  else if (!rt_probe_answer_read_range (answer, &range) || range.first != 0
           || range.last != 0)
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
judge_suffix (RtFinding *finding, const RtProbeCase *c)
{
  const RtProbeAnswer *answer = &c->answers[RT_PROBE_SUFFIX];
  RtByteRange range;

  if (answer->status == 206 && !rt_probe_answer_read_range (answer, &range))
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
judge_same (RtFinding *finding, const RtProbeCase *c)
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
judge_other (RtFinding *finding, const RtProbeCase *c)
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
shares_etag (const RtProbeCase *c, const RtProbeAnswer *answer)
{
  const char *etag = rt_header_list_find (answer->fields, "ETag");

  return etag != NULL && rt_identity_is_etag_strong (c->known)
         && rt_probe_answer_find_coding (&c->answers[RT_PROBE_FIRST]) == NULL
         && strcmp (etag, c->known->etag) == 0;
}

static void
judge_coded (RtFinding *finding, const RtProbeCase *c)
{
  const RtProbeAnswer *answer = &c->answers[RT_PROBE_CODED];

  if (!rt_probe_answer_is_of_file (answer))
    judge_refusal (finding, answer->status);
  else if (rt_probe_answer_find_coding (answer) != NULL && shares_etag (c, answer))
    find (
        finding, RT_FINDING_BAD, "RFC 9110 §8.8.3.3",
        rt_note_new (N_ ("The compressed file has the ETag of the plain one, so the two "
                         "could be mixed up. Roundtrip asks for the plain one only."),
                     NULL));
  else if (rt_probe_answer_find_coding (answer) != NULL)
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

/* For programs. */
/**
 * rt_finding_judge:
 * @self: (out caller-allocates): what is found
 * @kind: which answer is judged
 * @c: it, and the others
 *
 * Judges one answer.
 *
 * Source: [RFC 9110 §14](https://www.rfc-editor.org/rfc/rfc9110#section-14)
 */
void
rt_finding_judge (RtFinding *self, RtProbeKind kind, const RtProbeCase *c)
{
  static void (*const judges[]) (RtFinding * finding, const RtProbeCase *c) = {
    [RT_PROBE_HEAD] = judge_head,     [RT_PROBE_FIRST] = judge_first,
    [RT_PROBE_SUFFIX] = judge_suffix, [RT_PROBE_SAME] = judge_same,
    [RT_PROBE_OTHER] = judge_other,   [RT_PROBE_CODED] = judge_coded,
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (judges) == RT_N_PROBES);
  judges[kind](self, c);
}

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
