/* Names, values and files as multipart/form-data. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-multipart.h"

#include "core/forms/rt-form-text.h"
#include "core/http/rt-body-parts.h"

#include <string.h>

/* 62^24 of them: what a file holds meets none by chance, and nobody can know it before. */
#define RANDOM_CHARACTERS 24

/* A name must not end its field, or begin another. */
static void
append_quoted (GString *out, const RtEncoding *encoding, const char *text)
{
  g_autoptr (GString) bytes = rt_form_text_encode (encoding, text, RT_FORM_TEXT_BODY);

  for (gsize i = 0; i < bytes->len; i++)
    switch (bytes->str[i])
      {
      case '"':
        g_string_append (out, "%22");
        break;
      case '\r':
        g_string_append (out, "%0D");
        break;
      case '\n':
        g_string_append (out, "%0A");
        break;
      default:
        g_string_append_c (out, bytes->str[i]);
      }
}

static void
append_head (GString *out,
             const RtFormEntry *entry,
             const RtEncoding *encoding,
             const char *boundary)
{
  g_autofree char *name = rt_form_entries_normalise_newlines (entry->name);

  g_string_append_printf (out, "--%s\r\nContent-Disposition: form-data; name=\"",
                          boundary);
  append_quoted (out, encoding, name);
  g_string_append_c (out, '"');
  if (entry->value == NULL)
    {
      g_string_append (out, "; filename=\"");
      append_quoted (out, encoding, entry->file_name);
      g_string_append_printf (out, "\"\r\nContent-Type: %s", entry->file_type);
    }
  g_string_append (out, "\r\n\r\n");
}

static void
append_value (GString *out, const RtFormEntry *entry, const RtEncoding *encoding)
{
  g_autofree char *lines = rt_form_entries_normalise_newlines (entry->value);
  g_autoptr (GString) bytes = rt_form_text_encode (encoding, lines, RT_FORM_TEXT_BODY);

  g_string_append_len (out, bytes->str, bytes->len);
}

static void
flush (GPtrArray *parts, GString *out)
{
  g_autoptr (GBytes) bytes = g_bytes_new (out->str, out->len);

  rt_body_parts_add_bytes (parts, bytes);
  g_string_truncate (out, 0);
}

/**
 * rt_multipart_format:
 * @entries: what to write
 * @encoding: what to write names and values in
 * @boundary: what rt_multipart_make_boundary() gave
 *
 * Writes names and values; files are only named, and are read when they are sent.
 *
 * Source: [HTML §4.10.21.8](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data)
 *
 * Returns: (transfer full) (element-type RtBodyPart): the body
 */
GPtrArray *
rt_multipart_format (const RtFormEntries *entries,
                     const RtEncoding *encoding,
                     const char *boundary)
{
  GPtrArray *parts = rt_body_parts_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const RtFormEntry *entry = g_ptr_array_index (entries, i);

      append_head (out, entry, encoding, boundary);
      if (entry->value != NULL)
        append_value (out, entry, encoding);
      if (entry->file != NULL)
        {
          flush (parts, out);
          rt_body_parts_add_file (parts, entry->file);
        }
      g_string_append (out, "\r\n");
    }
  g_string_append_printf (out, "--%s--\r\n", boundary);
  flush (parts, out);
  return parts;
}

static char *
draw_boundary (void)
{
  static const char characters[]
      = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  GString *boundary = g_string_new ("----RoundtripFormBoundary");

  for (guint i = 0; i < RANDOM_CHARACTERS; i++)
    g_string_append_c (boundary,
                       characters[g_random_int_range (0, sizeof characters - 1)]);
  return g_string_free (boundary, FALSE);
}

static gboolean
holds (GPtrArray *parts, const char *boundary, guint expected)
{
  guint found = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const RtBodyPart *part = g_ptr_array_index (parts, i);
      gsize length = part->bytes != NULL ? g_bytes_get_size (part->bytes) : 0;
      const char *at = part->bytes != NULL ? g_bytes_get_data (part->bytes, NULL) : NULL;
      const char *end = at + length;

      while (at != NULL && (at = memmem (at, end - at, boundary, strlen (boundary))))
        {
          found++;
          at++;
        }
    }
  return found > expected;
}

/**
 * rt_multipart_make_boundary:
 * @entries: what will be written
 * @encoding: what it will be written in
 *
 * Draws a boundary that none of the names and values holds.
 *
 * Source: [RFC 2046 §5.1.1](https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1)
 *
 * Returns: (transfer full): at most 70 characters
 */
char *
rt_multipart_make_boundary (const RtFormEntries *entries, const RtEncoding *encoding)
{
  for (;;)
    {
      g_autofree char *boundary = draw_boundary ();
      g_autoptr (GPtrArray) parts = rt_multipart_format (entries, encoding, boundary);

      if (!holds (parts, boundary, entries->len + 1))
        return g_steal_pointer (&boundary);
    }
}
