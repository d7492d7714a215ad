/* Why a connection failed, in a few words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-failure-words.h"

#include "core/http/rt-note.h"
#include "core/wire/rt-error.h"

#include <glib/gi18n.h>

static const struct
{
  RtErrorCode code;
  const char *words;
} reasons[] = {
  { RT_ERROR_NAME_NOT_FOUND, N_ ("the name does not exist") },
  { RT_ERROR_NAME_LOOKUP, N_ ("the name servers do not answer") },
  { RT_ERROR_REFUSED, N_ ("nothing listens there") },
  { RT_ERROR_UNREACHABLE, N_ ("there is no way to the host") },
  { RT_ERROR_CONNECT_TIMEOUT, N_ ("there was no connection in time") },
  { RT_ERROR_IDLE_TIMEOUT, N_ ("nothing came for too long") },
  { RT_ERROR_RESET, N_ ("the connection was reset") },
  { RT_ERROR_NO_ANSWER, N_ ("closed before an answer came") },
  { RT_ERROR_BODY_CUT, N_ ("closed too early") },
  { RT_ERROR_CERTIFICATE, N_ ("the certificate is not trusted") },
};

/**
 * rt_failure_words_new:
 * @error: what went wrong
 *
 * Says it as a particular of a #RtNote: translated with it, or as @error has it where that
 * is rare.
 *
 * Returns: (transfer full): the words
 */
char *
rt_failure_words_new (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_error_matches (error, RT_ERROR, (int)reasons[i].code))
      return g_strconcat (RT_NOTE_WORDS, reasons[i].words, NULL);
  return g_strdup (error->message);
}
