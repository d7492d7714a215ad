/* The error domain, and the stable ids of its codes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"

G_DEFINE_QUARK (rt_error, rt_error)

/**
 * rt_error_code_to_id:
 * @code: a code
 *
 * Gives the stable name of @code that programs see, such as `name-not-found`.
 *
 * Returns: (transfer none): the id
 */
const char *
rt_error_code_to_id (RtErrorCode code)
{
  switch (code)
    {
    case RT_ERROR_BAD_ADDRESS:
      return "bad-address";
    case RT_ERROR_BAD_FIELD:
      return "bad-field";
    case RT_ERROR_BAD_COMMAND:
      return "bad-command";
    case RT_ERROR_NAME_NOT_FOUND:
      return "name-not-found";
    case RT_ERROR_NAME_LOOKUP:
      return "name-lookup";
    case RT_ERROR_REFUSED:
      return "refused";
    case RT_ERROR_UNREACHABLE:
      return "unreachable";
    case RT_ERROR_CONNECT_TIMEOUT:
      return "connect-timeout";
    case RT_ERROR_IDLE_TIMEOUT:
      return "idle-timeout";
    case RT_ERROR_TOTAL_TIMEOUT:
      return "total-timeout";
    case RT_ERROR_RESET:
      return "reset";
    case RT_ERROR_NO_ANSWER:
      return "no-answer";
    case RT_ERROR_NOT_HTTP:
      return "not-http";
    case RT_ERROR_HEAD_TOO_BIG:
      return "head-too-big";
    case RT_ERROR_BAD_LENGTH:
      return "bad-length";
    case RT_ERROR_BAD_CHUNK:
      return "bad-chunk";
    case RT_ERROR_BODY_CUT:
      return "body-cut";
    case RT_ERROR_BAD_CODING:
      return "bad-coding";
    case RT_ERROR_BOMB:
      return "bomb";
    case RT_ERROR_CERTIFICATE:
      return "certificate";
    case RT_ERROR_TLS_TOO_OLD:
      return "tls-too-old";
    case RT_ERROR_NOT_TLS:
      return "not-tls";
    case RT_ERROR_TLS:
      return "tls";
    case RT_ERROR_REDIRECT_LIMIT:
      return "redirect-limit";
    case RT_ERROR_REDIRECT_LOOP:
      return "redirect-loop";
    case RT_ERROR_DISK_FULL:
      return "disk-full";
    case RT_ERROR_FILE:
      return "file";
    case RT_ERROR_OTHER:
      return "other";
    }
  g_return_val_if_reached ("other");
}
