/* One request as a server sees it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-question.h"

#include "core/http/rt-percent.h"
#include "core/wire/rt-message-head.h"

#include <gio/gio.h>
#include <string.h>

/* Oddities that two servers in a row could read in two ways. */
#define AMBIGUOUS                                                                        \
  (RT_REMARK_BARE_LF | RT_REMARK_FOLDED | RT_REMARK_NO_COLON | RT_REMARK_SPACE_IN_NAME   \
   | RT_REMARK_BAD_NAME | RT_REMARK_CONTROL)

/* What the standard's answer is to something wrong; 0 when nothing is. */
typedef guint Status;

/* Whether the first line ends in a version that is not 1. */
static gboolean
is_other_version (GBytes *head)
{
  gsize size;
  const char *data = g_bytes_get_data (head, &size);
  const char *end = memchr (data, '\n', size);
  g_autofree char *line = g_strndup (data, end != NULL ? (gsize)(end - data) : size);
  const char *version = strrchr (g_strchomp (line), ' ');

  return version != NULL && strlen (version) == 9 && g_str_has_prefix (version, " HTTP/")
         && g_ascii_isdigit (version[6]) && version[6] != '1' && version[7] == '.'
         && g_ascii_isdigit (version[8]);
}

static gboolean
is_authority (const char *text)
{
  static const char allowed[] = "-._~%!$&'()*+;=:[]";

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (allowed, *p) == NULL)
      return FALSE;
  return *text != '\0';
}

static Status
read_host (RtQuestion *self)
{
  guint n = rt_header_list_count (self->fields, "Host");
  const char *host = rt_header_list_find (self->fields, "Host");

  if (n > 1 || (n == 0 && self->minor_version > 0))
    return 400;
  /* An empty one is right where the target has no authority. */
  if (n == 0 || *host == '\0')
    return 0;
  if (!is_authority (host))
    return 400;
  self->authority = g_strdup (host);
  return 0;
}

static void
split_path (RtQuestion *self, const char *text)
{
  const char *mark = strchr (text, '?');

  self->path = mark != NULL ? g_strndup (text, (gsize)(mark - text)) : g_strdup (text);
  self->query = mark != NULL ? g_strdup (mark + 1) : NULL;
}

/* RFC 9112 §3.2.2: what the target says counts, not the Host field. */
static Status
read_absolute_target (RtQuestion *self, const char *rest)
{
  gsize length = strcspn (rest, "/?");
  g_autofree char *authority = g_strndup (rest, length);
  g_autofree char *path = NULL;

  if (!is_authority (authority))
    return 400;
  g_free (self->authority);
  self->authority = g_steal_pointer (&authority);
  path = rest[length] == '/' ? g_strdup (rest + length)
                             : g_strconcat ("/", rest + length, NULL);
  split_path (self, path);
  return 0;
}

/* RFC 9112 §3.2.3: the target is a host and a port, and has no path. */
static Status
read_authority_target (RtQuestion *self)
{
  if (!is_authority (self->target))
    return 400;
  g_free (self->authority);
  self->authority = g_strdup (self->target);
  self->path = g_strdup ("");
  return 0;
}

static Status
read_target (RtQuestion *self)
{
  const char *target = self->target;

  if (strpbrk (target, " #") != NULL)
    return 400;
  if (strcmp (self->method, "CONNECT") == 0)
    return read_authority_target (self);
  if (*target == '/')
    split_path (self, target);
  else if (strcmp (self->method, "OPTIONS") == 0 && strcmp (target, "*") == 0)
    split_path (self, target);
  else if (g_ascii_strncasecmp (target, "http://", 7) == 0)
    return read_absolute_target (self, target + 7);
  else if (g_ascii_strncasecmp (target, "https://", 8) == 0)
    return read_absolute_target (self, target + 8);
  else
    return 400;
  return 0;
}

/* RFC 9112 §6.3: there must be one way to find the end of the body, or another request
 * could hide in it. */
static Status
read_framing (RtQuestion *self)
{
  guint n_lengths = rt_header_list_count (self->fields, "Content-Length");
  guint n_codings = rt_header_list_count (self->fields, "Transfer-Encoding");
  const char *length = rt_header_list_find (self->fields, "Content-Length");

  if (n_lengths > 1 || n_codings > 1 || (n_lengths > 0 && n_codings > 0)
      || (n_codings > 0 && self->minor_version == 0))
    return 400;
  if (n_codings > 0)
    {
      const char *coding = rt_header_list_find (self->fields, "Transfer-Encoding");

      self->is_chunked = g_ascii_strcasecmp (coding, "chunked") == 0;
      return self->is_chunked ? 0 : 501;
    }
  if (n_lengths > 0)
    {
      gsize n_digits = strspn (length, "0123456789");

      if (n_digits == 0 || n_digits > 18 || length[n_digits] != '\0')
        return 400;
      self->length = g_ascii_strtoull (length, NULL, 10);
    }
  return 0;
}

static gboolean
has_word (const RtHeaderList *fields, const char *name, const char *word)
{
  g_autofree char *list = rt_header_list_join (fields, name);
  g_auto (GStrv) words = list != NULL ? g_strsplit (list, ",", -1) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (words[i]), word) == 0)
      return TRUE;
  return FALSE;
}

static Status
read_connection (RtQuestion *self)
{
  g_autofree char *expect = rt_header_list_join (self->fields, "Expect");

  self->is_kept_alive = !has_word (self->fields, "Connection", "close")
                        && (self->minor_version > 0
                            || has_word (self->fields, "Connection", "keep-alive"));
  if (expect == NULL || self->minor_version == 0)
    return 0;
  self->expects_continue = g_ascii_strcasecmp (expect, "100-continue") == 0;
  return self->expects_continue ? 0 : 417;
}

/**
 * rt_question_parse:
 * @head: a whole head, from the request line to the empty line, both included
 * @question: (out) (transfer full) (nullable): the request, if it is sound
 *
 * Reads a request's head.  Whatever could be read in two ways is refused: two Host fields,
 * two lengths, a length beside chunks, lines that end in LF alone, white space before a
 * colon, folded lines.
 *
 * Source: [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112)
 *
 * Returns: 0, or the status to refuse it with
 */
guint
rt_question_parse (GBytes *head, RtQuestion **question)
{
  g_autoptr (RtQuestion) self = g_new0 (RtQuestion, 1);
  g_autoptr (RtMessageHead) parsed = rt_message_head_parse (head, RT_HEAD_REQUEST, NULL);
  Status wrong = 0;

  *question = NULL;
  if (parsed == NULL)
    return is_other_version (head) ? 505 : 400;
  if ((parsed->remarks & AMBIGUOUS) != 0 || !rt_header_is_token (parsed->method))
    return 400;

  self->head = g_bytes_ref (head);
  self->method = g_strdup (parsed->method);
  self->target = g_strdup (parsed->target);
  self->minor_version = parsed->minor_version;
  self->fields = rt_header_list_ref (parsed->fields);
  if ((wrong = read_host (self)) == 0 && (wrong = read_framing (self)) == 0
      && (wrong = read_target (self)) == 0 && (wrong = read_connection (self)) == 0)
    *question = g_steal_pointer (&self);
  return wrong;
}

void
rt_question_free (RtQuestion *self)
{
  g_clear_pointer (&self->head, g_bytes_unref);
  g_free (self->method);
  g_free (self->target);
  g_free (self->path);
  g_free (self->query);
  g_free (self->authority);
  g_clear_pointer (&self->fields, rt_header_list_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

gboolean
rt_question_is (const RtQuestion *self, const char *method)
{
  return strcmp (self->method, method) == 0;
}

/* Nothing, or a colon and digits; RFC 3986 §3.2.3 has it that there may be none. */
static gboolean
is_port (const char *text)
{
  return *text == '\0'
         || (*text == ':' && strspn (text + 1, "0123456789") == strlen (text + 1));
}

/**
 * rt_question_wants_json:
 * @self: a request
 *
 * Says whether a program rather than a person asks.
 *
 * Returns: %TRUE if JSON is what the client names first
 */
gboolean
rt_question_wants_json (const RtQuestion *self)
{
  const char *accept = rt_header_list_find (self->fields, "Accept");

  return accept != NULL && g_str_has_prefix (accept, "application/json");
}

/**
 * rt_question_is_for_loopback:
 * @self: a request
 *
 * Says whether the name that the client used can mean only the machine itself.  A page of
 * the web whose name was made to point at 127.0.0.1 (DNS rebinding) uses its own name.
 * The port does not matter: a tunnel from another computer may use another one.
 *
 * Returns: %TRUE for localhost and its subdomains, for loopback addresses, and for a
 *   client that names nobody
 */
gboolean
rt_question_is_for_loopback (const RtQuestion *self)
{
  g_autofree char *host = NULL;
  g_autoptr (GInetAddress) address = NULL;
  char *end;

  if (self->authority == NULL)
    return TRUE;
  host = g_ascii_strdown (self->authority, -1);
  end = host[0] == '[' ? strchr (host, ']') : host + strcspn (host, ":");
  if (end == NULL || !is_port (*end == ']' ? end + 1 : end))
    return FALSE;
  *end = '\0';
  if (strcmp (host, "localhost") == 0 || strcmp (host, "localhost.") == 0
      || g_str_has_suffix (host, ".localhost"))
    return TRUE;
  address = g_inet_address_new_from_string (host[0] == '[' ? host + 1 : host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * rt_question_dup_parameter:
 * @self: a request
 * @name: of a parameter
 *
 * Finds the first parameter of the query that has a name.
 *
 * Returns: (transfer full) (nullable): its value, decoded
 */
char *
rt_question_dup_parameter (const RtQuestion *self, const char *name)
{
  g_auto (GStrv) pairs
      = self->query != NULL ? g_strsplit_set (self->query, "&;", -1) : NULL;

  for (guint i = 0; pairs != NULL && pairs[i] != NULL; i++)
    {
      gsize length = strcspn (pairs[i], "=");

      if (strlen (name) == length && strncmp (pairs[i], name, length) == 0)
        {
          const char *value = pairs[i] + length + (pairs[i][length] == '=' ? 1 : 0);

          return g_string_free (rt_percent_decode (value, strlen (value)), FALSE);
        }
    }
  return NULL;
}
