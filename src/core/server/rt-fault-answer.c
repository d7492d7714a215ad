/* Answers with something wrong about their fields or their body. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-fault-answer.h"

#include "core/server/rt-coded-body.h"
#include "core/server/rt-fault-body.h"
#include "core/wire/rt-http-date.h"

#include <stdio.h>
#include <string.h>

#define FILLER_BYTES 4000
#define OFF_BY 10

/* Of a range; FALSE for an answer that has none, or several. */
static gboolean
read_content_range (RtAnswer *answer, guint64 *first, guint64 *last, guint64 *size)
{
  const char *value
      = rt_header_list_find (rt_answer_get_fields (answer), "Content-Range");

  return rt_answer_get_status (answer) == 206 && value != NULL
         && sscanf (value,
                    "bytes %" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT
                    "/%" G_GUINT64_FORMAT,
                    first, last, size)
                == 3;
}

static char *
format_earlier (guint64 first, guint64 last, guint64 by)
{
  return g_strdup_printf ("bytes=%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT,
                          first - MIN (by, first), last);
}

/**
 * rt_fault_answer_change_question:
 * @strike: what is to be wrong
 * @question: a request
 * @answer: what the server answers to it
 *
 * Finds out whether the server would do wrong by itself if it was asked something else.
 *
 * Returns: (transfer full) (nullable): the fields to ask with; %NULL: @answer will do
 */
RtHeaderList *
rt_fault_answer_change_question (const RtFaultStrike *strike,
                                 const RtQuestion *question,
                                 RtAnswer *answer)
{
  guint status = rt_answer_get_status (answer);
  g_autoptr (RtHeaderList) fields = rt_header_list_copy (question->fields);
  guint64 first, last, size;

  if (rt_fault_strike_has (strike, RT_FAULT_IGNORE_RANGE)
      && (status == 206 || status == 416))
    {
      rt_header_list_remove (fields, "Range");
    }
  else if (rt_fault_strike_has (strike, RT_FAULT_EARLY_RANGE)
           && read_content_range (answer, &first, &last, &size))
    {
      g_autofree char *range
          = format_earlier (first, last, strike->values[RT_FAULT_EARLY_RANGE]);

      rt_header_list_set (fields, "Range", range, NULL);
    }
  if (rt_fault_strike_has (strike, RT_FAULT_IGNORE_IF_RANGE) && status == 200
      && g_strcmp0 (rt_header_list_find (rt_answer_get_fields (answer), "Accept-Ranges"),
                    "bytes")
             == 0)
    rt_header_list_remove (fields, "If-Range");
  if (rt_fault_strike_has (strike, RT_FAULT_CHANGING_CONTENT) && status == 304)
    {
      rt_header_list_remove (fields, "If-Modified-Since");
      rt_header_list_remove (fields, "If-None-Match");
    }
  return rt_header_list_equal (fields, question->fields) ? NULL
                                                         : g_steal_pointer (&fields);
}

static void
spoil_range (const RtFaultStrike *strike, RtAnswer *answer)
{
  RtHeaderList *fields = rt_answer_get_fields (answer);
  guint64 first, last, size;

  if (rt_fault_strike_has (strike, RT_FAULT_BARE_416)
      && rt_answer_get_status (answer) == 416)
    rt_header_list_remove (fields, "Content-Range");
  if (!read_content_range (answer, &first, &last, &size))
    return;
  if (rt_fault_strike_has (strike, RT_FAULT_WRONG_RANGE))
    {
      gint64 by = first >= OFF_BY ? -OFF_BY : OFF_BY;
      g_autofree char *range = g_strdup_printf (
          "bytes %" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT,
          first + (guint64)by, last + (guint64)by, size);

      rt_answer_set (answer, "Content-Range", range);
    }
  if (rt_fault_strike_has (strike, RT_FAULT_NO_CONTENT_RANGE))
    rt_header_list_remove (fields, "Content-Range");
  if (rt_fault_strike_has (strike, RT_FAULT_SURPLUS))
    rt_answer_end_with_connection (answer);
}

static void
set_another_etag (RtAnswer *answer, guint64 number)
{
  const char *etag = rt_header_list_find (rt_answer_get_fields (answer), "ETag");
  g_autofree char *opaque = etag != NULL ? g_strdup (etag) : g_strdup ("\"\"");
  g_autofree char *another = NULL;

  opaque[strlen (opaque) - 1] = '\0';
  another = g_strdup_printf ("%s-%" G_GUINT64_FORMAT "\"", opaque, number);
  rt_answer_set (answer, "ETag", another);
}

static void
spoil_validators (const RtFaultStrike *strike,
                  const RtQuestion *question,
                  RtAnswer *answer)
{
  RtHeaderList *fields = rt_answer_get_fields (answer);
  const char *etag;

  if (rt_fault_strike_has (strike, RT_FAULT_CHANGING_CONTENT))
    {
      g_autofree char *now = rt_http_date_format (question->now_us / G_USEC_PER_SEC);

      rt_answer_set (answer, "Last-Modified", now);
    }
  if (rt_fault_strike_has (strike, RT_FAULT_CHANGING_CONTENT)
      || rt_fault_strike_has (strike, RT_FAULT_CHANGING_ETAG))
    set_another_etag (answer, strike->number);
  etag = rt_header_list_find (fields, "ETag");
  if (rt_fault_strike_has (strike, RT_FAULT_WEAK_VALIDATORS))
    {
      g_autofree char *weak
          = etag != NULL && *etag == '"' ? g_strconcat ("W/", etag, NULL) : NULL;

      if (weak != NULL)
        rt_answer_set (answer, "ETag", weak);
      rt_header_list_remove (fields, "Last-Modified");
    }
  if (rt_fault_strike_has (strike, RT_FAULT_NO_VALIDATORS))
    {
      rt_header_list_remove (fields, "ETag");
      rt_header_list_remove (fields, "Last-Modified");
    }
}

/* RFC 9530 §3. */
static void
set_wrong_digest (RtAnswer *answer)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autofree char *coded = NULL;
  g_autofree char *value = NULL;

  g_checksum_update (checksum, (const guchar *)"something else", -1);
  g_checksum_get_digest (checksum, digest, &size);
  coded = g_base64_encode (digest, size);
  value = g_strdup_printf ("sha-256=:%s:", coded);
  rt_answer_set (answer, "Repr-Digest", value);
}

static void
add_filler (RtAnswer *answer, guint64 n_bytes)
{
  for (guint i = 1; n_bytes > 0; i++)
    {
      gsize size = MIN (n_bytes, FILLER_BYTES);
      g_autofree char *name = g_strdup_printf ("X-Filler-%u", i);
      g_autofree char *value = g_strnfill (size, 'x');

      rt_answer_set (answer, name, value);
      n_bytes -= size;
    }
}

/* An answer with the same status and the same fields, and no body yet. */
static RtAnswer *
copy_head (RtAnswer *answer)
{
  RtAnswer *copy = rt_answer_new (rt_answer_get_status (answer));
  const RtHeaderList *fields = rt_answer_get_fields (answer);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *field = rt_header_list_get (fields, i);

      rt_header_list_append_received (rt_answer_get_fields (copy), field->name,
                                      field->value);
    }
  if (rt_answer_ends_with_connection (answer))
    rt_answer_end_with_connection (copy);
  rt_answer_set_delay (copy, rt_answer_get_delay (answer));
  rt_answer_set_pause (copy, rt_answer_get_pause (answer));
  return copy;
}

static RtAnswer *
change_bytes (const RtFaultStrike *strike, RtAnswer *answer)
{
  const RtFaultBody difference
      = { .shift = (guint8)(strike->number - 1), .limit = G_MAXUINT64 };
  RtAnswer *changed;

  if (!rt_fault_strike_has (strike, RT_FAULT_CHANGING_CONTENT))
    return answer;
  changed = copy_head (answer);
  rt_fault_body_set (changed, answer, &difference);
  return changed;
}

static RtAnswer *
code (const RtFaultStrike *strike, RtAnswer *answer)
{
  RtAnswer *coded;

  if (!rt_fault_strike_has (strike, RT_FAULT_GZIP)
      || rt_header_list_find (rt_answer_get_fields (answer), "Content-Encoding") != NULL)
    return answer;
  coded = copy_head (answer);
  rt_answer_set (coded, "Content-Encoding", "gzip");
  rt_coded_body_set (coded, answer, RT_CODED_GZIP);
  return coded;
}

static RtAnswer *
break_off (const RtFaultStrike *strike, RtAnswer *answer)
{
  static const struct
  {
    RtFaultKind kind;
    RtAnswerEnding ending;
  } breaks[] = { { RT_FAULT_CUT, RT_ENDING_CUT },
                 { RT_FAULT_RESET, RT_ENDING_RESET },
                 { RT_FAULT_STALL, RT_ENDING_STALL } };
  RtFaultBody difference = { .limit = G_MAXUINT64 };
  RtAnswerEnding ending = rt_answer_get_broken_ending (answer);
  RtAnswer *broken;

  difference.has_no_end = rt_fault_strike_has (strike, RT_FAULT_CHUNK_CUT);
  if (difference.has_no_end)
    ending = RT_ENDING_CUT;
  difference.has_no_length
      = difference.has_no_end || rt_fault_strike_has (strike, RT_FAULT_NO_LENGTH);
  if (rt_fault_strike_has (strike, RT_FAULT_SURPLUS)
      && rt_answer_ends_with_connection (answer))
    difference.surplus = strike->values[RT_FAULT_SURPLUS];
  /* What happens first counts. */
  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    if (rt_fault_strike_has (strike, breaks[i].kind)
        && strike->values[breaks[i].kind] < difference.limit)
      {
        difference.limit = strike->values[breaks[i].kind];
        ending = breaks[i].ending;
      }
  if (difference.limit == G_MAXUINT64 && !difference.has_no_length
      && difference.surplus == 0)
    return answer;
  broken = copy_head (answer);
  rt_answer_set_broken_ending (broken, ending);
  rt_fault_body_set (broken, answer, &difference);
  return broken;
}

/**
 * rt_fault_answer_spoil:
 * @strike: what is to be wrong
 * @question: a request
 * @answer: (transfer full): what the server answers to it
 *
 * Does to an answer what is to be done to it.
 *
 * Returns: (transfer full): the answer to be sent
 */
RtAnswer *
rt_fault_answer_spoil (const RtFaultStrike *strike,
                       const RtQuestion *question,
                       RtAnswer *answer)
{
  gboolean is_success
      = rt_answer_get_status (answer) == 200 || rt_answer_get_status (answer) == 206;

  spoil_range (strike, answer);
  if (is_success || rt_header_list_find (rt_answer_get_fields (answer), "ETag") != NULL)
    spoil_validators (strike, question, answer);
  if (is_success && rt_fault_strike_has (strike, RT_FAULT_WRONG_DIGEST))
    set_wrong_digest (answer);
  if (rt_fault_strike_has (strike, RT_FAULT_BIG_HEAD))
    add_filler (answer, strike->values[RT_FAULT_BIG_HEAD]);
  if (rt_answer_get_length (answer) == 0)
    return answer;
  return break_off (strike, code (strike, change_bytes (strike, answer)));
}

/**
 * rt_fault_answer_delay:
 * @strike: what is to be wrong
 * @answer: the answer to be sent
 *
 * Has the answer wait, beside what it waits by itself.
 */
void
rt_fault_answer_delay (const RtFaultStrike *strike, RtAnswer *answer)
{
  guint64 ms = strike->values[RT_FAULT_DELAY] + strike->values[RT_FAULT_JITTER];

  rt_answer_set_delay (answer, rt_answer_get_delay (answer) + (guint)ms);
}
