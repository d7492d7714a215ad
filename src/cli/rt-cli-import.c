/* Brings the cookies of other programs into a jar, and says what came of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-import.h"

#include "cli/rt-cli-print.h"
#include "core/cookies/rt-cookie-file.h"
#include "core/cookies/rt-firefox-cookies.h"
#include "core/cookies/rt-firefox-profile.h"

#include <glib/gi18n.h>

/* A file with one thing wrong has it wrong on every line. */
#define NOTES_MAX 10

/* Puts the cookies into the jar and counts what became of them. */
static gboolean
import (RtCookieJar *jar, GPtrArray *cookies, GError **error)
{
  g_autoptr (GPtrArray) verdicts
      = rt_cookie_jar_import (jar, cookies, g_get_real_time (), error);
  guint counts[RT_COOKIE_WITHHELD + 1] = { 0 };
  guint kept;

  if (verdicts == NULL)
    return FALSE;
  for (guint i = 0; i < verdicts->len; i++)
    {
      const RtCookieVerdict *verdict = verdicts->pdata[i];
      RtCookieOutcome outcome = rt_cookie_verdict_get_outcome (verdict);

      if (outcome == RT_COOKIE_REFUSED && counts[outcome] < NOTES_MAX)
        /* Translators: name and domain of a cookie, and why it was refused. */
        rt_cli_note (_ ("“%s” of %s is refused: %s"), verdict->cookie->name,
                     verdict->cookie->domain,
                     _ (rt_cookie_rule_to_sentence (verdict->rule)));
      counts[outcome]++;
    }
  kept = counts[RT_COOKIE_STORED] + counts[RT_COOKIE_REPLACED];
  rt_cli_note (ngettext ("%u cookie was put into the jar.",
                         "%u cookies were put into the jar.", kept),
               kept);
  if (counts[RT_COOKIE_EXPIRED] > 0)
    rt_cli_note (ngettext ("%u cookie has expired.", "%u cookies have expired.",
                           counts[RT_COOKIE_EXPIRED]),
                 counts[RT_COOKIE_EXPIRED]);
  if (counts[RT_COOKIE_REFUSED] > NOTES_MAX)
    rt_cli_note (ngettext ("%u cookie was refused in all.",
                           "%u cookies were refused in all.", counts[RT_COOKIE_REFUSED]),
                 counts[RT_COOKIE_REFUSED]);
  return TRUE;
}

static void
print_notes (const RtCookieFile *file)
{
  guint more = file->notes->len > NOTES_MAX ? file->notes->len - NOTES_MAX : 0;

  for (guint i = 0; i < file->notes->len - more; i++)
    {
      const RtCookieFileNote *note = &g_array_index (file->notes, RtCookieFileNote, i);

      /* Translators: the number of a line, and what is odd about it. */
      rt_cli_note (_ ("Line %u: %s"), note->line,
                   _ (rt_cookie_file_problem_to_sentence (note->problem)));
    }
  if (more > 0)
    rt_cli_note (ngettext ("%u more line is odd.", "%u more lines are odd.", more), more);
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
  g_autoptr (RtCookieFile) file = NULL;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  file = rt_cookie_file_parse (text, length, g_get_real_time ());
  print_notes (file);
  return import (jar, file->cookies, error);
}

static void
count (GHashTable *counts, const char *place)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, place));

  g_hash_table_replace (counts, g_strdup (place), GUINT_TO_POINTER (n + 1));
}

/* One jar is one browser without containers: in it, cookies that Firefox keeps apart would
 * take each other's places. */
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
                 GPOINTER_TO_UINT (n), (const char *)place);
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
  g_autoptr (GPtrArray) found
      = folder != NULL ? rt_firefox_cookies_read (folder, g_get_real_time (), error)
                       : NULL;
  g_autoptr (GPtrArray) cookies
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_cookie_unref);
  g_autoptr (GHashTable) apart
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const RtFirefoxCookie *cookie = found->pdata[i];

      if (!rt_firefox_cookie_is_apart (cookie))
        g_ptr_array_add (cookies, rt_cookie_ref (cookie->cookie));
      else
        count (apart, cookie->container != NULL   ? cookie->container
                      : cookie->partition != NULL ? cookie->partition
                                                  : _ ("private window"));
    }
  print_apart (apart);
  return import (jar, cookies, error);
}
