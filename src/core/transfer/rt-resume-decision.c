/* What an answer to a request for bytes comes to: a pure rule, no network, no disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-resume-decision.h"

#include <glib/gi18n.h>
#include <string.h>

/* A page that asks to log in is smaller than this; so is no file worth resuming. */
#define SMALL_PAGE (64 * 1024)

/* Every rule ends here: it sets the verdict and says why. */
static RtResumeDecision *
decide (RtResumeDecision *self, RtVerdict verdict, RtNote *note)
{
  self->verdict = verdict;
  self->note = note;
  return self;
}

static const char *
or_none (const char *text)
{
  return text != NULL ? text : "–";
}

static gboolean
is_coded (const RtHeaderList *fields)
{
  g_autofree char *codings = rt_header_list_join (fields, "Content-Encoding");

  return codings != NULL && *codings != '\0'
         && g_ascii_strcasecmp (codings, "identity") != 0;
}

static RtNote *
make_changed_note (const RtIdentity *stored, const RtIdentity *seen)
{
  if (stored->total >= 0 && seen->total >= 0 && stored->total != seen->total)
    return rt_note_new (N_ ("The file on the server has changed: it had %s bytes and now "
                            "has %s."),
                        RT_NOTE_NUMBER (stored->total), RT_NOTE_NUMBER (seen->total),
                        NULL);
  if (stored->etag != NULL && seen->etag != NULL
      && strcmp (stored->etag, seen->etag) != 0)
    return rt_note_new (N_ ("The file on the server has changed: its ETag was %s and is "
                            "now %s."),
                        stored->etag, seen->etag, NULL);
  return rt_note_new (N_ ("The file on the server has changed: its date was %s and is "
                          "now %s."),
                      or_none (stored->last_modified), or_none (seen->last_modified),
                      NULL);
}

/* An address that has expired often leads to a page that says so, with status 200. */
static gboolean
looks_like_login (const RtIdentity *stored, const RtIdentity *seen)
{
  gboolean was_page = g_strcmp0 (stored->type, "text/html") == 0;
  gboolean is_page = g_strcmp0 (seen->type, "text/html") == 0;

  if (was_page || (stored->total >= 0 && stored->total == seen->total))
    return FALSE;
  return is_page
         || (seen->total >= 0 && seen->total < SMALL_PAGE && stored->type != NULL
             && seen->type != NULL && strcmp (stored->type, seen->type) != 0);
}

static RtResumeDecision *
decide_whole (RtResumeDecision *self, const RtRangeAsked *asked)
{
  const RtIdentity *stored = asked->stored;
  RtAgreement agreement;
  RtIfRange next = asked->if_range + 1;

  if (asked->have == 0)
    return decide (
        self, RT_VERDICT_WHOLE,
        asked->with_range
            ? rt_note_new (N_ ("The server gives no parts, only the whole "
                               "file: one connection, from the beginning."),
                           NULL)
            : rt_note_new (N_ ("The whole file comes, from its beginning."), NULL));
  if (looks_like_login (stored, self->seen))
    return decide (self, RT_VERDICT_EXPIRED,
                   rt_note_new (N_ ("The address no longer leads to the file, but to "
                                    "something of the type %s: the link has expired. "
                                    "What is on disk is kept."),
                                or_none (self->seen->type), NULL));
  agreement = rt_identity_compare (stored, self->seen);
  if (agreement == RT_AGREEMENT_DIFFERENT)
    return decide (self, RT_VERDICT_CHANGED_WHOLE,
                   make_changed_note (stored, self->seen));
  /* The server gave parts before, and says that nothing has changed: it is If-Range that
   * it does not understand. */
  if (agreement == RT_AGREEMENT_SAME && asked->with_range
      && asked->if_range != RT_IF_RANGE_NONE && stored->ranges == RT_RANGES_YES)
    {
      rt_identity_get_if_range (stored, &next);
      return decide (
          self, RT_VERDICT_ASK_NEXT,
          next == RT_IF_RANGE_DATE
              ? rt_note_new (
                  N_ ("The whole file comes although it has not changed: asking "
                      "once more, with its date in If-Range."),
                  NULL)
              : rt_note_new (
                  N_ ("The whole file comes although it has not changed: asking "
                      "once more, without If-Range."),
                  NULL));
    }
  return decide (
      self, RT_VERDICT_WHOLE,
      rt_note_new (N_ ("The server gives no parts: the whole file comes again, "
                       "and the %s bytes on disk are compared with it."),
                   RT_NOTE_NUMBER (asked->have), NULL));
}

static RtResumeDecision *
decide_broken_range (RtResumeDecision *self, const RtRangeAsked *asked, RtNote *note)
{
  return decide (self, asked->with_range ? RT_VERDICT_ASK_PLAIN : RT_VERDICT_FAIL, note);
}

/* 206 without a Content-Range that could be used. */
static RtResumeDecision *
decide_unnamed_part (RtResumeDecision *self,
                     const RtRangeAsked *asked,
                     const RtRangeAnswer *came)
{
  if (asked->with_range && asked->stored != NULL && asked->stored->total >= 0
      && came->length == asked->stored->total)
    {
      self->seen->total = came->length;
      return decide_whole (self, asked);
    }
  return decide_broken_range (
      self, asked,
      rt_note_new (N_ ("A part came (206), but it does not say which: asking once more, "
                       "for the whole file."),
                   NULL));
}

static RtResumeDecision *
decide_part (RtResumeDecision *self, const RtRangeAsked *asked, const RtRangeAnswer *came)
{
  const char *value = rt_header_list_find (came->fields, "Content-Range");
  RtByteRange *range = &self->range;
  RtAgreement agreement = RT_AGREEMENT_UNKNOWN;

  if (is_coded (came->fields))
    return decide (
        self, asked->identity_insisted ? RT_VERDICT_ASK_PLAIN : RT_VERDICT_ASK_IDENTITY,
        rt_note_new (N_ ("The part that came is compressed, so its place in the file is "
                         "not known: it is not used."),
                     NULL));
  if (value == NULL || rt_header_list_count (came->fields, "Content-Range") != 1)
    return decide_unnamed_part (self, asked, came);
  if (!asked->with_range || !rt_byte_range_parse (range, value, NULL))
    return decide_broken_range (
        self, asked,
        rt_note_new (N_ ("The range that came makes no sense (%s): asking once more, for "
                         "the whole file."),
                     value, NULL));

  self->seen->total = range->total;
  if (asked->stored != NULL)
    agreement = rt_identity_compare (asked->stored, self->seen);
  if (agreement == RT_AGREEMENT_DIFFERENT)
    return decide (self, RT_VERDICT_CHANGED,
                   make_changed_note (asked->stored, self->seen));
  if (range->first > asked->missing || range->last + 1 < asked->missing
      || (came->length >= 0 && came->length != range->last - range->first + 1))
    return decide_broken_range (
        self, asked,
        rt_note_new (
            N_ ("Bytes from %s on were asked for, and %s came: asking once more, "
                "for the whole file."),
            RT_NOTE_NUMBER (asked->first), value, NULL));
  if (agreement != RT_AGREEMENT_SAME && !asked->is_repair && asked->missing > 0
      && range->first >= asked->missing)
    return decide (
        self, RT_VERDICT_ASK_OVERLAP,
        rt_note_new (N_ ("Nothing in the answer tells whether the file is still "
                         "the same: asking for some bytes before, to compare "
                         "them."),
                     NULL));
  if (range->first < asked->first)
    return decide (self, RT_VERDICT_WRITE,
                   rt_note_new (N_ ("Bytes from %s on were asked for, those from %s on "
                                    "came: each goes to its own place."),
                                RT_NOTE_NUMBER (asked->first),
                                RT_NOTE_NUMBER (range->first), NULL));
  return decide (self, RT_VERDICT_WRITE,
                 asked->missing > 0
                     ? rt_note_new (N_ ("The server goes on at byte %s."),
                                    RT_NOTE_NUMBER (asked->missing), NULL)
                     : rt_note_new (N_ ("The server gives parts of the file."), NULL));
}

/* 416: there is nothing where we asked. */
static RtResumeDecision *
decide_unsatisfied (RtResumeDecision *self,
                    const RtRangeAsked *asked,
                    const RtRangeAnswer *came)
{
  const char *value = rt_header_list_find (came->fields, "Content-Range");
  gint64 total;

  if (!asked->with_range)
    return decide (self, RT_VERDICT_FAIL,
                   rt_note_new (N_ ("The server speaks of ranges (416) although none was "
                                    "asked for."),
                                NULL));
  if (asked->have == 0)
    return decide (
        self, RT_VERDICT_ASK_PLAIN,
        rt_note_new (N_ ("The server refuses parts (416): asking once more, for "
                         "the whole file."),
                     NULL));
  if (value == NULL || !rt_byte_range_parse_unsatisfied (&total, value))
    return decide (self, RT_VERDICT_ASK_LENGTH,
                   rt_note_new (N_ ("There is nothing after byte %s, and the server does "
                                    "not say how long the file is: asking for that."),
                                RT_NOTE_NUMBER (asked->missing), NULL));
  self->seen->total = total;
  if (rt_identity_compare (asked->stored, self->seen) == RT_AGREEMENT_DIFFERENT)
    return decide (self, RT_VERDICT_CHANGED,
                   make_changed_note (asked->stored, self->seen));
  if (asked->have > total)
    return decide (self, RT_VERDICT_CHANGED,
                   rt_note_new (N_ ("The file on the server has shrunk: %s bytes are on "
                                    "disk, and it has %s."),
                                RT_NOTE_NUMBER (asked->have), RT_NOTE_NUMBER (total),
                                NULL));
  if (asked->have == total && asked->missing == total)
    return decide (self, RT_VERDICT_COMPLETE,
                   rt_note_new (N_ ("All %s bytes are there already."),
                                RT_NOTE_NUMBER (total), NULL));
  return decide (
      self, RT_VERDICT_ASK_PLAIN,
      rt_note_new (N_ ("The server says that there is nothing at byte %s of %s: "
                       "asking once more, for the whole file."),
                   RT_NOTE_NUMBER (asked->missing), RT_NOTE_NUMBER (total), NULL));
}

/* Whether an answer with this status may be another one soon. */
gboolean
rt_resume_is_trouble (guint status)
{
  switch (status)
    {
    case 408:
    case 425:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
      return TRUE;
    default:
      return FALSE;
    }
}

static RtResumeDecision *
decide_refusal (RtResumeDecision *self, const RtRangeAsked *asked, guint status)
{
  if (rt_resume_is_trouble (status))
    return decide (self, RT_VERDICT_WAIT,
                   rt_note_new (N_ ("The server has trouble (%s): asking again later."),
                                RT_NOTE_NUMBER (status), NULL));
  switch (status)
    {
    case 401:
    case 403:
    case 410:
      if (asked->have > 0)
        return decide (self, RT_VERDICT_EXPIRED,
                       rt_note_new (N_ ("The server no longer gives the file (%s): the "
                                        "link has expired. What is on disk is kept."),
                                    RT_NOTE_NUMBER (status), NULL));
      break;
    case 404:
      return decide (self, RT_VERDICT_MISSING,
                     rt_note_new (N_ ("There is no such file (404)."), NULL));
    case 412:
      if (asked->stored != NULL)
        return decide (
            self, RT_VERDICT_CHANGED,
            rt_note_new (N_ ("The file on the server has changed (412)."), NULL));
      break;
    default:
      break;
    }
  return decide (self, RT_VERDICT_FAIL,
                 rt_note_new (N_ ("The server answers %s, which is no file."),
                              RT_NOTE_NUMBER (status), NULL));
}

/**
 * rt_resume_decide:
 * @asked: what was asked for
 * @came: the answer's head
 *
 * Decides what is to be done with an answer.  Never do bytes of two states of a file come
 * together: what no validator vouches for is compared, and what is in the wrong place or
 * of another state is not written.
 *
 * Source: [RFC 9110 §14](https://www.rfc-editor.org/rfc/rfc9110#section-14),
 * [§13.1.5](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5)
 *
 * Returns: (transfer full): the decision
 */
RtResumeDecision *
rt_resume_decide (const RtRangeAsked *asked, const RtRangeAnswer *came)
{
  RtResumeDecision *self = g_new0 (RtResumeDecision, 1);

  self->range = (RtByteRange){ 0, -1, -1 };
  self->seen = rt_identity_new_from_answer (came->fields,
                                            came->status == 200 ? came->length : -1);
  switch (came->status)
    {
    case 200:
      self->seen->ranges = asked->with_range ? RT_RANGES_NO : RT_RANGES_UNKNOWN;
      return decide_whole (self, asked);
    case 206:
      self->seen->ranges = RT_RANGES_YES;
      return decide_part (self, asked, came);
    case 416:
      return decide_unsatisfied (self, asked, came);
    default:
      return decide_refusal (self, asked, came->status);
    }
}

void
rt_resume_decision_free (RtResumeDecision *self)
{
  rt_identity_free (self->seen);
  g_clear_pointer (&self->note, rt_note_unref);
  g_free (self);
}
