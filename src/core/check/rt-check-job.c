/* One address on its way to a verdict: what was answered, and what to ask next. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-job.h"

#include "core/http/rt-retry.h"
#include "core/http/rt-uri.h"

#include <string.h>

/* What of a page is asked for where HEAD is not to be believed. */
#define FIRST_BYTE "bytes=0-0"

/**
 * rt_check_job_new:
 * @row: whatever the owner knows it by
 * @address: an http or https URI, as g_uri_to_string() writes it
 * @authorization: (nullable): a field value that goes with it
 *
 * Returns: (transfer full): a job that has not begun
 */
RtCheckJob *
rt_check_job_new (guint row, GRefString *address, const char *authorization)
{
  RtCheckJob *self = g_new0 (RtCheckJob, 1);

  self->row = row;
  self->address = g_ref_string_acquire (address);
  self->authorization = g_strdup (authorization);
  return self;
}

/**
 * rt_check_job_new_for_request:
 * @row: whatever the owner knows it by
 * @request: what to ask first
 *
 * Returns: (transfer full): a job
 */
RtCheckJob *
rt_check_job_new_for_request (guint row, RtRequest *request)
{
  RtCheckJob *self = g_new0 (RtCheckJob, 1);

  self->row = row;
  self->request = rt_request_ref (request);
  return self;
}

void
rt_check_job_free (RtCheckJob *self)
{
  g_clear_pointer (&self->address, g_ref_string_release);
  g_free (self->authorization);
  g_clear_pointer (&self->request, rt_request_unref);
  g_clear_pointer (&self->earlier, g_ptr_array_unref);
  g_clear_pointer (&self->result, rt_check_result_unref);
  g_clear_pointer (&self->chain, g_array_unref);
  g_free (self);
}

/**
 * rt_check_job_begin:
 * @self: a job
 * @base: what its requests start from
 *
 * Makes its first request, unless that is there already.
 */
void
rt_check_job_begin (RtCheckJob *self, const RtRequest *base)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (RtRequest) moved = NULL;

  if (self->result == NULL)
    self->result = rt_check_result_new ();
  if (self->request != NULL)
    return;
  uri = rt_uri_parse (self->address, NULL, NULL, NULL);
  moved = rt_request_with_uri (base, uri);
  self->request
      = self->authorization != NULL
            ? rt_request_with_header (moved, "Authorization", self->authorization, NULL)
            : g_steal_pointer (&moved);
}

/* Whom the next request goes to. */
char *
rt_check_job_dup_host (const RtCheckJob *self)
{
  const char *authority;

  if (self->request != NULL)
    return rt_uri_dup_authority (rt_request_get_uri (self->request));
  authority = strstr (self->address, "://") + strlen ("://");
  return g_strndup (authority, strcspn (authority, "/?#"));
}

/* Where its chain began. */
GUri *
rt_check_job_get_first_uri (const RtCheckJob *self)
{
  RtRequest *first = self->earlier != NULL && self->earlier->len > 0
                         ? self->earlier->pdata[0]
                         : self->request;

  return rt_request_get_uri (first);
}

static void
take_request (RtCheckJob *self, RtRequest *next)
{
  rt_request_unref (self->request);
  self->request = next;
}

/* Asks GET for what HEAD was asked for, and for as little of it as can be. */
static RtCheckStep
ask_by_get (RtCheckJob *self, RtCheckRemarks why, guint status)
{
  g_autoptr (RtRequest) get = rt_request_with_method (self->request, "GET", NULL);

  self->result->is_get = TRUE;
  self->result->remarks |= why;
  self->result->head_status = (guint16)status;
  self->result->head_hop = self->chain != NULL ? (guint16)self->chain->len : 0;
  take_request (self, rt_request_with_header (get, "Range", FIRST_BYTE, NULL));
  return RT_CHECK_ASK;
}

/* An empty page has no first byte. */
static RtCheckStep
ask_for_all (RtCheckJob *self)
{
  g_autoptr (RtHeaderList) fields
      = rt_header_list_copy (rt_request_get_fields (self->request));

  rt_header_list_remove (fields, "Range");
  take_request (self, rt_request_with_fields (self->request, fields));
  return RT_CHECK_ASK;
}

/* One second, two, four. */
static RtCheckStep
wait_a_while (RtCheckJob *self)
{
  self->wait_ms = (gint64)1000 << MIN (self->n_failures, 6);
  self->n_failures++;
  return RT_CHECK_WAIT;
}

static gboolean
has_tries_left (const RtCheckJob *self, const RtCheckOptions *options)
{
  return self->n_failures + 1 < options->n_tries;
}

static RtCheckStep
take_error (RtCheckJob *self, const RtCheckOptions *options, const GError *error)
{
  RtErrorCode code
      = error->domain == RT_ERROR ? (RtErrorCode)error->code : RT_ERROR_OTHER;

  /* A timeout is none of these: GET would take just as long. */
  if (!self->result->is_get && options->with_get
      && (code == RT_ERROR_NO_ANSWER || code == RT_ERROR_RESET))
    return ask_by_get (self, RT_CHECK_HEAD_SILENT, 0);
  if (rt_check_may_pass (code) && has_tries_left (self, options))
    return wait_a_while (self);
  self->result->has_error = TRUE;
  self->result->error = code;
  return RT_CHECK_DONE;
}

static RtCheckStep
obey (RtCheckJob *self, const RtCheckOptions *options, gint64 wait_s)
{
  if (wait_s > RT_CHECK_WAIT_MAX_S)
    {
      self->result->remarks |= RT_CHECK_LATER;
      self->result->wait_s = wait_s;
      return RT_CHECK_DONE;
    }
  if (!has_tries_left (self, options))
    return RT_CHECK_DONE;
  self->n_failures++;
  self->wait_ms = wait_s * 1000;
  return RT_CHECK_WAIT_HOST;
}

static char *
dup_field (const RtMessageHead *head, const char *name)
{
  const char *value = rt_header_list_find (head->fields, name);

  return value != NULL ? rt_header_value_to_utf8 (value) : NULL;
}

static gboolean
asked_for_one_byte (const RtCheckJob *self)
{
  return g_strcmp0 (rt_header_list_find (rt_request_get_fields (self->request), "Range"),
                    FIRST_BYTE)
         == 0;
}

/* What follows the slash of Content-Range; -1: nothing that helps. */
static gint64
read_total (const RtMessageHead *head)
{
  const char *value = rt_header_list_find (head->fields, "Content-Range");
  const char *slash = value != NULL ? strchr (value, '/') : NULL;
  guint64 total;

  if (slash == NULL
      || !g_ascii_string_to_unsigned (slash + 1, 10, 0, G_MAXINT64, &total, NULL))
    return -1;
  return (gint64)total;
}

/* What the page itself is, as far as its head says. */
static void
take_page (RtCheckJob *self, const RtCheckAnswer *answer)
{
  RtCheckResult *result = self->result;

  result->length
      = answer->head->status == 206 ? read_total (answer->head) : answer->length;
  result->received = answer->received;
  result->type = dup_field (answer->head, "Content-Type");
  result->modified = dup_field (answer->head, "Last-Modified");
  result->etag = dup_field (answer->head, "ETag");
}

/* The address that a chain leads to as long as it is for good. */
static void
note_move (RtCheckJob *self, const RtRequest *next)
{
  for (guint i = 0; i < self->chain->len; i++)
    if (!rt_check_is_permanent (g_array_index (self->chain, guint16, i)))
      return;
  g_free (self->result->new_address);
  self->result->new_address = rt_request_dup_address (next);
}

static RtCheckStep
follow (RtCheckJob *self, const RtCheckAnswer *answer)
{
  guint status = answer->head->status;
  g_autoptr (RtRedirect) redirect = NULL;

  if (self->earlier == NULL)
    self->earlier = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_request_unref);
  redirect = rt_redirect_decide (self->request, answer->sent, status,
                                 answer->head->fields, self->earlier);
  self->result->stop = redirect->stop;
  if (redirect->next == NULL)
    return RT_CHECK_DONE;
  if (redirect->stop == RT_STOP_NONE || redirect->stop == RT_STOP_NOT_FOLLOWED)
    note_move (self, redirect->next);
  if (redirect->stop != RT_STOP_NONE)
    return RT_CHECK_DONE;
  g_ptr_array_add (self->earlier, rt_request_ref (answer->sent));
  take_request (self, rt_request_ref (redirect->next));
  self->n_failures = 0;
  return RT_CHECK_ASK;
}

/* What was asked is answered: this hop is over. */
static RtCheckStep
take_hop (RtCheckJob *self, const RtCheckAnswer *answer)
{
  guint16 status = (guint16)answer->head->status;
  RtCheckStep step;

  if (status == 206 && asked_for_one_byte (self))
    status = 200; /* we are the ones who asked for a part */
  if (self->chain == NULL)
    self->chain = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_array_append_val (self->chain, status);
  step = follow (self, answer);
  if (step == RT_CHECK_DONE)
    take_page (self, answer);
  return step;
}

static RtCheckStep
take_answer (RtCheckJob *self, const RtCheckOptions *options, const RtCheckAnswer *answer)
{
  guint status = answer->head->status;
  gint64 wait_s
      = rt_retry_after_parse (rt_header_list_find (answer->head->fields, "Retry-After"),
                              rt_header_list_find (answer->head->fields, "Date"));

  if ((answer->remarks & RT_REMARK_BODY_FORBIDDEN) != 0 && !self->result->is_get)
    self->result->remarks |= RT_CHECK_HEAD_WITH_BODY;
  if (rt_check_is_transient (status) && wait_s >= 0)
    {
      RtCheckStep step = obey (self, options, wait_s);

      return step == RT_CHECK_DONE ? take_hop (self, answer) : step;
    }
  if (!self->result->is_get && options->with_get && rt_check_doubts_head (status))
    return ask_by_get (self,
                       status == 405 || status == 501 ? RT_CHECK_HEAD_REFUSED
                                                      : RT_CHECK_HEAD_DOUBTED,
                       status);
  if (status == 416 && asked_for_one_byte (self))
    return ask_for_all (self);
  if (rt_check_is_transient (status) && has_tries_left (self, options))
    return wait_a_while (self);
  return take_hop (self, answer);
}

/**
 * rt_check_job_advance:
 * @self: a job that is not done
 * @options: how to check
 * @answer: what came of its request
 *
 * Decides what follows.
 *
 * Source: [RFC 9110 §10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)
 *
 * Returns: what to do with the job; after %RT_CHECK_ASK its `request` is another one
 */
RtCheckStep
rt_check_job_advance (RtCheckJob *self,
                      const RtCheckOptions *options,
                      const RtCheckAnswer *answer)
{
  self->result->attempts++;
  self->result->time_us += answer->time_us;
  return answer->error != NULL ? take_error (self, options, answer->error)
                               : take_answer (self, options, answer);
}

/**
 * rt_check_job_finish:
 * @self: a job that is done
 * @options: how to check
 *
 * Returns: (transfer full): its result, judged
 */
RtCheckResult *
rt_check_job_finish (RtCheckJob *self, const RtCheckOptions *options)
{
  RtCheckResult *result = g_steal_pointer (&self->result);

  if (self->chain != NULL)
    {
      result->n_chain = (guint16)self->chain->len;
      result->chain
          = (guint16 *)(gpointer)g_array_free (g_steal_pointer (&self->chain), FALSE);
    }
  if (self->earlier != NULL && self->earlier->len > 0)
    result->final_address = rt_request_dup_address (self->request);
  rt_check_result_judge (result, &options->good);
  return result;
}
