/* What a file is, in the words of a Content-Type field. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-file-type.h"

#include <gio/gio.h>
#include <string.h>

typedef struct
{
  const char *suffix;
  const char *type;
} Suffix;

/* What browsers insist on, and what is served most.  The desktop's own table knows the
 * rest, but takes longer, and calls some of these by names of its own. */
static const Suffix suffixes[] = {
  { ".html", "text/html" },
  { ".htm", "text/html" },
  { ".css", "text/css" },
  { ".js", "text/javascript" },
  { ".mjs", "text/javascript" },
  { ".json", "application/json" },
  { ".map", "application/json" },
  { ".wasm", "application/wasm" },
  { ".webmanifest", "application/manifest+json" },
  { ".svg", "image/svg+xml" },
  { ".png", "image/png" },
  { ".jpg", "image/jpeg" },
  { ".jpeg", "image/jpeg" },
  { ".gif", "image/gif" },
  { ".webp", "image/webp" },
  { ".avif", "image/avif" },
  { ".ico", "image/vnd.microsoft.icon" },
  { ".txt", "text/plain" },
  { ".md", "text/markdown" },
  { ".csv", "text/csv" },
  { ".xml", "application/xml" },
  { ".pdf", "application/pdf" },
  { ".woff", "font/woff" },
  { ".woff2", "font/woff2" },
  { ".mp4", "video/mp4" },
  { ".webm", "video/webm" },
  { ".mp3", "audio/mpeg" },
  { ".zip", "application/zip" },
  { ".gz", "application/gzip" },
  { ".iso", "application/x-cd-image" },
  { ".bin", "application/octet-stream" },
};

static char *
find_type (const char *name, const guint8 *beginning, gsize length)
{
  const char *suffix = strrchr (name, '.');
  g_autofree char *content_type = NULL;
  char *type;

  for (guint i = 0; suffix != NULL && i < G_N_ELEMENTS (suffixes); i++)
    if (g_ascii_strcasecmp (suffix, suffixes[i].suffix) == 0)
      return g_strdup (suffixes[i].type);
  content_type = g_content_type_guess (name, beginning, length, NULL);
  type = g_content_type_get_mime_type (content_type);
  return type != NULL ? type : g_strdup ("application/octet-stream");
}

/* The beginning may end within a character. */
static gboolean
is_utf8 (const guint8 *data, gsize length)
{
  const char *end;

  if (g_utf8_validate_len ((const char *)data, length, &end))
    return TRUE;
  return (const char *)data + length - end < 4
         && g_utf8_get_char_validated (end, (const char *)data + length - end)
                == (gunichar)-2;
}

/**
 * rt_file_type_guess:
 * @name: the file's name
 * @beginning: (array length=length): its first bytes
 * @length: how many of them there are
 *
 * Guesses what a file is by its name, else by what is in it.  Text says that it is UTF-8
 * only if it is.
 *
 * Returns: (transfer full): such as `text/html; charset=utf-8`
 */
char *
rt_file_type_guess (const char *name, const guint8 *beginning, gsize length)
{
  g_autofree char *type = find_type (name, beginning, length);

  if (g_str_has_prefix (type, "text/") && is_utf8 (beginning, length))
    return g_strconcat (type, "; charset=utf-8", NULL);
  return g_steal_pointer (&type);
}

/**
 * rt_file_type_is_compressible:
 * @type: a media type, perhaps with parameters
 *
 * Says whether coding such a body makes it much shorter.
 *
 * Returns: %TRUE for text and what is like it
 */
gboolean
rt_file_type_is_compressible (const char *type)
{
  static const char *const types[]
      = { "application/json", "application/xml",           "application/javascript",
          "application/wasm", "application/manifest+json", "image/svg+xml",
          "image/bmp",        "image/vnd.microsoft.icon" };
  g_autofree char *bare = g_strndup (type, strcspn (type, "; "));

  if (g_str_has_prefix (bare, "text/") || g_str_has_suffix (bare, "+xml")
      || g_str_has_suffix (bare, "+json"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (bare, types[i]) == 0)
      return TRUE;
  return FALSE;
}
