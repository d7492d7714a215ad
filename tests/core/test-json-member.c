/* Tests of rt_json_member_find() and those above it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-json-member.h"

static void
test_other_types (void)
{
  g_autoptr (JsonNode) root = json_from_string (
      "{\"text\": \"x\", \"number\": 7, \"real\": 7.5, \"yes\": true,"
      " \"no\": false, \"null\": null, \"list\": [\"x\"], \"object\": "
      "{\"x\": true}}",
      NULL);
  JsonObject *object = json_node_get_object (root);
  static const char *const others[]
      = { "number", "real", "no", "null", "list", "object", "absent" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_null (rt_json_member_get_string (object, others[i]));
      g_assert_false (rt_json_member_is_true (object, others[i]));
    }
  g_assert_cmpstr (rt_json_member_get_string (object, "text"), ==, "x");
  g_assert_false (rt_json_member_is_true (object, "text"));
  g_assert_true (rt_json_member_is_true (object, "yes"));
  g_assert_null (rt_json_member_get_string (object, "yes"));
  g_assert_nonnull (rt_json_member_find (object, "number", G_TYPE_INT64));
  g_assert_null (rt_json_member_find (object, "real", G_TYPE_INT64));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-member/another-type-is-absent", test_other_types);
  return g_test_run ();
}
