/* The path of a request, made safe to look for in a folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-path.h"

#include "core/http/rt-percent.h"

#include <string.h>

/* Undoes percent-encoding, once; FALSE for a '%' that starts no escape. */
static gboolean
decode (const char *path, GString *decoded)
{
  for (const char *p = path; *p != '\0'; p++)
    {
      if (*p != '%')
        {
          g_string_append_c (decoded, *p);
          continue;
        }
      if (!g_ascii_isxdigit (p[1]) || !g_ascii_isxdigit (p[2]))
        return FALSE;
      g_string_append_c (decoded, (char)(g_ascii_xdigit_value (p[1]) * 16
                                         + g_ascii_xdigit_value (p[2])));
      p += 2;
    }
  return TRUE;
}

/* NUL ends a name for the system, and a backslash is a slash for some. */
static gboolean
has_forbidden_byte (const GString *decoded)
{
  return memchr (decoded->str, '\0', decoded->len) != NULL
         || strchr (decoded->str, '\\') != NULL;
}

/**
 * rt_server_path_is_hidden:
 * @name: the name of a file or folder
 *
 * Says whether nobody is to see a file of that name: what begins with a dot, except for
 * `.well-known` (RFC 8615), the key of a server, unfinished downloads and backup copies.
 *
 * Returns: %TRUE if it is neither listed nor served
 */
gboolean
rt_server_path_is_hidden (const char *name)
{
  return (name[0] == '.' && strcmp (name, ".well-known") != 0)
         || g_ascii_strcasecmp (name, "server.pem") == 0
         || g_str_has_suffix (name, ".part") || g_str_has_suffix (name, "~");
}

/**
 * rt_server_path_read:
 * @path: the path of a request's target, as on the wire, without query
 * @relative: (out) (transfer full) (nullable): bytes; %NULL unless the path is sound
 *
 * Decodes a path, exactly once.  What comes out is relative, has no `.`, `..` or empty
 * segment but perhaps an empty last one, which stands for a folder, and is "" for the
 * root.
 *
 * Returns: whether @relative may be looked for
 */
RtServerPathVerdict
rt_server_path_read (const char *path, char **relative)
{
  g_autoptr (GString) decoded = g_string_new (NULL);
  g_autoptr (GString) clean = g_string_new (NULL);
  g_auto (GStrv) segments = NULL;

  *relative = NULL;
  if (path[0] != '/' || !decode (path, decoded) || has_forbidden_byte (decoded))
    return RT_SERVER_PATH_BAD;

  segments = g_strsplit (decoded->str, "/", -1);
  for (guint i = 0; segments[i] != NULL; i++)
    {
      gboolean is_last = segments[i + 1] == NULL;

      if (strcmp (segments[i], "..") == 0)
        return RT_SERVER_PATH_BAD;
      if (segments[i][0] == '\0' || strcmp (segments[i], ".") == 0)
        continue;
      if (rt_server_path_is_hidden (segments[i]))
        return RT_SERVER_PATH_HIDDEN;
      g_string_append (clean, segments[i]);
      if (!is_last)
        g_string_append_c (clean, '/');
    }
  *relative = g_string_free (g_steal_pointer (&clean), FALSE);
  return RT_SERVER_PATH_OK;
}

/**
 * rt_server_path_encode:
 * @relative: a path within a folder, any bytes
 *
 * Writes a path so that it can stand in a link, below the root or below `./`.
 *
 * Returns: (transfer full): printable ASCII
 */
char *
rt_server_path_encode (const char *relative)
{
  GString *encoded = g_string_new (NULL);

  rt_percent_append (encoded, relative, strlen (relative), "\"#%&'()*+,:;<=>?@[\\]^`{|}");
  return g_string_free (encoded, FALSE);
}
