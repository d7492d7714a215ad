/* What a status says in words, on the wire. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-status-text.h"

#include <libsoup/soup.h>

/**
 * rt_status_text_get_phrase:
 * @status: of an answer
 *
 * Gives the reason phrase of a status.  libsoup has no words for the newer ones, and old
 * words for some.
 *
 * Source: [HTTP Status Code
 * Registry](https://www.iana.org/assignments/http-status-codes/http-status-codes.xhtml)
 *
 * Returns: the phrase, "" if the status is not registered
 */
const char *
rt_status_text_get_phrase (guint status)
{
  static const struct
  {
    guint status;
    const char *phrase;
  } rows[] = {
    { 103, "Early Hints" },
    { 208, "Already Reported" },
    { 226, "IM Used" },
    { 308, "Permanent Redirect" },
    { 413, "Content Too Large" },
    { 414, "URI Too Long" },
    { 416, "Range Not Satisfiable" },
    { 418, "I'm a teapot" }, /* RFC 2324; the registry only keeps the number free */
    { 421, "Misdirected Request" },
    { 422, "Unprocessable Content" },
    { 425, "Too Early" },
    { 426, "Upgrade Required" },
    { 428, "Precondition Required" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 451, "Unavailable For Legal Reasons" },
    { 506, "Variant Also Negotiates" },
    { 508, "Loop Detected" },
    { 511, "Network Authentication Required" },
  };
  const char *known = soup_status_get_phrase (status);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].status == status)
      return rows[i].phrase;
  return g_strcmp0 (known, soup_status_get_phrase (0)) != 0 ? known : "";
}

/**
 * rt_status_text_make_body:
 * @status: of an answer
 * @more: (nullable): what to do about it
 *
 * Makes the page of an answer that has nothing else to say, and says nothing about the
 * machine it comes from.
 *
 * Returns: (transfer full): plain text
 */
char *
rt_status_text_make_body (guint status, const char *more)
{
  return g_strdup_printf ("%u %s\n%s%s", status, rt_status_text_get_phrase (status),
                          more != NULL ? more : "", more != NULL ? "\n" : "");
}
