/* Names and values as application/x-www-form-urlencoded. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-urlencoded.h"

#include "core/forms/rt-form-text.h"

#include <string.h>

static void
append (GString *out, const RtEncoding *encoding, const char *text)
{
  g_autofree char *lines = rt_form_entries_normalise_newlines (text);
  g_autoptr (GString) bytes = rt_form_text_encode (encoding, lines, RT_FORM_TEXT_BODY);

  for (gsize i = 0; i < bytes->len; i++)
    {
      guchar c = (guchar)bytes->str[i];

      if (c == ' ')
        g_string_append_c (out, '+');
      else if (g_ascii_isalnum (c) || (c != '\0' && strchr ("*-._", c) != NULL))
        g_string_append_c (out, (char)c);
      else
        g_string_append_printf (out, "%%%02X", c);
    }
}

/**
 * rt_urlencoded_format:
 * @entries: what to write; of a file only its name is
 * @encoding: what to write it in
 *
 * Source: [WHATWG URL §5.2](https://url.spec.whatwg.org/#urlencoded-serializing)
 *
 * Returns: (transfer full): ASCII
 */
char *
rt_urlencoded_format (const RtFormEntries *entries, const RtEncoding *encoding)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const RtFormEntry *entry = g_ptr_array_index (entries, i);

      if (i > 0)
        g_string_append_c (out, '&');
      append (out, encoding, entry->name);
      g_string_append_c (out, '=');
      append (out, encoding, entry->value != NULL ? entry->value : entry->file_name);
    }
  return g_string_free (out, FALSE);
}
