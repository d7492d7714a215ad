/* Answers everything with one page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-handle-page.h"

#include "core/server/rt-status-answer.h"

/**
 * rt_handle_page:
 * @page: HTML
 * @question: a request
 *
 * Answers with a page, whatever path is asked for.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_handle_page (GBytes *page, const RtQuestion *question)
{
  RtAnswer *answer = rt_status_answer_check_method (question, "GET, HEAD, OPTIONS");

  if (answer != NULL)
    return answer;
  answer = rt_answer_new (200);
  rt_answer_set_type (answer, "text/html; charset=utf-8");
  rt_answer_add_bytes (answer, page);
  return answer;
}
