/* Fields of an answer that are new every time, although nothing else is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-field-noise.h"

#include <string.h>

/* The time of an answer, how long it took, and the number somebody gave it.  ETag is none
 * of them: a new one says that the body is new. */
static const char *const noisy_fields[] = {
  "Age", "CF-Ray", "Date", "Expires", "Server-Timing", "X-Request-Id",
};

/* Set-Cookie values, each on its line, without what is new every time: the cookie's value
 * and when it expires.  Its name and its other attributes are left. */
static char *
strip_cookies (const char *lines)
{
  GString *text = g_string_new (NULL);
  gboolean is_first = TRUE; /* of its line */

  for (const char *part = lines; *part != '\0';)
    {
      gsize length = strcspn (part, ";\n");
      const char *name = part + strspn (part, " \t");
      gboolean is_new = is_first || g_ascii_strncasecmp (name, "expires=", 8) == 0;

      g_string_append_len (text, part,
                           (gssize)(is_new ? strcspn (part, "=;\n") : length));
      part += length;
      is_first = *part == '\n';
      if (*part != '\0')
        g_string_append_c (text, *part++);
    }
  return g_string_free (text, FALSE);
}

/**
 * rt_field_is_new_every_time:
 * @name: the name of a field
 *
 * Returns: whether its value says nothing about what came, only about this once
 */
gboolean
rt_field_is_new_every_time (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (noisy_fields); i++)
    if (g_ascii_strcasecmp (name, noisy_fields[i]) == 0)
      return TRUE;
  return FALSE;
}

/**
 * rt_field_change_is_noise:
 * @name: the name of a field
 * @old_text: its values, each on its line
 * @new_text: those of another answer
 *
 * Says whether two answers that differ in this may well be the same.
 *
 * Returns: %TRUE if what differs is new with every answer
 */
gboolean
rt_field_change_is_noise (const char *name, const char *old_text, const char *new_text)
{
  g_autofree char *old_rest = NULL;
  g_autofree char *new_rest = NULL;

  if (g_ascii_strcasecmp (name, "Set-Cookie") != 0)
    return rt_field_is_new_every_time (name);
  old_rest = strip_cookies (old_text);
  new_rest = strip_cookies (new_text);
  return strcmp (old_rest, new_rest) == 0;
}
