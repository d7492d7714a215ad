/* A sentence with its particulars, to be translated where it is shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-note.h"

#include <stdarg.h>
#include <string.h>

/**
 * rt_note_new:
 * @words: a sentence that is marked for translation, with %s for each particular
 * @...: (transfer none): the particulars, strings, up to %RT_NOTE_ARGS_MAX; %NULL
 *
 * Makes a note.  Particulars that came from outside are made UTF-8.
 *
 * Returns: (transfer full): the note
 */
RtNote *
rt_note_new (const char *words, ...)
{
  RtNote *self = g_new0 (RtNote, 1);
  const char *arg;
  va_list args;

  g_atomic_ref_count_init (&self->ref_count);
  self->words = words;
  va_start (args, words);
  for (guint i = 0; (arg = va_arg (args, const char *)) != NULL; i++)
    {
      g_assert (i < RT_NOTE_ARGS_MAX);
      self->args[i] = g_utf8_make_valid (arg, -1);
    }
  va_end (args);
  return self;
}

RtNote *
rt_note_ref (RtNote *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_note_unref (RtNote *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < RT_NOTE_ARGS_MAX; i++)
    g_free (self->args[i]);
  g_free (self);
}

static void
append_particular (GString *text, const char *arg, RtTranslate translate)
{
  gboolean is_words = g_str_has_prefix (arg, RT_NOTE_WORDS);

  if (is_words)
    arg += strlen (RT_NOTE_WORDS);
  g_string_append (text,
                   is_words && translate != NULL && *arg != '\0' ? translate (arg) : arg);
}

/**
 * rt_note_render:
 * @self: a note
 * @translate: (nullable) (scope call): gives its words in the user's language
 *
 * Puts the particulars into the sentence.  A translation may take them in another order,
 * with %2$s, as printf() has it.
 *
 * Returns: (transfer full): the sentence
 */
char *
rt_note_render (const RtNote *self, RtTranslate translate)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *words = translate != NULL ? translate (self->words) : self->words;
  guint next = 0;

  for (const char *p = words; *p != '\0'; p++)
    {
      guint index = next;

      if (*p != '%')
        {
          g_string_append_c (text, *p);
          continue;
        }
      p++;
      if (g_ascii_isdigit (p[0]) && p[1] == '$')
        {
          index = p[0] - '1';
          p += 2;
        }
      if (*p == '\0')
        break;
      if (*p != 's')
        {
          g_string_append_c (text, *p);
          continue;
        }
      if (index < RT_NOTE_ARGS_MAX && self->args[index] != NULL)
        append_particular (text, self->args[index], translate);
      next = index + 1;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *
rt_note_number (char buffer[24], gint64 number)
{
  g_snprintf (buffer, 24, "%" G_GINT64_FORMAT, number);
  return buffer;
}
