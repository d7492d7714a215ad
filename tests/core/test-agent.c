/* Tests of RtAgent: what each identity sends, and that it can be what it says. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-book.h"
#include "core/agents/rt-agent-list.h"
#include "core/agents/rt-client-hints.h"
#include "core/http/rt-content-decoder.h"
#include "core/http/rt-uri.h"
#include "core/wire/rt-header-list.h"
#include "tests/lib/rt-test-structured.h"

#include <string.h>

#define HTTPS "https://a.example/"
#define LOOPBACK "http://127.0.0.1/"
#define PLAIN "http://a.example/"

static RtHeaderList *
make_fields (RtAgent *agent, const char *address, gboolean redirected)
{
  g_autoptr (GUri) uri = rt_uri_parse (address, NULL, NULL, NULL);

  return rt_agent_make_fields (agent, uri, redirected);
}

static char *
list_names (const RtHeaderList *fields)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            rt_header_list_get (fields, i)->name);
  return g_string_free (text, FALSE);
}

static RtAgent *
find_agent (const char *id)
{
  g_autoptr (RtAgentBook) book = rt_agent_book_new (NULL);

  return rt_agent_book_dup_agent (book, id);
}

/* A check that lets anything pass would prove nothing. */
static void
test_the_check_is_strict (void)
{
  static const char *const bad_lists[]
      = { "",         "\"a",          "a\"",     "\"a\";",      "\"a\";V=1",
          "\"a\",",   "\"\303\244\"", "\"\\a\"", "\"a\" \"b\"", "?2",
          "\"a\";v=", "\"a\"; v = 1" };

  for (guint i = 0; i < G_N_ELEMENTS (bad_lists); i++)
    g_assert_false (rt_test_structured_is_list (bad_lists[i]));
  g_assert_true (
      rt_test_structured_is_list ("\"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\""));
  g_assert_true (rt_test_structured_is_list ("\"a\\\\\\\"\" ,\tb;v"));
  g_assert_true (rt_test_structured_is_item ("?1"));
  g_assert_false (rt_test_structured_is_item ("1?"));
  g_assert_false (rt_test_structured_is_item ("a, b"));
  g_assert_true (rt_test_structured_is_dictionary ("u=0, i"));
  g_assert_false (rt_test_structured_is_dictionary ("U=0"));
  g_assert_false (rt_test_structured_is_dictionary ("u=0,"));
}

static void
check_structure (const RtHeader *header)
{
  if (g_ascii_strcasecmp (header->name, "Sec-CH-UA") == 0)
    g_assert_true (rt_test_structured_is_list (header->value));
  else if (g_ascii_strncasecmp (header->name, "Sec-", 4) == 0)
    g_assert_true (rt_test_structured_is_item (header->value));
  else if (g_ascii_strcasecmp (header->name, "Priority") == 0)
    g_assert_true (rt_test_structured_is_dictionary (header->value));
}

/* --- the table --- */

static void
check_codings (const RtHeaderList *fields)
{
  const char *value = rt_header_list_find (fields, "Accept-Encoding");
  g_auto (GStrv) codings = g_strsplit (value != NULL ? value : "", ", ", -1);

  for (guint i = 0; codings[i] != NULL; i++)
    g_assert_true (rt_content_coding_is_known (codings[i]));
}

static gboolean
has_prefix (const RtHeaderList *fields, const char *prefix)
{
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    if (g_ascii_strncasecmp (rt_header_list_get (fields, i)->name, prefix,
                             strlen (prefix))
        == 0)
      return TRUE;
  return FALSE;
}

static void
check_fields (RtAgent *agent, const char *address, gboolean redirected)
{
  g_autoptr (RtHeaderList) fields = make_fields (agent, address, redirected);
  const char *id = rt_agent_get_id (agent);
  gboolean is_chromium
      = g_str_has_prefix (id, "chrome-") || g_str_has_prefix (id, "edge-");
  gboolean is_plain = g_str_equal (address, PLAIN);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      g_assert_true (rt_header_check (header->name, header->value, NULL));
      g_assert_cmpuint (rt_header_list_count (fields, header->name), ==, 1);
      g_assert_null (strchr (header->value, '@'));
      check_structure (header);
    }
  check_codings (fields);
  g_assert_cmpint (has_prefix (fields, "Sec-CH-UA"), ==, is_chromium && !is_plain);
  g_assert_false (is_plain && has_prefix (fields, "Sec-"));
  g_assert_cmpint (rt_header_list_find (fields, "User-Agent") == NULL, ==,
                   g_str_equal (id, "none"));
}

static void
test_all (void)
{
  g_autoptr (GHashTable) texts
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RtAgent *agent;
  guint i;

  for (i = 0; (agent = rt_agent_list_get (i)) != NULL; i++)
    {
      g_autoptr (RtAgent) found = find_agent (rt_agent_get_id (agent));
      g_autoptr (RtHeaderList) fields = make_fields (agent, HTTPS, FALSE);
      const char *text = rt_header_list_find (fields, "User-Agent");

      g_assert_cmpstr (rt_agent_get_name (found), ==, rt_agent_get_name (agent));
      g_assert_true (g_hash_table_add (texts, g_strdup (text != NULL ? text : "")));
      for (guint k = 0; k < 2; k++)
        {
          check_fields (agent, HTTPS, k);
          check_fields (agent, LOOPBACK, k);
          check_fields (agent, PLAIN, k);
        }
      g_assert_cmpint (rt_agent_is_disguise (agent), ==, i > 1);
      g_assert_cmpint (rt_agent_get_as_of (agent) != NULL, ==, i > 1);
      g_assert_cmpint (*rt_agent_get_giveaways (agent) != NULL, ==, i > 1);
      g_object_unref (agent);
    }
  g_assert_cmpuint (i, >=, 15);
  g_assert_null (find_agent ("netscape"));
}

/* The brands of real browsers, as servers have logged them. */
static void
test_brands (void)
{
  static const struct
  {
    guint major;
    const char *brand;
    const char *value;
  } cases[] = {
    { 124, "Google Chrome",
      "\"Chromium\";v=\"124\", \"Google Chrome\";v=\"124\", \"Not-A.Brand\";v=\"99\"" },
    { 133, "Google Chrome",
      "\"Not(A:Brand\";v=\"99\", \"Google Chrome\";v=\"133\", \"Chromium\";v=\"133\"" },
    { 135, "Google Chrome",
      "\"Google Chrome\";v=\"135\", \"Not-A.Brand\";v=\"8\", \"Chromium\";v=\"135\"" },
    { 142, "Microsoft Edge",
      "\"Chromium\";v=\"142\", \"Microsoft Edge\";v=\"142\", \"Not_A Brand\";v=\"99\"" },
    { 145, "Microsoft Edge",
      "\"Not:A-Brand\";v=\"99\", \"Microsoft Edge\";v=\"145\", \"Chromium\";v=\"145\"" },
    { 150, "Google Chrome",
      "\"Not;A=Brand\";v=\"8\", \"Chromium\";v=\"150\", \"Google Chrome\";v=\"150\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value
          = rt_client_hints_format_brands (cases[i].major, cases[i].brand);
      g_assert_cmpstr (value, ==, cases[i].value);
    }
  for (guint major = 1; major <= 99999; major += 97)
    {
      g_autofree char *value = rt_client_hints_format_brands (major, "Google Chrome");
      g_assert_true (rt_test_structured_is_list (value));
    }
}

static void
test_version (void)
{
  static const char *const bad[]
      = { "", "0", "01", "1.2", "-1", "123456", "1 ", "1\r\nX: y", "a", "1.", "٣" };
  g_autoptr (RtAgent) chrome = find_agent ("chrome-linux");
  g_autoptr (RtAgent) safari = find_agent ("safari-ios");
  g_autoptr (RtAgent) old = find_agent ("firefox-20");
  g_autoptr (RtAgent) newer = rt_agent_with_version (chrome, "160");
  g_autoptr (RtAgent) patched = rt_agent_with_version (safari, "27.0.1");
  g_autoptr (RtHeaderList) fields = make_fields (newer, HTTPS, FALSE);
  g_autoptr (RtHeaderList) usual = make_fields (chrome, HTTPS, FALSE);
  g_autoptr (RtHeaderList) phone = make_fields (patched, HTTPS, FALSE);

  g_assert_cmpstr (rt_agent_get_version (newer), ==, "160");
  g_assert_nonnull (strstr (rt_header_list_find (fields, "User-Agent"),
                            " Chrome/160.0.0.0 Safari/537.36"));
  g_assert_nonnull (
      strstr (rt_header_list_find (fields, "Sec-CH-UA"), "\"Google Chrome\";v=\"160\""));
  g_assert_nonnull (
      strstr (rt_header_list_find (usual, "User-Agent"), " Chrome/156.0.0.0 "));
  g_assert_nonnull (strstr (rt_header_list_find (phone, "User-Agent"),
                            " Version/27.0.1 Mobile/15E148 Safari/604.1"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (rt_agent_with_version (chrome, bad[i]));
  g_assert_null (rt_agent_with_version (safari, "1.2.3.4.5"));
  g_assert_null (rt_agent_with_version (safari, "1..2"));
  g_assert_null (rt_agent_with_version (old, "21"));
}

static void
test_without (void)
{
  g_autoptr (RtAgent) firefox = find_agent ("firefox-linux");
  g_autoptr (RtAgent) silent = rt_agent_without (firefox, "accept-language");
  g_autoptr (RtAgent) newer = rt_agent_with_version (silent, "200");
  g_autoptr (RtAgent) both = rt_agent_without (newer, "Sec-Fetch-User");
  g_autoptr (RtHeaderList) fields = make_fields (both, HTTPS, FALSE);
  g_autofree char *names = list_names (fields);

  g_assert_cmpstr (names, ==,
                   "User-Agent Accept Accept-Encoding Connection "
                   "Upgrade-Insecure-Requests Sec-Fetch-Dest Sec-Fetch-Mode "
                   "Sec-Fetch-Site Priority");
  g_assert_cmpstr (rt_agent_get_version (both), ==, "200");
}

/* A coding that nobody here can undo is not offered, and said. */
static void
test_codings (void)
{
  static const RtAgentField fields[]
      = { { "Accept-Encoding", "gzip, sdch, br, dcz", RT_AGENT_FIELD_CODINGS },
          { NULL, NULL, RT_AGENT_FIELD_ALWAYS } };
  static const RtAgentTemplate made_of = { "old", "Old", "2012-01", NULL, fields, NULL };
  g_autoptr (RtAgent) old = rt_agent_new (&made_of);
  g_autoptr (RtAgent) silent = rt_agent_without (old, "Accept-Encoding");
  g_autoptr (RtAgent) firefox = find_agent ("firefox-linux");
  g_autoptr (RtHeaderList) sent = make_fields (old, HTTPS, FALSE);
  g_auto (GStrv) lacking = rt_agent_dup_lacking_codings (old);
  g_auto (GStrv) of_silent = rt_agent_dup_lacking_codings (silent);
  g_auto (GStrv) of_firefox = rt_agent_dup_lacking_codings (firefox);

  g_assert_cmpstr (rt_header_list_find (sent, "Accept-Encoding"), ==, "gzip, br");
  g_assert_cmpstrv (lacking, ((const char *const[]){ "sdch", "dcz", NULL }));
  g_assert_null (*of_silent);
  g_assert_null (*of_firefox);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent/structured-fields/check-is-strict", test_the_check_is_strict);
  g_test_add_func ("/agent/all-can-be-what-they-say", test_all);
  g_test_add_func ("/agent/brands-as-real-browsers-have-them", test_brands);
  g_test_add_func ("/agent/version-can-be-changed", test_version);
  g_test_add_func ("/agent/fields-can-be-left-out", test_without);
  g_test_add_func ("/agent/only-codings-that-we-decode", test_codings);
  return g_test_run ();
}
