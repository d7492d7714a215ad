/* What a server of ours saw of an exchange, in rows, beside what our client saw. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-server-side-rows.h"

#include "ui/rt-format.h"

#include <glib/gi18n.h>
#include <string.h>

static gsize
find_difference (GBytes *left, GBytes *right)
{
  gsize left_length, right_length;
  const guint8 *a = g_bytes_get_data (left, &left_length);
  const guint8 *b = g_bytes_get_data (right, &right_length);
  gsize at = 0;

  while (at < left_length && at < right_length && a[at] == b[at])
    at++;
  return at;
}

/* Both sides keep the beginning only; beyond, the counts are compared. */
static char *
compare_answers (const RtWireReport *report, const RtServerSide *side)
{
  g_autofree char *sent = rt_format_count (side->answer_bytes);
  g_autofree char *received = rt_format_count (report->received_bytes);
  gsize at = report->received != NULL ? find_difference (side->answer, report->received)
                                      : g_bytes_get_size (side->answer);
  gsize kept = g_bytes_get_size (side->answer);

  if (report->received != NULL && at < MIN (kept, g_bytes_get_size (report->received)))
    {
      g_autofree char *position = rt_format_count (at + 1);

      /* Translators: %s is a number of bytes, counted from 1. */
      return g_strdup_printf (_ ("The answer differs from byte %s on"), position);
    }
  if (side->answer_bytes != report->received_bytes)
    /* Translators: numbers of bytes. */
    return g_strdup_printf (_ ("The server sent %s bytes, %s came here"), sent, received);
  /* Translators: a number of bytes. */
  return g_strdup_printf (_ ("None: all %s bytes that the server sent came here"), sent);
}

static char *
compare_requests (const RtWireReport *report, const RtServerSide *side)
{
  if (side->head == NULL)
    return g_strdup (_ ("The server refused it before its head was whole"));
  if (report->request_head == NULL
      || !g_bytes_equal (side->head, report->request_head->raw))
    return g_strdup (_ ("The server got another head than was sent"));
  return g_strdup (_ ("None: the server got the head as it was sent"));
}

static void
add_differences (GPtrArray *rows, const RtWireReport *report, const RtServerSide *side)
{
  char *request = compare_requests (report, side);
  char *answer = compare_answers (report, side);

  rt_field_rows_add (rows, g_strdup (_ ("Differences Between Both Ends")), NULL);
  rt_field_rows_add (rows, g_strdup (_ ("Request")), request);
  rt_field_rows_add (rows, g_strdup (_ ("Answer")), answer);
}

/* Both clocks are the same one: this computer's. */
static char *
format_moment (gint64 ours_us, gint64 server_us, gint64 origin_us)
{
  g_autofree char *ours = rt_format_fine_duration (ours_us - origin_us);
  g_autofree char *apart = rt_format_fine_duration (ABS (server_us - ours_us));

  if (server_us == 0)
    /* Translators: a moment, such as 1.2 ms. */
    return g_strdup_printf (_ ("here at %s, never at the server"), ours);
  if (ours_us == 0)
    return g_strdup (_ ("at the server only"));
  if (server_us < ours_us)
    /* Translators: a moment, and how much earlier the other end saw it. */
    return g_strdup_printf (_ ("here at %s, at the server %s earlier"), ours, apart);
  /* Translators: a moment, and how much later the other end saw it. */
  return g_strdup_printf (_ ("here at %s, at the server %s later"), ours, apart);
}

static void
add_moment (GPtrArray *rows,
            const char *what,
            gint64 ours_us,
            gint64 server_us,
            gint64 origin_us)
{
  rt_field_rows_add (rows, g_strdup (what),
                     format_moment (ours_us, server_us, origin_us));
}

static void
add_clocks (GPtrArray *rows,
            const RtWireReport *report,
            const RtServerSide *side,
            gint64 origin_us)
{
  const RtTimings *timings = &report->timings;

  rt_field_rows_add (rows, g_strdup (_ ("Both Clocks, From the Start")), NULL);
  if (!report->reused)
    add_moment (rows, _ ("Connected"), timings->end[RT_PHASE_CONNECT], side->accepted_us,
                origin_us);
  add_moment (rows, _ ("Head of the request"), timings->start[RT_PHASE_SEND],
              side->asked_us, origin_us);
  add_moment (rows, _ ("End of the request"), timings->end[RT_PHASE_SEND], side->whole_us,
              origin_us);
  add_moment (rows, _ ("Answer begins"), timings->start[RT_PHASE_RECEIVE], side->first_us,
              origin_us);
  add_moment (rows, _ ("Answer ends"), timings->end[RT_PHASE_RECEIVE], side->last_us,
              origin_us);
}

static char *
format_body (const RtServerSide *side)
{
  g_autofree char *count = NULL;

  if (side->is_chunked)
    return g_strdup (_ ("In chunks, its length is not announced"));
  if (side->length == 0)
    return g_strdup (_ ("None"));
  count = rt_format_count (side->length);
  /* Translators: %s is a number of bytes. */
  return g_strdup_printf (_ ("%s bytes announced"), count);
}

static void
add_understood (GPtrArray *rows, const RtServerSide *side)
{
  rt_field_rows_add (rows, g_strdup (_ ("What the Server Understood")), NULL);
  if (side->method == NULL)
    {
      rt_field_rows_add (rows, g_strdup (_ ("Request")), g_strdup (_ ("Nothing")));
      return;
    }
  rt_field_rows_add (rows, g_strdup (_ ("Method")), g_strdup (side->method));
  rt_field_rows_add (rows, g_strdup (_ ("Target")),
                     rt_header_value_to_utf8 (side->target));
  rt_field_rows_add (rows, g_strdup (_ ("Body")), format_body (side));
  rt_field_rows_add_fields (rows, side->fields);
}

static gboolean
has (const RtHeaderList *fields, const RtHeader *wanted)
{
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *field = rt_header_list_get (fields, i);

      if (g_ascii_strcasecmp (field->name, wanted->name) == 0
          && g_str_equal (field->value, wanted->value))
        return TRUE;
    }
  return FALSE;
}

static void
add_missing (GPtrArray *rows,
             const RtHeaderList *from,
             const RtHeaderList *in,
             const char *remark)
{
  for (guint i = 0; i < rt_header_list_get_length (from); i++)
    {
      const RtHeader *field = rt_header_list_get (from, i);
      g_autofree char *value = NULL;

      if (has (in, field))
        continue;
      value = rt_header_value_to_utf8 (field->value);
      rt_field_rows_add_remark (rows, rt_header_value_to_utf8 (field->name),
                                g_strdup_printf ("%s  (%s)", value, remark));
    }
}

/* The head of what went out, as far as it can be read: a fault may have spoilt it. */
static RtMessageHead *
parse_sent (const RtServerSide *side)
{
  gsize length;
  const char *data = g_bytes_get_data (side->answer, &length);
  const char *end = data != NULL ? memmem (data, length, "\r\n\r\n", 4) : NULL;
  g_autoptr (GBytes) raw = NULL;

  if (end == NULL)
    return NULL;
  raw = g_bytes_new_from_bytes (side->answer, 0, (gsize)(end + 4 - data));
  return rt_message_head_parse (raw, RT_HEAD_ANSWER, NULL);
}

static void
add_composed (GPtrArray *rows, const RtServerSide *side)
{
  g_autoptr (RtMessageHead) sent = parse_sent (side);

  rt_field_rows_add (rows,
                     /* Translators: %u is a status, such as 200. */
                     g_strdup_printf (_ ("What the Server Composed: %u"), side->status),
                     NULL);
  if (side->composed == NULL)
    {
      rt_field_rows_add (rows, g_strdup (_ ("Fields")),
                         g_strdup (_ ("None: the request was refused as it came")));
      return;
    }
  rt_field_rows_add_fields (rows, side->composed);
  if (sent == NULL)
    {
      rt_field_rows_add_remark (rows, g_strdup (_ ("Sent")),
                                g_strdup (_ ("No head that can be read")));
      return;
    }
  add_missing (rows, sent->fields, side->composed, _ ("added on the way out"));
  add_missing (rows, side->composed, sent->fields, _ ("not sent like this"));
}

/**
 * rt_server_side_rows:
 * @report: what our client saw
 * @side: what the server saw
 * @origin_us: when the exchange began, in monotonic time
 *
 * Puts both next to each other: what differs first, then both clocks, what the server
 * understood and what it composed.
 *
 * Returns: (transfer full) (element-type RtFieldRow): the rows
 */
GPtrArray *
rt_server_side_rows (const RtWireReport *report,
                     const RtServerSide *side,
                     gint64 origin_us)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  add_differences (rows, report, side);
  add_clocks (rows, report, side, origin_us);
  add_understood (rows, side);
  add_composed (rows, side);
  return rows;
}
