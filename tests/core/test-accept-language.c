/* Tests of rt-accept-language: identities say languages as browsers do. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-accept-language.h"

#include "core/agents/rt-agent-book.h"
#include "core/http/rt-uri.h"

/* What it says of its languages, nullable. */
static char *
dup_said (RtAgent *agent)
{
  g_autoptr (GUri) uri = rt_uri_parse ("http://a.example/", NULL, NULL, NULL);
  g_autoptr (RtHeaderList) fields = rt_agent_make_fields (agent, uri, FALSE);

  return g_strdup (rt_header_list_find (fields, "Accept-Language"));
}

/* Recorded of Firefox 153 and Chromium 156 with their language packs; what begins with a
 * list is what they sent once it was set.  Firefox of old is as servers have logged it. */
static void
test_languages (void)
{
  static const struct
  {
    const char *text;
    const char *firefox;
    const char *chromium;
    const char *safari;
    const char *firefox_20;
  } cases[] = {
    { "en-US", "en-US,en;q=0.9", "en-US,en;q=0.9", "en-US,en;q=0.9", "en-US,en;q=0.5" },
    { "en-gb", "en-GB,en;q=0.9", "en-GB,en-US;q=0.9,en;q=0.8", "en-GB,en;q=0.9",
      "en-GB,en;q=0.5" },
    { "de", "de,en-US;q=0.9,en;q=0.8", "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7",
      "de-DE,de;q=0.9", "de,en-US;q=0.7,en;q=0.3" },
    { "ZH_cn", "zh-CN,zh;q=0.9,zh-TW;q=0.8,zh-HK;q=0.7,en-US;q=0.6,en;q=0.5",
      "zh-CN,zh;q=0.9", "zh-CN,zh-Hans;q=0.9",
      "zh-CN,zh;q=0.8,zh-TW;q=0.7,zh-HK;q=0.5,en-US;q=0.3,en;q=0.2" },
    { "zh-CN, en", "zh-CN,en;q=0.9", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN,zh;q=0.9",
      "zh-CN,en;q=0.5" },
    { "fr-CH,de-CH,en", "fr-CH,de-CH;q=0.9,en;q=0.8",
      "fr-CH,fr;q=0.9,de-CH;q=0.8,de;q=0.7,en;q=0.6", "fr-CH,fr;q=0.9",
      "fr-CH,de-CH;q=0.7,en;q=0.3" },
    { "it,", "it", "it", "it", "it" },
    { "qaa qab qac qad qae qaf qag qah qai qaj qak qal",
      "qaa,qab;q=0.9,qac;q=0.8,qad;q=0.7,qae;q=0.6,qaf;q=0.5,qag;q=0.4,qah;q=0.3,"
      "qai;q=0.2,qaj;q=0.1,qak;q=0.1,qal;q=0.1",
      NULL, "qaa", NULL },
  };
  g_autoptr (RtAgentBook) book = rt_agent_book_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const expected[]
          = { cases[i].firefox, cases[i].chromium, cases[i].safari, cases[i].firefox_20 };
      static const char *const ids[]
          = { "firefox-windows", "edge-windows", "safari-ios", "firefox-20" };

      for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
        {
          g_autofree char *tags = rt_accept_language_resolve (cases[i].text);
          g_autoptr (RtAgent) usual = rt_agent_book_dup_agent (book, ids[j]);
          g_autoptr (RtAgent) agent = rt_agent_with_languages (usual, tags);
          g_autofree char *said = dup_said (agent);

          if (expected[j] != NULL)
            g_assert_cmpstr (said, ==, expected[j]);
        }
    }
}

static void
test_no_languages (void)
{
  static const char *const bad[]
      = { "",  ",",           "x",   "de;q=1",    "1a",     "de--AT",
          "*", "overlongtag", "de-", "d\303\274", "a\r\nb", "en-US\t" };
  GString *many = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (rt_accept_language_resolve (bad[i]));
  for (guint i = 0; i < 17; i++)
    g_string_append_printf (many, "a%c ", 'a' + (int)i);
  g_assert_null (rt_accept_language_resolve (many->str));
  g_string_free (many, TRUE);
}

/* As a browser on this computer would be: in the locale that it has. */
static void
test_system_language (void)
{
  static const char *const cases[][2] = {
    { "zh_CN.UTF-8", "zh-CN" },
    { "de_AT", "de" },
    { "sv_SE.UTF-8@euro", "sv-SE,sv" },
    { "it", "it" },
    { "C", "en-US" },
    { "C.UTF-8", "en-US" },
    { "POSIX", "en-US" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_test_subprocess ())
      {
        g_autofree char *tags = rt_accept_language_resolve ("system");
        g_print ("<%s>", tags);
        return;
      }
    else
      {
        g_autofree char *pattern = g_strdup_printf ("*<%s>*", cases[i][1]);

        g_setenv ("LC_ALL", cases[i][0], TRUE);
        g_unsetenv ("LANGUAGE");
        g_test_trap_subprocess (NULL, 0, 0);
        g_test_trap_assert_passed ();
        g_test_trap_assert_stdout (pattern);
      }
}

/* What the user has is the user's, and a copy of ours is. */
static void
test_languages_of_own (void)
{
  g_autoptr (RtAgentBook) book = rt_agent_book_new (NULL);
  g_autoptr (RtAgent) french = NULL;
  g_autoptr (RtAgent) own = NULL;
  g_autoptr (RtAgent) mine = NULL;
  g_autoptr (RtAgent) japanese = NULL;
  g_autofree char *said_by_mine = NULL;
  g_autofree char *said_by_ours = NULL;

  g_assert_true (rt_agent_book_set_languages (book, "fr"));
  french = rt_agent_book_dup_agent (book, "chrome-linux");
  own = rt_agent_renamed (french, "mine", "Mine");
  rt_agent_book_put (book, own);
  g_assert_true (rt_agent_book_set_languages (book, "ja"));
  g_assert_false (rt_agent_book_set_languages (book, "?"));
  mine = rt_agent_book_dup_agent (book, "mine");
  said_by_mine = dup_said (mine);
  g_assert_cmpstr (said_by_mine, ==, "fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7");
  japanese = rt_agent_book_dup_agent (book, "chrome-linux");
  said_by_ours = dup_said (japanese);
  g_assert_cmpstr (said_by_ours, ==, "ja,en-US;q=0.9,en;q=0.8");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accept-language/as-real-browsers-say-it", test_languages);
  g_test_add_func ("/accept-language/what-are-no-languages", test_no_languages);
  g_test_add_func ("/accept-language/of-the-system", test_system_language);
  g_test_add_func ("/accept-language/of-own-is-as-written", test_languages_of_own);
  return g_test_run ();
}
