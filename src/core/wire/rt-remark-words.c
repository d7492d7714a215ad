/* What was odd about a message: for programs, and in words, untranslated. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-remark-words.h"

#include <glib/gi18n.h>

/**
 * rt_remark_to_id:
 * @remark: one remark
 *
 * Returns: (transfer none) (nullable): the stable name that programs see; %NULL: nothing is odd
 */
const char *
rt_remark_to_id (RtRemarks remark)
{
  switch (remark)
    {
    case RT_REMARK_NONE:
      return NULL;
    case RT_REMARK_OLD_VERSION:
      return "old-version";
    case RT_REMARK_BARE_LF:
      return "bare-lf";
    case RT_REMARK_FOLDED:
      return "folded";
    case RT_REMARK_NO_REASON:
      return "no-reason";
    case RT_REMARK_NO_COLON:
      return "no-colon";
    case RT_REMARK_SPACE_IN_NAME:
      return "space-in-name";
    case RT_REMARK_BAD_NAME:
      return "bad-name";
    case RT_REMARK_CONTROL:
      return "control";
    case RT_REMARK_NOT_UTF8:
      return "not-utf8";
    case RT_REMARK_LENGTH_REPEATED:
      return "length-repeated";
    case RT_REMARK_LENGTH_AND_CODING:
      return "length-and-coding";
    case RT_REMARK_CODING_NOT_FINAL:
      return "coding-not-final";
    case RT_REMARK_BODY_FORBIDDEN:
      return "body-forbidden";
    case RT_REMARK_EXTRA_BYTES:
      return "extra-bytes";
    case RT_REMARK_LEADING_EMPTY:
      return "leading-empty";
    case RT_REMARK_CHUNK_BARE_LF:
      return "chunk-bare-lf";
    case RT_REMARK_TRAILERS_CUT:
      return "trailers-cut";
    case RT_REMARK_CODING_KEPT:
      return "coding-kept";
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_remark_to_sentence:
 * @remark: one remark
 *
 * Returns: (transfer none) (nullable): a sentence to be translated where it is shown; %NULL where
 *   the answer itself shows what it is
 */
const char *
rt_remark_to_sentence (RtRemarks remark)
{
  switch (remark)
    {
    case RT_REMARK_NONE:
    case RT_REMARK_OLD_VERSION: /* is among the facts */
      return NULL;
    case RT_REMARK_BARE_LF:
      return N_ ("A line ended in LF without CR.");
    case RT_REMARK_FOLDED:
      return N_ ("A field went on over several lines.");
    case RT_REMARK_NO_REASON:
      return N_ ("The status line had no reason phrase.");
    case RT_REMARK_NO_COLON:
      return N_ ("A line without a colon was left out.");
    case RT_REMARK_SPACE_IN_NAME:
      return N_ ("There was a space before a colon.");
    case RT_REMARK_BAD_NAME:
      return N_ ("A field’s name has characters that are not allowed.");
    case RT_REMARK_CONTROL:
      return N_ ("A field’s value has control characters.");
    case RT_REMARK_NOT_UTF8:
      return N_ ("A field’s value is not UTF-8.");
    case RT_REMARK_LENGTH_REPEATED:
      return N_ ("Content-Length came more than once, always the same.");
    case RT_REMARK_LENGTH_AND_CODING:
      return N_ ("Content-Length came beside Transfer-Encoding and was ignored.");
    case RT_REMARK_CODING_NOT_FINAL:
      return N_ ("Transfer-Encoding does not end in chunked.");
    case RT_REMARK_BODY_FORBIDDEN:
      return N_ ("There was a body where there must be none.");
    case RT_REMARK_EXTRA_BYTES:
      return N_ ("Bytes came after the end of the answer.");
    case RT_REMARK_LEADING_EMPTY:
      return N_ ("Empty lines came before the answer.");
    case RT_REMARK_CHUNK_BARE_LF:
      return N_ ("A chunk’s line ended in LF without CR.");
    case RT_REMARK_TRAILERS_CUT:
      return N_ ("The connection ended amid the trailers.");
    case RT_REMARK_CODING_KEPT:
      return N_ (
          "Transfer-Encoding names another coding than chunked; it was not undone.");
    }
  g_return_val_if_reached (NULL);
}
