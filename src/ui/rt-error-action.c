/* What a button beside the words about an error can do. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-error-action.h"

#include <glib/gi18n.h>

/**
 * rt_error_get_action:
 * @error: what went wrong, of whatever domain
 *
 * Says which button belongs beside the words.
 *
 * Returns: the action
 */
RtAction
rt_error_get_action (const GError *error)
{
  g_return_val_if_fail (error != NULL, RT_ACTION_NONE);

  if (error->domain != RT_ERROR)
    return RT_ACTION_TRY_AGAIN;
  switch ((RtErrorCode)error->code)
    {
    case RT_ERROR_BAD_ADDRESS:
    case RT_ERROR_BAD_FIELD:
    case RT_ERROR_BAD_FORM:
    case RT_ERROR_BAD_COMMAND:
    case RT_ERROR_TLS_TOO_OLD:
    case RT_ERROR_CLIENT_CERTIFICATE:
    case RT_ERROR_REDIRECT_LOOP:
    case RT_ERROR_PORT_FORBIDDEN:
    case RT_ERROR_NO_CERTIFICATE:
    case RT_ERROR_NO_KEY:
    case RT_ERROR_WRONG_KEY:
    case RT_ERROR_KEY_LOCKED:
    case RT_ERROR_LINK_EXPIRED:
      return RT_ACTION_NONE;
    case RT_ERROR_CERTIFICATE:
    case RT_ERROR_PROXY_CERTIFICATE:
      return RT_ACTION_SHOW_CERTIFICATE;
    case RT_ERROR_BOMB:
      return RT_ACTION_DECODE_ANYWAY;
    case RT_ERROR_REDIRECT_LIMIT:
      return RT_ACTION_FOLLOW;
    case RT_ERROR_NAME_NOT_FOUND:
    case RT_ERROR_NAME_LOOKUP:
    case RT_ERROR_REFUSED:
    case RT_ERROR_UNREACHABLE:
    case RT_ERROR_CONNECT_TIMEOUT:
    case RT_ERROR_IDLE_TIMEOUT:
    case RT_ERROR_TOTAL_TIMEOUT:
    case RT_ERROR_RESET:
    case RT_ERROR_NO_ANSWER:
    case RT_ERROR_NOT_HTTP:
    case RT_ERROR_ONLY_HTTP2:
    case RT_ERROR_HEAD_TOO_BIG:
    case RT_ERROR_BAD_LENGTH:
    case RT_ERROR_BAD_CHUNK:
    case RT_ERROR_BODY_CUT:
    case RT_ERROR_BAD_CODING:
    case RT_ERROR_NOT_TLS:
    case RT_ERROR_TLS:
    case RT_ERROR_DISK_FULL:
    case RT_ERROR_FILE:
    case RT_ERROR_PORT_TAKEN:
    case RT_ERROR_KEY_EXPOSED:
    case RT_ERROR_BAD_RANGE:
    case RT_ERROR_STATUS:
    case RT_ERROR_REMOTE_CHANGED:
    case RT_ERROR_WRONG_DIGEST:
    case RT_ERROR_DAMAGED:
    case RT_ERROR_LONG_WAIT:
    case RT_ERROR_IN_USE:
    case RT_ERROR_PAGE_TOO_BIG:
    case RT_ERROR_FILE_TOO_BIG:
    case RT_ERROR_BAD_METALINK:
    case RT_ERROR_BAD_PROXY:
    case RT_ERROR_PROXY_SCRIPT:
    case RT_ERROR_PROXY_UNREACHABLE:
    case RT_ERROR_PROXY_LOGIN:
    case RT_ERROR_PROXY_REFUSED:
    case RT_ERROR_PROXY_NO_SITE:
    case RT_ERROR_PROXY_ANSWER:
    case RT_ERROR_OTHER:
      return RT_ACTION_TRY_AGAIN;
    }
  g_return_val_if_reached (RT_ACTION_NONE);
}

const char *
rt_action_to_label (RtAction action)
{
  switch (action)
    {
    case RT_ACTION_NONE:
      return NULL;
    case RT_ACTION_TRY_AGAIN:
      return _ ("Try _Again");
    case RT_ACTION_SHOW_CERTIFICATE:
      return _ ("Show the _Certificate");
    case RT_ACTION_DECODE_ANYWAY:
      return _ ("_Decode Anyway");
    case RT_ACTION_FOLLOW:
      return _ ("_Follow This Redirect");
    case RT_ACTION_FOLLOW_ANYWAY:
      return _ ("_Follow Anyway");
    case RT_ACTION_SEND_THERE:
      return _ ("_Send It There");
    }
  g_return_val_if_reached (NULL);
}
