/* Tests of what a server saw beside what was sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-seen.h"

#include <string.h>

static RtHeaderList *
make (const char *names)
{
  RtHeaderList *fields = rt_header_list_new ();
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);

  for (guint i = 0; parts[i] != NULL && *parts[i] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], ":", 2);
      rt_header_list_append_received (fields, pair[0], pair[1]);
    }
  return fields;
}

static const struct
{
  const char *sent;
  const char *seen;
  const char *expected; /* “sent>seen”, with “!” where they are not the same */
} cases[] = {
  { "", "", "" },
  { "A:1 B:2", "A:1 B:2", "A>A B>B " },
  { "A:1", "A:2", "A>A! " },
  { "A:1", "a:1", "A>a! " },
  { "A:1 B:2", "A:1", "A>A B>! " },
  { "A:1 B:2", "A:1 Via:x B:2", "A>A >Via! B>B " },
  { "A:1 B:2", "B:2 A:1", ">B! A>A B>! " },
  { "A:1", "A:1 X:1 Y:2", "A>A >X! >Y! " },
  { "A:1 A:2", "A:1 A:2", "A>A A>A " },
};

static void
test_align (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtHeaderList) sent = make (cases[i].sent);
      g_autoptr (RtHeaderList) seen = make (cases[i].seen);
      g_autoptr (GArray) rows = rt_agent_seen_align (sent, seen);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < rows->len; j++)
        {
          const RtAgentSeenRow *row = &g_array_index (rows, RtAgentSeenRow, j);
          g_string_append_printf (
              text, "%s>%s%s ", row->sent != NULL ? row->sent->name : "",
              row->seen != NULL ? row->seen->name : "", row->is_same ? "" : "!");
        }
      g_assert_cmpstr (text->str, ==, cases[i].expected);
    }
}

static gboolean
can_parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (RtHeaderList) fields = rt_agent_seen_parse (bytes);

  return fields != NULL;
}

static void
test_parse (void)
{
  g_assert_true (can_parse ("{\"fields\":[[\"A\",\"1\"]]}"));
  g_assert_true (can_parse ("{\"fields\":[]}"));
  g_assert_false (can_parse (""));
  g_assert_false (can_parse ("{}"));
  g_assert_false (can_parse ("{\"fields\":[[\"A\"]]}"));
  g_assert_false (can_parse ("{\"fields\":[[\"A\",1]]}"));
  g_assert_false (can_parse ("{\"fields\":[7]}"));
  g_assert_false (can_parse ("[[[[[[[[[[[[[[[[["));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent-seen/align", test_align);
  g_test_add_func ("/agent-seen/parse", test_parse);
  return g_test_run ();
}
