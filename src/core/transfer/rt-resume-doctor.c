/* Finds out whether a download could be resumed, by asking. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-resume-doctor.h"

#include "core/wire/rt-error.h"

/* A body that is longer is not waited for: its head has told all. */
#define BODY_BYTES_MAX (64 * 1024)

struct _RtResumeDoctor
{
  GObject parent_instance;

  RtTransport *transport;

  RtRequest *request;        /* what would be downloaded; NULL before the first one */
  GCancellable *cancellable; /* of the question that is asked now */
  RtExchange *exchanges[RT_N_PROBES]; /* NULL: not asked */
  guint n_begun;                      /* questions that were asked, or passed over */
  gboolean is_busy;
  RtDiagnosis diagnosis;
};

G_DEFINE_FINAL_TYPE (RtResumeDoctor, rt_resume_doctor, G_TYPE_OBJECT)

enum
{
  UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_answered (RtResumeDoctor *self, guint kind)
{
  return kind < self->n_begun
         && (self->exchanges[kind] == NULL
             || rt_exchange_is_over (self->exchanges[kind]));
}

/* An exchange that failed after its head has told what we want to know, unless the head
 * itself is what is wrong. */
static RtProbeAnswer
get_answer (RtExchange *exchange)
{
  RtHop *hop = exchange != NULL ? rt_exchange_get_last_hop (exchange) : NULL;
  RtHeaderList *fields = hop != NULL ? rt_hop_get_received_fields (hop) : NULL;

  if (fields == NULL
      || g_error_matches (rt_exchange_get_error (exchange), RT_ERROR,
                          RT_ERROR_BAD_LENGTH))
    return (RtProbeAnswer){ 0 };
  return (
      RtProbeAnswer){ rt_hop_get_status (hop), fields,
                      (gint64)rt_body_get_wire_bytes (rt_exchange_get_body (exchange)) };
}

static guint
collect_answers (RtResumeDoctor *self, RtProbeAnswer *answers)
{
  guint n = 0;

  for (; n < RT_N_PROBES && is_answered (self, n); n++)
    answers[n] = get_answer (self->exchanges[n]);
  return n;
}

static void
judge (RtResumeDoctor *self)
{
  RtProbeAnswer answers[RT_N_PROBES];
  guint n = collect_answers (self, answers);

  rt_diagnosis_clear (&self->diagnosis);
  rt_diagnosis_make (&self->diagnosis, answers, n);
}

/* Of an answer that brings the file, not of a redirect on the way to it. */
static void
on_updated (RtExchange *exchange, RtResumeDoctor *self)
{
  RtHop *hop = rt_exchange_get_last_hop (exchange);
  guint status = hop != NULL ? rt_hop_get_status (hop) : 0;
  RtBody *body = rt_exchange_get_body (exchange);
  gint64 expected = rt_body_get_expected_bytes (body);

  if ((status == 200 || status == 206) && rt_body_has_begun (body)
      && MAX (expected, (gint64)rt_body_get_wire_bytes (body)) > BODY_BYTES_MAX)
    g_cancellable_cancel (self->cancellable);
}

static RtRequest *
make_next (RtResumeDoctor *self)
{
  RtProbeAnswer answers[RT_N_PROBES];
  guint n = collect_answers (self, answers);
  g_autoptr (RtIdentity) known = rt_diagnosis_identify (answers, n);

  return rt_probe_make_request ((RtProbeKind)self->n_begun, self->request, known);
}

/* The next question that can be asked, unless there is a verdict already. */
static RtRequest *
take_next (RtResumeDoctor *self)
{
  RtRequest *request = NULL;

  while (request == NULL && self->n_begun < RT_N_PROBES
         && self->diagnosis.resumability == RT_RESUMABLE_UNKNOWN)
    {
      request = make_next (self);
      self->n_begun++;
      if (request == NULL)
        judge (self);
    }
  return request;
}

/* Also whenever the state of what is asked now has changed. */
static void
go_on (RtResumeDoctor *self)
{
  RtExchange *now = self->n_begun > 0 ? self->exchanges[self->n_begun - 1] : NULL;
  g_autoptr (RtRequest) request = NULL;

  if (now != NULL && !rt_exchange_is_over (now))
    return;
  if (now != NULL)
    g_signal_handlers_disconnect_by_data (now, self);
  judge (self);
  request = take_next (self);
  self->is_busy = request != NULL;
  if (request != NULL)
    {
      g_clear_object (&self->cancellable);
      self->cancellable = g_cancellable_new ();
      now = rt_transport_fetch (self->transport, request, self->cancellable);
      self->exchanges[self->n_begun - 1] = now;
      g_signal_connect_object (now, "updated", G_CALLBACK (on_updated), self, 0);
      g_signal_connect_object (now, "notify::state", G_CALLBACK (go_on), self,
                               G_CONNECT_SWAPPED);
    }
  g_signal_emit (self, signals[UPDATED], 0);
}

static void
forget (RtResumeDoctor *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (guint i = 0; i < RT_N_PROBES; i++)
    {
      if (self->exchanges[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->exchanges[i], self);
      g_clear_object (&self->exchanges[i]);
    }
  rt_diagnosis_clear (&self->diagnosis);
  self->n_begun = 0;
  self->is_busy = FALSE;
}

static void
rt_resume_doctor_dispose (GObject *object)
{
  RtResumeDoctor *self = RT_RESUME_DOCTOR (object);

  forget (self);
  g_clear_pointer (&self->request, rt_request_unref);
  g_clear_object (&self->transport);
  G_OBJECT_CLASS (rt_resume_doctor_parent_class)->dispose (object);
}

static void
rt_resume_doctor_class_init (RtResumeDoctorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_resume_doctor_dispose;

  /**
   * RtResumeDoctor::updated:
   *
   * A question is asked, or answered, or there is a verdict.
   */
  signals[UPDATED] = g_signal_new ("updated", RT_TYPE_RESUME_DOCTOR, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rt_resume_doctor_init (RtResumeDoctor *self)
{
}

/**
 * rt_resume_doctor_new:
 * @transport: what sends the questions
 *
 * Makes a doctor that has not asked anything.
 *
 * Returns: (transfer full): the doctor
 */
RtResumeDoctor *
rt_resume_doctor_new (RtTransport *transport)
{
  RtResumeDoctor *self = g_object_new (RT_TYPE_RESUME_DOCTOR, NULL);

  self->transport = g_object_ref (transport);
  return self;
}

/**
 * rt_resume_doctor_ask:
 * @self: a doctor
 * @request: what would be downloaded
 *
 * Asks the questions one after another, and forgets what was asked before.  Of a body no
 * more than its beginning is fetched.
 */
void
rt_resume_doctor_ask (RtResumeDoctor *self, RtRequest *request)
{
  rt_request_ref (request);
  g_clear_pointer (&self->request, rt_request_unref);
  self->request = request;
  forget (self);
  go_on (self);
}

/* There is no verdict then. */
void
rt_resume_doctor_stop (RtResumeDoctor *self)
{
  if (!self->is_busy)
    return;
  self->is_busy = FALSE;
  /* That there is no answer is our doing, and says nothing of the server. */
  g_signal_handlers_disconnect_by_data (self->exchanges[self->n_begun - 1], self);
  g_cancellable_cancel (self->cancellable);
  g_signal_emit (self, signals[UPDATED], 0);
}

gboolean
rt_resume_doctor_is_busy (RtResumeDoctor *self)
{
  return self->is_busy;
}

/* By the answers so far; it stays until the next ::updated. */
const RtDiagnosis *
rt_resume_doctor_get_diagnosis (RtResumeDoctor *self)
{
  return &self->diagnosis;
}

/**
 * rt_resume_doctor_get_exchange:
 * @self: a doctor
 * @kind: a question
 *
 * Gives what was sent and received for it.
 *
 * Returns: (transfer none) (nullable): the exchange; %NULL if it was not asked
 */
RtExchange *
rt_resume_doctor_get_exchange (RtResumeDoctor *self, RtProbeKind kind)
{
  return self->exchanges[kind];
}
