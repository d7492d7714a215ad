/* Lets pages of other sites read answers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-cors.h"

/* Of these a page would not hear otherwise. */
#define EXPOSED "Content-Range, Content-Length, Content-Encoding, ETag, Accept-Ranges"

static void
copy (RtAnswer *answer, const char *name, const char *value)
{
  if (value != NULL)
    rt_answer_set (answer, name, value);
}

/* A browser asks first whether it may send what no form could. */
static void
allow_request (const RtQuestion *question, RtAnswer *answer, const char *method)
{
  const char *allowed = rt_header_list_find (rt_answer_get_fields (answer), "Allow");
  const char *private_network
      = rt_header_list_find (question->fields, "Access-Control-Request-Private-Network");

  copy (answer, "Access-Control-Allow-Methods", allowed != NULL ? allowed : method);
  copy (answer, "Access-Control-Allow-Headers",
        rt_header_list_find (question->fields, "Access-Control-Request-Headers"));
  if (g_strcmp0 (private_network, "true") == 0)
    rt_answer_set (answer, "Access-Control-Allow-Private-Network", "true");
}

/**
 * rt_cors_allow:
 * @question: a request
 * @answer: to it
 *
 * Lets pages of any site read @answer in a browser, but none that the browser would send
 * cookies for.
 *
 * Source: [Fetch §3.3](https://fetch.spec.whatwg.org/#http-cors-protocol)
 */
void
rt_cors_allow (const RtQuestion *question, RtAnswer *answer)
{
  const char *method
      = rt_header_list_find (question->fields, "Access-Control-Request-Method");

  rt_answer_set (answer, "Access-Control-Allow-Origin", "*");
  rt_answer_set (answer, "Access-Control-Expose-Headers", EXPOSED);
  if (rt_question_is (question, "OPTIONS") && method != NULL)
    allow_request (question, answer, method);
}
