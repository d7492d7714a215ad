/* The languages that a browser says its user reads. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-accept-language.h"

#include <string.h>

#define TAGS_MAX 16
#define SUBTAG_MAX 8

/* What browsers have in the language of a column before their users change it.  Recorded
 * of Firefox 153 and Chromium 156 on Debian with their language packs; that of Safari is
 * as others have recorded it. */
static const struct
{
  const char *tag;
  const char *firefox;
  const char *chromium;
  const char *safari;
} locales[] = {
  { "de", "de,en-US,en", "de-DE,de,en-US,en", "de-DE,de" },
  { "en-GB", "en-GB,en", "en-GB,en-US,en", "en-GB,en" },
  { "en-US", "en-US,en", "en-US,en", "en-US,en" },
  { "es", "es-ES,es,en-US,en", "es-ES,es", "es-ES,es" },
  { "fr", "fr,fr-FR,en-US,en", "fr-FR,fr,en-US,en", "fr-FR,fr" },
  { "ja", "ja,en-US,en", "ja,en-US,en", "ja" },
  { "zh-CN", "zh-CN,zh,zh-TW,zh-HK,en-US,en", "zh-CN,zh", "zh-CN,zh-Hans" },
  { "zh-TW", "zh-TW,zh,en-US,en", "zh-TW,zh,en-US,en", "zh-TW,zh-Hant" },
};

static guint
find_locale (const char *tag)
{
  guint row = 0;

  while (row < G_N_ELEMENTS (locales) && !g_str_equal (locales[row].tag, tag))
    row++;
  return row;
}

/* As RFC 5646 §2.1.1 recommends: scripts begin with a capital, regions are capitals. */
static void
set_case (char *subtag, gboolean is_first)
{
  gsize length = strlen (subtag);

  for (gsize i = 0; i < length; i++)
    subtag[i] = !is_first && (length == 2 || (length == 4 && i == 0))
                    ? g_ascii_toupper (subtag[i])
                    : g_ascii_tolower (subtag[i]);
}

/* Gives a tag its usual letter case; NULL: it is none. */
static char *
parse_tag (const char *text)
{
  g_auto (GStrv) subtags = g_strsplit_set (text, "-_", -1);

  for (guint i = 0; subtags[i] != NULL; i++)
    {
      gsize length = strlen (subtags[i]);

      if (length < (i == 0 ? 2 : 1) || length > SUBTAG_MAX)
        return NULL;
      for (const char *p = subtags[i]; *p != '\0'; p++)
        if (i == 0 ? !g_ascii_isalpha (*p) : !g_ascii_isalnum (*p))
          return NULL;
      set_case (subtags[i], i == 0);
    }
  return *subtags != NULL ? g_strjoinv ("-", subtags) : NULL;
}

static char *
dup_base (const char *tag)
{
  return g_strndup (tag, strcspn (tag, "-"));
}

/* What a browser on this computer would be in. */
static char *
find_system (void)
{
  const char *const *names = g_get_language_names ();
  g_autofree char *name = g_strndup (names[0], strcspn (names[0], ".@"));
  g_autofree char *tag = parse_tag (name);
  g_autofree char *base = tag != NULL ? dup_base (tag) : NULL;

  if (tag == NULL || g_str_equal (tag, "posix"))
    return g_strdup (RT_ACCEPT_LANGUAGE_DEFAULT);
  if (find_locale (tag) < G_N_ELEMENTS (locales) || g_str_equal (tag, base))
    return g_steal_pointer (&tag);
  if (find_locale (base) < G_N_ELEMENTS (locales))
    return g_steal_pointer (&base);
  return g_strjoin (",", tag, base, NULL);
}

/**
 * rt_accept_language_resolve:
 * @text: tags of languages such as `zh-CN, en`, the best first, or `system`
 *
 * Reads which languages are wanted.
 *
 * Source: [RFC 5646 §2.1](https://www.rfc-editor.org/rfc/rfc5646#section-2.1)
 *
 * Returns: (transfer full) (nullable): the tags with commas between them; %NULL if @text
 *   does not say any, or says too many
 */
char *
rt_accept_language_resolve (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, ", ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) tags = NULL;

  if (g_str_equal (text, RT_ACCEPT_LANGUAGE_SYSTEM))
    return find_system ();
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *tag = *words[i] != '\0' ? parse_tag (words[i]) : NULL;

      if (tag != NULL)
        g_strv_builder_add (builder, tag);
      else if (*words[i] != '\0')
        return NULL;
    }
  tags = g_strv_builder_end (builder);
  return *tags != NULL && g_strv_length (tags) <= TAGS_MAX ? g_strjoinv (",", tags)
                                                           : NULL;
}

static void
add_once (GPtrArray *list, const char *tag)
{
  if (!g_ptr_array_find_with_equal_func (list, tag, g_str_equal, NULL))
    g_ptr_array_add (list, g_strdup (tag));
}

/* The tags in their order.  Where nobody has changed them, a browser has those of its own
 * language; else Chromium and Safari say a language itself after its last region. */
static GPtrArray *
choose (const char *languages, const char *browser)
{
  gboolean is_firefox = g_str_has_prefix (browser, "firefox");
  gboolean is_safari = g_str_equal (browser, "safari");
  guint row = find_locale (languages);
  gboolean is_usual = row < G_N_ELEMENTS (locales);
  const char *usual = !is_usual    ? languages
                      : is_firefox ? locales[row].firefox
                      : is_safari  ? locales[row].safari
                                   : locales[row].chromium;
  g_auto (GStrv) tags = g_strsplit (usual, ",", -1);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *base = dup_base (tags[i]);
      g_autofree char *next = tags[i + 1] != NULL ? dup_base (tags[i + 1]) : NULL;

      add_once (list, tags[i]);
      if (!is_usual && !is_firefox && g_strcmp0 (base, next) != 0)
        add_once (list, base);
    }
  /* Safari tells the first one only. */
  if (!is_usual && is_safari && list->len > 1)
    g_ptr_array_set_size (list, 1 + g_str_has_prefix (list->pdata[0], list->pdata[1]));
  return list;
}

/* How much less than the first one is wanted, in tenths. */
static guint
weigh (guint index, guint n, gboolean evenly)
{
  guint tenths = evenly ? (20 * (n - index) + n) / (2 * n) : index < 9 ? 10 - index : 1;

  return MAX (tenths, 1);
}

/**
 * rt_accept_language_format:
 * @languages: what rt_accept_language_resolve() gave
 * @browser: `firefox`, `firefox-20`, `chromium` or `safari`
 *
 * Makes the value that a browser has in a language or, where it is none of the table or
 * there are several, that it has for those that its user wants.  Firefox of old spread the
 * weights evenly; now every browser counts down by tenths.
 *
 * Source: [RFC 9110 §12.5.4](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4)
 *
 * Returns: (transfer full): the value of Accept-Language
 */
char *
rt_accept_language_format (const char *languages, const char *browser)
{
  g_autoptr (GPtrArray) list = choose (languages, browser);
  gboolean evenly = g_str_equal (browser, "firefox-20");
  GString *value = g_string_new (g_ptr_array_index (list, 0));

  for (guint i = 1; i < list->len; i++)
    g_string_append_printf (value, ",%s;q=0.%u", (char *)g_ptr_array_index (list, i),
                            weigh (i, list->len, evenly));
  return g_string_free (value, FALSE);
}
