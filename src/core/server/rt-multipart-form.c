/* The parts of a multipart/form-data body. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-multipart-form.h"

#include "core/server/rt-form-data.h"

#include <string.h>

#define BOUNDARY_BYTES_MAX 70
#define PART_HEAD_BYTES_MAX 8192

/* Why reading ended; NULL: for no reason. */
typedef const char *Flaw;

static gboolean
is_boundary (const char *text)
{
  static const char marks[] = "'()+_,-./:=? ";
  gsize length = strlen (text);

  if (length == 0 || length > BOUNDARY_BYTES_MAX || text[length - 1] == ' ')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (marks, *p) == NULL)
      return FALSE;
  return TRUE;
}

/* Takes what stands between quotes, or a token.  A backslash escapes nothing: browsers
 * write a quote as %22. */
static gboolean
take_value (const char **text, char **value)
{
  gsize length;

  if (**text == '"')
    {
      const char *end = strchr (*text + 1, '"');

      if (end == NULL)
        return FALSE;
      *value = g_strndup (*text + 1, (gsize)(end - *text - 1));
      *text = end + 1;
      return TRUE;
    }
  length = strcspn (*text, "; \t\"");
  *value = g_strndup (*text, length);
  *text += length;
  return length > 0;
}

/* Finds a parameter after the first semicolon; FALSE if what stands there is no list of
 * parameters, or names this one twice. */
static gboolean
find_parameter (const char *field, const char *name, char **found)
{
  const char *text = field + strcspn (field, ";");

  *found = NULL;
  while (*text == ';')
    {
      g_autofree char *value = NULL;
      const char *start = text + 1 + strspn (text + 1, " \t");
      gsize length = strcspn (start, "=; \t\"");

      text = start + length;
      if (length == 0 || *text++ != '=' || !take_value (&text, &value))
        return FALSE;
      text += strspn (text, " \t");
      if (length != strlen (name) || g_ascii_strncasecmp (start, name, length) != 0)
        continue;
      if (*found != NULL)
        {
          g_clear_pointer (found, g_free);
          return FALSE;
        }
      *found = g_steal_pointer (&value);
    }
  return *text == '\0';
}

static Flaw
read_disposition (RtFormField *field, const char *value)
{
  g_autofree char *name = NULL;
  g_autofree char *extended = NULL;

  if (field->name != NULL)
    return "a part has two Content-Disposition fields";
  if (g_ascii_strncasecmp (value, "form-data", 9) != 0 || value[9] != ';')
    return "a part is no form-data";
  if (!find_parameter (value, "name", &name)
      || !find_parameter (value, "filename", &field->file_name)
      || !find_parameter (value, "filename*", &extended))
    return "the Content-Disposition of a part cannot be read";
  if (name == NULL)
    return "a part has no name";
  /* RFC 7578 §4.2 */
  if (extended != NULL)
    return "a part has filename*, which forms may not use";
  field->name = g_bytes_new (name, strlen (name));
  return NULL;
}

static Flaw
read_line (RtFormField *field, const char *line)
{
  const char *colon = strchr (line, ':');
  const char *value = colon != NULL ? colon + 1 + strspn (colon + 1, " \t") : NULL;
  gsize length = colon != NULL ? (gsize)(colon - line) : 0;

  if (length == 0 || strcspn (line, " \t") < length)
    return "a part has a line that is no field";
  if (length == 19 && g_ascii_strncasecmp (line, "Content-Disposition", length) == 0)
    return read_disposition (field, value);
  if (length == 12 && g_ascii_strncasecmp (line, "Content-Type", length) == 0)
    {
      if (field->type != NULL)
        return "a part has two types";
      field->type = g_strdup (value);
    }
  /* RFC 7578 §4.7: deprecated, and nothing to undo in these three. */
  if (length == 25 && g_ascii_strncasecmp (line, "Content-Transfer-Encoding", length) == 0
      && g_ascii_strcasecmp (value, "binary") != 0
      && g_ascii_strcasecmp (value, "8bit") != 0
      && g_ascii_strcasecmp (value, "7bit") != 0)
    return "a part has a transfer encoding";
  return NULL;
}

static Flaw
read_head (RtFormField *field, const char *head, gsize length)
{
  g_autofree char *text = g_strndup (head, length);
  g_auto (GStrv) lines = NULL;

  if (strlen (text) != length)
    return "the head of a part has a NUL";
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      Flaw flaw = strpbrk (lines[i], "\r\n") != NULL
                      ? "the head of a part has a bare CR or LF"
                      : read_line (field, lines[i]);

      if (flaw != NULL)
        return flaw;
    }
  return field->name == NULL ? "a part has no Content-Disposition" : NULL;
}

/* One part: from behind its boundary's line to the line break before the next one. */
static Flaw
read_part (GPtrArray *fields, const char *part, gsize length)
{
  RtFormField field = { NULL };
  const char *end = memmem (part, MIN (length, PART_HEAD_BYTES_MAX + 4), "\r\n\r\n", 4);
  Flaw flaw;

  if (fields->len == RT_FORM_FIELDS_MAX)
    return "there are too many fields";
  if (end == NULL)
    return "the head of a part does not end";
  flaw = read_head (&field, part, (gsize)(end - part));
  if (flaw != NULL)
    {
      g_clear_pointer (&field.name, g_bytes_unref);
      g_free (field.file_name);
      g_free (field.type);
      return flaw;
    }
  end += 4;
  field.value = g_bytes_new (end, length - (gsize)(end - part));
  g_ptr_array_add (fields, g_memdup2 (&field, sizeof field));
  return NULL;
}

static Flaw
read_parts (GPtrArray *fields, const char *mark, const char *body, gsize length)
{
  const char *end = body + length;
  gsize n_mark = strlen (mark);
  const char *at;

  /* The line break before the first boundary is not there when nothing stands before it. */
  if (length < n_mark - 2 || memcmp (body, mark + 2, n_mark - 2) != 0)
    return "the body does not begin with the boundary";
  at = body + n_mark - 2;
  for (;;)
    {
      gsize rest = (gsize)(end - at);
      const char *next;
      Flaw flaw;

      if (rest >= 2 && memcmp (at, "--", 2) == 0)
        return rest == 2 || (rest == 4 && memcmp (at + 2, "\r\n", 2) == 0)
                   ? NULL
                   : "something stands after the end";
      if (rest < 2 || memcmp (at, "\r\n", 2) != 0)
        return "something stands on the line of a boundary";
      next = memmem (at + 2, rest - 2, mark, n_mark);
      if (next == NULL)
        return "the last boundary is missing";
      flaw = read_part (fields, at + 2, (gsize)(next - at - 2));
      if (flaw != NULL)
        return flaw;
      at = next + n_mark;
    }
}

/**
 * rt_multipart_form_read:
 * @fields: (element-type RtFormField): where to add the parts, in order
 * @content_type: the value of Content-Type
 * @body: (array length=length): any bytes
 * @length: of @body
 *
 * Reads the parts of a form.  What could be read in two ways ends the reading.
 *
 * Source: [RFC 7578](https://www.rfc-editor.org/rfc/rfc7578)
 *
 * Returns: (nullable): why nothing more was read, in plain words; %NULL if all was
 */
const char *
rt_multipart_form_read (GPtrArray *fields,
                        const char *content_type,
                        const char *body,
                        gsize length)
{
  g_autofree char *boundary = NULL;
  g_autofree char *mark = NULL;

  if (!find_parameter (content_type, "boundary", &boundary) || boundary == NULL
      || !is_boundary (boundary))
    return "the type names no boundary";
  mark = g_strconcat ("\r\n--", boundary, NULL);
  return read_parts (fields, mark, body, length);
}
