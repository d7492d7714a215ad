/* A command line taken apart into words, as a POSIX shell does it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-shell-words.h"

#include "core/wire/rt-error.h"

#include <string.h>

typedef struct
{
  const char *next;    /* what is still to be read */
  GPtrArray *commands; /* of GStrv, complete ones */
  GPtrArray *words;    /* of the command that is being read */
  GString *word;       /* that is being read; NULL between words */
} Reader;

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, RT_ERROR, RT_ERROR_BAD_COMMAND, why);
  return FALSE;
}

static void
end_word (Reader *reader)
{
  if (reader->word != NULL)
    g_ptr_array_add (reader->words, g_string_free (reader->word, FALSE));
  reader->word = NULL;
}

static void
end_command (Reader *reader)
{
  end_word (reader);
  g_ptr_array_add (reader->words, NULL);
  g_ptr_array_add (reader->commands, g_ptr_array_free (reader->words, FALSE));
  reader->words = g_ptr_array_new_with_free_func (g_free);
}

/* Steps over a line end behind a backslash. */
static gboolean
skip_line_end (Reader *reader)
{
  if (reader->next[0] == '\r' && reader->next[1] == '\n')
    reader->next += 2;
  else if (reader->next[0] == '\n')
    reader->next += 1;
  else
    return FALSE;
  return TRUE;
}

static gboolean
refuse_expansion (GError **error)
{
  return refuse (error, "the command holds a shell variable or substitution, whose value "
                        "is not known here");
}

static gboolean
is_expansion (const char *text)
{
  return *text == '`'
         || (*text == '$'
             && (g_ascii_isalnum (text[1])
                 || (text[1] != '\0' && strchr ("_({?@*#!$-", text[1]) != NULL)));
}

static gboolean
read_single_quoted (Reader *reader, GError **error)
{
  const char *end = strchr (reader->next, '\'');

  if (end == NULL)
    return refuse (error, "a single quote is not closed");
  g_string_append_len (reader->word, reader->next, end - reader->next);
  reader->next = end + 1;
  return TRUE;
}

static gboolean
read_double_quoted (Reader *reader, GError **error)
{
  while (*reader->next != '"')
    {
      if (*reader->next == '\0')
        return refuse (error, "a double quote is not closed");
      if (is_expansion (reader->next))
        return refuse_expansion (error);
      if (*reader->next == '\\' && reader->next[1] != '\0')
        {
          reader->next++;
          if (skip_line_end (reader))
            continue;
          if (strchr ("$`\"\\", *reader->next) == NULL)
            g_string_append_c (reader->word, '\\');
        }
      g_string_append_c (reader->word, *reader->next++);
    }
  reader->next++;
  return TRUE;
}

/* Takes up to @max digits of @base. */
static guint32
read_number (Reader *reader, guint base, guint max)
{
  guint32 number = 0;

  for (guint i = 0; i < max; i++)
    {
      int digit = g_ascii_xdigit_value (*reader->next);

      if (digit < 0 || (guint)digit >= base)
        break;
      number = number * base + (guint)digit;
      reader->next++;
    }
  return number;
}

/* One escape of $'…', behind its backslash. */
static gboolean
read_escape (Reader *reader, GError **error)
{
  static const char letters[] = "abeEfnrtv";
  static const char bytes[] = "\a\b\033\033\f\n\r\t\v";
  char c = *reader->next;
  const char *letter = c != '\0' ? strchr (letters, c) : NULL;

  if (letter != NULL)
    {
      g_string_append_c (reader->word, bytes[letter - letters]);
      reader->next++;
    }
  else if (c == 'x' || c == 'u' || c == 'U' || (c >= '0' && c <= '7'))
    {
      guint32 number;

      if (c == 'x' || c == 'u' || c == 'U')
        reader->next++;
      number = c == 'x'   ? read_number (reader, 16, 2)
               : c == 'u' ? read_number (reader, 16, 4)
               : c == 'U' ? read_number (reader, 16, 8)
                          : read_number (reader, 8, 3);
      if (number == 0)
        return refuse (error, "a shell word cannot hold a NUL byte");
      if (c != 'u' && c != 'U')
        g_string_append_c (reader->word, (char)(number & 0xff));
      else if (g_unichar_validate (number))
        g_string_append_unichar (reader->word, number);
      else
        return refuse (error, "the command holds an escape that is no character");
    }
  else if (c != '\0')
    {
      if (strchr ("\\'\"?", c) == NULL)
        g_string_append_c (reader->word, '\\');
      g_string_append_c (reader->word, c);
      reader->next++;
    }
  return TRUE;
}

/* $'…', which browsers write for what does not fit between plain quotes. */
static gboolean
read_ansi_quoted (Reader *reader, GError **error)
{
  while (*reader->next != '\'')
    {
      if (*reader->next == '\0')
        return refuse (error, "a single quote is not closed");
      if (*reader->next != '\\')
        {
          g_string_append_c (reader->word, *reader->next++);
          continue;
        }
      reader->next++;
      if (!read_escape (reader, error))
        return FALSE;
    }
  reader->next++;
  return TRUE;
}

static gboolean
read_in_word (Reader *reader, GError **error)
{
  const char *p = reader->next;

  if (reader->word == NULL)
    reader->word = g_string_new (NULL);
  if (*p == '\'' || *p == '"')
    {
      reader->next++;
      return *p == '"' ? read_double_quoted (reader, error)
                       : read_single_quoted (reader, error);
    }
  if (*p == '$' && (p[1] == '\'' || p[1] == '"'))
    {
      reader->next += 2;
      return p[1] == '"' ? read_double_quoted (reader, error)
                         : read_ansi_quoted (reader, error);
    }
  if (is_expansion (p))
    return refuse_expansion (error);
  if (*p == '\\' && p[1] != '\0')
    reader->next++;
  g_string_append_c (reader->word, *reader->next++);
  return TRUE;
}

/* What stands between words, or ends the command. */
static gboolean
read_between (Reader *reader, gboolean *over, GError **error)
{
  char c = *reader->next;

  if (c == '#')
    {
      reader->next += strcspn (reader->next, "\n");
      return TRUE;
    }
  end_word (reader);
  if (c == '|' && reader->next[1] != '|')
    {
      end_command (reader);
      reader->next++;
    }
  else if (c == '\n' || c == '\r' || c == ';')
    {
      const char *rest = reader->next + strspn (reader->next, " \t\r\n;");

      *over = reader->words->len > 0 || reader->commands->len > 0;
      if (*over && *rest != '\0' && *rest != '#')
        return refuse (error, "there is more than one command");
      reader->next = rest;
    }
  else if (c == ' ' || c == '\t')
    {
      reader->next++;
    }
  else
    {
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_COMMAND,
                   "the command holds the shell operator '%c'", c);
      return FALSE;
    }
  return TRUE;
}

/**
 * rt_shell_words_parse:
 * @text: one command line, or several in a pipe; lines may go on behind a backslash
 * @error: return location for a #GError, or %NULL
 *
 * Takes apart what can be known without running anything: quotes of all kinds, $'…'
 * included, and comments.  Variables, redirections and second commands are refused.
 *
 * Errors: %RT_ERROR_BAD_COMMAND, with words for what is in the way.
 *
 * Source: [POSIX XCU §2.2](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02)
 *
 * Returns: (transfer full) (element-type GStrv) (nullable): the words of each command in
 *   the pipe, at least one command; a command may have no words
 */
GPtrArray *
rt_shell_words_parse (const char *text, GError **error)
{
  Reader reader = {
    .next = text,
    .commands = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev),
    .words = g_ptr_array_new_with_free_func (g_free),
  };
  gboolean good = TRUE;
  gboolean over = FALSE;

  while (good && !over && *reader.next != '\0')
    {
      char c = *reader.next;

      if (c == '^' && reader.next[1] != '\0'
          && strchr ("\"\r\n^", reader.next[1]) != NULL)
        good = refuse (error, "this is a command for cmd of Windows; the one for bash "
                              "is understood");
      else if (c == '\\' && reader.next[1] != '\0' && strchr ("\r\n", reader.next[1]))
        {
          reader.next++;
          if (!skip_line_end (&reader))
            reader.next++;
        }
      else if (strchr (" \t\r\n|&;<>()", c) != NULL || (c == '#' && reader.word == NULL))
        good = read_between (&reader, &over, error);
      else
        good = read_in_word (&reader, error);
    }
  if (good)
    end_command (&reader);
  if (reader.word != NULL)
    g_string_free (reader.word, TRUE);
  g_ptr_array_unref (reader.words);
  if (!good)
    g_clear_pointer (&reader.commands, g_ptr_array_unref);
  return reader.commands;
}
