/* An ordered list of fields that keeps order, letter case and duplicates. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-header-list.h"

#include "core/wire/rt-error.h"

#include <string.h>

struct _RtHeaderList
{
  gatomicrefcount ref_count;
  GArray *headers; /* of RtHeader */
};

static void
clear_header (gpointer data)
{
  RtHeader *header = data;

  g_free (header->name);
  g_free (header->value);
}

RtHeaderList *
rt_header_list_new (void)
{
  RtHeaderList *self = g_new0 (RtHeaderList, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->headers = g_array_new (FALSE, FALSE, sizeof (RtHeader));
  g_array_set_clear_func (self->headers, clear_header);
  return self;
}

/**
 * rt_header_list_copy:
 * @self: a list
 *
 * Copies the list, so that the copy can be changed while @self stays as it is.
 *
 * Returns: (transfer full): the copy
 */
RtHeaderList *
rt_header_list_copy (const RtHeaderList *self)
{
  RtHeaderList *copy = rt_header_list_new ();

  for (guint i = 0; i < self->headers->len; i++)
    {
      const RtHeader *header = rt_header_list_get (self, i);
      rt_header_list_append_received (copy, header->name, header->value);
      if (header->had_control)
        rt_header_list_mark_control (copy);
    }
  return copy;
}

RtHeaderList *
rt_header_list_ref (RtHeaderList *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_header_list_unref (RtHeaderList *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->headers);
  g_free (self);
}

guint
rt_header_list_get_length (const RtHeaderList *self)
{
  return self->headers->len;
}

/**
 * rt_header_list_get:
 * @self: a list
 * @index: from 0
 *
 * Gives the field line at @index, in the order of the message.
 *
 * Returns: (transfer none): the field, valid until the list changes
 */
const RtHeader *
rt_header_list_get (const RtHeaderList *self, guint index)
{
  g_return_val_if_fail (index < self->headers->len, NULL);

  return &g_array_index (self->headers, RtHeader, index);
}

/**
 * rt_header_list_find:
 * @self: a list
 * @name: a field name, in any case
 *
 * Gives the value of the first field line called @name.
 *
 * Returns: (transfer none) (nullable): the value
 */
const char *
rt_header_list_find (const RtHeaderList *self, const char *name)
{
  for (guint i = 0; i < self->headers->len; i++)
    {
      const RtHeader *header = rt_header_list_get (self, i);
      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header->value;
    }
  return NULL;
}

guint
rt_header_list_count (const RtHeaderList *self, const char *name)
{
  guint count = 0;

  for (guint i = 0; i < self->headers->len; i++)
    if (g_ascii_strcasecmp (rt_header_list_get (self, i)->name, name) == 0)
      count++;
  return count;
}

/**
 * rt_header_list_join:
 * @self: a list
 * @name: a field name, in any case
 *
 * Joins the values of all field lines called @name with a comma and a space.
 * Never use it on Set-Cookie, whose values hold commas of their own.
 *
 * Source: [RFC 9110 §5.3](https://www.rfc-editor.org/rfc/rfc9110#section-5.3)
 *
 * Returns: (transfer full) (nullable): the value, or %NULL if there is no such field
 */
char *
rt_header_list_join (const RtHeaderList *self, const char *name)
{
  GString *joined = NULL;

  for (guint i = 0; i < self->headers->len; i++)
    {
      const RtHeader *header = rt_header_list_get (self, i);
      if (g_ascii_strcasecmp (header->name, name) != 0)
        continue;
      if (joined == NULL)
        joined = g_string_new (header->value);
      else
        g_string_append_printf (joined, ", %s", header->value);
    }
  return joined != NULL ? g_string_free (joined, FALSE) : NULL;
}

gboolean
rt_header_list_equal (const RtHeaderList *self, const RtHeaderList *other)
{
  if (self->headers->len != other->headers->len)
    return FALSE;
  for (guint i = 0; i < self->headers->len; i++)
    {
      const RtHeader *a = rt_header_list_get (self, i);
      const RtHeader *b = rt_header_list_get (other, i);
      if (!g_str_equal (a->name, b->name) || !g_str_equal (a->value, b->value))
        return FALSE;
    }
  return TRUE;
}

/**
 * rt_header_list_append:
 * @self: a list
 * @name: a field name
 * @value: a field value; white space around it is dropped
 * @error: return location for a #GError, or %NULL
 *
 * Adds a field line that is to be sent.
 *
 * Errors: %RT_ERROR_BAD_FIELD if @name is no token or @value could break the message.
 *
 * Returns: %TRUE if it was added
 */
gboolean
rt_header_list_append (RtHeaderList *self,
                       const char *name,
                       const char *value,
                       GError **error)
{
  RtHeader header;

  if (!rt_header_check (name, value, error))
    return FALSE;
  header = (RtHeader){ .name = g_strdup (name), .value = g_strstrip (g_strdup (value)) };
  g_array_append_val (self->headers, header);
  return TRUE;
}

/**
 * rt_header_list_append_received:
 * @self: a list
 * @name: a field name, as it came
 * @value: a field value, as it came
 *
 * Adds a field line that somebody else sent; nothing is checked.
 */
void
rt_header_list_append_received (RtHeaderList *self, const char *name, const char *value)
{
  RtHeader header = { .name = g_strdup (name), .value = g_strdup (value) };

  g_array_append_val (self->headers, header);
}

/* The field line that was added last came with a control character. */
void
rt_header_list_mark_control (RtHeaderList *self)
{
  g_array_index (self->headers, RtHeader, self->headers->len - 1).had_control = TRUE;
}

/**
 * rt_header_list_set:
 * @self: a list
 * @name: a field name
 * @value: a field value
 * @error: return location for a #GError, or %NULL
 *
 * Gives the first field line called @name this value and drops the others; if there is
 * none, adds one at the end.
 *
 * Errors: as rt_header_list_append().
 *
 * Returns: %TRUE if it was set
 */
gboolean
rt_header_list_set (RtHeaderList *self,
                    const char *name,
                    const char *value,
                    GError **error)
{
  gboolean placed = FALSE;

  if (!rt_header_check (name, value, error))
    return FALSE;
  for (guint i = 0; i < self->headers->len;)
    {
      RtHeader *header = &g_array_index (self->headers, RtHeader, i);
      if (g_ascii_strcasecmp (header->name, name) != 0)
        {
          i++;
        }
      else if (placed)
        {
          g_array_remove_index (self->headers, i);
        }
      else
        {
          g_free (header->value);
          header->value = g_strstrip (g_strdup (value));
          placed = TRUE;
          i++;
        }
    }
  return placed || rt_header_list_append (self, name, value, error);
}

gboolean
rt_header_list_remove (RtHeaderList *self, const char *name)
{
  guint before = self->headers->len;

  for (guint i = self->headers->len; i > 0; i--)
    if (g_ascii_strcasecmp (rt_header_list_get (self, i - 1)->name, name) == 0)
      g_array_remove_index (self->headers, i - 1);
  return self->headers->len != before;
}

/**
 * rt_header_is_token:
 * @text: some text
 *
 * Says whether @text is a token, as field names and methods are.
 *
 * Source: [RFC 9110 §5.6.2](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2)
 *
 * Returns: %TRUE if it is
 */
gboolean
rt_header_is_token (const char *text)
{
  static const char others[] = "!#$%&'*+-.^_`|~";

  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr (others, *text) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * rt_header_check:
 * @name: a field name
 * @value: a field value
 * @error: return location for a #GError, or %NULL
 *
 * Says whether a field may be sent.  A value with CR, LF or another control character
 * but TAB could inject a line of its own and is refused.
 *
 * Errors: %RT_ERROR_BAD_FIELD
 *
 * Source: [RFC 9110 §5.5](https://www.rfc-editor.org/rfc/rfc9110#section-5.5)
 *
 * Returns: %TRUE if the field is fit to be sent
 */
gboolean
rt_header_check (const char *name, const char *value, GError **error)
{
  if (!rt_header_is_token (name))
    {
      g_autofree char *shown = g_strescape (name, NULL);
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_FIELD, "field name '%s' is no token",
                   shown);
      return FALSE;
    }
  for (const char *p = value; *p != '\0'; p++)
    if (((guchar)*p < 0x20 && *p != '\t') || *p == 0x7f)
      {
        g_set_error (error, RT_ERROR, RT_ERROR_BAD_FIELD,
                     "value of field '%s' holds the control character 0x%02x", name,
                     (guint)(guchar)*p);
        return FALSE;
      }
  return TRUE;
}

/**
 * rt_header_value_to_utf8:
 * @value: bytes of a field value
 *
 * Makes a value fit to be shown: as it is if it is UTF-8, else read as ISO-8859-1.
 *
 * Returns: (transfer full): UTF-8 text
 */
char *
rt_header_value_to_utf8 (const char *value)
{
  if (g_utf8_validate (value, -1, NULL))
    return g_strdup (value);
  return g_convert (value, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}
