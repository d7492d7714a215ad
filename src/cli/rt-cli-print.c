/* Text for people on standard output and standard error. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-print.h"

#include "cli/rt-cli-command.h"
#include "rt-config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/**
 * rt_cli_print_version:
 *
 * Prints the program's name and version.
 */
void
rt_cli_print_version (void)
{
  g_print ("roundtrip-cli %s\n", RT_VERSION);
}

/**
 * rt_cli_dup_printable:
 * @text: bytes from anywhere
 *
 * Makes a line of text that is safe to show on a terminal: what a server sent may hold
 * escape sequences that rewrite the screen. Control characters, and bytes that are not
 * UTF-8, are written as `\xHH`.
 *
 * Returns: (transfer full): UTF-8 without control characters
 */
char *
rt_cli_dup_printable (const char *text)
{
  g_autoptr (GString) safe = g_string_new (NULL);
  const char *end = text + strlen (text);

  while (text < end)
    {
      gunichar c = g_utf8_get_char_validated (text, end - text);
      const char *next = text + 1;

      if (c != (gunichar)-1 && c != (gunichar)-2)
        next = g_utf8_next_char (text);
      if (c == '\t' || (g_unichar_isdefined (c) && !g_unichar_iscntrl (c)))
        g_string_append_len (safe, text, next - text);
      else
        for (; text < next; text++)
          g_string_append_printf (safe, "\\x%02x", (guint8)*text);
      text = next;
    }
  return g_string_free (g_steal_pointer (&safe), FALSE);
}

/**
 * rt_cli_print_line:
 * @prefix: what stands before the text
 * @format: printf format of a translated sentence
 * @arguments: its arguments
 *
 * Prints one line on standard error, made safe for a terminal.
 */
void
rt_cli_print_line (const char *prefix, const char *format, va_list arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  g_autofree char *safe = rt_cli_dup_printable (text);

  g_printerr ("%s%s\n", prefix, safe);
}

/**
 * rt_cli_complain:
 * @format: printf format of a translated sentence
 * @...: its arguments
 *
 * Says on standard error why the program does not do what it was asked.
 */
void
rt_cli_complain (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  rt_cli_print_line ("roundtrip-cli: ", format, arguments);
  va_end (arguments);
}

/**
 * rt_cli_note:
 * @format: printf format of a translated sentence
 * @...: its arguments
 *
 * Prints one line, below a complaint or on its own, on standard error.
 */
void
rt_cli_note (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  rt_cli_print_line ("  ", format, arguments);
  va_end (arguments);
}

/**
 * rt_cli_finish:
 * @status: how the command went
 *
 * Writes out what was printed, and complains if it cannot be written, as on a full disk.
 *
 * Returns: @status, or that not all went well
 */
int
rt_cli_finish (int status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  rt_cli_complain (_ ("Standard output could not be written"));
  return status == RT_EXIT_DONE ? RT_EXIT_REFUSED : status;
}
