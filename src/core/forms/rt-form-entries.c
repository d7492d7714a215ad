/* What a form sends: names with values or files, in order. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-entries.h"

#include <string.h>

static void
free_entry (gpointer data)
{
  RtFormEntry *entry = data;

  g_free (entry->name);
  g_free (entry->value);
  g_clear_object (&entry->file);
  g_free (entry->file_name);
  g_free (entry->file_type);
  g_free (entry);
}

RtFormEntries *
rt_form_entries_new (void)
{
  return g_ptr_array_new_with_free_func (free_entry);
}

void
rt_form_entries_add (RtFormEntries *self, const char *name, const char *value)
{
  RtFormEntry *entry = g_new0 (RtFormEntry, 1);

  entry->name = g_strdup (name);
  entry->value = g_strdup (value);
  g_ptr_array_add (self, entry);
}

/**
 * rt_form_entries_add_file:
 * @self: a list
 * @name: of the field
 * @file: (nullable): a file; %NULL: none was chosen, which is sent as an empty one
 */
void
rt_form_entries_add_file (RtFormEntries *self, const char *name, const RtFormFile *file)
{
  RtFormEntry *entry = g_new0 (RtFormEntry, 1);

  entry->name = g_strdup (name);
  entry->file = file != NULL ? g_object_ref (file->file) : NULL;
  entry->file_name = g_strdup (file != NULL ? file->name : "");
  entry->file_type = rt_form_file_dup_type (file);
  g_ptr_array_add (self, entry);
}

/**
 * rt_form_entries_normalise_newlines:
 * @text: UTF-8
 *
 * Gives the text with each of its newlines, whatever it is made of, as CR LF.
 *
 * Source: [HTML §4.10.21.4](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#constructing-the-form-data-set)
 *
 * Returns: (transfer full): the text
 */
char *
rt_form_entries_normalise_newlines (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (; *text != '\0'; text++)
    {
      if (*text == '\r' || *text == '\n')
        g_string_append (out, "\r\n");
      else
        g_string_append_c (out, *text);
      if (text[0] == '\r' && text[1] == '\n')
        text++;
    }
  return g_string_free (out, FALSE);
}
