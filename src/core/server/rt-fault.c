/* What a server can do wrong on demand: a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-fault.h"

#include <glib/gi18n.h>
#include <string.h>

#define HOUR_MS (60 * 60 * 1000)
#define DAY_S (24 * 60 * 60)
#define ANY_BYTES G_MAXINT64
#define RATE_MAX G_GUINT64_CONSTANT (10000000000)
#define HEAD_BYTES_MAX (8 * 1024 * 1024)
#define SURPLUS_BYTES_MAX (1024 * 1024)

static const RtFault faults[] = {
  [RT_FAULT_DELAY]
  = { "delay", N_ ("Late"), N_ ("The answer begins this many milliseconds later."),
      RT_FAULT_PACE, RT_FAULT_MILLISECONDS, 500, 0, HOUR_MS },
  [RT_FAULT_JITTER]
  = { "jitter", N_ ("Late at random"),
      N_ ("The answer begins later, by a random time of up to this many "
          "milliseconds."),
      RT_FAULT_PACE, RT_FAULT_MILLISECONDS, 500, 0, HOUR_MS },
  [RT_FAULT_RATE]
  = { "rate", N_ ("Slow"), N_ ("No more than this many bytes go out in a second."),
      RT_FAULT_PACE, RT_FAULT_BYTES_PER_S, 20000, 1, RATE_MAX },
  [RT_FAULT_SLOW_HEAD]
  = { "slow-head", N_ ("Slow head"),
      N_ ("The status line and the fields come one byte at a time, with a pause of this "
          "many milliseconds after each."),
      RT_FAULT_PACE, RT_FAULT_MILLISECONDS, 1000, 0, HOUR_MS },
  [RT_FAULT_CUT] = { "cut", N_ ("Cut"),
                     N_ ("The connection is closed after this many bytes of the body."),
                     RT_FAULT_ANSWER, RT_FAULT_BYTES, 4096, 0, ANY_BYTES },
  [RT_FAULT_RESET] = { "reset", N_ ("Reset"),
                       N_ ("The connection is reset after this many bytes of the body."),
                       RT_FAULT_ANSWER, RT_FAULT_BYTES, 4096, 0, ANY_BYTES },
  [RT_FAULT_STALL]
  = { "stall", N_ ("Stall"),
      N_ ("After this many bytes of the body nothing follows, and the connection stays "
          "open."),
      RT_FAULT_ANSWER, RT_FAULT_BYTES, 4096, 0, ANY_BYTES },
  [RT_FAULT_CHUNK_CUT] = { "chunk-cut", N_ ("Last chunk missing"),
                           N_ ("The body is sent in chunks, and the connection is closed "
                               "in place of the last one."),
                           RT_FAULT_ANSWER },
  [RT_FAULT_IGNORE_RANGE]
  = { "ignore-range", N_ ("No ranges"),
      N_ ("Who asks for a range gets all of it, with status 200."), RT_FAULT_ANSWER },
  [RT_FAULT_IGNORE_IF_RANGE]
  = { "ignore-if-range", N_ ("No If-Range"),
      N_ ("Who asks for the rest of another content gets it, with status 206."),
      RT_FAULT_ANSWER },
  [RT_FAULT_WRONG_RANGE]
  = { "wrong-range", N_ ("Wrong range"),
      N_ ("Content-Range is off by 10 bytes; the body is what was asked for."),
      RT_FAULT_ANSWER },
  [RT_FAULT_EARLY_RANGE]
  = { "early-range", N_ ("Early range"),
      N_ ("A range begins this many bytes before the one asked for, and says so."),
      RT_FAULT_ANSWER, RT_FAULT_BYTES, 1000, 1, ANY_BYTES },
  [RT_FAULT_NO_CONTENT_RANGE]
  = { "no-content-range", N_ ("Range without a name"),
      N_ ("A part comes with status 206 and does not say which part it is."),
      RT_FAULT_ANSWER },
  [RT_FAULT_BARE_416] = { "bare-416", N_ ("416 without a length"),
                          N_ ("Who asks for bytes beyond the end is refused, and not "
                              "told how many there are."),
                          RT_FAULT_ANSWER },
  [RT_FAULT_SURPLUS]
  = { "surplus", N_ ("Surplus"),
      N_ ("A part ends where the connection does, and has this many bytes more than its "
          "range."),
      RT_FAULT_ANSWER, RT_FAULT_BYTES, 100, 1, SURPLUS_BYTES_MAX },
  [RT_FAULT_CHANGING_ETAG]
  = { "changing-etag", N_ ("Changing ETag"),
      N_ ("Each answer has another ETag, though the content is the same."),
      RT_FAULT_ANSWER },
  [RT_FAULT_CHANGING_CONTENT]
  = { "changing-content", N_ ("Changing content"),
      N_ ("Each answer has other bytes and another ETag; the length stays."),
      RT_FAULT_ANSWER },
  [RT_FAULT_WEAK_VALIDATORS]
  = { "weak-validators", N_ ("Weak validators"),
      N_ ("The ETag is weak, and there is no Last-Modified."), RT_FAULT_ANSWER },
  [RT_FAULT_NO_VALIDATORS]
  = { "no-validators", N_ ("No validators"),
      N_ ("There is neither an ETag nor a Last-Modified."), RT_FAULT_ANSWER },
  [RT_FAULT_WRONG_DIGEST]
  = { "wrong-digest", N_ ("Wrong digest"),
      N_ ("Repr-Digest is the digest of something else."), RT_FAULT_ANSWER },
  [RT_FAULT_NO_LENGTH]
  = { "no-length", N_ ("No length"),
      N_ ("The body comes in chunks, or to HTTP/1.0 until the connection ends."),
      RT_FAULT_ANSWER },
  [RT_FAULT_DUPLICATE_LENGTH]
  = { "duplicate-length", N_ ("Two lengths"),
      N_ ("Where there is a Content-Length, there is a second one, greater by one."),
      RT_FAULT_HEAD },
  [RT_FAULT_GZIP]
  = { "gzip", N_ ("Unwanted gzip"),
      N_ ("The body is coded with gzip, whatever the client takes."), RT_FAULT_ANSWER },
  [RT_FAULT_BIG_HEAD] = { "big-head", N_ ("Big head"),
                          N_ ("There are this many bytes of fields without use."),
                          RT_FAULT_ANSWER, RT_FAULT_BYTES, 100000, 1, HEAD_BYTES_MAX },
  [RT_FAULT_429] = { "429", N_ ("Too many requests"),
                     N_ ("The answer is 429, with Retry-After in seconds."),
                     RT_FAULT_IN_PLACE, RT_FAULT_SECONDS, 5, 0, DAY_S },
  [RT_FAULT_429_DATE] = { "429-date", N_ ("Too many requests, with a date"),
                          N_ ("The answer is 429, with the date in this many seconds as "
                              "Retry-After."),
                          RT_FAULT_IN_PLACE, RT_FAULT_SECONDS, 5, 0, DAY_S },
  [RT_FAULT_503]
  = { "503", N_ ("Unavailable"), N_ ("The answer is 503, with Retry-After in seconds."),
      RT_FAULT_IN_PLACE, RT_FAULT_SECONDS, 5, 0, DAY_S },
  [RT_FAULT_503_DATE] = { "503-date", N_ ("Unavailable, with a date"),
                          N_ ("The answer is 503, with the date in this many seconds as "
                              "Retry-After."),
                          RT_FAULT_IN_PLACE, RT_FAULT_SECONDS, 5, 0, DAY_S },
  [RT_FAULT_REDIRECT]
  = { "redirect", N_ ("Redirect to another server"),
      N_ ("The answer is 302, to the same path at this address."), RT_FAULT_IN_PLACE,
      RT_FAULT_ADDRESS, .address = "http://localhost:8801" },
  [RT_FAULT_REDIRECT_LOOP]
  = { "redirect-loop", N_ ("Redirect loop"),
      N_ ("The answer is 302, to the address that was asked for."), RT_FAULT_IN_PLACE },
  [RT_FAULT_TOKEN]
  = { "token", N_ ("Token that expires"),
      N_ ("The answer is 302, to the same path with a token, which after this many "
          "seconds leads to 403."),
      RT_FAULT_IN_PLACE, RT_FAULT_SECONDS, 30, 0, DAY_S },
  [RT_FAULT_EXPIRES_LOGIN]
  = { "expires-login", N_ ("Link expires, with a login page"),
      N_ ("This many seconds after it was first asked for, an address answers with a "
          "login page and status 200."),
      RT_FAULT_IN_PLACE, RT_FAULT_SECONDS, 30, 0, DAY_S },
  [RT_FAULT_EXPIRES_403]
  = { "expires-403", N_ ("Link expires, with 403"),
      N_ ("This many seconds after it was first asked for, an address answers 403."),
      RT_FAULT_IN_PLACE, RT_FAULT_SECONDS, 30, 0, DAY_S },
  [RT_FAULT_EXPIRED_CERTIFICATE]
  = { "expired-certificate", N_ ("Expired certificate"),
      N_ ("The certificate ended yesterday."), RT_FAULT_TLS },
  [RT_FAULT_WRONG_HOST]
  = { "wrong-host", N_ ("Certificate of another host"),
      N_ ("The certificate is made out to wrong.localhost."), RT_FAULT_TLS },
  [RT_FAULT_SELF_SIGNED]
  = { "self-signed", N_ ("Self-signed certificate"),
      N_ ("No authority has signed the certificate."), RT_FAULT_TLS },
  [RT_FAULT_INCOMPLETE_CHAIN]
  = { "incomplete-chain", N_ ("Incomplete chain"),
      N_ ("The authority between the certificate and yours is not sent."), RT_FAULT_TLS },
  [RT_FAULT_TLS_1_2] = { "tls-1.2", N_ ("TLS 1.2 only"), N_ ("TLS 1.3 is not spoken."),
                         RT_FAULT_TLS, .is_of_program = TRUE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (faults) == RT_N_FAULTS);

/**
 * rt_fault_get:
 * @kind: from 0
 *
 * Gives the rows of the table one after another.
 *
 * Returns: (transfer none) (nullable): the row, %NULL after the last one
 */
const RtFault *
rt_fault_get (guint kind)
{
  return kind < RT_N_FAULTS ? &faults[kind] : NULL;
}

gboolean
rt_fault_find (const char *id, RtFaultKind *kind)
{
  for (guint i = 0; i < RT_N_FAULTS; i++)
    if (strcmp (faults[i].id, id) == 0)
      {
        *kind = (RtFaultKind)i;
        return TRUE;
      }
  return FALSE;
}
