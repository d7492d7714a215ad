/* Answers that say little more than their status. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-status-answer.h"

#include "core/server/rt-status-text.h"

#include <string.h>

/**
 * rt_status_answer_new:
 * @status: that may have a body
 *
 * Makes an answer that says its status.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_status_answer_new (guint status)
{
  RtAnswer *self = rt_answer_new (status);
  char *text = rt_status_text_make_body (status, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  rt_answer_set_type (self, "text/plain; charset=utf-8");
  rt_answer_add_bytes (self, bytes);
  return self;
}

RtAnswer *
rt_status_answer_new_redirect (guint status, const char *location)
{
  RtAnswer *self = rt_status_answer_new (status);

  rt_answer_set (self, "Location", location);
  return self;
}

static gboolean
is_listed (const char *allowed, const char *method)
{
  g_auto (GStrv) each = g_strsplit (allowed, ", ", -1);

  return g_strv_contains ((const char *const *)each, method);
}

/**
 * rt_status_answer_check_method:
 * @question: a request
 * @allowed: methods, separated by a comma and a space; OPTIONS among them
 *
 * Answers a request whose method leaves nothing to decide: OPTIONS, methods that are not
 * allowed here, and those that no server knows.
 *
 * Source: [RFC 9110 §9](https://www.rfc-editor.org/rfc/rfc9110#section-9)
 *
 * Returns: (transfer full) (nullable): the answer; %NULL if the method is allowed
 */
RtAnswer *
rt_status_answer_check_method (const RtQuestion *question, const char *allowed)
{
  g_autoptr (RtAnswer) self = NULL;

  if (rt_question_is (question, "OPTIONS"))
    self = rt_answer_new (204);
  else if (is_listed (allowed, question->method))
    return NULL;
  else if (is_listed ("GET, HEAD, POST, PUT, DELETE, PATCH", question->method))
    self = rt_status_answer_new (405);
  else
    return rt_status_answer_new (501);
  rt_answer_set (self, "Allow", allowed);
  return g_steal_pointer (&self);
}
