/* What can go wrong in the world: one code for each thing a user could do something about. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-timings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_ERROR (rt_error_quark ())

typedef enum
{
  RT_ERROR_BAD_ADDRESS,        /* the address does not parse, or is not http(s) */
  RT_ERROR_BAD_FIELD,          /* a field name or value that would break the message */
  RT_ERROR_BAD_COMMAND,        /* a pasted command that is not understood */
  RT_ERROR_NAME_NOT_FOUND,     /* the name does not exist */
  RT_ERROR_NAME_LOOKUP,        /* the name servers do not answer */
  RT_ERROR_REFUSED,            /* nothing listens there */
  RT_ERROR_UNREACHABLE,        /* no route to the host or network */
  RT_ERROR_CONNECT_TIMEOUT,    /* no connection within the connect timeout */
  RT_ERROR_IDLE_TIMEOUT,       /* not a byte for the idle timeout */
  RT_ERROR_TOTAL_TIMEOUT,      /* longer than the total timeout */
  RT_ERROR_RESET,              /* the connection was reset */
  RT_ERROR_NO_ANSWER,          /* closed before a whole answer head came */
  RT_ERROR_NOT_HTTP,           /* what came is not an HTTP/1 answer */
  RT_ERROR_ONLY_HTTP2,         /* the server speaks HTTP/2 and nothing else */
  RT_ERROR_HEAD_TOO_BIG,       /* the answer's fields pass our limit */
  RT_ERROR_BAD_LENGTH,         /* Content-Length is no number, or names two */
  RT_ERROR_BAD_CHUNK,          /* a chunk size that is none */
  RT_ERROR_BODY_CUT,           /* the body ended before its announced end */
  RT_ERROR_BAD_CODING,         /* the body is not what Content-Encoding says */
  RT_ERROR_BOMB,               /* a small body that decodes to a huge one */
  RT_ERROR_CERTIFICATE,        /* the certificate is not trusted */
  RT_ERROR_TLS_TOO_OLD,        /* the server speaks TLS 1.1 or older */
  RT_ERROR_NOT_TLS,            /* https to a port that does not speak TLS */
  RT_ERROR_CLIENT_CERTIFICATE, /* the server wants a certificate of the client */
  RT_ERROR_TLS,                /* the TLS handshake failed otherwise */
  RT_ERROR_REDIRECT_LIMIT,     /* more redirects than allowed */
  RT_ERROR_REDIRECT_LOOP,      /* the same request twice in one chain */
  RT_ERROR_DISK_FULL,          /* no room for the body */
  RT_ERROR_FILE,               /* a local file cannot be read or written */
  RT_ERROR_PORT_TAKEN,         /* another program listens there */
  RT_ERROR_PORT_FORBIDDEN,     /* a port below 1024, which only root may open */
  RT_ERROR_NO_CERTIFICATE,     /* a file holds no certificate that can be read */
  RT_ERROR_NO_KEY,             /* a certificate without its private key */
  RT_ERROR_WRONG_KEY,          /* the private key of another certificate */
  RT_ERROR_KEY_LOCKED,         /* a private key under a password that was not given */
  RT_ERROR_KEY_EXPOSED,        /* a private key that other users may read */
  RT_ERROR_BAD_RANGE,          /* a range that makes no sense, however it is asked for */
  RT_ERROR_STATUS,             /* an answer that is no file, such as 404 */
  RT_ERROR_REMOTE_CHANGED,     /* the remote file is no longer the one that was begun */
  RT_ERROR_WRONG_DIGEST,       /* a file is not the one that its digest names */
  RT_ERROR_DAMAGED,            /* a finished file is not what it should be */
  RT_ERROR_LINK_EXPIRED,       /* the address leads elsewhere now, or nowhere */
  RT_ERROR_LONG_WAIT, /* the server asks for a longer wait than anybody wants unasked */
  RT_ERROR_IN_USE,    /* another program or download writes this file */
  RT_ERROR_BAD_FORM,  /* a form that goes nowhere, or a field that it lacks */
  RT_ERROR_PAGE_TOO_BIG,      /* a page that takes too much to be read for its forms */
  RT_ERROR_FILE_TOO_BIG,      /* a local file that is longer than any of its kind */
  RT_ERROR_BAD_METALINK,      /* a file that is no Metalink document, or names nothing */
  RT_ERROR_BAD_PROXY,         /* the address of a proxy that is none */
  RT_ERROR_PROXY_SCRIPT,      /* the script that chooses a proxy cannot be used */
  RT_ERROR_PROXY_UNREACHABLE, /* no connection to the proxy itself */
  RT_ERROR_PROXY_CERTIFICATE, /* the certificate of the proxy itself is not trusted */
  RT_ERROR_PROXY_LOGIN,       /* the proxy wants a name and a password, or others */
  RT_ERROR_PROXY_REFUSED,     /* the proxy could make this connection, but will not */
  RT_ERROR_PROXY_NO_SITE,     /* the proxy cannot reach the site */
  RT_ERROR_PROXY_ANSWER,      /* what the proxy says makes no sense, or it says nothing */
  RT_ERROR_OTHER,             /* anything else; the message says what */
} RtErrorCode;

GQuark rt_error_quark (void);
const char *rt_error_code_to_id (RtErrorCode code);
char *rt_error_excerpt (const char *bytes);
GError *rt_error_from (const GError *raw, RtPhase place);

G_END_DECLS
