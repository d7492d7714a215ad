/* The lines of a head as text, with what is secret in them hidden. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-field-lines.h"

#include "cli/rt-cli-print.h"
#include "core/http/rt-mask.h"
#include "core/wire/rt-header-secret.h"

#include <glib/gi18n.h>
#include <string.h>

/* One line of a head.  A secret's value stays hidden, and so do the lines that go on with
 * it: *hidden says that the line before was one. */
static void
print_line (const char *prefix, const char *line, gboolean is_secret, gboolean *hidden)
{
  const char *colon = strchr (line, ':');
  g_autofree char *safe = NULL;

  if (*line == ' ' || *line == '\t')
    colon = *hidden ? line : NULL;
  else
    *hidden = is_secret && colon != NULL;
  if (*hidden)
    {
      g_autofree char *name = g_strndup (line, colon - line);
      safe = rt_cli_dup_printable (name);
      /* Translators: in place of a password or a cookie. */
      g_printerr ("%s%s: %s\n", prefix, safe, _ ("(hidden; --show-secrets shows it)"));
      return;
    }
  safe = rt_cli_dup_printable (line);
  g_printerr ("%s%s\n", prefix, safe);
}

static gboolean
names_secret (gboolean show_secrets, const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *name = colon != NULL ? g_strndup (line, colon - line) : NULL;

  if (show_secrets || name == NULL)
    return FALSE;
  g_strchomp (name);
  return rt_header_is_secret (name);
}

/* What speaks of secrets in the address of a request line. */
static char *
mask_request_line (const char *line)
{
  const char *space = strchr (line, ' ');
  const char *last = strrchr (line, ' ');
  g_autofree char *target = NULL;
  g_autofree char *masked = NULL;

  if (space == last)
    return g_strdup (line);
  target = g_strndup (space, last - space);
  masked = rt_mask_address (target);
  return g_strdup_printf ("%.*s%s%s", (int)(space - line), line, masked, last);
}

/* A line of a head with nothing in its addresses that speaks of secrets.  Fields that are
 * secrets are print_line()'s. */
static char *
mask_line (gboolean show_secrets, const char *line, gboolean is_request_line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (show_secrets)
    return g_strdup (line);
  if (is_request_line)
    return mask_request_line (line);
  if (colon == NULL || names_secret (show_secrets, line))
    return g_strdup (line);
  name = g_strndup (line, colon - line);
  value = rt_mask_field (name, colon + 1);
  return g_strconcat (name, ":", value, NULL);
}

/* A line as text, which has no NUL. */
static char *
dup_line (const char *bytes, gsize length)
{
  GString *line = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (bytes[i] == '\0')
      g_string_append (line, "\\x00");
    else
      g_string_append_c (line, bytes[i]);
  return g_string_free (line, FALSE);
}

/**
 * rt_cli_print_head:
 * @head: a head
 * @show_secrets: whether secrets are shown
 *
 * Prints a head from its bytes, line by line, as they were on the wire.
 */
void
rt_cli_print_head (const RtMessageHead *head, gboolean show_secrets)
{
  const char *prefix = head->kind == RT_HEAD_REQUEST ? "> " : "< ";
  gsize length;
  const char *start = g_bytes_get_data (head->raw, &length);
  const char *bytes = start;
  const char *end = bytes + length;
  gboolean hidden = FALSE;

  while (bytes < end)
    {
      const char *newline = memchr (bytes, '\n', end - bytes);
      const char *stop = newline != NULL ? newline : end;
      g_autofree char *raw = NULL;
      g_autofree char *line = NULL;

      if (stop > bytes && stop[-1] == '\r')
        stop--;
      raw = dup_line (bytes, stop - bytes);
      line = mask_line (show_secrets, raw,
                        head->kind == RT_HEAD_REQUEST && bytes == start);
      print_line (prefix, line, names_secret (show_secrets, line), &hidden);
      bytes = newline != NULL ? newline + 1 : end;
    }
}

/**
 * rt_cli_print_trailers:
 * @trailers: fields that came after a body
 * @show_secrets: whether secrets are shown
 */
void
rt_cli_print_trailers (const RtHeaderList *trailers, gboolean show_secrets)
{
  gboolean hidden = FALSE;

  for (guint i = 0; i < rt_header_list_get_length (trailers); i++)
    {
      const RtHeader *field = rt_header_list_get (trailers, i);
      g_autofree char *line = g_strdup_printf ("%s: %s", field->name, field->value);

      print_line ("< ", line, names_secret (show_secrets, line), &hidden);
    }
}
