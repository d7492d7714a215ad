/* What a download does about an answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-job-private.h"

#include "core/http/rt-redirect.h"
#include "core/http/rt-uri.h"
#include "core/transfer/rt-link-field.h"
#include "core/wire/rt-error.h"

#include <glib/gi18n.h>

/* So many addresses of one answer are kept. */
#define MIRRORS_MAX 16

static void
go (RtDownloadJob *self, RtSegment *segment, gint64 offset, gint64 limit)
{
  rt_segment_go (segment, self->file, offset, limit);
  rt_crew_begin (self->crew, segment);
  rt_download_job_enter (self, RT_DOWNLOAD_RUNNING);
}

/* What an answer names is asked as if it had redirected there: no secret goes to another
 * origin, and no https is given up. */
static void
add_mirror (RtDownloadJob *self, RtSegment *segment, const char *target)
{
  RtRequest *request = rt_download_job_get_request (self);
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_autoptr (RtRedirect) redirect = NULL;
  g_autoptr (GUri) uri = rt_uri_parse (
      target, rt_request_get_uri (rt_segment_get_result (segment)->last_request), NULL,
      NULL);
  g_autofree char *location = uri != NULL ? g_uri_to_string (uri) : NULL;

  if (location == NULL)
    return;
  rt_header_list_append_received (fields, "Location", location);
  redirect = rt_redirect_decide (request, request, 307, fields, NULL);
  if (redirect->stop == RT_STOP_NONE && redirect->next != NULL)
    g_ptr_array_add (self->requests, rt_request_ref (redirect->next));
}

static void
learn_mirrors (RtDownloadJob *self, RtSegment *segment)
{
  g_autofree char *value
      = rt_header_list_join (rt_segment_get_result (segment)->head->fields, "Link");
  guint before = self->requests->len;
  g_autoptr (GPtrArray) targets = NULL;

  if (value == NULL || self->knows_mirrors)
    return;
  self->knows_mirrors = TRUE;
  targets = rt_link_field_find_duplicates (value);
  for (guint i = 0; i < targets->len && i < MIRRORS_MAX; i++)
    add_mirror (self, segment, g_ptr_array_index (targets, i));
  if (self->requests->len > before)
    rt_download_job_say (
        self, RT_STEP_DECISION,
        rt_note_new (N_ ("The server names other addresses of the file (%s)."),
                     RT_NOTE_NUMBER (self->requests->len - before), NULL));
}

/* The bytes of @segment can be used: from @offset on, up to @limit. */
static void
accept (RtDownloadJob *self, RtSegment *segment, gint64 offset, gint64 limit)
{
  const RtIdentity *seen = rt_segment_get_result (segment)->decision->seen;
  const RtIdentity *known;

  known = rt_part_file_get_identity (self->file);
  /* Before there is a byte the newest answer counts; afterwards only what was open is
   * filled in.  Another address' validators are its own. */
  if (rt_download_job_get_have (self) == 0)
    {
      if (!rt_download_job_describe (self, seen))
        return;
    }
  else if (!rt_download_job_is_foreign (self)
           && ((known->total < 0 && seen->total >= 0)
               || (known->ranges != RT_RANGES_YES && seen->ranges == RT_RANGES_YES)
               || (known->digest.algorithm == RT_DIGEST_NONE
                   && seen->digest.algorithm != RT_DIGEST_NONE)))
    {
      g_autoptr (RtIdentity) better = rt_identity_copy (known);

      better->total = seen->total >= 0 ? seen->total : known->total;
      better->ranges = seen->ranges;
      if (better->digest.algorithm == RT_DIGEST_NONE)
        better->digest = seen->digest;
      if (!rt_download_job_describe (self, better))
        return;
    }
  learn_mirrors (self, segment);
  self->is_proven = seen->ranges == RT_RANGES_YES;
  self->tried_expired = FALSE;
  go (self, segment, offset, limit);
}

static void
accept_whole (RtDownloadJob *self, RtSegment *segment)
{
  const RtHeaderList *fields = rt_segment_get_result (segment)->head->fields;
  const RtIdentity *seen = rt_segment_get_result (segment)->decision->seen;
  const char *coding = rt_header_list_find (fields, "Content-Encoding");

  if (self->ways.probing
      && (seen->total < 0 || seen->total == rt_download_job_get_have (self)))
    {
      if (seen->total < 0)
        rt_download_job_say (
            self, RT_STEP_WARNING,
            rt_note_new (
                N_ ("The server does not say how long the file is, so nobody can "
                    "tell whether the %s bytes that came are all."),
                RT_NOTE_NUMBER (rt_download_job_get_have (self)), NULL));
      if (rt_download_job_set_total (self, rt_download_job_get_have (self)))
        rt_segment_dismiss (segment);
      return;
    }
  if (coding != NULL && g_ascii_strcasecmp (coding, "identity") != 0)
    rt_download_job_say (
        self, RT_STEP_WARNING,
        rt_note_new (N_ ("The server compresses the file (%s) although it was asked not "
                         "to: it is saved as it came."),
                     coding, NULL));
  accept (self, segment, 0, seen->total);
}

static GError *
make_status_error (RtSegment *segment)
{
  return g_error_new (RT_ERROR, RT_ERROR_STATUS, "the server answers %u",
                      rt_segment_get_result (segment)->head->status);
}

/* HEAD told how long the file is, after 416 did not. */
static void
judge_length (RtDownloadJob *self, RtSegment *segment)
{
  const RtMessageHead *head = rt_segment_get_result (segment)->head;
  const char *text = rt_header_list_find (head->fields, "Content-Length");
  gint64 have = rt_download_job_get_have (self);
  guint64 length;

  self->ways.ask_length = FALSE;
  rt_segment_dismiss (segment);
  if (head->status != 200 || text == NULL
      || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &length, NULL))
    {
      self->ways.plain = TRUE;
      return;
    }
  rt_download_job_say (self, RT_STEP_DECISION,
                       rt_note_new (N_ ("The file on the server has %s bytes, and %s are "
                                        "on disk."),
                                    RT_NOTE_NUMBER ((gint64)length),
                                    RT_NOTE_NUMBER (have), NULL));
  if ((gint64)length == have)
    rt_download_job_set_total (self, have);
  else if ((gint64)length < have)
    rt_download_job_handle_change (self, NULL);
  else
    self->ways.plain = TRUE;
}

/* The file is known to have another size. */
static gboolean
has_wrong_size (RtDownloadJob *self, const RtResumeDecision *decision)
{
  return self->plan->size >= 0 && decision->seen->total >= 0
         && decision->seen->total != self->plan->size;
}

static void
handle_wrong_size (RtDownloadJob *self, RtSegment *segment)
{
  rt_segment_dismiss (segment);
  rt_download_job_give_up_source (
      self,
      g_error_new (RT_ERROR, RT_ERROR_REMOTE_CHANGED,
                   "the file there has %" G_GINT64_FORMAT " bytes, not %" G_GINT64_FORMAT,
                   rt_segment_get_result (segment)->decision->seen->total,
                   self->plan->size));
}

/* Another way to ask the same is left, or it is the end. */
static void
ask_otherwise (RtDownloadJob *self, gboolean *way)
{
  if (*way && way != &self->ways.plain)
    way = &self->ways.plain; /* it did not help */
  if (!*way)
    {
      *way = TRUE;
      return;
    }
  rt_download_job_give_up_source (
      self, g_error_new_literal (RT_ERROR, RT_ERROR_BAD_RANGE,
                                 "the server gives neither parts nor the whole file"));
}

static void
handle_expiry (RtDownloadJob *self, RtSegment *segment)
{
  /* What a redirect leads to may be new each time. */
  if (rt_segment_get_result (segment)->n_redirects > 0 && !self->tried_expired)
    {
      self->tried_expired = TRUE;
      return;
    }
  rt_download_job_give_up_source (
      self, g_error_new (RT_ERROR, RT_ERROR_LINK_EXPIRED, "the server answers %u",
                         rt_segment_get_result (segment)->head->status));
}

static void
wait_as_told (RtDownloadJob *self, RtSegment *segment)
{
  const RtHeaderList *fields = rt_segment_get_result (segment)->head->fields;
  gint64 seconds = rt_retry_after_parse (rt_header_list_find (fields, "Retry-After"),
                                         rt_header_list_find (fields, "Date"));

  rt_download_job_wait_for_next_try (self, seconds, make_status_error (segment));
}

/* Takes the bytes of an answer, if it brings any and there is a file for them. */
static gboolean
take_body (RtDownloadJob *self, RtSegment *segment)
{
  const RtResumeDecision *decision = rt_segment_get_result (segment)->decision;

  if (decision->verdict == RT_VERDICT_CHANGED_WHOLE)
    {
      if (!rt_download_job_handle_change (self, segment))
        return FALSE;
    }
  else if ((decision->verdict != RT_VERDICT_WRITE
            && decision->verdict != RT_VERDICT_WHOLE)
           || (self->file == NULL
               && !rt_download_job_open_file_by_answer (self, segment)))
    return FALSE;
  if (decision->verdict == RT_VERDICT_WRITE)
    accept (self, segment, decision->range.first, decision->range.last + 1);
  else
    accept_whole (self, segment);
  return TRUE;
}

/* What there is to do in place of taking what came. */
static void
act (RtDownloadJob *self, RtSegment *segment)
{
  switch (rt_segment_get_result (segment)->decision->verdict)
    {
    case RT_VERDICT_WRITE:
    case RT_VERDICT_WHOLE:
    case RT_VERDICT_CHANGED_WHOLE:
      break; /* why there is no use for it is said */
    case RT_VERDICT_COMPLETE:
      rt_download_job_set_total (self, rt_download_job_get_have (self));
      break;
    case RT_VERDICT_CHANGED:
      rt_download_job_handle_change (self, NULL);
      break;
    case RT_VERDICT_EXPIRED:
      handle_expiry (self, segment);
      break;
    case RT_VERDICT_ASK_NEXT:
      self->ways.if_range = rt_segment_get_result (segment)->if_range + 1;
      break;
    case RT_VERDICT_ASK_OVERLAP:
      ask_otherwise (self, &self->ways.overlap);
      break;
    case RT_VERDICT_ASK_IDENTITY:
      ask_otherwise (self, &self->ways.identity_insisted);
      break;
    case RT_VERDICT_ASK_PLAIN:
      ask_otherwise (self, &self->ways.plain);
      break;
    case RT_VERDICT_ASK_LENGTH:
      ask_otherwise (self, &self->ways.ask_length);
      break;
    case RT_VERDICT_WAIT:
      wait_as_told (self, segment);
      break;
    case RT_VERDICT_MISSING:
    case RT_VERDICT_FAIL:
      rt_download_job_give_up_source (self, make_status_error (segment));
      break;
    }
}

static void
handle_leader (RtDownloadJob *self, RtSegment *segment)
{
  const RtResumeDecision *decision = rt_segment_get_result (segment)->decision;

  if (self->ways.ask_length)
    {
      judge_length (self, segment);
      return;
    }
  rt_download_job_say (self, RT_STEP_DECISION, rt_note_ref (decision->note));
  if (has_wrong_size (self, decision))
    {
      handle_wrong_size (self, segment);
      return;
    }
  if (take_body (self, segment))
    return;
  rt_segment_dismiss (segment);
  act (self, segment);
}

/* More connections than the server wants. */
void
rt_download_job_handle_objection (RtDownloadJob *self,
                                  RtSegment *segment,
                                  const char *what)
{
  gboolean is_gone = rt_crew_find (self->crew, segment) == NULL;
  guint before = rt_crew_get_size (self->crew) + (is_gone ? 1 : 0);

  self->n_allowed = MAX (MIN (self->n_allowed, before) / 2, 1);
  rt_segment_dismiss (segment);
  rt_download_job_say (
      self, RT_STEP_DECISION,
      before > 1
          ? rt_note_new (N_ ("The server does not want %s connections (%s): going on "
                             "with %s."),
                         RT_NOTE_NUMBER (before), what, RT_NOTE_NUMBER (self->n_allowed),
                         NULL)
          : rt_note_new (N_ ("The server does not want another connection (%s): going on "
                             "with one."),
                         what, NULL));
}

void
rt_download_job_handle_answer (RtDownloadJob *self, RtSegment *segment)
{
  const RtResumeDecision *decision = rt_segment_get_result (segment)->decision;
  const RtCrewMember *member = rt_crew_find (self->crew, segment);
  char status[24];

  if (member == NULL || rt_segment_is_dismissed (segment))
    return;
  if (member->is_leader)
    handle_leader (self, segment);
  else if (member->source != self->source && decision->verdict != RT_VERDICT_WRITE)
    rt_download_job_handle_foreign_answer (self, segment);
  else if (decision->verdict == RT_VERDICT_WRITE)
    go (self, segment, decision->range.first, decision->range.last + 1);
  else
    rt_download_job_handle_objection (
        self, segment,
        rt_note_number (status, (gint64)rt_segment_get_result (segment)->head->status));
}
