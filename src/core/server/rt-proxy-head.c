/* Heads as a proxy passes them on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-proxy-head.h"

#include <string.h>

static void
append (GByteArray *out, const char *text)
{
  g_byte_array_append (out, (const guint8 *)text, (guint)strlen (text));
}

static void
append_line (GByteArray *out, const char *name, const char *value)
{
  append (out, name);
  append (out, ": ");
  append (out, value);
  append (out, "\r\n");
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Whether Connection says that a field is for this connection alone. */
static gboolean
is_named (const char *connection, const char *name)
{
  g_auto (GStrv) words = connection != NULL ? g_strsplit (connection, ",", -1) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (words[i]), name) == 0)
      return TRUE;
  return FALSE;
}

/* RFC 9110 §7.6.1, and what is between the client and the proxy alone.  How long the body
 * is cannot be taken away by naming it in Connection: the next server would read another
 * request in it. */
static gboolean
is_passed_on (const RtHeader *field, const char *connection)
{
  static const char *const never[] = { "Connection",
                                       "Proxy-Connection",
                                       "Keep-Alive",
                                       "Proxy-Authorization",
                                       "Proxy-Authenticate",
                                       "Proxy-Authentication-Info",
                                       "TE",
                                       "HTTP2-Settings",
                                       "Upgrade",
                                       NULL };
  static const char *const always[]
      = { "Content-Length", "Transfer-Encoding", "Cache-Control", "Authorization", NULL };

  return !is_one_of (field->name, never)
         && (is_one_of (field->name, always) || !is_named (connection, field->name));
}

static void
append_via (GByteArray *out, guint minor_version, const char *name)
{
  g_autofree char *via = g_strdup_printf ("1.%u %s", minor_version, name);

  append_line (out, "Via", via);
}

/* One machine less that may pass it on (RFC 9110 §7.6.2). */
static void
append_max_forwards (GByteArray *out, const char *value)
{
  guint64 left;

  if (g_ascii_string_to_unsigned (value, 10, 1, G_MAXINT32, &left, NULL))
    {
      g_autofree char *less = g_strdup_printf ("%u", (guint)left - 1);

      append_line (out, "Max-Forwards", less);
    }
}

/**
 * rt_proxy_head_append_request:
 * @out: where to add it
 * @question: a request whose target is a whole address
 * @name: of the proxy, for Via
 *
 * Writes the head that the server is asked with: its own host first, nothing that is
 * between the client and the proxy, and one answer for the connection.
 *
 * Source: [RFC 9110 §7.6](https://www.rfc-editor.org/rfc/rfc9110#section-7.6)
 */
void
rt_proxy_head_append_request (GByteArray *out,
                              const RtQuestion *question,
                              const char *name)
{
  g_autofree char *connection = rt_header_list_join (question->fields, "Connection");
  g_autofree char *line = g_strdup_printf (
      "%s %s%s%s HTTP/1.%u\r\n", question->method, question->path,
      question->query != NULL ? "?" : "", question->query != NULL ? question->query : "",
      question->minor_version);

  append (out, line);
  append_line (out, "Host", question->authority);
  for (guint i = 0; i < rt_header_list_get_length (question->fields); i++)
    {
      const RtHeader *field = rt_header_list_get (question->fields, i);

      if (g_ascii_strcasecmp (field->name, "Max-Forwards") == 0)
        append_max_forwards (out, field->value);
      else if (g_ascii_strcasecmp (field->name, "Host") != 0
               && is_passed_on (field, connection))
        append_line (out, field->name, field->value);
    }
  append_via (out, question->minor_version, name);
  append (out, "Connection: close\r\n\r\n");
}

static void
append_status (GByteArray *out, const RtMessageHead *head)
{
  gboolean is_line = strpbrk (head->reason, "\r\n") == NULL;
  g_autofree char *line = g_strdup_printf ("HTTP/1.1 %03u %s\r\n", head->status,
                                           is_line ? head->reason : "");

  append (out, line);
}

/* What could end a line where the server did not is left out; and so is every word about
 * the length, which is said anew. */
static void
append_answer_fields (GByteArray *out, const RtMessageHead *head)
{
  static const char *const lengths[] = { "Content-Length", "Transfer-Encoding", NULL };
  g_autofree char *connection = rt_header_list_join (head->fields, "Connection");

  for (guint i = 0; i < rt_header_list_get_length (head->fields); i++)
    {
      const RtHeader *field = rt_header_list_get (head->fields, i);

      if (is_passed_on (field, connection) && !is_one_of (field->name, lengths)
          && rt_header_is_token (field->name) && strpbrk (field->value, "\r\n") == NULL)
        append_line (out, field->name, field->value);
    }
}

/**
 * rt_proxy_head_append_answer:
 * @out: where to add it
 * @head: of a final answer
 * @framing: how the end of its body is told
 * @length: of the body; -1 if that is not said
 * @name: of the proxy, for Via
 *
 * Writes the head that the client is given.  The body can follow as it comes.
 */
void
rt_proxy_head_append_answer (GByteArray *out,
                             const RtMessageHead *head,
                             RtFraming framing,
                             gint64 length,
                             const char *name)
{
  append_status (out, head);
  append_answer_fields (out, head);
  if (framing == RT_FRAMING_CHUNKED)
    {
      append_line (out, "Transfer-Encoding", "chunked");
    }
  else if (framing != RT_FRAMING_CLOSE && length >= 0)
    {
      g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, length);

      append_line (out, "Content-Length", digits);
    }
  append_via (out, head->minor_version, name);
  append (out, "Connection: close\r\n\r\n");
}

/**
 * rt_proxy_head_append_informational:
 * @out: where to add it
 * @head: of a 1xx answer
 *
 * Writes an answer that comes before the final one.
 */
void
rt_proxy_head_append_informational (GByteArray *out, const RtMessageHead *head)
{
  append_status (out, head);
  append_answer_fields (out, head);
  append (out, "\r\n");
}

/**
 * rt_proxy_head_has_passed:
 * @fields: of a request
 * @name: of a proxy
 *
 * Says whether the request was at this proxy before.
 *
 * Returns: %TRUE if Via says so
 */
gboolean
rt_proxy_head_has_passed (const RtHeaderList *fields, const char *name)
{
  g_autofree char *via = rt_header_list_join (fields, "Via");
  g_auto (GStrv) hops = via != NULL ? g_strsplit (via, ",", -1) : NULL;

  for (guint i = 0; hops != NULL && hops[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (hops[i]), " ", 3);

      if (words[0] != NULL && words[1] != NULL && strcmp (words[1], name) == 0)
        return TRUE;
    }
  return FALSE;
}
