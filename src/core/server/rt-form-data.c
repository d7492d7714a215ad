/* What a form sent, taken apart. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-form-data.h"

#include "core/http/rt-charset.h"
#include "core/http/rt-percent.h"
#include "core/server/rt-multipart-form.h"

#include <string.h>

static void
form_field_free (gpointer data)
{
  RtFormField *field = data;

  g_bytes_unref (field->name);
  g_bytes_unref (field->value);
  g_free (field->file_name);
  g_free (field->type);
  g_free (field);
}

static void
add (RtFormData *self, GBytes *name, GBytes *value)
{
  RtFormField *field = g_new0 (RtFormField, 1);

  field->name = name;
  field->value = value;
  g_ptr_array_add (self->fields, field);
}

static GBytes *
decode (const char *text, gsize length)
{
  g_autofree char *spaced = g_memdup2 (text, length);

  for (gsize i = 0; i < length; i++)
    if (spaced[i] == '+')
      spaced[i] = ' ';
  return g_string_free_to_bytes (rt_percent_decode (spaced, length));
}

/* Source: https://url.spec.whatwg.org/#urlencoded-parsing */
static void
read_urlencoded (RtFormData *self, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *stop = memchr (text, '&', (gsize)(end - text));
      const char *mark;

      if (stop == NULL)
        stop = end;
      mark = memchr (text, '=', (gsize)(stop - text));
      if (self->fields->len == RT_FORM_FIELDS_MAX)
        {
          self->flaw = "there are too many fields";
          return;
        }
      if (mark != NULL)
        add (self, decode (text, (gsize)(mark - text)),
             decode (mark + 1, (gsize)(stop - mark - 1)));
      else if (stop > text)
        add (self, decode (text, (gsize)(stop - text)), g_bytes_new_static ("", 0));
      text = stop + 1;
    }
}

/* For people: a line in a value looks like the next field. */
static void
read_plain (RtFormData *self, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *stop = memmem (text, (gsize)(end - text), "\r\n", 2);
      const char *mark = stop != NULL ? memchr (text, '=', (gsize)(stop - text)) : NULL;

      if (mark == NULL)
        self->flaw = stop == NULL ? "the last line does not end"
                                  : "a line has no equals sign: a value with line breaks";
      else if (self->fields->len == RT_FORM_FIELDS_MAX)
        self->flaw = "there are too many fields";
      if (self->flaw != NULL)
        return;
      add (self, g_bytes_new (text, (gsize)(mark - text)),
           g_bytes_new (mark + 1, (gsize)(stop - mark - 1)));
      text = stop + 2;
    }
}

static RtFormData *
form_data_new (void)
{
  RtFormData *self = g_new0 (RtFormData, 1);

  self->fields = g_ptr_array_new_with_free_func (form_field_free);
  return self;
}

/**
 * rt_form_data_read:
 * @content_type: (nullable): the value of Content-Type
 * @body: (nullable): the body, any bytes
 *
 * Takes the body of a form apart: url-encoded, multipart or plain text.  What is not as
 * the standards have it ends the reading, and is said.
 *
 * Source: [HTML, form submission](https://html.spec.whatwg.org/#form-submission-2)
 *
 * Returns: (transfer full): what was in it
 */
RtFormData *
rt_form_data_read (const char *content_type, GBytes *body)
{
  RtFormData *self = form_data_new ();
  g_autofree char *media = rt_content_type_dup_media (content_type);
  gsize length = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : "";

  if (strcmp (media, "application/x-www-form-urlencoded") == 0)
    read_urlencoded (self, data, length);
  else if (strcmp (media, "multipart/form-data") == 0)
    self->flaw = rt_multipart_form_read (self->fields, content_type, data, length);
  else if (strcmp (media, "text/plain") == 0)
    read_plain (self, data, length);
  else if (length > 0)
    self->flaw = "forms do not send this type";
  return self;
}

/**
 * rt_form_data_read_query:
 * @query: (nullable): of a target, without '?'
 *
 * Takes apart what a form sent with GET.
 *
 * Returns: (transfer full): what was in it
 */
RtFormData *
rt_form_data_read_query (const char *query)
{
  RtFormData *self = form_data_new ();

  if (query != NULL)
    read_urlencoded (self, query, strlen (query));
  return self;
}

void
rt_form_data_free (RtFormData *self)
{
  g_ptr_array_unref (self->fields);
  g_free (self);
}

/**
 * rt_form_data_dup_text:
 * @self: what a form sent
 * @name: of a field
 *
 * Finds the first field of that name.
 *
 * Returns: (transfer full) (nullable): its value; %NULL if there is none, or it is no text
 */
char *
rt_form_data_dup_text (const RtFormData *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const RtFormField *field = g_ptr_array_index (self->fields, i);
      gsize length;
      const char *data = g_bytes_get_data (field->name, &length);
      gsize size;
      const char *value = g_bytes_get_data (field->value, &size);

      if (strlen (name) != length || memcmp (name, data, length) != 0)
        continue;
      /* Of no bytes, GLib gives no address. */
      if (size == 0)
        return g_strdup ("");
      return g_utf8_validate_len (value, size, NULL) ? g_strndup (value, size) : NULL;
    }
  return NULL;
}
