/* Brings the cookies of other programs into a jar, and says what came of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-import.h"

#include "cli/rt-cli-print.h"
#include "core/cookies/rt-cookie-import.h"
#include "core/cookies/rt-firefox-cookies.h"
#include "core/cookies/rt-firefox-profile.h"

#include <glib/gi18n.h>

/* A file with one thing wrong has it wrong on every line. */
#define NOTES_MAX 10

/* Says what became of the cookies. */
static void
print_result (const RtCookieImport *import)
{
  guint n_told = 0;

  for (guint i = 0; i < import->verdicts->len && n_told < NOTES_MAX; i++)
    {
      const RtCookieVerdict *verdict = import->verdicts->pdata[i];

      if (rt_cookie_verdict_get_outcome (verdict) != RT_COOKIE_REFUSED)
        continue;
      /* Translators: name and domain of a cookie, and why it was refused. */
      rt_cli_note (_ ("“%s” of %s is refused: %s"), verdict->cookie->name,
                   verdict->cookie->domain,
                   _ (rt_cookie_rule_to_sentence (verdict->rule)));
      n_told++;
    }
  rt_cli_note (ngettext ("%u cookie was put into the jar.",
                         "%u cookies were put into the jar.", import->n_kept),
               import->n_kept);
  if (import->n_expired > 0)
    rt_cli_note (ngettext ("%u cookie has expired.", "%u cookies have expired.",
                           import->n_expired),
                 import->n_expired);
  if (import->n_refused > NOTES_MAX)
    rt_cli_note (ngettext ("%u cookie was refused in all.",
                           "%u cookies were refused in all.", import->n_refused),
                 import->n_refused);
}

static void
print_notes (const GArray *notes)
{
  guint more = notes->len > NOTES_MAX ? notes->len - NOTES_MAX : 0;

  for (guint i = 0; i < notes->len - more; i++)
    {
      const RtCookieFileNote *note = &g_array_index (notes, RtCookieFileNote, i);

      /* Translators: the number of a line, and what is odd about it. */
      rt_cli_note (_ ("Line %u: %s"), note->line,
                   _ (rt_cookie_file_problem_to_sentence (note->problem)));
    }
  if (more > 0)
    rt_cli_note (ngettext ("%u more line is odd.", "%u more lines are odd.", more), more);
}

static void
print_apart (GHashTable *counts)
{
  GHashTableIter iter;
  gpointer place, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &place, &n))
    /* Translators: a number, and the name of a container tab or of a site. */
    rt_cli_note (ngettext ("%u cookie that Firefox keeps apart was left out: “%s”",
                           "%u cookies that Firefox keeps apart were left out: “%s”",
                           GPOINTER_TO_UINT (n)),
                 GPOINTER_TO_UINT (n),
                 g_str_equal (place, RT_FIREFOX_PRIVATE) ? _ ("private window")
                                                         : (const char *)place);
}

/**
 * rt_cli_import_file:
 * @jar: a jar
 * @path: a cookies.txt
 * @error: return location for a #GError, or %NULL
 *
 * Imports a file, and says on standard error what is odd about it and what came of it.
 *
 * Errors: those of #GFileError, or of rt_cookie_jar_import()
 *
 * Returns: %TRUE if it could be read
 */
gboolean
rt_cli_import_file (RtCookieJar *jar, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (RtCookieImport) import = NULL;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  import = rt_cookie_import_file (jar, text, length, error);
  if (import == NULL)
    return FALSE;
  print_notes (import->notes);
  print_result (import);
  return TRUE;
}

/**
 * rt_cli_import_firefox:
 * @jar: a jar
 * @profile: a profile, see rt_firefox_profile_find()
 * @error: return location for a #GError, or %NULL
 *
 * Imports the cookies that Firefox sends in its ordinary tabs, and says on standard error
 * what came of it, and what there is besides.
 *
 * Errors: those of rt_firefox_cookies_read() and rt_cookie_jar_import()
 *
 * Returns: %TRUE if it could be read
 */
gboolean
rt_cli_import_firefox (RtCookieJar *jar, const char *profile, GError **error)
{
  g_autofree char *folder = rt_firefox_profile_find (profile, error);
  g_autoptr (RtCookieImport) import
      = folder != NULL ? rt_cookie_import_firefox (jar, folder, NULL, error) : NULL;

  if (import == NULL)
    return FALSE;
  print_apart (import->apart);
  print_result (import);
  return TRUE;
}
