/* The cookies of a request: from its source before it is sent, and back to it afterwards. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-request.h"

static RtCookieQuestion
make_question (const RtRequest *self, gboolean redirected)
{
  return (RtCookieQuestion){
    .uri = rt_request_get_uri (self),
    .method = rt_request_get_method (self),
    .context = rt_request_get_options (self)->cookie_context,
    .redirected = redirected,
    .set_by_hand = rt_header_list_find (rt_request_get_fields (self), "Cookie") != NULL,
    .now_us = g_get_real_time (),
  };
}

/**
 * rt_request_with_cookies:
 * @self: a request
 * @redirected: whether another answer has led to it
 * @record: (out) (optional) (nullable): the source's record of what goes along; %NULL if
 *   the request has no source
 *
 * Gives the request as it is sent: with the cookies of its source, at the end.  A Cookie
 * field that is there already was set by hand and stays as it is.
 *
 * Returns: (transfer full): the request
 */
RtRequest *
rt_request_with_cookies (const RtRequest *self, gboolean redirected, GObject **record)
{
  RtCookieSource *source = rt_request_get_cookie_source (self);
  const RtCookieQuestion question = make_question (self, redirected);
  g_autofree char *value = NULL;
  g_autoptr (GObject) found = NULL;

  if (source != NULL)
    found = rt_cookie_source_look_up (source, &question, &value);
  if (record != NULL)
    *record = g_steal_pointer (&found);
  if (value == NULL)
    return rt_request_ref ((RtRequest *)self);
  return rt_request_with_header (self, "Cookie", value, NULL);
}

/**
 * rt_request_take_cookies:
 * @self: a request that was sent, without the cookies of its source
 * @redirected: whether another answer has led to it
 * @record: what rt_request_with_cookies() gave
 * @answer_fields: the fields of its answer
 *
 * Hands what the answer sets to the source.
 *
 * Returns: (transfer full): the record, with what came added
 */
GObject *
rt_request_take_cookies (const RtRequest *self,
                         gboolean redirected,
                         GObject *record,
                         const RtHeaderList *answer_fields)
{
  const RtCookieQuestion question = make_question (self, redirected);

  return rt_cookie_source_receive (rt_request_get_cookie_source (self), &question, record,
                                   answer_fields);
}
