/* One connection of a download, in a thread of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-segment.h"

#include "core/transfer/rt-answer-stream.h"
#include "core/transfer/rt-digest-field.h"
#include "core/transfer/rt-rate-limit.h"
#include "core/wire/rt-error.h"

/* It asks, says what came, and waits to be told where the bytes go.  All that is decided is
 * decided in the thread that takes the events. */
struct _RtSegment
{
  gatomicrefcount ref_count;

  /* given at construction */
  RtRequest *request;
  RtIdentity *stored; /* nullable */
  RtRangeAsked asked;
  GPtrArray *limits; /* of RtRateLimit */
  GAsyncQueue *events;
  GCancellable *cancellable;

  /* written by the thread before the event that tells of it */
  RtSegmentResult result;
  GPtrArray *hops;       /* of RtPastHop: until its answer, or its failure */
  GPtrArray *ended_hops; /* likewise, at the end; nullable */
  gint64 origin_us;      /* monotonic */
  gint64 ended_us;       /* monotonic */

  GMutex lock; /* guards all below */
  GCond told;
  gboolean may_go;
  gboolean dismissed;
  RtPartFile *file; /* borrowed */
  gint64 first;     /* where it began */
  gint64 position;  /* the next byte */
  gint64 end;       /* the one after the last; -1: where the answer ends */
};

static RtSegment *
ref (RtSegment *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
tell (RtSegment *self, RtSegmentEventKind kind)
{
  RtSegmentEvent *event = g_new0 (RtSegmentEvent, 1);

  event->kind = kind;
  event->segment = ref (self);
  g_async_queue_push (self->events, event);
}

static void
set_field (RtHeaderList *fields, const char *name, const char *value)
{
  if (!rt_header_list_set (fields, name, value, NULL))
    g_warn_if_reached (); /* they are ours, or came as a field */
}

/* Offsets are those of the file only if nothing compresses it on its way. */
static RtRequest *
make_request (RtSegment *self)
{
  g_autoptr (RtHeaderList) fields
      = rt_header_list_copy (rt_request_get_fields (self->request));
  const RtRangeAsked *asked = &self->asked;
  RtIfRange kind = asked->if_range;
  const char *condition
      = self->stored != NULL ? rt_identity_get_if_range (self->stored, &kind) : NULL;

  set_field (fields, "Accept-Encoding",
             asked->identity_insisted ? "identity;q=1, *;q=0" : "identity");
  set_field (fields, "Want-Repr-Digest", RT_WANT_REPR_DIGEST);
  if (asked->with_range)
    {
      g_autofree char *range = rt_byte_range_format (asked->first, asked->last);

      set_field (fields, "Range", range);
      if (condition != NULL)
        set_field (fields, "If-Range", condition);
    }
  self->result.if_range = kind;
  return rt_request_with_fields (self->request, fields);
}

static RtAnswerStream *
ask (RtSegment *self)
{
  g_autoptr (RtRequest) request = make_request (self);
  g_autoptr (RtAnswerStream) stream = rt_answer_stream_open_recorded (
      request, self->hops, self->cancellable, &self->result.error);
  RtRangeAnswer came;

  if (stream == NULL)
    return NULL;
  self->result.head
      = rt_message_head_ref ((RtMessageHead *)rt_answer_stream_get_head (stream));
  self->result.last_request = rt_request_ref (rt_answer_stream_get_request (stream));
  self->result.n_redirects = rt_answer_stream_get_n_redirects (stream);
  came = (RtRangeAnswer){ self->result.head->status, self->result.head->fields,
                          rt_answer_stream_get_length (stream) };
  self->result.decision = rt_resume_decide (&self->asked, &came);
  return g_steal_pointer (&stream);
}

static gboolean
wait_to_be_told (RtSegment *self)
{
  gboolean may_go;

  g_mutex_lock (&self->lock);
  while (!self->may_go && !self->dismissed)
    g_cond_wait (&self->told, &self->lock);
  may_go = !self->dismissed;
  g_mutex_unlock (&self->lock);
  return may_go;
}

/* How many of @length bytes are wanted. */
static gsize
clamp (RtSegment *self, gsize length)
{
  gint64 room;

  g_mutex_lock (&self->lock);
  room = self->end < 0 ? G_MAXINT64 : MAX (self->end - self->position, 0);
  g_mutex_unlock (&self->lock);
  return (gsize)MIN ((gint64)length, room);
}

/* A part may come with a digest of its own.  It says nothing if not all of the part came,
 * or was wanted. */
static void
check_digest (RtSegment *self, RtDigestSum *sum, const RtDigest *expected)
{
  RtDigest found;

  if (sum == NULL || self->result.error != NULL
      || self->result.completeness != RT_COMPLETE_YES)
    return;
  found = rt_digest_sum_finish (sum);
  if (!rt_digest_equal (&found, expected))
    self->result.error
        = g_error_new (RT_ERROR, RT_ERROR_WRONG_DIGEST,
                       "the bytes are not those that their digest (%s) names",
                       rt_digest_algorithm_get_name (expected->algorithm));
}

static void
receive (RtSegment *self, RtAnswerStream *stream)
{
  RtDigest digest;
  g_autoptr (RtDigestSum) sum
      = rt_digest_field_find_content (&digest, self->result.head->fields)
            ? rt_digest_sum_new (digest.algorithm, NULL)
            : NULL;
  RtPartWriter *writer = rt_part_file_add_writer (self->file);
  const guint8 *data;
  gsize wanted;
  gssize n;

  for (;;)
    {
      /* A limit may be changed at any time. */
      rt_answer_stream_limit_piece (stream,
                                    rt_rate_limits_get_slice (self->limits, G_MAXSIZE));
      if (clamp (self, 1) == 0
          || (n = rt_answer_stream_read (stream, &data, &self->result.error)) <= 0)
        break;
      if (sum != NULL)
        rt_digest_sum_add (sum, data, (gsize)n);
      wanted = clamp (self, (gsize)n);
      /* A position never moves back, and nobody else moves it. */
      if (!rt_part_file_put (self->file, writer, self->position, data, wanted,
                             &self->result.error))
        break;
      g_mutex_lock (&self->lock);
      self->position += (gint64)wanted;
      g_mutex_unlock (&self->lock);
      rt_rate_limits_pay_and_wait (self->limits, (gsize)n, self->cancellable);
    }
  self->result.written = rt_part_file_remove_writer (self->file, writer);
  self->result.completeness = rt_answer_stream_get_completeness (stream);
  if (self->result.error == NULL && clamp (self, 1) > 0 && rt_segment_get_end (self) >= 0)
    self->result.error
        = g_error_new (RT_ERROR, RT_ERROR_BODY_CUT,
                       "closed before byte %" G_GINT64_FORMAT, rt_segment_get_end (self));
  check_digest (self, sum, &digest);
}

static gpointer
run (gpointer data)
{
  RtSegment *self = data;
  g_autoptr (RtAnswerStream) stream = ask (self);

  if (stream != NULL)
    {
      tell (self, RT_SEGMENT_ANSWERED);
      if (wait_to_be_told (self))
        receive (self, stream);
      self->ended_hops = rt_answer_stream_finish_hops (stream, self->hops);
    }
  self->ended_us = g_get_monotonic_time ();
  g_clear_pointer (&stream, rt_answer_stream_free);
  tell (self, RT_SEGMENT_ENDED);
  rt_segment_unref (self);
  return NULL;
}

/**
 * rt_segment_start:
 * @request: what the download asks for, without the fields that name a range
 * @asked: which bytes; `if_range` is the best that may be used
 * @end: the byte after the last that is wanted; -1 if nobody knows
 * @limits: (element-type RtRateLimit): how fast it may read; not changed from now on
 * @events: (element-type RtSegmentEvent): where it tells what happens
 *
 * Starts a connection.
 *
 * Returns: (transfer full): the segment
 */
RtSegment *
rt_segment_start (RtRequest *request,
                  const RtRangeAsked *asked,
                  gint64 end,
                  GPtrArray *limits,
                  GAsyncQueue *events)
{
  RtSegment *self = g_new0 (RtSegment, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_cond_init (&self->told);
  self->request = rt_request_ref (request);
  self->asked = *asked;
  self->stored = asked->stored != NULL ? rt_identity_copy (asked->stored) : NULL;
  self->asked.stored = self->stored;
  self->limits = g_ptr_array_ref (limits);
  self->events = g_async_queue_ref (events);
  self->cancellable = g_cancellable_new ();
  self->hops = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_past_hop_unref);
  self->origin_us = g_get_monotonic_time ();
  self->position = asked->missing;
  self->end = end;
  g_thread_unref (g_thread_new ("rt-segment", run, ref (self)));
  return self;
}

void
rt_segment_unref (RtSegment *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  rt_request_unref (self->request);
  g_clear_pointer (&self->stored, rt_identity_free);
  g_ptr_array_unref (self->limits);
  g_async_queue_unref (self->events);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->result.decision, rt_resume_decision_free);
  g_clear_pointer (&self->result.head, rt_message_head_unref);
  g_clear_pointer (&self->result.last_request, rt_request_unref);
  g_ptr_array_unref (self->hops);
  g_clear_pointer (&self->ended_hops, g_ptr_array_unref);
  g_clear_error (&self->result.error);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->told);
  g_free (self);
}

void
rt_segment_event_free (RtSegmentEvent *event)
{
  g_clear_pointer (&event->segment, rt_segment_unref);
  g_free (event);
}

/**
 * rt_segment_go:
 * @self: a segment that has answered
 * @file: where the bytes go; it must stay until the segment has ended
 * @offset: where the first byte of the body belongs
 * @limit: the byte after the last that the answer names; -1 if it does not
 *
 * Lets it receive the body.
 */
void
rt_segment_go (RtSegment *self, RtPartFile *file, gint64 offset, gint64 limit)
{
  g_mutex_lock (&self->lock);
  self->file = file;
  self->first = offset;
  self->position = offset;
  if (limit >= 0 && (self->end < 0 || limit < self->end))
    self->end = limit;
  self->may_go = TRUE;
  g_cond_signal (&self->told);
  g_mutex_unlock (&self->lock);
}

/* It is no longer wanted; that it has ended is still told. */
void
rt_segment_dismiss (RtSegment *self)
{
  g_mutex_lock (&self->lock);
  self->dismissed = TRUE;
  g_cond_signal (&self->told);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->cancellable);
}

gboolean
rt_segment_is_dismissed (RtSegment *self)
{
  gboolean dismissed;

  g_mutex_lock (&self->lock);
  dismissed = self->dismissed;
  g_mutex_unlock (&self->lock);
  return dismissed;
}

/* What lies beyond is somebody else's from now on. */
void
rt_segment_lower_end (RtSegment *self, gint64 end)
{
  g_mutex_lock (&self->lock);
  self->end = end;
  g_mutex_unlock (&self->lock);
}

/* From when it may go on. */
gint64
rt_segment_get_first (RtSegment *self)
{
  return self->first;
}

gint64
rt_segment_get_position (RtSegment *self)
{
  gint64 position;

  g_mutex_lock (&self->lock);
  position = self->position;
  g_mutex_unlock (&self->lock);
  return position;
}

gint64
rt_segment_get_end (RtSegment *self)
{
  gint64 end;

  g_mutex_lock (&self->lock);
  end = self->end;
  g_mutex_unlock (&self->lock);
  return end;
}

const RtSegmentResult *
rt_segment_get_result (RtSegment *self)
{
  return &self->result;
}

/**
 * rt_segment_make_visit:
 * @self: a segment that has answered
 * @has_ended: whether it has told that it has ended, and not only answered
 *
 * Takes down what is known of its request.  While it runs, what it was asked for counts as
 * brought, up to where it is.
 *
 * Returns: (transfer full): the visit, for the caller to number
 */
RtVisit *
rt_segment_make_visit (RtSegment *self, gboolean has_ended)
{
  gint64 position = rt_segment_get_position (self);
  RtVisit *visit = rt_visit_new (has_ended && self->ended_hops != NULL ? self->ended_hops
                                                                       : self->hops);

  visit->origin_us = self->origin_us;
  visit->brought = (RtExtent){ MIN (self->asked.missing, position), position };
  if (!has_ended)
    return visit;
  visit->end_us = self->ended_us;
  visit->brought.first = position - MAX (self->result.written, 0);
  if (self->result.error != NULL && !rt_segment_is_dismissed (self))
    visit->error = g_error_copy (self->result.error);
  return visit;
}
