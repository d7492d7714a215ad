/* Which requests a server reads to their end. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-gate.h"

#include "core/server/rt-server-output.h"

#include <string.h>

/* Handlers change nothing, so asking one twice does no harm. */
static gboolean
is_body_welcome (const RtServerPlan *plan, const RtQuestion *question)
{
  const RtFaultStrike none = { 0 };
  g_autoptr (RtAnswer) answer = rt_server_plan_answer (plan, question, &none);

  return rt_answer_get_status (answer) < 400;
}

/* RFC 9110 §7.4: what came without TLS did not reach the https address that it names. */
static gboolean
is_misdirected (const RtServerPlan *plan, const RtQuestion *question)
{
  if (question->peer->tls_version == NULL
      && g_ascii_strncasecmp (question->target, "https:", strlen ("https:")) == 0)
    return TRUE;
  return plan->is_loopback && !rt_question_is_for_loopback (question);
}

static gboolean
holds_body_back (const RtQuestion *question)
{
  return question->expects_continue && (question->is_chunked || question->length > 0);
}

/**
 * rt_server_gate_decide:
 * @plan: what the server knows
 * @reader: has a head
 * @output: what goes to the client
 *
 * Refuses a request that a site of somebody else had a browser send, does without a body
 * that the client holds back where it would not be welcome, and asks for it where it is.
 */
void
rt_server_gate_decide (const RtServerPlan *plan,
                       RtRequestReader *reader,
                       GOutputStream *output)
{
  const RtQuestion *question = rt_request_reader_get_question (reader);

  if (is_misdirected (plan, question))
    {
      rt_request_reader_refuse (reader, 421);
      return;
    }
  if (holds_body_back (question))
    {
      if (!is_body_welcome (plan, question))
        {
          rt_request_reader_skip_body (reader);
          return;
        }
      rt_server_output_say_continue (output);
    }
  rt_request_reader_let_body_come (reader);
}
