/* Cookies of other programs that come into a jar, and what became of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-cookie-import.h"

#include "core/cookies/rt-firefox-cookies.h"

static RtCookieImport *
import_new (void)
{
  RtCookieImport *self = g_new0 (RtCookieImport, 1);

  self->notes = g_array_new (FALSE, FALSE, sizeof (RtCookieFileNote));
  self->apart = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
rt_cookie_import_free (RtCookieImport *self)
{
  g_array_unref (self->notes);
  g_clear_pointer (&self->verdicts, g_ptr_array_unref);
  g_hash_table_unref (self->apart);
  g_free (self);
}

static void
count_verdict (RtCookieImport *self, const RtCookieVerdict *verdict)
{
  switch (rt_cookie_verdict_get_outcome (verdict))
    {
    case RT_COOKIE_STORED:
    case RT_COOKIE_REPLACED:
      self->n_kept++;
      break;
    case RT_COOKIE_EXPIRED:
      self->n_expired++;
      break;
    case RT_COOKIE_REFUSED:
    case RT_COOKIE_SENT:
    case RT_COOKIE_WITHHELD:
      self->n_refused++;
      break;
    }
}

/* Takes over @self. */
static RtCookieImport *
put (RtCookieImport *self, RtCookieJar *jar, GPtrArray *cookies, GError **error)
{
  self->verdicts = rt_cookie_jar_import (jar, cookies, g_get_real_time (), error);
  if (self->verdicts == NULL)
    {
      rt_cookie_import_free (self);
      return NULL;
    }
  for (guint i = 0; i < self->verdicts->len; i++)
    count_verdict (self, self->verdicts->pdata[i]);
  return self;
}

/**
 * rt_cookie_import_file:
 * @jar: a jar
 * @text: (array length=length): a cookies.txt
 * @length: its length in bytes
 * @error: return location for a #GError, or %NULL
 *
 * Puts the cookies of a file into a jar.
 *
 * Errors: those of rt_cookie_jar_import()
 *
 * Returns: (transfer full) (nullable): what came of it
 */
RtCookieImport *
rt_cookie_import_file (RtCookieJar *jar, const char *text, gsize length, GError **error)
{
  g_autoptr (RtCookieFile) file = rt_cookie_file_parse (text, length, g_get_real_time ());
  RtCookieImport *self = import_new ();

  g_array_append_vals (self->notes, file->notes->data, file->notes->len);
  return put (self, jar, file->cookies, error);
}

/**
 * rt_cookie_import_firefox:
 * @jar: a jar
 * @profile: the folder of a profile
 * @place: (nullable): the container tab, or the site that embeds others, whose cookies
 *   are wanted, see rt_firefox_cookie_get_place(); %NULL: the ordinary tabs
 * @error: return location for a #GError, or %NULL
 *
 * Puts the cookies that Firefox sends in one kind of tab into a jar.  One jar is one
 * browser without containers: in it, cookies that Firefox keeps apart would take each
 * other's places.
 *
 * Errors: those of rt_firefox_cookies_read() and rt_cookie_jar_import()
 *
 * Returns: (transfer full) (nullable): what came of it
 */
RtCookieImport *
rt_cookie_import_firefox (RtCookieJar *jar,
                          const char *profile,
                          const char *place,
                          GError **error)
{
  g_autoptr (GPtrArray) found
      = rt_firefox_cookies_read (profile, g_get_real_time (), error);
  g_autoptr (GPtrArray) cookies
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_cookie_unref);
  RtCookieImport *self;

  if (found == NULL)
    return NULL;
  self = import_new ();
  for (guint i = 0; i < found->len; i++)
    {
      const RtFirefoxCookie *cookie = found->pdata[i];
      const char *its_place = rt_firefox_cookie_get_place (cookie);

      if (g_strcmp0 (its_place, place) == 0)
        g_ptr_array_add (cookies, rt_cookie_ref (cookie->cookie));
      else if (its_place != NULL)
        g_hash_table_replace (
            self->apart, g_strdup (its_place),
            GUINT_TO_POINTER (
                GPOINTER_TO_UINT (g_hash_table_lookup (self->apart, its_place)) + 1));
    }
  return put (self, jar, cookies, error);
}
