/* The error domain, and the stable ids of its codes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"

#include "core/wire/rt-certificate-wish.h"

#include <string.h>

#define EXCERPT_BYTES_MAX 200

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
    case RT_ERROR_ONLY_HTTP2:
      return "only-http2";
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
    case RT_ERROR_CLIENT_CERTIFICATE:
      return "client-certificate";
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
    case RT_ERROR_PORT_TAKEN:
      return "port-taken";
    case RT_ERROR_PORT_FORBIDDEN:
      return "port-forbidden";
    case RT_ERROR_NO_CERTIFICATE:
      return "no-certificate";
    case RT_ERROR_NO_KEY:
      return "no-key";
    case RT_ERROR_WRONG_KEY:
      return "wrong-key";
    case RT_ERROR_KEY_LOCKED:
      return "key-locked";
    case RT_ERROR_KEY_EXPOSED:
      return "key-exposed";
    case RT_ERROR_BAD_RANGE:
      return "bad-range";
    case RT_ERROR_STATUS:
      return "status";
    case RT_ERROR_REMOTE_CHANGED:
      return "remote-changed";
    case RT_ERROR_WRONG_DIGEST:
      return "wrong-digest";
    case RT_ERROR_DAMAGED:
      return "damaged";
    case RT_ERROR_LINK_EXPIRED:
      return "link-expired";
    case RT_ERROR_LONG_WAIT:
      return "long-wait";
    case RT_ERROR_IN_USE:
      return "in-use";
    case RT_ERROR_BAD_FORM:
      return "bad-form";
    case RT_ERROR_PAGE_TOO_BIG:
      return "page-too-big";
    case RT_ERROR_FILE_TOO_BIG:
      return "file-too-big";
    case RT_ERROR_BAD_METALINK:
      return "bad-metalink";
    case RT_ERROR_BAD_PROXY:
      return "bad-proxy";
    case RT_ERROR_PROXY_SCRIPT:
      return "proxy-script";
    case RT_ERROR_PROXY_UNREACHABLE:
      return "proxy-unreachable";
    case RT_ERROR_PROXY_CERTIFICATE:
      return "proxy-certificate";
    case RT_ERROR_PROXY_LOGIN:
      return "proxy-login";
    case RT_ERROR_PROXY_REFUSED:
      return "proxy-refused";
    case RT_ERROR_PROXY_NO_SITE:
      return "proxy-no-site";
    case RT_ERROR_PROXY_ANSWER:
      return "proxy-answer";
    case RT_ERROR_OTHER:
      return "other";
    }
  g_return_val_if_reached ("other");
}

static RtErrorCode
code_from_io (int code, RtPhase place)
{
  gboolean connected = place > RT_PHASE_CONNECT;

  switch (code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
      return RT_ERROR_REFUSED;
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      return RT_ERROR_UNREACHABLE;
    case G_IO_ERROR_HOST_NOT_FOUND:
      return RT_ERROR_NAME_NOT_FOUND;
    case G_IO_ERROR_TIMED_OUT:
      return place <= RT_PHASE_TLS ? RT_ERROR_CONNECT_TIMEOUT : RT_ERROR_IDLE_TIMEOUT;
    case G_IO_ERROR_CONNECTION_CLOSED: /* also broken pipe */
      return connected ? RT_ERROR_RESET : RT_ERROR_REFUSED;
    case G_IO_ERROR_PARTIAL_INPUT:
      return place == RT_PHASE_RECEIVE ? RT_ERROR_BODY_CUT : RT_ERROR_NO_ANSWER;
    case G_IO_ERROR_NO_SPACE:
      return RT_ERROR_DISK_FULL;
    default:
      return place == RT_PHASE_TLS ? RT_ERROR_TLS : RT_ERROR_OTHER;
    }
}

/* After the handshake the connection was made: it is broken, whatever TLS calls it. */
static RtErrorCode
code_from_tls (const GError *raw, RtPhase place)
{
  if (rt_certificate_wish_explains (NULL, raw))
    return RT_ERROR_CLIENT_CERTIFICATE;
  if (raw->code == G_TLS_ERROR_BAD_CERTIFICATE)
    return RT_ERROR_CERTIFICATE;
  if (raw->code == G_TLS_ERROR_NOT_TLS)
    return RT_ERROR_NOT_TLS;
  return place > RT_PHASE_TLS ? RT_ERROR_RESET : RT_ERROR_TLS;
}

/**
 * rt_error_from:
 * @raw: an error of GIO
 * @place: in which phase it happened
 *
 * Classifies an error of the libraries below.  The place is needed because the same code
 * comes from different places.  A cancellation, and an error that is ours already, stays
 * what it is.
 *
 * Returns: (transfer full): an error of %RT_ERROR, or %G_IO_ERROR_CANCELLED
 */
GError *
rt_error_from (const GError *raw, RtPhase place)
{
  RtErrorCode code = RT_ERROR_OTHER;

  if (raw->domain == RT_ERROR || g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (raw);

  if (raw->domain == G_RESOLVER_ERROR)
    code = raw->code == G_RESOLVER_ERROR_NOT_FOUND ? RT_ERROR_NAME_NOT_FOUND
                                                   : RT_ERROR_NAME_LOOKUP;
  else if (raw->domain == G_TLS_ERROR)
    code = code_from_tls (raw, place);
  else if (raw->domain == G_IO_ERROR)
    code = code_from_io (raw->code, place);

  return g_error_new_literal (RT_ERROR, code, raw->message);
}

/**
 * rt_error_excerpt:
 * @bytes: what came from outside
 *
 * Makes @bytes fit to be quoted in a message: the first 200, as UTF-8.
 *
 * Returns: (transfer full): the text
 */
char *
rt_error_excerpt (const char *bytes)
{
  return g_utf8_make_valid (bytes, (gssize)strnlen (bytes, EXCERPT_BYTES_MAX));
}
