/* Cookies in a text file, as curl, wget and many others keep them: cookies.txt. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-file.h"

#include "core/cookies/rt-cookie-scope.h"

#include "core/wire/rt-private-file.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/* Some programs look for this very line and read nothing without it. */
#define HEADER "# Netscape HTTP Cookie File\n"

/* A comment to everybody who does not know it: curl's way to say HttpOnly. */
#define HTTP_ONLY "#HttpOnly_"

/* No cookie lives until the year 5138; in milliseconds, the same number was in 1973. */
#define SECONDS_MAX G_GINT64_CONSTANT (100000000000)

enum
{
  DOMAIN,
  SUBDOMAINS,
  PATH,
  SECURE,
  EXPIRES,
  NAME,
  VALUE,
  N_FIELDS
};

static void
note (RtCookieFile *self, guint line, RtCookieFileProblem problem)
{
  const RtCookieFileNote added = { line, problem };

  g_array_append_val (self->notes, added);
}

/* Cuts the line in place.  A value may be empty, and then its tab may be missing too. */
static gboolean
split_at_tabs (char *line, char *fields[N_FIELDS])
{
  for (guint n = 0; n < N_FIELDS; n++)
    {
      char *tab = strchr (line, '\t');

      fields[n] = line;
      if (tab == NULL)
        {
          fields[VALUE] = n == VALUE ? line : (char *)"";
          return n >= NAME;
        }
      *tab = '\0';
      line = tab + 1;
    }
  return FALSE;
}

/* The same for a line whose tabs have become spaces: only the value may hold any. */
static gboolean
split_at_spaces (char *line, char *fields[N_FIELDS])
{
  for (guint n = 0; n < VALUE; n++)
    {
      line += strspn (line, " \t");
      if (*line == '\0')
        return FALSE;
      fields[n] = line;
      line += strcspn (line, " \t");
      if (*line != '\0')
        *line++ = '\0';
    }
  fields[VALUE] = g_strstrip (line);
  return TRUE;
}

static gboolean
read_flag (const char *text, gboolean *flag)
{
  *flag = g_ascii_strcasecmp (text, "TRUE") == 0;
  return *flag || g_ascii_strcasecmp (text, "FALSE") == 0;
}

/* Seconds since 1970, perhaps with a fraction; nothing and 0 are a session. */
static gboolean
read_date (const char *text, gint64 *date, gboolean *milliseconds)
{
  gsize digits = strspn (text, "0123456789");
  gsize fraction = text[digits] == '.' ? 1 + strspn (text + digits + 1, "0123456789") : 0;

  if (text[digits + fraction] != '\0' || (digits == 0 && fraction > 0) || digits > 18)
    return FALSE;
  *date = g_ascii_strtoll (text, NULL, 10);
  *milliseconds = *date > SECONDS_MAX;
  if (*milliseconds)
    *date = MIN (*date / 1000, SECONDS_MAX);
  if (*date == 0)
    *date = RT_COOKIE_SESSION;
  return TRUE;
}

/* Makes a cookie of the fields, or NULL. */
static RtCookie *
read_fields (char *const fields[N_FIELDS],
             gboolean http_only,
             gint64 now_us,
             gboolean *milliseconds)
{
  g_autofree char *domain = rt_cookie_scope_normalize_domain (fields[DOMAIN]);
  RtCookie model = { .name = fields[NAME],
                     .value = fields[VALUE],
                     .path = fields[PATH],
                     .created_us = now_us,
                     .used_us = now_us,
                     .http_only = http_only };
  gboolean below;

  if (domain == NULL || *model.path != '/' || !read_flag (fields[SUBDOMAINS], &below)
      || !read_flag (fields[SECURE], &model.secure)
      || !read_date (fields[EXPIRES], &model.expires_s, milliseconds))
    return NULL;
  model.domain = domain;
  model.host_only = !below || g_hostname_is_ip_address (domain);
  return rt_cookie_new (&model);
}

static guint
count_tabs (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\t';
  return n;
}

static void
read_line (RtCookieFile *self, guint number, const char *text, gint64 now_us)
{
  gboolean http_only = g_str_has_prefix (text, HTTP_ONLY);
  const char *start = http_only ? text + strlen (HTTP_ONLY) : text;
  g_autofree char *line = g_strdup (start);
  char *fields[N_FIELDS];
  gboolean milliseconds = FALSE;
  gboolean spaces = count_tabs (start) < NAME;
  g_autoptr (RtCookie) cookie = NULL;

  if ((*text == '#' && !http_only) || text[strspn (text, " \t")] == '\0')
    return;
  if (spaces ? split_at_spaces (line, fields) : split_at_tabs (line, fields))
    cookie = read_fields (fields, http_only, now_us, &milliseconds);
  if (cookie == NULL)
    {
      note (self, number, RT_COOKIE_FILE_BAD_LINE);
      return;
    }
  if (spaces)
    note (self, number, RT_COOKIE_FILE_SPACES);
  if (milliseconds)
    note (self, number, RT_COOKIE_FILE_MILLISECONDS);
  g_ptr_array_add (self->cookies, g_steal_pointer (&cookie));
}

static gboolean
is_header (const char *line)
{
  return g_str_has_prefix (line, "# Netscape HTTP Cookie File")
         || g_str_has_prefix (line, "# HTTP Cookie File");
}

/**
 * rt_cookie_file_parse:
 * @text: (array length=length): the file
 * @length: its length in bytes
 * @now_us: µs since 1970
 *
 * Reads a file line by line: what is no cookie is noted and left out.  Cookies whose time
 * is over are not left out.
 *
 * Source: [the format, as curl has it](https://curl.se/docs/http-cookies.html)
 *
 * Returns: (transfer full): what was in the file
 */
RtCookieFile *
rt_cookie_file_parse (const char *text, gsize length, gint64 now_us)
{
  RtCookieFile *self = g_new0 (RtCookieFile, 1);
  const char *end = text + length;
  guint number = 0;

  self->cookies = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_cookie_unref);
  self->notes = g_array_new (FALSE, FALSE, sizeof (RtCookieFileNote));
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    text += 3;
  while (text < end)
    {
      const char *feed = memchr (text, '\n', end - text);
      const char *stop = feed != NULL ? feed : end;
      gsize size = stop - text;
      g_autofree char *line = NULL;

      if (size > 0 && text[size - 1] == '\r')
        size--;
      line = g_strndup (text, size);
      if (++number == 1 && !is_header (line))
        note (self, number, RT_COOKIE_FILE_NO_HEADER);
      if (memchr (text, '\0', size) != NULL)
        note (self, number, RT_COOKIE_FILE_BAD_LINE);
      else
        /* Each a little later than the one before it, so that their order is kept. */
        read_line (self, number, line, now_us + self->cookies->len);
      text = feed != NULL ? feed + 1 : end;
    }
  return self;
}

void
rt_cookie_file_free (RtCookieFile *self)
{
  g_ptr_array_unref (self->cookies);
  g_array_unref (self->notes);
  g_free (self);
}

/**
 * rt_cookie_file_problem_to_sentence:
 * @problem: a problem
 *
 * Puts a problem of a line into a sentence.
 *
 * Returns: (transfer none): the sentence, marked for translation
 */
const char *
rt_cookie_file_problem_to_sentence (RtCookieFileProblem problem)
{
  switch (problem)
    {
    case RT_COOKIE_FILE_NO_HEADER:
      return N_ ("The file does not begin with “# Netscape HTTP Cookie File”.");
    case RT_COOKIE_FILE_SPACES:
      return N_ ("There are spaces where tabs should be.");
    case RT_COOKIE_FILE_MILLISECONDS:
      return N_ ("The date is in milliseconds, not in seconds.");
    case RT_COOKIE_FILE_BAD_LINE:
      return N_ ("This is no cookie; it was left out.");
    }
  g_return_val_if_reached (NULL);
}

static gboolean
fits_a_line (const RtCookie *cookie)
{
  return strpbrk (cookie->name, "\t\r\n") == NULL
         && strpbrk (cookie->value, "\t\r\n") == NULL
         && strpbrk (cookie->path, "\t\r\n") == NULL;
}

/**
 * rt_cookie_file_compose:
 * @cookies: (element-type RtCookie): cookies
 * @n_left_out: (out): how many cannot be written: those that hold a tab
 *
 * Writes a file.  It can say neither SameSite nor Partitioned.  A cookie without a name
 * is written as Python's reader expects it.
 *
 * Returns: (transfer full): the text, which is secret
 */
char *
rt_cookie_file_compose (GPtrArray *cookies, guint *n_left_out)
{
  GString *text = g_string_new (HEADER "\n");

  *n_left_out = 0;
  for (guint i = 0; i < cookies->len; i++)
    {
      const RtCookie *cookie = cookies->pdata[i];

      if (!fits_a_line (cookie))
        {
          (*n_left_out)++;
          continue;
        }
      g_string_append_printf (
          text, "%s%s%s\t%s\t%s\t%s\t%" G_GINT64_FORMAT "\t%s\t%s\n",
          cookie->http_only ? HTTP_ONLY : "", cookie->host_only ? "" : ".",
          cookie->domain, cookie->host_only ? "FALSE" : "TRUE", cookie->path,
          cookie->secure ? "TRUE" : "FALSE",
          cookie->expires_s == RT_COOKIE_SESSION ? 0 : cookie->expires_s, cookie->name,
          cookie->value);
    }
  return g_string_free (text, FALSE);
}

/**
 * rt_cookie_file_save:
 * @cookies: (element-type RtCookie): cookies
 * @path: a file, which is for its owner only, whatever was there before
 * @n_left_out: (out): how many cannot be written
 * @error: return location for a #GError, or %NULL
 *
 * Writes what rt_cookie_file_compose() makes into a file.
 *
 * Errors: those of #GFileError
 *
 * Returns: %TRUE if the file is there
 */
gboolean
rt_cookie_file_save (GPtrArray *cookies,
                     const char *path,
                     guint *n_left_out,
                     GError **error)
{
  g_autofree char *text = rt_cookie_file_compose (cookies, n_left_out);

  return rt_private_file_write (path, text, -1, error);
}
