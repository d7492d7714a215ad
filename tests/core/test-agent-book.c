/* Tests of RtAgentBook and RtAgentFile: what is kept, what is refused and why. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-book.h"

#include "core/http/rt-uri.h"

#include <glib/gstdio.h>
#include <string.h>

#define ONE(members) "{\"identities\":[{" members "}]}"
#define FIELD(members) ONE ("\"name\":\"x\",\"fields\":[{" members "}]")
#define NAMED(name) FIELD ("\"name\":\"" name "\",\"value\":\"1\"")

static const struct
{
  const char *text;
  RtAgentProblem problem;
  const char *field; /* nullable */
} refused[] = {
  { "", RT_AGENT_NOT_OBJECT, NULL },
  { "{", RT_AGENT_NOT_OBJECT, NULL },
  { "[]", RT_AGENT_NOT_OBJECT, NULL },
  { "{\"identities\":[]} {}", RT_AGENT_NOT_OBJECT, NULL },
  { "1 {\"identities\":[]}", RT_AGENT_NOT_OBJECT, NULL },
  { "{\"identities\":{}}", RT_AGENT_NOT_OBJECT, NULL },
  { "{\"identities\":[7]}", RT_AGENT_NOT_OBJECT, NULL },
  { "{\"identities\":[[[[[[[[[[]]]]]]]]]]}", RT_AGENT_NOT_OBJECT, NULL },
  { ONE ("\"name\":\"x\""), RT_AGENT_NOT_OBJECT, NULL },
  { ONE ("\"name\":\"x\",\"fields\":7"), RT_AGENT_NOT_OBJECT, NULL },
  { ONE ("\"name\":\"x\",\"fields\":[7]"), RT_AGENT_NOT_OBJECT, NULL },
  { FIELD ("\"name\":\"A\""), RT_AGENT_NOT_OBJECT, NULL },
  { FIELD ("\"name\":\"A\",\"value\":1"), RT_AGENT_NOT_OBJECT, NULL },
  { FIELD ("\"name\":\"A\",\"value\":\"\",\"only\":[\"sometimes\"]"), RT_AGENT_NOT_OBJECT,
    NULL },
  { ONE ("\"fields\":[]"), RT_AGENT_NO_NAME, NULL },
  { ONE ("\"name\":\"  \",\"fields\":[]"), RT_AGENT_NO_NAME, NULL },
  { ONE ("\"name\":\"x\",\"as_of\":\"May\",\"fields\":[]"), RT_AGENT_BAD_DATE, NULL },
  { ONE ("\"name\":\"x\",\"version\":\"1.x\",\"fields\":[]"), RT_AGENT_BAD_VERSION,
    NULL },
  { ONE ("\"name\":\"x\",\"version\":\"\",\"fields\":[]"), RT_AGENT_BAD_VERSION, NULL },
  { FIELD ("\"name\":\"A\",\"value\":\"B\",\"is\":\"brand\""), RT_AGENT_NO_VERSION, "A" },
  { NAMED (""), RT_AGENT_BAD_FIELD_NAME, "" },
  { NAMED ("User Agent"), RT_AGENT_BAD_FIELD_NAME, "User Agent" },
  { NAMED ("A:"), RT_AGENT_BAD_FIELD_NAME, "A:" },
  { NAMED ("A\\r\\nB"), RT_AGENT_BAD_FIELD_NAME, "A\r\nB" },
  { FIELD ("\"name\":\"A\",\"value\":\"1\\r\\nB: 2\""), RT_AGENT_BAD_VALUE, "A" },
  { FIELD ("\"name\":\"A\",\"value\":\"1\\n\""), RT_AGENT_BAD_VALUE, "A" },
  { FIELD ("\"name\":\"A\",\"value\":\"1 \""), RT_AGENT_BAD_VALUE, "A" },
  { FIELD ("\"name\":\"A\",\"value\":\"1\\u0007\""), RT_AGENT_BAD_VALUE, "A" },
  { NAMED ("host"), RT_AGENT_RESERVED_FIELD, "host" },
  { NAMED ("Content-Length"), RT_AGENT_RESERVED_FIELD, "Content-Length" },
  { NAMED ("Transfer-Encoding"), RT_AGENT_RESERVED_FIELD, "Transfer-Encoding" },
  { NAMED ("Cookie"), RT_AGENT_SECRET_FIELD, "Cookie" },
  { NAMED ("Proxy-Authorization"), RT_AGENT_SECRET_FIELD, "Proxy-Authorization" },
  { ONE ("\"name\":\"x\",\"fields\":[{\"name\":\"A\",\"value\":\"1\"},"
         "{\"name\":\"a\",\"value\":\"1\",\"only\":[\"typed\"]}]"),
    RT_AGENT_FIELD_TWICE, "a" },
};

static RtAgentFile *
parse (const char *text)
{
  return rt_agent_file_parse (text, strlen (text));
}

static void
test_refuses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (RtAgentFile) file = parse (refused[i].text);
      const RtAgentFileNote *note = &g_array_index (file->notes, RtAgentFileNote, 0);

      g_test_message ("%s", refused[i].text);
      g_assert_cmpuint (file->agents->len, ==, 0);
      g_assert_cmpuint (file->notes->len, ==, 1);
      g_assert_cmpint (note->problem, ==, refused[i].problem);
      g_assert_cmpstr (note->field, ==, refused[i].field);
      g_assert_nonnull (rt_agent_problem_to_sentence (note->problem));
    }
}

static void
test_too_much (void)
{
  g_autoptr (GString) text
      = g_string_new ("{\"identities\":[{\"name\":\"x\",\"fields\":[");
  g_autofree char *long_value = g_strnfill (RT_AGENT_VALUE_BYTES_MAX + 1, 'x');
  g_autofree char *one
      = g_strdup_printf (FIELD ("\"name\":\"A\",\"value\":\"%s\""), long_value);
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autoptr (RtAgentFile) long_file = parse (one);
  g_autoptr (RtAgentFile) deep_file = parse (deep);
  g_autoptr (RtAgentFile) full_file = NULL;

  for (guint i = 0; i <= RT_AGENT_FIELDS_MAX; i++)
    g_string_append_printf (text, "%s{\"name\":\"A%u\",\"value\":\"\"}", i > 0 ? "," : "",
                            i);
  g_string_append (text, "]}]}");
  full_file = parse (text->str);
  g_assert_cmpint (g_array_index (full_file->notes, RtAgentFileNote, 0).problem, ==,
                   RT_AGENT_TOO_MANY_FIELDS);
  g_assert_cmpint (g_array_index (long_file->notes, RtAgentFileNote, 0).problem, ==,
                   RT_AGENT_LONG_VALUE);
  g_assert_cmpint (g_array_index (deep_file->notes, RtAgentFileNote, 0).problem, ==,
                   RT_AGENT_NOT_OBJECT);
}

/* --- what is sent --- */

#define ROBOT                                                                            \
  "{\"identities\":["                                                                    \
  "{\"name\":\"R\u00f6bot 1\",\"version\":\"156\",\"as_of\":\"2026-11\",\"fields\":["    \
  "{\"name\":\"SEC-ch-ua\",\"value\":\"Robot\",\"is\":\"brand\"},"                       \
  "{\"name\":\"user-AGENT\",\"value\":\"robot/@ (me@@example.org)\"},"                   \
  "{\"name\":\"Accept-Encoding\",\"value\":\"gzip, zz\",\"is\":\"codings\"},"            \
  "{\"name\":\"X-Where\",\"value\":\"plain\",\"only\":[\"plain\"]},"                     \
  "{\"name\":\"X-Where\",\"value\":\"secure\",\"only\":[\"secure\"]}]},"                 \
  "7,"                                                                                   \
  "{\"id\":\"curl\",\"name\":\"Other curl\",\"fields\":["                                \
  "{\"name\":\"From\",\"value\":\"me@example.org\"}]}]}"

static char *
format_fields (RtAgent *agent, const char *address)
{
  g_autoptr (GUri) uri = rt_uri_parse (address, NULL, NULL, NULL);
  g_autoptr (RtHeaderList) fields = rt_agent_make_fields (agent, uri, FALSE);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      g_string_append_printf (text, "%s: %s|", header->name, header->value);
    }
  return g_string_free (text, FALSE);
}

static void
assert_sends (RtAgent *agent, const char *address, const char *expected)
{
  g_autofree char *text = format_fields (agent, address);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_sends_what_is_written (void)
{
  g_autoptr (RtAgentFile) file = parse (ROBOT);
  g_autoptr (RtAgent) newer = NULL;

  g_assert_cmpuint (file->agents->len, ==, 2);
  g_assert_cmpuint (file->notes->len, ==, 1);
  g_assert_cmpuint (g_array_index (file->notes, RtAgentFileNote, 0).number, ==, 2);
  assert_sends (file->agents->pdata[0], "https://a.example/",
                "SEC-ch-ua: \"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\", "
                "\"Robot\";v=\"156\"|user-AGENT: robot/156 (me@example.org)|"
                "Accept-Encoding: gzip|X-Where: secure|");
  assert_sends (file->agents->pdata[0], "http://a.example/",
                "user-AGENT: robot/156 (me@example.org)|Accept-Encoding: gzip|"
                "X-Where: plain|");
  assert_sends (file->agents->pdata[1], "http://a.example/", "From: me@example.org|");

  newer = rt_agent_with_version (file->agents->pdata[0], "157");
  assert_sends (newer, "http://a.example/",
                "user-AGENT: robot/157 (me@example.org)|Accept-Encoding: gzip|"
                "X-Where: plain|");
  g_assert_null (rt_agent_with_version (file->agents->pdata[1], "2"));
}

/* Whatever it is written down from, it sends the same. */
static void
test_comes_back (void)
{
  g_autoptr (RtAgentBook) book = rt_agent_book_new (NULL);
  GListModel *agents = rt_agent_book_get_agents (book);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = NULL;
  g_autoptr (RtAgentFile) file = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (agents); i++)
    g_ptr_array_add (all, g_list_model_get_item (agents, i));
  text = rt_agent_file_format (all, NULL);
  file = parse (text);
  g_assert_cmpuint (file->notes->len, ==, 0);
  g_assert_cmpuint (file->agents->len, ==, all->len);
  for (guint i = 0; i < all->len; i++)
    for (guint j = 0; j < 2; j++)
      {
        const char *address = j == 0 ? "https://a.example/" : "http://a.example/";
        g_autofree char *expected = format_fields (all->pdata[i], address);

        assert_sends (file->agents->pdata[i], address, expected);
        g_assert_true (rt_agent_is_own (file->agents->pdata[i]));
      }
}

/* --- the book --- */

typedef struct
{
  char *folder;
  GFile *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("rt-agents-XXXXXX", NULL);
  fixture->file = g_file_new_build_filename (fixture->folder, "a", "identities", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);

  g_file_delete (fixture->file, NULL, NULL);
  g_file_delete (folder, NULL, NULL);
  g_rmdir (fixture->folder);
  g_object_unref (fixture->file);
  g_free (fixture->folder);
}

static char *
list_ids (RtAgentBook *book)
{
  GListModel *agents = rt_agent_book_get_agents (book);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (agents); i++)
    {
      g_autoptr (RtAgent) agent = g_list_model_get_item (agents, i);

      if (rt_agent_is_own (agent))
        g_string_append_printf (text, "%s ", rt_agent_get_id (agent));
    }
  return g_string_free (text, FALSE);
}

static void
assert_ids (RtAgentBook *book, const char *expected)
{
  g_autofree char *ids = list_ids (book);

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtAgentBook) book = rt_agent_book_new (fixture->file);
  g_autoptr (RtAgentFile) file = parse (ROBOT);
  g_autoptr (RtAgent) chrome = rt_agent_book_dup_agent (book, "chrome-linux");
  g_autoptr (RtAgent) newer = rt_agent_with_version (chrome, "160");
  g_autoptr (RtAgent) robot = NULL;
  g_autoptr (RtAgent) kept = NULL;
  g_autofree char *expected = NULL;
  guint position;

  rt_agent_book_import (book, file);
  rt_agent_book_import (book, file);
  assert_ids (book, "robot-1 curl-2 robot-1-2 curl-3 ");
  rt_agent_book_remove (book, "robot-1-2");
  position = rt_agent_book_find (book, "curl-2");
  robot = rt_agent_book_dup_agent (book, "curl-2");
  rt_agent_book_remove (book, "curl-2");
  assert_ids (book, "robot-1 curl-3 ");
  rt_agent_book_insert (book, position, robot);
  assert_ids (book, "robot-1 curl-2 curl-3 ");
  rt_agent_book_put (book, newer);
  g_assert_cmpuint (rt_agent_book_find (book, "roundtrip"), ==, 0);

  g_clear_object (&book);
  book = rt_agent_book_new (fixture->file);
  assert_ids (book, "robot-1 curl-2 curl-3 ");
  kept = rt_agent_book_dup_agent (book, "chrome-linux");
  g_assert_cmpstr (rt_agent_get_version (kept), ==, "160");
  expected = format_fields (newer, "https://a.example/");
  g_assert_nonnull (strstr (expected, "v=\"160\""));
  assert_sends (kept, "https://a.example/", expected);
}

static void
test_survives_a_broken_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtAgentBook) book = NULL;
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);

  g_assert_true (g_file_make_directory (folder, NULL, NULL));
  g_assert_true (
      g_file_set_contents (g_file_peek_path (fixture->file), "{\"identi", -1, NULL));
  book = rt_agent_book_new (fixture->file);
  assert_ids (book, "");
  g_assert_cmpuint (g_list_model_get_n_items (rt_agent_book_get_agents (book)), >=, 15);
}

static void
test_own_may_not_speak_unseen (void)
{
  g_autoptr (RtAgentFile) file
      = parse (FIELD ("\"name\":\"User-Agent\",\"value\":\"Gr\u00fc\u00dfe\""));
  RtAgent *agent = file->agents->pdata[0];

  g_assert_nonnull (rt_agent_template_find_odd (rt_agent_get_template (agent)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent-file/refuses", test_refuses);
  g_test_add_func ("/agent-file/refuses-too-much", test_too_much);
  g_test_add_func ("/agent-file/sends-what-is-written", test_sends_what_is_written);
  g_test_add_func ("/agent-file/comes-back", test_comes_back);
  g_test_add_func ("/agent-file/tells-what-is-not-ascii", test_own_may_not_speak_unseen);
  g_test_add ("/agent-book/is-kept", Fixture, NULL, set_up, test_is_kept, tear_down);
  g_test_add ("/agent-book/survives-a-broken-file", Fixture, NULL, set_up,
              test_survives_a_broken_file, tear_down);
  return g_test_run ();
}
