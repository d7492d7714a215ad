/* The start line and fields of one message, parsed from the bytes that were on the wire. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-message-head.h"

#include "core/wire/rt-error.h"

#include <string.h>

/* One line without its end. */
typedef struct
{
  const guint8 *data;
  gsize length;
} Line;

/* A field whose lines are still being joined. */
typedef struct
{
  char *name;     /* NULL: what was left out; so is what continues it */
  GString *value; /* bytes as received, NUL and all */
} OpenField;

/* Takes one line from *data and steps over it.  A last line without an end counts. */
static gboolean
take_line (const guint8 **data, gsize *length, Line *line, RtRemarks *remarks)
{
  const guint8 *end;

  if (*length == 0)
    return FALSE;
  line->data = *data;
  end = memchr (*data, '\n', *length);
  if (end == NULL)
    {
      line->length = *length;
      *data += *length;
      *length = 0;
      return TRUE;
    }
  line->length = end - *data;
  *length -= line->length + 1;
  *data = end + 1;
  if (line->length > 0 && end[-1] == '\r')
    line->length--;
  else
    *remarks |= RT_REMARK_BARE_LF;
  return TRUE;
}

static gboolean
is_blank (guint8 c)
{
  return c == ' ' || c == '\t';
}

static Line
strip (Line line)
{
  while (line.length > 0 && is_blank (line.data[0]))
    {
      line.data++;
      line.length--;
    }
  while (line.length > 0 && is_blank (line.data[line.length - 1]))
    line.length--;
  return line;
}

static gboolean
is_control (guint8 c)
{
  return (c < 0x20 && c != '\t') || c == 0x7f;
}

/* RFC 9110 §5.5: NUL, CR and LF are dangerous wherever they are read as an end, and are
 * replaced by a space before anybody looks at the value.  Says whether there were any. */
static gboolean
replace_controls (GString *text)
{
  gboolean replaced = FALSE;

  for (gsize i = 0; i < text->len; i++)
    if (is_control (text->str[i]))
      {
        text->str[i] = ' ';
        replaced = TRUE;
      }
  return replaced;
}

/* Gives the name as UTF-8 without controls; what cannot be shown becomes '?', so that such
 * a name never equals one that means something. */
static char *
read_name (Line line, RtRemarks *remarks)
{
  static const char others[] = "!#$%&'*+-.^_`|~";
  char *name = g_malloc (line.length + 1);
  gboolean is_utf8 = g_utf8_validate_len ((const char *)line.data, line.length, NULL);

  if (line.length == 0)
    *remarks |= RT_REMARK_BAD_NAME;
  for (gsize i = 0; i < line.length; i++)
    {
      guint8 c = line.data[i];
      if (!g_ascii_isalnum (c) && (c == '\0' || strchr (others, c) == NULL))
        *remarks |= RT_REMARK_BAD_NAME;
      name[i] = is_control (c) || (c >= 0x80 && !is_utf8) ? '?' : (char)c;
    }
  name[line.length] = '\0';
  return name;
}

static void
close_field (OpenField *field, RtHeaderList *fields, RtRemarks *remarks)
{
  if (field->name != NULL)
    {
      gboolean had_control = replace_controls (field->value);

      if (!g_utf8_validate_len (field->value->str, field->value->len, NULL))
        *remarks |= RT_REMARK_NOT_UTF8;
      rt_header_list_append_received (fields, field->name, field->value->str);
      if (had_control)
        {
          *remarks |= RT_REMARK_CONTROL;
          rt_header_list_mark_control (fields);
        }
    }
  g_clear_pointer (&field->name, g_free);
  g_string_truncate (field->value, 0);
}

static void
open_field (OpenField *field, Line line, RtRemarks *remarks)
{
  const guint8 *colon = memchr (line.data, ':', line.length);
  Line name, value;

  if (colon == NULL)
    {
      *remarks |= RT_REMARK_NO_COLON;
      return;
    }
  name = (Line){ line.data, colon - line.data };
  if (name.length > 0 && is_blank (name.data[name.length - 1]))
    *remarks |= RT_REMARK_SPACE_IN_NAME;
  value = strip ((Line){ colon + 1, line.length - name.length - 1 });
  field->name = read_name (strip (name), remarks);
  g_string_append_len (field->value, (const char *)value.data, value.length);
}

/* RFC 9112 §5.2: each fold is read as one space. */
static void
continue_field (OpenField *field, Line line, RtRemarks *remarks)
{
  Line value = strip (line);

  *remarks |= RT_REMARK_FOLDED;
  if (field->name == NULL || value.length == 0)
    return;
  if (field->value->len > 0)
    g_string_append_c (field->value, ' ');
  g_string_append_len (field->value, (const char *)value.data, value.length);
}

/**
 * rt_message_head_parse_fields:
 * @data: field lines: what follows the start line, or a trailer section
 * @length: their length in bytes
 * @remarks: (inout): what was odd is added to it
 *
 * Reads field lines up to an empty line or the end of @data.
 *
 * Source: [RFC 9112 §5](https://www.rfc-editor.org/rfc/rfc9112#section-5)
 *
 * Returns: (transfer full): the fields in the order of @data
 */
RtHeaderList *
rt_message_head_parse_fields (const guint8 *data, gsize length, RtRemarks *remarks)
{
  RtHeaderList *fields = rt_header_list_new ();
  OpenField field = { .value = g_string_new (NULL) };
  Line line;

  while (take_line (&data, &length, &line, remarks) && line.length > 0)
    if (is_blank (line.data[0]))
      {
        continue_field (&field, line, remarks);
      }
    else
      {
        close_field (&field, fields, remarks);
        open_field (&field, line, remarks);
      }
  close_field (&field, fields, remarks);
  g_string_free (field.value, TRUE);
  return fields;
}

/* Makes bytes of a start line fit to be shown. */
static char *
read_text (Line line, RtRemarks *remarks)
{
  g_autoptr (GString) text = g_string_new_len ((const char *)line.data, line.length);

  if (replace_controls (text))
    *remarks |= RT_REMARK_CONTROL;
  if (!g_utf8_validate_len (text->str, text->len, NULL))
    *remarks |= RT_REMARK_NOT_UTF8;
  return rt_header_value_to_utf8 (text->str);
}

/**
 * rt_message_head_may_begin:
 * @data: the first bytes of an answer's status line
 * @length: how many of them there are yet
 *
 * Says whether @data can still become the status line of an HTTP/1 answer.  The first 14
 * bytes decide it.
 *
 * Source: [RFC 9112 §4](https://www.rfc-editor.org/rfc/rfc9112#section-4)
 *
 * Returns: %FALSE if whatever follows cannot make it one
 */
gboolean
rt_message_head_may_begin (const guint8 *data, gsize length)
{
  static const char pattern[] = "HTTP/1.0 100";

  for (gsize i = 0; i < MIN (length, sizeof pattern - 1); i++)
    if (pattern[i] == '0' ? !g_ascii_isdigit (data[i])
        : i == 9          ? data[i] < '1' || data[i] > '9'
                          : data[i] != pattern[i])
      return FALSE;
  if (length < sizeof pattern)
    return TRUE;
  if (data[12] == '\r')
    return length == 13 || data[13] == '\n';
  return data[12] == ' ' || data[12] == '\n';
}

static gboolean
read_status_line (RtMessageHead *self, Line line)
{
  Line reason;

  if (line.length < 12 || !rt_message_head_may_begin (line.data, 12)
      || (line.length > 12 && line.data[12] != ' '))
    return FALSE;
  self->minor_version = line.data[7] - '0';
  self->status
      = (line.data[9] - '0') * 100 + (line.data[10] - '0') * 10 + line.data[11] - '0';
  reason = strip ((Line){ line.data + 12, line.length - 12 });
  if (reason.length == 0)
    self->remarks |= RT_REMARK_NO_REASON;
  self->reason = read_text (reason, &self->remarks);
  return TRUE;
}

static gboolean
read_request_line (RtMessageHead *self, Line line)
{
  const guint8 *first = memchr (line.data, ' ', line.length);
  const guint8 *end = line.data + line.length;
  const guint8 *last, *version;

  if (first == NULL || first == line.data)
    return FALSE;
  last = memrchr (first, ' ', end - first);
  version = last + 1;
  if (last - first < 2 || end - version != 8 || memcmp (version, "HTTP/1.", 7) != 0
      || !g_ascii_isdigit (version[7]))
    return FALSE;
  self->minor_version = version[7] - '0';
  self->method = read_text ((Line){ line.data, first - line.data }, &self->remarks);
  self->target = read_text ((Line){ first + 1, last - first - 1 }, &self->remarks);
  return TRUE;
}

/**
 * rt_message_head_parse:
 * @raw: a whole head, from the start line to the empty line, both included
 * @kind: whether it is of a request or an answer
 * @error: return location for a #GError, or %NULL
 *
 * Reads a head.  What is odd but has one sensible meaning is read in that way and noted
 * in the remarks.
 *
 * Errors: %RT_ERROR_NOT_HTTP if the start line is not one of HTTP/1.
 *
 * Source: [RFC 9112 §2](https://www.rfc-editor.org/rfc/rfc9112#section-2)
 *
 * Returns: (transfer full): the head, or %NULL on error
 */
RtMessageHead *
rt_message_head_parse (GBytes *raw, RtHeadKind kind, GError **error)
{
  g_autoptr (RtMessageHead) self = g_new0 (RtMessageHead, 1);
  gsize length;
  const guint8 *data = g_bytes_get_data (raw, &length);
  Line line = { NULL, 0 };

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->raw = g_bytes_ref (raw);

  while (take_line (&data, &length, &line, &self->remarks) && line.length == 0)
    self->remarks |= RT_REMARK_LEADING_EMPTY;
  if (line.length == 0
      || !(kind == RT_HEAD_ANSWER ? read_status_line (self, line)
                                  : read_request_line (self, line)))
    {
      g_set_error (error, RT_ERROR, RT_ERROR_NOT_HTTP,
                   "the first line is none of HTTP/1");
      return NULL;
    }
  if (self->minor_version == 0)
    self->remarks |= RT_REMARK_OLD_VERSION;
  self->fields = rt_message_head_parse_fields (data, length, &self->remarks);
  return g_steal_pointer (&self);
}

RtMessageHead *
rt_message_head_ref (RtMessageHead *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_message_head_unref (RtMessageHead *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->method);
  g_free (self->target);
  g_free (self->reason);
  g_clear_pointer (&self->fields, rt_header_list_unref);
  g_bytes_unref (self->raw);
  g_free (self);
}
