/* The words that the window and the command line share, untranslated. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error-words.h"

#include <glib/gi18n.h>

/**
 * rt_error_code_to_title:
 * @code: a code
 *
 * Says in a few words what went wrong.  What to do about it depends on where the words
 * stand: a window has buttons, a command line has options.
 *
 * Returns: (transfer none): words to be translated where they are shown
 */
const char *
rt_error_code_to_title (RtErrorCode code)
{
  switch (code)
    {
    case RT_ERROR_BAD_ADDRESS:
      return N_ ("This is no web address");
    case RT_ERROR_BAD_FIELD:
      return N_ ("A field cannot be sent like this");
    case RT_ERROR_BAD_COMMAND:
      return N_ ("This command is not understood");
    case RT_ERROR_NAME_NOT_FOUND:
      return N_ ("There is no such host");
    case RT_ERROR_NAME_LOOKUP:
      return N_ ("The name could not be looked up");
    case RT_ERROR_REFUSED:
      return N_ ("The connection was refused");
    case RT_ERROR_UNREACHABLE:
      return N_ ("There is no way to this host from here");
    case RT_ERROR_CONNECT_TIMEOUT:
      return N_ ("The connection was not made in time");
    case RT_ERROR_IDLE_TIMEOUT:
      return N_ ("The server fell silent");
    case RT_ERROR_TOTAL_TIMEOUT:
      return N_ ("The time for this exchange is up");
    case RT_ERROR_RESET:
      return N_ ("The connection was broken");
    case RT_ERROR_NO_ANSWER:
      return N_ ("The connection was closed without an answer");
    case RT_ERROR_NOT_HTTP:
      return N_ ("What came back is no HTTP answer");
    case RT_ERROR_ONLY_HTTP2:
      return N_ ("The server speaks HTTP/2 only");
    case RT_ERROR_HEAD_TOO_BIG:
      return N_ ("The answer’s fields are too long");
    case RT_ERROR_BAD_LENGTH:
      return N_ ("The answer names no usable length");
    case RT_ERROR_BAD_CHUNK:
      return N_ ("The answer came in chunks that make no sense");
    case RT_ERROR_BODY_CUT:
      return N_ ("The answer was cut off");
    case RT_ERROR_BAD_CODING:
      return N_ ("The body is not compressed as the server says");
    case RT_ERROR_BOMB:
      return N_ ("The body unpacks to something huge");
    case RT_ERROR_CERTIFICATE:
      return N_ ("The certificate is not trusted");
    case RT_ERROR_TLS_TOO_OLD:
      return N_ ("The server only speaks TLS that is too old to be safe");
    case RT_ERROR_NOT_TLS:
      return N_ ("The server does not speak TLS at this port");
    case RT_ERROR_CLIENT_CERTIFICATE:
      return N_ ("The server asks for a certificate of yours");
    case RT_ERROR_TLS:
      return N_ ("No secure connection could be agreed on");
    case RT_ERROR_REDIRECT_LIMIT:
      return N_ ("Too many redirects");
    case RT_ERROR_REDIRECT_LOOP:
      return N_ ("The redirects go round in a circle");
    case RT_ERROR_DISK_FULL:
      return N_ ("The disk is full");
    case RT_ERROR_FILE:
      return N_ ("A file could not be read or written");
    case RT_ERROR_PORT_TAKEN:
      return N_ ("Another program uses this port");
    case RT_ERROR_PORT_FORBIDDEN:
      return N_ ("This port is not for everyone");
    case RT_ERROR_NO_CERTIFICATE:
      return N_ ("This file holds no certificate");
    case RT_ERROR_NO_KEY:
      return N_ ("The private key is missing");
    case RT_ERROR_WRONG_KEY:
      return N_ ("The private key belongs to another certificate");
    case RT_ERROR_KEY_LOCKED:
      return N_ ("The private key needs a password, or another one");
    case RT_ERROR_KEY_EXPOSED:
      return N_ ("Other users of this computer can read a private key");
    case RT_ERROR_BAD_RANGE:
      return N_ ("The server sent a range that makes no sense");
    case RT_ERROR_STATUS:
      return N_ ("The server does not give this file");
    case RT_ERROR_REMOTE_CHANGED:
      return N_ ("The file on the server has changed");
    case RT_ERROR_WRONG_DIGEST:
      return N_ ("The digest of the file is wrong");
    case RT_ERROR_DAMAGED:
      return N_ ("The file is not what it should be");
    case RT_ERROR_LINK_EXPIRED:
      return N_ ("The link has expired");
    case RT_ERROR_LONG_WAIT:
      return N_ ("The server asks to wait for long");
    case RT_ERROR_IN_USE:
      return N_ ("This file is being downloaded already");
    case RT_ERROR_BAD_FORM:
      return N_ ("The form cannot be sent like this");
    case RT_ERROR_PAGE_TOO_BIG:
      return N_ ("The page is too large to be read for its forms");
    case RT_ERROR_FILE_TOO_BIG:
      return N_ ("The file is too long to be read");
    case RT_ERROR_BAD_METALINK:
      return N_ ("This is no Metalink file that can be used");
    case RT_ERROR_BAD_PROXY:
      return N_ ("This is no address of a proxy");
    case RT_ERROR_PROXY_SCRIPT:
      return N_ ("The script that chooses the proxy could not be used");
    case RT_ERROR_PROXY_UNREACHABLE:
      return N_ ("The proxy cannot be reached");
    case RT_ERROR_PROXY_CERTIFICATE:
      return N_ ("The certificate of the proxy is not trusted");
    case RT_ERROR_PROXY_LOGIN:
      return N_ ("The proxy asks for a user name and a password");
    case RT_ERROR_PROXY_REFUSED:
      return N_ ("The proxy refuses to connect to this site");
    case RT_ERROR_PROXY_NO_SITE:
      return N_ ("The proxy says that it cannot reach the site");
    case RT_ERROR_PROXY_ANSWER:
      return N_ ("The proxy does not answer as a proxy does");
    case RT_ERROR_OTHER:
      return N_ ("This did not work");
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_tls_flag_to_sentence:
 * @flag: one flag
 *
 * Says what is wrong with a certificate.
 *
 * Returns: (transfer none) (nullable): a sentence to be translated where it is shown; %NULL
 * for a flag of no meaning here
 */
const char *
rt_tls_flag_to_sentence (GTlsCertificateFlags flag)
{
  switch (flag)
    {
    case G_TLS_CERTIFICATE_NO_FLAGS:
    case G_TLS_CERTIFICATE_VALIDATE_ALL:
      return NULL;
    case G_TLS_CERTIFICATE_UNKNOWN_CA:
      return N_ ("It is signed by an authority that this computer does not know.");
    case G_TLS_CERTIFICATE_BAD_IDENTITY:
      return N_ ("It was made out to another name than the one that was asked for.");
    case G_TLS_CERTIFICATE_NOT_ACTIVATED:
      return N_ ("It is not valid yet. Check this computer’s clock.");
    case G_TLS_CERTIFICATE_EXPIRED:
      return N_ ("It has expired. Check this computer’s clock.");
    case G_TLS_CERTIFICATE_REVOKED:
      return N_ ("Its authority has revoked it.");
    case G_TLS_CERTIFICATE_INSECURE:
      return N_ ("It is signed with an algorithm that is no longer safe.");
    case G_TLS_CERTIFICATE_GENERIC_ERROR:
      return N_ ("It could not be checked.");
    }
  g_return_val_if_reached (NULL);
}
