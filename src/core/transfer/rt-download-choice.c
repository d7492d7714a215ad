/* What the user has to decide before a download can go on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-download-choice.h"

#include "core/http/rt-uri.h"
#include "core/wire/rt-error.h"
#include "core/wire/rt-header-secret.h"

/**
 * rt_download_get_choice:
 * @download: a download
 *
 * Says whether the user has to decide something before it can go on.
 *
 * Returns: what; %RT_CHOICE_NONE if it is nothing
 */
RtChoice
rt_download_get_choice (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);

  if (news->state != RT_DOWNLOAD_FAILED)
    return RT_CHOICE_NONE;
  if (g_error_matches (news->error, RT_ERROR, RT_ERROR_REMOTE_CHANGED))
    return RT_CHOICE_CHANGED;
  if (g_error_matches (news->error, RT_ERROR, RT_ERROR_LINK_EXPIRED))
    return RT_CHOICE_EXPIRED;
  if (g_error_matches (news->error, RT_ERROR, RT_ERROR_PROXY_LOGIN))
    return RT_CHOICE_SIGN_IN;
  return RT_CHOICE_NONE;
}

/**
 * rt_download_choose:
 * @queue: its queue
 * @download: one whose remote file has changed
 * @choice: what becomes of what is on disk
 *
 * Goes on as the user wishes; with %RT_IF_CHANGED_KEEP it ends with what there is.
 */
void
rt_download_choose (RtDownloadQueue *queue, RtDownload *download, RtIfChanged choice)
{
  g_autoptr (RtDownloadPlan) plan = NULL;

  g_return_if_fail (!rt_download_is_at_work (download));

  if (choice == RT_IF_CHANGED_KEEP)
    {
      rt_download_queue_cancel (queue, download);
      return;
    }
  plan = rt_download_plan_copy (rt_download_get_plan (download));
  plan->if_changed = choice;
  rt_download_set_plan (download, plan);
  rt_download_queue_resume (queue, download);
}

/* As @old: on its way, with its jar and its fields, but for those that are bound to another
 * origin.  What is in @link comes first. */
static RtRequest *
make_request (const RtRequest *old, const RtRequest *link)
{
  GUri *uri = rt_request_get_uri (link);
  g_autoptr (RtRequest) moved = rt_request_with_uri (old, uri);
  const RtHeaderList *fields = rt_request_get_fields (moved);
  const RtHeaderList *own = rt_request_get_fields (link);
  g_autoptr (RtHeaderList) kept = rt_uri_same_origin (rt_request_get_uri (old), uri)
                                      ? rt_header_list_copy (fields)
                                      : rt_header_list_without_bound (fields);

  for (guint i = 0; i < rt_header_list_get_length (own); i++)
    {
      const RtHeader *field = rt_header_list_get (own, i);

      rt_header_list_set (kept, field->name, field->value, NULL);
    }
  return rt_request_with_fields (moved, kept);
}

/**
 * rt_download_set_link:
 * @queue: its queue
 * @download: one that is not at work
 * @request: the same file elsewhere
 *
 * Goes on with another address, in place of all that it had: on the same way, with the same
 * jar.  The engine compares bytes before it adds any.
 */
void
rt_download_set_link (RtDownloadQueue *queue, RtDownload *download, RtRequest *request)
{
  g_autoptr (RtDownloadPlan) plan = NULL;
  g_autoptr (RtRequest) moved = NULL;

  g_return_if_fail (!rt_download_is_at_work (download));

  plan = rt_download_plan_copy (rt_download_get_plan (download));
  moved = make_request (g_ptr_array_index (plan->requests, 0), request);
  g_ptr_array_set_size (plan->requests, 0);
  g_ptr_array_add (plan->requests, g_steal_pointer (&moved));
  rt_download_set_plan (download, plan);
  rt_download_queue_resume (queue, download);
}
