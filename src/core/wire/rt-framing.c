/* How the end of an answer's body is told. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-framing.h"

#include "core/wire/rt-error.h"

static gboolean
list_has (const char *list, const char *token)
{
  g_auto (GStrv) items = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; items[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (items[i]), token) == 0)
      return TRUE;
  return FALSE;
}

/* Takes one run of digits and nothing else: "-1", "+1" and "0x1" are no lengths. */
static gboolean
read_number (const char *text, gint64 *number)
{
  gint64 value = 0;

  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isdigit (*text) || value > (G_MAXINT64 - (*text - '0')) / 10)
      return FALSE;
    else
      value = value * 10 + (*text - '0');
  *number = value;
  return TRUE;
}

/* A list of equal lengths, in one field or several, is read as one. */
static gboolean
read_content_length (RtBodyFraming *framing, const char *value)
{
  g_auto (GStrv) items = g_strsplit (value, ",", -1);
  gint64 length = -1;

  for (guint i = 0; items[i] != NULL; i++)
    {
      gint64 number;

      if (!read_number (g_strstrip (items[i]), &number) || (i > 0 && number != length))
        return FALSE;
      if (i > 0)
        framing->remarks |= RT_REMARK_LENGTH_REPEATED;
      length = number;
    }
  framing->length = length;
  return length >= 0;
}

/* Says what Transfer-Encoding comes to.  "identity" is no coding (RFC 2616 §3.6 had it),
 * yet some servers send it beside a Content-Length that holds. */
static RtFraming
read_transfer_coding (RtBodyFraming *framing, const char *value)
{
  g_auto (GStrv) items = g_strsplit (value, ",", -1);
  gboolean is_chunked = FALSE;
  guint codings = 0;

  for (guint i = 0; items[i] != NULL; i++)
    {
      const char *item = g_strstrip (items[i]);
      if (*item == '\0' || g_ascii_strcasecmp (item, "identity") == 0)
        continue;
      is_chunked = g_ascii_strcasecmp (item, "chunked") == 0;
      codings++;
    }
  if (!is_chunked)
    framing->remarks |= RT_REMARK_CODING_NOT_FINAL;
  else if (codings > 1)
    framing->remarks |= RT_REMARK_CODING_KEPT;
  if (is_chunked)
    return RT_FRAMING_CHUNKED;
  return codings > 0 ? RT_FRAMING_CLOSE : RT_FRAMING_NONE;
}

/* A transfer coding overrides a length. */
static void
choose_kind (RtBodyFraming *framing, const char *coding, const char *length)
{
  if (coding != NULL)
    framing->kind = read_transfer_coding (framing, coding);
  if (coding != NULL && length != NULL)
    framing->remarks |= RT_REMARK_LENGTH_AND_CODING;
  if (framing->kind == RT_FRAMING_NONE)
    framing->kind = length != NULL ? RT_FRAMING_LENGTH : RT_FRAMING_CLOSE;
  else
    framing->length = -1;
}

/* RFC 9112 §9.3; an HTTP/1.0 answer with a transfer coding is never trusted (§6.1). */
static gboolean
may_stay_open (const RtBodyFraming *framing, const RtMessageHead *head)
{
  g_autofree char *connection = rt_header_list_join (head->fields, "Connection");

  if (framing->kind == RT_FRAMING_CLOSE || framing->is_tunnel
      || list_has (connection, "close"))
    return FALSE;
  return head->minor_version > 0
         || (list_has (connection, "keep-alive")
             && rt_header_list_find (head->fields, "Transfer-Encoding") == NULL);
}

/**
 * rt_framing_decide:
 * @method: the method of the request
 * @head: the head of its final answer
 * @framing: (out caller-allocates): where to put the answer; also filled in on error
 * @error: return location for a #GError, or %NULL
 *
 * Decides how the end of the body is told.
 *
 * Errors: %RT_ERROR_BAD_LENGTH if the body's end would be told by a Content-Length that
 * is not one number.
 *
 * Source: [RFC 9112 §6.3](https://www.rfc-editor.org/rfc/rfc9112#section-6.3)
 *
 * Returns: %TRUE if the end can be told
 */
gboolean
rt_framing_decide (const char *method,
                   const RtMessageHead *head,
                   RtBodyFraming *framing,
                   GError **error)
{
  RtHeaderList *fields = head->fields;
  g_autofree char *coding = rt_header_list_join (fields, "Transfer-Encoding");
  g_autofree char *length = rt_header_list_join (fields, "Content-Length");
  gboolean is_length_good;

  *framing = (RtBodyFraming){ .length = -1 };
  framing->is_tunnel = head->status == 101
                       || (head->status / 100 == 2 && g_str_equal (method, "CONNECT"));
  is_length_good = length != NULL && read_content_length (framing, length);

  if (framing->is_tunnel || head->status == 204)
    framing->length = -1;
  else if (head->status != 304 && !g_str_equal (method, "HEAD"))
    choose_kind (framing, coding, length);
  framing->may_stay_open = may_stay_open (framing, head);
  if (framing->kind != RT_FRAMING_LENGTH || is_length_good)
    return TRUE;

  g_set_error (error, RT_ERROR, RT_ERROR_BAD_LENGTH, "Content-Length is not one number");
  return FALSE;
}
