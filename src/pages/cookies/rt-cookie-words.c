/* Cookies, and what becomes of them, in words and colours. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-cookie-words.h"

#include "ui/rt-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define HIDDEN "•••"

/* A value can be 4 KiB, of which a cell shows little. */
#define TEXT_BYTES_MAX 400

/* Titles, and widths in characters. */
static const struct
{
  const char *title;
  guint width;
} columns[RT_COOKIE_N_COLUMNS] = {
  [RT_COOKIE_COLUMN_NAME] = { N_ ("Name"), 18 },
  [RT_COOKIE_COLUMN_VALUE] = { N_ ("Value"), 24 },
  [RT_COOKIE_COLUMN_DOMAIN] = { N_ ("Domain"), 22 },
  [RT_COOKIE_COLUMN_PATH] = { N_ ("Path"), 12 },
  [RT_COOKIE_COLUMN_EXPIRES] = { N_ ("Expires"), 19 },
  [RT_COOKIE_COLUMN_SIZE] = { N_ ("Size"), 7 },
  [RT_COOKIE_COLUMN_SECURE] = { "Secure", 9 },
  [RT_COOKIE_COLUMN_HTTP_ONLY] = { "HttpOnly", 11 },
  [RT_COOKIE_COLUMN_SAME_SITE] = { "SameSite", 11 },
  [RT_COOKIE_COLUMN_HOST_ONLY] = { N_ ("Host Only"), 12 },
  [RT_COOKIE_COLUMN_PARTITIONED] = { "Partitioned", 14 },
  [RT_COOKIE_COLUMN_CREATED] = { N_ ("Created"), 19 },
  [RT_COOKIE_COLUMN_USED] = { N_ ("Last Used"), 19 },
};

/* Names that the documents have are the same in every language. */
const char *
rt_cookie_words_get_title (RtCookieColumn column)
{
  return _ (columns[column].title);
}

guint
rt_cookie_words_get_width (RtCookieColumn column)
{
  return columns[column].width;
}

static char *
dup_moment (gint64 seconds)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (seconds);

  return date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M") : g_strdup ("–");
}

static char *
dup_flag (gboolean flag)
{
  return g_strdup (flag ? "✓" : "");
}

static char *
dup_same_site (RtSameSite same_site)
{
  return same_site == RT_SAME_SITE_DEFAULT
             /* Translators: nothing was said, and it counts as SameSite=Lax. */
             ? g_strdup (_ ("(Lax)"))
             : g_strdup (rt_same_site_to_word (same_site));
}

/* The beginning of bytes that need not be text, on one line. */
char *
rt_cookie_words_dup_text (const char *bytes)
{
  g_autofree char *text
      = g_utf8_make_valid (bytes, MIN ((gssize)strlen (bytes), TEXT_BYTES_MAX));

  g_strdelimit (text, "\t\r\n", ' ');
  return strlen (bytes) > TEXT_BYTES_MAX ? g_strconcat (text, "…", NULL)
                                         : g_steal_pointer (&text);
}

/**
 * rt_cookie_words_dup_cell:
 * @cookie: a cookie
 * @column: what of it
 * @hide_value: whether somebody may look on
 *
 * Returns: (transfer full): what stands in the table
 */
char *
rt_cookie_words_dup_cell (const RtCookie *cookie,
                          RtCookieColumn column,
                          gboolean hide_value)
{
  switch (column)
    {
    case RT_COOKIE_COLUMN_NAME:
      return rt_cookie_words_dup_text (cookie->name);
    case RT_COOKIE_COLUMN_VALUE:
      return hide_value ? g_strdup (HIDDEN) : rt_cookie_words_dup_text (cookie->value);
    case RT_COOKIE_COLUMN_DOMAIN:
      return g_strdup (cookie->domain);
    case RT_COOKIE_COLUMN_PATH:
      return rt_cookie_words_dup_text (cookie->path);
    case RT_COOKIE_COLUMN_EXPIRES:
      return cookie->expires_s == RT_COOKIE_SESSION
                 /* Translators: a cookie without a date. */
                 ? g_strdup (C_ ("cookie", "Session"))
                 : dup_moment (cookie->expires_s);
    case RT_COOKIE_COLUMN_SIZE:
      return rt_format_count (rt_cookie_get_size (cookie));
    case RT_COOKIE_COLUMN_SECURE:
      return dup_flag (cookie->secure);
    case RT_COOKIE_COLUMN_HTTP_ONLY:
      return dup_flag (cookie->http_only);
    case RT_COOKIE_COLUMN_SAME_SITE:
      return dup_same_site (cookie->same_site);
    case RT_COOKIE_COLUMN_HOST_ONLY:
      return dup_flag (cookie->host_only);
    case RT_COOKIE_COLUMN_PARTITIONED:
      return dup_flag (cookie->partitioned);
    case RT_COOKIE_COLUMN_CREATED:
      return dup_moment (cookie->created_us / G_USEC_PER_SEC);
    case RT_COOKIE_COLUMN_USED:
      return dup_moment (cookie->used_us / G_USEC_PER_SEC);
    case RT_COOKIE_N_COLUMNS:
      break;
    }
  g_return_val_if_reached (NULL);
}

/* As the Cookie field has it. */
char *
rt_cookie_words_dup_pair (const RtCookie *cookie, gboolean hide_value)
{
  g_autofree char *value
      = hide_value ? g_strdup (HIDDEN) : rt_cookie_words_dup_text (cookie->value);
  g_autofree char *name = rt_cookie_words_dup_text (cookie->name);

  return g_strconcat (name, *name != '\0' ? "=" : "", value, NULL);
}

/* A Set-Cookie field; its attributes are no secret. */
char *
rt_cookie_words_dup_field (const char *field, gboolean hide_value)
{
  g_autofree char *text = rt_cookie_words_dup_text (field);
  const char *attributes = text + strcspn (text, ";");
  const char *equals = memchr (text, '=', (gsize)(attributes - text));

  if (!hide_value)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%.*s" HIDDEN "%s",
                          equals != NULL ? (int)(equals + 1 - text) : 0, text,
                          attributes);
}

/* The rule in one sentence, and where it is written. */
char *
rt_cookie_words_dup_rule (RtCookieRule rule)
{
  const char *section = rt_cookie_rule_to_section (rule);
  const char *sentence = _ (rt_cookie_rule_to_sentence (rule));

  if (section == NULL)
    return g_strdup (sentence);
  /* Translators: a sentence, and where the rule is written. */
  return g_strdup_printf (_ ("%s [%s]"), sentence, section);
}

/**
 * rt_cookie_words_dup_reason:
 * @verdict: on a cookie
 *
 * Puts into words why it came to that, and what else there is to say.
 *
 * Returns: (transfer full): the sentences
 */
char *
rt_cookie_words_dup_reason (const RtCookieVerdict *verdict)
{
  g_autofree char *rule = rt_cookie_words_dup_rule (verdict->rule);
  GString *text = g_string_new (rule);

  for (guint remark = 1; remark <= RT_COOKIE_REMARK_LAST; remark <<= 1)
    if ((verdict->remarks & remark) != 0)
      g_string_append_printf (text, " %s", _ (rt_cookie_remark_to_sentence (remark)));
  return g_string_free (text, FALSE);
}

static void
show_badge (GtkLabel *badge, const char *words, const char *style)
{
  const char *classes[] = { "badge", style, NULL };

  gtk_label_set_label (badge, words);
  gtk_widget_set_css_classes (GTK_WIDGET (badge), classes);
}

/**
 * rt_cookie_words_show_mark:
 * @badge: a label
 * @mark: what a visit came to for a cookie
 */
void
rt_cookie_words_show_mark (GtkLabel *badge, RtVisitMark mark)
{
  switch (mark)
    {
    case RT_VISIT_NOTHING:
      show_badge (badge, "–", NULL);
      return;
    case RT_VISIT_NEW:
      show_badge (badge, C_ ("cookie", "New"), "success");
      return;
    case RT_VISIT_CHANGED:
      show_badge (badge, C_ ("cookie", "Changed"), "elsewhere");
      return;
    case RT_VISIT_SAME:
      show_badge (badge, C_ ("cookie", "Same"), NULL);
      return;
    case RT_VISIT_EXPIRED:
      show_badge (badge, _ ("Expired"), "refused");
      return;
    case RT_VISIT_REFUSED:
      show_badge (badge, _ ("Refused"), "failure");
      return;
    case RT_VISIT_WITHHELD:
      show_badge (badge, _ ("Withheld"), "refused");
      return;
    }
  g_return_if_reached ();
}

/* Likewise, for what becomes of one cookie. */
void
rt_cookie_words_show_outcome (GtkLabel *badge, RtCookieOutcome outcome)
{
  show_badge (badge, _ (rt_cookie_outcome_to_word (outcome)),
              outcome == RT_COOKIE_SENT ? "success" : "refused");
}
