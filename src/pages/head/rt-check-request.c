/* The requests of the HEAD check. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-check-request.h"

static const RtRequestOptions *
get_options (RtPage *page)
{
  return rt_workbench_get_request_options (rt_page_get_workbench (page));
}

/**
 * rt_check_request_new_base:
 * @page: whose workbench says how requests are made
 * @patience_s: how long an answer may take
 *
 * Returns: (transfer full): what all requests of a check start from: each row brings its
 *   own address
 */
RtRequest *
rt_check_request_new_base (RtPage *page, guint patience_s)
{
  g_autoptr (RtRequest) bare = rt_request_new ("HEAD", "http://localhost/", NULL);
  RtRequestOptions options = *get_options (page);
  g_autoptr (RtRequest) request = NULL;

  options.total_timeout_s = patience_s;
  request = rt_request_with_options (bare, &options);
  return rt_workbench_prepare (rt_page_get_workbench (page), request);
}

/**
 * rt_check_request_new_for_row:
 * @page: whose workbench says how requests are made
 * @method: `HEAD` or `GET`
 * @row: whose address is asked for
 *
 * Returns: (transfer full) (nullable): a request; %NULL: that is no address
 */
RtRequest *
rt_check_request_new_for_row (RtPage *page, const char *method, const RtCheckRow *row)
{
  g_autoptr (RtRequest) bare = rt_request_new (method, row->address, NULL);
  g_autoptr (RtRequest) request
      = bare != NULL ? rt_request_with_options (bare, get_options (page)) : NULL;

  if (request == NULL || row->authorization == NULL)
    return g_steal_pointer (&request);
  return rt_request_with_header (request, "Authorization", row->authorization, NULL);
}
