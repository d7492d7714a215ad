/* The name under which a body is saved. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-file-name.h"

#include "core/http/rt-percent.h"
#include "core/transfer/rt-content-disposition.h"
#include "core/wire/rt-header-list.h"

#include <string.h>

/* A longer "extension" is not one, and is cut like the rest. */
#define EXTENSION_BYTES_MAX 32

static const struct
{
  const char *type;
  const char *extension;
} extensions[] = {
  { "application/gzip", "gz" },   { "application/javascript", "js" },
  { "application/json", "json" }, { "application/pdf", "pdf" },
  { "application/wasm", "wasm" }, { "application/xhtml+xml", "xhtml" },
  { "application/xml", "xml" },   { "application/zip", "zip" },
  { "audio/mpeg", "mp3" },        { "audio/ogg", "ogg" },
  { "font/woff2", "woff2" },      { "image/avif", "avif" },
  { "image/gif", "gif" },         { "image/jpeg", "jpg" },
  { "image/png", "png" },         { "image/svg+xml", "svg" },
  { "image/webp", "webp" },       { "image/x-icon", "ico" },
  { "text/css", "css" },          { "text/csv", "csv" },
  { "text/html", "html" },        { "text/javascript", "js" },
  { "text/markdown", "md" },      { "text/plain", "txt" },
  { "text/xml", "xml" },          { "video/mp4", "mp4" },
  { "video/webm", "webm" },
};

static const char *const reserved_names[] = {
  "con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4", "com5", "com6", "com7",
  "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
};

/* Control characters, line ends, and marks that turn the order of letters around so that
 * "exe.txt" can end in another extension than it seems to. */
static gboolean
is_dangerous (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x061c || c == 0x200e || c == 0x200f
         || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* White space counts in every script: it cannot be seen at the end of a name. */
static gboolean
is_edge (gunichar c, gboolean at_start)
{
  return c == '.' || (at_start && c == '~') || g_unichar_isspace (c);
}

static char *
strip (const char *name)
{
  const char *end = name + strlen (name);

  while (*name != '\0' && is_edge (g_utf8_get_char (name), TRUE))
    name = g_utf8_next_char (name);
  while (end > name)
    {
      const char *previous = g_utf8_prev_char (end);

      if (!is_edge (g_utf8_get_char (previous), FALSE))
        break;
      end = previous;
    }
  return g_strndup (name, (gsize)(end - name));
}

static gboolean
is_reserved (const char *name)
{
  gsize length = strcspn (name, ".");

  for (guint i = 0; i < G_N_ELEMENTS (reserved_names); i++)
    if (length == strlen (reserved_names[i])
        && g_ascii_strncasecmp (name, reserved_names[i], length) == 0)
      return TRUE;
  return FALSE;
}

/* Cuts in front of the extension, between two characters. */
static char *
shorten (const char *name)
{
  const char *extension = strrchr (name, '.');
  gsize kept;
  const char *end;
  g_autofree char *stem = NULL;

  if (strlen (name) <= RT_FILE_NAME_BYTES_MAX)
    return g_strdup (name);
  if (extension == NULL || strlen (extension) > EXTENSION_BYTES_MAX)
    extension = "";
  kept = RT_FILE_NAME_BYTES_MAX - strlen (extension);
  for (end = name + kept; (guchar)*end >= 0x80 && (guchar)*end < 0xc0; end--)
    ;
  stem = g_strndup (name, (gsize)(end - name));
  return g_strconcat (stem, extension, NULL);
}

/**
 * rt_file_name_sanitize:
 * @name: any text in UTF-8
 *
 * Makes a name that can only be a file in the folder where it is put: without path,
 * control characters, leading dots and '~', trailing dots and spaces; no name that
 * Windows reserves; in NFC; short enough that our own suffixes fit behind it.
 *
 * Returns: (transfer full) (nullable): the name, or %NULL if nothing is left
 */
char *
rt_file_name_sanitize (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autoptr (GString) clean = g_string_new (NULL);
  g_autofree char *composed = NULL;
  g_autofree char *stripped = NULL;
  g_autofree char *shortened = NULL;
  g_autofree char *renamed = NULL;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '/' || c == '\\')
        g_string_truncate (clean, 0);
      else if (!is_dangerous (c))
        g_string_append_unichar (clean, c);
    }
  composed = g_utf8_normalize (clean->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  stripped = strip (composed);
  if (is_reserved (stripped))
    renamed = g_strconcat ("_", stripped, NULL);
  shortened = shorten (renamed != NULL ? renamed : stripped);
  g_free (stripped);
  stripped = strip (shortened);
  return *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

static char *
from_uri (GUri *uri)
{
  const char *segment = strrchr (g_uri_get_path (uri), '/');
  g_autoptr (GString) bytes = NULL;
  g_autoptr (GString) without_nul = g_string_new (NULL);
  g_autofree char *text = NULL;

  if (segment == NULL)
    return NULL;
  bytes = rt_percent_decode (segment + 1, strlen (segment + 1));
  for (gsize i = 0; i < bytes->len; i++)
    if (bytes->str[i] != '\0')
      g_string_append_c (without_nul, bytes->str[i]);
  text = rt_header_value_to_utf8 (without_nul->str);
  return rt_file_name_sanitize (text);
}

static const char *
find_extension (const char *content_type)
{
  gsize length = content_type != NULL ? strcspn (content_type, "; \t") : 0;

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (length == strlen (extensions[i].type)
        && g_ascii_strncasecmp (content_type, extensions[i].type, length) == 0)
      return extensions[i].extension;
  return NULL;
}

/**
 * rt_file_name_choose:
 * @wanted: (nullable): a name that the user gave
 * @content_disposition: (nullable): the field of the answer, bytes as received
 * @final_uri: where the answer came from
 * @first_uri: (nullable): where the first request of the chain went
 * @content_type: (nullable): the field of the answer
 *
 * Chooses a name from the first of these that gives one: the user, the answer, the last
 * segment of either address, "download" with an extension for the type.
 *
 * Returns: (transfer full): a safe name, without folder
 */
char *
rt_file_name_choose (const char *wanted,
                     const char *content_disposition,
                     GUri *final_uri,
                     GUri *first_uri,
                     const char *content_type)
{
  g_autofree char *suggested
      = content_disposition != NULL
            ? rt_content_disposition_find_file_name (content_disposition)
            : NULL;
  const char *extension = find_extension (content_type);
  char *name = wanted != NULL ? rt_file_name_sanitize (wanted) : NULL;

  if (name == NULL && suggested != NULL)
    name = rt_file_name_sanitize (suggested);
  if (name == NULL)
    name = from_uri (final_uri);
  if (name == NULL && first_uri != NULL)
    name = from_uri (first_uri);
  if (name != NULL)
    return name;
  return extension != NULL ? g_strconcat ("download.", extension, NULL)
                           : g_strdup ("download");
}
